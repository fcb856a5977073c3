"""Before and after a clean-up: what may be said of it, with whom it is compared, and who may read what."""

from collections.abc import Sequence
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from burden.access.scopes import Role, Subtree, Viewer
from burden.domain.blocks import GROUPS, MINUTES
from burden.domain.effect import EffectVerdict
from burden.domain.further_blocks import FURTHER_BLOCKS
from burden.models import CleanupEvent, Region
from burden.reports import NothingToShow, table_for
from burden.reports.effect.page import build_effect_report
from burden.reports.effect.types import WhyNot
from burden.reports.question import Question
from tests.reports.test_trends import add_regions
from tests.reports.world import (
    CITY,
    COUNTY,
    COUNTY_SUPERVISOR,
    NEIGHBOUR,
    OPERATOR,
    OTHER_COUNTY,
    PROVINCE,
    PROVINCE_SUPERVISOR,
    TOWNSHIP,
    World,
    alike,
    make_world,
)

pytestmark = pytest.mark.django_db

BEFORE, AFTER = date(2026, 3, 31), date(2026, 6, 30)
DAY = date(2026, 4, 20)
BLOCKS = {"groups": GROUPS, "minutes": MINUTES}
RELIEF = next(block for block in FURTHER_BLOCKS if block.name == "relief_paperwork_count")


def around(mean: int, *, n: int = 60) -> list[dict[str, int]]:
    """People whose groups lie evenly around a mean."""
    return [{"group_count": mean - 2 + number % 5} for number in range(n)]


def others(count: int) -> list[str]:
    """Codes of counties of another city of the province."""
    return [f"9903{number:02d}000000" for number in range(1, count + 1)]


def worlds(
    own: tuple[int | None, int | None],
    elsewhere: tuple[int, int] = (20, 19),
    *,
    count: int = 4,
    block_of: str = "groups",
    days: tuple[date, date] = (BEFORE, AFTER),
) -> list[World]:
    """Two waves: the county goes from one mean to another, ``count`` others go their common way."""
    made = []
    for place, (code, closes_on) in enumerate(zip(("2026Q1", "2026Q2"), days, strict=True)):
        world = make_world(code=code, closes_on=closes_on)
        world.wave.opens_on = closes_on.replace(day=1)
        world.wave.save()
        if place == 0:
            add_counties(world, others(count))
        mean = own[place]
        people = around(mean) if mean is not None else around(20, n=9)
        world.add(BLOCKS[block_of], COUNTY, 50, _as(block_of, people))
        for code_of_other in others(count):
            world.add(BLOCKS[block_of], code_of_other, 50, _as(block_of, around(elsewhere[place])))
        made.append(world.save())
    return made


def _as(name: str, people: list[dict[str, int]]) -> list[dict[str, int]]:
    if name == "groups":
        return people
    return [{"app_minutes_per_day": person["group_count"], "group_minutes_per_day": 0} for person in people]


def add_counties(world: World, codes: Sequence[str]) -> None:
    Region.objects.bulk_create(
        Region(
            tree_id=world.wave.tree_id,
            code=code,
            parent_code=PROVINCE,
            kind="county",
            path=code[:6],
            name=code,
            source="test",
        )
        for code in codes
    )


def enter(world: World, *, code: str = COUNTY, day: date = DAY, title: str = "工作群减半") -> CleanupEvent:
    return CleanupEvent.objects.create(tree=world.wave.tree, region_code=code, happened_on=day, title=title, note="")


def test_the_effect_is_the_change_there_less_the_mean_change_elsewhere() -> None:
    first, _ = worlds((20, 12))
    enter(first)

    report = build_effect_report(viewer=COUNTY_SUPERVISOR, region=COUNTY, indicator="I04")

    outcome = report.outcome
    assert outcome is not None
    # 12 - 20 = -8 there, 19 - 20 = -1 elsewhere.
    assert (outcome.effect.value, outcome.verdict, outcome.others) == (-7.0, EffectVerdict.LOWER, 4)
    assert (outcome.clean_up.before, outcome.clean_up.after) == ("2026Q1", "2026Q2")
    assert report.cells is not None
    assert [row.cells[:2] for row in report.cells.rows] == [
        (60, 20.0),
        (60, 12.0),
        (240, 20.0),
        (240, 19.0),
        (None, -7.0),
    ]
    assert report.cells.rows[2].label_zh == "没清理的4个同级地区，清理前2026Q1"


@pytest.mark.parametrize(("count", "why_not"), [(2, WhyNot.TOO_FEW_OTHERS), (3, None)])
def test_of_fewer_than_three_others_nothing_is_said(count: int, why_not: WhyNot | None) -> None:
    first, _ = worlds((20, 12), count=count)
    enter(first)

    outcome = build_effect_report(viewer=COUNTY_SUPERVISOR, region=COUNTY, indicator="I04").outcome

    assert outcome is not None
    assert outcome.why_not is why_not
    assert outcome.effect.is_shown is (why_not is None)


