"""Lists every Chinese sentence with its English in docs/wording.md, so that somebody can read them all aloud.

``make messages`` writes the page together with the catalogues. A sentence and its English are found where they stand
side by side in the code (``say("…", "…")``, ``name_zh=…, name_en=…``, ``TITLE_ZH``, ``TITLE_EN``), or in the English
catalogue. What only an operator's terminal says has no English.
"""

import ast
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parent.parent
PAGE: Final = ROOT / "docs" / "wording.md"
_HAN: Final = re.compile(r"[\u4e00-\u9fff]")
_FULL_SENTENCE: Final = re.compile(r"[。，；：？]")
# The first row whose beginning fits a file says in which room its sentences are read.
_ROOMS: Final = (
    ("templates/intake/thanks", "Thanks"),
    ("templates/intake/retry", "Errors"),
    ("templates/intake/notice", "Errors"),
    ("templates/intake/", "Questionnaire"),
    ("burden/domain/survey_items", "Questionnaire"),
    ("burden/domain/practices", "Questionnaire"),
    ("burden/domain/levels", "Questionnaire"),
    ("burden/intake/survey_page.py", "Questionnaire"),
    ("burden/intake/place", "Questionnaire"),
    ("burden/domain/questionnaire", "Errors"),
    ("burden/domain/app_rows", "Errors"),
    ("burden/domain/raw_values", "Errors"),
    ("burden/domain/reading", "Errors"),
    ("burden/intake/reception", "Errors"),
    ("burden/intake/api", "Errors"),
    ("burden/intake/posted", "Errors"),
    ("burden/intake/survey", "Errors"),
    ("burden/access/policies", "Errors"),
    ("burden/access/refusals", "Errors"),
    ("templates/4", "Errors"),
    ("templates/5", "Errors"),
    ("burden/dashboards/", "Charts"),
    ("burden/reports/", "Charts"),
    ("burden/domain/", "Charts"),
    ("burden/exports/", "Files"),
    ("templates/exports/", "Files"),
    ("burden/", "Operator"),
    ("templates/operate/", "Operator"),
    ("templates/access/", "Operator"),
    ("", "Pages"),
)
_ORDER: Final = ("Questionnaire", "Errors", "Thanks", "Pages", "Charts", "Operator", "Files")
_HEAD: Final = """# Wording

Every Chinese sentence that people read, with its English, by the room in which it is read. Made by `make messages`;
do not edit. `%(name)s` and `{…}` stand for what is filled in. Where there is no English, only a terminal says it.
"""


@dataclass(frozen=True)
class Pair:
    """A Chinese wording with its English; ``is_marked`` where the Chinese goes into the catalogues too."""

    zh: str
    en: str
    file: str
    is_marked: bool = False


def pairs() -> tuple[Pair, ...]:
    """Return what stands side by side in the code in both languages, by file and line."""
    return tuple(pair for file, tree in _trees() for node in _by_line(tree) for pair in _pairs_of(node, file))


def page(catalogue: Iterable[tuple[str, str, str]]) -> str:
    """Return the text of docs/wording.md; the catalogue is given as Chinese, English, file."""
    found: dict[str, dict[str, str]] = {room: {} for room in _ORDER}
    known = [(pair.zh, pair.en, pair.file) for pair in pairs()]
    said = [*known, *catalogue]
    seen = {zh for zh, _, _ in said}
    said += [(zh, "", file) for file, tree in _trees() for zh in _alone(tree) if zh not in seen]
    for zh, en, file in said:
        found[_room_of(file)].setdefault(zh, en)
    parts = [_HEAD]
    for room, sentences in found.items():
        rows = [f"| {_cell(zh)} | {_cell(en)} |" for zh, en in sentences.items()]
        parts.append("\n".join([f"\n## {room}\n", "| 中文 | English |", "| --- | --- |", *rows, ""]))
    return "".join(parts)


def _room_of(file: str) -> str:
    return next(room for beginning, room in _ROOMS if file.startswith(beginning))


def _cell(text: str) -> str:
    return " ".join(text.replace("|", "\\|").replace("<", "&lt;").split())


def _trees() -> Iterator[tuple[str, ast.Module]]:
    """Parse the product's modules; names of the made-up province are no wording."""
    for path in sorted((ROOT / "burden").rglob("*.py")):
        if not {"migrations", "demo"} & set(path.parts):
            yield str(path.relative_to(ROOT)), ast.parse(path.read_text())


def _by_line(tree: ast.Module) -> list[ast.AST]:
    return sorted(ast.walk(tree), key=lambda node: getattr(node, "lineno", 0))


def _pairs_of(node: ast.AST, file: str) -> Iterator[Pair]:
    if isinstance(node, ast.Call):
        yield from _neighbours(node.args, file)
        named = {keyword.arg: keyword.value for keyword in node.keywords if keyword.arg}
        yield from _named(named, "zh", "en", file)
    elif isinstance(node, ast.Tuple):
        yield from _neighbours(node.elts, file)
    elif isinstance(node, ast.Module):
        named = {
            target.id: statement.value
            for statement in node.body
            if isinstance(statement, ast.Assign)
            for target in statement.targets
            if isinstance(target, ast.Name)
        }
        yield from _named(named, "ZH", "EN", file)


def _neighbours(nodes: Iterable[ast.expr], file: str) -> Iterator[Pair]:
    """Yield a Chinese text and the English one right after it."""
    for first, second in pairwise(nodes):
        pair = _pair(first, second, file)
        if pair is not None:
            yield pair


def _named(named: dict[str, ast.expr], zh: str, en: str, file: str) -> Iterator[Pair]:
    """Yield values whose names differ only in the language they end with."""
    for name, value in named.items():
        other = named.get(f"{name.removesuffix(zh)}{en}") if name.endswith(zh) else None
        pair = _pair(value, other, file) if other is not None else None
        if pair is not None:
            yield pair


def _pair(first: ast.expr, second: ast.expr, file: str) -> Pair | None:
    zh, en = _text(first), _text(second)
    if not _HAN.search(zh) or not en or _HAN.search(en):
        return None
    return Pair(zh, en, file, is_marked=isinstance(first, ast.Call))


def _text(node: ast.AST) -> str:
    """Return what a literal says, ``{…}`` where it fills in something; nothing for what is no literal."""
    if isinstance(node, ast.Constant):
        return node.value if isinstance(node.value, str) else ""
    if isinstance(node, ast.JoinedStr):
        return "".join(_text(part) if isinstance(part, ast.Constant) else "{…}" for part in node.values)
    is_marked = isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "_"
    return _text(node.args[0]) if is_marked and isinstance(node, ast.Call) and len(node.args) == 1 else ""


def _alone(tree: ast.Module) -> Iterator[str]:
    """Yield whole Chinese sentences of a module but its docstrings and parts of f-strings."""
    inside = {id(part) for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for part in ast.walk(node)}
    inside -= {id(node) for node in ast.walk(tree) if isinstance(node, ast.JoinedStr)}
    inside |= {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in _by_line(tree):
        if id(node) not in inside and isinstance(node, ast.Constant | ast.JoinedStr):
            text = _text(node)
            if _HAN.search(text) and _FULL_SENTENCE.search(text):
                yield text
