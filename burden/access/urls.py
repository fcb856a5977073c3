"""Addresses of the access room."""

from django.urls import path

from burden.access import views

app_name = "access"
urlpatterns = [
    path("accounts/demo/<slug:role>/", views.demo_sign_in, name="demo-sign-in"),
]
