"""Who is asking, and which subtrees they may read.

Deny by default: a viewer without a subtree sees what is public, and a region that a viewer may not read looks like
one that does not exist.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

from django.utils import timezone

from burden.models import Scope, User, Wave

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser


class Role(StrEnum):
    """Roles of viewers; the public has no account."""

    PUBLIC = "public"
    SUPERVISOR = "supervisor"
    INSPECTOR = "inspector"
    OPERATOR = "operator"


# Operators keep the site; they read no figures but the public ones.
READING_ROLES = frozenset({Role.SUPERVISOR, Role.INSPECTOR})


@dataclass(frozen=True, kw_only=True)
class Subtree:
    """The region with this path (0, 2, 4, 6 or 9 digits) and all below it, in demo or real trees."""

    path: str
    is_demo: bool


@dataclass(frozen=True, kw_only=True)
class Viewer:
    """Somebody who asks for a page or file; ``email`` is empty for the public."""

    role: Role
    subtrees: tuple[Subtree, ...] = ()
    email: str = ""

    def may_read_all_of(self, path: str, *, is_demo: bool) -> bool:
        """Whether the region with this path is wholly within one of the viewer's subtrees."""
        if self.role not in READING_ROLES:
            return False
        return any(tree.is_demo == is_demo and path.startswith(tree.path) for tree in self.subtrees)


PUBLIC_VIEWER = Viewer(role=Role.PUBLIC)


def viewer_for(user: "User | AnonymousUser", *, today: date | None = None) -> Viewer:
    """Return the viewer behind an account; scopes past their last day count no more.

    Nor do demo accounts without a demo wave: none is to be left when the demo goes, and one that were reads nothing.
    """
    if not isinstance(user, User) or not user.is_active:
        return PUBLIC_VIEWER
    if user.is_demo and not Wave.objects.filter(is_demo=True).exists():
        return PUBLIC_VIEWER
    today = today or timezone.localdate()
    return Viewer(
        role=Role(user.role),
        subtrees=tuple(_current_subtrees(user, today=today)),
        email=user.email,
    )


def _current_subtrees(user: User, *, today: date) -> list[Subtree]:
    scopes = Scope.objects.filter(user=user).order_by("is_demo", "region_code")
    return [
        Subtree(path=path_of(scope.region_code), is_demo=scope.is_demo)
        for scope in scopes
        if scope.expires_on is None or scope.expires_on >= today
    ]


def path_of(code: str) -> str:
    """Return the shared digits of a code's subtree, by its trailing groups of zeros.

    >>> path_of("330522000000"), path_of("330522103000"), path_of("000000000000")
    ('330522', '330522103', '')
    """
    for digits in (0, 2, 4, 6):
        if code[digits:] == "0" * (12 - digits):
            return code[:digits]
    return code[:9]


def overlap(one: str, other: str) -> bool:
    """Tell whether one region lies within the other, by their codes.

    >>> overlap("330000000000", "330522000000"), overlap("330000000000", "340000000000")
    (True, False)
    >>> overlap("330522100000", "330522103000")  # two townships, though one's digits end in 0
    False
    """
    first, second = path_of(one), path_of(other)
    return first.startswith(second) or second.startswith(first)
