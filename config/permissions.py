"""Default permission of the JSON interface: refuse, so that each view says whom it serves."""

from rest_framework.permissions import BasePermission
from rest_framework.request import Request
from rest_framework.views import APIView


class DenyAll(BasePermission):
    """Refuses everybody; a view that forgets to name its permission answers nobody."""

    def has_permission(self, request: Request, view: APIView) -> bool:  # noqa: ARG002  # fixed signature
        """Return False, whoever asks."""
        return False
