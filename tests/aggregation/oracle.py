"""A release computed the slow, obvious way: one answer at a time, loops and dictionaries, no shards, no NumPy.

Only the walk of the region tree is shared with the product; it has oracles of its own in tests/domain.
"""

import hashlib
import hmac
from collections import Counter, defaultdict
from collections.abc import Iterator
from typing import Any

from django.conf import settings

from burden.domain.atoms import Group, PlannedAtom
from burden.domain.blocks import block_named
from burden.domain.levels import RegionKind, code_of, prefix_of
from burden.domain.region_tree import RegionTree
from burden.domain.rules import Rules
from burden.models import Headcount, Release, Wave
from tests.aggregation.world import APPS, World
from tests.answers import stored
from tests.attackers import Cell
from tests.domain.slow_walk import plan_atoms
from tests.published import figures

Unit = tuple[str, int]
Said = dict[str, Any]  # one person's answers, by column
Numbers = Counter[str]  # "n", "sum:x", "squares:x", "count:x", "bin:x:7"

IN_USE = 1
TOPS = {"app_count": 60, "idle_app_count": 60, "account_count": 200, "app_media_count": 260, "group_count": 300}
CHOICES = {
    "reply_deadline": ("none", "day", "2h", "30min", "24h_always"),
    "group_msgs_band": ("lt20", "20_50", "50_100", "100_200", "200_300", "ge300"),
    "runs_media": ("yes", "no"),
    "data_return": ("all", "part", "no", "no_need", "unsure"),
    "change_6m": ("1", "2", "3", "4", "5"),
    "seen_proxy": ("yes", "no", "unsure", "decline"),
    "seen_boosting": ("yes", "no", "unsure", "decline"),
    "seen_padding": ("yes", "no", "unsure", "decline"),
    "citizen_push": ("yes", "no", "unsure"),
    "quota_mismatch": ("yes", "no", "unsure"),
    "group_task_demand": ("yes", "no", "unsure"),
}
EFFECTS = ("easier", "more_messages", "moved", "useful_gone", "paperwork")
NUMBERS = {
    "off_hours_days": 3,
    "same_data_times": 2,
    "proxy_account_count": 1,
    "extra_phone_count": 1,
    "relief_paperwork_count": 1,
    "dead_group_count": None,
}
OPINIONS = {
    "useful": ("usefulness_5", ("1", "2", "3", "4", "5")),
    "modules": ("modules_used", ("all", "half", "few", "none")),
    "keep": ("keep_choice", ("keep", "merge", "stop", "unsure")),
    "overcollect": ("overcollect", ("yes", "no", "unsure")),
}
FLAGS = ("is_required", "has_checkin", "has_points_rank", "in_appraisal", "has_location_track", "needs_photo_upload")
PRACTICES = (
    ("p_checkin", "class_compulsory"),
    ("p_points_rank", "class_ranking"),
    ("p_rate_notice", "class_compulsory"),
    ("p_location_track", "class_traces"),
    ("p_photo_upload", "class_traces"),
    ("p_duplicate_entry", "class_multiple"),
    ("p_like_recruit", "class_ranking"),
    ("p_instant_reply", "class_compulsory"),
)


def expected_figures(world: World) -> dict[tuple[str, str, int], Numbers]:
    """Return what the wave publishes, by (block, region, level)."""
    expected: dict[tuple[str, str, int], Numbers] = {}
    for block, tree, units, atoms in planned(world):
        tallies = [sum((n for unit in atom.groups for n in units[unit]), Counter()) for atom in atoms]
        if block == "usage":
            round_counts(world.wave, atoms, tallies)
        for atom, tally in zip(atoms, tallies, strict=True):
            for code in tree.ancestry(atom.span):
                expected.setdefault((block, code, atom.level), Counter()).update(tally)
    return {key: +numbers for key, numbers in expected.items()}


def published_cells(world: World) -> dict[str, tuple[list[Cell], dict[Unit, int]]]:
    """Return, by block, every figure as the people it speaks of, and how many people each unit has."""
    found = {}
    for block, tree, units, atoms in planned(world):
        members: dict[tuple[str, ...], set[Unit]] = defaultdict(set)
        for atom in atoms:
            for code in tree.ancestry(atom.span):
                members[code, str(atom.level)].update(atom.groups)
        cells = [Cell(name=name, units=frozenset(of_cell)) for name, of_cell in members.items()]
        found[block] = (cells, {unit: len(persons) for unit, persons in units.items()})
    return found


