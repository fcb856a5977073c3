"""Reports of a wave that the real release code published, against loops over the answers themselves."""

from typing import Any

import pytest

from burden.access.scopes import Role, Subtree, Viewer
from burden.models import Region
from burden.reports import build_overview, build_region_report
from burden.reports.types import Estimate
from tests.answers import stored
from tests.dashboards.conftest import publish_world
from tests.oracles import ORACLES, OracleEstimate, people_at

VIEWER = Viewer(role=Role.SUPERVISOR, subtrees=(Subtree(path="99", is_demo=True),))
# The made-up answers give minutes to people without apps, which no form does; the oracle would read them as 0.
INDICATORS = ("I01", "I02", "I03", "I04", "I09", "I10")
LEVEL_SETS = ((), (40, 50), (60,), (50, 60, 70))

pytestmark = pytest.mark.django_db


def test_where_nobody_is_left_out_every_number_is_the_oracles() -> None:
    publish_world(people=2500)
    people = [_person(answer) for answer in stored("response")]
    compared = 0

    for region in Region.objects.filter(kind__in=("province", "city", "county"), path__startswith="99"):
        for levels in LEVEL_SETS:
            group = people_at(people, prefix=region.path, levels=levels)
            for code in INDICATORS:
                report = build_region_report(viewer=VIEWER, region=region.code, levels=levels, indicator=code)
                truth = ORACLES[code](group)
                assert (report.own.n or 0) <= truth.n
                if report.own.n == truth.n:
                    compared += 1
                    assert _numbers(report.own) == _rounded(truth, decimals=report.frame.indicator.decimals)

    assert compared >= 40


def test_all_levels_of_the_whole_wave_hold_everybody_who_is_published() -> None:
    release = publish_world(people=1200)

    overview = build_overview(viewer=VIEWER)

    shown = {indicator.code: value.n for indicator, value in overview.headline}
    balance = {
        block: sum(line["published"] for line in release.balance[block].values())
        for block in ("apps", "groups", "minutes", "attitude")
    }
    assert shown == {
        "I03": balance["apps"],
        "I04": balance["groups"],
        "I07": balance["minutes"],
        "I09": balance["attitude"],
    }


def _person(answer: dict[str, Any]) -> dict[str, Any]:
    return {
        "region_code": answer["region_code"],
        "level_code": answer["level"],
        "app_count": answer["app_count"],
        "idle_app_count": answer["idle_app_count"],
        "account_count": answer["account_count"],
        "group_count": answer["group_count"],
        "attitude_5": answer["attitude_5"],
    }


def _numbers(shown: Estimate) -> tuple[float | None, ...]:
    quantiles = shown.quantiles
    return (
        shown.value,
        shown.low,
        shown.high,
        quantiles.p25,
        quantiles.median,
        quantiles.p75,
    )


def _rounded(truth: OracleEstimate, *, decimals: int) -> tuple[float | None, ...]:
    assert truth.value is not None
    return (
        float(round(truth.value, decimals)),
        None if truth.low is None else round(truth.low, decimals),
        None if truth.high is None else round(truth.high, decimals),
        truth.p25,
        truth.median,
        truth.p75,
    )
