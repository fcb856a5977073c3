"""Addresses of the access room."""

from django.urls import path

from burden.access import link_page, own_account, views

app_name = "access"
urlpatterns = [
    path("accounts/", own_account.own_account, name="own"),
    path("accounts/begin/", own_account.begin, name="begin"),
    path("accounts/end-sessions/", own_account.end_other_sessions, name="end-sessions"),
    path("accounts/link/<str:token>/", link_page.choose_password, name="link"),
    path("accounts/demo/<slug:role>/", views.demo_sign_in, name="demo-sign-in"),
]
