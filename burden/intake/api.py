"""The JSON door for answers, and what a form needs to know: places and apps."""

from django.http import HttpResponse
from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.parsers import JSONParser
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from burden.intake import serializers
from burden.intake.door import answer
from burden.intake.local_apps import catalogue_of
from burden.intake.places import Territory, children_of, find_place, search_places, territory_holding, territory_of
from burden.intake.reception import wave_named

ROOT_CODE = "000000000000"
REFUSED = serializers.RefusalSerializer
ANSWERS = {201: serializers.ReceiptSerializer, **dict.fromkeys((400, 409, 410, 413, 415, 503), REFUSED)}


class AnonymousView(APIView):
    """Open to anybody: looks at no cookie, session or account, and keeps nothing of the caller."""

    authentication_classes = ()
    permission_classes = (AllowAny,)
    parser_classes = (JSONParser,)


class _AnswerView(AnonymousView):
    """Describes a door; what comes in is answered in :mod:`burden.intake.door`."""

    def _take_in(self, request: Request) -> HttpResponse:
        return answer(request._request)  # noqa: SLF001  # Django's own request, its body still unread


class ResponsesView(_AnswerView):
    """Takes answers to page 1."""

    @extend_schema(request=serializers.ResponseSerializer, responses=ANSWERS, tags=["answers"])
    def post(self, request: Request) -> HttpResponse:
        """Send one person's answers to page 1.

        201 comes only after a durable write. 400 names the field, 409 says that the code was used, 410 that the wave
        is closed. Where no reply came, send the same body with the same idempotency_key again.
        """
        return self._take_in(request)


class UsageReportsView(_AnswerView):
    """Takes app-usage reports."""

    @extend_schema(request=serializers.UsageReportSerializer, responses=ANSWERS, tags=["answers"])
    def post(self, request: Request) -> HttpResponse:
        """Send one person's app-usage report; it is joined to no other answer. Same rules as for responses.

        Where the wave is 'coded' it needs the one_time_pass of a receipt of page 1, good for that day.
        """
        return self._take_in(request)


class FurtherResponsesView(_AnswerView):
    """Takes answers to the further questions."""

    @extend_schema(request=serializers.FurtherResponseSerializer, responses=ANSWERS, tags=["answers"])
    def post(self, request: Request) -> HttpResponse:
        """Send one person's answers to page 2; they are joined to no other answer. Same rules as for usage reports."""
        return self._take_in(request)


class RegionsView(AnonymousView):
    """Places that a respondent may choose from."""

    @extend_schema(
        parameters=[
            OpenApiParameter("parent", str, description="Code of a region: list what lies directly below it."),
            OpenApiParameter("q", str, description="Part of a name, or pinyin initials; at least two characters."),
            OpenApiParameter("wave", str, description="Only places that this wave asks in."),
        ],
        responses={200: serializers.RegionSerializer(many=True), 404: REFUSED},
        tags=["forms"],
    )
    def get(self, request: Request) -> Response:
        """Find places by name, or list those below a place; the newest edition where no wave is named."""
        text = request.query_params.get("q", "").replace("\0", "")
        parent = request.query_params.get("parent", ROOT_CODE).replace("\0", "")
        territory = _territory(request, code=parent)
        if territory is None:
            return _refused(404, region=_("没有这次调查或这个地区。"))
        places = search_places(territory, text) if text else children_of(territory, parent)
        return Response(serializers.RegionSerializer(places, many=True).data)


class CatalogueView(AnonymousView):
    """Apps that concern the people of a place."""

    @extend_schema(
        parameters=[
            OpenApiParameter("region", str, required=True, description="Code of a region."),
            OpenApiParameter("wave", str, description="The wave whose catalogue is meant."),
        ],
        responses={200: serializers.CatalogueSerializer(many=True), 404: REFUSED},
        tags=["forms"],
    )
    def get(self, request: Request) -> Response:
        """List the catalogue of a place: what belongs to the region or to one above it."""
        code = request.query_params.get("region", "").replace("\0", "")
        territory = _territory(request, code=code)
        place = find_place(territory, code) if territory else None
        if territory is None or place is None:
            return _refused(404, region=_("没有这个地区。"))
        return Response(serializers.CatalogueSerializer(catalogue_of(territory, place.path), many=True).data)


def _territory(request: Request, *, code: str) -> Territory | None:
    """Return where the named wave asks, else the newest edition that knows the region."""
    wave_code = request.query_params.get("wave")
    if wave_code is None:
        return territory_holding(code)
    wave = wave_named(wave_code)
    return territory_of(wave) if wave else None


def _refused(status: int, **errors: str) -> Response:
    return Response({"errors": errors}, status=status)
