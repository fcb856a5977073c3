"""The page of notices in words: one sentence for the whole, one line a notice with the way to its trend."""

from collections import Counter
from dataclasses import dataclass

from burden.dashboards.addresses import Filters
from burden.dashboards.cards import Card
from burden.dashboards.language import Language
from burden.dashboards.numbers import evidence_text, measure_of, value_with_unit
from burden.dashboards.page_frame import region_href
from burden.dashboards.tables import page_table
from burden.domain.notices import NoticeKind
from burden.domain.thresholds import NOTICE_WAVES, TREND_WAVES
from burden.reports.notices.table import KIND_WORDS
from burden.reports.notices.types import Notice, NoticesReport
from burden.reports.pages import TRENDS

COUNTED: dict[NoticeKind, tuple[str, str]] = {
    NoticeKind.HIGHER: ("{n}处连续高于同级", "{n} above peers"),
    NoticeKind.LOWER: ("{n}处连续低于同级", "{n} below peers"),
    NoticeKind.RISES: ("{n}处在上升", "{n} rising"),
    NoticeKind.FALLS: ("{n}处在下降", "{n} falling"),
}


@dataclass(frozen=True, kw_only=True)
class NoticeLine:
    """One notice as the page lists it; ``href`` leads to the trend of this region and indicator."""

    title: str
    word: str
    detail: str
    href: str


def notice_lines(report: NoticesReport, *, filters: Filters, language: Language) -> tuple[NoticeLine, ...]:
    """Return the notices in the order of the report; regions that go the way of the region above are counted there."""
    own = report.frame.region.code
    main = {(notice.indicator.code, notice.kind) for notice in report.notices if notice.region.code == own}
    shared = Counter((notice.indicator.code, notice.kind) for notice in report.notices if notice.region.code != own)
    return tuple(
        _line(
            notice,
            report,
            alike=shared[notice.indicator.code, notice.kind] if notice.region.code == own else 0,
            filters=filters,
            language=language,
        )
        for notice in report.notices
        if notice.region.code == own or (notice.indicator.code, notice.kind) not in main
    )


def _line(notice: Notice, report: NoticesReport, *, alike: int, filters: Filters, language: Language) -> NoticeLine:
    also = language.say(f"下级地区里有{alike}个也是这样。", f" So do {alike} of the regions below.") if alike else ""
    return NoticeLine(
        title=language.say(
            f"{notice.region.name}：{notice.indicator.name_zh}", f"{notice.region.name}: {notice.indicator.name_en}"
        ),
        word=language.say(*KIND_WORDS[notice.kind]),
        detail=_detail(notice, report, language) + also,
        href=region_href(TRENDS, notice.region, filters.with_changes(indicator=notice.indicator.code)),
    )


def notices_sentence(report: NoticesReport, language: Language) -> str:
    """Say how many notices of which kind there are, of how many regions, or why there can be none yet."""
    if not report.has_standings and not report.has_trends:
        return language.say(
            f"还不能判断。口径相同的调查满{NOTICE_WAVES}次，可以说下级地区里谁连续高于或低于同级；满{TREND_WAVES}次，可以说升降。",
            f"Too early: {NOTICE_WAVES} waves counted alike tell which regions below stay above or below their peers, "
            f"{TREND_WAVES} tell trends.",
        )
    early = language.say(
        f"口径相同的调查不满{TREND_WAVES}次，还不判断升降。",
        f" Trends need {TREND_WAVES} waves counted alike; there are fewer so far.",
    )
    tail = "" if report.has_trends else early
    regions = language.say(f"看了{report.looked_at}个地区，", f"Of {report.looked_at} regions: ")
    if not report.notices:
        return f"{regions}{language.say('没有值得留意的。', 'nothing asks for a look.')}{tail}"
    counts = Counter(notice.kind for notice in report.notices)
    words = [language.say(*COUNTED[kind]).format(n=counts[kind]) for kind in NoticeKind if counts[kind]]
    found = language.say("、", ", ").join(words)
    return f"{regions}{language.say(f'值得留意的有：{found}。', f'{found}.')}{tail}"


def notices_card(report: NoticesReport, *, language: Language) -> Card:
    """Return the table of all numbers behind the lines; without rows nothing but the sentence."""
    return Card(
        id="notices",
        title=language.say("这次发布后，哪里值得留意？", "What asks for a look after this release?"),
        sentence=notices_sentence(report, language),
        figure=None,
        table=page_table(report.table, language=language) if report.notices else None,
        table_key=report.table.key,
        is_open=True,
    )


def _detail(notice: Notice, report: NoticesReport, language: Language) -> str:
    """Say the numbers of both waves, and of the peers where it is about them."""
    measure = measure_of(notice.indicator)
    first = value_with_unit(notice.first, measure, language)
    newest = value_with_unit(notice.estimate, measure, language)
    evidence = evidence_text(notice.estimate, measure, language)
    wave = report.frame.wave.code
    said = language.say(
        f"{notice.since}是{first}，{wave}是{newest}（{evidence}）",
        f"{first} in {notice.since}, {newest} in {wave} ({evidence})",
    )
    if not notice.benchmark.is_shown:
        return language.say(f"{said}。", f"{said}.")
    peers = value_with_unit(notice.benchmark, measure, language)
    return language.say(f"{said}；同级平均{peers}。", f"{said}; mean of the peers {peers}.")
