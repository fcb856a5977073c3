"""Accounts in words: role, regions by name, how long; and what was done to them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.utils.translation import gettext as _

from burden.access.grants import Grant, grant_of
from burden.access.region_names import names_of
from burden.domain.sentences import gettext_noop
from burden.models import AccountChange, SignInRecord, User

AT_THE_SERVER: Final = gettext_noop("服务器上的命令")


def who_did(email: str) -> str:
    """Return who did something as every log names them: the address, or that it was a command at the server ("")."""
    return email or _(AT_THE_SERVER)


@dataclass(frozen=True, kw_only=True)
class GrantWords:
    """Role and regions in the language of the request; ``reads`` says in a sentence what the role sees."""

    role: str
    reads: str
    regions: tuple[str, ...]
    expires_on: date | None


def role_words() -> dict[str, str]:
    """Return what each role is called."""
    roles = User.Role
    return {roles.SUPERVISOR.value: _("主管"), roles.INSPECTOR.value: _("纪检"), roles.OPERATOR.value: _("运维")}


def reading_words() -> dict[str, str]:
    """Return in a sentence what each role sees."""
    roles = User.Role
    return {
        roles.SUPERVISOR.value: _("看所列地区已发布的汇总，下载文件；看不到任何一份答卷。"),
        roles.INSPECTOR.value: _("看所列地区已发布的汇总和线索，下载文件（每次下载都登记）；看不到任何一份答卷。"),
        roles.OPERATOR.value: _("管调查、目录、账号和运行状况；不看各地的汇总，也看不到任何一份答卷。"),
    }


def grant_words(user: User) -> GrantWords:
    """Return what one account is."""
    grant = grant_of(user)
    return words_of(grant, names=names_of(grant.regions, is_demo=user.is_demo))


def words_of(grant: Grant, *, names: dict[str, str]) -> GrantWords:
    """Return a grant in words, its regions by the given names."""
    return GrantWords(
        role=role_words()[grant.role],
        reads=reading_words()[grant.role],
        regions=tuple(names[code] for code in grant.regions),
        expires_on=grant.expires_on,
    )


def outcome_words() -> dict[str, str]:
    """Return how a sign-in ended."""
    outcomes = SignInRecord.Outcome
    return {
        outcomes.IN.value: _("登录了"),
        outcomes.WRONG_PASSWORD.value: _("密码不对，没登上"),
        outcomes.WRONG_CODE.value: _("验证码不对，没登上"),
    }


@dataclass(frozen=True, kw_only=True)
class ChangeWords:
    """A line of the log of changes in the language of the request."""

    change: AccountChange
    deed: str
    who: str
    before: str
    after: str


def changes_in_words(changes: Iterable[AccountChange], *, is_demo: bool) -> list[ChangeWords]:
    """Return lines of the log in words; regions by name, in two queries for all."""
    lines = list(changes)
    codes = {code for line in lines for side in line.detail.values() for code in side["regions"]}
    names = names_of(codes, is_demo=is_demo)
    deeds = _deed_words()
    return [
        ChangeWords(
            change=line,
            deed=deeds[line.kind],
            who=who_did(line.by),
            before=_side(line.detail.get("before"), names),
            after=_side(line.detail.get("after"), names),
        )
        for line in lines
    ]


def _deed_words() -> dict[str, str]:
    kinds = AccountChange.Kind
    return {
        kinds.INVITED.value: _("开通"),
        kinds.CHANGED.value: _("改身份、地区或期限"),
        kinds.SUSPENDED.value: _("停用"),
        kinds.RESTORED.value: _("恢复"),
        kinds.LINK_MADE.value: _("给了新的链接"),
        kinds.PASSWORD_CHOSEN.value: _("设了密码"),
        kinds.FACTOR_ADDED.value: _("加了第二道验证"),
        kinds.FACTOR_REMOVED.value: _("去掉了一个第二道验证"),
        kinds.FACTORS_RENEWED.value: _("清除了第二道验证，须重新设置"),
        kinds.SESSIONS_ENDED.value: _("让这个账号在各处退出了登录"),
    }


def _side(side: dict[str, Any] | None, names: dict[str, str]) -> str:
    """Return a grant of the log on one line, e.g. ``主管；浙江省 湖州市；看到 2027-01-01 为止``."""
    if side is None:
        return ""
    parts = [role_words().get(side["role"], side["role"]), _("、").join(names[code] for code in side["regions"])]
    if side["expires_on"]:
        parts.append(_("看到 %(day)s 为止") % {"day": side["expires_on"]})
    return _("；").join(part for part in parts if part)
