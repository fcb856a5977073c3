/* Made by make script from burden/intake/script, where the reasons stand. */
(function () {
'use strict';
function all(selector, root) {
  return Array.prototype.slice.call((root || document).querySelectorAll(selector));
}
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
function word(name, number) {
  var words = document.querySelector("[data-survey-words]");
  var node = words && (words.content || words).querySelector('[data-word="' + name + '"]');
  return node ? node.textContent.replace("{n}", number === undefined ? "" : String(number)) : "";
}
function plain(text) {
  return text.replace(/[０-９]/g, function (digit) { return String.fromCharCode(digit.charCodeAt(0) - 65248); }).trim();
}
var ORDERED = ["attitude_5", "practices_3m", "cleanup_effect"];
var CARRIED = ["scale_reversed", "rotation"];
var PREFILLED = ["level_code", "below_code", "code"];
function controls(form) {
  return Array.prototype.slice.call(form.elements).filter(function (control) {
    return control.name && !/^(submit|button|reset|fieldset|image|file|output|object)$/.test(control.type);
  });
}
function fieldOf(form, name) {
  return form.elements[name];
}
function isTick(control) {
  return control.type === "radio" || control.type === "checkbox";
}
function isNeverEmpty(name) {
  return name === "minutes_source" || name.indexOf("status_") === 0;
}
function isSkipped(control) {
  return Boolean(upwards(control, function (node) { return node.hidden && node.hasAttribute("data-skipped-by"); }));
}
function filled(form) {
  return controls(form).filter(function (control) {
    if (isTick(control) && !control.checked) { return false; }
    return control.value !== "" && control.name !== "region_query" && !control.hasAttribute("data-chip") &&
      !isSkipped(control);
  });
}
function fieldsOf(form) {
  return filled(form).map(function (control) { return [control.name, control.value]; });
}
function encoded(fields) {
  return fields.map(function (field) {
    return encodeURIComponent(field[0]) + "=" + encodeURIComponent(field[1]);
  }).join("&");
}
function valueIn(fields, name) {
  return (valuesByName(fields)[name] || [""])[0];
}
function valuesByName(fields) {
  var values = {};
  fields.forEach(function (field) { (values[field[0]] = values[field[0]] || []).push(field[1]); });
  return values;
}
function ordersOf(form) {
  var orders = {};
  ORDERED.forEach(function (name) {
    orders[name] = all('input[name="' + name + '"]', form).map(function (choice) { return choice.value; });
  });
  return orders;
}
function putInOrder(form, orders) {
  ORDERED.forEach(function (name) {
    (orders[name] || []).forEach(function (value) {
      all('input[name="' + name + '"]', form).forEach(function (choice) {
        var label = choice.parentNode;
        if (choice.value === value && label.tagName === "LABEL") { label.parentNode.appendChild(label); }
      });
    });
  });
}
function writeBack(form, fields) {
  var values = valuesByName(fields);
  controls(form).forEach(function (control) {
    var wanted = values[control.name] || [];
    if (control.type === "hidden") {
      if (CARRIED.indexOf(control.name) >= 0 && wanted.length) { control.value = wanted[0]; }
    } else if (isTick(control)) {
      if (wanted.length || !isNeverEmpty(control.name)) { control.checked = wanted.indexOf(control.value) >= 0; }
    } else {
      control.value = wanted[0] || "";
    }
  });
  openFilled(form);
}
function openFilled(form) {
  all("details", form).forEach(function (part) {
    var isUsed = filled(form).some(function (control) { return !isPrefilled(control) && part.contains(control); });
    if (isUsed) { part.setAttribute("open", ""); }
  });
}
function isPrefilled(control) {
  return control.type === "hidden" || PREFILLED.indexOf(control.name) >= 0 || isNeverEmpty(control.name);
}
function openAround(node) {
  while ((node = upwards(node.parentNode, function (outer) { return outer.tagName === "DETAILS"; }))) {
    node.setAttribute("open", "");
  }
}
function blank(form) {
  var seen = {};
  controls(form).forEach(function (control) {
    if (control.type === "radio") {
      control.checked = isNeverEmpty(control.name) && !seen[control.name];
      seen[control.name] = true;
    } else if (control.type === "checkbox") {
      control.checked = false;
    } else if (control.type !== "hidden") {
      control.value = "";
    }
  });
}
var inMemory = {};
function phoneStorage() {
  try { return window.localStorage || null; } catch (error) { return null; }
}
function keep(name, text) {
  var storage = phoneStorage();
  inMemory[name] = text;
  try {
    storage.setItem(name, text);
    return storage.getItem(name) === text;
  } catch (error) {
    return false;
  }
}
function kept(name) {
  if (inMemory[name]) { return inMemory[name]; }
  try { return phoneStorage().getItem(name) || ""; } catch (error) { return ""; }
}
function forget(name) {
  var storage = phoneStorage();
  delete inMemory[name];
  if (!storage) { return true; }
  try { storage.removeItem(name); } catch (error) { /* looked at below */ }
  try { if (storage.getItem(name)) { storage.setItem(name, ""); } } catch (error) { /* looked at below */ }
  try { return !storage.getItem(name); } catch (error) { return true; }
}
var OF_THE_PAGE = ["idempotency_key", "one_time_pass", "sent"];
var DAY = 24 * 60 * 60 * 1000;
function draftName(wave, form) {
  return "survey/" + wave + "/" + form;
}
function nameOf(form) {
  return draftName(form.getAttribute("data-wave"), form.getAttribute("data-survey"));
}
function isRecord(record) {
  return Boolean(record) && typeof record.saved === "number" && Array.isArray(record.fields) &&
    /^\/s\//.test(record.address);
}
function recordOf(name) {
  var text = kept(name);
  var record = null;
  if (!text) { return null; }
  try { record = JSON.parse(text); } catch (error) { /* cut off, or not ours */ }
  if (!isRecord(record)) { forget(name); return null; }
  if (Math.abs(Date.now() - record.saved) <= DAY) { return record; }
  forget(name);
  return { expired: true, waiting: record.waiting, fields: [] };
}
function keepRecord(name, record) {
  return keep(name, JSON.stringify(record));
}
function draftOf(form, spent) {
  return { saved: Date.now(), spent: spent, fields: fieldsOf(form), orders: ordersOf(form), address: addressOf(form) };
}
function isOfElsewhere(record, form) {
  var here = fieldOf(form, "region_code");
  var place = valueIn(record.fields, "region_code");
  if (!here || !place) { return false; }
  return valueIn(record.fields, "region_choice") !== "" || place !== here.value;
}
function refreshed(record, form) {
  var ofToday = fieldsOf(form).filter(function (field) { return OF_THE_PAGE.indexOf(field[0]) >= 0; });
  return record.fields.filter(function (field) { return OF_THE_PAGE.indexOf(field[0]) < 0; }).concat(ofToday);
}
var LEVEL = "level_code";
function fragment() {
  var values = {};
  window.location.hash.replace(/^#/, "").split("&").forEach(function (pair) {
    var parts = pair.split("=");
    if (parts.length === 2) {
      try { values[parts[0]] = decodeURIComponent(parts[1].replace(/\+/g, " ")); } catch (error) { /* not ours */ }
    }
  });
  return values;
}
function fillFromFragment(form) {
  var values = fragment();
  var level = values[LEVEL];
  all("[data-from-fragment]", form).forEach(function (field) {
    var value = values[field.getAttribute("data-from-fragment")];
    if (!field.value && value) { field.value = value; }
  });
  if (level && !form.querySelector("[data-level]:checked")) {
    all("[data-level]", form).forEach(function (radio) { radio.checked = radio.value === level; });
  }
}
function chipsOf(form, name) {
  return all('[data-chip="' + name + '"]', form);
}
function hideSkipped(form) {
  all("[data-skipped-by]", form).forEach(function (part) {
    var field = fieldOf(form, part.getAttribute("data-skipped-by"));
    part.hidden = Boolean(field) && plain(field.value || "") === "0";
  });
}
function matchChips(form, field) {
  chipsOf(form, field.name).forEach(function (chip) { chip.checked = chip.value === plain(field.value); });
  rememberTaps(form);
}
function setNumber(form, field, value) {
  field.value = value;
  matchChips(form, field);
  hideSkipped(form);
}
function matchAll(form) {
  all("[data-chip]", form).forEach(function (chip) {
    var field = fieldOf(form, chip.getAttribute("data-chip"));
    if (chip.checked && field && !field.value) { field.value = chip.value; }
  });
  all('input[type="text"], input:not([type])', form).forEach(function (field) {
    if (field.name && chipsOf(form, field.name).length) { matchChips(form, field); }
  });
  rememberTaps(form);
  hideSkipped(form);
}
function exclude(form, box) {
  if (!box.checked) { return; }
  all('input[name="' + box.name + '"]', form).forEach(function (other) {
    if (other !== box && (box.hasAttribute("data-exclusive") || other.hasAttribute("data-exclusive"))) {
      other.checked = false;
    }
  });
}
function rememberTaps(form) {
  all('input[type="radio"]', form).forEach(function (radio) {
    radio.setAttribute("data-was", radio.checked ? "on" : "");
  });
}
function takeBack(form, radio) {
  var field;
  if (isNeverEmpty(radio.name)) { return; }
  if (radio.getAttribute("data-was") === "on") {
    radio.checked = false;
    field = fieldOf(form, radio.getAttribute("data-chip"));
    if (field) { setNumber(form, field, ""); }
    announce(radio, "change");
  }
  rememberTaps(form);
}
function addSteppers(form) {
  all("[data-stepper]", form).forEach(function (stepper) {
    var field = stepper.querySelector("input");
    var label = upwards(stepper, function (node) { return node.tagName === "LABEL"; });
    var name = field.getAttribute("aria-label") || "";
    var fewer = makeButton("step", "−", word("fewer") + name);
    var more = makeButton("step", "+", word("more") + name);
    fewer.setAttribute("data-by", "-1");
    more.setAttribute("data-by", "1");
    field.parentNode.insertBefore(fewer, field);
    after(field, more);
    if (label) { becomeSpan(label); }
  });
}
function becomeSpan(label) {
  var span = make("span", label.className);
  while (label.firstChild) { span.appendChild(label.firstChild); }
  label.parentNode.replaceChild(span, label);
}
function step(form, button) {
  var stepper = upwards(button, function (node) { return node.hasAttribute("data-stepper"); });
  var field = stepper.querySelector("input");
  var low = Number(stepper.getAttribute("data-low") || 0);
  var high = Number(stepper.getAttribute("data-high") || 999);
  var by = Number(button.getAttribute("data-by")) * Number(stepper.getAttribute("data-step") || 1);
  var typed = parseInt(plain(field.value), 10);
  var value = isNaN(typed) ? low + Math.max(by, 0) : typed + by;
  setNumber(form, field, String(Math.min(high, Math.max(low, value))));
  announce(field, "change");
}
var MOST_SHOWN = 10;
function addPickers(form) {
  all("select[data-picker]", form).forEach(function (select, number) {
    var label = select.getAttribute("aria-label") || labelText(select);
    var picker = make("div", "picker");
    var search = make("input", "picker-search");
    var list = make("ul", "picker-list");
    var status = make("p", "hint picker-status");
    search.type = "text";
    search.autocomplete = "off";
    search.setAttribute("maxlength", "20");
    search.setAttribute("aria-label", label + word("search"));
    search.setAttribute("placeholder", word("search-short"));
    search.setAttribute("enterkeyhint", "done");
    list.id = "picker-" + number;
    search.setAttribute("aria-controls", list.id);
    status.setAttribute("role", "status");
    [search, list, status].forEach(function (part) { picker.appendChild(part); });
    after(upwards(select, function (node) { return node.tagName === "LABEL"; }) || select, picker);
    select.className += " visually-hidden";
    select.setAttribute("tabindex", "-1");
    select.setAttribute("aria-hidden", "true");
    picker.select = select;
    drawPicker(form, picker);
  });
}
function labelText(control) {
  var label = upwards(control, function (node) { return node.tagName === "LABEL"; });
  var text = label && label.querySelector("span");
  return text ? text.textContent.trim() : "";
}
function drawPickers(form) {
  all(".picker", form).forEach(function (picker) { drawPicker(form, picker); });
}
function drawPicker(form, picker) {
  var typed = plain(picker.querySelector(".picker-search").value).toLowerCase();
  var list = picker.querySelector(".picker-list");
  var found = typed ? matching(picker.select, typed) : firstTen(form, picker.select);
  empty(list);
  found.slice(0, MOST_SHOWN).forEach(function (option) {
    var row = make("li");
    var isOn = option.value === picker.select.value;
    var button = makeButton("pick", option.text);
    button.setAttribute("aria-pressed", isOn ? "true" : "false");
    button.setAttribute("data-pick", option.value);
    row.appendChild(button);
    list.appendChild(row);
  });
  sayFound(picker, typed, found.length);
}
function sayFound(picker, typed, number) {
  var text = "";
  if (typed && !number) { text = word("none-found"); }
  if (number > MOST_SHOWN) { text = word("more-found", number - MOST_SHOWN); }
  picker.querySelector(".picker-status").textContent = text;
}
function choices(select) {
  var seen = {};
  return Array.prototype.slice.call(select.options).filter(function (option) {
    var isNew = option.value && !seen[option.value];
    seen[option.value] = true;
    return isNew;
  });
}
function matching(select, typed) {
  var first = [];
  var later = [];
  choices(select).forEach(function (option) {
    var name = option.text.toLowerCase();
    var initials = option.getAttribute("data-initials") || "";
    if (name.indexOf(typed) === 0 || initials.indexOf(typed) === 0) {
      first.push(option);
    } else if (name.indexOf(typed) > 0 || initials.indexOf(typed) > 0) {
      later.push(option);
    }
  });
  return first.concat(later);
}
function firstTen(form, select) {
  var level = form.querySelector('[name="level_code"]:checked, [name="level_code"][type="hidden"]');
  var codes = ((level && select.getAttribute("data-top-" + level.value)) || "").split(" ");
  var options = choices(select);
  var top = codes.map(function (code) {
    return options.filter(function (option) { return option.value === code; })[0];
  }).filter(Boolean);
  var chosen = options.filter(function (option) { return option.value === select.value; });
  var shown = chosen.concat((top.length ? top : options).filter(function (option) { return option !== chosen[0]; }));
  return shown.slice(0, MOST_SHOWN);
}
function pick(form, button) {
  var picker = upwards(button, function (node) { return Boolean(node.select); });
  var value = button.getAttribute("data-pick");
  var again;
  picker.select.value = picker.select.value === value ? "" : value;
  picker.querySelector(".picker-search").value = "";
  drawPicker(form, picker);
  again = picker.querySelector('[data-pick="' + value + '"]');
  focusOn(again || picker.querySelector(".picker-search"));
  announce(picker.select, "change");
}
function legendOf(control) {
  var group = upwards(control, function (node) {
    return node.tagName === "FIELDSET" || (node.getAttribute("role") === "group" && node.hasAttribute("aria-label"));
  });
  var legend = group && (group.getAttribute("aria-label") || (group.querySelector("legend") || group).textContent);
  return (legend || "").replace(/\s+/g, " ").trim();
}
function questionWords(control) {
  var label = control.id ? document.querySelector('label[for="' + control.id + '"]') : null;
  if (isTick(control)) { return legendOf(control) || control.name; }
  return control.getAttribute("aria-label") || (label && label.textContent.trim()) || labelText(control) ||
    legendOf(control);
}
function answerWords(control) {
  var label;
  if (control.tagName === "SELECT") { return control.options[control.selectedIndex].text; }
  if (!isTick(control)) { return ""; }
  label = upwards(control, function (node) { return node.tagName === "LABEL"; }) ||
    document.querySelector('label[for="' + control.id + '"]');
  return label ? label.textContent.trim() : "";
}
function payloadLine(said, code) {
  var row = make("li");
  row.appendChild(make("span", "", said));
  row.appendChild(document.createTextNode(" "));
  row.appendChild(make("code", "", code));
  return row;
}
function drawPayload(form) {
  all("details[data-payload]", form).forEach(function (details) {
    var list = details.querySelector("ul");
    if (!details.hasAttribute("open")) { return; }
    if (!list) {
      details.appendChild(make("p", "hint", word("payload")));
      list = details.appendChild(make("ul", "payload"));
    }
    empty(list);
    filled(form).forEach(function (control) {
      var said = answerWords(control);
      list.appendChild(payloadLine(questionWords(control) + (said ? word("colon") + said : ""),
        control.name + "=" + control.value));
    });
    list.appendChild(payloadLine(word("payload-to"), addressOf(form)));
  });
}
var LONGEST_TRY = 30 * 1000;
function post(address, body, done, failed) {
  var request = new XMLHttpRequest();
  var isOver = false;
  var timer = 0;
  function end(then) {
    if (isOver) { return; }
    isOver = true;
    window.clearTimeout(timer);
    then();
  }
  request.onload = function () { end(function () { done(request.status, request.responseText); }); };
  request.onerror = request.onabort = function () { end(failed); };
  timer = window.setTimeout(function () { end(failed); request.abort(); }, LONGEST_TRY);
  try {
    request.open("POST", address, true);
    request.setRequestHeader("Content-Type", "application/x-www-form-urlencoded");
    request.send(body);
  } catch (error) {
    end(failed);
  }
  return { stop: function () { end(function () { request.abort(); }); } };
}
function parsed(text) {
  var page = document.implementation.createHTMLDocument("");
  page.documentElement.innerHTML = text;
  return page;
}
function kindOf(page) {
  var main = page.querySelector("main[data-page]");
  return main ? main.getAttribute("data-page") : "";
}
function addressOf(form) {
  return form.getAttribute("action") || window.location.pathname + window.location.search;
}
function show(page, address) {
  var old = document.querySelector("main");
  var fresh = document.importNode(page.querySelector("main"), true);
  var known = all("script[src]").map(function (script) { return script.getAttribute("src"); });
  old.parentNode.replaceChild(fresh, old);
  document.title = page.querySelector("title").textContent;
  if (window.history.replaceState) {
    window.history.replaceState(null, "", fresh.getAttribute("data-address") || address);
  }
  start();
  runNewScripts(page, known);
  announce(fresh, "survey:page");
  window.scrollTo(0, 0);
  focusOn(fresh.querySelector("h1"));
}
function runNewScripts(page, known) {
  all("script[src]", page).forEach(function (script) {
    var copy;
    if (known.indexOf(script.getAttribute("src")) >= 0) { return; }
    copy = document.createElement("script");
    copy.src = script.getAttribute("src");
    document.head.appendChild(copy);
  });
}
function note(text, button) {
  var box = make("div", "note");
  var heading = document.querySelector("main h1");
  box.setAttribute("role", "status");
  box.appendChild(make("p", "", text));
  if (button) { box.appendChild(button); }
  after(heading, box);
  return box;
}
function redraw(form, fields, done, failed) {
  var address = addressOf(form);
  post(address, encoded(fields.concat([["find_region", "1"]])), function (status, text) {
    var page = parsed(text);
    if (status !== 200 || kindOf(page) !== "form") { failed(); return; }
    show(page, address);
    done();
  }, failed);
}
var LONGEST_PAUSE = 60;
var TOO_LARGE = 413;
var outgoing = null;
function pause(tries) {
  return 1000 * Math.min(LONGEST_PAUSE, Math.pow(2, tries - 1)) * (0.75 + Math.random() / 2);
}
function sendRecord(name, record, box) {
  outgoing = { name: name, record: record, box: box, tries: 0, current: null, timer: 0 };
  outgoing.isDurable = keepRecord(name, record);
  attempt();
}
function say(sentence) {
  var line = outgoing.box.querySelector("p");
  if (line.textContent === sentence) { return; }
  line.textContent = sentence;
  if (document.activeElement === line) { outgoing.box.scrollIntoView(false); }
}
function attempt() {
  var out = outgoing;
  window.clearTimeout(out.timer);
  if (out.current) { out.current.stop(); }
  if (Date.now() - out.record.saved > DAY) { giveUp(); return; }
  if (!out.tries) { say(word("sending")); }
  out.current = post(out.record.address, out.record.waiting, answered, failed);
}
function failed() {
  outgoing.current = null;
  outgoing.tries += 1;
  say(word(outgoing.isDurable ? "waiting" : "waiting-here"));
  outgoing.timer = window.setTimeout(attempt, pause(outgoing.tries));
}
function nudge() {
  if (outgoing && !outgoing.current) { attempt(); }
}
function askedAgain() {
  outgoing.tries = 0;
  attempt();
}
function answered(status, text) {
  var page = parsed(text);
  var kind = kindOf(page);
  var isLater = status >= 500 || status === 429 || status === 408 || kind === "retry" || kind === "";
  if (isLater) { failed(); return; }
  if (kind === "thanks" && status === 200) { received(page); } else { refused(page, kind, status); }
}
function received(page) {
  var out = outgoing;
  var isForgotten = forget(out.name);
  outgoing = null;
  show(page, out.record.address);
  if (!isForgotten) { note(word("not-erased")); }
}
function refused(page, kind, status) {
  var out = outgoing;
  outgoing = null;
  delete out.record.waiting;
  if (kind === "notice" && status !== TOO_LARGE) { forget(out.name); } else { keepRecord(out.name, out.record); }
  show(page, out.record.address);
}
function giveUp() {
  var out = outgoing;
  outgoing = null;
  forget(out.name);
  out.box.querySelector("p").textContent = word("expired");
  out.box.removeChild(out.box.querySelector("button"));
}
function lock(form) {
  form.setAttribute("aria-busy", "true");
  all("input, select, textarea, button", form).forEach(function (control) { control.disabled = true; });
}
function sendingBox() {
  var box = make("div", "note sending");
  var line = make("p");
  var button = makeButton("button quiet", word("try-now"));
  line.setAttribute("role", "status");
  button.addEventListener("click", askedAgain);
  box.appendChild(line);
  box.appendChild(button);
  return box;
}
var FORMS = ["response", "usage", "further"];
var HANDED_OVER = ["one_time_pass", "region_code", "below_code", "level_code", "sent"];
var form = null;
var startedAt = 0;
var spentBefore = 0;
var pressed = null;
function spent() {
  return spentBefore + (startedAt ? Date.now() - startedAt : 0);
}
function band() {
  var seconds = spent() / 1000;
  return seconds < 20 ? "lt20" : seconds < 60 ? "20_60" : seconds < 90 ? "60_90" : "gt90";
}
function isOurs() {
  return Boolean(form) && form.hasAttribute("data-wave");
}
function save() {
  if (isOurs() && !outgoing) { keepRecord(nameOf(form), draftOf(form, spent())); }
  if (form) { drawPayload(form); }
}
function drawAgain() {
  matchAll(form);
  drawPickers(form);
  drawPayload(form);
}
function clearDraft(name, box) {
  var isForgotten = forget(name);
  if (isOurs() && nameOf(form) === name) {
    startedAt = spentBefore = 0;
    blank(form);
    drawAgain();
  }
  empty(box);
  box.appendChild(make("p", "", word(isForgotten ? "erased" : "not-erased")));
}
function noteDraft(sentence, name) {
  var button = makeButton("button quiet", word("erase"));
  var box = note(word(sentence), button);
  button.addEventListener("click", function () { clearDraft(name || nameOf(form), box); });
  return box;
}
function offerUnfinished(name, record) {
  var box = noteDraft("unfinished", name);
  var button = makeButton("button", word("go-on"));
  box.insertBefore(button, box.lastChild);
  button.addEventListener("click", function () { goOn(name, record); });
}
function goOn(name, record) {
  var handed = record.fields.filter(function (field) { return HANDED_OVER.indexOf(field[0]) >= 0; });
  if (!valueIn(record.fields, "one_time_pass")) { window.location.href = record.address; return; }
  post(record.address, encoded(handed.concat([["open", "1"]])), function (status, text) {
    var page = parsed(text);
    if (status >= 500 || !kindOf(page)) { note(word("no-network")); return; }
    show(page, record.address);
    if (kindOf(page) === "form") { restoreForm(); } else { forget(name); }
  }, function () { note(word("no-network")); });
}
function bringBack(record) {
  if (fieldOf(form, "rotation")) { putInOrder(form, record.orders || {}); }
  writeBack(form, record.fields);
  drawAgain();
}
function restoreDraft(record) {
  var isElsewhere = isOfElsewhere(record, form);
  spentBefore = record.spent || 0;
  if (isElsewhere) {
    redraw(form, refreshed(record, form), function () { noteDraft("restored"); }, function () {
      bringBack(record);
      noteDraft("restored-elsewhere");
    });
    return;
  }
  bringBack(record);
  noteDraft("restored");
}
function resume(name, record) {
  var box = sendingBox();
  if (form && nameOf(form) === name) {
    if (isOfElsewhere(record, form)) { form.hidden = true; } else { bringBack(record); }
    lock(form);
  }
  after(document.querySelector("main h1"), box);
  sendRecord(name, record, box);
}
function isUntouched() {
  return filled(form).every(isPrefilled);
}
function restore() {
  var wave = (/\/s\/([^\/]+)\//.exec(window.location.pathname) || [])[1];
  FORMS.forEach(function (kind) {
    var name = draftName(wave, kind);
    var waiting = recordOf(name);
    if (waiting && waiting.expired && waiting.waiting) { note(word("expired")); return; }
    if (!waiting || !waiting.waiting || outgoing) { return; }
    resume(name, waiting);
  });
  if (outgoing) { return; }
  if (isOurs()) { restoreForm(); } else { restoreElsewhere(wave); }
}
function restoreForm() {
  var record = recordOf(nameOf(form));
  if (record && !record.expired && isUntouched()) { restoreDraft(record); }
}
function restoreElsewhere(wave) {
  var kind = document.querySelector("main").getAttribute("data-page");
  if (kind !== "place" && kind !== "notice") { return; }
  FORMS.forEach(function (form) {
    var record = recordOf(draftName(wave, form));
    if (record && !record.expired) { offerUnfinished(draftName(wave, form), record); }
  });
}
function tidy() {
  var main = document.querySelector("main");
  var name = draftName(main.getAttribute("data-wave"), main.getAttribute("data-form"));
  var record = main.getAttribute("data-page") === "thanks" ? recordOf(name) : null;
  if (record && !record.waiting && !forget(name)) { note(word("not-erased")); }
}
function isLevelMissing() {
  var levels = all("[data-level]", form);
  return levels.length > 0 && !form.querySelector("[data-level]:checked");
}
function askForLevel() {
  var first = form.querySelector("[data-level]");
  var question = upwards(first, function (node) { return node.tagName === "FIELDSET"; });
  var error = question.querySelector(".error") || make("p", "error");
  error.textContent = word("level-missing");
  error.setAttribute("role", "alert");
  after(question.querySelector("legend"), error);
  openAround(question);
  question.scrollIntoView();
  focusOn(first);
}
function sayBand() {
  if (fieldOf(form, "duration_band") && startedAt) { fieldOf(form, "duration_band").value = band(); }
}
function send() {
  var box = sendingBox();
  var record;
  if (isLevelMissing()) { askForLevel(); return; }
  record = draftOf(form, spent());
  record.waiting = encoded(record.fields);
  lock(form);
  takeButtonsPlace(box);
  sendRecord(nameOf(form), record, box);
  focusOn(box.querySelector("p"));
}
function takeButtonsPlace(box) {
  var button = form.querySelector(".send");
  var row = button ? button.parentNode : form.lastChild;
  after(row, box);
  row.hidden = Boolean(button);
}
function find() {
  var query = fieldOf(form, "region_query");
  var fields = fieldsOf(form);
  if (query && query.value && !form.querySelector('[name="region_choice"]:checked')) {
    fields.push(["region_query", query.value]);
  }
  redraw(form, fields, function () {
    focusOn(form.querySelector('[name="region_choice"]') || form.querySelector("#q-region_code legend"));
    save();
  }, function () { note(word("no-network")); window.scrollTo(0, 0); });
}
function changed(control) {
  if (control.hasAttribute("data-chip") && control.checked) {
    setNumber(form, fieldOf(form, control.getAttribute("data-chip")), control.value);
  }
  if (control.type === "checkbox") { exclude(form, control); }
  if (control.hasAttribute("data-level")) { drawPickers(form); }
  if (control.name === "region_choice" && isOurs()) { find(); }
  save();
}
function typed(control) {
  if (control.className === "picker-search") { drawPicker(form, control.parentNode); return; }
  if (control.type === "text") { matchChips(form, control); hideSkipped(form); }
  save();
}
function tapped(target) {
  startedAt = startedAt || Date.now();
  if (target.hasAttribute("data-by")) { step(form, target); }
  if (target.hasAttribute("data-pick")) { pick(form, target); }
  if (target.type === "radio") { takeBack(form, target); }
  if (target.tagName === "SUMMARY") { window.setTimeout(function () { drawPayload(form); }, 0); }
  pressed = target.type === "submit" ? target.name : pressed;
}
function entered(event) {
  var first;
  if (event.target.className === "picker-search") {
    event.preventDefault();
    first = event.target.value && event.target.parentNode.querySelector("[data-pick]");
    if (first) { pick(form, first); }
  } else if (event.target.name === "region_query" && isOurs()) {
    event.preventDefault();
    find();
  }
}
function inForm(then) {
  return function (event) { if (form && form.contains(event.target)) { then(event.target); } };
}
function listen() {
  document.addEventListener("change", inForm(changed));
  document.addEventListener("input", inForm(typed));
  document.addEventListener("click", inForm(tapped));
  document.addEventListener("keydown", function (event) {
    if (event.keyCode === 13 && form && form.contains(event.target)) { entered(event); }
  });
  document.addEventListener("submit", function (event) {
    if (event.target !== form || event.defaultPrevented) { return; }
    sayBand();
    if (!isOurs()) { return; }
    event.preventDefault();
    if (pressed === "find_region") { find(); } else { send(); }
    pressed = null;
  });
  document.addEventListener("visibilitychange", function () { if (!document.hidden) { nudge(); } });
  window.addEventListener("online", nudge);
  window.addEventListener("pageshow", nudge);
}
function start() {
  form = document.querySelector("form[data-survey]");
  if (!form) { return; }
  fillFromFragment(form);
  addSteppers(form);
  addPickers(form);
  if (isOurs()) { all('[name="preview"]', form).forEach(function (button) { button.hidden = true; }); }
  matchAll(form);
}
listen();
start();
tidy();
restore();
}());
