/* Dated records of a phone's use become seconds of each app and workday; the App Usage table is read here. ES5, no DOM,
   no network.

   Everything that reads has step() (a small piece of work; false when done), progress() from 0 to 1, and reading():
   {apps: [{name, packageName, seconds}], days: [Date], skipped, usesClock, leavesTodayOut}, where seconds are the sum over
   the days listed. What cannot be read is thrown as the word of a sentence in the page. */
(function () {
  "use strict";

  var formats = window.usageFormats = window.usageFormats || {};
  var MOST_DAYS = 7;
  var LOCKED = /^(screen (locked|off)|锁屏|屏幕(已)?锁定|锁定屏幕)$/i;

  /* Local midnight of a moment and of the day after; neighbours in a file mostly fall on the same day. */
  function Midnights() {
    this.start = 0;
    this.end = 0;
  }

  Midnights.prototype.around = function (moment) {
    if (moment < this.start || moment >= this.end) {
      var day = new Date(moment);
      this.start = new Date(day.getFullYear(), day.getMonth(), day.getDate()).getTime();
      this.end = new Date(day.getFullYear(), day.getMonth(), day.getDate() + 1).getTime();
    }
    return this;
  };

  /* Seconds of each app on each local day; apps are told apart by package, or by name where there is none. */
  function Ledger() {
    this.apps = {};
    this.order = [];
    this.days = {};
    this.skipped = 0;
  }

  Ledger.prototype.app = function (name, packageName) {
    var key = packageName ? "p:" + packageName : "n:" + name;
    if (!this.apps.hasOwnProperty(key)) {
      this.apps[key] = { name: name || packageName, packageName: packageName, days: {}, spans: [] };
      this.order.push(this.apps[key]);
    }
    return this.apps[key];
  };

  Ledger.prototype.add = function (app, midnight, seconds) {
    this.days[midnight] = true;
    app.days[midnight] = (app.days[midnight] || 0) + seconds;
  };

  /* The last seven days with data; of these the workdays. Today is left out unless it is all there is. */
  Ledger.prototype.workdays = function () {
    var today = new Midnights().around(Date.now()).start;
    var days = Object.keys(this.days).map(Number).sort(function (a, b) { return a - b; });
    var past = days.filter(function (day) { return day !== today; });
    var chosen = this.workdaysOf(past);
    this.leavesTodayOut = chosen.length > 0 && past.length < days.length;
    return chosen.length ? chosen : this.workdaysOf(days);
  };

  Ledger.prototype.workdaysOf = function (days) {
    return days.slice(-MOST_DAYS).filter(function (day) { return new Date(day).getDay() % 6 !== 0; });
  };

  Ledger.prototype.reading = function () {
    var chosen = this.workdays();
    if (!chosen.length) { throw Object.keys(this.days).length ? "no-workday" : this.skipped ? "broken" : "not-phone"; }
    var apps = this.order.map(function (app) {
      var seconds = chosen.reduce(function (sum, day) { return sum + (app.days[day] || 0); }, 0);
      return { name: app.name, packageName: app.packageName, seconds: seconds };
    });
    return {
      apps: apps.filter(function (app) { return app.seconds > 0; }),
      days: chosen.map(function (day) { return new Date(day); }),
      skipped: this.skipped,
      leavesTodayOut: this.leavesTodayOut,
      usesClock: false
    };
  };

  var COLUMNS = {
    name: /^(app|app ?name|application|应用|应用名称|应用程序|名称)$/i,
    packageName: /^(package|package ?name|包名)$/i,
    date: /^(date|日期)$/i,
    time: /^(time|start|时间|开始时间)$/i,
    duration: /^(duration|usage|usage ?time|时长|使用时长|使用时间|持续时间)$/i
  };

  function separatorOf(line) {
    return ["\t", ";", ","].reduce(function (best, mark) {
      return line.split(mark).length > line.split(best).length ? mark : best;
    }, ",");
  }

  function columnsOf(record) {
    var places = {};
    record.forEach(function (title, place) {
      Object.keys(COLUMNS).forEach(function (column) {
        if (COLUMNS[column].test(title.trim()) && places[column] === undefined) { places[column] = place; }
      });
    });
    var isTable = places.duration !== undefined && places.date !== undefined;
    return isTable && (places.name !== undefined || places.packageName !== undefined) ? places : null;
  }

  /* A table with a line of titles, in any order of columns, one use of one app a record. */
  function AppUsage(text) {
    this.text = text;
    this.at = 0;
    this.ledger = new Ledger();
    this.records = [];
    this.seen = {};
    this.dayFirst = false;
    this.separator = separatorOf(text.slice(0, 2000).split(/\r?\n/)[0]);
    this.columns = columnsOf(this.record());
  }

  AppUsage.fits = function (text) {
    return Boolean(new AppUsage(text.slice(0, 4000)).columns);
  };

  AppUsage.prototype.progress = function () { return this.at / this.text.length; };

  /* The next record; a quotation mark that is never closed spoils the record it stands in, and that is the last. */
  AppUsage.prototype.record = function () {
    var fields = [];
    var mark;
    do {
      fields.push(this.field());
      mark = this.text.charAt(this.at);
      this.at += 1;
    } while (mark === this.separator);
    if (mark === "\r" && this.text.charAt(this.at) === "\n") { this.at += 1; }
    return fields;
  };

  AppUsage.prototype.field = function () {
    var text = this.text;
    var from = this.at;
    var mark;
    if (text.charAt(from) === "\"") {
      var quote = text.indexOf("\"", from + 1);
      while (quote > 0 && text.charAt(quote + 1) === "\"") { quote = text.indexOf("\"", quote + 2); }
      this.at = quote < 0 ? text.length : quote + 1;
      return quote < 0 ? "" : text.slice(from + 1, quote).replace(/""/g, "\"");
    }
    mark = text.charAt(this.at);
    while (mark && mark !== this.separator && mark !== "\n" && mark !== "\r") {
      this.at += 1;
      mark = text.charAt(this.at);
    }
    return text.slice(from, this.at);
  };

  AppUsage.prototype.step = function () {
    for (var i = 0; i < 100 && this.at < this.text.length; i += 1) { this.sort(this.record()); }
    if (this.at < this.text.length) { return true; }
    for (var j = 0; j < 200 && this.records.length; j += 1) { this.book(this.records.pop()); }
    return this.records.length > 0;
  };

  AppUsage.prototype.sort = function (record) {
    var cell = cellsOf(record, this.columns);
    var line = record.join("\t");
    if (!line.trim() || /^created by /i.test(line) || LOCKED.test(cell.name)) { return; }
    var date = /^(\d{1,4})[\/.\-](\d{1,2})[\/.\-](\d{1,4})/.exec(cell.date);
    var seconds = secondsOf(cell.duration);
    if (!date || seconds === null || !(cell.name || cell.packageName)) { this.ledger.skipped += 1; return; }
    if (cell.time && this.seen.hasOwnProperty("$" + line)) { return; }  // two exports put together
    this.seen["$" + line] = true;
    // Month first, as the app writes it, until a number says otherwise.
    if (date[1].length < 3 && Number(date[1]) > 12) { this.dayFirst = true; }
    this.records.push([cell, date, seconds]);
  };

  function cellsOf(record, columns) {
    var cells = {};
    Object.keys(COLUMNS).forEach(function (column) {
      cells[column] = (record[columns[column]] || "").trim();
    });
    return cells;
  }

  AppUsage.prototype.book = function (entry) {
    var midnight = this.midnightOf(entry[1]);
    if (isNaN(midnight)) { this.ledger.skipped += 1; return; }
    this.ledger.add(this.ledger.app(entry[0].name, entry[0].packageName), midnight, entry[2]);
  };

  AppUsage.prototype.midnightOf = function (part) {
    var numbers = part.slice(1, 4).map(Number);
    if (part[1].length < 3) {
      numbers = this.dayFirst ? [numbers[2], numbers[1], numbers[0]] : [numbers[2], numbers[0], numbers[1]];
    }
    if (numbers[0] < 100) { numbers[0] += 2000; }
    var day = new Date(numbers[0], numbers[1] - 1, numbers[2]);
    return day.getMonth() === numbers[1] - 1 && day.getDate() === numbers[2] ? day.getTime() : NaN;
  };

  AppUsage.prototype.reading = function () { return this.ledger.reading(); };

  /* "04:30" is minutes and seconds here, "1:00:14" hours, minutes and seconds; other lengths come with units. */
  function secondsOf(text) {
    var clock = /^(?:(\d+):)?(\d+):(\d\d)$/.exec(text);
    if (clock) { return Number(clock[1] || 0) * 3600 + Number(clock[2]) * 60 + Number(clock[3]); }
    var lengths = formats.lengthsIn(text);
    return lengths.length === 1 ? lengths[0].seconds : null;
  }

  formats.Ledger = Ledger;
  formats.Midnights = Midnights;
  formats.AppUsage = AppUsage;
}());
