// Sending until the server has answered. The try carries the same key each time, so several tries are one answer; and
// only the server's own page says that it was received.

var LONGEST_PAUSE = 60;
var TOO_LARGE = 413;
var outgoing = null;

// Milliseconds until the next try: 1, 2, 4 … 60 seconds, a quarter more or less, so that an office does not knock at once.
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
  // A longer sentence must not push the button below the screen while the person looks at it.
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

// The network came back, or the person did.
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

// The server said what to mend, or that this form cannot be sent any more: no further try would change it.
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

// Nothing may be changed while a try is unanswered: it may have arrived, and the first one counts.
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
