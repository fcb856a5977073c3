"""Who may keep accounts: an operator those of others, one at a time, so that an operator always remains."""

from typing import Final

from django.db import connection

from burden.access.demo import DEMO_ROLES, demo_email
from burden.domain.sentences import Sentence
from burden.models import User

# Any number: all who change accounts, and whoever makes the first operator, wait for the same one.
_ADVISORY_LOCK: Final = 20_181_026


class AccountRefusedError(ValueError):
    """It is not done to the account; ``sentence`` says why and what to do."""

    def __init__(self, sentence: Sentence) -> None:
        super().__init__(sentence)
        self.sentence = sentence


def one_at_a_time() -> None:
    """Wait until nobody else changes accounts; the transaction that calls this holds it to its end."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_ADVISORY_LOCK])


def check_keeps(by: User, user: User | None = None) -> None:
    """Refuse people who are no operators any more, their own account, and accounts of the other world.

    As nobody touches their own account and changes come one after another, whoever makes a change stays an operator:
    the last one cannot go.  An operator of the demo keeps demo accounts, one of the site real ones; those that every
    visitor of the demo enters by stay as they are.
    """
    _read_anew(by)
    if not by.is_active or by.role != User.Role.OPERATOR:
        raise AccountRefusedError(Sentence("您的账号不办理这项事务。"))
    if user is None:
        return
    _read_anew(user)
    if user.pk == by.pk:
        raise AccountRefusedError(Sentence("自己的账号自己不能改，请另一位运维来办；只有您一位时，先邀请一位。"))
    if user.is_demo != by.is_demo:
        raise AccountRefusedError(Sentence("演示账号和正式账号各管各的。"))
    if user.is_demo and user.email in {demo_email(role) for role in DEMO_ROLES}:
        raise AccountRefusedError(Sentence("演示自带的三个账号大家共用，不能改。可以邀请一个新的来试。"))


def _read_anew(user: User) -> None:
    """Read the account as it stands now; one that went meanwhile, with the demo, neither keeps nor is kept."""
    try:
        user.refresh_from_db()
    except User.DoesNotExist:
        raise AccountRefusedError(Sentence("这个账号已经不在了。")) from None
