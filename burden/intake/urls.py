"""Addresses of the intake: the survey's pages and the JSON door for answers."""

from django.urls import path, re_path

from burden.intake import api, further_pages, place_pages, survey_pages, usage_pages

app_name = "intake"

urlpatterns = [
    path("s/<slug:wave_code>/", place_pages.choose_place, name="place"),
    path("s/<slug:wave_code>/thanks/", survey_pages.thanks, name="thanks"),
    path("s/<slug:wave_code>/usage/", usage_pages.usage, name="usage"),
    path("s/<slug:wave_code>/more/", further_pages.further, name="further"),
    re_path(r"^s/(?P<wave_code>[-\w]+)/(?P<region_code>[0-9]{12})/$", survey_pages.survey, name="survey"),
    path("api/v1/responses/", api.ResponsesView.as_view(), name="api-responses"),
    path("api/v1/usage-reports/", api.UsageReportsView.as_view(), name="api-usage-reports"),
    path("api/v1/further-responses/", api.FurtherResponsesView.as_view(), name="api-further-responses"),
    path("api/v1/regions/", api.RegionsView.as_view(), name="api-regions"),
    path("api/v1/catalogue/", api.CatalogueView.as_view(), name="api-catalogue"),
]
