"""Makes Traditional Chinese of Simplified, sign by sign, with Taiwan's variants (OpenCC s2tw)."""

from functools import cache, lru_cache

import opencc


@lru_cache(maxsize=8192)
def traditional(text: str) -> str:
    """Return the text in Traditional Chinese; other scripts stay as they are.

    >>> traditional("发布号 2026Q4")
    '發佈號 2026Q4'
    """
    return str(_converter().convert(text))


@cache
def _converter() -> opencc.OpenCC:
    return opencc.OpenCC("s2tw")
