"""The life of a wave as a list of eight steps, from an empty site to a release: what is done, what is missing, and why.

Read from the tables at every look and stored nowhere, so the list cannot be wrong about what it was told earlier.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from burden.models import Wave
from burden.operate.site.step import Step
from burden.operate.site.steps import catalogue_step, regions_step
from burden.operate.waves.lines import WaveLine
from burden.operate.waves.preparing import newest_tree
from burden.operate.waves.steps import (
    closing_step,
    codes_step,
    headcounts_step,
    is_past,
    opening_step,
    release_step,
    wave_step,
)


@dataclass(frozen=True, kw_only=True)
class Checklist:
    """The steps of the wave at hand in their order, and that wave; None where there is none yet."""

    line: WaveLine | None
    steps: tuple[Step, ...]

    @property
    def is_finished(self) -> bool:
        """Whether nothing is left to do."""
        return all(step.is_done or step.is_past for step in self.steps)


def checklist_of(lines: Sequence[WaveLine], *, code: str = "") -> Checklist:
    """Return the steps of the wave with this code; without one, or where there is none such, of the wave at hand.

    ``lines`` are all waves, newest first.
    """
    line = next((line for line in lines if line.wave.code == code), None) or wave_at_hand(lines)
    wave = Wave.objects.select_related("tree").get(code=line.wave.code) if line else None
    tree = wave.tree if wave else newest_tree()
    steps = (
        regions_step(tree),
        catalogue_step(tree, is_past=is_past(wave)),
        headcounts_step(wave),
        wave_step(line, tree),
        codes_step(wave),
        opening_step(wave, line),
        closing_step(wave),
        release_step(wave, line),
    )
    return Checklist(line=line, steps=_with_next(steps))


def wave_at_hand(lines: Sequence[WaveLine]) -> WaveLine | None:
    """Return the wave that somebody is most likely busy with: a real one before the demo's, an unfinished one first."""
    return min(lines, key=lambda line: (line.wave.is_demo, not line.is_at_hand), default=None)


def _with_next(steps: Sequence[Step]) -> tuple[Step, ...]:
    """Mark the first step that can be taken now."""
    first = next((step for step in steps if step.is_due and not step.is_done), None)
    return tuple(replace(step, is_next=step is first) for step in steps)
