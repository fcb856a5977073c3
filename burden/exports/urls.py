"""Addresses of the exports."""

from django.urls import path

from burden.exports import api, views

app_name = "exports"
urlpatterns = [
    path("exports/", views.exports, name="list"),
    path("exports/", views.exports, name="request"),  # by POST
    path("exports/<uuid:job_id>/", views.job_page, name="job"),
    path("exports/<uuid:job_id>/file/", views.file, name="file"),
    path("api/v1/exports/", api.ExportsView.as_view(), name="api-request"),
    path("api/v1/exports/<uuid:job_id>/", api.ExportJobView.as_view(), name="api-job"),
]
