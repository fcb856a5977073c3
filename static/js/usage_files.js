/* The section of the app-usage report that reads a file or typed lines, on the phone and nowhere else. ES5.

   A file is looked at (size, first bytes, both ends) before it is read, and read in pieces of a few milliseconds. What was
   read is matched with the apps of the form, shown line by line, and written into the form's own fields when the person
   says so. No field of the section has a name, so nothing of it is sent; file, text and lines are dropped afterwards. */
(function () {
  "use strict";

  var formats = window.usageFormats;
  var LARGEST_FILE = 20 * 1024 * 1024;
  var END_OF_FILE = 65536;
  var SLICE_MS = 20;
  var MOST_MINUTES = 960;
  var MOST_NAMES = 40;
  var MARKS = /[\s·•・\-_—–.,:;'"“”‘’()\[\]【】《》<>|\/\\®™]/g;
  var ENDINGS = /(手机版|移动版|移动端|手机端|安卓版|安卓|android版?|客户端|官方版|最新版|正式版|小程序|app)$/;
  var READS_FILES = Boolean(window.FileReader && window.File && window.Blob && window.Blob.prototype.slice);
  var job = 0;

  function all(selector, root) {
    return Array.prototype.slice.call(root.querySelectorAll(selector));
  }

  function part(section, name) { return section.querySelector("[data-usage-" + name + "]"); }

  function say(section, word, values) {
    var text = section.querySelector('[data-word="' + word + '"]').textContent;
    return text.replace(/\{(\w+)\}/g, function (all, name) { return values[name]; });
  }

  function tell(section, word, values) {
    part(section, "status").textContent = word ? say(section, word, values || {}) : "";
  }

  function element(tag, className, text) {
    var made = document.createElement(tag);
    made.className = className;
    made.textContent = text;
    return made;
  }

  function sectionOf(node) {
    while (node && node !== document && !node.hasAttribute("data-usage-file")) { node = node.parentNode; }
    return node && node !== document ? node : null;
  }

  // ---------------------------------------------------------------- matching

  function normal(name) {
    return formats.halfWidth(name).toLowerCase().replace(MARKS, "");
  }

  function short(name) {
    var text = normal(name);
    while (ENDINGS.test(text) && text.replace(ENDINGS, "").length > 1) { text = text.replace(ENDINGS, ""); }
    return text;
  }

  /* The apps of the form by package, by name and by name without endings; a name that two apps share leads to neither. */
  function catalogueOf(form) {
    var known = { packages: {}, names: {}, shorts: {} };
    function enter(index, key, row) {
      if (key) { index["$" + key] = index.hasOwnProperty("$" + key) && index["$" + key] !== row ? null : row; }
    }
    all("[data-app]", form).forEach(function (row) {
      var name = row.getAttribute("data-name") || "";
      (row.getAttribute("data-packages") || "").split(/\s+/).forEach(function (word) { enter(known.packages, word, row); });
      enter(known.names, normal(name), row);
      enter(known.shorts, short(name), row);
    });
    return known;
  }

  function rowOf(known, app) {
    return known.packages["$" + app.packageName] || known.names["$" + normal(app.name)] ||
      known.shorts["$" + short(app.name)] || null;
  }

  /* What was read, as lines for apps of the form and names of all others. */
  function matched(form, reading, workdays) {
    var known = catalogueOf(form);
    var lines = [];
    var unknown = [];
    reading.apps.forEach(function (app) {
      var row = rowOf(known, app);
      var line = lines.filter(function (other) { return other.row === row; })[0];
      if (!row) {
        if (!app.isBare) { unknown.push(app.name); }
      } else if (line) {
        line.seconds += app.seconds;
      } else {
        lines.push({ row: row, name: row.getAttribute("data-name"), seconds: app.seconds });
      }
    });
    lines.sort(function (a, b) { return b.seconds - a.seconds; });
    lines.forEach(function (line) { line.minutes = Math.round(line.seconds / 60 / workdays); });
    return { lines: lines, unknown: unknown };
  }

  // ---------------------------------------------------------------- showing

  function button(section, word, of, app, act) {
    var made = element("button", "button quiet", say(section, word, {}));
    made.type = "button";
    made.setAttribute("aria-label", say(section, of, { app: app }));
    made.addEventListener("click", act);
    return made;
  }

  function showLine(section, line) {
    var item = document.createElement("li");
    var minutes = element("span", "usage-minutes", say(section, "minutes", { n: line.minutes }));
    var acts = element("span", "usage-acts", "");
    item.appendChild(element("span", "usage-app", line.name));
    item.appendChild(minutes);
    item.appendChild(acts);
    var change = button(section, "change", "change-of", line.name, function () {
      line.field = fieldFor(section, line);
      item.replaceChild(line.field, minutes);
      acts.removeChild(change);
      line.field.focus();
      line.field.select();
    });
    acts.appendChild(change);
    acts.appendChild(button(section, "remove", "remove-of", line.name, function () { removeLine(section, item); }));
    line.item = item;
    item.usageLine = line;
    return item;
  }

  function fieldFor(section, line) {
    var field = document.createElement("input");
    field.type = "text";
    field.value = String(line.minutes);
    field.maxLength = 4;
    field.autocomplete = "off";
    field.setAttribute("inputmode", "numeric");
    field.setAttribute("aria-label", say(section, "minutes-of", { app: line.name }));
    return field;
  }

  function removeLine(section, item) {
    var next = item.nextSibling || item.previousSibling;
    item.parentNode.removeChild(item);
    if (next) { next.querySelector("button").focus(); return; }
    drop(section);
    tell(section, "nothing-left");
    part(section, "status").focus();
  }

  function howComputed(section, reading, span) {
    var word = reading.days.length ? "computed-days" : span > 1 ? "computed-week" : "computed-day";
    var days = reading.days.map(function (day) { return say(section, "date", { m: day.getMonth() + 1, d: day.getDate() }); });
    var sentences = [say(section, word, { days: days.join(say(section, "between", {})), n: days.length })];
    if (reading.leavesTodayOut) { sentences.push(say(section, "today", {})); }
    if (reading.skipped) { sentences.push(say(section, "skipped", { n: reading.skipped })); }
    if (reading.usesClock) { sentences.push(say(section, "clock", {})); }
    return sentences.join(" ");
  }

  function show(section, reading, span) {
    var form = section.parentNode;
    while (form.tagName !== "FORM") { form = form.parentNode; }
    var found = matched(form, reading, reading.days.length || span);
    if (!found.lines.length && !found.unknown.length) { throw "no-times"; }
    var list = part(section, "lines");
    list.textContent = "";
    found.lines.forEach(function (line) { list.appendChild(showLine(section, line)); });
    part(section, "fill").hidden = !found.lines.length;
    part(section, "computed").textContent = howComputed(section, reading, span);
    part(section, "unknown").hidden = !found.unknown.length;
    part(section, "unknown-title").textContent = say(section, "unknown", { n: found.unknown.length });
    part(section, "unknown-names").textContent =
      found.unknown.slice(0, MOST_NAMES).join(say(section, "between", {})) + (found.unknown.length > MOST_NAMES ? "……" : "");
    part(section, "choose").hidden = true;
    part(section, "found").hidden = false;
    tell(section, found.lines.length ? "" : "none-known", { n: found.unknown.length });
    part(section, "title").focus();
  }

  /* Forgets file, text and lines, and offers the choice again. */
  function drop(section) {
    job += 1;
    section.querySelector("#usage-file").value = "";
    section.querySelector("#usage-text").value = "";
    part(section, "lines").textContent = "";
    part(section, "unknown-names").textContent = "";
    part(section, "found").hidden = true;
    part(section, "choose").hidden = false;
    tell(section, "");
  }

  // ---------------------------------------------------------------- filling in

  function happened(node, kind) {
    var event = document.createEvent("Event");
    event.initEvent(kind, true, false);
    node.dispatchEvent(event);
  }

  function fill(line) {
    var code = line.row.getAttribute("data-app");
    var radio = line.row.querySelector('[name="status_' + code + '"][value="in_use"]');
    var field = line.row.querySelector('[name="minutes_' + code + '"]');
    radio.checked = true;
    happened(radio, "change");
    field.value = String(line.minutes);
    happened(field, "input");
    happened(field, "change");
  }

  /* Reads the fields that were opened by "change"; false when one holds no number of minutes. */
  function areCorrect(section, lines) {
    return lines.every(function (line) {
      if (!line.field) { return true; }
      var old = line.item.querySelector(".error");
      if (old) { line.item.removeChild(old); }
      var text = formats.halfWidth(line.field.value).replace(/\s/g, "");
      line.minutes = Number(text);
      if (/^\d{1,3}$/.test(text) && line.minutes <= MOST_MINUTES) { return true; }
      var words = element("p", "error", say(section, "wrong-number", {}));
      words.id = "usage-wrong";
      line.item.appendChild(words);
      line.field.setAttribute("aria-invalid", "true");
      line.field.setAttribute("aria-describedby", "usage-wrong");
      line.field.focus();
      return false;
    });
  }

  function take(section) {
    var lines = all("li", part(section, "lines")).map(function (item) { return item.usageLine; });
    if (!areCorrect(section, lines)) { return; }
    lines.forEach(fill);
    drop(section);
    part(section, "choose").hidden = true;  // the filled list comes into sight; the next tap in here offers it again
    tell(section, "filled", { n: lines.length });
    part(section, "status").focus();
  }

  // ---------------------------------------------------------------- reading

  /* Says what is wrong with what was read; a mistake of this script's own also goes to the browser's console. */
  function refuse(section, error) {
    tell(section, typeof error === "string" ? error : "broken");
    part(section, "status").scrollIntoView();
    if (typeof error !== "string") { throw error; }
  }

  /* Works through a reader in short slices, unless something else was begun meanwhile. */
  function work(section, reader, span) {
    var mine = job;
    (function slice() {
      if (mine !== job) { return; }
      var until = Date.now() + SLICE_MS;
      try {
        while (Date.now() < until) {
          if (!reader.step()) { show(section, reader.reading(), span); return; }
        }
      } catch (error) { refuse(section, error); return; }
      tell(section, "reading", { n: Math.floor(Math.min(reader.progress(), 1) * 10) * 10 + "%" });
      window.setTimeout(slice, 0);
    }());
  }

  function readText(section, text) {
    var span = Number(section.querySelector("#usage-span").value);
    try {
      formats.checkEnds(text.slice(0, END_OF_FILE), text.slice(-END_OF_FILE));
      work(section, formats.readerOf(text), span);
    } catch (error) { refuse(section, error === "empty" ? "no-times" : error); }
  }

  function readPart(section, blob, encoding, then) {
    var reader = new window.FileReader();
    var mine = job;
    reader.onload = function () {
      if (mine !== job) { return; }
      try { then(reader.result); } catch (error) { refuse(section, error); }
    };
    reader.onerror = function () { if (mine === job) { refuse(section, "refused"); } };
    try {
      if (encoding) { reader.readAsText(blob, encoding); } else { reader.readAsArrayBuffer(blob); }
    } catch (error) { refuse(section, "refused"); }
  }

  function readFile(section, file) {
    job += 1;
    if (!file) { tell(section, "nothing-picked"); return; }
    if (file.size > LARGEST_FILE) { tell(section, "too-big"); return; }
    if (!file.size) { tell(section, "empty"); return; }
    tell(section, "reading", { n: "0%" });
    readPart(section, file.slice(0, END_OF_FILE), "", function (buffer) {
      var encoding = formats.encodingOf(new Uint8Array(buffer));
      readPart(section, file.slice(0, END_OF_FILE), encoding, function (head) {
        readPart(section, file.slice(Math.max(0, file.size - 256)), encoding, function (tail) {
          formats.checkEnds(head, tail);
          readPart(section, file, encoding, function (text) { readText(section, text); });
        });
      });
    });
  }

  // ---------------------------------------------------------------- what the person does

  function prepare() {
    all("[data-usage-file]", document).forEach(function (section) {
      if (part(section, "found").hidden) { part(section, "choose").hidden = false; }
      part(section, "pick").hidden = !READS_FILES;
    });
  }

  document.addEventListener("click", function (event) {
    var section = sectionOf(event.target);
    if (!section) { return; }
    prepare();
    if (event.target.hasAttribute("data-usage-read")) {
      job += 1;
      readText(section, section.querySelector("#usage-text").value);
    }
    if (event.target.hasAttribute("data-usage-take")) { take(section); }
    if (event.target.hasAttribute("data-usage-drop")) {
      drop(section);
      section.querySelector("summary").focus();
    }
  });

  document.addEventListener("change", function (event) {
    if (event.target.id === "usage-file") {
      readFile(sectionOf(event.target), event.target.files && event.target.files[0]);
    }
  });

  /* Enter in a line ends the change; it must not send the form. */
  document.addEventListener("keydown", function (event) {
    if ((event.key === "Enter" || event.keyCode === 13) && event.target.tagName === "INPUT" && sectionOf(event.target)) {
      if (event.target.type !== "file") { event.preventDefault(); }
    }
  });

  prepare();
}());
