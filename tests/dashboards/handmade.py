"""Reports made by hand: what the reading door would return for a small fictional city."""

from dataclasses import replace
from datetime import date

from burden.domain.indicators import HEADLINE, I03, I04, I07, I09, REFERENCE_LINES, Indicator
from burden.domain.trend import Verdict
from burden.reports.trends.tables import clean_ups_table, trend_table
from burden.reports.trends.types import PeerBand, TrendEvent, TrendReport, TrendWave
from burden.reports.types import (
    SUPPRESSED,
    AppsReport,
    Band,
    Column,
    Estimate,
    Frame,
    HistogramBar,
    OverviewReport,
    Quantiles,
    RegionRef,
    RegionReport,
    ReleaseRef,
    Row,
    State,
    Table,
    WaveRef,
)

PROVINCE = RegionRef(code="990000000000", name="云汀省", kind="province", path="99")
CITY = RegionRef(code="990400000000", name="鹭汀市", kind="city", path="9904")
COUNTIES = tuple(
    RegionRef(code=f"9904{number:02}000000", name=name, kind="county", path=f"9904{number:02}")
    for number, name in enumerate(("听荻区", "临溆县", "青浦洲县", "白鹭县"), start=1)
)
WAVE = WaveRef(
    code="2025Q4",
    state="released",
    opens_on=date(2025, 10, 1),
    closes_on=date(2025, 12, 31),
    region=PROVINCE,
    is_demo=True,
    assurance="link",
    is_unverified=False,
)
RELEASE = ReleaseRef(
    id="0f9b2c1e-0000-4000-8000-000000000001",
    short_id="0f9b2c1e",
    content_hash="ab" * 32,
    published_on=date(2026, 1, 1),
    smallest_group=10,
    wave_code="2025Q4",
)
ESTIMATE_COLUMNS = (
    Column(key="value", title_zh="平均", title_en="Mean", kind="number", decimals=1),
    Column(key="low", title_zh="区间下限", title_en="Low", kind="number", decimals=1),
    Column(key="high", title_zh="区间上限", title_en="High", kind="number", decimals=1),
    Column(key="n", title_zh="人数", title_en="n", kind="count"),
)


def estimate(  # noqa: PLR0913  # the parts of an estimate
    value: float, low: float, high: float, n: int, *, grade: str = "A", band: Band = Band.UNKNOWN
) -> Estimate:
    return Estimate(
        state=State.SHOWN,
        value=value,
        low=low,
        high=high,
        n=n,
        n_text=str(n),
        grade=grade,
        band=band,
        quantiles=Quantiles(p25=30, median=value, p75=95, p90=160, median_low=low, median_high=high),
    )


def frame(indicator: Indicator = I07, region: RegionRef = CITY, levels: tuple[int, ...] = ()) -> Frame:
    return Frame(
        wave=WAVE,
        release=RELEASE,
        region=region,
        breadcrumb=(PROVINCE, region),
        levels=levels,
        levels_zh="全部层级",
        levels_en="all levels",
        indicator=indicator,
        waves=(WAVE,),
        level_choices=((40, "市直部门", "city departments"), (60, "乡镇街道", "townships and sub-districts")),
        indicator_choices=HEADLINE,
        notes_zh=("演示数据，非真实。",),
        notes_en=("Demonstration data, not real.",),
    )


def row(label_zh: str, label_en: str, value: Estimate, **more: object) -> Row:
    cells = (value.value, value.low, value.high, value.n) if value.is_shown else (None,) * 4
    kind = "plain" if value.is_shown else "suppressed"
    return replace(Row(label_zh=label_zh, label_en=label_en, cells=cells, estimate=value, kind=kind), **more)  # type: ignore[arg-type]


