"""The kinds of answers, and which blocks are made of which."""

from dataclasses import dataclass

from burden.domain.blocks import DURATION, FURTHER_BLOCKS, MINUTES_SOURCE, PAGE_ONE_BLOCKS, Block
from burden.domain.pack_columns import PackKind


@dataclass(frozen=True, kw_only=True)
class Source:
    """A kind of answer and the blocks made of it; flagged answers may be left out."""

    kind: PackKind
    blocks: tuple[Block, ...]
    leaves_out_flagged: bool

    @property
    def columns(self) -> tuple[str, ...]:
        """Columns of all blocks, once each: no column belongs to two."""
        return tuple(column for block in self.blocks for column in block.columns)


SOURCES: tuple[Source, ...] = (
    Source(kind=PackKind.RESPONSE, blocks=(*PAGE_ONE_BLOCKS, MINUTES_SOURCE), leaves_out_flagged=True),
    Source(kind=PackKind.RESPONSE, blocks=(DURATION,), leaves_out_flagged=False),
    Source(kind=PackKind.FURTHER, blocks=FURTHER_BLOCKS, leaves_out_flagged=False),
)
