"""Addresses of the pages that people read, and of their JSON twins."""

from django.urls import path

from burden.dashboards import public_views, views

app_name = "dashboards"
urlpatterns = [
    path("", public_views.front, name="front"),
    path("results/", public_views.results, name="results"),
    path("method/", public_views.method, name="method"),
    path("privacy/", public_views.privacy, name="privacy"),
    path("self-check/", public_views.self_check, name="self-check"),
    path("d/", views.overview, name="overview"),
    path("d/apps/", views.apps, name="apps"),
    path("d/regions/<slug:code>/", views.region, name="region"),
]