def planned(world: World) -> Iterator[tuple[str, RegionTree, dict[Unit, list[Numbers]], tuple[PlannedAtom, ...]]]:
    """Yield each block with the tree it is walked on, its people by unit and its atoms."""
    wave = world.wave
    is_coarse = wave.assurance == Wave.Assurance.LINK and not wave.is_demo
    full = RegionTree.from_rows(world.regions)
    tree = full.at_or_above(RegionKind.COUNTY) if is_coarse else full
    county = {code: code_of(prefix_of(code, RegionKind.COUNTY)) if is_coarse else code for code in full.codes}
    people: Counter[Unit] = Counter()
    for unit in Headcount.objects.filter(wave=wave):
        people[county[unit.region_code], unit.level] += unit.people
    rules = Rules(smallest_group=30 if is_coarse else 10)
    for block, units in persons_by_unit(wave, county).items():
        groups = [as_group(unit, numbers, people.get(unit)) for unit, numbers in units.items()]
        yield block, tree, units, plan_atoms(tree, groups, rules=rules).atoms


def persons_by_unit(wave: Wave, county: dict[str, str]) -> dict[str, dict[Unit, list[Numbers]]]:
    """Return the people of each block, by the unit that they count for."""
    persons: dict[str, dict[Unit, list[Numbers]]] = defaultdict(lambda: defaultdict(list))
    for answer in stored("response", wave):
        if answer["duration_band"]:
            timed = Counter({"n": 1, f"count:{answer['duration_band']}": 1})
            persons["duration"][county[answer["region_code"]], answer["level"]].append(timed)
        if answer["quality_flag"] == "ok" or wave.is_demo:
            for block, numbers in page_one(answer).items():
                persons[block][county[answer["region_code"]], answer["level"]].append(numbers)
    for page in stored("further", wave):
        for block, numbers in page_two(page).items():
            persons[block][county[page["region_code"]], page["level"]].append(numbers)
    for report in stored("usage", wave):
        for block, numbers in (usage(report) | opinions(report)).items():
            persons[block][county[report["region_code"]], report["level"]].append(numbers)
    return persons


def page_one(answer: Said) -> dict[str, Numbers]:
    """Return what one person counts for, in each block of which they answered everything."""
    found: dict[str, Numbers] = {}
    apps, accounts = answer["app_count"], answer["account_count"]
    idle = 0 if apps == 0 else answer["idle_app_count"]
    if apps is not None and idle is not None and accounts is not None:
        found["apps"] = person(
            app_count=apps, idle_app_count=idle, account_count=accounts, app_media_count=apps + accounts
        )
    if answer["group_count"] is not None:
        found["groups"] = person(group_count=answer["group_count"])
    app_minutes, group_minutes = answer["app_minutes_per_day"], answer["group_minutes_per_day"]
    if app_minutes is not None and group_minutes is not None:
        total = app_minutes + group_minutes
        found["minutes"] = person(
            app_minutes_per_day=app_minutes, group_minutes_per_day=group_minutes, total_minutes_per_day=total
        )
        found["minutes"].update(f"count:total_{bar}_or_more" for bar in (60, 90, 120) if total >= bar)
    if answer["attitude_5"] is not None:
        found["attitude"] = Counter({"n": 1, f"count:attitude_{answer['attitude_5']}": 1})
    if answer["practices_3m"] is not None:
        ticked = [pair for bit, pair in enumerate(PRACTICES) if answer["practices_3m"] & 2**bit]
        names = {name for pair in ticked for name in pair} or {"p_none"}
        found["practices"] = Counter({"n": 1} | {f"count:{name}": 1 for name in names})
    if answer["minutes_source"]:
        found["minutes_source"] = Counter({"n": 1, f"count:{answer['minutes_source']}": 1})
    for app in answer["apps"]:
        if app["app_code"] in APPS and app["minutes_per_day"] is not None:
            numbers = person(minutes_per_day=app["minutes_per_day"])
            numbers.update(f"count:{flag}" for flag in (*FLAGS, "duplicate_entry") if app[flag])
            found[f"heaviest:{app['app_code']}"] = numbers
    return found


