"""The demo as the site publishes it."""

import io
import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from numpy.typing import NDArray

from burden.domain.blocks import APPS, ATTITUDE, FURTHER_BLOCKS, GROUPS, PAGE_ONE_BLOCKS, Block, block_named
from burden.domain.questionnaire import check_response
from burden.intake.outcomes import Outcome
from burden.intake.submissions import record_submissions
from burden.models import AnswerPack, CleanupEvent, FigurePack, Headcount, InboxItem, Release, TreeVersion, User, Wave
from burden.models.figure_pack import Figure
from burden.operate.closing.close import close_wave
from burden.reports.demo import DEMO_INVITATION_REGION
from tests.answers import stored

PROVINCE = "990000000000"
OPINIONS = ("useful", "modules", "keep", "overcollect")
pytestmark = pytest.mark.usefixtures("demo_site")


def answers(kind: str, wave_code: str) -> list[dict[str, Any]]:
    return stored(kind, Wave.objects.get(code=wave_code))


def counted() -> list[int]:
    return list(AnswerPack.objects.values_list("people", flat=True))


def _tally(wave_code: str, block: Block, levels: tuple[int, ...] | None) -> NDArray[np.int64]:
    found = _figures(wave_code, block, PROVINCE)
    tally: NDArray[np.int64] = np.sum([f.tally for f in found if levels is None or f.level in levels], axis=0)
    return tally


def _figures(wave_code: str, block: Block, region: str) -> list[Figure]:
    release = Release.objects.get(wave__code=wave_code)
    return list(FigurePack.objects.figures(release, codes=[region], blocks=[block]))


def _mean_media(wave_code: str, levels: tuple[int, ...]) -> float:
    tally = _tally(wave_code, APPS, levels)
    return float(tally[APPS.offsets["sum:app_media_count"]] / tally[0])


def test_wave_2025q4_publishes_the_figures_of_the_2018_report() -> None:
    assert round(_mean_media("2025Q4", (40, 50)), 1) == 6.8
    assert round(_mean_media("2025Q4", (60,)), 1) == 10.8
    attitude = _tally("2025Q4", ATTITUDE, None)
    averse = attitude[ATTITUDE.offsets["count:attitude_4"]] + attitude[ATTITUDE.offsets["count:attitude_5"]]
    assert round(100 * averse / attitude[0], 1) == 40.0


def test_six_waves_are_released_and_one_is_open() -> None:
    states = dict(Wave.objects.order_by("opens_on").values_list("code", "state"))
    assert states == {
        "2025Q2": "released",
        "2025Q3": "released",
        "2025Q4": "released",
        "2026Q1": "released",
        "2026Q2": "released",
        "2026Q3": "released",
        "2026Q4": "open",
    }
    assert len(answers("response", "2026Q3")) == 6000
    assert len(answers("usage", "2026Q3")) == 2700


def test_the_load_falls_from_wave_to_wave() -> None:
    codes = ("2025Q2", "2025Q3", "2025Q4", "2026Q1", "2026Q2", "2026Q3")
    means = [_mean_media(code, (60,)) for code in codes]
    assert means == sorted(means, reverse=True)


def test_counties_tell_their_own_stories() -> None:
    def groups(wave_code: str, region: str) -> float:
        tally = np.sum([figure.tally for figure in _figures(wave_code, GROUPS, region)], axis=0)
        return float(tally[1] / tally[0])

    assert groups("2026Q2", "990302000000") < 0.6 * groups("2026Q1", "990302000000")  # 沐霜: groups halved
    assert groups("2026Q3", "990404000000") < 0.25 * groups("2026Q2", "990404000000")  # 漱玉: nearly all dissolved
    assert groups("2026Q3", "990104000000") > 1.1 * groups("2026Q2", "990104000000")  # 采薇: rebound


@pytest.mark.parametrize("block", PAGE_ONE_BLOCKS, ids=lambda block: block.name)
def test_at_most_2_percent_of_a_released_block_are_held_back(block: Block) -> None:
    for release in Release.objects.select_related("wave"):
        lines = [line for level, line in release.balance[block.name].items() if level in {"40", "50", "60"}]
        held_back = sum(line["held_back"] for line in lines)
        assert held_back <= 0.02 * sum(line["accepted"] for line in lines), release.wave.code


@pytest.mark.parametrize("block", [*(block.name for block in FURTHER_BLOCKS), "minutes_source", "duration", *OPINIONS])
def test_at_most_2_percent_of_page_two_and_of_opinions_are_held_back(block: str) -> None:
    for release in Release.objects.select_related("wave"):
        lines = release.balance[block].values()
        answered = sum(line["accepted"] - line["not_answered"] for line in lines)
        assert answered > 1_500, release.wave.code
        assert sum(line["held_back"] for line in lines) <= 0.02 * answered, release.wave.code


def test_counties_tell_their_own_stories_on_page_two() -> None:
    def share(wave_code: str, region: str, block: str, count: str) -> float:
        tally = np.sum([figure.tally for figure in _figures(wave_code, block_named(block), region)], axis=0)
        return float(tally[block_named(block).offsets[f"count:{block}_{count}"]] / tally[0])

    assert share("2026Q3", "990404000000", "cleanup_effect", "useful_gone") > 0.25  # 漱玉: what was useful went too
    assert share("2026Q3", PROVINCE, "cleanup_effect", "useful_gone") < 0.15
    paper = "relief_paperwork_count"
    assert share("2026Q3", "990502000000", paper, "1_or_more") > 1.3 * share("2026Q3", PROVINCE, paper, "1_or_more")
    assert share("2026Q2", "990302000000", "group_msgs_band", "ge300") > 0.1  # 沐霜: fewer groups, more messages


