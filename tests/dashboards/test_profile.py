"""The spine puts each value where it lies among its peers; its sentence says no number of its own."""

import json
import re
from pathlib import Path

import plotly.graph_objects as go
import pytest

from burden.dashboards.charts.spine import along_spine, spine_figure
from burden.dashboards.language import Language
from burden.dashboards.profile_sentences import profile_sentence
from burden.dashboards.tables import page_table
from burden.domain.indicators import BY_CODE
from burden.domain.trend import Verdict
from burden.reports.profile.tables import profile_table
from burden.reports.profile.types import ProfileLine
from burden.reports.trends.types import PeerBand
from burden.reports.types import SUPPRESSED, Band, Estimate, State
from tests.dashboards.handmade import TREND

ZH, EN = Language.SIMPLIFIED, Language.ENGLISH
BAND = PeerBand(count=12, p10=10.0, p25=14.0, median=18.0, p75=20.0, p90=22.0)


def value(number: float, low: float, high: float, *, band: Band = Band.SIMILAR, grade: str = "A") -> Estimate:
    return Estimate(state=State.SHOWN, value=number, low=low, high=high, n=1301, n_text="1301", grade=grade, band=band)


def line(code: str, estimate: Estimate, peers: PeerBand | None = BAND, **more: object) -> ProfileLine:
    verdict = more.get("verdict", Verdict.TOO_FEW_WAVES)
    assert isinstance(verdict, Verdict)
    return ProfileLine(
        indicator=BY_CODE[code], estimate=estimate, weighted=value(20.5, 19.0, 22.0), peers=peers, verdict=verdict
    )


LINES = (
    line("I01", value(20.0, 19.0, 40.0, band=Band.HIGHER)),
    line("I02", SUPPRESSED),
    line("I03", value(16.0, 12.0, 21.0, grade="C")),
    line("I04", value(9.0, 8.0, 10.0, band=Band.LOWER), verdict=Verdict.FALLS),
    line("I10", value(33.0, 30.0, 36.0, band=Band.UNKNOWN), peers=None),
)


def test_each_row_is_stretched_to_its_own_peers() -> None:
    figure = spine_figure(lines=LINES, language=ZH)
    assert figure is not None
    go.Figure(figure)
    outer, inner = figure["data"][:2]
    assert (outer["base"][0], outer["x"][0]) == (-1.0, 2.0)
    assert (inner["base"][0], inner["x"][0]) == (-0.5, 1.0)
    assert figure["layout"]["barmode"] == "overlay"
    assert figure["layout"]["yaxis"]["ticktext"] == ["人均政务<br>APP数", "人均APP与<br>新媒体合计", "人均工作群数"]


def test_each_band_has_its_shape_and_every_dot_its_interval() -> None:
    figure = spine_figure(lines=LINES, language=ZH)
    assert figure is not None
    own = {trace["name"]: trace for trace in figure["data"][2:]}
    assert {name: trace["marker"]["symbol"] for name, trace in own.items()} == {
        "▲ 高于同级": "triangle-up",
        "● 无明显差异": "circle",
        "▼ 低于同级": "triangle-down",
    }
    higher, faint = own["▲ 高于同级"], own["● 无明显差异"]
    assert (higher["x"], higher["y"]) == ([0.5], [0])
    assert higher["error_x"]["array"] == [1.7]  # 40 lies beyond the edge of the picture, at 2.2
    assert higher["error_x"]["arrayminus"] == [0.25]
    assert faint["marker"]["opacity"] == [0.5]
    assert "1,301人" in higher["text"][0]
    assert higher["text"][0].endswith("12个同级的中间一半：14.0–20.0")


def test_every_colour_of_the_spine_has_a_dark_counterpart() -> None:
    drawn = json.dumps(spine_figure(lines=LINES, language=ZH))
    script = (Path(__file__).resolve().parent.parent.parent / "static" / "js" / "figures.js").read_text()

    assert [colour for colour in re.findall(r'"(#\w{6}|rgba[^"]+)"', drawn) if f"'{colour}': '" not in script] == []


def test_where_peers_agree_on_one_value_another_stands_at_the_edge() -> None:
    same = PeerBand(count=12, p10=5.0, p25=5.0, median=5.0, p75=5.0, p90=5.0)
    assert [along_spine(number, same) for number in (4.0, 5.0, 6.0)] == [-2.2, 0.0, 2.2]


def test_without_peers_there_is_no_chart_and_the_sentence_says_why() -> None:
    lonely = [line("I04", value(9.0, 8.0, 10.0, band=Band.UNKNOWN), peers=None)]
    assert spine_figure(lines=lonely, language=ZH) is None
    assert profile_sentence(lines=lonely, language=ZH) == (
        "能显示的同级不到10个，或本账号看不到的同级太少，这里不和同级比。"
    )
    assert profile_sentence(lines=[line("I04", SUPPRESSED)], language=ZH).startswith("样本不足或无数据")


def test_the_sentence_names_what_differs_from_peers_and_what_changes() -> None:
    assert profile_sentence(lines=LINES, language=ZH) == (
        "可与同级比的3项。▲ 高于同级的1项：人均政务APP数20.0 个/人（95%区间19.0–40.0，1,301人；同级一半低于18.0）。"
        "▼ 低于同级的1项：人均工作群数9.0 个/人（95%区间8.0–10.0，1,301人；同级一半低于18.0）。"
        "与同级无明显差异的1项。▼ 最近5次在下降的：人均工作群数。"
    )


@pytest.mark.parametrize("language", list(Language))
def test_every_number_of_the_sentence_stands_in_the_table(language: Language) -> None:
    text = profile_sentence(lines=LINES, language=language)
    table = page_table(
        profile_table(TREND.frame, LINES, key="profile:load", name=("有多重", "How heavy")), language=language
    )
    cells = {cell.text for row in table.rows for cell in row.cells}
    numbers = set(re.findall(r"\d+(?:,\d{3})*(?:\.\d+)?", text))
    assert numbers <= cells | {"95", "5", "3", "1"}  # the interval's 95 %, the last 5 waves, how many indicators
