// The app picker: a field to search by characters or pinyin initials, and a list of buttons, the ten of the chosen
// level first. The select stays in the page, out of sight: it is what is sent.

var MOST_SHOWN = 10;

function addPickers(form) {
  all("select[data-picker]", form).forEach(function (select, number) {
    var label = select.getAttribute("aria-label") || labelText(select);
    var picker = make("div", "picker");
    var search = make("input", "picker-search");
    var list = make("ul", "picker-list");
    var status = make("p", "hint picker-status");
    search.type = "text";
    search.autocomplete = "off";
    search.setAttribute("maxlength", "20");
    search.setAttribute("aria-label", label + word("search"));
    search.setAttribute("placeholder", word("search-short"));
    search.setAttribute("enterkeyhint", "done");
    list.id = "picker-" + number;
    search.setAttribute("aria-controls", list.id);
    status.setAttribute("role", "status");
    [search, list, status].forEach(function (part) { picker.appendChild(part); });
    // Outside of the select's label, which would otherwise name every button.
    after(upwards(select, function (node) { return node.tagName === "LABEL"; }) || select, picker);
    select.className += " visually-hidden";
    select.setAttribute("tabindex", "-1");
    select.setAttribute("aria-hidden", "true");
    picker.select = select;
    drawPicker(form, picker);
  });
}

function labelText(control) {
  var label = upwards(control, function (node) { return node.tagName === "LABEL"; });
  var text = label && label.querySelector("span");
  return text ? text.textContent.trim() : "";
}

function drawPickers(form) {
  all(".picker", form).forEach(function (picker) { drawPicker(form, picker); });
}

function drawPicker(form, picker) {
  var typed = plain(picker.querySelector(".picker-search").value).toLowerCase();
  var list = picker.querySelector(".picker-list");
  var found = typed ? matching(picker.select, typed) : firstTen(form, picker.select);
  empty(list);
  found.slice(0, MOST_SHOWN).forEach(function (option) {
    var row = make("li");
    var isOn = option.value === picker.select.value;
    var button = makeButton("pick", option.text);
    button.setAttribute("aria-pressed", isOn ? "true" : "false");
    button.setAttribute("data-pick", option.value);
    row.appendChild(button);
    list.appendChild(row);
  });
  sayFound(picker, typed, found.length);
}

function sayFound(picker, typed, number) {
  var text = "";
  if (typed && !number) { text = word("none-found"); }
  if (number > MOST_SHOWN) { text = word("more-found", number - MOST_SHOWN); }
  picker.querySelector(".picker-status").textContent = text;
}

function choices(select) {
  var seen = {};
  return Array.prototype.slice.call(select.options).filter(function (option) {
    var isNew = option.value && !seen[option.value];
    seen[option.value] = true;
    return isNew;
  });
}

// Names that begin with what was typed come before those that hold it.
function matching(select, typed) {
  var first = [];
  var later = [];
  choices(select).forEach(function (option) {
    var name = option.text.toLowerCase();
    var initials = option.getAttribute("data-initials") || "";
    if (name.indexOf(typed) === 0 || initials.indexOf(typed) === 0) {
      first.push(option);
    } else if (name.indexOf(typed) > 0 || initials.indexOf(typed) > 0) {
      later.push(option);
    }
  });
  return first.concat(later);
}

// The ten of the level, or the first ten of the list while no level is chosen; what is chosen always stands on top.
function firstTen(form, select) {
  var level = form.querySelector('[name="level_code"]:checked, [name="level_code"][type="hidden"]');
  var codes = ((level && select.getAttribute("data-top-" + level.value)) || "").split(" ");
  var options = choices(select);
  var top = codes.map(function (code) {
    return options.filter(function (option) { return option.value === code; })[0];
  }).filter(Boolean);
  var chosen = options.filter(function (option) { return option.value === select.value; });
  var shown = chosen.concat((top.length ? top : options).filter(function (option) { return option !== chosen[0]; }));
  return shown.slice(0, MOST_SHOWN);
}

function pick(form, button) {
  var picker = upwards(button, function (node) { return Boolean(node.select); });
  var value = button.getAttribute("data-pick");
  var again;
  picker.select.value = picker.select.value === value ? "" : value;
  picker.querySelector(".picker-search").value = "";
  drawPicker(form, picker);
  again = picker.querySelector('[data-pick="' + value + '"]');
  focusOn(again || picker.querySelector(".picker-search"));
  announce(picker.select, "change");
}
