"""How far a wave's closing is: what its page shows."""

from dataclasses import dataclass
from enum import StrEnum

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from burden.aggregation.progress import Progress, progress_of
from burden.models import Release, Wave
from burden.operate.closing.words import what_goes_on

PERCENT_GATHERED = 5  # the last answers lie where they are computed from
PERCENT_COMPUTED = 95  # every part is computed; what is left is to join and to check


class Stage(StrEnum):
    """Where the wave stands, in order; HELD is what follows COMPUTING where the gate finds something."""

    DRAFT = "draft"
    OPEN = "open"
    COMPUTING = "computing"
    HELD = "held"
    READY = "ready"
    RELEASED = "released"


@dataclass(frozen=True, kw_only=True)
class ClosingStep:
    """One of the five steps, done, under way, or still to come."""

    title: str
    is_done: bool
    is_now: bool


@dataclass(frozen=True, kw_only=True)
class Closing:
    """A closing as its page shows it; ``percent`` and ``goes_on`` are None and "" unless it is being computed."""

    stage: Stage
    steps: tuple[ClosingStep, ...]
    release: Release | None
    percent: int | None
    goes_on: str

    @property
    def can_be_put_off(self) -> bool:
        """Whether somebody can still say that it must not be published."""
        return self.stage in (Stage.COMPUTING, Stage.READY)


def closing_of(wave: Wave) -> Closing:
    """Return how far the wave's closing is at this moment."""
    release = wave.releases.exclude(state=Release.State.HELD).first()
    stage = _stage(wave, release)
    if stage is Stage.HELD:
        release = wave.releases.filter(state=Release.State.HELD).first()
    is_computing = stage is Stage.COMPUTING
    progress = progress_of(release.pk) if release and is_computing else None
    return Closing(
        stage=stage,
        steps=_steps(stage, progress),
        release=release,
        percent=_percent(progress) if is_computing else None,
        goes_on=_goes_on(progress) if is_computing else "",
    )


def _stage(wave: Wave, release: Release | None) -> Stage:
    if wave.state != Wave.State.CLOSED:
        return Stage(wave.state)
    if release is None:
        return Stage.HELD if wave.releases.exists() else Stage.COMPUTING
    return Stage.READY if release.state == Release.State.READY else Stage.COMPUTING


def _steps(stage: Stage, progress: Progress | None) -> tuple[ClosingStep, ...]:
    titles = (
        pgettext("stage", "收口"),
        _("收齐答卷"),
        pgettext("stage", "汇总"),
        _("检查"),
        pgettext("stage", "发布"),
    )
    now = {Stage.DRAFT: 0, Stage.OPEN: 0, Stage.HELD: 3, Stage.READY: 4, Stage.RELEASED: len(titles)}.get(stage)
    if now is None:
        now = 1 if progress is None else 2 + (progress.done == progress.shards)
    return tuple(ClosingStep(title=title, is_done=at < now, is_now=at == now) for at, title in enumerate(titles))


def _percent(progress: Progress | None) -> int:
    """Return how much is done, in percent: of the parts, between the first step and the last."""
    if progress is None:
        return 0
    part = progress.done / progress.shards if progress.shards else 0
    return round(PERCENT_GATHERED + (PERCENT_COMPUTED - PERCENT_GATHERED) * part)


def _goes_on(progress: Progress | None) -> str:
    if progress is None:
        return _("正在把最后的答卷收齐，打乱次序存好。若一分钟后还是这样，后台进程可能没有在运行。")
    done = _("共%(shards)s片，算完%(done)s片。") % {"shards": progress.shards, "done": progress.done}
    return f"{done}{what_goes_on(progress)}"
