// One page of the survey: what happens on it, and what is brought back when it opens.

var FORMS = ["response", "usage", "further"];
// What the thanks of page 1 give to the form that follows.
var HANDED_OVER = ["one_time_pass", "region_code", "below_code", "level_code", "sent"];
var form = null;
var startedAt = 0;
var spentBefore = 0;
var pressed = null;

function spent() {
  return spentBefore + (startedAt ? Date.now() - startedAt : 0);
}

// The time taken leaves the phone as one of four coarse bands only.
function band() {
  var seconds = spent() / 1000;
  return seconds < 20 ? "lt20" : seconds < 60 ? "20_60" : seconds < 90 ? "60_90" : "gt90";
}

// A page without its wave is one that this script only helps to fill in.
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

// A page without form leads back to the one that was left half filled in. The pass that opened it is in the draft only.
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
    // A pass is good for its day: without it nothing of this can be sent.
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

// What was on its way when the page was closed goes on by itself, from whichever page of the survey is opened.
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

// A receipt that came without this script: what it had kept is of no more use.
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

// Where the finger just was, so that nobody has to look for it.
function takeButtonsPlace(box) {
  var button = form.querySelector(".send");
  var row = button ? button.parentNode : form.lastChild;
  after(row, box);
  row.hidden = Boolean(button);
}

// Searches a place, or takes the one found: the server draws the page again with everything in it.
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

// The Enter key in a search field searches; elsewhere it sends, as it does without script.
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

// Takes over the page that stands in the document now.
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
