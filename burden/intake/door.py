"""The JSON door for answers: from the bytes of a request to a receipt or plain sentences.

In production :mod:`config.short_way` leads here past everything that serves signed-in people; the views of
:mod:`burden.intake.api` lead here as well, and describe the door.
"""

import json
from http import HTTPStatus
from typing import Any

from django.db import InterfaceError, OperationalError, connection
from django.http import HttpRequest, HttpResponse, UnreadablePostError
from django.utils.translation import get_language_from_request, override
from django.utils.translation import gettext as _

from burden.intake.outcomes import Outcome
from burden.intake.reception import Form, Reply, receive

LARGEST_BODY = 64 * 1024  # the longest honest answer is below 4 KB
MOST_READ_AWAY = 32 * 1024 * 1024
JSON = "application/json"
STATUS_OF = {
    Outcome.CODE_SPENT: HTTPStatus.CONFLICT,
    Outcome.PASS_SPENT: HTTPStatus.CONFLICT,
    Outcome.WAVE_CLOSED: HTTPStatus.GONE,
}
DOORS = {
    "/api/v1/responses/": Form.RESPONSE,
    "/api/v1/usage-reports/": Form.USAGE,
    "/api/v1/further-responses/": Form.FURTHER,
}


class TwiceSaidError(ValueError):
    """A JSON object names a field twice, so nobody knows which value is meant."""


def form_behind(path: str) -> Form | None:
    """Return which form an address takes, None for any other address."""
    return DOORS.get(path)


def answer(request: HttpRequest) -> HttpResponse:
    """Take in what was posted to a door: 201 after a durable write, else 400 or its kin with sentences by field."""
    with override(get_language_from_request(request)):
        try:
            return _answer(request, DOORS[request.path_info])
        except (OperationalError, InterfaceError):
            # Not used again: on the short way nobody else looks whether it lives.
            if not connection.in_atomic_block:
                connection.close()
            return out_of_order()


def out_of_order() -> HttpResponse:
    """Return the refusal that asks for another try: nothing is known to be stored."""
    sentence = _("暂时没有收到，请稍后用同一个idempotency_key再提交一次。")
    return _refused(HTTPStatus.SERVICE_UNAVAILABLE, body=sentence)


def _answer(request: HttpRequest, form: Form) -> HttpResponse:
    if int(request.META.get("CONTENT_LENGTH") or 0) > LARGEST_BODY:
        read_away(request)
        return _refused(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, body=_("内容太大，请不要超过64KB。"))
    if request.content_type != JSON:
        return _refused(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, body=_("请用JSON提交（Content-Type: application/json）。"))
    try:
        raw = DECODER.decode(request.body.decode())
    except TwiceSaidError:
        return _refused(HTTPStatus.BAD_REQUEST, body=_("同一个项目写了两次，请只留一个。"))
    except (ValueError, RecursionError, UnreadablePostError):
        return _refused(HTTPStatus.BAD_REQUEST, body=_("这不是完整的JSON，请核对。"))
    return _told(receive(raw, form=form))


def read_away(request: HttpRequest) -> None:
    """Read a body that is too large and drop it: a sender who is cut off in the middle never reads why.

    Bodies beyond any accident are cut off all the same.
    """
    for _piece in range(MOST_READ_AWAY // LARGEST_BODY):
        if not request.read(LARGEST_BODY):
            return


def _told(reply: Reply) -> HttpResponse:
    if reply.is_kept:
        receipt = {"status": "received", "message": _("已收到")}
        opens = {"one_time_pass": reply.one_time_pass} if reply.one_time_pass else {}
        return _json(HTTPStatus.CREATED, receipt | opens)
    status = STATUS_OF.get(reply.outcome, HTTPStatus.BAD_REQUEST) if reply.outcome else HTTPStatus.BAD_REQUEST
    return _refused(status, **reply.errors)


def _refused(status: HTTPStatus, **errors: str) -> HttpResponse:
    return _json(status, {"errors": errors})


def _json(status: HTTPStatus, content: dict[str, Any]) -> HttpResponse:
    body = ENCODER.encode(content).encode()
    return HttpResponse(body, status=status, content_type=JSON)


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    fields = dict(pairs)
    if len(fields) != len(pairs):
        raise TwiceSaidError
    return fields


def _no_number(word: str) -> None:
    """Refuse ``NaN`` and ``Infinity``, which are no JSON."""
    raise ValueError(word)


ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))
DECODER = json.JSONDecoder(object_pairs_hook=_object, parse_constant=_no_number)
