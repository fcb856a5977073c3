"""Tables of page 2, told anew from the answers by loops and fractions, and what those of apps need for it.

The slow oracle (tests/aggregation/oracle.py) makes sums of the answers; here they become the numbers that a reader must
find, by definitions written down a second time.
"""

from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor

from tests.aggregation.world import APPS
from tests.attacks.readings import TOO_FEW, Grid
from tests.further_oracles import EDGES

Figures = Mapping[tuple[str, str, int], Counter[str]]
K, SHARES_FROM = 10, 20
LEVEL_TITLES = {"省直部门": 20, "市直部门": 40, "县直部门": 50, "乡镇街道": 60, "村社区": 70, "其他": 90}

# Indicator: block, magnitude, factor, decimals.
MEANS = {
    "I22": ("load", "load_points", Fraction(10, 3), 0),
    "I22-1": ("load", "load_time", Fraction(1), 1),
    "I22-2": ("load", "load_effort", Fraction(1), 1),
    "I22-3": ("load", "load_frustration", Fraction(1), 1),
    **{
        code: (name, name, Fraction(1), 1)
        for code, name in (
            ("I23", "off_hours_days"),
            ("I26", "same_data_times"),
            ("I27", "proxy_account_count"),
            ("I32", "relief_paperwork_count"),
            ("I36", "dead_group_count"),
        )
    },
}
# Indicator: block, answers that count, answers that it is a share of (none: everybody).
SHARES = {
    "I20": ("duration", ("lt20", "20_60", "60_90"), ()),
    "I21": ("data_return", ("all", "part"), ("all", "part", "no")),
    "I23-3": ("off_hours_days", ("3_or_more",), ()),
    "I24": ("reply_deadline", ("30min", "24h_always"), ()),
    "I25": ("group_msgs_band", ("200_300", "ge300"), ()),
    "I26-2": ("same_data_times", ("2_or_more",), ()),
    "I27-1": ("proxy_account_count", ("1_or_more",), ()),
    "I28": ("runs_media", ("yes",), ()),
    "I29": ("extra_phone_count", ("1_or_more",), ()),
    "I30-1": ("change_6m", ("1", "2"), ()),
    "I30-2": ("change_6m", ("4", "5"), ()),
    **{
        f"I31-{place}": ("cleanup_effect", (effect,), ())
        for place, effect in enumerate(("easier", "more_messages", "moved", "useful_gone", "paperwork", "none"), 1)
    },
    "I32-1": ("relief_paperwork_count", ("1_or_more",), ()),
    "I33": ("citizen_push", ("yes",), ()),
    "I34": ("quota_mismatch", ("yes",), ()),
    "I35": ("group_task_demand", ("yes",), ()),
    **{
        f"I{37 + place}{ending}": (field, (answer,), ())
        for place, field in enumerate(("seen_proxy", "seen_boosting", "seen_padding"))
        for ending, answer in (("", "yes"), ("-9", "decline"))
    },
}
PAGE_ONE = ("apps", "groups", "minutes", "attitude", "practices")
LARGE_PLACES_ONLY = {"citizen_push", "seen_proxy", "seen_boosting", "seen_padding"}


@dataclass(frozen=True, kw_only=True)
class Told:
    """One number as it must be printed: ``text`` of the value, and of the people it speaks of ('' where hidden)."""

    text: str
    n: str = ""


