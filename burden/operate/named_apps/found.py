"""Apps that respondents named because the catalogue did not list them, counted over a released wave.

A name stands here when at least three answers wrote it, with a coarse count and without any place: fewer would show
what one or two people wrote, and a place would say where they are.  The wave is over, so the count never moves.
"""

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass
from hashlib import sha256

from django.core.cache import cache

from burden.access.scopes import path_of
from burden.domain.pack_columns import MISSING, NAME, PackKind
from burden.domain.thresholds import NAMED_APP_BANDS, NAMED_APP_FROM
from burden.models import AnswerPack, CatalogueItem, ModerationDecision, Wave
from burden.models.edition import current_edition
from burden.operate.moderation import DecisionLine, is_readable, line_of, verdict_in_words

# Blanks, and signs that nobody sees: one person must not count three times by spelling a name in three ways.
IGNORED = re.compile("[\\s\\u00ad\\u200b-\\u200f\\u2028-\\u202f\\u2060-\\u206f\\ufeff]+")


@dataclass(frozen=True, kw_only=True)
class NamedApp:
    """A name that waits for a decision.

    ``subject`` is the folded name that spellings share, ``name`` the usual spelling, ``answers`` a band such as "3–9";
    ``elsewhere`` names entries of the catalogue with the same name that not all people of the wave have in their list;
    ``earlier`` is what was decided of it in other waves.
    """

    subject: str
    name: str
    answers: str
    elsewhere: tuple[str, ...]
    earlier: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class DecidedName:
    """A name that was decided about, with its decisions, oldest first."""

    subject: str
    history: tuple[DecisionLine, ...]


@dataclass(frozen=True, kw_only=True)
class NamedApps:
    """All names of one wave: those that wait, and those that were decided about."""

    waiting: tuple[NamedApp, ...]
    decided: tuple[DecidedName, ...]


def folded_name(name: str) -> str:
    """Return what spellings of one name share: width, case and blanks do not count.

    >>> folded_name("ABC 通") == folded_name("abc通")
    True
    """
    return IGNORED.sub("", unicodedata.normalize("NFKC", name)).lower()


def named_apps_of(wave: Wave) -> NamedApps:
    """Return the names of a released wave; none of any other."""
    if not is_readable(wave):
        return NamedApps(waiting=(), decided=())
    decided = _decided(wave)
    known = {item.subject for item in decided}
    listed = _entries_by_name(wave)
    waiting = [
        (subject, name, count)
        for subject, name, count in _counted(wave)
        if subject not in known and not any(_covers(item, wave) for item in listed.get(subject, ()))
    ]
    earlier = _earlier([subject for subject, _, _ in waiting], wave)
    return NamedApps(
        waiting=tuple(
            NamedApp(
                subject=subject,
                name=name,
                answers=band(count),
                elsewhere=tuple(item.app_code for item in listed.get(subject, ())),
                earlier=earlier.get(subject, ()),
            )
            for subject, name, count in waiting
        ),
        decided=decided,
    )


def names_waiting(wave: Wave) -> int:
    """Return how many names of a released wave wait for a decision, 0 for any other.

    All answers are read for it, so it is counted once for each state of the site.
    """
    if not is_readable(wave):
        return 0
    key = f"names-waiting:{wave.code}:{sha256(current_edition().encode()).hexdigest()}"
    counted: int | None = cache.get(key)
    if counted is None:
        counted = len(named_apps_of(wave).waiting)
        cache.set(key, counted)
    return counted


def band(count: int) -> str:
    """Return a count of at least three as a band.

    >>> band(3), band(260)
    ('3–9', '200+')
    """
    low, high = next((low, high) for low, high in reversed(NAMED_APP_BANDS) if count >= low)
    return f"{low}+" if high is None else f"{low}–{high}"


def _counted(wave: Wave) -> list[tuple[str, str, int]]:
    """Return each folded name that enough answers wrote, its usual spelling, and how many answers wrote it."""
    answers: Counter[str] = Counter()
    spellings: dict[str, Counter[str]] = {}
    packs = AnswerPack.objects.filter(wave=wave, kind=PackKind.RESPONSE).exclude(app_names=[])
    for stored in packs.order_by("county_code").iterator():
        pack = stored.unpacked()
        subjects = [folded_name(name) for name in pack.app_names]
        is_written = pack.apps[NAME] != MISSING
        names = pack.apps[NAME][is_written].tolist()
        for name in names:
            spellings.setdefault(subjects[name], Counter())[pack.app_names[name]] += 1
        written = {(who, subjects[name]) for who, name in zip(pack.owners()[is_written].tolist(), names, strict=True)}
        answers.update(subject for _, subject in written)
    return [
        (subject, min(spellings[subject], key=lambda name: (-spellings[subject][name], name)), count)
        for subject, count in sorted(answers.items())
        if subject and count >= NAMED_APP_FROM
    ]


def _decided(wave: Wave) -> tuple[DecidedName, ...]:
    found: dict[str, list[DecisionLine]] = {}
    for decision in ModerationDecision.objects.filter(wave=wave, kind=ModerationDecision.Kind.APP_NAME):
        found.setdefault(decision.subject, []).append(line_of(decision))
    return tuple(DecidedName(subject=subject, history=tuple(lines)) for subject, lines in sorted(found.items()))


def _earlier(subjects: list[str], wave: Wave) -> dict[str, tuple[str, ...]]:
    """Return what other waves' operators decided of these names, e.g. ``2026Q3 不收``."""
    decisions = ModerationDecision.objects.filter(kind=ModerationDecision.Kind.APP_NAME, subject__in=subjects)
    found: dict[str, tuple[str, ...]] = {}
    for decision in decisions.exclude(wave=wave).select_related("wave"):
        words = f"{decision.wave.code} {verdict_in_words(decision.verdict)}"
        found[decision.subject] = (*found.get(decision.subject, ()), words)
    return found


def _entries_by_name(wave: Wave) -> dict[str, list[CatalogueItem]]:
    entries: dict[str, list[CatalogueItem]] = {}
    for item in CatalogueItem.objects.beside(wave.tree_id).filter(is_retired=False):
        entries.setdefault(folded_name(item.name_zh), []).append(item)
    return entries


def _covers(item: CatalogueItem, wave: Wave) -> bool:
    """Whether everybody in the wave has the entry in their list."""
    return path_of(wave.region_code).startswith(path_of(item.region_code))
