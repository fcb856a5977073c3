"""A promotion is killed at each of its steps: nothing is lost, nothing is doubled, and the next one completes it."""

import os
import signal
from collections.abc import Callable
from types import ModuleType
from typing import Any

import pytest
from django.db import connection

from burden.domain.answers import Answers, FurtherAnswers
from burden.domain.levels import Level
from burden.intake import packing, promotion, rewriting
from burden.intake.promotion import promote_inbox
from burden.intake.submissions import record_submissions
from burden.models import BatchItem, InboxItem, Suggestion, Wave
from burden.operate.closing.close import stop_taking_answers
from burden.reports.waves import list_waves
from tests.answers import stored
from tests.intake.small_world import OTHER_TOWNSHIP, TOWNSHIP
from tests.reports.world import OPERATOR

NEVER_DIED = 3

# Where it dies: a function that it calls, on entering or on leaving it, and whether the batch lies apart by then.
STEPS: dict[str, tuple[ModuleType, str, bool, bool]] = {
    "the inbox is locked": (promotion, "_ready_batches", False, False),
    "the batch is exchanged, not committed": (promotion, "_exchange", True, False),
    "the batch is taken out": (promotion, "take_out", True, True),
    "keys and codes are renewed, not committed": (promotion, "renew_tables", True, True),
    "some packs are written": (packing, "add_to_packs", True, True),
    "one kind is packed, not committed": (promotion, "_move", True, True),
    "the batch is packed": (promotion, "forget_packs", False, False),
    "the packs are written anew, not committed": (rewriting, "rewrite_table", True, False),
    "the packs have a new file": (rewriting, "recycle_log", False, False),
}


def die_at(module: ModuleType, name: str, *, on_leaving: bool) -> None:
    """Promote in a process of its own, which kills itself at one function of the product."""
    child = os.fork()
    if child == 0:
        # The parent's connection is the parent's: it must not even be closed.
        connection.connection = None
        setattr(module, name, mortal(getattr(module, name), on_leaving=on_leaving))
        try:
            promote_inbox()
        finally:
            os._exit(NEVER_DIED)
    _, status = os.waitpid(child, 0)
    assert os.WIFSIGNALED(status), status


def mortal(function: Callable[..., Any], *, on_leaving: bool) -> Callable[..., Any]:
    def dying(*args: object, **options: object) -> None:
        if on_leaving:
            function(*args, **options)
        os.kill(os.getpid(), signal.SIGKILL)

    return dying


def answer(wave: Wave, number: int) -> None:
    """Send page 1 and a suggestion; every other person is of another county."""
    code, level, line = (TOWNSHIP, OTHER_TOWNSHIP)[number % 2], Level.TOWNSHIP, f"第{number}条：报表能不能只填一遍"
    said = Answers(wave=wave.code, region_code=code, level_code=level, group_count=number)
    words = FurtherAnswers(wave=wave.code, region_code=code, level_code=level, given={}, suggestion=line)
    assert [str(one) for one in record_submissions(wave=wave, submissions=[said, words])] == ["received", "received"]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("step", STEPS)
def test_a_promotion_killed_at_any_step_costs_no_answer(make_wave: Callable[..., Wave], step: str) -> None:
    module, name, on_leaving, lies_apart = STEPS[step]
    wave = make_wave(asks_for_text=True)
    for number in range(30):
        answer(wave, number)
    assert promote_inbox() == 60
    for number in range(30, 55):
        answer(wave, number)
    die_at(module, name, on_leaving=on_leaving)
    assert BatchItem.objects.exists() == lies_apart
    # Nobody sees that something is amiss: intake and count go on.
    assert [shown.count_text for shown in list_waves(OPERATOR)] == ["50份以上"]
    answer(wave, 55)
    stop_taking_answers(wave)
    promote_inbox(closing=wave)
    assert sorted(said["group_count"] for said in stored("response", wave)) == list(range(56))
    assert Suggestion.objects.values("text").distinct().count() == Suggestion.objects.count() == 56
    assert not InboxItem.objects.exists()
    assert not BatchItem.objects.exists()
