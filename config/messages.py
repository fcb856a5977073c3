"""``python -m config.messages``, behind ``make messages``: keeps the catalogues of English and Traditional Chinese.

Sentences in code and templates are Simplified Chinese. This collects them, keeps the English written by hand beside
them in ``locale/en``, makes ``locale/zh_Hant`` from the Chinese with OpenCC, compiles both, and lists every sentence in
docs/wording.md. With ``--check`` it writes nothing and fails where a sentence has no English or a file is stale. GNU
gettext is not needed.
"""

import argparse
import ast
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import polib
from opencc import OpenCC

from config import wording

ROOT: Final = Path(__file__).resolve().parent.parent
LOCALE: Final = ROOT / "locale"
# How many strings each function takes, and which of them is a context.
_SHAPES: Final = {
    "gettext": ("id",),
    "ngettext": ("id", "plural"),
    "pgettext": ("context", "id"),
    "npgettext": ("context", "id", "plural"),
    "Sentence": ("id",),
}
_STRING: Final = r"""u?(?:'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")"""
# In what Django makes of a template, e.g. " pgettext(u'column', u'人数') ".
_CALL: Final = re.compile(rf"\b(n?p?gettext|_)\(({_STRING}(?:\s*,\s*{_STRING})*)", re.DOTALL)
_PLACEHOLDER: Final = re.compile(r"%\([^)]*\)[sd]|%[sd]|\{[a-z_]*[^}]*\}")


@dataclass
class Sentence:
    """One sentence to translate, and the files that say it."""

    id: str
    plural: str = ""
    context: str | None = None
    files: set[str] = field(default_factory=set)


def collect() -> list[Sentence]:
    """Return every sentence of code and templates, sorted by their first file and their text."""
    found: dict[tuple[str | None, str], Sentence] = {}
    for path, sentence in [*_in_code(), *_in_templates()]:
        known = found.setdefault((sentence.context, sentence.id), sentence)
        known.plural = known.plural or sentence.plural
        known.files.add(path)
    return sorted(found.values(), key=lambda sentence: (min(sentence.files), sentence.id, sentence.context or ""))


def _in_code() -> Iterator[tuple[str, Sentence]]:
    for path in sorted([*(ROOT / "burden").rglob("*.py"), *(ROOT / "config").rglob("*.py")]):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call):
                sentence = _called(node)
                if sentence is not None:
                    yield str(path.relative_to(ROOT)), sentence


def _called(node: ast.Call) -> Sentence | None:
    """Return the sentence of a call such as ``_("…")`` or ``ngettext_lazy("…", "…", n)``."""
    name = str(getattr(node.func, "id", None) or getattr(node.func, "attr", ""))
    shape = _SHAPES.get("gettext" if name == "_" else re.sub("_(lazy|noop)$", "", name))
    strings = [arg.value for arg in node.args if isinstance(arg, ast.Constant) and isinstance(arg.value, str)]
    if shape is None or len(strings) < len(shape):
        return None
    return _sentence(shape, strings)


def _sentence(shape: tuple[str, ...], strings: list[str]) -> Sentence:
    named = dict(zip(shape, strings, strict=False))
    return Sentence(named["id"], named.get("plural", ""), named.get("context"))


def _in_templates() -> Iterator[tuple[str, Sentence]]:
    from django.utils.translation.template import templatize  # noqa: PLC0415  # needs Django's settings

    for path in sorted((ROOT / "templates").rglob("*.html")):
        for name, strings in _CALL.findall(templatize(path.read_text())):
            shape = _SHAPES["gettext" if name == "_" else name]
            values = [ast.literal_eval(string) for string in re.findall(_STRING, strings, re.DOTALL)]
            yield str(path.relative_to(ROOT)), _sentence(shape, values)


