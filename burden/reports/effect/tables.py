"""The table of a clean-up: the four cells, the two changes and the effect."""

from collections.abc import Sequence

from burden.reports.effect.types import Outcome
from burden.reports.notes import left_out_note, paired
from burden.reports.peers.notes import PEER_WORDS
from burden.reports.rows import Cell, n_cell, row_kind, value_cell, value_kind
from burden.reports.types import SUPPRESSED, Column, Estimate, Frame, Row, Table

RULE = (
    "净变化：本地的变化，减去同一时间没做清理的地区的平均变化。区间里有0，就是看不出。",
    "Effect: change there, less the mean change where nothing was cleaned up. Not clear where the interval holds 0.",
)
DOUBT = (
    "其实没有作用，却说成有的，100件里大约5件，可比的地区只有三四个时可到10件；看不出也不等于没有作用。",
    "Of 100 clean-ups without effect about 5 seem to have one, up to 10 against three or four places only.",
)


def others_words(kind: str, count: int) -> tuple[tuple[str, str], tuple[str, str]]:
    """Return what the places of comparison are called in a row, for a kind of region, and who they are."""
    zh, en = PEER_WORDS[kind]
    return (
        (f"没清理的{count}个同级地区", f"{count} peers without a clean-up"),
        (f"同级：{zh}里，同期没做清理、两次都有数的。", f"Peers: {en} without a clean-up then, shown in both waves."),
    )


def cells_table(frame: Frame, outcome: Outcome) -> Table:
    """Return five rows: before and after there, the same of the others' mean, the effect."""
    indicator = frame.indicator
    clean_up = outcome.clean_up
    here = (clean_up.region.name, clean_up.region.name)
    others, who = others_words(clean_up.region.kind, outcome.others)
    rows = (
        *_pair(here, outcome, (outcome.own_before, outcome.own_after)),
        *_pair(others, outcome, (outcome.others_before, outcome.others_after)),
        Row(
            label_zh="净变化",
            label_en="Effect",
            cells=_cells(outcome.effect),
            estimate=outcome.effect,
            kind="total",
        ),
    )
    chosen = (left_out_note(frame.levels),) if frame.levels else ()
    notes_zh, notes_en = paired(RULE, who, DOUBT, *chosen)
    kind, decimals = value_kind(indicator), indicator.decimals

    def column(key: str, zh: str, en: str) -> Column:
        return Column(key=key, title_zh=zh, title_en=en, kind=kind, decimals=decimals)

    return Table(
        key=f"effect:{indicator.code}",
        title_zh=f"{clean_up.region.name}{clean_up.happened_on:%Y-%m-%d}清理前后：{indicator.name_zh}",
        title_en=f"{indicator.name_en} before and after {clean_up.happened_on:%Y-%m-%d} in {clean_up.region.name}",
        columns=(
            Column(key="n", title_zh="人数", title_en="People", kind="count"),
            column(
                "value", f"{indicator.name_zh}（{indicator.unit_zh}）", f"{indicator.name_en} ({indicator.unit_en})"
            ),
            column("low", "区间下限", "95% low"),
            column("high", "区间上限", "95% high"),
        ),
        rows=rows,
        notes_zh=notes_zh,
        notes_en=notes_en,
        head_zh="哪里，哪一次",
        head_en="Where, which wave",
        indicator=indicator,
    )


def _pair(who: tuple[str, str], outcome: Outcome, values: Sequence[Estimate]) -> tuple[Row, ...]:
    waves = (outcome.clean_up.before, outcome.clean_up.after)
    names = (("清理前", "before"), ("清理后", "after"))
    return tuple(
        Row(
            label_zh=f"{who[0]}，{zh}{wave}",
            label_en=f"{who[1]}, {en} {wave}".strip(),
            cells=_cells(value),
            estimate=value,
            kind=row_kind(value),
        )
        for (zh, en), wave, value in zip(names, waves, values, strict=True)
    )


def _cells(value: Estimate) -> tuple[Cell, ...]:
    if value is SUPPRESSED:
        return (None, value_cell(value), None, None)
    return (n_cell(value), value_cell(value), value.low, value.high)
