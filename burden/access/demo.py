"""Accounts of the demo: one of each role, with random passwords kept in a file of this checkout.

They exist only beside demo waves.  As soon as a real wave has been opened nobody enters through the demo's door.
"""

import json
import os
import secrets
from pathlib import Path
from typing import TypedDict

from django.conf import settings
from django.db import transaction

from burden.access.account_log import forget_demo_log
from burden.access.scopes import READING_ROLES, Role
from burden.access.second_factor import drop_factors
from burden.models import Scope, User, Wave

DEMO_ROLES: tuple[Role, ...] = (Role.SUPERVISOR, Role.INSPECTOR, Role.OPERATOR)
FILE_NAME = "demo-accounts.json"
PASSWORD_BYTES = 12


class DemoAccount(TypedDict):
    """E-mail address and password of one demo account."""

    email: str
    password: str


def accounts_file() -> Path:
    """Return where the demo's passwords are kept."""
    return Path(settings.LOCAL_DIR) / FILE_NAME


def demo_email(role: Role) -> str:
    """Return the address of a demo account; the domain cannot exist."""
    return f"{role.value}@demo.invalid"


def demo_accounts() -> dict[str, DemoAccount]:
    """Return the demo accounts by role, empty where there is no demo or its file cannot be read."""
    try:
        accounts: dict[str, DemoAccount] = json.loads(accounts_file().read_text(encoding="utf-8"))
    except (FileNotFoundError, json.JSONDecodeError):
        return {}
    return accounts


@transaction.atomic
def create_demo_accounts(region_code: str) -> dict[str, DemoAccount]:
    """Create supervisor, inspector and operator of the demo region; passwords that still work are kept.

    Supervisor and inspector read the subtree of ``region_code`` in the demo tree.  Returns the accounts by role.
    """
    known = demo_accounts()
    accounts: dict[str, DemoAccount] = {}
    for role in DEMO_ROLES:
        accounts[role.value] = known.get(role.value) or _new_account(role)
        _keep_account(role, accounts[role.value], region_code=region_code)
    _write(accounts)
    return accounts


@transaction.atomic
def clear_demo_accounts() -> int:
    """Remove the demo's accounts and the file of their passwords; return how many accounts there were."""
    count = User.objects.filter(is_demo=True).count()
    User.objects.filter(is_demo=True).delete()
    forget_demo_log()
    accounts_file().unlink(missing_ok=True)
    return count


def demo_user(role: str) -> User | None:
    """Return the demo account of this role when the demo's door is open, else None."""
    if not is_demo_door_open() or (role == Role.OPERATOR and has_real_operator()):
        return None
    return User.objects.filter(is_demo=True, is_active=True, role=role).order_by("pk").first()


def has_real_operator() -> bool:
    """Whether somebody keeps the site in earnest: from then on nobody else works at its desk."""
    return User.objects.filter(is_demo=False, is_active=True, role=Role.OPERATOR.value).exists()


def is_demo_door_open() -> bool:
    """Whether people may enter without a password: there are demo waves and accounts, and no real wave has begun."""
    has_real_wave = Wave.objects.filter(is_demo=False).exclude(state=Wave.State.DRAFT).exists()
    has_demo_wave = Wave.objects.filter(is_demo=True).exists()
    return has_demo_wave and not has_real_wave and User.objects.filter(is_demo=True, is_active=True).exists()


def _new_account(role: Role) -> DemoAccount:
    return {"email": demo_email(role), "password": secrets.token_urlsafe(PASSWORD_BYTES)}


def _keep_account(role: Role, account: DemoAccount, *, region_code: str) -> None:
    """Make the account in the database match the file; the password is hashed anew only when it no longer fits."""
    user = User.objects.filter(email=account["email"]).first()
    if user is None:
        user = User.objects.create_user(account["email"], account["password"], role=role.value, is_demo=True)
    if not user.check_password(account["password"]):
        user.set_password(account["password"])
    user.role = role.value
    user.is_demo = True
    user.is_active = True
    user.save()
    drop_factors(user)  # whoever tried one out on a shared account would keep everybody else from its password
    user.scopes.all().delete()
    if role in READING_ROLES:
        Scope.objects.create(user=user, is_demo=True, region_code=region_code)


def _write(accounts: dict[str, DemoAccount]) -> None:
    """Replace the file at once, readable by its owner only from its first byte on."""
    path = accounts_file()
    path.parent.mkdir(parents=True, exist_ok=True)
    new = path.with_suffix(".new")
    new.unlink(missing_ok=True)
    handle = os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        json.dump(accounts, file, ensure_ascii=False, indent=2)
    new.replace(path)
