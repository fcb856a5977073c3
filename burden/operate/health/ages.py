"""How long ago something was, in words that nobody mistakes for a measurement."""

from datetime import timedelta

from django.utils.translation import gettext as _

A_MOMENT = timedelta(minutes=2)
MOST_MINUTES = timedelta(hours=1)
MOST_HOURS = timedelta(hours=48)


def age_in_words(age: timedelta) -> str:
    """Return a span of time coarsely; rounded down.

    >>> age_in_words(timedelta(seconds=90)), age_in_words(timedelta(minutes=59)), age_in_words(timedelta(hours=47))
    ('刚刚', '59分钟前', '47小时前')
    >>> age_in_words(timedelta(hours=50))
    '2天前'
    """
    if age < A_MOMENT:
        return _("刚刚")
    if age < MOST_MINUTES:
        return _("%(number)s分钟前") % {"number": age // timedelta(minutes=1)}
    if age < MOST_HOURS:
        return _("%(number)s小时前") % {"number": age // timedelta(hours=1)}
    return _("%(number)s天前") % {"number": age // timedelta(days=1)}
