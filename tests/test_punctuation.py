"""English pages have English punctuation: nothing Chinese stands in a template or a join that nobody translates."""

import re
from pathlib import Path

import polib
import pytest
from django.conf import settings

CHINESE = re.compile(r"[\u3000-\u9fff\uff01-\uff65]")
MARKS = re.compile(r"[\u3000-\u303f\uff01-\uff65]")
# Comments, and what is translated or handed over by name.
TRANSLATED = re.compile(
    r"{% comment %}.*?{% endcomment %}|{#.*?#}|{% blocktrans.*?{% endblocktrans\w* %}|{% translate .*?%}"
    r'|_\(".*?"\)|_\(\'.*?\'\)',
    re.DOTALL,
)
JOINED = re.compile(r'(?<!_\()"[、；，：][^"]*"\.join')
# Without a language to ask for; the names of the languages themselves; a plus sign.
MEANT = {"500.html": None, "components/languages.html": None, "intake/survey.html": "＋"}  # noqa: RUF001  # full-width


def untranslated(template: str) -> set[str]:
    return set(CHINESE.findall(TRANSLATED.sub("", template)))


def test_templates_say_nothing_in_chinese_that_is_not_translated() -> None:
    folder = Path(settings.BASE_DIR) / "templates"
    found = {str(file.relative_to(folder)): untranslated(file.read_text("utf-8")) for file in folder.rglob("*.html")}
    assert len(found) > 100
    others = {name: marks for name, marks in found.items() if marks and MEANT.get(name, "") is not None}
    assert others == {"intake/survey.html": {MEANT["intake/survey.html"]}}


@pytest.mark.parametrize("room", ["access", "exports", "operate"])
def test_lists_in_sentences_are_joined_in_the_reader_s_language(room: str) -> None:
    files = (Path(settings.BASE_DIR) / "burden" / room).rglob("*.py")
    assert [file.name for file in files if JOINED.search(file.read_text("utf-8"))] == []


def test_english_sentences_have_no_chinese_punctuation() -> None:
    catalogue = polib.pofile(str(Path(settings.BASE_DIR) / "locale/en/LC_MESSAGES/django.po"))
    said = [text for entry in catalogue for text in (entry.msgstr, *entry.msgstr_plural.values())]
    assert len(said) > 1000
    # A Chinese name keeps the marks that stand within it.
    assert [text for text in said if MARKS.search(re.sub(r"[\u4e00-\u9fff]+", "", text))] == []


@pytest.mark.parametrize(
    ("template", "marks"),
    [
        ('{{ rules|join:"、" }}', {"、"}),
        ('{% translate "出处" %}：{{ sources }}', {"："}),
        ('{{ rules|join:_("、") }}{% translate "：" %}{# 完 #}', set()),
        ("{% blocktranslate trimmed %}一，二{% endblocktranslate %}", set()),
    ],
)
def test_what_is_not_translated_is_found(template: str, marks: set[str]) -> None:
    assert untranslated(template) == marks
    assert JOINED.search('names = "、".join(own)')
    assert not JOINED.search('names = _("、").join(own)')
