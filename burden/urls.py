"""Every address of the site, room by room; each room keeps its own list."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("burden.access.urls")),
    path("", include("burden.dashboards.urls")),
    path("", include("burden.exports.urls")),
    path("", include("burden.intake.urls")),
    path("", include("burden.operate.urls")),
]
