// "What will be sent": every field of the body, by name and value and in words, nothing left out.

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
