"""Saying no to a publication: what was computed waits, with the reason, and whoever agreed before has not agreed."""

from typing import Final

from django.db import transaction

from burden.domain.sentences import Sentence, gettext_noop
from burden.models import Release, Wave, WaveEvent
from burden.operate.waves.life import record_event

LONGEST_REASON: Final = 200  # characters
BECAUSE: Final = gettext_noop("原因：%(reason)s")

NEEDS_A_REASON = gettext_noop("请写明原因，别的运维才知道要改什么。")
REASON_TOO_LONG = gettext_noop("原因最多%(most)s字，现在%(now)s字，请写短些。")
TOO_LATE = gettext_noop("调查 %(code)s 已经发布，不能撤回。")
NOT_CLOSED = gettext_noop("调查 %(code)s 还没有收口，没有什么要发布的。")
HELD_ALREADY = gettext_noop("调查 %(code)s 没有通过检查，本来就没有要发布的。")


class PutOffRefusedError(ValueError):
    """The publication cannot be put off; ``sentence`` says why and what to do."""

    def __init__(self, sentence: Sentence) -> None:
        super().__init__(sentence)
        self.sentence = sentence


def put_off(*, wave: Wave, by: str, reason: str) -> None:
    """Say that what was or is being computed of a closed wave must not be published yet, and why.

    It waits from now on, whatever the last day was to do, and agreements given so far count no more.  ``by`` is an
    e-mail address or one of ``WaveEvent.BY_…``; ``reason`` has 1 to 200 characters.  Safe to repeat.  Raises
    PutOffRefusedError.
    """
    why = Sentence(BECAUSE, reason=_checked(reason))
    with transaction.atomic():
        # Publications, by hand or by themselves, lock the wave before they happen: one of the two is first.
        current = Wave.objects.select_for_update().get(pk=wave.pk)
        _check_waits(current)
        current.waits_for_a_look = True
        current.save(update_fields=["waits_for_a_look"])
        if not _says_so_already(current, by=by, why=why):
            record_event(wave=current, kind=WaveEvent.Kind.PUT_OFF, by=by, details=(why,))


def put_off_in_force(wave: Wave) -> WaveEvent | None:
    """Return who said last that the release must wait, unless somebody had it computed anew since."""
    said = WaveEvent.objects.filter(wave_code=wave.code, kind__in=(WaveEvent.Kind.PUT_OFF, WaveEvent.Kind.AGAIN)).last()
    return said if said is not None and said.kind == WaveEvent.Kind.PUT_OFF else None


def mark_of(release: Release) -> str:
    """Return a mark of what a page shows of a ready release: another one after a computation, or a no."""
    put_off_by = put_off_in_force(release.wave)
    return f"{release.content_hash}-{put_off_by.pk if put_off_by else 0}"


def _checked(reason: str) -> str:
    reason = " ".join(reason.replace("\0", "").split())
    if not reason:
        raise PutOffRefusedError(Sentence(NEEDS_A_REASON))
    if len(reason) > LONGEST_REASON:
        raise PutOffRefusedError(Sentence(REASON_TOO_LONG, most=LONGEST_REASON, now=len(reason)))
    return reason


def _check_waits(wave: Wave) -> None:
    if wave.state == Wave.State.RELEASED:
        raise PutOffRefusedError(Sentence(TOO_LATE, code=wave.code))
    if wave.state != Wave.State.CLOSED:
        raise PutOffRefusedError(Sentence(NOT_CLOSED, code=wave.code))
    states = set(wave.releases.values_list("state", flat=True))
    if states == {Release.State.HELD.value}:
        raise PutOffRefusedError(Sentence(HELD_ALREADY, code=wave.code))


def _says_so_already(wave: Wave, *, by: str, why: Sentence) -> bool:
    """Whether this is the second press of one button."""
    last = WaveEvent.objects.filter(wave_code=wave.code).last()
    if last is None or last.kind != WaveEvent.Kind.PUT_OFF:
        return False
    return last.done_by == by and last.details == [[why.template, dict(why.values)]]
