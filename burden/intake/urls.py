"""Addresses of the intake: the survey's pages and the JSON door for answers."""

from django.urls import path

from burden.intake import api

app_name = "intake"

urlpatterns = [
    path("api/v1/responses/", api.ResponsesView.as_view(), name="api-responses"),
    path("api/v1/usage-reports/", api.UsageReportsView.as_view(), name="api-usage-reports"),
    path("api/v1/regions/", api.RegionsView.as_view(), name="api-regions"),
    path("api/v1/catalogue/", api.CatalogueView.as_view(), name="api-catalogue"),
]
