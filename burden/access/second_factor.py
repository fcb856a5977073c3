"""The second factor of signing in: who must have one, and how allauth keeps it here."""

from io import BytesIO
from typing import Any

import segno
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.utils.translation import gettext_lazy as _

from burden.models import User
from burden.models.sealing import UnreadableError, seal, unseal

_FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


def has_second_factor(user: User) -> bool:
    """Whether the account has an authenticator app or a passkey; recovery codes alone are none."""
    return bool(Authenticator.objects.filter(user=user, type__in=_FACTORS).exists())


def lacks_second_factor(user: User) -> bool:
    """Whether the account must set one up before anything else."""
    return user.needs_second_factor and not has_second_factor(user)


def with_second_factor() -> frozenset[int]:
    """Return the keys of accounts that have one."""
    return frozenset(Authenticator.objects.filter(type__in=_FACTORS).values_list("user_id", flat=True))


def drop_factors(user: User) -> None:
    """Forget the account's app, passkeys and recovery codes."""
    Authenticator.objects.filter(user=user).delete()


class SecondFactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]  # allauth ships no types
    """Seals secrets before they are stored and draws QR codes itself, so that no other host sees one."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": _("验证码不对，或已经用过。请用现在显示的一个。"),
    }

    def encrypt(self, text: str) -> str:
        """Return the secret as the database keeps it."""
        return seal(text)

    def decrypt(self, encrypted_text: str) -> str:
        """Return the secret; one that no key opens fits no code, so an operator renews the factor."""
        try:
            return unseal(encrypted_text)
        except UnreadableError:
            return ""

    def build_totp_svg(self, url: str) -> str:
        """Return the QR code that an authenticator app scans, black on white for any scanner."""
        out = BytesIO()
        segno.make(url, error="m").save(out, kind="svg", scale=5, border=4, light="#fff", xmldecl=False)
        return out.getvalue().decode()

    def get_public_key_credential_rp_entity(self) -> dict[str, Any]:
        """Return host and name by which a passkey knows this site; phones show the name."""
        entity: dict[str, Any] = super().get_public_key_credential_rp_entity()
        return entity | {"name": str(_("基层减负看板"))}
