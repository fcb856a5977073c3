"""The tables that hold answers, and which blocks are made of which."""

from dataclasses import dataclass

from burden.domain.blocks import DURATION, FURTHER_BLOCKS, PAGE_ONE_BLOCKS, Block
from burden.models import FurtherResponse, Response


@dataclass(frozen=True, kw_only=True)
class Source:
    """A table with one row a person and the blocks made of it; flagged rows may be left out."""

    table: str
    blocks: tuple[Block, ...]
    leaves_out_flagged: bool

    @property
    def columns(self) -> tuple[str, ...]:
        """Columns of all blocks, once each: no column belongs to two."""
        return tuple(column for block in self.blocks for column in block.columns)


_PAGE_ONE = Response._meta.db_table  # noqa: SLF001  # Django's documented way to a table's name
_PAGE_TWO = FurtherResponse._meta.db_table  # noqa: SLF001  # likewise

SOURCES: tuple[Source, ...] = (
    Source(table=_PAGE_ONE, blocks=PAGE_ONE_BLOCKS, leaves_out_flagged=True),
    Source(table=_PAGE_ONE, blocks=(DURATION,), leaves_out_flagged=False),
    Source(table=_PAGE_TWO, blocks=FURTHER_BLOCKS, leaves_out_flagged=False),
)
