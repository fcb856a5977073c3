"""Chooses between the two languages that reports carry, and makes the third.

Reports say everything twice, in Simplified Chinese and in English; Traditional Chinese is converted from the former.
"""

from enum import StrEnum

from django.utils import translation

from burden.domain.levels import LEVEL_NAMES, Level
from burden.domain.traditional import traditional


class Language(StrEnum):
    """Languages of the site, by the code that Django uses."""

    SIMPLIFIED = "zh-hans"
    TRADITIONAL = "zh-hant"
    ENGLISH = "en"

    def say(self, zh: str, en: str) -> str:
        """Return the sentence in this language, of a Simplified Chinese and an English wording.

        >>> Language.ENGLISH.say("地区", "region"), Language.TRADITIONAL.say("发布号", "release")
        ('region', '發佈號')
        """
        if self is Language.ENGLISH:
            return en
        return zh if self is Language.SIMPLIFIED else traditional(zh)

    def name_of(self, zh: str) -> str:
        """Return a proper name, which has no English form, in the script of this language."""
        return self.say(zh, zh)


def current_language() -> Language:
    """Return the language of the request that is being answered."""
    code = translation.get_language() or Language.SIMPLIFIED
    return Language(code) if code in set(Language) else Language.SIMPLIFIED


def level_name(level: Level, language: Language) -> str:
    """Return the level's name for a chart; the pooled level has a long one that only tables have room for."""
    if level is Level.POOLED:
        return language.say("未分层级", "not by level")
    return language.say(*LEVEL_NAMES[level])
