// Small tools for the document. ES5 and interfaces of 2017 only: the webviews of old phones run this.

function all(selector, root) {
  return Array.prototype.slice.call((root || document).querySelectorAll(selector));
}

// The nearest element upwards, the node itself included, for which the test holds; null where there is none.
function upwards(node, test) {
  while (node && node.nodeType === 1) {
    if (test(node)) { return node; }
    node = node.parentNode;
  }
  return null;
}

function make(tag, className, text) {
  var node = document.createElement(tag);
  if (className) { node.className = className; }
  if (text) { node.appendChild(document.createTextNode(text)); }
  return node;
}

function makeButton(className, text, name) {
  var button = make("button", className, text);
  button.type = "button";
  if (name) { button.setAttribute("aria-label", name); }
  return button;
}

function after(node, added) {
  node.parentNode.insertBefore(added, node.nextSibling);
}

function empty(node) {
  while (node.firstChild) { node.removeChild(node.firstChild); }
}

// Says that a value was changed by this script, so that whoever listens for people's changes hears it too.
function announce(node, name) {
  var event = document.createEvent("Event");
  event.initEvent(name, true, false);
  node.dispatchEvent(event);
}

function focusOn(node) {
  if (!node) { return; }
  if (!node.hasAttribute("tabindex") && !/^(INPUT|SELECT|TEXTAREA|BUTTON|A|SUMMARY)$/.test(node.tagName)) {
    node.setAttribute("tabindex", "-1");
  }
  node.focus();
}

// A sentence that the page brought along in its own language.
function word(name, number) {
  var words = document.querySelector("[data-survey-words]");
  var node = words && (words.content || words).querySelector('[data-word="' + name + '"]');
  return node ? node.textContent.replace("{n}", number === undefined ? "" : String(number)) : "";
}

// Typed text as the server reads it: full-width digits become plain ones.
function plain(text) {
  return text.replace(/[０-９]/g, function (digit) { return String.fromCharCode(digit.charCodeAt(0) - 65248); }).trim();
}
