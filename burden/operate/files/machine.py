"""The life of a file that an operator brings: checked, shown, confirmed, stored as a whole, taken back.

Every step may be repeated, come late, or be taken by two people or workers at once.
"""

import logging
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from burden.access.session_locks import session_lock
from burden.domain.sentences import Sentence
from burden.intake.row_files import RowFileError, RowProblem
from burden.models import FileImport, TreeVersion, Wave
from burden.operate.files.kind import ImportRefusedError, packed, unpacked
from burden.operate.files.kinds import kind_of
from burden.operate.files.unfinished import DAYS_UNFINISHED, check_room

logger = logging.getLogger(__name__)

State = FileImport.State
SECONDS_BETWEEN_NOTES = 0.4
PERCENT_READ = 80
LONGEST_FILE_NAME = 120
MOST_TRIES = 3  # of one step; what ended each of them would end the next
WENT_WRONG = Sentence("没有做完：出了意外。请再试一次；还是不行，请把文件留好，告诉维护的人。")


class ChangedMeanwhileError(Exception):
    """The stored rows are not those that the preview was compared with."""


@transaction.atomic
def bring(  # noqa: PLR0913  # what is known of a file
    *,
    kind: FileImport.Kind,
    content: bytes,
    file_name: str,
    email: str,
    wave: Wave | None = None,
    tree: TreeVersion | None = None,
    parameters: dict[str, Any] | None = None,
) -> FileImport:
    """Write down that somebody brought a file; nothing of it is looked at yet.

    Raises ImportRefusedError where too many files wait to be stored.
    """
    check_room(email)
    return FileImport.objects.create(
        kind=kind,
        content=content,
        file_name=file_name[-LONGEST_FILE_NAME:],
        email=email,
        wave=wave,
        tree=tree,
        parameters=parameters or {},
    )


def work_on(key: uuid.UUID | str) -> None:
    """Check a file that waits, or store one that was confirmed; nothing for any other."""
    with session_lock(key) as is_ours:
        record = FileImport.objects.filter(pk=key).first() if is_ours else None
        if record is None:
            return
        if record.state == State.STORING and _begun(record):
            _store(record)
            record = FileImport.objects.filter(pk=key).first()
        if record is not None and record.state in (State.WAITING, State.CHECKING) and _begun(record):
            _check(record)


def confirm(key: uuid.UUID, *, seen: str, email: str) -> bool:
    """Let a file be stored whose preview was seen; False where there is nothing to confirm, as after a second press.

    ``seen`` is the ``beneath`` of the preview that was looked at: what was compared anew since is looked at anew.
    """
    waiting = FileImport.objects.filter(pk=key, state=State.READY, beneath=seen)
    return bool(waiting.update(state=State.STORING, progress=0, stored_by=email))


@transaction.atomic
def give_up(key: uuid.UUID) -> bool:
    """Forget a file that is not stored; False where it is stored, being stored, or gone."""
    kept = (State.STORING, State.STORED, State.UNDONE)
    record = FileImport.objects.select_for_update().filter(pk=key).exclude(state__in=kept).first()
    if record is None:
        return False
    record.delete()
    return True


@transaction.atomic
def undo(key: uuid.UUID, *, email: str) -> bool:
    """Put back what a file replaced; False where it is not stored or was taken back already.

    Raises ImportRefusedError where something has been built on it meanwhile.
    """
    record = FileImport.objects.select_for_update().filter(pk=key, state=State.STORED).first()
    if record is None:
        return False
    kind = kind_of(record)
    kind.lock(record)
    refusal = why_no_undo(record)
    if refusal is not None:
        raise ImportRefusedError(refusal)
    if kind.mark(record) != record.left:
        raise ImportRefusedError(Sentence("装入以后又有人改过，不能再撤销。请先导出现在的，改好再传一次。"))
    kind.undo(record, unpacked(record.before), by=email)
    record.state, record.before = State.UNDONE, None
    record.undone_by, record.undone_at = email, timezone.now()
    record.save(update_fields=["state", "before", "undone_by", "undone_at"])
    return True


def why_no_undo(record: FileImport) -> Sentence | None:
    """Return why a stored file cannot be taken back, None where it can."""
    if record.before is None:
        return Sentence("装入以后已经用上了，不能再撤销；有改动请另传一份。")
    return kind_of(record).why_no_undo(record)


def unfinished_imports() -> list[str]:
    """Return the keys of files that a worker has to go on with."""
    states = (State.WAITING, State.CHECKING, State.STORING)
    return [str(key) for key in FileImport.objects.filter(state__in=states).values_list("pk", flat=True)]