LEVELS = Table(
    key="by_level_I03",
    title_zh="分层级",
    title_en="By level",
    head_zh="层级",
    head_en="Level",
    columns=ESTIMATE_COLUMNS,
    indicator=I03,
    reference_lines=tuple(line for line in REFERENCE_LINES if line.indicator == "I03"),
    rows=(
        row("市直部门", "city departments", estimate(6.5, 6.1, 7.0, 402), level=40, levels=(40,)),
        row("县直部门", "county departments", estimate(6.9, 6.6, 7.3, 811), level=50, levels=(50,)),
        row("乡镇街道", "townships and sub-districts", estimate(10.8, 10.4, 11.2, 1203), level=60, levels=(60,)),
        row("村社区", "villages and communities", SUPPRESSED, level=70, levels=(70,)),
        row("市县部门", "city and county departments", estimate(6.8, 6.5, 7.1, 1213), kind="group", levels=(40, 50)),
        row("全部层级", "all levels", estimate(9.1, 8.8, 9.4, 2416), kind="total"),
    ),
)
HEATMAP_CELLS = (
    (estimate(55, 50, 61, 120), estimate(82, 76, 89, 140)),
    (estimate(48, 40, 58, 35, grade="B"), estimate(71, 65, 78, 150)),
    (SUPPRESSED, estimate(64, 52, 79, 22, grade="C")),
    (SUPPRESSED, SUPPRESSED),
)
OVERVIEW = OverviewReport(
    frame=frame(),
    headline=(
        (I03, estimate(9.1, 8.8, 9.4, 2416)),
        (I04, estimate(14.2, 13.7, 14.8, 2409)),
        (I07, estimate(69, 67, 72, 2380)),
        (I09, estimate(41.2, 39.2, 43.2, 2290)),
    ),
    by_level=(LEVELS,),
    heatmap=Table(
        key="heatmap",
        title_zh="地区与层级",
        title_en="Regions and levels",
        columns=(
            Column(key="50", title_zh="县直部门", title_en="county departments", kind="minutes"),
            Column(key="60", title_zh="乡镇街道", title_en="townships and sub-districts", kind="minutes"),
        ),
        rows=tuple(
            Row(
                label_zh=county.name,
                label_en=county.name,
                cells=tuple(cell.value if cell.is_shown else "样本不足或无数据" for cell in cells),
                region=county,
            )
            for county, cells in zip(COUNTIES, HEATMAP_CELLS, strict=True)
        ),
    ),
    heatmap_levels=(50, 60),
    heatmap_estimates=HEATMAP_CELLS,
)
REGION = RegionReport(
    frame=frame(),
    own=estimate(69, 67, 72, 2380),
    benchmark=estimate(68, 66, 71, 2380),
    funnel_low=58.0,
    funnel_high=80.0,
    children=Table(
        key="children",
        title_zh="下级地区",
        title_en="Regions below",
        columns=ESTIMATE_COLUMNS,
        rows=(
            row("听荻区", "听荻区", estimate(88, 80, 97, 210, band=Band.HIGHER), region=COUNTIES[0]),
            row("临溆县", "临溆县", estimate(67, 60, 75, 190, band=Band.SIMILAR), region=COUNTIES[1]),
            row("青浦洲县", "青浦洲县", estimate(49, 40, 60, 28, grade="C", band=Band.LOWER), region=COUNTIES[2]),
            row("白鹭县", "白鹭县", SUPPRESSED, region=COUNTIES[3]),
            row("其余（并入本级）", "rest (counted here)", estimate(70, 60, 82, 44), kind="rest"),
        ),
    ),
    distribution=(
        HistogramBar(low=0, high=29, people=500, percent=21),
        HistogramBar(low=30, high=59, people=700, percent=29),
        HistogramBar(low=60, high=None, people=1180, percent=50),
    ),
)


def _app(name: str, active: Estimate, minutes: Estimate) -> Row:
    cells = ("120", "90", active.value, minutes.value)
    return Row(
        label_zh=name,
        label_en=name,
        cells=cells,
        estimate=active,
        estimates=(("holders", estimate(60, 55, 65, 200)), ("active", active), ("minutes", minutes)),
    )


