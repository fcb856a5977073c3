"""Figures of the reports made by hand: one of each kind."""

from burden.dashboards.charts import app_balance, app_weights, apps, caterpillar, distribution, heatmap, levels
from burden.dashboards.figure_style import Figure
from burden.dashboards.language import Language
from burden.dashboards.numbers import measure_of
from burden.domain.indicators import I03, I07
from tests.dashboards import handmade

ZH = Language.SIMPLIFIED
HREFS = {county.code: f"/d/regions/{county.code}/" for county in handmade.COUNTIES}


def levels_figure() -> Figure:
    """Return apps by level."""
    figure = levels.levels_figure(table=handmade.LEVELS, measure=measure_of(I03), language=ZH)
    assert figure is not None
    return figure


def heatmap_figure() -> Figure:
    """Return counties by level."""
    figure = heatmap.heatmap_figure(report=handmade.OVERVIEW, language=ZH, hrefs=list(HREFS.values()))
    assert figure is not None
    return figure


def caterpillar_figure() -> Figure:
    """Return counties against each other."""
    figure = caterpillar.caterpillar_figure(report=handmade.REGION, language=ZH, hrefs=HREFS)
    assert figure is not None
    return figure


def distribution_figure() -> Figure:
    """Return how minutes spread."""
    figure = distribution.distribution_figure(bars=handmade.REGION.distribution, measure=measure_of(I07), language=ZH)
    assert figure is not None
    return figure


def apps_figure() -> Figure:
    """Return which apps are used."""
    figure = apps.active_figure(report=handmade.APPS, language=ZH)
    assert figure is not None
    return figure


def weights_figure() -> Figure:
    """Return which apps take most time."""
    figure = app_weights.weights_figure(table=handmade.APPS.weights, language=ZH)
    assert figure
    return figure


def balance_figure() -> Figure:
    """Return minutes against usefulness."""
    figure = app_balance.balance_figure(table=handmade.APPS.balance, language=ZH)
    assert figure
    return figure


EVERY = [
    levels_figure,
    heatmap_figure,
    caterpillar_figure,
    distribution_figure,
    apps_figure,
    weights_figure,
    balance_figure,
]