def test_counties_with_a_clean_up_of_their_own_above_or_below_are_no_others() -> None:
    first, _ = worlds((20, 12), count=6)
    enter(first)
    enter(first, code=others(6)[0], day=BEFORE)  # within the time of the two waves
    enter(first, code=f"{others(6)[1][:6]}101000")  # one of its townships
    enter(first, code=others(6)[2], day=date(2025, 1, 1))  # long before

    outcome = build_effect_report(viewer=COUNTY_SUPERVISOR, region=COUNTY, indicator="I04").outcome

    assert outcome is not None
    assert (outcome.others, outcome.besides) == (4, 0)


def test_another_clean_up_there_at_the_time_is_said() -> None:
    first, _ = worlds((20, 12))
    enter(first)
    enter(first, code=TOWNSHIP, day=date(2026, 4, 25))

    report = build_effect_report(
        viewer=COUNTY_SUPERVISOR, region=COUNTY, indicator="I04", event=_key("工作群减半", COUNTY)
    )

    assert report.outcome is not None
    assert report.outcome.besides == 1


def _key(title: str, code: str) -> str:
    return str(CleanupEvent.objects.get(title=title, region_code=code).pk)


@pytest.mark.parametrize(
    ("day", "why_not"),
    [
        (date(2025, 1, 1), WhyNot.NO_WAVE_BEFORE),
        (date(2026, 3, 15), WhyNot.NO_WAVE_BEFORE),  # during the first wave
        (date(2026, 7, 1), WhyNot.NO_WAVE_AFTER),
        (date(2026, 6, 1), WhyNot.NO_WAVE_AFTER),  # on the day the second opened
    ],
)
def test_a_clean_up_without_a_wave_on_both_sides_waits(day: date, why_not: WhyNot) -> None:
    first, _ = worlds((20, 12))
    enter(first, day=day)

    outcome = build_effect_report(viewer=COUNTY_SUPERVISOR, region=COUNTY, indicator="I04").outcome

    assert outcome is not None
    assert (outcome.why_not, outcome.verdict) == (why_not, EffectVerdict.CANNOT_TELL)


def test_too_few_answers_ratios_and_other_rules_are_not_judged() -> None:
    first, second = worlds((20, None))
    enter(first)

    def why(indicator: str) -> WhyNot | None:
        outcome = build_effect_report(viewer=COUNTY_SUPERVISOR, region=COUNTY, indicator=indicator).outcome
        assert outcome is not None
        return outcome.why_not

    assert why("I04") is WhyNot.TOO_FEW_ANSWERS
    assert why("I10") is WhyNot.RATIO
    second.release.parameters = second.release.parameters | {"excluded_flags": ["speeder"]}
    second.release.save()
    assert why("I04") is WhyNot.OTHER_RULES


def test_without_any_clean_up_the_page_says_so_and_still_has_its_cautions() -> None:
    worlds((20, 12))

    report = build_effect_report(viewer=COUNTY_SUPERVISOR, region=COUNTY, indicator="I04")

    assert (report.clean_ups, report.outcome, report.cells) == ((), None, None)
    assert [table.key for table in report.tables] == ["cautions"]


def test_nobody_reads_of_clean_ups_outside_their_regions() -> None:
    first, _ = worlds((20, 12))
    foreign = enter(first, code=OTHER_COUNTY)
    own = enter(first)

    report = build_effect_report(viewer=COUNTY_SUPERVISOR, indicator="I04")

    assert [clean_up.key for clean_up in report.clean_ups] == [str(own.pk)]
    for viewer, region, event in (
        (COUNTY_SUPERVISOR, None, str(foreign.pk)),
        (COUNTY_SUPERVISOR, None, "999999"),
        (NEIGHBOUR, COUNTY, ""),
        (OPERATOR, COUNTY, ""),
    ):
        with pytest.raises(NothingToShow):
            build_effect_report(viewer=viewer, region=region, event=event)


@pytest.mark.parametrize(("foreign", "expected"), [(9, 0), (10, 10)])
def test_counties_of_others_enter_a_number_that_is_not_public_from_ten_up(foreign: int, expected: int) -> None:
    first, _ = worlds((20, 12), count=foreign, block_of="minutes")
    enter(first)

    whole = build_effect_report(viewer=PROVINCE_SUPERVISOR, region=COUNTY, indicator="I05").outcome
    seen = build_effect_report(viewer=COUNTY_SUPERVISOR, region=COUNTY, indicator="I05").outcome
    public = build_effect_report(viewer=COUNTY_SUPERVISOR, region=COUNTY, indicator="I07").outcome

    assert whole is not None and seen is not None and public is not None  # noqa: PT018  # for the types
    assert (whole.others, seen.others, public.others) == (foreign, expected, foreign)
    assert seen.effect.is_shown is bool(expected)
    # Means that hold places of others are not printed: two pairs of waves would tell one of them.
    assert (whole.others_before.is_shown, seen.others_before.is_shown) == (True, False)


