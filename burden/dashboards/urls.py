"""Addresses of the pages that people read, and of their JSON twins."""

from django.urls import path
from drf_spectacular.views import SpectacularAPIView

from burden.dashboards import (
    api,
    board_views,
    comparing_views,
    effect_views,
    finding_views,
    profile_views,
    public_views,
    quality_views,
    views,
    what_if_views,
)

app_name = "dashboards"
urlpatterns = [
    path("", public_views.front, name="front"),
    path("results/", public_views.results, name="results"),
    path("method/", public_views.method, name="method"),
    path("privacy/", public_views.privacy, name="privacy"),
    path("self-check/", public_views.self_check, name="self-check"),
    path("d/", views.overview, name="overview"),
    path("d/apps/", views.apps, name="apps"),
    path("d/compare/", comparing_views.compare, name="compare"),
    path("d/practices/", comparing_views.practices, name="practices"),
    path("d/distribution/", comparing_views.distribution, name="distribution"),
    path("d/notices/", views.notices, name="notices"),
    path("d/board/", board_views.board, name="board"),
    path("d/trends/", views.trends, name="trends"),
    path("d/before-after/", effect_views.before_after, name="before-after"),
    path("d/further/", views.further, name="further"),
    path("d/findings/", finding_views.findings, name="findings"),
    path("d/profile/", profile_views.profile, name="profile"),
    path("d/quality/", quality_views.quality, name="quality"),
    path("d/what-if/", what_if_views.what_if, name="what-if"),
    path("d/regions/<slug:code>/", views.region, name="region"),
    path("api/v1/schema/", SpectacularAPIView.as_view(), name="api-schema"),
    path("api/v1/figures/", api.FiguresView.as_view(), name="api-figures"),
    path("api/v1/compare/", api.CompareView.as_view(), name="api-compare"),
    path("api/v1/distribution/", api.DistributionView.as_view(), name="api-distribution"),
    path("api/v1/apps/", api.AppsView.as_view(), name="api-apps"),
    path("api/v1/board/", board_views.BoardView.as_view(), name="api-board"),
    path("api/v1/practices/", api.PracticesView.as_view(), name="api-practices"),
    path("api/v1/notices/", api.NoticesView.as_view(), name="api-notices"),
    path("api/v1/trends/", api.TrendsView.as_view(), name="api-trends"),
    path("api/v1/findings/", finding_views.FindingsView.as_view(), name="api-findings"),
    path("api/v1/profile/", profile_views.ProfileView.as_view(), name="api-profile"),
    path("api/v1/before-after/", effect_views.BeforeAfterView.as_view(), name="api-before-after"),
    path("api/v1/quality/", quality_views.QualityView.as_view(), name="api-quality"),
    path("api/v1/what-if/", what_if_views.WhatIfView.as_view(), name="api-what-if"),
    path("api/v1/indicators/", api.IndicatorsView.as_view(), name="api-indicators"),
    path("api/v1/waves/", api.WavesView.as_view(), name="api-waves"),
    path("api/v1/releases/", api.ReleasesView.as_view(), name="api-releases"),
    path("api/v1/releases/<slug:release_id>/", api.ReleaseView.as_view(), name="api-release"),
]
