/* Reads lines that people typed, copied or had recognised from a screen-time page. ES5, no DOM, no network.

   "示例通 1小时20分钟", "示例通 45分钟", "App 1h 10m 26s", "00:45 示例通" (hours and minutes here), the app on one line and its
   time on the next, several on a line. */
(function () {
  "use strict";

  var formats = window.usageFormats = window.usageFormats || {};
  var LONGEST_LINE = 500;
  var LONGEST_NAME = 60;
  var LINES_A_STEP = 50;

  var COUNT = "(\\d+(?:\\.\\d+)?)\\s*";
  var HOURS = "个?(?:小时|小時|钟头|时(?![间长])|時(?![間長])|hours?(?![a-z])|hrs?(?![a-z])|h(?![a-z]))";
  var MINUTES = "(?:分钟|分鐘|分|minutes?(?![a-z])|mins?(?![a-z])|m(?![a-z])|′)";
  var SECONDS = "(?:秒钟|秒鐘|秒|seconds?(?![a-z])|secs?(?![a-z])|s(?![a-z])|″)";
  var AND = "[\\s,零又和]*";
  var LENGTH = new RegExp(
    "(<|小于|少于|不到|不足|less than)?\\s*(?:" + [
      COUNT + "个?半" + HOURS,
      COUNT + HOURS + "(半)?(?:" + AND + COUNT + MINUTES + ")?(?:" + AND + COUNT + SECONDS + ")?",
      COUNT + MINUTES + "(?:" + AND + COUNT + SECONDS + ")?",
      COUNT + SECONDS,
      "(\\d{1,2}):(\\d\\d)(?::(\\d\\d))?(?![\\d:]|\\s*(?:分|小时|min))"
    ].join("|") + ")", "gi");
  var FIGURES = /[零一二两三四五六七八九十]+(?=个?半?(?:小时|小時|钟头)|分钟|分鐘|分(?:[零一二三四五六七八九十]|$)|秒)/g;
  var HEADINGS = new RegExp("^(" + [
    "今天", "昨天", "前天", "本周", "上周", "总计", "合计", "总时[间长]", "(每日|每天)?平均(每天)?", "日(平)?均", "屏幕(使用)?时[间长]",
    "使用时[间长]", "应用使用(时[间长]|情况)?", "健康使用手机", "数字健康", "最常使用", "更新于", "(周|星期)[一二三四五六日天]",
    "total", "today", "yesterday", "(daily)?average", "screentime", "mostused", "updated"
  ].join("|") + ")$", "i");
  var EDGE = "[\\s:,;|\\-–—•·*.。、()\\[\\]【】<>]+";
  var EDGES = new RegExp("^" + EDGE + "|" + EDGE + "$", "g");

  function halfWidth(text) {
    return text
      .replace(/[\uFF01-\uFF5E]/g, function (mark) { return String.fromCharCode(mark.charCodeAt(0) - 65248); })
      .replace(/[\u3000\u00A0]/g, " ")
      .replace(/[\u200B-\u200F\uFEFF]/g, "");
  }

  // ---------------------------------------------------------------- lengths of time

  function numberOf(word) {
    var parts = word.replace(/两/g, "二").replace(/^零/, "").split("十");
    function digit(text, missing) { return text ? Math.max(0, "零一二三四五六七八九".indexOf(text.slice(-1))) : missing; }
    return parts.length === 1 ? digit(parts[0], 0) : digit(parts[0], 1) * 10 + digit(parts[1], 0);
  }

  /* "一小时二十分钟", "两个半小时", "半小时", "三刻钟" with figures; only in front of a unit, never within a name. */
  function withFigures(text) {
    return text
      .replace(/(^|[^个零一二两三四五六七八九十\d])半个?(?=小时|小時|钟头)/g, function (all, before) { return before + "0.5"; })
      .replace(/([一二三1-3])刻钟?/g, function (all, count) { return (Number(count) || numberOf(count)) * 15 + "分钟"; })
      .replace(FIGURES, function (word) { return String(numberOf(word)); });
  }

  function secondsIn(part) {
    function n(place) { return Number(part[place] || 0); }
    if (part[1]) { return 1; }  // "less than a minute" is use, and no whole minute
    if (part[2]) { return n(2) * 3600 + 1800; }
    if (part[10]) { return n(10) * 3600 + n(11) * 60 + n(12); }
    return n(3) * 3600 + (part[4] ? 1800 : 0) + (n(5) + n(7)) * 60 + n(6) + n(8) + n(9);
  }

  /* The lengths of time in a text, in order. */
  function lengthsIn(text) {
    var found = [];
    var part;
    LENGTH.lastIndex = 0;
    while ((part = LENGTH.exec(text)) !== null) {
      found.push({ from: part.index, to: LENGTH.lastIndex, seconds: secondsIn(part), isClock: Boolean(part[10]) });
    }
    return found;
  }

  // ---------------------------------------------------------------- lines

  function nameIn(text) {
    return text
      .replace(/(打开|启动|使用|解锁)?\s*\d+\s*次/g, " ")
      .replace(/\d+(\.\d+)?\s*%/g, " ")
      .replace(/^\s*\d{1,3}\s*[.、)]\s*(?!\d)/, "")
      .replace(/^\s*\d{1,2}\s+(?=\D)/, "")
      .replace(EDGES, "")
      .replace(/\s*(大?约|共|用了|使用了?|用时|时长|时间)$/, "")
      .replace(EDGES, "");
  }

  function Lines(text) {
    this.lines = halfWidth(text).split(/[\r\n]+/);
    this.at = 0;
    this.pending = "";
    this.entries = [];
    this.seen = {};
  }

  Lines.prototype.progress = function () { return this.at / this.lines.length; };

  Lines.prototype.step = function () {
    for (var i = 0; i < LINES_A_STEP && this.at < this.lines.length; i += 1) {
      this.line(withFigures(this.lines[this.at].slice(0, LONGEST_LINE)));
      this.at += 1;
    }
    return this.at < this.lines.length;
  };

  Lines.prototype.line = function (line) {
    var lengths = lengthsIn(line);
    if (!lengths.length) { this.withoutLength(line.trim()); return; }
    var isNameFirst = nameIn(line.slice(0, lengths[0].from)) !== "";
    lengths.forEach(function (length, i) {
      var before = line.slice(i ? lengths[i - 1].to : 0, length.from);
      var after = line.slice(length.to, i + 1 < lengths.length ? lengths[i + 1].from : line.length);
      this.entry(nameIn(isNameFirst ? before : after) || (lengths.length === 1 ? this.pending : ""), length);
    }, this);
    this.pending = "";
  };

  /* A name with bare minutes, "示例通 45", or a name whose time follows on the next line. */
  Lines.prototype.withoutLength = function (line) {
    var bare = /^(.*\D)[\s:]+(\d{1,3})$/.exec(line);
    if (bare) {
      this.entry(nameIn(bare[1]), { seconds: Number(bare[2]) * 60, isBare: true });
    } else if (nameIn(line)) {
      this.pending = nameIn(line);
    }
  };

  Lines.prototype.entry = function (name, length) {
    var key = "$" + name + "\t" + length.seconds;
    if (!name || HEADINGS.test(name.replace(/\s/g, "")) || this.seen.hasOwnProperty(key)) { return; }
    this.seen[key] = true;  // two pictures of one page overlap
    this.entries.push({
      name: name.slice(0, LONGEST_NAME), packageName: "", seconds: length.seconds,
      isClock: Boolean(length.isClock), isBare: Boolean(length.isBare)
    });
  };

  Lines.prototype.reading = function () {
    if (!this.entries.length) { throw "no-times"; }
    return {
      apps: this.entries, days: [], skipped: 0, leavesTodayOut: false,
      usesClock: this.entries.some(function (entry) { return entry.isClock; })
    };
  };

  formats.Lines = Lines;
  formats.halfWidth = halfWidth;
  formats.lengthsIn = lengthsIn;
}());
