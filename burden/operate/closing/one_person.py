"""Whether two accounts could be in the hands of one person, as far as the log of accounts tells."""

from collections.abc import Collection
from datetime import datetime
from itertools import combinations

from burden.models import AccountChange

# After these whoever did them may hold the account.
HANDED_OVER = (
    AccountChange.Kind.INVITED,
    AccountChange.Kind.CHANGED,
    AccountChange.Kind.RESTORED,
    AccountChange.Kind.LINK_MADE,
    AccountChange.Kind.FACTORS_RENEWED,
)


def could_be_one_person(email: str, others: Collection[str], *, since: datetime | None) -> bool:
    """Whether somebody may hold the account ``email`` and one of ``others``, by what was done since that moment.

    Whoever made or remade an account may hold it, and so may whoever holds the account that did.  None looks at all
    that was ever done.  The terminal is nobody: whoever has the server needs no account.
    """
    makers = _makers(since)
    return not _holders([email], makers).isdisjoint(_holders(others, makers))


def are_two_people(emails: Collection[str], *, since: datetime | None) -> bool:
    """Whether two of these accounts could not be in the hands of one person; ``since`` as above."""
    makers = _makers(since)
    holders = [_holders([email], makers) for email in emails]
    return any(one.isdisjoint(other) for one, other in combinations(holders, 2))


def _makers(since: datetime | None) -> dict[str, set[str]]:
    """Return by whom each account was made or remade since that moment, the terminal left out."""
    changes = AccountChange.objects.filter(kind__in=HANDED_OVER).exclude(by="").order_by()
    if since is not None:
        changes = changes.filter(happened_at__gte=since)
    makers: dict[str, set[str]] = {}
    for made, maker in changes.values_list("email", "by").distinct():
        makers.setdefault(made, set()).add(maker)
    return makers


def _holders(emails: Collection[str], makers: dict[str, set[str]]) -> set[str]:
    """Return these accounts and all by which somebody may have come to them, over any number of steps."""
    found, fresh = set[str](), set(emails)
    while fresh:
        found |= fresh
        fresh = {maker for email in fresh for maker in makers.get(email, ())} - found
    return found
