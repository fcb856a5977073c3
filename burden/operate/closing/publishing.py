"""Publishing what was computed: by one operator, or by two where the wave asks for a second person."""

from datetime import datetime

from django.db import transaction

from burden.access.scopes import Role
from burden.aggregation.publication import changes_since_ready, hold, publish
from burden.domain.sentences import Sentence, gettext_noop
from burden.models import Release, User, Wave, WaveEvent
from burden.operate.closing.one_person import are_two_people, could_be_one_person
from burden.operate.closing.putting_off import mark_of, put_off_in_force
from burden.operate.waves.life import record_event

NO_PERSON = frozenset({WaveEvent.BY_COMMAND, WaveEvent.BY_TIMETABLE, WaveEvent.BY_WORKER})
FEWEST_OPERATORS = 2

NOTHING_READY = gettext_noop("调查 %(code)s 还没有算好，或者没有通过检查，现在不能发布。")
SEEN_ANOTHER = gettext_noop("刚才重新汇总过，请把本页再看一遍，然后发布。")
SEEN_BEFORE_THE_NO = gettext_noop("刚才有人说先不发布。请看过本页写的原因，再决定。")
IS_PUT_OFF = gettext_noop(
    "调查 %(code)s 有人说先不发布，原因写在操作台的“收口和发布”页。看过以后照样要发布，请在命令后面加 --all-the-same。"
)
NEEDS_A_PERSON = gettext_noop("调查 %(code)s 要两个人同意才发布。请另一位运维登录操作台，看过以后发布。")
IS_THE_FIRST = gettext_noop(
    "调查 %(code)s 要两个人同意才发布，您已经是其中一位。请另一位运维用自己的账号登录，看过以后发布。"
)
IS_IN_HAND = gettext_noop(
    "您和已经同意的那位，在这次调查开始以后，有一位的账号由另一位开通、改过或重设过，"
    "或两位的都由同一个人开通、改过或重设过（中间隔着别人也一样），不能算两个人。"
    "请一位调查开始前就有账号的运维来看，或请管机器的人在机器上用 add_account 命令开一个运维账号。"
)
IS_ALONE = gettext_noop("要两个人同意才发布，但登录过的运维不到两位，这样发布不了。请先再请一位运维，对方登录过才算。")
IS_ALONE_SINCE = gettext_noop(
    "要两个人同意才发布，但登录过的运维凑不够两个人，这样发布不了。调查开始以后由一位运维开通、改过或重设过的账号，"
    "和这位运维只算一个人。请一位调查开始前就有账号的运维登录，"
    "或请管机器的人在机器上用 add_account 命令开一个运维账号，对方登录过才算。"
)


class PublishRefusedError(RuntimeError):
    """The wave cannot be published now, or not by this person; ``sentence`` says why and what to do."""

    def __init__(self, template: str, code: str) -> None:
        self.sentence = Sentence(template, code=code)
        super().__init__(self.sentence)


@transaction.atomic
def publish_release(*, wave: Wave, by: str, seen: str = "") -> Release:
    """Publish the wave's ready release and return it; where a second person is missing, write down that ``by`` agrees.

    ``by`` is an e-mail address or one of ``WaveEvent.BY_…``; ``seen`` is the mark of what was looked at, "" without a
    look, which publishes nothing that somebody put off.  Safe to repeat, by several at once too: a published release
    answers as it is.  What was touched since the gate looked is held instead.  Raises PublishRefusedError.
    """
    releases = Release.objects.select_for_update(of=("self",), no_key=True).filter(wave=wave)
    release = releases.exclude(state=Release.State.HELD).first()
    if release is None or release.state == Release.State.COMPUTING:
        raise PublishRefusedError(NOTHING_READY, wave.code)
    if release.state == Release.State.PUBLISHED:
        return release
    # Whoever puts it off waits for this lock, or has said so before this reads on.
    current = Wave.objects.select_for_update(no_key=True).get(pk=wave.pk)
    _check_seen(release, seen)
    changes = changes_since_ready(release)
    if not changes.has_passed:
        hold(release, changes)
    elif _has_everybody_agreed(current, by=by):
        publish(release, by=by)
    return release


def people_behind(wave: Wave) -> tuple[str, ...]:
    """Return who stands behind the publication so far: who closed the wave by hand, then who agreed to what is ready.

    Nobody does where the last day or a command closed it.  Putting off takes back what was agreed before, the closing
    too; whoever is no operator in use any more stands behind nothing.
    """
    events = WaveEvent.objects.filter(wave_code=wave.code)
    put_off = events.filter(kind=WaveEvent.Kind.PUT_OFF).last()
    counted = events.filter(pk__gt=put_off.pk) if put_off else events
    computed = events.filter(kind=WaveEvent.Kind.COMPUTED).last()
    agreed = counted.filter(kind=WaveEvent.Kind.APPROVED, pk__gt=computed.pk) if computed else counted.none()
    closed = counted.filter(kind=WaveEvent.Kind.CLOSED).exclude(done_by__in=NO_PERSON)
    behind = dict.fromkeys([*closed.values_list("done_by", flat=True), *agreed.values_list("done_by", flat=True)])
    gone = User.objects.filter(email__in=behind).exclude(role=Role.OPERATOR, is_active=True)
    return tuple(email for email in behind if email not in set(gone.values_list("email", flat=True)))


def lacks_second_person(wave: Wave) -> bool:
    """Whether the wave asks for two people and fewer may publish: operators in use who came, the demo's left out.

    Of a wave that began, those whom one person may hold count as one.
    """
    if not wave.needs_second_person:
        return False
    operators = User.objects.filter(role=Role.OPERATOR, is_active=True, is_demo=False, last_login__isnull=False)
    emails = list(operators.values_list("email", flat=True))
    if wave.state == Wave.State.DRAFT:
        return len(emails) < FEWEST_OPERATORS
    return not are_two_people(emails, since=_opened_at(wave))


def _check_seen(release: Release, seen: str) -> None:
    """Refuse what was computed anew or put off since it was looked at, and, without a look, what is put off."""
    if seen == "":
        if put_off_in_force(release.wave) is not None:
            raise PublishRefusedError(IS_PUT_OFF, release.wave.code)
    elif seen != mark_of(release):
        is_same = seen.startswith(release.content_hash)
        raise PublishRefusedError(SEEN_BEFORE_THE_NO if is_same else SEEN_ANOTHER, release.wave.code)


def _has_everybody_agreed(wave: Wave, *, by: str) -> bool:
    """Write down that ``by`` agrees and tell whether that is enough; PublishRefusedError where it cannot count."""
    if not wave.needs_second_person:
        return True
    if by in NO_PERSON:
        raise PublishRefusedError(NEEDS_A_PERSON, wave.code)
    behind = people_behind(wave)
    if by in behind:
        raise PublishRefusedError(IS_THE_FIRST, wave.code)
    if could_be_one_person(by, behind, since=_opened_at(wave)):
        raise PublishRefusedError(IS_IN_HAND, wave.code)
    record_event(wave=wave, kind=WaveEvent.Kind.APPROVED, by=by)
    return bool(behind)


def _opened_at(wave: Wave) -> datetime | None:
    opened = WaveEvent.objects.filter(wave_code=wave.code, kind=WaveEvent.Kind.OPENED).last()
    return opened.happened_at if opened else None
