"""``python -m bench.sending WAVE REGION``: sends answers until its standard input ends, and says how long each took.

The environment names the site.  Answers are due at an even pace and timed from then on, whatever held the one before.
"""

import json
import select
import sys
import time
from secrets import token_urlsafe

import django

django.setup()

from burden.domain.answers import Answers  # noqa: E402  # Django must be set up first
from burden.domain.levels import Level  # noqa: E402  # likewise
from burden.intake.submissions import record_submissions  # noqa: E402  # likewise
from burden.models import Wave  # noqa: E402  # likewise

A_SECOND = 50


def main(wave_code: str, region_code: str) -> None:
    """Send; print the seconds of all answers as JSON."""
    wave = Wave.objects.get(code=wave_code)
    seconds: list[float] = []
    _send(wave, region_code)
    due = time.perf_counter()
    while not select.select([sys.stdin], [], [], max(due - time.perf_counter(), 0))[0]:
        _send(wave, region_code)
        seconds.append(time.perf_counter() - due)
        due += 1 / A_SECOND
    sys.stdout.write(json.dumps(seconds))


def _send(wave: Wave, region_code: str) -> None:
    said = Answers(
        wave=wave.code,
        region_code=region_code,
        level_code=Level.COUNTY,
        group_count=7,
        idempotency_key=token_urlsafe(18),
    )
    [outcome] = record_submissions(wave=wave, submissions=[said])
    if not outcome.is_kept:
        raise AssertionError(outcome)


if __name__ == "__main__":
    main(*sys.argv[1:])
