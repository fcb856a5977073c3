// Asking the server without leaving the page, and showing what it answered.

var LONGEST_TRY = 30 * 1000;

// Posts a body and calls `done` with status and text, or `failed`; one of them, once, unless the returned try is stopped.
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
  // A time-out of our own: not every old webview reports its own one.
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

// Parsed by the one way that every browser has. Scripts in it do not run.
function parsed(text) {
  var page = document.implementation.createHTMLDocument("");
  page.documentElement.innerHTML = text;
  return page;
}

// "form", "place", "thanks", "notice" or "retry"; empty where some box on the way answered in place of the server.
function kindOf(page) {
  var main = page.querySelector("main[data-page]");
  return main ? main.getAttribute("data-page") : "";
}

function addressOf(form) {
  return form.getAttribute("action") || window.location.pathname + window.location.search;
}

// Puts the answered page in place of this one, under its address, so that loading again shows the same.
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

// A line below the heading, with buttons where given.
function note(text, button) {
  var box = make("div", "note");
  var heading = document.querySelector("main h1");
  box.setAttribute("role", "status");
  box.appendChild(make("p", "", text));
  if (button) { box.appendChild(button); }
  after(heading, box);
  return box;
}

// Draws the form again with everything in it, for the place that it names now; stores nothing.
function redraw(form, fields, done, failed) {
  var address = addressOf(form);
  post(address, encoded(fields.concat([["find_region", "1"]])), function (status, text) {
    var page = parsed(text);
    if (status !== 200 || kindOf(page) !== "form") { failed(); return; }
    show(page, address);
    done();
  }, failed);
}
