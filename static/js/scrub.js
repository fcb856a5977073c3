/* Takes numbers and addresses that point to somebody out of the suggestion, on the phone, before it is sent. ES5, no
   network. The same rules as burden/domain/scrub.py, scrub_numbers.py and people_in_text.py, which run once more on the
   server: a change here needs the same change there, and tests/fixtures/scrub_cases.json runs through both.
   Below the field stands what will be sent and what was taken out; names are only warned about. */
(function () {
  "use strict";

  // ---------------------------------------------------------------- one line, and what the rules look at

  var MARK = "【已去掉】";
  var OTHER = "\ufffd";
  var GONE = "\ufffc";
  var BLANKS = /[\t-\r \x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+/g;
  var UNSEEN = new RegExp(
    "[\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\u20e3\u3164" +
    "\ufe00-\ufe0f\ufeff\uffa0\ufff9-\ufffb]|\udb40[\udc00-\udfff]|\udb41[\udc00-\udfff]|\udb42[\udc00-\udfff]|" +
    "\udb43[\udc00-\udfff]", "g");
  var CHARACTER = /[\ud800-\udbff][\udc00-\udfff]|[\s\S]/g;

  function oneLine(text) {
    return text.replace(UNSEEN, "").replace(BLANKS, " ").replace(/^ +| +$/g, "");
  }

  function characters(line) {
    return line.match(CHARACTER) || [];
  }

  function plain(character) {
    var folded = character;
    var code = character.charCodeAt(0);
    if (typeof character.normalize === "function") {
      folded = character.normalize("NFKC");
    } else if (code >= 0xff01 && code <= 0xff5e) {
      folded = String.fromCharCode(code - 0xfee0);
    }
    if (folded.length !== 1) { return character.length === 1 ? character : OTHER; }
    return folded.charCodeAt(0) < 128 ? folded.toLowerCase() : folded;
  }

  // ---------------------------------------------------------------- patterns

  var NUMERALS = "0123456789零\u3007○一二三四五六七八九幺壹贰叁肆伍陆柒捌玖貳參陸";
  var VALUES = "01234567890001234567891123456789236";
  var DIGIT = "[" + NUMERALS + "]";
  var UNIT = /^[元块万亿人次条个户亩份页字秒分天年月吨米公克%]/;
  var ENDINGS = "com|cn|net|org|gov|edu|top|xyz|vip|cc|io|info|site|online|shop|club|link|tech|wang|app";
  var SPACED_DIGITS = DIGIT + "(?:[ -]?" + DIGIT + ")";

  var EMAIL = /[a-z0-9._%+-]+ ?(?:@|\(at\)|\[at\]) ?[a-z0-9-]+(?: ?\. ?[a-z0-9-]+)+/g;
  var ADDRESS = new RegExp(
    "(?:[a-z][a-z0-9+.-]{1,15}://|www\\.)[a-z0-9_.~:/?#@&=+%$*-]+" +
    "|[a-z0-9][a-z0-9-]*(?:\\.[a-z0-9-]+)*\\.(?:" + ENDINGS + ")(?![a-z0-9-])(?:[/?#:][a-z0-9_.~:/?#@&=+%$*-]*)?", "g");
  var ACCOUNT_BY_ITSELF = /()(wxid_[a-z0-9_-]{4,})/g;
  var ACCOUNT = new RegExp(
    "((?:微信|薇信|威信|v信|vx|wx|wechat|weixin|qq|扣扣|抖音|钉钉|微博|[+加]v|加微|v(?=:))" +
    " ?(?:群号|号码|号|id|群|账号|帐号)? ?(?:同号)? ?(?:是|为|叫|:|=)? ?)" +
    "([a-z][a-z0-9_-]{5,39}|" + SPACED_DIGITS + "{4,11})", "g");
  var IS_ANNOUNCED = /号|id|:|=|是|为|叫|[+加]v|加微/;
  var LED_BY_PHONE = new RegExp(
    "((?:电话|座机|手机|热线|传真|tel|phone|联系方式)(?:号码|号)?[是为: ]{0,3})(" + SPACED_DIGITS + "{6,11})", "g");
  var LED_BY_SHORT = new RegExp("()(短号(?:码)?[是为: ]{0,3}" + DIGIT + "{3,6})", "g");
  var PLATE = new RegExp(
    "[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼](?!app) ?[a-z][ ·.•-]?" +
    "(?:[a-hjk][a-hj-np-z0-9][0-9]{4}|[0-9]{5}[a-hjk]|[a-hj-np-z0-9]{4}[a-hj-np-z0-9挂学警港澳])(?![a-z0-9])", "g");

  function each(pattern, text, take) {
    var match;
    pattern.lastIndex = 0;
    while ((match = pattern.exec(text)) !== null) { take(match, match.index, match.index + match[0].length); }
  }

  function matches(pattern, taken) {
    return function (shadow, add) {
      each(pattern, shadow, function (match, start, end) {
        if (end - start >= MARK.length) { add(taken, start, end); }
      });
    };
  }

  /* What follows the name of a chat service or the word for a phone; that word itself stays. */
  function led(pattern, taken) {
    return function (shadow, add) {
      each(pattern, shadow, function (match, start, end) {
        if (isNumberOfSomebody(shadow, match, start, end)) { add(taken, start + match[1].length, end); }
      });
    };
  }

  function isNumberOfSomebody(shadow, match, start, end) {
    if (/[a-z0-9]/.test(shadow.charAt(start - 1)) && /^[a-z]/.test(match[0])) { return false; }
    if (/^[0-9]+$/.test(plainDigits(match[2].replace(/[ -]/g, "")))) { return !UNIT.test(shadow.slice(end)); }
    return !/^[a-z]+$/.test(match[2]) || IS_ANNOUNCED.test(match[1]);
  }

  function plates(shadow, add) {
    each(PLATE, shadow, function (match, start, end) {
      if (match[0].replace(/[^0-9]/g, "").length >= 2) { add("plate", start, end); }
    });
  }

  // ---------------------------------------------------------------- numbers, in groups as people write them

  var GROUP = new RegExp(DIGIT + "+(x?)", "g");
  var SEPARATOR = /^[ \-\u2010-\u2015\u2212·•.()_~\/*|]{1,2}$/;
  var BEFORE_COUNTRY = /\+ ?$/;
  var MOST_GROUPS = 19;
  var IDENTITY_WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
  var IDENTITY_MARKS = "10x98765432";
  var BIRTH_DATE = /^[0-9]{6}(?:18|19|20)[0-9]{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])[0-9]{3}[0-9x]$/;
  var COUNTRY = /^(?:0086|86)(?=[01])/;
  var MOBILE = /^1[3-9][0-9]{9}$/;
  var WITH_AREA = /^0(?:10|2[0-9]|[3-9][0-9]{2})[2-8][0-9]{6,7}$/;
  var SERVICE_LINE = /^[48]00[0-9]{7}$/;
  var LOCAL = /^[2-8][0-9]{6,7}$/;
  var DATE = /^20[0-9]{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])$/;

  function plainDigits(text) {
    return text.replace(/[\s\S]/g, function (sign) {
      var place = NUMERALS.indexOf(sign);
      return place < 0 ? sign : VALUES.charAt(place);
    });
  }

  function runs(shadow) {
    var found = [];
    var end = -1;
    each(GROUP, shadow, function (match, start) {
      var text = match[1] ? match[0].slice(0, -1) : match[0];
      var group = {
        start: start, end: start + text.length, digits: plainDigits(text), mark: match[1], isPlain: /^[0-9]+$/.test(text)
      };
      if (end < 0 || !SEPARATOR.test(shadow.slice(end, start))) { found.push([]); }
      found[found.length - 1].push(group);
      end = group.end;
    });
    return found;
  }

  function numbers(shadow, add) {
    runs(shadow).forEach(function (run) {
      var at = 0;
      while (at < run.length) { at += takeLongest(shadow, run.slice(at, at + MOST_GROUPS), add); }
    });
  }

  /* Takes the longest number that begins with the first group; returns how many groups are done with. */
  function takeLongest(shadow, groups, add) {
    var length, last, digits, taken, before;
    for (length = groups.length; length > 0; length -= 1) {
      last = groups[length - 1];
      digits = digitsOf(groups.slice(0, length));
      taken = whatIs(groups.slice(0, length), digits, shadow.charAt(last.end));
      if (taken) {
        before = groups[0].digits.indexOf("86") === 0 ? BEFORE_COUNTRY.exec(shadow.slice(0, groups[0].start)) : null;
        add(taken, before ? before.index : groups[0].start, last.end + (last.mark && digits.length === 17 ? 1 : 0));
        return length;
      }
    }
    return 1;
  }

  function digitsOf(groups) {
    return groups.map(function (group) { return group.digits; }).join("");
  }

  function whatIs(groups, digits, following) {
    var sizes = groups.map(function (group) { return group.digits.length; });
    if (isIdentity(digits + groups[groups.length - 1].mark) || isIdentity(digits)) { return "identity"; }
    if (isMobile(digits, sizes)) { return "mobile"; }
    if (isPhone(digits, sizes)) { return "phone"; }
    if (isCard(digits, sizes)) { return "card"; }
    if (groups.length > 1) { return ""; }
    if (digits.length >= 11) { return "long"; }
    return groups[0].isPlain && LOCAL.test(digits) && !DATE.test(digits) && !UNIT.test(following) ? "phone" : "";
  }

  function isIdentity(number) {
    var total = 0;
    if (!BIRTH_DATE.test(number)) { return false; }
    IDENTITY_WEIGHTS.forEach(function (weight, place) { total += Number(number.charAt(place)) * weight; });
    return IDENTITY_MARKS.charAt(total % 11) === number.charAt(17);
  }

  function ownSizes(digits, sizes) {
    var country = COUNTRY.exec(digits);
    return country && sizes[0] === country[0].length ? sizes.slice(1) : sizes;
  }

  function smallest(sizes) { return Math.min.apply(null, sizes); }

  function isMobile(digits, sizes) {
    var own = ownSizes(digits, sizes);
    return MOBILE.test(digits.replace(COUNTRY, "")) && (smallest(own) >= 3 || Math.max.apply(null, own) === 1);
  }

  function isPhone(digits, sizes) {
    var number = digits.replace(COUNTRY, "");
    return smallest(ownSizes(digits, sizes)) >= 3 && (WITH_AREA.test(number) || SERVICE_LINE.test(number));
  }

  function isCard(digits, sizes) {
    var total = 0;
    var place, number;
    if (digits.length < 15 || digits.length > 19 || smallest(sizes.slice(0, -1)) < 4 || !/^[3-9]/.test(digits)) {
      return false;
    }
    for (place = 0; place < digits.length; place += 1) {
      number = Number(digits.charAt(digits.length - 1 - place)) * (place % 2 ? 2 : 1);
      total += Math.floor(number / 10) + number % 10;
    }
    return total % 10 === 0;
  }

  // ---------------------------------------------------------------- scrubbing

  var RULES = [
    matches(EMAIL, "email"), matches(ADDRESS, "address"), led(ACCOUNT_BY_ITSELF, "account"), led(ACCOUNT, "account"),
    plates, numbers, led(LED_BY_PHONE, "phone"), led(LED_BY_SHORT, "phone")
  ];

  function filled(length) {
    return new Array(length + 1).join(GONE);
  }

  function scrub(text) {
    var line = characters(oneLine(text));
    var shadow = line.map(plain).join("");
    var found = [];
    var parts = [];
    var keptTo = 0;
    var known;
    function run(rule) {
      var fresh = [];
      rule(shadow, function (taken, start, end) { fresh.push({ taken: taken, start: start, end: end }); });
      fresh.forEach(function (one) {
        shadow = shadow.slice(0, one.start) + filled(one.end - one.start) + shadow.slice(one.end);
      });
      found = found.concat(fresh);
    }
    do {  // what is gone may lay bare the next: a number at the edge of another
      known = found.length;
      RULES.forEach(run);
    } while (found.length > known);
    found.sort(function (a, b) { return a.start - b.start; });
    found.forEach(function (one) {
      parts.push(line.slice(keptTo, one.start).join(""), MARK);
      keptTo = one.end;
    });
    return {
      text: parts.join("") + line.slice(keptTo).join(""),
      taken: found.map(function (one) { return one.taken; })
    };
  }

  // ---------------------------------------------------------------- people: a warning, never a promise

  var SURNAME =
    "(?:欧阳|司马|上官|诸葛|东方|皇甫|尉迟|公孙|慕容|令狐|司徒|夏侯|端木|呼延|长孙|宇文|" +
    "[王李张刘陈杨赵黄吴徐孙马朱胡郭何林罗郑梁谢宋唐许邓韩冯曹彭曾肖田董潘袁蔡蒋余杜叶魏吕丁沈姚卢姜崔钟谭陆汪" +
    "范廖石贾韦付邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵覃武戴莫孔汤])";
  var BEFORE_TITLE = "(?:" + SURNAME + "|[周高万方金钱白康程严苏施俞柳鲍费倪殷毕齐傅于])";
  var DOUBLE_SURNAME = "(?:欧阳|司马|上官|诸葛|皇甫|尉迟|慕容|令狐|司徒|夏侯|端木|呼延|宇文)";
  var GIVEN = "[伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞刚桂英玉兰志建国文辉鹏斌琳燕玲红梅波峰浩宇婷雪飞龙凤琴]";
  var PLAIN_GIVEN = "[伟芳娜敏静丽磊勇艳杰娟涛霞刚婷斌琳燕玲]";
  var TITLE =
    "(?:书记|主任|镇长|乡长|县长|市长|区长|局长|科长|处长|股长|所长|站长|部长|主席|委员|干事|秘书|院长|校长|村长|支书|" +
    "会长|队长|老师|同志|常委|专员|厅长)";
  var HAN = "[\u4e00-\u9fff]";
  var PEOPLE = [
    BEFORE_TITLE + "(?:某{1,2}|" + GIVEN + "{1,2})?(?:副|常务副)?" + TITLE,
    SURNAME + "某{1,2}",
    SURNAME + GIVEN + "{2}",
    SURNAME + PLAIN_GIVEN + "(?!" + HAN + ")",
    DOUBLE_SURNAME + HAN + "{1,2}",
    "[小老][王李张刘陈杨赵周吴徐孙马朱胡郭罗郑梁谢宋唐许邓韩冯曹彭董潘袁蔡蒋杜魏吕沈姚卢姜崔谭廖贾邹秦邱薛闫]",
    "(?:我叫|名叫|姓名|联系人|经办人)[是为:： ]{0,2}" + SURNAME + HAN + "{1,2}",
    HAN + "{2,}[·•・]" + HAN + "{2,}",
    "扎西|多吉|卓玛|次仁|旺堆|平措|央金|阿依|古丽|买买提|吐尔|艾力|巴特尔|其其格|格日勒"
  ].map(function (pattern) { return new RegExp(pattern, "g"); });

  function people(text) {
    var found = [];
    var pieces = [];
    var coveredTo = 0;
    PEOPLE.forEach(function (pattern) {
      each(pattern, text, function (match, start, end) { found.push({ start: start, end: end }); });
    });
    found.sort(function (a, b) { return a.start - b.start || b.end - a.end; });
    found.forEach(function (one) {
      var piece = text.slice(one.start, one.end);
      if (one.start >= coveredTo && pieces.indexOf(piece) < 0) { pieces.push(piece); }
      coveredTo = Math.max(coveredTo, one.end);
    });
    return pieces.slice(0, 3);
  }

  // ---------------------------------------------------------------- the field and the note below it

  function fields() {
    return Array.prototype.slice.call(document.querySelectorAll("[data-scrub]"));
  }

  function noteOf(field) {
    var id = field.getAttribute("aria-describedby") || "";
    return id.split(" ").map(function (name) { return document.getElementById(name); }).filter(function (element) {
      return element && element.hasAttribute("data-scrub-note");
    })[0];
  }

  function counted(taken, words) {
    var counts = {};
    taken.forEach(function (one) { counts[one] = (counts[one] || 0) + 1; });
    return Object.keys(counts).map(function (one) {
      return (words.getAttribute("data-word-" + one) || one) + " × " + counts[one];
    }).join(words.getAttribute("data-comma") || ", ");
  }

  function line(note, name, text) {
    var element = note.querySelector('[data-scrub-line="' + name + '"]');
    var said = element && element.querySelector("[data-scrub-text]");
    if (!said || (said.textContent === text && element.hidden === !text)) { return; }
    element.hidden = !text;
    said.textContent = text;
  }

  /* What earlier looks have taken out of the field, which holds marks in its place by now, stays said. */
  function show(field, result) {
    var note = noteOf(field);
    var names = people(result.text);
    var isMarked = result.text.indexOf(MARK) >= 0;
    var gone = (field.getAttribute("data-scrubbed") || "").split(" ").filter(Boolean).concat(result.taken);
    if (!note) { return; }
    note.hidden = !isMarked && !names.length;
    line(note, "taken", isMarked ? counted(gone, note) : "");
    line(note, "sent", isMarked ? result.text : "");
    line(note, "people", names.join(note.getAttribute("data-comma") || ", "));
  }

  function look(field) {
    show(field, scrub(field.value));
  }

  function replace(field) {
    var result = scrub(field.value);
    var gone;
    if (result.text.indexOf(MARK) < 0) { field.removeAttribute("data-scrubbed"); }
    show(field, result);
    if (result.taken.length) {
      gone = (field.getAttribute("data-scrubbed") || "").split(" ").concat(result.taken).filter(Boolean);
      field.setAttribute("data-scrubbed", gone.join(" "));
    }
    if (field.value !== result.text) { field.value = result.text; }
  }

  function ofField(handle) {
    return function (event) {
      if (event.target && event.target.hasAttribute && event.target.hasAttribute("data-scrub")) { handle(event.target); }
    };
  }

  /* While capturing, so that whoever else sends or saves the form finds it scrubbed already. */
  document.addEventListener("input", ofField(look), true);
  document.addEventListener("focus", ofField(look), true);
  document.addEventListener("change", ofField(replace), true);
  document.addEventListener("submit", function () { fields().forEach(replace); }, true);
  document.addEventListener("click", function (event) {
    if (event.target && /^(submit|image)$/.test(event.target.type || "")) { fields().forEach(replace); }
  }, true);
  window.addEventListener("pageshow", function () { fields().forEach(look); });
  window.burdenScrub = { scrub: scrub, people: people };
}());
