// What stands in the form: reading it as it would be sent, and writing it back.

// The order in which a person saw these choices belongs to the answer, so it is kept and restored with it.
var ORDERED = ["attitude_5", "practices_3m", "cleanup_effect"];
var CARRIED = ["scale_reversed", "rotation"];
// What a page may come with before anybody touched it.
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

// Groups that always have a choice: nothing to take back, and a blank form has the first one.
function isNeverEmpty(name) {
  return name === "minutes_source" || name.indexOf("status_") === 0;
}

function isSkipped(control) {
  return Boolean(upwards(control, function (node) { return node.hidden && node.hasAttribute("data-skipped-by"); }));
}

// The controls whose values would be sent. A chip wrote its number into the field beside it, the words typed to find a
// region are no answer, and what is empty is missing on the server as well.
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

// Hidden fields keep what the page came with: its key, its pass, its place.
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