@dataclass(frozen=True, kw_only=True)
class Retold:
    """The figures of a wave as the answers give them.

    ``kinds`` are those of its regions by code, ``top`` is the region of the whole wave, ``answers`` counts page 1.
    """

    figures: Figures
    kinds: Mapping[str, str]
    top: str
    answers: int

    def sums(self, block: str, region: str, levels: Collection[int] = ()) -> Counter[str]:
        """Add up a region's people of some levels, or of all."""
        found: Counter[str] = Counter()
        for (name, code, level), numbers in self.figures.items():
            if (name, code) == (block, region) and (not levels or level in levels):
                found.update(numbers)
        return found

    def people(self, n: int, region: str) -> str:
        """Return a number of people as it is printed of this region."""
        if self.kinds[region] != "township":
            return str(n)
        return "10–19" if n < 20 else "20–49" if n < 50 else "50+"  # the bands themselves

    def indicator(self, code: str, region: str, levels: Collection[int] = ()) -> Told:
        """Return an indicator of page 2."""
        if code in MEANS:
            block, magnitude, factor, decimals = MEANS[code]
            sums = self.sums(block, region, levels)
            n = sums["n"]
            value = factor * sums[f"sum:{magnitude}"] / n if n else Fraction(0)
            return Told(text=plain(value, decimals), n=self.people(n, region)) if n >= K else Told(text=TOO_FEW)
        block, counted, base = SHARES[code]
        if block in LARGE_PLACES_ONLY and self.kinds[region] in {"county", "township"}:
            return Told(text=TOO_FEW)
        sums = self.sums(block, region, levels)
        counts = "count:" if block == "duration" else f"count:{block}_"
        n = sum(sums[counts + answer] for answer in base) if base else sums["n"]
        return self.share(sum(sums[counts + answer] for answer in counted), n, region, decimals=1)

    def share(self, count: int, n: int, region: str, *, decimals: int, bar: int = SHARES_FROM) -> Told:
        """Return a share of people; all and nobody are not told apart from nearly so."""
        if n < bar:
            return Told(text=TOO_FEW)
        percent = Fraction(100 * count, n)
        text = "<5%" if percent < 5 else ">95%" if percent > 95 else plain(percent, decimals)  # as said
        return Told(text=text, n=self.people(n, region))

    def beside(self, page: str, region: str) -> set[float]:
        """Return the numbers that a page says in words alone, no table of it: each follows from published figures."""
        ways: dict[str, Callable[[str], set[float]]] = {
            "overview": self._largest,
            "apps": self._reports,
            "what-if": self._offers,
            "public": self._cost,
        }
        return ways[page](region) if page in ways else set()

    def _largest(self, region: str) -> set[float]:
        """How many answered that question of page 1 which most did: the page of few answers counts from there."""
        return {float(max(self.sums(block, region)["n"] for block in PAGE_ONE))}

    def _reports(self, region: str) -> set[float]:
        """How many sent a usage report, and how many of them hold each app."""
        usage = self.sums("usage", region)
        return {float(count) for name, count in usage.items() if name == "n" or name.startswith("count:holders")}

    def _offers(self, region: str) -> set[float]:
        """What each app takes of everybody a workday, and how many of those who named it have to check in there.

        Of the three parts of the question the page says how many it can answer.
        """
        n = self.sums("usage", region)["n"]
        found = {1.0, 2.0, 3.0}
        for app in APPS:
            use, named = self.sums(f"use:{app}", region), self.sums(f"heaviest:{app}", region)
            found.add(float(round(Fraction(use["sum:minutes_per_day"], max(1, n)), 1)))
            found.add(float(round(Fraction(100 * named["count:has_checkin"], max(1, named["n"])))))
        return found

    def _cost(self, _: str) -> set[float]:
        """The hours that the whole wave took, at least and at most, and the share who answered within 90 seconds."""
        sums = self.sums("duration", self.top)
        edges = [(Fraction(low), Fraction(low + high, 2), Fraction(high)) for low, high in EDGES.values()]
        counts = [sums[f"count:{band}"] for band in EDGES]
        seconds = [
            sum(n * of_one[place] for n, of_one in zip(counts, edges, strict=True)) / sums["n"] for place in range(3)
        ]
        low, middle, high = (of_one * max(sums["n"], self.answers // 50 * 50) / 3600 for of_one in seconds)
        return {float(floor(low)), float(round(middle)), float(ceil(high)), float(self.indicator("I20", self.top).text)}


def wrong_further(table: Grid, retold: Retold, region: str, levels: Collection[int] = ()) -> Iterator[str]:
    """Yield what a table of page 2, as CSV of these levels or of all, says that the answers do not."""
    titles, *rows = table
    for row in rows:
        said = dict(zip(titles, row, strict=True))
        right = retold.indicator(said["代码"], region, levels)
        yield from differences(f"{region} {levels} {said['代码']}", (row[3], right.text), (said["人数"], right.n))
        for title, level in LEVEL_TITLES.items():
            if title in said:
                of_level = retold.indicator(said["代码"], region, (level,))
                yield from differences(f"{region} {said['代码']} {title}", (said[title], of_level.text))


def plain(value: Fraction, decimals: int) -> str:
    """Return a number as a cell says it."""
    return f"{float(round(value, decimals)):g}"


def said_in(cell: object) -> str:
    """Return what a cell of JSON says; nothing is ''."""
    return "" if cell is None else f"{cell:g}" if isinstance(cell, int | float) else str(cell)


def differences(where: str, *pairs: tuple[str, str]) -> Iterator[str]:
    """Yield the pairs of what is said and what is right that are not the same number or words."""
    for said, right in pairs:
        if _comparable(said) != _comparable(right):
            yield f"{where}: {said or 'nothing'} instead of {right or 'nothing'}"


def _comparable(text: str) -> str | float:
    plain = text.replace(",", "").replace(" ", "")
    return float(plain) if plain.replace(".", "", 1).isdecimal() else plain
