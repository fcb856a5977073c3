"""What the operator's desk says of waves: state in words, coarse count, what can be done next."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from burden.access.scopes import Viewer
from burden.domain.sentences import said
from burden.models import Wave
from burden.operate.closing.putting_off import put_off_in_force
from burden.operate.closing.state import Stage, closing_of
from burden.reports.types import WaveRef
from burden.reports.waves import list_waves


@dataclass(frozen=True, kw_only=True)
class WaveLine:
    """One wave of the desk.

    ``state`` is in words; ``percent`` is how far a closing is, None when none is under way; the flags say what can be
    done with it.
    """

    wave: WaveRef
    state: str
    count: str
    percent: int | None
    can_open: bool
    can_close: bool
    is_held: bool
    is_ready: bool
    is_put_off: bool

    @property
    def is_closing(self) -> bool:
        """Whether a closing is under way."""
        return self.percent is not None

    @property
    def is_out(self) -> bool:
        """Whether its numbers are published."""
        return self.wave.state == Wave.State.RELEASED

    @property
    def is_at_hand(self) -> bool:
        """Whether something can be done with it, or is being done."""
        return self.can_open or self.can_close or self.is_held or self.is_ready or self.is_closing


def wave_lines(viewer: Viewer) -> tuple[WaveLine, ...]:
    """Return all waves, newest first."""
    return tuple(_line(wave) for wave in list_waves(viewer))


def wave_line(viewer: Viewer, code: str) -> WaveLine | None:
    """Return one wave, None where there is none of that code."""
    return next((line for line in wave_lines(viewer) if line.wave.code == code), None)


def _line(wave: WaveRef) -> WaveLine:
    closed = Wave.objects.get(code=wave.code) if wave.state == Wave.State.CLOSED else None
    closing = closing_of(closed) if closed else None
    stage = closing.stage if closing else Stage(wave.state)
    is_put_off = stage is Stage.READY and closed is not None and put_off_in_force(closed) is not None
    return WaveLine(
        wave=wave,
        state=_("已截止，已经算好，有人说先不发布") if is_put_off else _state_in_words(stage),
        count=said(wave.count_text, _),
        percent=closing.percent if closing else None,
        can_open=stage is Stage.DRAFT,
        can_close=stage is Stage.OPEN,
        is_held=stage is Stage.HELD,
        is_ready=stage is Stage.READY,
        is_put_off=is_put_off,
    )


def _state_in_words(stage: Stage) -> str:
    return {
        Stage.DRAFT: _("准备中，还不收答卷"),
        Stage.OPEN: _("进行中，正在收答卷"),
        Stage.COMPUTING: _("已截止，正在汇总"),
        Stage.HELD: _("已截止，发布检查没有通过，没有发布任何数"),
        Stage.READY: _("已截止，已经算好，等人看过再发布"),
        Stage.RELEASED: _("已发布"),
    }[stage]