def page_two(page: Said) -> dict[str, Numbers]:
    """Return what one person counts for, question by question; the three ratings of load are one question."""
    found: dict[str, Numbers] = {}
    for name, options in CHOICES.items():
        place = page[name]
        if place is not None:
            found[name] = Counter({"n": 1, f"count:{name}_{options[place - 1]}": 1})
    for name, bar in NUMBERS.items():
        value = page[name]
        if value is not None:
            found[name] = person(**{name: value})
            if bar is not None and value >= bar:
                found[name][f"count:{name}_{bar}_or_more"] = 1
    effects = page["cleanup_effect"]
    if effects is not None:
        ticked = [name for bit, name in enumerate(EFFECTS) if effects & 2**bit] or ["none"]
        found["cleanup_effect"] = Counter({"n": 1} | {f"count:cleanup_effect_{name}": 1 for name in ticked})
    load = {name: page[name] for name in ("load_time", "load_effort", "load_frustration")}
    if None not in load.values():
        found["load"] = person(**load, load_points=sum(load.values()))
    return found


def opinions(report: Said) -> dict[str, Numbers]:
    """Return what one person thinks of each app in use; an empty array says nothing of any."""
    found: dict[str, Numbers] = {}
    for prefix, (name, options) in OPINIONS.items():
        for app, place in zip(report["app_codes"], report[name], strict=False):
            if place is not None:
                found[f"{prefix}:{app}"] = Counter({"n": 1, f"count:{name}_{options[place - 1]}": 1})
    return found


def usage(report: Said) -> dict[str, Numbers]:
    """Return what one usage report counts for."""
    found: dict[str, Numbers] = {"usage": Counter(n=1)}
    for app, status, minutes in zip(report["app_codes"], report["statuses"], report["minutes"], strict=True):
        found["usage"][f"count:holders:{app}"] += 1
        if status == IN_USE:
            found["usage"][f"count:users:{app}"] += 1
            if minutes is not None:
                found[f"use:{app}"] = person(minutes_per_day=minutes)
    return found


def person(**magnitudes: int) -> Numbers:
    """Return one person's magnitudes, top-coded, with squares and histogram bins."""
    numbers = Counter(n=1)
    for name, value in magnitudes.items():
        kept = min(value, TOPS.get(name, 960))
        numbers[f"sum:{name}"] = kept
        numbers[f"squares:{name}"] = kept**2
        numbers[f"bin:{name}:{int(kept / 5 + 0.5) if 'minutes' in name else kept}"] = 1
    return numbers


def as_group(unit: Unit, persons: list[Numbers], people: int | None) -> Group:
    """Return the unit as the walk takes it, with sum, largest and second largest of each magnitude."""
    names = [key for key in persons[0] if key.startswith("sum:")]
    magnitudes = []
    for name in names:
        largest, second, *_ = sorted([*(numbers[name] for numbers in persons), 0], reverse=True)
        magnitudes.append((sum(numbers[name] for numbers in persons), largest, second))
    return Group(code=unit[0], level=unit[1], n=len(persons), people=people, magnitudes=tuple(magnitudes))


def round_counts(wave: Wave, atoms: tuple[PlannedAtom, ...], tallies: list[Numbers]) -> None:
    """Round the counts to fives by running sums, level by level, depth first."""
    ordered = sorted(range(len(atoms)), key=lambda place: (atoms[place].span, atoms[place].level, atoms[place].kind))
    for level in {atom.level for atom in atoms}:
        for name in [f"{state}:{app}" for app in APPS for state in ("holders", "users")]:
            label = f"{wave.code}|{level}|{name}".encode()
            running = int(hmac.new(settings.ROUNDING_KEY, label, hashlib.sha256).hexdigest(), 16) % 5
            for place in ordered:
                if atoms[place].level == level:
                    before = running
                    running += tallies[place][f"count:{name}"]
                    tallies[place][f"count:{name}"] = 5 * (running // 5 - before // 5)


def stored_figures(release: Release) -> dict[tuple[str, str, int], Numbers]:
    """Return the figures as the database holds them, in the oracle's words."""
    found: dict[tuple[str, str, int], Numbers] = {}
    for figure in figures(release):
        block = block_named(figure.block, app_codes=APPS)
        by_place = {place: name for name, place in block.offsets.items() if not name.startswith("hist:")}
        numbers = Counter({by_place[place]: value for place, value in enumerate(figure.tally[: block.head])})
        for place, count in enumerate(figure.tally[block.head :], start=block.head):
            if count:
                magnitude = next(m for m in reversed(block.magnitudes) if block.offsets[f"hist:{m.name}"] <= place)
                numbers[f"bin:{magnitude.name}:{place - block.offsets[f'hist:{magnitude.name}']}"] = count
        found[figure.block, figure.region_code, figure.level] = +numbers
    return found