def drop_old_imports() -> None:
    """Forget files that nobody confirmed, and what undoing needed where it is no longer possible."""
    last = timezone.now() - timedelta(days=DAYS_UNFINISHED)
    # One that was confirmed is being stored, or is stored or refused by whoever goes on with it.
    FileImport.objects.filter(brought_at__lt=last, content__isnull=False).exclude(state=State.STORING).delete()
    for record in FileImport.objects.filter(before__isnull=False).defer("content"):
        if why_no_undo(record) is not None:
            FileImport.objects.filter(pk=record.pk).update(before=None)


class _Meter:
    """Writes down how far a file is, seldom enough to cost nothing."""

    def __init__(self, record: FileImport, *, high: int) -> None:
        self.record = record
        self.high = high
        self.noted_at = time.monotonic()

    def __call__(self, share: float) -> None:
        now = time.monotonic()
        if now - self.noted_at >= SECONDS_BETWEEN_NOTES:
            self.noted_at = now
            FileImport.objects.filter(pk=self.record.pk).update(progress=int(self.high * share))


def _begun(record: FileImport) -> bool:
    """Count a try before it begins, so that one which ends the worker counts; False where the file is given up."""
    tries = record.parameters.get("tries", 0)
    if tries >= MOST_TRIES:
        logger.error("The %s file %s was given up after %s tries.", record.kind, record.pk, tries)
        _refuse(record, ImportRefusedError(WENT_WRONG))
        return False
    record.parameters |= {"tries": tries + 1}
    FileImport.objects.filter(pk=record.pk).update(parameters=record.parameters)
    return True


def _parameters(record: FileImport) -> dict[str, Any]:
    """Return what was typed beside a file whose step is done, without its tries."""
    return {name: value for name, value in record.parameters.items() if name != "tries"}


def _check(record: FileImport) -> None:
    kind = kind_of(record)
    FileImport.objects.filter(pk=record.pk).update(state=State.CHECKING, progress=0)
    with _refusing(record, "checked"):
        beneath = kind.mark(record)
        rows = kind.read(record, bytes(record.content or b""), _Meter(record, high=PERCENT_READ))
        FileImport.objects.filter(pk=record.pk).update(progress=PERCENT_READ)
        summary = kind.preview(record, rows)
        FileImport.objects.filter(pk=record.pk).update(
            state=State.READY, progress=100, summary=summary, beneath=beneath, parameters=_parameters(record)
        )


def _store(record: FileImport) -> None:
    with _refusing(record, "stored"):
        try:
            _store_whole(record)
        except ChangedMeanwhileError:
            again = _parameters(record) | {"compared_again": True}
            FileImport.objects.filter(pk=record.pk).update(state=State.WAITING, parameters=again, stored_by="")


def _store_whole(record: FileImport) -> None:
    kind = kind_of(record)
    rows = kind.read(record, bytes(record.content or b""), _Meter(record, high=PERCENT_READ))
    with transaction.atomic():
        kind.lock(record)
        if not FileImport.objects.select_for_update().filter(pk=record.pk, state=State.STORING).exists():
            return  # gone with the demo while it was read
        if kind.mark(record) != record.beneath:
            raise ChangedMeanwhileError
        before = kind.store(record, rows, by=record.stored_by)
        FileImport.objects.filter(pk=record.pk).update(
            state=State.STORED,
            progress=100,
            content=None,
            parameters=_parameters(record),
            before=packed(before),
            left=kind.mark(record),
            stored_at=timezone.now(),
        )


@contextmanager
def _refusing(record: FileImport, what_is_done: str) -> Iterator[None]:
    """Refuse the file where something is wrong with it, or where something went wrong that the log must tell."""
    try:
        yield
    except (RowFileError, ImportRefusedError) as error:
        _refuse(record, error)
    except Exception:
        logger.exception("The %s file %s could not be %s.", record.kind, record.pk, what_is_done)
        _refuse(record, ImportRefusedError(WENT_WRONG))


def _refuse(record: FileImport, error: RowFileError | ImportRefusedError) -> None:
    """Keep what is wrong with a file, and the file no longer."""
    if isinstance(error, RowFileError):
        problems, total = error.problems, error.total
    else:
        problems, total = (RowProblem(line=0, column="", sentence=error.sentence),), 1
    FileImport.objects.filter(pk=record.pk).update(
        state=State.REFUSED,
        content=None,
        problems=[_kept(problem) for problem in problems],
        problem_count=total,
        parameters=_parameters(record),
        stored_by="",
    )


def _kept(problem: RowProblem) -> list[Any]:
    """Return a problem so that it can be said in another language later."""
    sentence = problem.sentence
    template, values = (sentence.template, dict(sentence.values)) if isinstance(sentence, Sentence) else (sentence, {})
    return [problem.line, problem.column, template, values]
