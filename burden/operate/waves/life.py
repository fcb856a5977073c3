"""The life of a wave as it is written down: what was done, by whom, when; added to, never changed."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from burden.access.account_words import AT_THE_SERVER
from burden.domain.sentences import Sentence, said
from burden.models import Wave, WaveEvent

WITHOUT_A_PERSON = {
    WaveEvent.BY_COMMAND: AT_THE_SERVER,
    WaveEvent.BY_TIMETABLE: gettext_noop("到期自动"),
    WaveEvent.BY_WORKER: gettext_noop("后台进程"),
}


@dataclass(frozen=True, kw_only=True)
class LifeLine:
    """One event in words of the reader's language; ``who`` is an e-mail address, or says that nobody pressed a key."""

    what: str
    who: str
    when: datetime
    details: tuple[str, ...]


def record_event(*, wave: Wave, kind: WaveEvent.Kind, by: str, details: Iterable[Sentence] = ()) -> WaveEvent:
    """Write an event down; ``by`` is the e-mail address of whoever did it, or one of ``WaveEvent.BY_…``.

    Call it in the transaction of the change that it tells of.
    """
    kept = [[sentence.template, dict(sentence.values)] for sentence in details]
    return WaveEvent.objects.create(wave_code=wave.code, kind=kind, done_by=by, details=kept)


def life_of(wave_code: str, *, kinds: Collection[WaveEvent.Kind] = tuple(WaveEvent.Kind)) -> tuple[LifeLine, ...]:
    """Return what is written down of the wave, newest first; also of earlier drafts of its code that were deleted."""
    events = WaveEvent.objects.filter(wave_code=wave_code, kind__in=kinds)
    return tuple(line_of(event) for event in events.order_by("-pk"))


def line_of(event: WaveEvent) -> LifeLine:
    """Return one event in the language of the request."""
    who = WITHOUT_A_PERSON.get(event.done_by)
    return LifeLine(
        what=_(event.get_kind_display()),
        who=_(who) if who else event.done_by,
        when=event.happened_at,
        details=tuple(said(Sentence(template, **values), _) for template, values in event.details),
    )
