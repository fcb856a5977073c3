"""What one release says of one app: the same three numbers for any region of it and any levels."""

from dataclasses import dataclass

from burden.domain.blocks import Block, app_use_block
from burden.models import Release
from burden.reports.apps.page import DECIMALS, MINUTES, counts_of, usage_block_of
from burden.reports.estimates import mean_estimate
from burden.reports.figures import Figures
from burden.reports.rows import Cell, n_cell, value_cell
from burden.reports.types import Column, Estimate, RegionRef, Row
from burden.reports.waves import showing_of

COLUMNS = (
    Column(key="held", title_zh="装了的人（%）", title_en="Holders (%)", kind="percent"),
    Column(key="held_low", title_zh="区间下限", title_en="95% low", kind="percent"),
    Column(key="held_high", title_zh="区间上限", title_en="95% high", kind="percent"),
    Column(key="active", title_zh="装了的人中在用（%）", title_en="In use among holders (%)", kind="percent"),
    Column(key="active_low", title_zh="区间下限", title_en="95% low", kind="percent"),
    Column(key="active_high", title_zh="区间上限", title_en="95% high", kind="percent"),
    Column(key="n", title_zh="答了用时的人", title_en="People with minutes", kind="count"),
    Column(key="minutes", title_zh="平均用时（分钟/工作日）", title_en="Mean minutes a workday", kind="minutes"),
    Column(key="low", title_zh="区间下限", title_en="95% low", kind="minutes"),
    Column(key="high", title_zh="区间上限", title_en="95% high", kind="minutes"),
    Column(key="median", title_zh="中位数", title_en="Median", kind="minutes"),
    Column(key="p25", title_zh="四分之一的人不超过", title_en="A quarter at or below", kind="minutes"),
    Column(key="p75", title_zh="四分之三的人不超过", title_en="Three quarters at or below", kind="minutes"),
)


@dataclass(frozen=True, kw_only=True)
class AppNumbers:
    """Holders of all who reported, users of holders, minutes of users; in one region, at some levels."""

    held: Estimate
    active: Estimate
    minutes: Estimate

    @property
    def is_shown(self) -> bool:
        """Whether any of them may be shown."""
        return self.held.is_shown or self.active.is_shown or self.minutes.is_shown

    def cells(self) -> tuple[Cell, ...]:
        """Return the cells under COLUMNS."""
        held, active, minutes = self.held, self.active, self.minutes
        spread = minutes.quantiles
        return (
            *(value_cell(held), held.low, held.high),
            *(value_cell(active), active.low, active.high),
            *(n_cell(minutes), value_cell(minutes), minutes.low, minutes.high),
            *(spread.median, spread.p25, spread.p75),
        )

    def row(self, label: tuple[str, str], *, kind: str = "plain", region: RegionRef | None = None) -> Row:
        """Return the row of a table; its estimate are the minutes, the others stand beside it by name."""
        return Row(
            label_zh=label[0],
            label_en=label[1],
            cells=self.cells(),
            estimate=self.minutes,
            kind="suppressed" if kind == "plain" and not self.is_shown else kind,
            region=region,
            estimates=(("held", self.held), ("active", self.active)),
        )


def blocks_of(release: Release, app_code: str) -> tuple[Block, Block]:
    """Return the blocks that the three numbers are read from."""
    return usage_block_of(release), app_use_block(app_code)


def numbers_of(
    app_code: str, *, release: Release, figures: Figures, region: RegionRef, levels: tuple[int, ...]
) -> AppNumbers:
    """Return the three numbers; ``figures`` hold :func:`blocks_of` of the region."""
    usage, use = blocks_of(release, app_code)
    showing = showing_of(release, region.kind)
    counts = counts_of(app_code, figures, usage, region.code, levels)
    tally = figures.tally(use, region.code, levels)
    return AppNumbers(
        held=counts.share_of_people(counts.holders, decimals=DECIMALS, showing=showing),
        active=counts.users_among_holders(decimals=DECIMALS, showing=showing),
        minutes=mean_estimate(tally, magnitude=MINUTES, decimals=DECIMALS, showing=showing),
    )
