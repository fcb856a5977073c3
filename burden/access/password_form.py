"""The password that somebody chooses: typed twice, as nobody sees what they type, and long enough."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib.auth.password_validation import (
    MinimumLengthValidator,
    UserAttributeSimilarityValidator,
    validate_password,
)
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from burden.models import User

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


class LongEnough(MinimumLengthValidator):
    """Django's rule of length in the words of this site; Django's own have no Chinese."""

    def get_error_message(self) -> str:
        """Return what is wrong with a shorter one."""
        return _("密码太短，至少要%(length)s位。") % {"length": self.min_length}


class UnlikeTheAddress(UserAttributeSimilarityValidator):
    """Django's rule of likeness, for the one thing that is known of a person here."""

    def get_error_message(self) -> str:
        """Return what is wrong with a password that is like the address."""
        return _("密码和邮箱太像了。")


def password_field(label: "_StrPromise") -> forms.CharField:
    """Return a field whose content is not shown and kept to the last blank."""
    widget = forms.PasswordInput(attrs={"autocomplete": "new-password"})
    return forms.CharField(label=label, strip=False, widget=widget)


class PasswordForm(forms.Form):
    """The password of ``user``, twice."""

    password = password_field(gettext_lazy("新密码（至少12位）"))
    again = password_field(gettext_lazy("再输一遍"))

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user

    def clean_password(self) -> str:
        """Hold the password against the site's rules."""
        password: str = self.cleaned_data["password"]
        validate_password(password, self.user)
        return password

    def clean_again(self) -> str:
        """Refuse two different ones."""
        again: str = self.cleaned_data["again"]
        if self.cleaned_data.get("password", again) != again:
            raise forms.ValidationError(_("两遍不一样。"))
        return again
