"""Default permission of the JSON interface: refuse, so that each view says whom it serves."""

from typing import TYPE_CHECKING

from rest_framework.permissions import BasePermission

if TYPE_CHECKING:
    # rest_framework.views reads this class while it is being imported.
    from rest_framework.request import Request
    from rest_framework.views import APIView


class DenyAll(BasePermission):
    """Refuses everybody; a view that forgets to name its permission answers nobody."""

    def has_permission(self, request: "Request", view: "APIView") -> bool:  # noqa: ARG002  # fixed signature
        """Return False, whoever asks."""
        return False
