"""Opening a wave: from then on it takes answers."""

from django.db import transaction

from burden.domain.sentences import Sentence
from burden.models import Wave, WaveEvent
from burden.operate.waves.guards import obstacles
from burden.operate.waves.life import record_event


class OpenRefusedError(RuntimeError):
    """The wave cannot be opened; ``sentences`` say why and what to do."""

    def __init__(self, sentences: tuple[Sentence, ...]) -> None:
        super().__init__("".join(sentences))
        self.sentences = sentences


@transaction.atomic
def open_wave(*, wave: Wave, by: str = WaveEvent.BY_COMMAND) -> Wave:
    """Open a wave that is being prepared; one that is open already stays open.

    ``by`` is written down: the e-mail address of who did it, or one of ``WaveEvent.BY_…``.

    Raises OpenRefusedError where :func:`burden.operate.waves.guards.obstacles` finds something, such as another wave
    that asked the same people too short a time ago: who is asked too often is burdened by the asking.
    """
    # All waves, in one order: of two openings over the same people at once, the second must see the first.
    current = {found.pk: found for found in Wave.objects.select_for_update().order_by("pk")}[wave.pk]
    if current.state == Wave.State.OPEN:
        return current
    in_the_way = obstacles(current)
    if in_the_way:
        raise OpenRefusedError(tuple(guard.sentence for guard in in_the_way))
    current.state = Wave.State.OPEN
    current.save(update_fields=["state"])
    record_event(wave=current, kind=WaveEvent.Kind.OPENED, by=by)
    return current
