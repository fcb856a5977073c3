"""The code of an authenticator app, held against the log of sign-ins."""

from allauth.account.adapter import get_adapter as account_adapter
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base.forms import AuthenticateForm, BaseAuthenticateForm, ReauthenticateForm
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from allauth.mfa.utils import decrypt
from django import forms
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from burden.access.account_log import is_locked_out, note_sign_in
from burden.models import SignInRecord

LAST_COUNTER = "last_counter"


class CountedCodeForm(BaseAuthenticateForm):  # type: ignore[misc]  # allauth ships no types
    """A code that counts once, however many processes the web server has; wrong ones stand in the log and lock."""

    code = forms.CharField(
        label=_("验证码（手机验证器里的6位数，或一个备用码）"),
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric", "autofocus": True}),
    )

    def clean_code(self) -> str:
        """Return the code; ValidationError for a wrong or spent one, and after too many of them."""
        if is_locked_out(self.user.email):
            raise account_adapter().validation_error("too_many_login_attempts")
        try:
            code: str = super().clean_code()
            if self.authenticator.type == Authenticator.Type.TOTP:
                _spend(self.authenticator, code)
        except forms.ValidationError:
            note_sign_in(self.user, SignInRecord.Outcome.WRONG_CODE)
            raise
        return code


class CodeForm(CountedCodeForm, AuthenticateForm):  # type: ignore[misc]  # likewise
    """The code by which somebody signs in."""


class CodeAgainForm(CountedCodeForm, ReauthenticateForm):  # type: ignore[misc]  # likewise
    """The code by which somebody who is signed in proves themselves again."""


@transaction.atomic
def _spend(authenticator: Authenticator, code: str) -> None:
    """Remember the half minute that the code belongs to; one of the same or an earlier one counts no more."""
    row = Authenticator.objects.select_for_update().get(pk=authenticator.pk)
    secret, typed = decrypt(row.data["secret"]), code.strip()
    fitting = [at for at in yield_hotp_counters_from_time() if format_hotp_value(hotp_value(secret, at)) == typed]
    if not fitting or fitting[0] <= row.data.get(LAST_COUNTER, 0):
        raise get_adapter().validation_error("incorrect_code")
    row.data[LAST_COUNTER] = fitting[0]
    row.save(update_fields=["data"])
    authenticator.data = row.data
