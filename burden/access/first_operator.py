"""The first operator of an empty site: a signed link, good for a day and only until an operator exists."""

from datetime import timedelta
from typing import Any, Final

from django import forms
from django.contrib import messages
from django.core import signing
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from burden.access.account_log import note_change
from burden.access.demo import has_real_operator
from burden.access.grants import grant_of
from burden.access.keeping import one_at_a_time
from burden.access.password_form import PasswordForm, password_field
from burden.models import AccountChange, User

LIFETIME: Final = timedelta(days=1)
NOT_FOUND: Final = 404
_SALT: Final = "burden.access.first_operator"


class FirstOperatorForm(PasswordForm):
    """Address and password of the operator-to-be."""

    email = forms.EmailField(label=_("邮箱"), widget=forms.EmailInput(attrs={"autocomplete": "username"}))
    password = password_field(_("密码（至少12位）"))
    # The password is held against the address, which is read before it.
    field_order = ("email", "password", "again")

    def clean_email(self) -> str:
        """Refuse the address of an account that there is, a demo's for instance."""
        email: str = self.cleaned_data["email"].lower()
        if User.objects.filter(email=email).exists():
            raise forms.ValidationError(_("这个邮箱已有账号，请换一个。"))
        self.user.email = email
        return email


def link_path() -> str:
    """Return the path of a fresh link, e.g. ``/accounts/first/eyJ…/``."""
    return reverse("first_operator", args=[signing.dumps("operator", salt=_SALT)])


@never_cache
@sensitive_post_parameters()
def first_operator(request: HttpRequest, token: str) -> HttpResponse:
    """Show the form, or make the account and lead on to signing in.

    A link that is over says so and what to do instead; a forged one is 404.
    """
    try:
        signing.loads(token, salt=_SALT, max_age=LIFETIME)
    except signing.SignatureExpired:
        return _over(request)
    except signing.BadSignature:
        raise Http404 from None
    if has_real_operator():
        return _over(request)
    form = FirstOperatorForm(request.POST or None, user=User())
    if request.method == "POST" and form.is_valid():
        if not _made(form.cleaned_data):
            return _over(request)
        messages.success(request, _("账号建好了。请用刚才的邮箱和密码登录。"))
        return redirect("account_login")
    return render(request, "access/first_operator.html", {"form": form})


def _over(request: HttpRequest) -> HttpResponse:
    """Return the page of a link that was used or is too old."""
    context = {"is_kept": has_real_operator()}
    return render(request, "access/first_operator_over.html", context, status=NOT_FOUND)


def _made(data: dict[str, Any]) -> bool:
    """Make the account; False where somebody else became the first operator meanwhile."""
    with transaction.atomic():
        one_at_a_time()
        if has_real_operator():
            return False
        user = User.objects.create_user(data["email"], data["password"], role=User.Role.OPERATOR)
        note_change(user, AccountChange.Kind.INVITED, by="", after=grant_of(user))
    return True
