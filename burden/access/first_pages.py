"""Where people begin after they have signed in."""

from django.conf import settings

from burden.access.scopes import Role

DESK = "/operate/"


def first_page(role: Role) -> str:
    """Return the address: operators begin at their desk, others at the overview."""
    return DESK if role is Role.OPERATOR else str(settings.LOGIN_REDIRECT_URL)
