"""Accounts of people who read figures or keep the site; respondents have none.

Whatever operators do to an account goes through here: it is refused or done whole, and stands in the log.
"""

import secrets
from collections.abc import Sequence

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction

from burden.access.account_links import make_link
from burden.access.account_log import last_change_of, note_change
from burden.access.ending_sessions import end_sessions_of
from burden.access.export_jobs import forget_jobs_of
from burden.access.grants import Grant, grant_of
from burden.access.keeping import AccountRefusedError, check_keeps, one_at_a_time
from burden.access.scopes import READING_ROLES, Role
from burden.domain.sentences import Sentence
from burden.models import AccountChange, Region, Scope, User

PASSWORD_BYTES = 12


class AccountOvertakenError(RuntimeError):
    """Somebody changed the account after the page was read."""


@transaction.atomic
def invite(*, by: User, email: str, grant: Grant, days: int) -> str:
    """Make an account without a password and return the path of the link by which its owner chooses one.

    The link works ``days`` days, once.  An operator of the demo invites into the demo.  Raises AccountRefusedError.
    """
    one_at_a_time()
    check_keeps(by)
    user = _new_account(email=email, grant=grant, is_demo=by.is_demo, password=None, by=by.email)
    return make_link(user, days=days)


@transaction.atomic
def change_grant(*, by: User, user: User, grant: Grant, seen: int) -> bool:
    """Give an account another role, other regions or another last day, and end its sign-ins; False if nothing changes.

    Files of a former role, leads of an inspector among them, or of regions that are no longer all theirs, go with it,
    also those being made.  ``seen`` is the last line about the account that its writer saw.  Raises
    AccountOvertakenError, AccountRefusedError.
    """
    one_at_a_time()
    check_keeps(by, user)
    if last_change_of(user) != seen:
        raise AccountOvertakenError
    _check_grant(grant, is_demo=user.is_demo)
    before = grant_of(user)
    _give(user, grant)
    after = grant_of(user)
    if after == before:
        return False
    end_sessions_of(user)
    if after.role != before.role or not set(before.regions) <= set(after.regions):
        forget_jobs_of(user)
    note_change(user, AccountChange.Kind.CHANGED, by=by.email, before=before, after=after)
    return True


@transaction.atomic
def add_account(*, email: str, role: Role, region_code: str | None) -> str:
    """Make an account, or add a region to one of the same role, and return its first password ('' for an old account).

    The door of the terminal.  Supervisors and inspectors need a region of a real tree and read its whole subtree;
    operators have none.  Safe to repeat.  Raises AccountRefusedError.
    """
    one_at_a_time()
    email = _checked_address(email)
    grant = Grant(role=role, regions=(region_code,) if region_code else ())
    _check_grant(grant, is_demo=False)
    user = User.objects.filter(email=email).first()
    if user is None:
        password = secrets.token_urlsafe(PASSWORD_BYTES)
        _new_account(email=email, grant=grant, is_demo=False, password=password, by="")
        return password
    if user.role != role.value or user.is_demo:
        raise AccountRefusedError(Sentence("%(email)s 已有账号，身份不同，没有改动。", email=email))
    _add_region(user, region_code)
    return ""


def _add_region(user: User, region_code: str | None) -> None:
    before = grant_of(user)
    if region_code is not None and region_code not in before.regions:
        Scope.objects.create(user=user, is_demo=False, region_code=region_code)
        note_change(user, AccountChange.Kind.CHANGED, by="", before=before, after=grant_of(user))


def _new_account(*, email: str, grant: Grant, is_demo: bool, password: str | None, by: str) -> User:
    email = _checked_address(email)
    _check_grant(grant, is_demo=is_demo)
    if User.objects.filter(email=email).exists():
        raise AccountRefusedError(Sentence("%(email)s 已有账号。要改身份或地区，请在名单里点开它。", email=email))
    user = User.objects.create_user(email, password, role=grant.role.value, is_demo=is_demo)
    _give(user, grant)
    note_change(user, AccountChange.Kind.INVITED, by=by, after=grant_of(user))
    return user


def _give(user: User, grant: Grant) -> None:
    user.role = grant.role.value
    user.save(update_fields=["role"])
    user.scopes.all().delete()
    Scope.objects.bulk_create(
        Scope(user=user, is_demo=user.is_demo, region_code=code, expires_on=grant.expires_on)
        for code in sorted(set(grant.regions))
    )


def _checked_address(email: str) -> str:
    email = email.strip().lower()
    try:
        validate_email(email)
    except ValidationError:
        raise AccountRefusedError(Sentence("%(email)s 不是邮箱地址。", email=email)) from None
    return email


def _check_grant(grant: Grant, *, is_demo: bool) -> None:
    if grant.role not in READING_ROLES:
        if grant.regions:
            raise AccountRefusedError(Sentence("运维账号不看数据，不用写地区。"))
        return
    if not grant.regions:
        raise AccountRefusedError(Sentence("主管和纪检账号要写明地区。"))
    unknown = _unknown(grant.regions, is_demo=is_demo)
    if unknown:
        raise AccountRefusedError(Sentence("地区里没有 %(code)s。", code=unknown[0]))


def _unknown(codes: Sequence[str], *, is_demo: bool) -> list[str]:
    known = set(Region.objects.filter(tree__is_demo=is_demo, code__in=codes).values_list("code", flat=True))
    return [code for code in codes if code not in known]
