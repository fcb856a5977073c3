"""The oracle of page 2, of opinions on apps and of what a wave costs: loops over people, no shared code.

A person is a dictionary as the interface takes it: choices by their values, several choices as a list of values,
numbers as numbers; missing or None when skipped.
"""

from collections.abc import Callable, Collection
from fractions import Fraction
from functools import partial

from tests.oracle_arithmetic import OracleEstimate, Person, mean_of, share_of

Oracle = Callable[[list[Person]], OracleEstimate]
MOST = {
    "off_hours_days": 7,
    "same_data_times": 9,
    "proxy_account_count": 99,
    "relief_paperwork_count": 50,
    "dead_group_count": 300,
}
EDGES = {"lt20": (0, 20), "20_60": (20, 60), "60_90": (60, 90), "gt90": (90, 300)}


def numbers(people: list[Person], field: str) -> list[int]:
    return [int(person[field]) for person in people if person.get(field) is not None]


def mean_number(people: list[Person], *, field: str) -> OracleEstimate:
    return mean_of(numbers(people, field), most=MOST[field])


def share_from(people: list[Person], *, field: str, bar: int) -> OracleEstimate:
    """Return the share whose number is at least the bar."""
    given = numbers(people, field)
    return share_of(sum(1 for number in given if number >= bar), len(given))


def share_choosing(
    people: list[Person], *, field: str, chosen: Collection[str], left_out: Collection[str] = ()
) -> OracleEstimate:
    """Return the share who chose any of some answers, of those who answered anything not left out."""
    given = [person[field] for person in people if person.get(field)]
    base = [choice for choice in given if choice not in left_out]
    return share_of(sum(1 for choice in base if choice in chosen), len(base))


def share_ticking(people: list[Person], *, field: str, ticked: str) -> OracleEstimate:
    given = [set(person[field]) for person in people if person.get(field)]
    return share_of(sum(1 for choices in given if ticked in choices), len(given))


def ratings(people: list[Person]) -> list[list[int]]:
    """Return the three ratings of everybody who gave all of them."""
    fields = ("load_time", "load_effort", "load_frustration")
    rows = [[person.get(field) for field in fields] for person in people]
    return [[int(value) for value in row if value is not None] for row in rows if None not in row]


def load(people: list[Person]) -> OracleEstimate:
    """Return the mean of each person's mean rating times ten."""
    points = mean_of([sum(row) for row in ratings(people)], most=30)
    if points.value is None:
        return points

    def scaled(value: float | None) -> float | None:
        return None if value is None else value * 10 / 3

    each = [Fraction(10 * sum(row), 3) for row in ratings(people)]
    return OracleEstimate(
        n=points.n,
        value=Fraction(sum(each), len(each)),
        low=scaled(points.low),
        high=scaled(points.high),
        p10=scaled(points.p10),
        p25=scaled(points.p25),
        median=scaled(points.median),
        p75=scaled(points.p75),
        p90=scaled(points.p90),
    )


def rating(people: list[Person], *, place: int) -> OracleEstimate:
    return mean_of([row[place] for row in ratings(people)], most=10)


def hours_of(people: list[Person], *, answers: int) -> tuple[Fraction, Fraction, Fraction]:
    """Return lower bound, estimate and upper bound of the hours that all answers took."""
    known = [EDGES[person["duration_band"]] for person in people if person.get("duration_band")]
    seconds = [Fraction(0)] * 3
    for low, high in known:
        for place, value in enumerate((Fraction(low), Fraction(low + high, 2), Fraction(high))):
            seconds[place] += value
    low_hours, middle_hours, high_hours = (total / len(known) * answers / 3600 for total in seconds)
    return low_hours, middle_hours, high_hours


def opinion_share(reports: list[Person], app_code: str, *, field: str, chosen: Collection[str]) -> OracleEstimate:
    """Return the share of users of one app who said one of these things, of those who said anything."""
    apps = (app for report in reports for app in report.get("apps", []))
    said = [app[field] for app in apps if app["app_code"] == app_code and app["status"] == "in_use" and app.get(field)]
    return share_of(sum(1 for one in said if one in chosen), len(said))


def _choosing(field: str, *chosen: str) -> Oracle:
    return partial(share_choosing, field=field, chosen=chosen)


FURTHER_ORACLES: dict[str, Oracle] = {
    "I20": _choosing("duration_band", "lt20", "20_60", "60_90"),
    "I21": partial(share_choosing, field="data_return", chosen=("all", "part"), left_out=("no_need", "unsure")),
    "I22": load,
    "I22-1": partial(rating, place=0),
    "I22-2": partial(rating, place=1),
    "I22-3": partial(rating, place=2),
    "I23": partial(mean_number, field="off_hours_days"),
    "I23-3": partial(share_from, field="off_hours_days", bar=3),
    "I24": _choosing("reply_deadline", "30min", "24h_always"),
    "I25": _choosing("group_msgs_band", "200_300", "ge300"),
    "I26": partial(mean_number, field="same_data_times"),
    "I26-2": partial(share_from, field="same_data_times", bar=2),
    "I27": partial(mean_number, field="proxy_account_count"),
    "I27-1": partial(share_from, field="proxy_account_count", bar=1),
    "I28": _choosing("runs_media", "yes"),
    "I29": partial(share_from, field="extra_phone_count", bar=1),
    "I30-1": _choosing("change_6m", "1", "2"),
    "I30-2": _choosing("change_6m", "4", "5"),
    "I31-1": partial(share_ticking, field="cleanup_effect", ticked="easier"),
    "I31-2": partial(share_ticking, field="cleanup_effect", ticked="more_messages"),
    "I31-3": partial(share_ticking, field="cleanup_effect", ticked="moved"),
    "I31-4": partial(share_ticking, field="cleanup_effect", ticked="useful_gone"),
    "I31-5": partial(share_ticking, field="cleanup_effect", ticked="paperwork"),
    "I31-6": partial(share_ticking, field="cleanup_effect", ticked="none"),
    "I32": partial(mean_number, field="relief_paperwork_count"),
    "I32-1": partial(share_from, field="relief_paperwork_count", bar=1),
    "I33": _choosing("citizen_push", "yes"),
    "I34": _choosing("quota_mismatch", "yes"),
    "I35": _choosing("group_task_demand", "yes"),
    "I36": partial(mean_number, field="dead_group_count"),
    "I37": _choosing("seen_proxy", "yes"),
    "I37-9": _choosing("seen_proxy", "decline"),
    "I38": _choosing("seen_boosting", "yes"),
    "I38-9": _choosing("seen_boosting", "decline"),
    "I39": _choosing("seen_padding", "yes"),
    "I39-9": _choosing("seen_padding", "decline"),
}
