"""Accounts as the desk lists them."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import QuerySet
from django.utils import timezone

from burden.access.account_words import GrantWords, words_of
from burden.access.grants import grant_of
from burden.access.region_names import names_of
from burden.access.second_factor import with_second_factor
from burden.models import AccountLink, User


@dataclass(frozen=True, kw_only=True)
class AccountLine:
    """One account: what it is in words, and what of it needs care.

    ``link_until`` is set while a link waits to be used; ``has_come`` is False until a password was chosen.
    """

    user: User
    words: GrantWords
    has_second_factor: bool
    link_until: datetime | None
    is_own: bool

    @property
    def has_come(self) -> bool:
        """Whether somebody has chosen a password."""
        return self.user.has_usable_password()

    @property
    def last_signed_in_on(self) -> date | None:
        """The day of the last sign-in; the hour is nobody's business on a list."""
        return timezone.localdate(self.user.last_login) if self.user.last_login else None

    @property
    def is_over(self) -> bool:
        """Whether its regions count no more."""
        return self.words.expires_on is not None and self.words.expires_on < timezone.localdate()


def account_lines(operator: User) -> list[AccountLine]:
    """Return the accounts that this operator keeps, those in use first, by address."""
    return _lines(_kept_by(operator).order_by("-is_active", "email"), operator)


def account_line(operator: User, key: int) -> AccountLine | None:
    """Return the account of this key, None where the operator keeps no such account."""
    return next(iter(_lines(_kept_by(operator).filter(pk=key), operator)), None)


def _kept_by(operator: User) -> QuerySet[User]:
    return User.objects.filter(is_demo=operator.is_demo)


def _lines(users: QuerySet[User], operator: User) -> list[AccountLine]:
    """Return the lines of these accounts; as many queries, however many they are."""
    grants = {user: grant_of(user) for user in users.prefetch_related("scopes")}
    names = names_of((code for one in grants.values() for code in one.regions), is_demo=operator.is_demo)
    waiting = AccountLink.objects.filter(user__in=users, expires_at__gt=timezone.now())
    links = dict(waiting.values_list("user_id", "expires_at"))
    secured = with_second_factor()
    return [
        AccountLine(
            user=user,
            words=words_of(grant, names=names),
            has_second_factor=user.pk in secured,
            link_until=links.get(user.pk),
            is_own=user.pk == operator.pk,
        )
        for user, grant in grants.items()
    ]