def english(sentences: list[Sentence]) -> polib.POFile:
    """Return the English catalogue: what stands beside the Chinese in code, else what it holds; empty for the new."""
    path = _catalogue("en")
    before = {(e.msgctxt, e.msgid): e for e in polib.pofile(str(path))} if path.exists() else {}
    beside = {pair.zh: pair.en for pair in wording.pairs() if pair.is_marked}
    book = _empty("en", "nplurals=2; plural=(n != 1);")
    for sentence in sentences:
        entry = _entry(sentence)
        old = before.get((sentence.context, sentence.id))
        if sentence.id in beside and not sentence.context:
            entry.msgstr = beside[sentence.id]
        elif old is not None:
            entry.msgstr = old.msgstr
            if sentence.plural:
                entry.msgstr_plural = old.msgstr_plural or {0: "", 1: ""}
        book.append(entry)
    return book


def traditional(sentences: list[Sentence]) -> polib.POFile:
    """Return the Traditional Chinese catalogue, each sentence converted sign by sign with Taiwan's variants."""
    convert = OpenCC("s2tw").convert
    book = _empty("zh_Hant", "nplurals=1; plural=0;")
    for sentence in sentences:
        entry = _entry(sentence)
        if sentence.plural:
            entry.msgstr_plural = {0: convert(sentence.plural)}
        else:
            entry.msgstr = convert(sentence.id)
        book.append(entry)
    return book


def wording_page(book: polib.POFile) -> str:
    """Return docs/wording.md as the code, the templates and the English catalogue make it."""
    return wording.page((entry.msgid, entry.msgstr or entry.msgid_plural, _first_file(entry)) for entry in book)


def problems(book: polib.POFile) -> list[str]:
    """Return what is wrong with a catalogue: a sentence without translation, or one that loses a placeholder."""
    found = []
    for entry in book:
        translations = list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]
        if not all(translations):
            found.append(f"{_first_file(entry)}: no English for {entry.msgid!r}")
        elif any(_placeholders(text) != _placeholders(entry.msgid_plural or entry.msgid) for text in translations[-1:]):
            found.append(f"{_first_file(entry)}: other placeholders in {entry.msgid!r}")
    return found


def main(argv: list[str]) -> int:
    """Write or check both catalogues and docs/wording.md; return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m config.messages")
    parser.add_argument("--check", action="store_true", help="write nothing, fail where something is missing")
    check = parser.parse_args(argv).check
    import django  # noqa: PLC0415  # only this tool needs it set up

    django.setup()
    sentences = collect()
    books = {"en": english(sentences), "zh_Hant": traditional(sentences)}
    wrong = problems(books["en"])
    files = {wording.PAGE: wording_page(books["en"]).encode()}
    for language, book in books.items():
        files[_catalogue(language)] = str(book).encode() + b"\n"
        files[_catalogue(language).with_suffix(".mo")] = book.to_binary()
    for path, content in files.items():
        if not check:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        elif not path.exists() or path.read_bytes() != content:
            wrong.append(f"{path.relative_to(ROOT)} is stale: type make messages")
    sys.stdout.write("".join(f"{line}\n" for line in wrong))
    return 1 if wrong and check else 0


def _catalogue(language: str) -> Path:
    return LOCALE / language / "LC_MESSAGES" / "django.po"


def _empty(language: str, plural: str) -> polib.POFile:
    book = polib.POFile(wrapwidth=0)
    book.metadata = {
        "Language": language,
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "Plural-Forms": plural,
    }
    return book


def _entry(sentence: Sentence) -> polib.POEntry:
    return polib.POEntry(
        msgid=sentence.id,
        msgid_plural=sentence.plural,
        msgctxt=sentence.context,
        occurrences=[(file, "") for file in sorted(sentence.files)],
    )


def _placeholders(text: str) -> list[str]:
    return sorted(_PLACEHOLDER.findall(text))


def _first_file(entry: polib.POEntry) -> str:
    return str(entry.occurrences[0][0])


if __name__ == "__main__":
    import os

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    sys.exit(main(sys.argv[1:]))
