"""Laying out paper: the process that makes a PDF of a template and its words, with nothing on any disk."""

import json
import subprocess
import sys
from collections.abc import Mapping

from django.conf import settings

SECONDS = 120


class PaperError(RuntimeError):
    """The sheets could not be laid out."""


def laid_out(template: str, content: Mapping[str, object]) -> bytes:
    """Return the sheets of ``templates/intake/<template>.typ`` as PDF.  Raises :class:`PaperError`."""
    try:
        made = subprocess.run(
            [sys.executable, "-m", "burden.intake.paper_printer"],
            input=json.dumps({"template": template, **content}).encode(),
            capture_output=True,
            cwd=settings.BASE_DIR,
            # No secret is needed there.
            env={},
            timeout=SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        # Without its cause, which holds what the process was given.
        raise PaperError from None
    if made.returncode != 0:
        # What it said could quote a code.
        raise PaperError
    return made.stdout
