"""What can still be changed of a wave: a draft can go, an open one can be given more days."""

from datetime import date

from django.db import transaction

from burden.domain.sentences import Sentence
from burden.domain.sentences import gettext_noop as _
from burden.models import Wave, WaveEvent
from burden.operate.waves.changes import what_changed
from burden.operate.waves.life import record_event


class ChangeRefusedError(ValueError):
    """The wave cannot be changed so; ``sentence`` says why."""

    def __init__(self, sentence: Sentence) -> None:
        super().__init__(sentence)
        self.sentence = sentence


@transaction.atomic
def delete_draft(*, wave: Wave, by: str) -> None:
    """Delete a wave that never opened, with its head counts and codes; what was done to it stays written down.

    Raises ChangeRefusedError for a wave that has begun.
    """
    current = Wave.objects.select_for_update().filter(pk=wave.pk).first()
    if current is None:
        return
    if current.state != Wave.State.DRAFT:
        raise ChangeRefusedError(Sentence(_("调查 %(code)s 已经开始，不能删除。"), code=wave.code))
    record_event(wave=current, kind=WaveEvent.Kind.DELETED, by=by)
    current.delete()


@transaction.atomic
def extend_wave(*, wave: Wave, closes_on: date, by: str) -> Wave:
    """Let an open wave take answers until a later day.

    Raises ChangeRefusedError where it is not open, the day is not later, or the form's validity ends before it.
    """
    current = Wave.objects.select_for_update().get(pk=wave.pk)
    refusal = _refusal(current, closes_on)
    if refusal is not None:
        raise ChangeRefusedError(refusal)
    change = what_changed({"closes_on": current.closes_on}, {"closes_on": closes_on})
    current.closes_on = closes_on
    current.save(update_fields=["closes_on"])
    record_event(wave=current, kind=WaveEvent.Kind.EXTENDED, by=by, details=change)
    return current


def _refusal(wave: Wave, closes_on: date) -> Sentence | None:
    if wave.state != Wave.State.OPEN:
        return Sentence(_("调查 %(code)s 现在不收答卷，不能延期。"), code=wave.code)
    if closes_on <= wave.closes_on:
        return Sentence(_("要比现在的截止日期%(day)s晚。要提前结束，请用“收口”。"), day=f"{wave.closes_on}")
    if wave.valid_until is not None and closes_on > wave.valid_until:
        return Sentence(_("截止日期晚于有效期限%(day)s：过了有效期限不能再收答卷。"), day=f"{wave.valid_until}")
    return None
