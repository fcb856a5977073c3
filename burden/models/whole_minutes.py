"""Moments to the minute: of when people sign in, nothing finer is kept."""

from datetime import datetime


def whole_minute(moment: datetime) -> datetime:
    """Return the moment without its seconds."""
    return moment.replace(second=0, microsecond=0)
