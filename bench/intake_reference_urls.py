"""The intake bench's reference: what a typical project would do, a serializer and the ORM."""

from datetime import timedelta

from django.db import transaction
from django.urls import path
from django.utils import timezone
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from burden.intake.keys import key_hash
from burden.intake.serializers import ResponseSerializer
from burden.models import CatalogueItem, InboxItem, Region, SubmissionKey, Wave


class ResponsesView(APIView):
    """Takes answers to page 1."""

    authentication_classes = ()
    permission_classes = (AllowAny,)

    def post(self, request: Request) -> Response:
        """Check and store one person's answers."""
        serializer = ResponseSerializer(data=request.data)
        serializer.is_valid(raise_exception=True)
        answers = serializer.validated_data
        with transaction.atomic():
            wave = Wave.objects.get(code=answers["wave"], state=Wave.State.OPEN)
            Region.objects.get(tree_id=wave.tree_id, code=answers["region_code"])
            for app in answers["apps"]:
                CatalogueItem.objects.get(app_code=app["app_code"])
            hashed = key_hash(answers.pop("idempotency_key"), wave_code=wave.code, kind="response")
            SubmissionKey.objects.create(key_hash=hashed, expires_on=timezone.localdate() + timedelta(days=3))
            InboxItem.objects.create(wave=wave, kind=InboxItem.Kind.RESPONSE, answers=answers)
        return Response({"status": "received"}, status=201)


urlpatterns = [path("reference/", ResponsesView.as_view())]
