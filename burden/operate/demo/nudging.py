"""Nudging made-up answers until the published figures are those of the 2018 report.

Nothing is written into a figure: the answers of some people change by one, and the site computes the rest.  Which
people end in published groups is found with the walk that a release uses (:mod:`burden.domain.atoms`).
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from burden.domain.atoms import Group, plan_atoms
from burden.domain.blocks import APPS, ATTITUDE, Block
from burden.domain.levels import CITY_AND_COUNTY_DEPARTMENTS, Level
from burden.domain.questionnaire import check_response
from burden.domain.rules import Rules
from burden.operate.demo.forms import Form
from burden.operate.demo.people import headcounts
from burden.operate.demo.regions import demo_tree

# One county's 2018 study and its report: apps plus accounts by level, and the share averse.
MEDIA_OF_DEPARTMENTS = 6.8
MEDIA_OF_TOWNSHIPS = 10.8
SHARE_AVERSE = 0.400
AVERSE_FROM = 4
INDIFFERENT = 3
# Whoever follows so many can follow one more or one less and stay an ordinary case.
MOVABLE_ACCOUNT_COUNTS = range(1, 21)
ROUNDS = 10  # a nudge hardly ever changes who is published; two rounds have been enough

Key = tuple[str, int]


class NotSettledError(RuntimeError):
    """The figures moved with every nudge; the recipe needs another number."""


@dataclass(frozen=True, kw_only=True)
class Published:
    """Places of the forms that end in a published group of a block, by level of that group (0 = pooled)."""

    places: Mapping[int, Sequence[int]]

    def at(self, levels: Collection[int]) -> list[int]:
        """Return the places that rows of these levels add up, in form order."""
        return sorted(place for level in levels for place in self.places.get(int(level), ()))

    @property
    def everybody(self) -> list[int]:
        """Return all published places, pooled ones included."""
        return self.at(self.places.keys())


def nudge_to_reference(forms: list[Form], *, rules: Rules, excluded_flags: Collection[str]) -> None:
    """Change account counts and attitudes in place until the published figures are 6.8, 10.8 and 40.0 %.

    Raises NotSettledError when ROUNDS are not enough.
    """
    generator = np.random.default_rng(len(forms))
    for _ in range(ROUNDS):
        media = published(forms, APPS, rules=rules, excluded_flags=excluded_flags)
        attitude = published(forms, ATTITUDE, rules=rules, excluded_flags=excluded_flags)
        nudges = (
            _nudge_media(generator, forms, media.at(CITY_AND_COUNTY_DEPARTMENTS), mean=MEDIA_OF_DEPARTMENTS),
            _nudge_media(generator, forms, media.at((Level.TOWNSHIP,)), mean=MEDIA_OF_TOWNSHIPS),
            _nudge_attitude(generator, forms, attitude.everybody, share=SHARE_AVERSE),
        )
        if sum(nudges) == 0:
            return
    raise NotSettledError


def published(forms: Sequence[Form], block: Block, *, rules: Rules, excluded_flags: Collection[str]) -> Published:
    """Find whose answers to a block are published, as a release of these forms would."""
    members: dict[Key, list[int]] = {}
    values: dict[Key, list[list[int]]] = {}
    for place, form in enumerate(forms):
        answers = check_response({**form, "wave": "demo"}).values
        if answers is None or answers.quality_flag in excluded_flags:
            continue
        columns = answers.columns()
        if any(columns[column] is None for column in block.columns):
            continue
        key = (answers.region_code, int(answers.level_code))
        members.setdefault(key, []).append(place)
        values.setdefault(key, []).append(
            [min(sum(columns[part] for part in m.columns), m.top) for m in block.magnitudes]
        )
    groups = [_group(key, values[key]) for key in values]
    places: dict[int, list[int]] = {}
    for atom in plan_atoms(demo_tree(), groups, rules=rules).atoms:
        for key in atom.groups:
            places.setdefault(int(atom.level), []).extend(members[key])
    return Published(places=places)


def _group(key: Key, values: Sequence[Sequence[int]]) -> Group:
    magnitudes = []
    for column in zip(*values, strict=True):
        largest, second = sorted((*column, 0), reverse=True)[:2]
        magnitudes.append((sum(column), largest, second))
    return Group(code=key[0], level=key[1], n=len(values), people=headcounts().get(key), magnitudes=tuple(magnitudes))


def _nudge_media(generator: np.random.Generator, forms: list[Form], places: Sequence[int], *, mean: float) -> int:
    """Move account counts by one until apps plus accounts of these people have the mean; return how many moved."""
    now = sum(int(forms[place]["app_count"]) + int(forms[place]["account_count"]) for place in places)
    missing = round(mean * len(places)) - now
    movable = [place for place in places if forms[place]["account_count"] in MOVABLE_ACCOUNT_COUNTS]
    return _move(generator, [forms[place] for place in movable], "account_count", missing)


def _nudge_attitude(generator: np.random.Generator, forms: list[Form], places: Sequence[int], *, share: float) -> int:
    """Move people between indifferent and rather averse until the share is met; return how many moved."""
    missing = round(share * len(places)) - sum(forms[place]["attitude_5"] >= AVERSE_FROM for place in places)
    start = INDIFFERENT if missing > 0 else AVERSE_FROM
    movable = [place for place in places if forms[place]["attitude_5"] == start]
    return _move(generator, [forms[place] for place in movable], "attitude_5", missing)


def _move(generator: np.random.Generator, movable: list[Form], field: str, missing: int) -> int:
    """Add one (take one, where ``missing`` is negative) to the field of as many forms as are missing."""
    for place in generator.choice(len(movable), size=abs(missing), replace=False):
        movable[place][field] += 1 if missing > 0 else -1
    return abs(missing)