def test_counties_of_others_enter_no_number_of_chosen_levels() -> None:
    # Of a level some of ten counties show nothing, so that two choices of levels would differ by one of them.
    first, _ = worlds((20, 12), count=10, block_of="minutes")
    enter(first)

    seen = build_effect_report(viewer=COUNTY_SUPERVISOR, region=COUNTY, indicator="I05", levels=(50,)).outcome
    whole = build_effect_report(viewer=PROVINCE_SUPERVISOR, region=COUNTY, indicator="I05", levels=(50,)).outcome

    assert seen is not None and whole is not None  # noqa: PT018  # for the types
    assert (whole.others, seen.others, seen.effect.is_shown) == (10, 0, False)


def test_of_townships_the_people_compared_with_are_a_band() -> None:
    codes = [f"{COUNTY[:6]}{number}000" for number in range(201, 206)]
    for wave, closes_on in (("2026Q1", BEFORE), ("2026Q2", AFTER)):
        world = make_world(code=wave, closes_on=closes_on)
        if wave == "2026Q1":
            add_regions(world, codes, kind="township")
        for code in codes:
            world.add(GROUPS, code, 60, around(20))
        world.save()
    enter(world, code=codes[0])

    outcome = build_effect_report(viewer=COUNTY_SUPERVISOR, region=codes[0], indicator="I04").outcome

    assert outcome is not None
    assert (outcome.others, outcome.others_before.n_text, outcome.others_before.n) == (4, "50+", None)


def test_whoever_reads_three_of_few_others_is_compared_with_those_three() -> None:
    first, _ = worlds((20, 12), count=7, block_of="minutes")
    enter(first)
    three = Viewer(
        role=Role.SUPERVISOR,
        subtrees=tuple(Subtree(path=code[:6], is_demo=False) for code in (COUNTY, *others(7)[:3])),
    )

    outcome = build_effect_report(viewer=three, region=COUNTY, indicator="I05").outcome

    assert outcome is not None
    assert outcome.others == 3


def test_the_file_holds_the_tables_of_the_chosen_clean_up() -> None:
    first, _ = worlds((20, 12))
    enter(first, day=date(2026, 4, 2), title="早一件")
    enter(first)

    page = table_for(
        Question(
            viewer=COUNTY_SUPERVISOR, page="before-after", region=COUNTY, indicator="I04", event=_key("早一件", COUNTY)
        )
    )

    assert [table.key for table in page.tables] == ["effect:I04", "cautions"]
    assert "2026-04-02" in page.tables[0].title_zh


def test_a_rebound_is_listed_for_the_county_and_above_with_its_numbers() -> None:
    worlds((20, 30), block_of="minutes")

    of_county = build_effect_report(viewer=COUNTY_SUPERVISOR, region=COUNTY).cautions
    of_province = build_effect_report(viewer=PROVINCE_SUPERVISOR, region=PROVINCE).cautions

    assert of_county is not None and of_province is not None  # noqa: PT018  # for the types
    assert [row.label_zh for row in of_county.table.rows] == ["丙县：可能在回升（用时多了）"]
    cells = of_county.table.rows[0].cells
    assert (cells[:2], cells[4:]) == ((20, 30), (50.0, 10))
    assert (of_county.regions, of_province.regions) == (1, 5)
    assert of_province.table.rows == of_county.table.rows


def test_a_city_of_townships_without_counties_is_looked_at_itself() -> None:
    worlds((20, 30), block_of="minutes")
    Region.objects.filter(path__startswith="9901", kind="county").update(kind="township")

    cautions = build_effect_report(viewer=PROVINCE_SUPERVISOR, region=CITY).cautions

    assert cautions is not None
    assert cautions.regions == 1
    assert [row.label_zh for row in cautions.table.rows] == ["甲市：可能在回升（用时多了）"]


def test_of_a_province_a_city_without_counties_stands_beside_the_counties() -> None:
    worlds((20, 30), block_of="minutes")
    Region.objects.filter(path__startswith="9901", kind="county").update(kind="township")

    cautions = build_effect_report(viewer=PROVINCE_SUPERVISOR, region=PROVINCE).cautions

    assert cautions is not None
    assert "甲市：可能在回升（用时多了）" in [row.label_zh for row in cautions.table.rows]


def test_paperwork_is_listed_without_an_earlier_wave() -> None:
    world = make_world(code="2026Q1", closes_on=BEFORE)
    world.add(RELIEF, COUNTY, 50, alike(40, relief_paperwork_count=2, relief_paperwork_count_1_or_more=1))
    world.save()

    cautions = build_effect_report(viewer=COUNTY_SUPERVISOR, region=COUNTY).cautions

    assert cautions is not None
    assert cautions.before == ""
    assert [row.label_zh for row in cautions.table.rows] == ["丙县：减负可能添了表格（说为减负填过表）"]


def test_pages_that_were_asked_for_before_take_few_queries() -> None:
    first, _ = worlds((20, 12))
    enter(first)
    counts = []
    for _ in range(2):
        with CaptureQueriesContext(connection) as queries:
            build_effect_report(viewer=COUNTY_SUPERVISOR, region=COUNTY, indicator="I04")
        counts.append(len(queries))

    assert counts[0] <= 19
    assert counts[1] <= 10
