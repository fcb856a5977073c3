/* Reads an export of ActivityWatch, one bucket or all, buckets as an object by name or as a list. ES5, no DOM, no network.

   Read token by token, not by JSON.parse: a phone would freeze over 20 MB, and of each event only four values are kept.
   Keys are stored behind a "$", so that a key such as __proto__ is a key like any other. */
(function () {
  "use strict";

  var formats = window.usageFormats = window.usageFormats || {};
  var DAY_IN_SECONDS = 86400;
  var DEEPEST = 40;
  var TOKENS_A_STEP = 400;
  var PHONE_BUCKET = /^aw-watcher-android(-test|_)/;
  var OTHER_BUCKET = /-unlock|-web-/;
  var TIMESTAMP = /^(\d{4})-(\d\d)-(\d\d)[T ](\d\d):(\d\d):(\d\d)(\.\d+)?(Z|[+\-]\d\d:?\d\d)?$/;
  var NUMBER = /^-?(0|[1-9]\d*)(\.\d+)?([eE][+\-]?\d+)?/;
  var LITERALS = { "true": true, "false": false, "null": null };

  function ActivityWatch(text) {
    this.text = text;
    this.at = 0;
    this.stack = [];
    this.isOver = false;
    this.buckets = 0;
    this.ledger = new formats.Ledger();
    this.midnights = new formats.Midnights();
    this.unbooked = null;
  }

  ActivityWatch.prototype.progress = function () { return this.at / this.text.length; };

  ActivityWatch.prototype.step = function () {
    for (var tokens = 0; tokens < TOKENS_A_STEP && !this.isOver; tokens += 1) { this.token(); }
    if (!this.isOver) { return true; }
    this.unbooked = this.unbooked || this.ledger.order.slice();
    if (this.unbooked.length) { this.book(this.unbooked.pop()); }
    return this.unbooked.length > 0;
  };

  ActivityWatch.prototype.reading = function () {
    if (!this.buckets) { throw "foreign"; }
    return this.ledger.reading();
  };

  // ---------------------------------------------------------------- tokens

  ActivityWatch.prototype.top = function () { return this.stack[this.stack.length - 1]; };

  ActivityWatch.prototype.mark = function () {
    var code = this.text.charCodeAt(this.at);
    while (code === 32 || code === 10 || code === 13 || code === 9 || code === 0xFEFF) {
      this.at += 1;
      code = this.text.charCodeAt(this.at);
    }
    return this.text.charAt(this.at);
  };

  ActivityWatch.prototype.expect = function (wanted) {
    if (this.mark() !== wanted) { throw "broken"; }
    this.at += 1;
  };

  ActivityWatch.prototype.token = function () {
    var frame = this.top();
    var mark = this.mark();
    if (!mark) { throw "broken"; }
    if (frame && mark === frame.end) {
      this.at += 1;
      this.close();
      return;
    }
    if (frame) { this.upToValue(frame); }
    mark = this.mark();
    if (mark === "{" || mark === "[") { this.open(mark === "["); } else { this.take(this.scalar(mark)); }
  };

  /* Passes the comma and, in an object, the key, so that a value comes next. */
  ActivityWatch.prototype.upToValue = function (frame) {
    if (!frame.isEmpty) { this.expect(","); }
    frame.isEmpty = false;
    if (frame.isArray) { return; }
    if (this.mark() !== "\"") { throw "broken"; }
    frame.key = this.string();
    this.expect(":");
  };

  ActivityWatch.prototype.scalar = function (mark) {
    if (mark === "\"") { return this.string(); }
    var rest = this.text.substr(this.at, 40);
    var number = NUMBER.exec(rest);
    var word = /^[a-z]+/.exec(rest);
    if (number) {
      this.at += number[0].length;
      return Number(number[0]);
    }
    if (!word || !LITERALS.hasOwnProperty(word[0])) { throw "broken"; }
    this.at += word[0].length;
    return LITERALS[word[0]];
  };

  ActivityWatch.prototype.string = function () {
    var from = this.at + 1;
    var quote = this.text.indexOf("\"", from);
    while (quote > 0 && isEscaped(this.text, quote)) { quote = this.text.indexOf("\"", quote + 1); }
    if (quote < 0) { throw "broken"; }
    this.at = quote + 1;
    var raw = this.text.slice(from, quote);
    if (raw.indexOf("\\") < 0) { return raw; }
    try { return JSON.parse("\"" + raw + "\""); } catch (error) { throw "broken"; }
  };

  function isEscaped(text, at) {
    var slashes = 0;
    while (text.charAt(at - 1 - slashes) === "\\") { slashes += 1; }
    return slashes % 2 === 1;
  }

  // ---------------------------------------------------------------- objects and lists

  ActivityWatch.prototype.open = function (isArray) {
    if (this.stack.length >= DEEPEST) { throw "foreign"; }
    this.at += 1;
    this.stack.push({
      isArray: isArray, end: isArray ? "]" : "}", isEmpty: true, key: "", values: {}, events: null
    });
  };

  /* An object that holds events is a bucket; it is named by itself or by the key that leads to it. */
  ActivityWatch.prototype.close = function () {
    var frame = this.stack.pop();
    var above = this.top();
    if (frame.isArray) {
      if (above) { above.events = frame.events || above.events; } else { this.sort("", frame); }
    } else if (frame.events) {
      this.sort(typeof frame.values.$id === "string" ? frame.values.$id : above ? above.key : "", frame);
    }
    this.take(frame.isArray ? null : frame.values);
  };

  ActivityWatch.prototype.take = function (value) {
    var frame = this.top();
    if (!frame) {
      if (this.mark()) { throw "broken"; }
      this.isOver = true;
    } else if (!frame.isArray) {
      frame.values["$" + frame.key] = value;
    } else if (value && typeof value.$timestamp === "string" && value.hasOwnProperty("$duration")) {
      frame.events = frame.events || [];
      this.keep(frame.events, value);
    }
  };

  // ---------------------------------------------------------------- events

  ActivityWatch.prototype.keep = function (events, event) {
    var start = momentOf(event.$timestamp);
    var seconds = event.$duration;
    var data = event.$data || {};
    if (!(start > 0) || typeof seconds !== "number" || !(seconds >= 0) || seconds > DAY_IN_SECONDS) {
      this.ledger.skipped += 1;
    } else if (typeof data.$app === "string" || typeof data.$package === "string") {
      events.push([start, start + seconds * 1000, String(data.$app || ""), String(data.$package || "")]);
    }
  };

  function momentOf(text) {
    var part = TIMESTAMP.exec(text);
    if (!part) { return NaN; }
    var moment = Date.UTC(part[1], part[2] - 1, part[3], part[4], part[5], part[6]) + Number(part[7] || 0) * 1000;
    var zone = part[8];
    if (!zone || zone === "Z") { return moment; }
    var minutes = Number(zone.substr(1, 2)) * 60 + Number(zone.substr(-2));
    return moment - (zone.charAt(0) === "-" ? -minutes : minutes) * 60000;
  }

  /* Takes a bucket's events when it records the apps of a phone: by its name, or because its events name packages. */
  ActivityWatch.prototype.sort = function (id, frame) {
    var isPhone = PHONE_BUCKET.test(id);
    var ledger = this.ledger;
    if (frame.events) { this.buckets += 1; }
    if (OTHER_BUCKET.test(id) || !(isPhone || !id || frame.values.$type === "currentwindow")) { return; }
    (frame.events || []).forEach(function (event) {
      if (isPhone || event[3]) { ledger.app(event[2], event[3]).spans.push(event); }
    });
  };

  /* Books one app: what overlaps, as in two buckets of one phone, counts once; a span over midnight is divided. */
  ActivityWatch.prototype.book = function (app) {
    var ledger = this.ledger;
    var midnights = this.midnights;
    var reached = 0;
    app.spans.sort(function (a, b) { return a[0] - b[0]; });
    app.spans.forEach(function (span) {
      var start = Math.max(span[0], reached);
      while (start < span[1]) {
        midnights.around(start);
        var stop = Math.min(span[1], midnights.end);
        ledger.add(app, midnights.start, (stop - start) / 1000);
        start = stop;
      }
      reached = Math.max(reached, span[1]);
    });
    app.spans = [];
  };

  formats.ActivityWatch = ActivityWatch;
}());
