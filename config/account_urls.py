"""The addresses of an account: in, out, another password for whoever knows the old one, and the second factor.

Of allauth's addresses these alone are served.  The rest would let people give themselves another e-mail address, by
which the register of downloads names them, or would send mail, which this site does not.
"""

from allauth.account import views
from django.urls import include, path
from django.views.generic import RedirectView

urlpatterns = [
    path("login/", views.login, name="account_login"),
    path("logout/", views.logout, name="account_logout"),
    path("inactive/", views.account_inactive, name="account_inactive"),
    path("password/change/", views.password_change, name="account_change_password"),
    path("reauthenticate/", views.reauthenticate, name="account_reauthenticate"),
    path("2fa/", include("allauth.mfa.urls")),
    # allauth's page for signing in wants to know this name; nobody signs up here.
    path("signup/", RedirectView.as_view(pattern_name="account_login"), name="account_signup"),
]
