"""What the operator's desk says of waves: state in words, coarse count, what can be done next."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from burden.access.scopes import Viewer
from burden.aggregation.progress import Progress, progress_of
from burden.domain.sentences import said
from burden.models import Release, Wave
from burden.operate.closing_words import what_goes_on
from burden.reports.types import WaveRef
from burden.reports.waves import list_waves


@dataclass(frozen=True, kw_only=True)
class WaveLine:
    """One wave of the desk.

    ``state`` is in words; ``percent`` is how far a closing is, None when none is under way, and ``goes_on`` says who is
    at what; the three flags say which button belongs to it.
    """

    wave: WaveRef
    state: str
    count: str
    percent: int | None
    goes_on: str
    can_open: bool
    can_close: bool
    is_held: bool

    @property
    def is_closing(self) -> bool:
        """Whether a closing is under way."""
        return self.percent is not None

    @property
    def is_at_hand(self) -> bool:
        """Whether something can be done with it, or is being done."""
        return self.can_open or self.can_close or self.is_held or self.is_closing


def wave_lines(viewer: Viewer) -> tuple[WaveLine, ...]:
    """Return all waves, newest first."""
    return tuple(_line(wave) for wave in list_waves(viewer))


def wave_line(viewer: Viewer, code: str) -> WaveLine | None:
    """Return one wave, None where there is none of that code."""
    return next((line for line in wave_lines(viewer) if line.wave.code == code), None)


def _line(wave: WaveRef) -> WaveLine:
    is_closed = wave.state == Wave.State.CLOSED
    is_held = is_closed and _is_held(wave.code)
    progress = _progress(wave.code) if is_closed else None
    return WaveLine(
        wave=wave,
        state=_state_in_words(wave, is_held=is_held),
        count=said(wave.count_text, _),
        percent=_percent(progress) if is_closed and not is_held else None,
        goes_on=what_goes_on(progress) if progress else "",
        can_open=wave.state == Wave.State.DRAFT,
        can_close=wave.state == Wave.State.OPEN,
        is_held=is_held,
    )


def _is_held(code: str) -> bool:
    """Whether the gate held the newest try and no other is under way."""
    states = set(Release.objects.filter(wave__code=code).values_list("state", flat=True))
    return states == {Release.State.HELD}


def _state_in_words(wave: WaveRef, *, is_held: bool) -> str:
    if is_held:
        return _("已截止，发布检查没有通过，没有发布任何数")
    return {
        Wave.State.DRAFT.value: _("准备中，还不收答卷"),
        Wave.State.OPEN.value: _("进行中，正在收答卷"),
        Wave.State.CLOSED.value: _("已截止，正在汇总"),
        Wave.State.RELEASED.value: _("已发布"),
    }[wave.state]


def _progress(code: str) -> Progress | None:
    release = Release.objects.filter(wave__code=code, state=Release.State.COMPUTING).first()
    return progress_of(release.pk) if release else None


def _percent(progress: Progress | None) -> int:
    """Return how many of the shards are done, in percent; the last percent is the publication itself."""
    return 99 * progress.done // progress.shards if progress and progress.shards else 0
