// Drafts: what was filled in, one for each wave and form, kept on this phone for a day at most.
//
// A record holds `saved` (when, in milliseconds), `spent` (milliseconds from first tap to last save), `fields` (pairs of
// name and value), `orders` (of shuffled choices), `address` (where it was filled in) and, once the button was pressed,
// `waiting` (the body to send).

var OF_THE_PAGE = ["idempotency_key", "one_time_pass", "sent"];
var DAY = 24 * 60 * 60 * 1000;

function draftName(wave, form) {
  return "survey/" + wave + "/" + form;
}

function nameOf(form) {
  return draftName(form.getAttribute("data-wave"), form.getAttribute("data-survey"));
}

// Whatever stands in the storage is posted to this site's survey only.
function isRecord(record) {
  return Boolean(record) && typeof record.saved === "number" && Array.isArray(record.fields) &&
    /^\/s\//.test(record.address);
}

// The record under a name; null where there is none, and with `expired` alone where it was too old and is gone now.
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

// Whether the record was filled in for another place than the page shows.
function isOfElsewhere(record, form) {
  var here = fieldOf(form, "region_code");
  var place = valueIn(record.fields, "region_code");
  if (!here || !place) { return false; }
  return valueIn(record.fields, "region_choice") !== "" || place !== here.value;
}

// The fields of an old draft as this page would send them: its key and its pass are those of today.
function refreshed(record, form) {
  var ofToday = fieldsOf(form).filter(function (field) { return OF_THE_PAGE.indexOf(field[0]) >= 0; });
  return record.fields.filter(function (field) { return OF_THE_PAGE.indexOf(field[0]) < 0; }).concat(ofToday);
}
