"""Taking numbers and addresses that point to somebody out of a free text, before it is stored.

Found are identity cards, phones, bank cards, number plates, e-mail, ids of chat accounts and web addresses; each is
replaced by :data:`MARK`.  What people are called is only warned about (:mod:`burden.domain.people_in_text`).

``static/js/scrub.js`` follows the same rules on the phone, before anything is sent.  Both are held together by the
cases in ``tests/fixtures/scrub_cases.json`` and by random texts, so patterns here keep to what scripts of 2017 know: no
look-behind, no named groups.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

from burden.domain.scrub_numbers import DIGIT, UNIT, Found, Taken, numbers_in, plain_digits

# Shorter than anything it stands for, so that scrubbing never makes a text longer; the same in compatibility form.
MARK = "【已去掉】"

BLANKS = re.compile("[\t-\r \x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+")
# Characters that nobody sees, put between digits to hide them from a rule like ours, or by an emoji keyboard.
UNSEEN = re.compile(
    "[\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\u20e3\u3164"
    "\ufe00-\ufe0f\ufeff\uffa0\ufff9-\ufffb\U000e0000-\U000e0fff]"
)
OTHER = "\ufffd"  # stands for a character that no rule looks at
GONE = "\ufffc"  # stands for what has been taken out already

EMAIL = re.compile(r"[a-z0-9._%+-]+ ?(?:@|\(at\)|\[at\]) ?[a-z0-9-]+(?: ?\. ?[a-z0-9-]+)+")
ADDRESS = re.compile(
    r"(?:[a-z][a-z0-9+.-]{1,15}://|www\.)[a-z0-9_.~:/?#@&=+%$*-]+"
    r"|[a-z0-9][a-z0-9-]*(?:\.[a-z0-9-]+)*\."
    r"(?:com|cn|net|org|gov|edu|top|xyz|vip|cc|io|info|site|online|shop|club|link|tech|wang|app)(?![a-z0-9-])"
    r"(?:[/?#:][a-z0-9_.~:/?#@&=+%$*-]*)?"
)
ACCOUNT = re.compile(
    r"((?:微信|薇信|威信|v信|vx|wx|wechat|weixin|qq|扣扣|抖音|钉钉|微博|[+加]v|加微|v(?=:))"
    r" ?(?:群号|号码|号|id|群|账号|帐号)? ?(?:同号)? ?(?:是|为|叫|:|=)? ?)"
    r"([a-z][a-z0-9_-]{5,39}|" + DIGIT + "(?:[ -]?" + DIGIT + "){4,11})"
)
ACCOUNT_BY_ITSELF = re.compile("()(wxid_[a-z0-9_-]{4,})")
IS_ANNOUNCED = re.compile("号|id|:|=|是|为|叫|[+加]v|加微")
IS_A_WORD = re.compile("[a-z]+")
LED_BY_PHONE = re.compile(
    "((?:电话|座机|手机|热线|传真|tel|phone|联系方式)(?:号码|号)?[是为: ]{0,3})("
    + DIGIT
    + "(?:[ -]?"
    + DIGIT
    + "){6,11})"
)
# The word for it goes too: three digits alone are shorter than the mark.
LED_BY_SHORT = re.compile("()(短号(?:码)?[是为: ]{0,3}" + DIGIT + "{3,6})")
PLATE = re.compile(
    "[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼](?!app) ?[a-z][ ·.•-]?"
    "(?:[a-hjk][a-hj-np-z0-9][0-9]{4}|[0-9]{5}[a-hjk]|[a-hj-np-z0-9]{4}[a-hj-np-z0-9挂学警港澳])(?![a-z0-9])"
)
FEWEST_DIGITS_OF_A_PLATE = 2
LARGEST_IN_THE_PLANE = 0xFFFF  # one unit of a script's string


@dataclass(frozen=True, kw_only=True)
class Scrubbed:
    """A text with marks in place of numbers; ``taken`` names what each mark stands for, in order."""

    text: str
    taken: tuple[Taken, ...] = ()


def scrubbed(text: str) -> Scrubbed:
    """Return the text, in one line, without what points to somebody by number or address.

    Full-width digits, Chinese numerals, blanks, dashes and unseen characters between digits hide nothing.  Doing it
    again changes nothing, and the text never becomes longer.

    >>> scrubbed("打138 0013-8000，10分钟内回")
    Scrubbed(text='打【已去掉】，10分钟内回', taken=(<Taken.MOBILE: 'mobile'>,))
    """
    line = one_line(text)
    shadow = shadow_of(line)
    found: list[Found] = []
    is_new = True
    while is_new:  # what is gone may lay bare the next: a number at the edge of another
        known = len(found)
        for rule in RULES:
            for one in rule(shadow):
                found.append(one)
                shadow = shadow[: one.start] + GONE * (one.end - one.start) + shadow[one.end :]
        is_new = len(found) > known
    found.sort(key=lambda one: one.start)
    return Scrubbed(text=_marked(line, found), taken=tuple(one.taken for one in found))


def one_line(text: str) -> str:
    """Return the text without unseen characters, its blanks and line ends as single spaces."""
    return BLANKS.sub(" ", UNSEEN.sub("", text)).strip(" ")


def shadow_of(line: str) -> str:
    """Return what the rules look at: as many characters, full-width ones plain, latin letters small."""
    return "".join(_plain(character) for character in line)


def _plain(character: str) -> str:
    folded = unicodedata.normalize("NFKC", character)
    if len(folded) != 1 or ord(folded) > LARGEST_IN_THE_PLANE:
        return character if ord(character) <= LARGEST_IN_THE_PLANE else OTHER
    return folded.lower() if folded.isascii() else folded


def _matches(shadow: str, *, pattern: re.Pattern[str], taken: Taken) -> Iterator[Found]:
    for match in pattern.finditer(shadow):
        if match.end() - match.start() >= len(MARK):
            yield Found(taken=taken, start=match.start(), end=match.end())


def _led(shadow: str, *, pattern: re.Pattern[str], taken: Taken) -> Iterator[Found]:
    """Find what follows the name of a chat service or the word for a phone; that word itself stays."""
    for match in pattern.finditer(shadow):
        if _is_number_of_somebody(shadow, match):
            yield Found(taken=taken, start=match.start(2), end=match.end())


def _is_number_of_somebody(shadow: str, match: re.Match[str]) -> bool:
    before, after = shadow[match.start() - 1 : match.start()], shadow[match.end() : match.end() + 1]
    if before and re.match("[a-z0-9]", before) and re.match("[a-z]", match.group()):
        return False  # the end of a longer word
    if plain_digits(match.group(2).replace(" ", "").replace("-", "")).isdigit():
        return not re.match(UNIT, after)
    return not IS_A_WORD.fullmatch(match.group(2)) or bool(IS_ANNOUNCED.search(match.group(1)))


def _plates(shadow: str) -> Iterator[Found]:
    for match in PLATE.finditer(shadow):
        if len(re.findall("[0-9]", match.group())) >= FEWEST_DIGITS_OF_A_PLATE:
            yield Found(taken=Taken.PLATE, start=match.start(), end=match.end())


def _marked(line: str, found: list[Found]) -> str:
    parts, kept_to = [], 0
    for one in found:
        parts += [line[kept_to : one.start], MARK]
        kept_to = one.end
    return "".join(parts) + line[kept_to:]


Rule = Callable[[str], Iterator[Found]]
# In this order: an address would swallow half of an e-mail; digits stand for an account only after its name.
RULES: tuple[Rule, ...] = (
    partial(_matches, pattern=EMAIL, taken=Taken.EMAIL),
    partial(_matches, pattern=ADDRESS, taken=Taken.ADDRESS),
    partial(_led, pattern=ACCOUNT_BY_ITSELF, taken=Taken.ACCOUNT),
    partial(_led, pattern=ACCOUNT, taken=Taken.ACCOUNT),
    _plates,
    numbers_in,
    partial(_led, pattern=LED_BY_PHONE, taken=Taken.PHONE),
    partial(_led, pattern=LED_BY_SHORT, taken=Taken.PHONE),
)
