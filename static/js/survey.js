/* Small comforts of the survey; everything works without them. ES5 on purpose: webviews of 2017 run it.
   - a chip writes its number into the field beside it, typing lifts the chip, a second tap takes the choice back
   - what a 0 makes pointless is hidden
   - "none of these" and the others exclude each other
   - a code or level in the address fragment is filled in (browsers do not send fragments to anybody)
   - the time taken is measured here and sent as one of four coarse bands
   Nothing is stored on the phone and nothing is sent before the button is pressed. */
(function () {
  "use strict";

  var form = document.querySelector("[data-survey]");
  var startedAt = 0;

  function all(selector, root) {
    return Array.prototype.slice.call((root || document).querySelectorAll(selector));
  }

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

  function plain(text) {
    return text.replace(/[０-９]/g, function (digit) { return String.fromCharCode(digit.charCodeAt(0) - 65248); }).trim();
  }

  function hideSkipped() {
    ["app_count", "group_count"].forEach(function (name) {
      var field = form.elements[name];
      var isZero = Boolean(field) && plain(field.value) === "0";
      all('[data-skipped-by="' + name + '"]', form).forEach(function (part) { part.hidden = isZero; });
    });
  }

  function chipTapped(chip) {
    form.elements[chip.getAttribute("data-chip")].value = chip.value;
    hideSkipped();
  }

  function typed(field) {
    all('[data-chip="' + field.name + '"]', form).forEach(function (chip) { chip.checked = chip.value === plain(field.value); });
    hideSkipped();
  }

  function exclude(box) {
    if (!box.checked) { return; }
    all('input[name="' + box.name + '"]', form).forEach(function (other) {
      if (other !== box && (box.hasAttribute("data-exclusive") || other.hasAttribute("data-exclusive"))) { other.checked = false; }
    });
  }

  function takeBack(event) {
    var radio = event.target;
    if (radio.type !== "radio" || radio.name.indexOf("status_") === 0 || radio.name === "minutes_source") { return; }
    if (radio.getAttribute("data-was") === "on") {
      radio.checked = false;
      if (radio.hasAttribute("data-chip")) { form.elements[radio.getAttribute("data-chip")].value = ""; hideSkipped(); }
    }
    all('input[name="' + radio.name + '"]', form).forEach(function (other) {
      other.setAttribute("data-was", other.checked ? "on" : "");
    });
  }

  function band() {
    var seconds = (Date.now() - startedAt) / 1000;
    return seconds < 20 ? "lt20" : seconds < 60 ? "20_60" : seconds < 90 ? "60_90" : "gt90";
  }

  function fillFromFragment() {
    var values = fragment();
    all("[data-from-fragment]", form).forEach(function (field) {
      if (!field.value && values[field.getAttribute("data-from-fragment")]) { field.value = values.code; }
    });
    if (values.level_code && !form.querySelector("[data-level]:checked")) {
      all("[data-level]", form).forEach(function (radio) { radio.checked = radio.value === values.level_code; });
    }
  }

  all("[data-keep-fragment]").forEach(function (link) { link.href += window.location.hash; });
  if (!form) { return; }

  form.addEventListener("change", function (event) {
    if (event.target.hasAttribute("data-chip")) { chipTapped(event.target); }
    if (event.target.type === "checkbox") { exclude(event.target); }
  });
  form.addEventListener("input", function (event) {
    if (event.target.type === "text") { typed(event.target); }
  });
  form.addEventListener("click", function (event) {
    startedAt = startedAt || Date.now();
    takeBack(event);
  });
  form.addEventListener("submit", function () {
    var field = form.elements.duration_band;
    if (field && startedAt) { field.value = band(); }
  });

  fillFromFragment();
  all('input[type="radio"]:checked', form).forEach(function (radio) { radio.setAttribute("data-was", "on"); });
  hideSkipped();
}());
