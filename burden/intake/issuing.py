"""Codes for everybody in a wave at once: as many as its head counts name people, small units together.

A code is shown once, on its slip; what is counted here later are numbers of codes, never how many were spent.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db import connection, transaction
from django.db.models import Count

from burden.domain.levels import KIND_DEPTH, PREFIX_DIGITS, Level, code_of
from burden.domain.slip_groups import SlipGroup, Unit, slip_groups
from burden.intake.codes import (
    MOST_AT_ONCE,
    CodeProblem,
    CodesRefusedError,
    check_takes_codes,
    hash_of_code,
    new_code,
    store_codes,
)
from burden.intake.places import territory_of
from burden.models import InvitationCode, Region, Wave

MOST_SPARE = 20  # for slips that get wet or lost; whoever holds a spare one can answer with it


@dataclass(frozen=True, kw_only=True)
class CodePlan:
    """Who would get slips, and how many codes were issued before, by level."""

    groups: Sequence[SlipGroup]
    issued: dict[Level, int]

    @property
    def people(self) -> int:
        """Everybody in the head counts."""
        return sum(group.people for group in self.groups)

    @property
    def issued_before(self) -> int:
        """All codes that were issued for the wave and not withdrawn."""
        return sum(self.issued.values())

    def number(self, *, spare: int) -> int:
        """How many codes would be issued with ``spare`` more for each group."""
        return self.people + spare * len(self.groups)


@dataclass(frozen=True, kw_only=True)
class IssuedGroup:
    """Fresh codes of one region and level; ``names`` are those of the region and the places above it, largest first."""

    region_code: str
    names: tuple[str, ...]
    level: Level
    codes: tuple[str, ...]


def plan_codes(wave: Wave) -> CodePlan:
    """Return who would get slips; without groups where there are no head counts.

    Raises :class:`CodesRefusedError` where the wave takes no codes.
    """
    check_takes_codes(wave)
    units = [
        Unit(region_code=code, level=Level(level), people=people)
        for code, level, people in wave.headcounts.values_list("region_code", "level", "people")
    ]
    parents = dict(territory_of(wave).regions().values_list("code", "parent_code"))
    # Nobody climbs out of the wave, nor into the country's root, which is no place of a respondent.
    parents = {code: parent for code, parent in parents.items() if parent in parents}
    return CodePlan(groups=tuple(slip_groups(units, parent_of=parents)), issued=issued_codes(wave))


def issued_codes(wave: Wave) -> dict[Level, int]:
    """Return how many codes there are by level, spent or not: that is never told apart."""
    numbers = wave.invitation_codes.order_by("level").values_list("level").annotate(number=Count("pk"))
    return {Level(level): number for level, number in numbers}


@transaction.atomic
def issue_for_headcounts(
    *, wave: Wave, issued_before: int, spare: int = 0, replace: bool = False
) -> tuple[IssuedGroup, ...]:
    """Issue a code for each person of the head counts, and ``spare`` more for each group.

    ``issued_before`` is the number of codes that whoever asks knows of; where there are others by now, nothing is
    issued, so that two people, or two presses of a button, never double the slips unawares.  ``replace`` withdraws
    the earlier codes, which is possible until the wave opens.  Raises :class:`CodesRefusedError`.
    """
    current = _kept_as_it_is(wave)
    plan = plan_codes(current)
    _check(current, plan, issued_before=issued_before, spare=spare, replace=replace)
    if replace:
        current.invitation_codes.all().delete()
    names = region_names(current)
    issued = tuple(
        IssuedGroup(
            region_code=group.region_code,
            names=names[group.region_code],
            level=group.level,
            codes=tuple(new_code() for _ in range(group.people + spare)),
        )
        for group in plan.groups
    )
    store_codes(current, ((group.region_code, group.level, code) for group in issued for code in group.codes))
    return issued


def withdraw_codes(issued: Iterable[IssuedGroup]) -> None:
    """Take back codes whose slips could not be handed over; nobody has seen them."""
    hashes = [hash_of_code(code) for group in issued for code in group.codes]
    InvitationCode.objects.filter(code_hash__in=hashes).delete()


def region_names(wave: Wave) -> dict[str, tuple[str, ...]]:
    """Return for each region of the wave its name with those above it, largest first."""
    territory = territory_of(wave)
    prefixes = [territory.path[:digits] for digits in PREFIX_DIGITS.values() if 0 < digits < len(territory.path)]
    above = Region.objects.of_tree(territory.tree_version).filter(path__in=prefixes)
    by_path = dict((above | territory.regions()).values_list("path", "name"))
    steps = [PREFIX_DIGITS[kind] for kind in sorted(PREFIX_DIGITS, key=KIND_DEPTH.__getitem__)]
    return {
        code_of(path): tuple(by_path[path[:n]] for n in steps if n <= len(path) and path[:n] in by_path)
        for path in by_path
    }


def _kept_as_it_is(wave: Wave) -> Wave:
    """Let one issue at a time work on the wave, and keep its state meanwhile; answers go on coming in."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('issue codes'), %s)", [wave.pk])
    [current] = Wave.objects.raw("SELECT * FROM burden_wave WHERE id = %s FOR SHARE", [wave.pk])
    return current


def _check(wave: Wave, plan: CodePlan, *, issued_before: int, spare: int, replace: bool) -> None:
    if not plan.groups:
        raise CodesRefusedError(CodeProblem.NO_HEADCOUNTS)
    if not 0 <= spare <= MOST_SPARE:
        raise CodesRefusedError(CodeProblem.BAD_SPARE)
    if plan.number(spare=spare) > MOST_AT_ONCE:
        raise CodesRefusedError(CodeProblem.BAD_NUMBER)
    if plan.issued_before != issued_before:
        raise CodesRefusedError(CodeProblem.ISSUED_MEANWHILE)
    if replace and wave.state != Wave.State.DRAFT:
        raise CodesRefusedError(CodeProblem.IN_USE)
