"""The demo's made-up answers, before they meet the site."""

import csv
import gzip
import re
from datetime import date, timedelta
from pathlib import Path

import pytest

from burden.domain.atoms import Group
from burden.domain.blocks import APPS, ATTITUDE, PAGE_ONE_BLOCKS, Block
from burden.domain.levels import RegionKind
from burden.domain.quality import QualityFlag
from burden.domain.questionnaire import check_response, check_usage_report
from burden.domain.rules import Rules
from burden.operate.demo.answers import Recipe
from burden.operate.demo.catalogue import demo_items, items_at
from burden.operate.demo.forms import Form, fill_forms, impossible_forms, sent_twice
from burden.operate.demo.invitation import invite, invite_usage
from burden.operate.demo.nudging import nudge_to_reference, published
from burden.operate.demo.regions import codes_of, demo_regions
from burden.operate.demo.usage import fill_usage_forms
from burden.operate.demo.waves import clean_up_events, code_after, open_wave, released_waves
from burden.reports.demo import DEMO_INVITATION_LEVEL, DEMO_INVITATION_REGION
from tests.domain.slow_walk import is_safe

REAL_REGIONS = Path(__file__).resolve().parents[2] / "burden" / "data" / "regions.csv.gz"
SUFFIX = re.compile("(街道|镇|乡|县|区|市|省)$")
RULES = Rules(smallest_group=10)
REFERENCE = next(wave.recipe for wave in released_waves() if wave.code == "2025Q4")
OPEN = open_wave(date(2026, 11, 22)).recipe


@pytest.fixture(scope="module")
def reference_forms() -> list[Form]:
    return fill_forms(REFERENCE)


@pytest.fixture(scope="module")
def open_forms() -> list[Form]:
    return invite(fill_forms(OPEN))


def test_the_province_has_5_cities_20_counties_and_160_townships_under_code_99() -> None:
    assert [len(codes_of(kind)) for kind in RegionKind] == [1, 1, 5, 20, 160]
    assert {code[:2] for kind in list(RegionKind)[1:] for code in codes_of(kind)} == {"99"}


def test_no_place_of_the_demo_is_a_real_one() -> None:
    with gzip.open(REAL_REGIONS, "rt", encoding="utf-8-sig") as file:
        real = {row["name"] for row in csv.DictReader(file)}
    real |= {SUFFIX.sub("", name) for name in real}
    fictional = [region.name for region in demo_regions() if region.kind is not RegionKind.ROOT]
    assert not {name for name in fictional if name in real or SUFFIX.sub("", name) in real}


def test_the_catalogue_holds_what_the_rules_look_for() -> None:
    items = demo_items()
    kinds = [item.kind for item in items]
    on_a_phone = [item for item in items if item.kind in {"app", "mini_program", "quick_app"}]
    assert (len(items), len(on_a_phone), kinds.count("account"), kinds.count("web")) == (36, 22, 8, 6)
    assert [[item.sponsor_level for item in on_a_phone].count(level) for level in (20, 40, 50, 60)] == [6, 8, 7, 1]
    assert sum(item.idle > 0.9 for item in items) == 4
    assert sum(not item.is_filed for item in items) == 3
    assert sum(not item.has_complaint_channel for item in items) == 4
    assert sum(bool(item.exempt_basis) for item in items) == 2
    assert sum(item.is_commercial for item in items) == 1
    assert len({item.duplicate_group for item in items} - {""}) == 3


def test_somebody_in_a_township_carries_the_apps_of_the_township_and_of_everything_above_it() -> None:
    levels = {item.sponsor_level for item in items_at(DEMO_INVITATION_REGION)}
    assert levels == {20, 40, 50, 60}


def test_the_same_recipe_gives_the_same_forms() -> None:
    recipe = Recipe(number=7, size=200)
    assert fill_forms(recipe) == fill_forms(recipe)
    assert fill_forms(recipe) != fill_forms(Recipe(number=8, size=200))


def test_the_check_takes_every_form_and_refuses_every_impossible_one(reference_forms: list[Form]) -> None:
    wrong = impossible_forms(reference_forms, REFERENCE)
    assert len(reference_forms) == 6000
    assert all(check_response({**form, "wave": "2025Q4"}).values is not None for form in reference_forms)
    assert len(wrong) == 90
    assert all(check_response({**form, "wave": "2025Q4"}).values is None for form in wrong)
    assert len(sent_twice(reference_forms, REFERENCE)) == 120


def test_the_dirt_is_about_as_much_as_in_real_life(reference_forms: list[Form]) -> None:
    flags = [_flag(form) for form in reference_forms]
    assert 0.02 < flags.count(QualityFlag.SPEEDER) / 6000 < 0.04
    assert 0.01 < flags.count(QualityFlag.STRAIGHT) / 6000 < 0.03
    assert 0.04 < sum(form["attitude_5"] == "unsure" for form in reference_forms) / 6000 < 0.06


def _flag(form: Form) -> QualityFlag:
    answers = check_response({**form, "wave": "2025Q4"}).values
    assert answers is not None
    return answers.quality_flag


def test_nudging_brings_the_published_figures_to_those_of_the_2018_report() -> None:
    forms = fill_forms(REFERENCE)
    nudge_to_reference(forms, rules=RULES, excluded_flags=())
    media = published(forms, APPS, rules=RULES, excluded_flags=())
    attitude = published(forms, ATTITUDE, rules=RULES, excluded_flags=())
    assert _mean_media(forms, media.at((40, 50))) == 6.8
    assert _mean_media(forms, media.at((60,))) == 10.8
    averse = [forms[place]["attitude_5"] >= 4 for place in attitude.everybody]
    assert round(100 * sum(averse) / len(averse), 1) == 40.0


