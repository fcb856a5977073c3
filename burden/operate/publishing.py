"""Publishing what was computed: by one operator, or by two where the wave asks for a second person."""

from collections.abc import Collection

from django.db import transaction

from burden.access.scopes import Role
from burden.aggregation.publication import changes_since_ready, hold, publish
from burden.domain.sentences import Sentence, gettext_noop
from burden.models import AccountChange, Release, User, Wave, WaveEvent
from burden.operate.wave_life import record_event

NO_PERSON = frozenset({WaveEvent.BY_COMMAND, WaveEvent.BY_TIMETABLE, WaveEvent.BY_WORKER})
FEWEST_OPERATORS = 2

NOTHING_READY = gettext_noop("调查 %(code)s 还没有算好，或者没有通过检查，现在不能发布。")
SEEN_ANOTHER = gettext_noop("刚才重新汇总过，请把本页再看一遍，然后发布。")
NEEDS_A_PERSON = gettext_noop("调查 %(code)s 要两个人同意才发布。请另一位运维登录操作台，看过以后发布。")
IS_THE_FIRST = gettext_noop(
    "调查 %(code)s 要两个人同意才发布，您已经是其中一位。请另一位运维用自己的账号登录，看过以后发布。"
)
IS_IN_HAND = gettext_noop(
    "您的账号是这次调查开始以后由已经同意的那位开通或重设的，不能算第二个人。请再请一位运维来看。"
)
# After these whoever did them may hold the account.
HANDED_OVER = (
    AccountChange.Kind.INVITED,
    AccountChange.Kind.CHANGED,
    AccountChange.Kind.RESTORED,
    AccountChange.Kind.LINK_MADE,
    AccountChange.Kind.FACTORS_RENEWED,
)
IS_ALONE = gettext_noop("要两个人同意才发布，但运维账号不到两个，这样发布不了。请先再请一位运维。")


class PublishRefusedError(RuntimeError):
    """The wave cannot be published now, or not by this person; ``sentence`` says why and what to do."""

    def __init__(self, template: str, code: str) -> None:
        self.sentence = Sentence(template, code=code)
        super().__init__(self.sentence)


@transaction.atomic
def publish_release(*, wave: Wave, by: str, seen: str = "") -> Release:
    """Publish the wave's ready release and return it; where a second person is missing, write down that ``by`` agrees.

    ``by`` is an e-mail address or one of ``WaveEvent.BY_…``; ``seen`` is the hash of what was looked at, "" without a
    look.  Safe to repeat, by several at once too: a published release answers as it is.  What was touched since the
    gate looked is held instead.  Raises PublishRefusedError.
    """
    release = Release.objects.select_for_update().filter(wave=wave).exclude(state=Release.State.HELD).first()
    if release is None or release.state == Release.State.COMPUTING:
        raise PublishRefusedError(NOTHING_READY, wave.code)
    if release.state == Release.State.PUBLISHED:
        return release
    if seen not in ("", release.content_hash):
        raise PublishRefusedError(SEEN_ANOTHER, wave.code)
    changes = changes_since_ready(release)
    if not changes.has_passed:
        hold(release, changes)
    elif _has_everybody_agreed(Wave.objects.select_for_update().get(pk=wave.pk), by=by):
        publish(release, by=by)
    return release


def people_behind(wave: Wave) -> tuple[str, ...]:
    """Return who stands behind the publication so far: who closed the wave by hand, then who agreed to what is ready.

    Nobody does where the last day or a command closed it.
    """
    events = WaveEvent.objects.filter(wave_code=wave.code)
    closed = events.filter(kind=WaveEvent.Kind.CLOSED).last()
    computed = events.filter(kind=WaveEvent.Kind.COMPUTED).last()
    agreed = events.filter(kind=WaveEvent.Kind.APPROVED, pk__gt=computed.pk) if computed else events.none()
    first = () if closed is None or closed.done_by in NO_PERSON else (closed.done_by,)
    return tuple(dict.fromkeys((*first, *agreed.values_list("done_by", flat=True))))


def lacks_second_person(wave: Wave) -> bool:
    """Whether the wave asks for two people and fewer may publish: operators in use, the demo's left out."""
    operators = User.objects.filter(role=Role.OPERATOR, is_active=True, is_demo=False)
    return wave.needs_second_person and operators.count() < FEWEST_OPERATORS


def _has_everybody_agreed(wave: Wave, *, by: str) -> bool:
    """Write down that ``by`` agrees and tell whether that is enough; PublishRefusedError where it cannot count."""
    if not wave.needs_second_person:
        return True
    if by in NO_PERSON:
        raise PublishRefusedError(NEEDS_A_PERSON, wave.code)
    behind = people_behind(wave)
    if by in behind:
        raise PublishRefusedError(IS_THE_FIRST, wave.code)
    if _is_in_hand(wave, by=by, of=behind):
        raise PublishRefusedError(IS_IN_HAND, wave.code)
    record_event(wave=wave, kind=WaveEvent.Kind.APPROVED, by=by)
    return bool(behind)


def _is_in_hand(wave: Wave, *, by: str, of: Collection[str]) -> bool:
    """Whether one of those behind the wave made or remade the account ``by`` since the wave was opened."""
    changes = AccountChange.objects.filter(email=by, by__in=of, kind__in=HANDED_OVER)
    opened = WaveEvent.objects.filter(wave_code=wave.code, kind=WaveEvent.Kind.OPENED).last()
    return (changes.filter(happened_at__gte=opened.happened_at) if opened else changes).exists()
