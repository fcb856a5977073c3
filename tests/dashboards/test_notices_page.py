"""The page of notices in words: what goes the way of the whole is counted there, the rest stands by itself."""

from dataclasses import replace

from burden.dashboards.addresses import Filters
from burden.dashboards.language import Language
from burden.dashboards.notice_lines import NoticeLine, notice_lines, notices_sentence
from burden.domain.indicators import I04
from burden.domain.notices import NoticeKind
from burden.reports.notices.table import notices_table
from burden.reports.notices.types import Notice, NoticesReport
from burden.reports.types import Estimate, RegionRef, State
from tests.dashboards.handmade import OVERVIEW

FRAME = OVERVIEW.frame
ZH, EN = Language.SIMPLIFIED, Language.ENGLISH


def value(mean: float) -> Estimate:
    return Estimate(state=State.SHOWN, value=mean, low=mean - 1, high=mean + 1, n=120, n_text="120", grade="A")


def notice(kind: NoticeKind, region: RegionRef, benchmark: float | None = None) -> Notice:
    made = Notice(kind=kind, region=region, indicator=I04, since="2025Q3", first=value(20), estimate=value(16))
    return replace(made, benchmark=value(benchmark)) if benchmark is not None else made


def county(number: int) -> RegionRef:
    return RegionRef(code=f"9901{number:02d}000000", name=f"第{number}县", kind="county", path=f"9901{number:02d}")


def report_of(*notices: Notice, has_trends: bool = True, has_standings: bool = True) -> NoticesReport:
    return NoticesReport(
        frame=FRAME,
        notices=notices,
        table=notices_table(FRAME, notices),
        looked_at=6,
        has_standings=has_standings,
        has_trends=has_trends,
    )


MIXED = report_of(
    notice(NoticeKind.FALLS, FRAME.region),
    notice(NoticeKind.FALLS, county(1)),
    notice(NoticeKind.RISES, county(2)),
    notice(NoticeKind.FALLS, county(3)),
    notice(NoticeKind.HIGHER, county(3), benchmark=12),
)


def lines(report: NoticesReport, language: Language = ZH) -> tuple[NoticeLine, ...]:
    return notice_lines(report, filters=Filters(wave="2026Q3"), language=language)


def test_regions_that_go_the_way_of_the_whole_are_counted_there() -> None:
    found = lines(MIXED)

    assert [line.title for line in found] == [
        f"{FRAME.region.name}：人均工作群数",
        "第2县：人均工作群数",
        "第3县：人均工作群数",
    ]
    assert [line.word[0] for line in found] == ["▼", "▲", "▲"]
    assert found[0].detail.endswith("下级地区里有2个也是这样。")
    assert "也是这样" not in found[1].detail


def test_a_standing_names_the_mean_of_the_peers_and_leads_to_the_trend() -> None:
    line = lines(MIXED)[-1]

    wave = FRAME.wave.code
    assert line.detail == f"2025Q3是20.0 个/人，{wave}是16.0 个/人（95%区间15.0–17.0，120人）；同级平均12.0 个/人。"
    assert line.href == "/d/trends/?wave=2026Q3&region=990103000000&indicator=I04"


def test_the_sentence_counts_every_kind() -> None:
    assert notices_sentence(MIXED, ZH) == "看了6个地区，值得留意的有：1处连续高于同级、1处在上升、3处在下降。"
    assert notices_sentence(MIXED, EN) == "Of 6 regions: 1 above peers, 1 rising, 3 falling."


def test_too_few_waves_are_said() -> None:
    four = report_of(has_trends=False)
    assert notices_sentence(four, ZH) == "看了6个地区，没有值得留意的。口径相同的调查不满5次，还不判断升降。"
    one = report_of(has_trends=False, has_standings=False)
    assert notices_sentence(one, ZH).startswith("还不能判断。")
