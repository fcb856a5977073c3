// − and + beside a number field: 11 is the chip 10 and one tap on +.

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

// A label belongs to the first control in it, and that would be the button now; the field has a name of its own.
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
