/* What a file or a text is, by its first bytes and its two ends, and who reads it. ES5, no DOM, no network. */
(function () {
  "use strict";

  var formats = window.usageFormats = window.usageFormats || {};
  var LONGEST_TYPED = 200000;
  var PICTURES = [[0xFF, 0xD8, 0xFF], [0x89, 0x50, 0x4E, 0x47], [0x47, 0x49, 0x46, 0x38]];
  var PACKED = [[0xD0, 0xCF, 0x11, 0xE0], [0x50, 0x4B, 0x03, 0x04], [0x50, 0x4B, 0x05, 0x06]];

  function beginsWith(bytes, mark) {
    return mark.every(function (byte, place) { return bytes[place] === byte; });
  }

  function asciiOf(bytes, from, to) {
    return String.fromCharCode.apply(null, Array.prototype.slice.call(bytes, from, to));
  }

  function isPicture(bytes) {
    var kind = asciiOf(bytes, 8, 12);
    return PICTURES.some(function (mark) { return beginsWith(bytes, mark); }) ||
      (asciiOf(bytes, 0, 4) === "RIFF" && kind === "WEBP") ||
      (asciiOf(bytes, 4, 8) === "ftyp" && /^(hei|mif|avi)/.test(kind));
  }

  /* Whether the bytes are UTF-8, apart from a character cut at the end. */
  function isUtf8(bytes) {
    var at = 0;
    while (at < bytes.length) {
      var byte = bytes[at];
      var more = byte < 0x80 ? 0 : byte < 0xC2 ? -1 : byte < 0xE0 ? 1 : byte < 0xF0 ? 2 : byte < 0xF5 ? 3 : -1;
      if (more < 0) { return false; }
      for (var i = 1; i <= more && at + i < bytes.length; i += 1) {
        if ((bytes[at + i] & 0xC0) !== 0x80) { return false; }
      }
      at += more + 1;
    }
    return true;
  }

  /* The character encoding of a file by its first bytes; throws what is wrong with a file that is no text. */
  function encodingOf(bytes) {
    if (beginsWith(bytes, [0xFF, 0xFE])) { return "utf-16le"; }
    if (beginsWith(bytes, [0xFE, 0xFF])) { return "utf-16be"; }
    if (isPicture(bytes)) { throw "picture"; }
    if (PACKED.some(function (mark) { return beginsWith(bytes, mark); })) { throw "spreadsheet"; }
    if (/^(\xEF\xBB\xBF)?\s*(%PDF|<[!?a-z])/i.test(asciiOf(bytes, 0, 40))) { throw "foreign"; }
    for (var i = 0; i < bytes.length; i += 1) {
      if (bytes[i] < 9 || (bytes[i] > 13 && bytes[i] < 32 && bytes[i] !== 27)) { throw "foreign"; }
    }
    return isUtf8(bytes) ? "utf-8" : "gb18030";
  }

  /* Throws what is wrong with a text by its two ends, before the whole of it is read. */
  function checkEnds(head, tail) {
    var start = head.replace(/^[\s\uFEFF]+/, "");
    if (!start) { throw "empty"; }
    if (/^[{\[]\s*["{\[}\]]/.test(start)) {
      if (!/"(buckets|events|timestamp)"/.test(start)) { throw "foreign"; }
      if (!/[}\]]\s*$/.test(tail)) { throw "broken"; }
    }
  }

  /* Who reads a text: {step, progress, reading}. */
  function readerOf(text) {
    var start = text.slice(0, 4000).replace(/^[\s\uFEFF]+/, "");
    if (/^[{\[]\s*["{\[}\]]/.test(start)) { return new formats.ActivityWatch(text); }
    var table = text.replace(/^[\s\uFEFF]+/, "").replace(/^sep=.\r?\n/i, "");
    if (formats.AppUsage.fits(table)) { return new formats.AppUsage(table); }
    if (text.length > LONGEST_TYPED) { throw "foreign"; }
    return new formats.Lines(text);
  }

  formats.encodingOf = encodingOf;
  formats.checkEnds = checkEnds;
  formats.readerOf = readerOf;
}());
