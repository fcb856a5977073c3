"""How much two names of apps are alike, however somebody wrote them down."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Mapping

# What a name says of itself without telling what it is.
EMPTY_WORDS = re.compile("app|apk|小程序|公众号|服务号|订阅号|微信|客户端|手机|移动|平台|系统|应用|官方|版")
SIGNS = re.compile(r"[\W_]+")
ALIKE_FROM = 0.6  # of pairs written down in tests: 18 of 20 doubles reach it, and 1 of 20 others
COMMON_FROM = 60  # so many names with one pair of characters say nothing by it: 政务, 云汀


def bare_name(name: str) -> str:
    """Return what is left of a name without signs, width, case and words that any app may have in its name.

    >>> bare_name("云汀 政务通APP（微信小程序）")
    '云汀政务通'
    """
    plain = SIGNS.sub("", unicodedata.normalize("NFKC", name)).lower()
    return EMPTY_WORDS.sub("", plain) or plain


def likeness(one: str, other: str) -> float:
    """Return from 0 to 1 how alike two names are: shared pairs of neighbouring characters (Dice's coefficient).

    >>> likeness("云汀政务通", "云汀政务通APP"), likeness("云汀政务通", "河长巡查")
    (1.0, 0.0)
    """
    first, second = _pairs(one), _pairs(other)
    return 2 * len(first & second) / (len(first) + len(second))


def alike(names: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Yield pairs of keys whose names are alike, each pair once; only names that share a rare pair are compared.

    What more than ``COMMON_FROM`` names have in common is not looked at.
    """
    holders: dict[str, list[str]] = defaultdict(list)
    for key, name in names.items():
        for part in (bare_name(name), *_pairs(name)):
            holders[part].append(key)
    seen: set[tuple[str, str]] = set()
    for keys in holders.values():
        if len(keys) > COMMON_FROM:
            continue
        for place, one in enumerate(keys):
            for other in keys[place + 1 :]:
                pair = (one, other) if one < other else (other, one)
                if one != other and pair not in seen:
                    seen.add(pair)
                    if likeness(names[one], names[other]) >= ALIKE_FROM:
                        yield pair


def _pairs(name: str) -> set[str]:
    bare = f"^{bare_name(name)}"
    return {bare[place : place + 2] for place in range(len(bare) - 1)}
