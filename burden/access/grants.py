"""What an account may read: its role, regions and last day, as they stand or as they are to be."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from burden.access.scopes import Role
from burden.models import User


@dataclass(frozen=True, kw_only=True)
class Grant:
    """Role of an account, and for those who read, the subtrees by their codes and the last day (None: no end)."""

    role: Role
    regions: tuple[str, ...] = ()
    expires_on: date | None = None

    def as_detail(self) -> dict[str, Any]:
        """Return it as the log keeps it."""
        day = self.expires_on.isoformat() if self.expires_on else None
        return {"role": self.role.value, "regions": list(self.regions), "expires_on": day}


def grant_of(user: User) -> Grant:
    """Return what the account has at this moment, the regions in order; of several last days the first."""
    scopes = user.scopes.all()
    return Grant(
        role=Role(user.role),
        regions=tuple(sorted(scope.region_code for scope in scopes)),
        expires_on=min((scope.expires_on for scope in scopes if scope.expires_on), default=None),
    )
