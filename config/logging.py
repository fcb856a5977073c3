"""Logging that names nobody.

A line never holds an address, a user agent, a cookie, a form value or the query of a survey page. The web server keeps
no access log; Django's own request and security loggers, which print paths and attach whole requests, stay silent but
for server errors, of which only the place in the code is written.
"""

import logging
from typing import Any, Final


class PlaceOnly(logging.Formatter):
    """Writes level, logger and, for an error, its type and where it arose: values may be somebody's answers."""

    def format(self, record: logging.LogRecord) -> str:
        """Return one line such as ``ERROR django.request ValueError at burden/intake/services.py:41``."""
        if record.exc_info is None or record.exc_info[0] is None:
            return f"{record.levelname} {record.name} {record.getMessage()}"
        kind, _, trace = record.exc_info
        return f"{record.levelname} {record.name} {kind.__name__}{_place(trace)}"


def _place(trace: Any) -> str:  # noqa: ANN401  # a traceback or None, as logging hands it on
    """Return `` at file:line`` of every step inside this site's own code, innermost last."""
    steps = []
    while trace is not None:
        name = trace.tb_frame.f_code.co_filename
        if "/burden/" in name or "/config/" in name:
            steps.append(f"{'/'.join(name.rsplit('/', 3)[1:])}:{trace.tb_lineno}")
        trace = trace.tb_next
    return f" at {' > '.join(steps)}" if steps else ""


CONFIGURATION: Final[dict[str, Any]] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"place": {"()": "config.logging.PlaceOnly"}},
    "handlers": {
        "console": {"class": "logging.StreamHandler", "formatter": "place"},
        "nowhere": {"class": "logging.NullHandler"},
    },
    "root": {"handlers": ["console"], "level": "INFO"},
    "loggers": {
        # Errors only: its warnings (404, 403) print the path a visitor asked for.
        "django.request": {"level": "ERROR", "handlers": ["console"], "propagate": False},
        # Prints forged host names and refused forms of visitors.
        "django.security": {"handlers": ["nowhere"], "propagate": False},
        # Prints which passkey signed in.
        "fido2": {"handlers": ["nowhere"], "propagate": False},
        # The development server's access log.
        "django.server": {"handlers": ["nowhere"], "propagate": False},
        # Prints statements with their values when somebody lowers its level.
        "django.db.backends": {"handlers": ["nowhere"], "propagate": False},
    },
}
