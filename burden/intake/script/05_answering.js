// Small comforts of answering; everything works without them.
//   - a chip writes its number into the field beside it, typing lifts the chip, a second tap takes the choice back
//   - what a 0 makes pointless is hidden
//   - "none of these" and the others exclude each other
//   - a code or level in the address fragment is filled in (browsers do not send fragments to anybody)

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

// A page that was filled in before the script came may have a chip without its number in the field.
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

// A radio button that was on before the tap is taken back.
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