def _weight(name: str, share: float, so_far: float) -> Row:
    estimates = (
        ("minutes", estimate(share / 10, share / 12, share / 9, 200)),
        ("so_far", estimate(so_far, 60, 100, 200)),
    )
    return Row(label_zh=name, label_en=name, cells=(), estimate=estimate(share, 25, 80, 200), estimates=estimates)


def _balance(name: str, minutes: float, useful: float) -> Row:
    of_useful = estimate(useful, useful - 5, useful + 5, 80)
    value = estimate(minutes, minutes - 2, minutes + 2, 90)
    return Row(label_zh=name, label_en=name, cells=(), estimate=value, estimates=(("useful", of_useful),))


APPS = AppsReport(
    frame=frame(),
    people=estimate(200, 200, 200, 200),
    apps=Table(
        key="apps",
        title_zh="应用使用情况",
        title_en="Use of apps",
        head_zh="应用",
        head_en="App",
        columns=(
            Column(key="holders", title_zh="装了", title_en="Holders", kind="count"),
            Column(key="users", title_zh="在用", title_en="Users", kind="count"),
            Column(key="active", title_zh="在用占比", title_en="Active share", kind="percent"),
            Column(key="minutes", title_zh="分钟", title_en="Minutes", kind="minutes"),
        ),
        rows=(
            _app("云汀办公", estimate(75, 68, 81, 120), estimate(22, 19, 26, 90)),
            _app("汀事通", estimate(40, 31, 50, 80), SUPPRESSED),
        ),
    ),
    weights=Table(
        key="weights",
        title_zh="用时占比",
        title_en="Shares of time",
        columns=(),
        rows=(_weight("云汀办公", 70, 70), _weight("汀事通", 30, 100)),
    ),
    balance=Table(
        key="balance",
        title_zh="用时和用处",
        title_en="Time and use",
        columns=(),
        rows=(_balance("云汀办公", 22, 20), _balance("汀事通", 9, 55), _balance("巡河", 11, 40)),
    ),
    opinions=Table(key="opinions", title_zh="看法", title_en="Opinions", columns=(), rows=()),
)


def trend_wave(code: str, closes_on: date, value: Estimate, *, peers: PeerBand | None = None) -> TrendWave:
    return TrendWave(
        code=code,
        opens_on=closes_on.replace(day=1),
        closes_on=closes_on,
        release=code.lower(),
        estimate=value,
        peers=peers,
        is_comparable=True,
    )


BAND = PeerBand(count=19, p10=50, p25=60, median=70, p75=80, p90=95)
TREND_WAVES = (
    trend_wave("2025Q2", date(2025, 6, 30), estimate(90, 84, 97, 300), peers=BAND),
    trend_wave("2025Q3", date(2025, 9, 30), estimate(86, 80, 93, 310), peers=BAND),
    trend_wave("2025Q4", date(2025, 12, 31), SUPPRESSED),
    trend_wave("2026Q1", date(2026, 3, 31), estimate(74, 60, 90, 25, grade="C"), peers=BAND),
    trend_wave("2026Q2", date(2026, 6, 30), estimate(64, 59, 70, 305)),
    trend_wave("2026Q3", date(2026, 9, 30), estimate(58, 53, 63, 1301), peers=BAND),
)
TREND_EVENTS = (
    TrendEvent(mark="①", happened_on=date(2025, 12, 20), region="云汀省", title="清理应用", note=""),
    TrendEvent(mark="②", happened_on=date(2025, 12, 28), region="鹭汀市", title="合并工作群", note=""),
)
TREND = TrendReport(
    frame=frame(),
    waves=TREND_WAVES,
    verdict=Verdict.FALLS,
    judged=("2025Q2", "2025Q3", "2026Q1", "2026Q2", "2026Q3"),
    events=TREND_EVENTS,
    trend=trend_table(frame(), TREND_WAVES),
    clean_ups=clean_ups_table(frame(), TREND_EVENTS),
)
