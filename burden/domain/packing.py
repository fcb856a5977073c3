"""From answers by column name, as the inbox keeps them, to a pack."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np

from burden.domain.blocks import APP_FLAGS, FLAG_MASK
from burden.domain.further_items import OPINION_FIELDS
from burden.domain.pack_columns import (
    APP,
    DUPLICATE_OF,
    LAYOUTS,
    MINUTES,
    MINUTES_SOURCES,
    MISSING,
    NAME,
    PLACE,
    QUALITY,
    QUALITY_FLAGS,
    USES,
    Layout,
    PackKind,
)
from burden.domain.packs import Numbers, Pack, PackError, merged, place_in_pack
from burden.domain.survey_items import DURATION_BANDS

Said = Mapping[str, Any]  # columns of one answer, by name

# Columns that the inbox keeps as words.
_WORDS: dict[str, dict[str, int]] = {
    name: {word: place for place, word in enumerate(words, start=1)} | {"": MISSING}
    for name, words in (
        ("minutes_source", MINUTES_SOURCES),
        ("duration_band", DURATION_BANDS),
        (QUALITY, QUALITY_FLAGS),
    )
}


def packed(kind: str, answers: Iterable[Said]) -> Pack:
    """Return the pack of these answers, whose regions share the first six digits.

    A column that an answer does not name is a skipped question.  Raises PackError for a word that is no choice; ranges
    are looked at when the pack is encoded.
    """
    layout = LAYOUTS[kind]
    app_codes: dict[str, int] = {}
    app_names: dict[str, int] = {}
    people: list[list[int]] = []
    apps: list[list[int]] = []
    for said in answers:
        uses = _uses(kind, said, app_codes=app_codes, app_names=app_names)
        apps += uses
        people.append([_number(name, said, uses=len(uses)) for name in layout.people_columns])
    return merged([_as_pack(layout, people, apps, app_codes=tuple(app_codes), app_names=tuple(app_names))])


def _as_pack(
    layout: Layout,
    people: list[list[int]],
    apps: list[list[int]],
    *,
    app_codes: tuple[str, ...],
    app_names: tuple[str, ...],
) -> Pack:
    return Pack(
        layout=layout,
        people=_columns(layout.people_columns, people),
        apps=_columns(layout.app_columns, apps),
        app_codes=app_codes,
        app_names=app_names,
    )


def _columns(names: Sequence[str], rows: list[list[int]]) -> dict[str, Numbers]:
    table = np.array(rows, dtype=np.int64).reshape(-1, max(len(names), 1)).T
    return dict(zip(names, table, strict=False))


def _number(name: str, said: Said, *, uses: int) -> int:
    """Return what stands in one column of people."""
    if name == PLACE:
        return place_in_pack(said["region_code"])
    if name == USES:
        return uses
    if name in _WORDS:
        return _place_of(name, said.get(name) or "")
    value = said.get(name)
    if name == "scale_reversed":
        return int(bool(value))
    return MISSING if value is None else int(value)


def _place_of(name: str, word: str) -> int:
    if word not in _WORDS[name]:
        message = f"{name}: {word!r} is no choice"
        raise PackError(message)
    return _WORDS[name][word]


def _uses(kind: str, said: Said, *, app_codes: dict[str, int], app_names: dict[str, int]) -> list[list[int]]:
    """Return the rows of one person's apps; codes and names are numbered in the order they come."""
    if kind == PackKind.RESPONSE:
        return [_named_app(app, app_codes=app_codes, app_names=app_names) for app in said.get("apps") or ()]
    if kind == PackKind.USAGE:
        opinions = {name: said.get(name) or () for name in OPINION_FIELDS}
        return [
            [
                _numbered(code, app_codes),
                said["statuses"][place],
                _or_missing(said["minutes"][place]),
                *(_or_missing(given[place]) if given else MISSING for given in opinions.values()),
            ]
            for place, code in enumerate(said["app_codes"])
        ]
    return []


def _named_app(app: Said, *, app_codes: dict[str, int], app_names: dict[str, int]) -> list[int]:
    row = {
        APP: _numbered(app.get("app_code"), app_codes),
        NAME: _numbered(app.get("new_app_name"), app_names),
        MINUTES: _or_missing(app.get("minutes_per_day")),
        FLAG_MASK: sum(1 << bit for bit, flag in enumerate(APP_FLAGS) if app.get(flag)),
        DUPLICATE_OF: _numbered(app.get("duplicate_of_app_code"), app_codes),
    }
    return [row[name] for name in LAYOUTS[PackKind.RESPONSE].app_columns]


def _numbered(word: str | None, known: dict[str, int]) -> int:
    return known.setdefault(word, len(known)) if word else MISSING


def _or_missing(number: int | None) -> int:
    return MISSING if number is None else number
