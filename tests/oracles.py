"""A second, slow and obvious implementation of every indicator: loops over people, dictionaries, no shared code.

A person is a dictionary as the interface takes it: ``region_code``, ``level_code``, the fields of page 1 (missing or
None when skipped), ``practices_3m`` as a list of codes.  Nothing here imports the product, rounds, hides or merges; it
says what is true of the people it is given.  Percentages are 0-100.
"""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from fractions import Fraction
from functools import partial

from tests.further_oracles import FURTHER_ORACLES
from tests.oracle_arithmetic import OracleEstimate, Person, mean_of, share_of

__all__ = ["OracleEstimate", "Person"]

MOST_MINUTES = 960
FIELD_ZEROED_BY = {
    "idle_app_count": "app_count",
    "app_minutes_per_day": "app_count",
    "group_minutes_per_day": "group_count",
}
CLASSES = {
    "class_compulsory": {"p_checkin", "p_rate_notice", "p_instant_reply"},
    "class_traces": {"p_location_track", "p_photo_upload"},
    "class_ranking": {"p_points_rank", "p_like_recruit"},
    "class_multiple": {"p_duplicate_entry"},
}


def people_at(people: Iterable[Person], *, prefix: str = "", levels: Collection[int] = ()) -> list[Person]:
    """Return the people of a subtree (its code's shared digits) and of some levels (none given: all)."""
    return [
        person
        for person in people
        if person["region_code"].startswith(prefix) and (not levels or int(person["level_code"]) in levels)
    ]


def said(person: Person, field: str) -> int | None:
    """Return a number that a person gave; 0 apps or groups make what hangs on them 0 although nobody asked."""
    gate = FIELD_ZEROED_BY.get(field)
    if gate is not None and person.get(gate) == 0:
        return 0
    value = person.get(field)
    return None if value is None else int(value)


def rows_of(people: Iterable[Person], fields: tuple[str, ...]) -> list[list[int]]:
    """Return one row a person who answered all of the fields."""
    rows = []
    for person in people:
        row = [said(person, field) for field in fields]
        complete = [value for value in row if value is not None]
        if len(complete) == len(fields):
            rows.append(complete)
    return rows


def apps(people: list[Person]) -> list[list[int]]:
    return rows_of(people, ("app_count", "idle_app_count", "account_count"))


def minutes(people: list[Person]) -> list[list[int]]:
    return rows_of(people, ("app_minutes_per_day", "group_minutes_per_day"))


def i01(people: list[Person]) -> OracleEstimate:
    return mean_of([row[0] for row in apps(people)], most=60)


def i02(people: list[Person]) -> OracleEstimate:
    return mean_of([row[2] for row in apps(people)], most=200)


def i03(people: list[Person]) -> OracleEstimate:
    return mean_of([row[0] + row[2] for row in apps(people)], most=260)


def i04(people: list[Person]) -> OracleEstimate:
    return mean_of([row[0] for row in rows_of(people, ("group_count",))], most=300)


def i05(people: list[Person]) -> OracleEstimate:
    return mean_of([row[0] for row in minutes(people)], most=MOST_MINUTES, step=5)


def i06(people: list[Person]) -> OracleEstimate:
    return mean_of([row[1] for row in minutes(people)], most=MOST_MINUTES, step=5)


def i07(people: list[Person]) -> OracleEstimate:
    return mean_of([min(row[0] + row[1], MOST_MINUTES) for row in minutes(people)], most=MOST_MINUTES, step=5)


def i08(people: list[Person], *, at_least: int = 60) -> OracleEstimate:
    rows = minutes(people)
    heavy = 0
    for row in rows:
        if row[0] + row[1] >= at_least:
            heavy += 1
    return share_of(heavy, len(rows))


def i09(people: list[Person]) -> OracleEstimate:
    rows = rows_of(people, ("attitude_5",))
    averse = 0
    for (attitude,) in rows:
        if attitude in (4, 5):
            averse += 1
    return share_of(averse, len(rows))


def i10(people: list[Person]) -> OracleEstimate:
    rows = apps(people)
    installed = sum(row[0] for row in rows)
    idle = sum(row[1] for row in rows)
    return OracleEstimate(n=len(rows), value=Fraction(100 * idle, installed) if installed else None)


ORACLES: dict[str, Callable[[list[Person]], OracleEstimate]] = {
    "I01": i01,
    "I02": i02,
    "I03": i03,
    "I04": i04,
    "I05": i05,
    "I06": i06,
    "I07": i07,
    "I08": i08,
    "I08-90": partial(i08, at_least=90),
    "I08-120": partial(i08, at_least=120),
    "I09": i09,
    "I10": i10,
    **FURTHER_ORACLES,
}


def practice_share(people: list[Person], chosen: Collection[str]) -> OracleEstimate:
    """Return the share of people who met any of the practices, among those who answered; "none" is an answer."""
    answered = [set(person["practices_3m"]) for person in people if person.get("practices_3m")]
    met = 0
    for practices in answered:
        if practices & set(chosen):
            met += 1
    return share_of(met, len(answered))


def figures(
    people: list[Person], *, cells: Iterable[tuple[str, tuple[int, ...]]]
) -> dict[tuple[str, tuple[int, ...], str], OracleEstimate]:
    """Return every indicator of every cell (shared digits of a region, levels), by (digits, levels, indicator code)."""
    found = {}
    for prefix, levels in cells:
        group = people_at(people, prefix=prefix, levels=levels)
        for code, oracle in ORACLES.items():
            found[prefix, levels, code] = oracle(group)
    return found


@dataclass(frozen=True, kw_only=True)
class OracleUsage:
    """What app-usage reports say of one app: everybody who reported, holders, users, minutes of users who gave them."""

    people: int
    holders: int
    users: int
    minutes: OracleEstimate


def usage_of(reports: list[Person], app_code: str) -> OracleUsage:
    """Return exact counts of one app; an app that a report does not list is not installed."""
    holders = users = 0
    given = []
    for report in reports:
        for app in report.get("apps", []):
            if app["app_code"] != app_code:
                continue
            if app["status"] in ("in_use", "idle_3m"):
                holders += 1
            if app["status"] == "in_use":
                users += 1
                if app.get("minutes_per_day") is not None:
                    given.append(int(app["minutes_per_day"]))
    return OracleUsage(
        people=len(reports), holders=holders, users=users, minutes=mean_of(given, most=MOST_MINUTES, step=5)
    )
