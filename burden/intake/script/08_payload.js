// "What will be sent": every field of the body, by name and value and in words, nothing left out.

function legendOf(control) {
  var group = upwards(control, function (node) {
    return node.tagName === "FIELDSET" || (node.getAttribute("role") === "group" && node.hasAttribute("aria-label"));
  });
  var legend = group && (group.getAttribute("aria-label") || (group.querySelector("legend") || group).textContent);
  return (legend || "").replace(/\s+/g, " ").trim();
}

function questionWords(control) {
  var label;
  if (control.type === "hidden") { return word("field-" + control.name) || legendOf(control) || control.name; }
  if (isTick(control)) { return legendOf(control) || word("field-" + control.name) || control.name; }
  label = control.id ? document.querySelector('label[for="' + control.id + '"]') : null;
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

function drawPayload(form) {
  all("details[data-payload]", form).forEach(function (details) {
    var list = details.querySelector("ul") || details.appendChild(make("ul", "payload"));
    if (!details.hasAttribute("open")) { return; }
    empty(list);
    filled(form).forEach(function (control) {
      var row = make("li");
      var said = answerWords(control);
      row.appendChild(make("span", "", questionWords(control) + (said ? word("colon") + said : "")));
      row.appendChild(document.createTextNode(" "));
      row.appendChild(make("code", "", control.name + "=" + control.value));
      list.appendChild(row);
    });
  });
}