def _mean_media(forms: list[Form], places: list[int]) -> float:
    return round(float(sum(forms[p]["app_count"] + forms[p]["account_count"] for p in places)) / len(places), 1)


def test_nudging_leaves_nobody_with_an_odd_answer() -> None:
    before, after = fill_forms(REFERENCE), fill_forms(REFERENCE)
    nudge_to_reference(after, rules=RULES, excluded_flags=())
    moved = [
        after[place][field] - before[place][field]
        for place in range(len(before))
        for field in ("account_count", "attitude_5")
        if before[place].get(field) != after[place].get(field)
    ]
    assert 0 < len(moved) < 900
    assert all(abs(step) <= 2 for step in moved)


@pytest.mark.parametrize("block", PAGE_ONE_BLOCKS, ids=lambda block: block.name)
def test_at_most_2_percent_of_a_block_are_held_back(block: Block, reference_forms: list[Form]) -> None:
    shown = set(published(reference_forms, block, rules=RULES, excluded_flags=()).everybody)
    answered = set(published(reference_forms, block, rules=Rules(smallest_group=1), excluded_flags=()).everybody)
    held_back = [p for p in answered - shown if reference_forms[p]["level_code"] in (40, 50, 60)]
    assert len(held_back) <= 0.02 * len(answered)


@pytest.mark.parametrize("block", PAGE_ONE_BLOCKS, ids=lambda block: block.name)
def test_the_invited_township_stands_at_nine_in_every_block_and_shows_nothing(
    block: Block, open_forms: list[Form]
) -> None:
    there = [place for place, form in enumerate(open_forms) if form["region_code"] == DEMO_INVITATION_REGION]
    answered = published(open_forms, block, rules=Rules(smallest_group=1), excluded_flags=()).at((60,))
    assert len(open_forms) == 1500
    assert len(there) == len(set(there) & set(answered)) == 9
    assert not is_safe([_group(open_forms, there, block)], RULES)


TYPICAL = {"app_count": 9, "idle_app_count": 2, "account_count": 4, "group_count": 15}
TYPICAL |= {"app_minutes_per_day": 45, "group_minutes_per_day": 20, "attitude_5": 4}
NOTHING = dict.fromkeys(TYPICAL, 0) | {"attitude_5": 1}
VERY_MUCH = {"app_count": 60, "idle_app_count": 60, "account_count": 200, "group_count": 300}
VERY_MUCH |= {"app_minutes_per_day": 960, "group_minutes_per_day": 960, "attitude_5": 5}


@pytest.mark.parametrize("block", PAGE_ONE_BLOCKS, ids=lambda block: block.name)
@pytest.mark.parametrize("tenth", [TYPICAL, NOTHING, VERY_MUCH], ids=["typical", "nothing", "very much"])
def test_the_tenth_answer_opens_the_invited_township(
    block: Block, tenth: dict[str, int], open_forms: list[Form]
) -> None:
    place = {"region_code": DEMO_INVITATION_REGION, "level_code": DEMO_INVITATION_LEVEL, "practices_3m": ["none"]}
    forms = [*open_forms, {**tenth, **place, "duration_band": "lt20"}]
    there = [place for place, form in enumerate(forms) if form["region_code"] == DEMO_INVITATION_REGION]
    assert len(there) == 10
    assert is_safe([_group(forms, there, block)], RULES)


def _group(forms: list[Form], places: list[int], block: Block) -> Group:
    magnitudes = []
    for magnitude in block.magnitudes:
        values = sorted(min(sum(forms[p][part] for part in magnitude.columns), magnitude.top) for p in places)
        magnitudes.append((sum(values), values[-1], values[-2]))
    return Group(code=DEMO_INVITATION_REGION, level=60, n=len(places), people=None, magnitudes=tuple(magnitudes))


def test_usage_reports_are_taken_and_the_invited_township_has_nine() -> None:
    forms = invite_usage(fill_usage_forms(OPEN))
    known = {item.app_code for item in demo_items()}
    assert len(forms) == 675
    assert all(check_usage_report({**form, "wave": "2026Q4"}, known).values is not None for form in forms)
    assert sum(form["region_code"] == DEMO_INVITATION_REGION for form in forms) == 9


def test_the_open_wave_runs_from_30_days_before_to_60_days_after_the_day_of_seeding() -> None:
    today = date(2026, 11, 22)
    wave = open_wave(today)
    assert (wave.code, wave.opens_on, wave.closes_on) == (
        "2026Q4",
        today - timedelta(days=30),
        today + timedelta(days=60),
    )


def test_three_clean_ups_lie_between_released_waves() -> None:
    waves = released_waves()
    assert [wave.code for wave in waves] == ["2025Q2", "2025Q3", "2025Q4", "2026Q1", "2026Q2", "2026Q3"]
    for event in clean_up_events():
        assert not any(wave.opens_on <= event.happened_on <= wave.closes_on for wave in waves), event.title
    assert len(list(clean_up_events())) == 3


def test_quarters_follow_each_other() -> None:
    assert [code_after("2026Q4"), code_after("2027Q1")] == ["2027Q1", "2027Q2"]