def test_hasty_answers_are_flagged_and_kept() -> None:
    assert sum(said["quality_flag"] == "speeder" for said in answers("response", "2025Q4")) > 100
    balance = Release.objects.get(wave__code="2025Q4").balance
    blocks = [levels for block, levels in balance.items() if block != "flagged"]
    assert all(line["excluded"] == 0 for levels in blocks for line in levels.values())
    assert sum(flags["speeder"] for flags in balance["flagged"].values()) > 100


def _answer_in_the_invited_township(key: str) -> Outcome:
    raw = {"wave": "2026Q4", "region_code": DEMO_INVITATION_REGION, "level_code": 60, "idempotency_key": key}
    raw |= {"app_count": 8, "idle_app_count": 2, "account_count": 5, "group_count": 14, "attitude_5": 4}
    raw |= {"app_minutes_per_day": 40, "group_minutes_per_day": 25, "practices_3m": ["none"], "duration_band": "lt20"}
    answers = check_response(raw).values
    assert answers is not None
    [outcome] = record_submissions(wave=Wave.objects.get(code="2026Q4"), submissions=[answers])
    return outcome


def _published_of_the_township() -> list[tuple[str, int, int]]:
    release = Release.objects.get(wave__code="2026Q4")
    found = FigurePack.objects.figures(release, codes=[DEMO_INVITATION_REGION])
    return sorted((figure.block.name, figure.level, figure.n) for figure in found)


def test_without_the_visitor_the_invited_township_shows_nothing() -> None:
    close_wave(wave=Wave.objects.get(code="2026Q4"), wait=True)
    assert _published_of_the_township() == []


def test_with_the_visitor_as_the_tenth_the_invited_township_shows_every_block_of_page_one() -> None:
    assert _answer_in_the_invited_township("a-visitor-who-answers-once") is Outcome.RECEIVED
    close_wave(wave=Wave.objects.get(code="2026Q4"), wait=True)
    assert _published_of_the_township() == [
        ("apps", 60, 10),
        ("attitude", 60, 10),
        ("duration", 60, 10),
        ("groups", 60, 10),
        ("minutes", 60, 10),
        ("practices", 60, 10),
    ]


def test_seeding_again_changes_nothing() -> None:
    before = (counted(), Headcount.objects.count(), list(Release.objects.values_list("content_hash")))
    output = io.StringIO()
    call_command("seed_demo", stdout=output)
    after = (counted(), Headcount.objects.count(), list(Release.objects.values_list("content_hash")))
    assert after == before
    assert "演示账号已就绪" in output.getvalue()


def test_the_next_wave_opens_only_after_the_last_one_has_closed() -> None:
    with pytest.raises(CommandError, match="2026Q4 还没有截止"):
        call_command("seed_demo", "--next-wave", stdout=io.StringIO())
    close_wave(wave=Wave.objects.get(code="2026Q4"), wait=True)
    call_command("seed_demo", "--next-wave", stdout=io.StringIO())
    wave = Wave.objects.get(code="2027Q1")
    assert (wave.state, wave.is_demo, InboxItem.objects.filter(wave=wave).count()) == ("open", True, 2850)


def test_seeding_again_leaves_clean_ups_as_an_operator_left_them() -> None:
    event = CleanupEvent.objects.order_by("pk")[0]
    CleanupEvent.objects.create(
        tree=event.tree, region_code=event.region_code, happened_on=event.happened_on, title="同一天的另一件"
    )
    CleanupEvent.objects.filter(pk=event.pk).update(title="改过的")
    CleanupEvent.objects.order_by("-pk").exclude(title="同一天的另一件")[0].delete()
    left = set(CleanupEvent.objects.values_list("region_code", "happened_on", "title"))

    call_command("seed_demo", stdout=io.StringIO())

    assert set(CleanupEvent.objects.values_list("region_code", "happened_on", "title")) == left


def test_seeding_refuses_beside_a_real_wave() -> None:
    Wave.objects.filter(code="2026Q3").update(is_demo=False)
    with pytest.raises(CommandError, match="已有正式调查 2026Q3"):
        call_command("seed_demo", stdout=io.StringIO())


def test_clearing_takes_away_waves_places_accounts_and_passwords() -> None:
    file = Path(settings.LOCAL_DIR) / "demo-accounts.json"
    assert set(json.loads(file.read_text(encoding="utf-8"))) == {"supervisor", "inspector", "operator"}
    passwords = file.read_bytes()
    output = io.StringIO()
    try:
        call_command("clear_demo", stdout=output)
        assert output.getvalue() == "已删除演示数据：7次调查。\n"
        for model in (Wave, AnswerPack, Release, FigurePack, Headcount):
            assert not model.objects.exists(), model
        assert not TreeVersion.objects.filter(is_demo=True).exists()
        assert not User.objects.filter(is_demo=True).exists()
        assert not file.exists()
        call_command("clear_demo", stdout=io.StringIO())
    finally:
        # The database rolls back; the file does not.
        file.write_bytes(passwords)
        file.chmod(0o600)
