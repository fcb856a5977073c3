"""Which apps of a catalogue should be looked at: hardly used, little used, doubled, small and scattered.

A lead is a reason to look, never a verdict: a person decides.  It follows from facts of the catalogue and from shares
as pages print them, so it tells nothing about answers that a page does not.  Formulae, thresholds with their reasons
and examples are in docs/arithmetic.md; operators may change the thresholds (:mod:`burden.domain.rule_thresholds`).
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from burden.domain.lead_bars import USUAL, LeadBars, LowUseBars, MergeBars, ZombieBars
from burden.domain.thresholds import PRINTED_HALF_PERCENT

WHOLE = 100


class AppLeadKind(StrEnum):
    """What an app may be; the order is that of the board."""

    ZOMBIE = "zombie"
    LOW_USE = "low_use"
    DUPLICATE = "duplicate"
    SCATTERED = "scattered"


class LeadGrade(StrEnum):
    """How much stands behind a lead."""

    FACT = "D"  # true from the catalogue alone
    STRONG = "H"
    LEAD = "L"
    WARNING = "W"  # about a region, not about an app


class Basis(StrEnum):
    """What a lead is read from."""

    REGISTERED_USERS = "registered_users"  # users in three months, as the sponsor says, against head counts
    OPENED = "opened"  # holders who opened it within three months
    MODULES = "modules"  # users who use few or none of its functions
    GROUP = "group"  # one group of doubles in the catalogue
    FUNCTION = "function"  # the same function, for the same people
    MANY_SMALL = "many_small"  # the same function, in many places
    ONE_OFFICE = "one_office"  # the same department of one place


@dataclass(frozen=True, kw_only=True)
class PrintedShare:
    """A share of people in percent as pages print it, with its interval and its base; "<5 %" has the value 5."""

    value: float
    low: float
    high: float
    n: int

    def surely_below(self, limit: float) -> bool:
        """Whether the interval ends at the limit or below, whatever the printed digits hide."""
        return self.high + PRINTED_HALF_PERCENT <= limit

    def surely_above(self, limit: float) -> bool:
        """Whether the interval begins at the limit or above, whatever the printed digits hide."""
        return self.low - PRINTED_HALF_PERCENT >= limit


@dataclass(frozen=True, kw_only=True)
class AppFacts:
    """What is known of one app where a region is read; a share is None where too few people stand behind it.

    ``path`` are the shared digits of its home, ``within`` whether its home lies in the region that is read.
    ``registered_percent`` are the sponsor's users of three months in percent of the people working in its home.
    ``held`` is of all who reported, ``opened`` of holders, ``little_used`` of users who said how much they use.
    """

    code: str
    path: str
    within: bool
    function: str
    office: str
    audience: str
    group: str
    registered_percent: float | None = None
    held: PrintedShare | None = None
    opened: PrintedShare | None = None
    little_used: PrintedShare | None = None


@dataclass(frozen=True, kw_only=True)
class AppLead:
    """One reason to look at one app; ``others`` are the codes of those it is doubled or scattered with."""

    code: str
    kind: AppLeadKind
    grade: LeadGrade
    basis: Basis
    share: PrintedShare | None = None
    others: tuple[str, ...] = ()


def leads_of(apps: Sequence[AppFacts], bars: LeadBars = USUAL) -> tuple[AppLead, ...]:
    """Return all leads about these apps, by kind, then code; what is hardly used is not called little used as well."""
    found: list[AppLead] = []
    for app in apps:
        hardly = zombie_lead(app, bars.zombie) if bars.zombie else None
        single = hardly or (low_use_lead(app, bars.low_use) if bars.low_use else None)
        if single is not None:
            found.append(single)
    if bars.merge:
        found.extend(duplicate_leads(apps))
        found.extend(scattered_leads(apps, bars.merge))
    order = list(AppLeadKind)
    return tuple(sorted(found, key=lambda lead: (order.index(lead.kind), lead.code)))


def zombie_lead(app: AppFacts, bars: ZombieBars) -> AppLead | None:
    """Return the lead that hardly anybody has used the app for three months.

    A fact where the sponsor's own users are at most 1 % of the people of its home; else by holders who opened it: a
    lead where at most 10 % did and the interval ends at 20 %, a strong one where it ends at 10 %, or as operators have
    it.

    >>> few = PrintedShare(value=5, low=0, high=9, n=400)
    >>> plain = {"path": "33", "within": True, "function": "", "office": "", "audience": "public", "group": ""}
    >>> zombie_lead(AppFacts(code="A1", opened=few, **plain), ZombieBars()).grade
    <LeadGrade.STRONG: 'H'>
    """
    registered, opened = app.registered_percent, app.opened
    if registered is not None and registered <= bars.registered:
        return AppLead(code=app.code, kind=AppLeadKind.ZOMBIE, grade=LeadGrade.FACT, basis=Basis.REGISTERED_USERS)
    if opened is None or opened.n < bars.people_from:
        return None
    if opened.value > bars.opened or not opened.surely_below(bars.opened_high):
        return None
    grade = LeadGrade.STRONG if opened.surely_below(bars.strong_high) else LeadGrade.LEAD
    return AppLead(code=app.code, kind=AppLeadKind.ZOMBIE, grade=grade, basis=Basis.OPENED, share=opened)


def low_use_lead(app: AppFacts, bars: LowUseBars) -> AppLead | None:
    """Return the lead that the app is little used: by most holders not at all, or by its users in few functions.

    Of holders fewer than half opened it, at the interval's end too; or of users at least 70 % use few or none of its
    functions, and more than half at the interval's end too; or as operators have it.
    """
    opened, little = app.opened, app.little_used
    if opened is not None and opened.n >= bars.people_from and opened.surely_below(bars.opened_high):
        return AppLead(code=app.code, kind=AppLeadKind.LOW_USE, grade=LeadGrade.LEAD, basis=Basis.OPENED, share=opened)
    if little is None or little.n < bars.people_from:
        return None
    if little.value >= bars.little and little.surely_above(bars.little_low):
        return AppLead(code=app.code, kind=AppLeadKind.LOW_USE, grade=LeadGrade.LEAD, basis=Basis.MODULES, share=little)
    return None


def duplicate_leads(apps: Sequence[AppFacts]) -> Iterator[AppLead]:
    """Yield one lead an app of each cluster of doubles.

    Facts where the catalogue puts them into one group; leads where apps outside all groups have the same function and
    audience and the same people have to carry both, since one's home lies in the other's.
    """
    groups: dict[str, list[AppFacts]] = defaultdict(list)
    functions: dict[tuple[str, str], list[AppFacts]] = defaultdict(list)
    for app in apps:
        if app.group:
            groups[app.group].append(app)
        elif app.function:
            functions[app.function, app.audience].append(app)
    for members in groups.values():
        for app in members:
            others = tuple(other.code for other in members if other is not app)
            if others:
                yield AppLead(
                    code=app.code, kind=AppLeadKind.DUPLICATE, grade=LeadGrade.FACT, basis=Basis.GROUP, others=others
                )
    for members in functions.values():
        for app in members:
            others = tuple(other.code for other in members if other is not app and _nest(app, other))
            if others:
                yield AppLead(
                    code=app.code, kind=AppLeadKind.DUPLICATE, grade=LeadGrade.LEAD, basis=Basis.FUNCTION, others=others
                )


def scattered_leads(apps: Sequence[AppFacts], bars: MergeBars) -> Iterator[AppLead]:
    """Yield one lead an app of each set of three or more small ones: of one function, or of one office of one place.

    Small is an app of a place within the region that at most 20 % of all who reported hold, at the interval's end too.
    An app of both sets is listed with those of its function.  Operators may change both numbers.
    """
    small = [app for app in apps if app.within and app.held is not None and app.held.n >= bars.people_from]
    small = [app for app in small if app.held is not None and app.held.surely_below(bars.held_high)]
    functions, offices = defaultdict(list), defaultdict(list)
    for app in small:
        functions[app.function].append(app)
        offices[app.path, app.office].append(app)
    for app in small:
        for basis, name, members in (
            (Basis.MANY_SMALL, app.function, functions[app.function]),
            (Basis.ONE_OFFICE, app.office, offices[app.path, app.office]),
        ):
            if name and len(members) >= bars.scattered_from:
                others = tuple(other.code for other in members if other is not app)
                yield AppLead(
                    code=app.code,
                    kind=AppLeadKind.SCATTERED,
                    grade=LeadGrade.LEAD,
                    basis=basis,
                    share=app.held,
                    others=others,
                )
                break


def _nest(app: AppFacts, other: AppFacts) -> bool:
    return app.path.startswith(other.path) or other.path.startswith(app.path)
