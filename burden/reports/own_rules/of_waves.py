"""What R30 finds in surveys and releases: how long answering took, how far surveys lie apart, what they ask."""

from dataclasses import dataclass
from itertools import combinations

from burden.access.policies import is_public_kind
from burden.access.scopes import overlap
from burden.domain.further_choice import USUAL_FURTHER_FIELDS, page_one_points, page_two_points
from burden.domain.thresholds import DAYS_BETWEEN_WAVES, POINT_BUDGET
from burden.models import Region, Wave
from burden.reports.cost import wave_cost
from burden.reports.own_rules.rule import OwnRule, Verdict, kept_if
from burden.reports.types import WaveCost
from burden.reports.waves import released, showing_of

HALF_PERCENT = 50  # the median lies within 90 seconds where at least half of the people do
TIME = ("填第一页的时间，中位数不超过90秒", "The median time for page 1 is at most 90 seconds")
GAP = (
    f"同一地区两次调查至少隔{DAYS_BETWEEN_WAVES}天",
    f"At least {DAYS_BETWEEN_WAVES} days between two surveys of the same region",
)


@dataclass(frozen=True, kw_only=True)
class Gap:
    """Two surveys of the same people and the days between their first days."""

    days: int
    earlier: str
    later: str


def rules_of_waves() -> tuple[OwnRule, ...]:
    """Return what is found in surveys that have begun and in the newest release; demo surveys ask nobody."""
    waves = list(Wave.objects.filter(is_demo=False).exclude(state=Wave.State.DRAFT).order_by("opens_on", "pk"))
    return (
        time_rule(newest_cost(), is_demo=not waves),
        gap_rule(waves),
        page_one_rule(page_one_points()),
        page_two_rule(waves),
    )


def newest_cost() -> WaveCost | None:
    """Return what the newest release that everybody may read tells of times, real before demo; None without one."""
    releases = sorted(released(), key=lambda release: release.wave.is_demo)
    if not releases:
        return None
    newest = releases[0]
    wave = newest.wave
    kind = Region.objects.values_list("kind", flat=True).get(tree_id=wave.tree_id, code=wave.region_code)
    return wave_cost(newest, showing=showing_of(newest, kind)) if is_public_kind(kind) else None


def time_rule(cost: WaveCost | None, *, is_demo: bool = False) -> OwnRule:
    """Judge the time for page 1 by the published share within 90 seconds; of demo data it says so."""
    how = ("程序按最近一次发布里的时间档算", "The program computed it from the time bands of the newest release")
    if cost is None or cost.within_90.value is None:
        found = ("还没有能公布的时间档", "No time bands are published yet")
        return OwnRule(key="time", verdict=Verdict.NO_DATA, rule=TIME, found=found, how=how)
    share = cost.within_90.text or f"{cost.within_90.value:g} %"
    demo = ("（演示数据）", " (demo data)") if is_demo else ("", "")
    found = (
        f"调查{cost.wave_code}{demo[0]}：{share.replace(' ', '')}的人在90秒内填完",
        f"Survey {cost.wave_code}{demo[1]}: {share} answered within 90 seconds",
    )
    return OwnRule(key="time", verdict=kept_if(cost.within_90.value >= HALF_PERCENT), rule=TIME, found=found, how=how)


def gap_rule(waves: list[Wave]) -> OwnRule:
    """Judge the shortest time between the first days of two surveys of the same people."""
    how = ("程序按已开始的正式调查的开始日期算", "The program computed it from the first days of real surveys")
    if not waves:
        found = ("还没有正式调查；演示不问任何人，不算", "No real survey yet; the demo asks nobody and does not count")
        return OwnRule(key="gap", verdict=Verdict.NO_DATA, rule=GAP, found=found, how=how)
    gap = shortest_gap(waves)
    if gap is None:
        found = ("没有哪个地区调查过两次", "No region was asked twice")
        return OwnRule(key="gap", verdict=Verdict.KEPT, rule=GAP, found=found, how=how)
    found = (
        f"最短隔{gap.days}天（{gap.earlier}和{gap.later}）",
        f"The shortest was {gap.days} days ({gap.earlier} and {gap.later})",
    )
    return OwnRule(key="gap", verdict=kept_if(gap.days >= DAYS_BETWEEN_WAVES), rule=GAP, found=found, how=how)


def shortest_gap(waves: list[Wave]) -> Gap | None:
    """Return the shortest time between two surveys of which one region holds the other, None without such two."""
    gaps = [
        Gap(days=abs((later.opens_on - earlier.opens_on).days), earlier=earlier.code, later=later.code)
        for earlier, later in combinations(waves, 2)
        if overlap(earlier.region_code, later.region_code)
    ]
    return min(gaps, key=lambda gap: gap.days, default=None)


def page_one_rule(points: int) -> OwnRule:
    """Judge what page 1 costs."""
    return OwnRule(
        key="page-one",
        verdict=kept_if(points <= POINT_BUDGET),
        rule=(f"第一页的操作量不超过{POINT_BUDGET}分", f"Page 1 costs at most {POINT_BUDGET} points"),
        found=(f"{points}分", f"{points} points"),
        how=("程序按第一页的题目算", "The program added up the questions of page 1"),
    )


def page_two_rule(waves: list[Wave]) -> OwnRule:
    """Judge what page 2 costs in the survey that asks most on it; before the first one, as usually prepared."""
    costs = [(page_two_points(wave.further_fields, asks_for_text=wave.asks_for_text), wave.code) for wave in waves]
    usual = page_two_points(USUAL_FURTHER_FIELDS, asks_for_text=False)
    points, code = max(costs, default=(usual, ""))
    found = (
        (f"最多的一次（{code}）{points}分", f"{points} points in the survey that asked most ({code})")
        if code
        else (
            f"还没有正式调查；通常的题目是{points}分",
            f"No real survey yet; the usual questions cost {points} points",
        )
    )
    return OwnRule(
        key="page-two",
        verdict=kept_if(points <= POINT_BUDGET),
        rule=(f"第二页的操作量不超过{POINT_BUDGET}分", f"Page 2 costs at most {POINT_BUDGET} points"),
        found=found,
        how=("程序按每次正式调查第二页问的题目算", "The program added up the questions on page 2 of each real survey"),
    )
