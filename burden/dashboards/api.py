"""JSON twins of the pages: the same builders, the same tables, the same refusals.

Anybody may ask; what the answer holds is decided by the viewer's regions, as on pages.
"""

from django.utils.decorators import method_decorator
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from burden.access.decorators import viewer_of
from burden.access.refusals import RefusalError
from burden.access.scopes import Viewer
from burden.dashboards import api_shapes as shapes
from burden.dashboards.addresses import Filters, read_filters
from burden.dashboards.finished_pages import made_once
from burden.domain.indicators import INDICATORS
from burden.domain.sentences import said
from burden.reports import pages
from burden.reports.errors import BadFilterError
from burden.reports.question import Question
from burden.reports.tables import table_for
from burden.reports.trends.page import build_trend_report
from burden.reports.waves import find_release, list_releases, list_waves

REFUSALS = {400: shapes.RefusalShape, 404: shapes.RefusalShape}


def text_parameter(name: str, description: str) -> OpenApiParameter:
    """Return the description of a parameter of text."""
    return OpenApiParameter(name, OpenApiTypes.STR, description=description)


WAVE = text_parameter("wave", "Code of a released wave; the newest by default.")
REGION = text_parameter("region", "12 digits; your topmost region by default.")
LEVEL = text_parameter("level", "Levels of units, e.g. 60 or 40,50; all by default.")
INDICATOR = text_parameter("indicator", "Code of an indicator, e.g. I03.")


@method_decorator([never_cache, made_once], name="dispatch")
class ReadingView(APIView):
    """Serves anybody what they may read, and leaves no copy of it in a browser that the next person uses."""

    permission_classes = (AllowAny,)

    def handle_exception(self, exc: Exception) -> Response:
        """Answer a refusal like something that does not exist, and name a filter that no page knows."""
        if isinstance(exc, RefusalError):
            return Response({"errors": {"region": said(exc.sentence, gettext)}}, status=404)
        if isinstance(exc, BadFilterError):
            return Response({"errors": {exc.parameter: said(exc.sentence, gettext)}}, status=400)
        return super().handle_exception(exc)

    def viewer(self, request: Request) -> Viewer:
        """Return who asks."""
        return viewer_of(request._request)  # noqa: SLF001  # DRF's name for the request of Django

    def filters(self, request: Request) -> Filters:
        """Return the filters of the address; BadFilterError for levels that are none."""
        return read_filters(request._request)  # noqa: SLF001  # likewise

    def tables(self, request: Request, page: str, **more: str) -> Response:
        """Return the tables of a page, the ones that files print; ``more`` is what this page alone asks."""
        asked = self.filters(request)
        question = Question(
            viewer=self.viewer(request),
            page=page,
            wave=asked.wave,
            region=asked.region,
            levels=asked.levels,
            indicator=asked.indicator,
            **more,
        )
        return Response(shapes.TablesShape(table_for(question)).data)


class FiguresView(ReadingView):
    """One indicator of a region, its children and the rest."""

    @extend_schema(
        parameters=[WAVE, REGION, LEVEL, INDICATOR], responses={200: shapes.TablesShape} | REFUSALS, tags=["figures"]
    )
    def get(self, request: Request) -> Response:
        """Return one row a child, the rest row and the total; rows add up to the total."""
        return self.tables(request, pages.REGION)


class NoticesView(ReadingView):
    """What deserves a look in one of your own regions and right below it."""

    @extend_schema(parameters=[WAVE, REGION, LEVEL], responses={200: shapes.TablesShape} | REFUSALS, tags=["figures"])
    def get(self, request: Request) -> Response:
        """Return one row a region and indicator: outside the limits of peers in two waves running, or a trend."""
        return self.tables(request, pages.NOTICES)


class CompareView(ReadingView):
    """The regions within a place, or the peers of a township, against what chance would do."""

    @extend_schema(
        parameters=[WAVE, REGION, LEVEL, INDICATOR], responses={200: shapes.TablesShape} | REFUSALS, tags=["figures"]
    )
    def get(self, request: Request) -> Response:
        """Return for each kind of region its values with bands, then the limits at numbers of people."""
        return self.tables(request, pages.COMPARE)


class DistributionView(ReadingView):
    """How one indicator spreads over the people of one of your own regions."""

    @extend_schema(
        parameters=[WAVE, REGION, LEVEL, INDICATOR], responses={200: shapes.TablesShape} | REFUSALS, tags=["figures"]
    )
    def get(self, request: Request) -> Response:
        """Return quantiles by level, and the histogram where 30 people or more have answered."""
        return self.tables(request, pages.DISTRIBUTION)


class TrendsView(ReadingView):
    """One indicator of one of your own regions over all released waves."""

    @extend_schema(
        parameters=[WAVE, REGION, LEVEL, INDICATOR], responses={200: shapes.TrendShape} | REFUSALS, tags=["figures"]
    )
    def get(self, request: Request) -> Response:
        """Return one row a wave with interval and peers, the clean-ups, and the verdict on the last five waves."""
        filters = self.filters(request)
        report = build_trend_report(**filters.subject(self.viewer(request)))
        return Response(shapes.TrendShape(report).data)


class AppsView(ReadingView):
    """Apps of the catalogue in one of your own regions."""

    @extend_schema(parameters=[WAVE, REGION, LEVEL], responses={200: shapes.TablesShape} | REFUSALS, tags=["figures"])
    def get(self, request: Request) -> Response:
        """Return holders, users and minutes of each app, which take most, and what users think of them."""
        return self.tables(request, pages.APPS)


class PracticesView(ReadingView):
    """Practices met in the last three months in one of your own regions."""

    @extend_schema(parameters=[WAVE, REGION, LEVEL], responses={200: shapes.TablesShape} | REFUSALS, tags=["figures"])
    def get(self, request: Request) -> Response:
        """Return the share of people who met each practice, each official class by level, and both by region."""
        return self.tables(request, pages.PRACTICES)


class IndicatorsView(ReadingView):
    """Definitions of all indicators."""

    @extend_schema(responses={200: shapes.IndicatorShape(many=True)}, tags=["definitions"])
    def get(self, request: Request) -> Response:  # noqa: ARG002  # the same for everybody
        """Return names, units, questions and definitions."""
        return Response(shapes.IndicatorShape(INDICATORS, many=True).data)


class WavesView(ReadingView):
    """All waves, newest first."""

    @extend_schema(responses={200: shapes.WaveShape(many=True)}, tags=["waves"])
    def get(self, request: Request) -> Response:
        """Return dates, status and region of each wave."""
        return Response(shapes.WaveShape(list_waves(self.viewer(request)), many=True).data)


class ReleasesView(ReadingView):
    """Releases in force, newest first."""

    @extend_schema(responses={200: shapes.ReleaseShape(many=True)}, tags=["waves"])
    def get(self, request: Request) -> Response:  # noqa: ARG002  # the same for everybody
        """Return parameters and hashes."""
        return Response(shapes.ReleaseShape(list_releases(), many=True).data)


class ReleaseView(ReadingView):
    """One release, in force or replaced."""

    @extend_schema(responses={200: shapes.ReleaseShape, 404: shapes.RefusalShape}, tags=["waves"])
    def get(self, request: Request, release_id: str) -> Response:  # noqa: ARG002  # the same for everybody
        """Return its parameters and hashes."""
        return Response(shapes.ReleaseShape(find_release(release_id)).data)
