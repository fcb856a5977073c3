"""The root of all addresses: the site's own, signing in, and what machines ask about its health."""

from django.urls import include, path

from burden.access.first_operator import first_operator
from config import health

urlpatterns = [
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("metrics", health.metrics, name="metrics"),
    path("accounts/first/<str:token>/", first_operator, name="first_operator"),
    path("accounts/", include("config.account_urls")),
    path("i18n/", include("django.conf.urls.i18n")),
    path("", include("burden.urls")),
]
