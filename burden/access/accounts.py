"""Accounts of people who read figures or keep the site; respondents have none."""

import secrets

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction

from burden.access.scopes import READING_ROLES, Role
from burden.models import Region, Scope, User

PASSWORD_BYTES = 12


class AccountRefusedError(ValueError):
    """The account cannot be made; the sentence says why."""


@transaction.atomic
def add_account(*, email: str, role: Role, region_code: str | None) -> str:
    """Make an account, or add a region to one of the same role, and return its first password ('' for an old account).

    Supervisors and inspectors need a region of a real tree and read its whole subtree; operators have none.  Safe to
    repeat.  Raises AccountRefusedError.
    """
    email = email.strip().lower()
    _check(email=email, role=role, region_code=region_code)
    user = User.objects.filter(email=email).first()
    if user is not None and (user.role != role.value or user.is_demo):
        raise AccountRefusedError(f"{email} 已有账号，角色不同，没有改动。")
    password = "" if user else secrets.token_urlsafe(PASSWORD_BYTES)
    user = user or User.objects.create_user(email, password, role=role.value)
    if region_code is not None:
        Scope.objects.get_or_create(user=user, is_demo=False, region_code=region_code)
    return password


def _check(*, email: str, role: Role, region_code: str | None) -> None:
    try:
        validate_email(email)
    except ValidationError:
        raise AccountRefusedError(f"{email} 不是邮箱地址。") from None
    if role not in READING_ROLES:
        if region_code is not None:
            raise AccountRefusedError("运维账号不看数据，不用写地区。")
        return
    if region_code is None:
        raise AccountRefusedError("主管和纪检账号要写明地区，用 --region。")
    if not Region.objects.filter(tree__is_demo=False, code=region_code).exists():
        raise AccountRefusedError(f"正式的地区里没有 {region_code}。")
