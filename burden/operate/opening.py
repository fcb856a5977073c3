"""Opening a wave: from then on it takes answers."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from burden.access.scopes import path_of
from burden.domain.sentences import Sentence
from burden.domain.thresholds import DAYS_BETWEEN_WAVES
from burden.models import Wave, WaveEvent
from burden.operate.wave_life import record_event


class OpenRefusedError(RuntimeError):
    """The wave cannot be opened; ``sentence`` says why and what to do."""

    def __init__(self, sentence: Sentence) -> None:
        super().__init__(sentence)
        self.sentence = sentence


@transaction.atomic
def open_wave(*, wave: Wave, by: str = WaveEvent.BY_COMMAND) -> Wave:
    """Open a wave that is being prepared; one that is open already stays open.

    ``by`` is written down: the e-mail address of who did it, or one of ``WaveEvent.BY_…``.

    Raises OpenRefusedError for a wave that is past, beside demo waves, or too soon after another real one: people who
    are asked too often are burdened by the asking.
    """
    # All waves, in one order: of two openings over the same people at once, the second must see the first.
    current = {found.pk: found for found in Wave.objects.select_for_update().order_by("pk")}[wave.pk]
    if current.state == Wave.State.OPEN:
        return current
    refusal = _refusal_of(current)
    if refusal is not None:
        raise OpenRefusedError(refusal)
    current.state = Wave.State.OPEN
    current.save(update_fields=["state"])
    record_event(wave=current, kind=WaveEvent.Kind.OPENED, by=by)
    return current


def _refusal_of(wave: Wave) -> Sentence | None:
    if wave.state != Wave.State.DRAFT:
        return Sentence("调查 %(code)s 已经截止，不能再开始。", code=wave.code)
    if wave.closes_on < timezone.localdate():
        return Sentence("调查 %(code)s 的截止日期已过，请先改日期。", code=wave.code)
    if not wave.is_demo and Wave.objects.filter(is_demo=True).exists():
        return Sentence("还有演示数据，正式调查不能开始；请先在操作台删除演示数据。")
    if not wave.is_demo and _is_too_soon(wave):
        return Sentence(
            "与同一地区的上一次调查间隔不足%(days)s天，不能开始；问得太勤也是负担。", days=DAYS_BETWEEN_WAVES
        )
    return None


def _is_too_soon(wave: Wave) -> bool:
    """Whether another wave over the same people began less than DAYS_BETWEEN_WAVES before or after."""
    gap = timedelta(days=DAYS_BETWEEN_WAVES - 1)
    others = Wave.objects.filter(is_demo=False, opens_on__range=(wave.opens_on - gap, wave.opens_on + gap))
    begun = others.exclude(pk=wave.pk).exclude(state=Wave.State.DRAFT)
    return any(_overlap(other.region_code, wave.region_code) for other in begun)


def _overlap(one: str, other: str) -> bool:
    """Tell whether one region lies within the other, by their codes.

    >>> _overlap("330000000000", "330522000000"), _overlap("330000000000", "340000000000")
    (True, False)
    >>> _overlap("330522100000", "330522103000")  # two townships, though one's digits end in 0
    False
    """
    first, second = path_of(one), path_of(other)
    return first.startswith(second) or second.startswith(first)
