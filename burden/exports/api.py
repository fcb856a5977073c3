"""The JSON door for files: ask, look how far it is, learn where to take it."""

import uuid
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from burden.access.decorators import viewer_of
from burden.access.export_jobs import Job, find_job
from burden.access.file_kinds import FileKind
from burden.access.refusals import RefusalError
from burden.domain.sentences import said
from burden.exports.asking import Request as Asked
from burden.exports.asking import ask_for_file
from burden.reports.errors import BadFilterError
from burden.reports.filters import parse_levels
from burden.reports.tables import PACK, PAGES


class ExportRequestSerializer(serializers.Serializer[Any]):
    """What is asked for; whatever is left out takes the default of the page."""

    kind = serializers.ChoiceField(choices=[kind.value for kind in FileKind])
    wave = serializers.CharField(required=False, allow_blank=True, max_length=12)
    region = serializers.CharField(required=False, allow_blank=True, max_length=12)
    page = serializers.CharField(
        required=False,
        allow_blank=True,
        help_text=f"one of {', '.join(name for name in PAGES if name != PACK)}; not for packs",
    )
    level = serializers.CharField(required=False, allow_blank=True, help_text="levels, such as 40,50; empty for all")
    indicator = serializers.CharField(required=False, allow_blank=True)
    what_if = serializers.CharField(
        required=False,
        allow_blank=True,
        max_length=4000,
        help_text="what the page what-if is asked, such as stop=YT001,YT002&transfer=20&groups=3",
    )
    event = serializers.CharField(
        required=False,
        allow_blank=True,
        max_length=12,
        help_text="key of a clean-up for the page before-after; the newest with waves around it by default",
    )
    app = serializers.CharField(
        required=False, allow_blank=True, max_length=12, help_text="code of the app that the page app is about"
    )
    language = serializers.CharField(
        required=False, allow_blank=True, max_length=16, help_text="zh-hans, zh-hant or en"
    )


class ExportJobSerializer(serializers.Serializer[Any]):
    """How far a file is; ``file`` is its address once ``status`` is done."""

    id = serializers.UUIDField()
    kind = serializers.CharField()
    wave = serializers.CharField()
    region = serializers.CharField()
    status = serializers.ChoiceField(choices=["waiting", "running", "done", "failed"])
    progress = serializers.IntegerField(help_text="percent")
    file = serializers.CharField(allow_null=True)
    file_name = serializers.CharField()
    sha256 = serializers.CharField()
    rows = serializers.IntegerField()
    release = serializers.CharField()
    expires_on = serializers.DateField()
    error = serializers.CharField()


class ExportRefusalSerializer(serializers.Serializer[Any]):
    """Why there is no file, by field, in plain words."""

    errors = serializers.DictField(child=serializers.CharField())  # type: ignore[assignment]  # its JSON name


REFUSALS = {400: ExportRefusalSerializer, 404: ExportRefusalSerializer}


class ExportsView(APIView):
    """Takes wishes for files."""

    permission_classes = (IsAuthenticated,)

    @extend_schema(request=ExportRequestSerializer, responses={202: ExportJobSerializer} | REFUSALS, tags=["exports"])
    def post(self, request: Request) -> Response:
        """Ask for a file.

        It is made by a worker; ask for its status at the address in ``Location`` until it is done or failed. 404 means
        that there is no such wave or region for this account.
        """
        try:
            wanted = ExportRequestSerializer(data=request.data)
        except RecursionError:
            return _refused(400, body=_("这不是完整的JSON，请核对。"))
        if not wanted.is_valid():
            return _refused(400, **{field: str(errors[0]) for field, errors in wanted.errors.items()})
        fields = dict(wanted.validated_data)
        try:
            levels = parse_levels(fields.pop("level", ""))
            job = ask_for_file(viewer_of(request._request), Asked(levels=levels, **fields))  # noqa: SLF001  # DRF wraps it
        except BadFilterError as error:
            return _refused(400, **{error.parameter: said(error.sentence, _)})
        except RefusalError as refusal:
            return _refused(404, region=said(refusal.sentence, _))
        return Response(as_json(job), status=202, headers={"Location": reverse("exports:api-job", args=[job.id])})


class ExportJobView(APIView):
    """Shows one file in the making."""

    permission_classes = (IsAuthenticated,)

    @extend_schema(responses={200: ExportJobSerializer, 404: ExportRefusalSerializer}, tags=["exports"])
    def get(self, request: Request, job_id: uuid.UUID) -> Response:
        """Return status, progress in percent, and the file's address once it is done; 404 for anybody else's file."""
        job = find_job(viewer_of(request._request), job_id)  # noqa: SLF001  # DRF wraps it
        if job is None:
            return _refused(404, id=_("没有这个文件。"))
        return Response(as_json(job), headers={"Cache-Control": "no-store"})


def _refused(status: int, **errors: str) -> Response:
    return Response({"errors": errors}, status=status)


def as_json(job: Job) -> dict[str, Any]:
    """Return the job as the interface shows it."""
    return {
        "id": str(job.id),
        "kind": job.kind,
        "wave": job.wave_code,
        "region": job.region_code,
        "status": job.state,
        "progress": job.percent,
        "file": reverse("exports:file", args=[job.id]) if job.is_done else None,
        "file_name": job.file_name,
        "sha256": job.sha256,
        "rows": job.rows,
        "release": job.release_id,
        "expires_on": job.expires_on.isoformat(),
        "error": job.error,
    }
