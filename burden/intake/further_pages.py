"""The further questions: those that the wave asks, in a few calm groups, each of them skippable."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from burden.domain.further_items import (
    FURTHER_BY_FIELD,
    FURTHER_TITLE_EN,
    FURTHER_TITLE_ZH,
    LONGEST_SUGGESTION,
    SUGGESTION_EN,
    SUGGESTION_FIELD,
    SUGGESTION_ZH,
)
from burden.domain.survey_items import InputKind, Item, Option
from burden.intake.following import serve_following
from burden.intake.form_page import Drawn, FormPage, Sheet, hidden_of, who_in_words
from burden.intake.posted import Posted, posted_further
from burden.intake.questions import (
    Draft,
    PageOrder,
    Question,
    choice_question,
    level_question,
    number_question,
    ordered_options,
    page_order,
)
from burden.intake.reception import Form
from burden.intake.submissions import offers_province_level
from burden.intake.survey_view import survey_view
from burden.intake.words import in_words

GROUPS: tuple[tuple[str, tuple[str, ...]], ...] = (
    (
        gettext_noop("下班以后和工作群"),
        ("off_hours_days", "reply_deadline", "group_msgs_band", "dead_group_count"),
    ),
    (
        gettext_noop("填报和账号"),
        ("same_data_times", "data_return", "proxy_account_count", "runs_media", "extra_phone_count"),
    ),
    (gettext_noop("做这些事的感受"), ("load_time", "load_effort", "load_frustration")),
    (gettext_noop("前后变化"), ("change_6m", "cleanup_effect", "relief_paperwork_count")),
    (
        gettext_noop("据您了解"),
        ("seen_proxy", "seen_boosting", "seen_padding", "citizen_push", "quota_mismatch", "group_task_demand"),
    ),
)
# These are scales whose every point is a chip; the others take any number beside a few chips.
WHOLLY_TAPPED = ("off_hours_days", "load_time", "load_effort", "load_frustration")


@dataclass(frozen=True, kw_only=True)
class Group:
    """Questions under one heading."""

    heading: str
    questions: Sequence[Question]


@survey_view
def further(request: HttpRequest, wave_code: str) -> HttpResponse:
    """Show the further questions, or take them in."""
    return serve_following(request, wave_code, FURTHER)


def _read(request: HttpRequest, sheet: Sheet) -> Posted:
    place = sheet.place.place
    return posted_further(request.POST, wave_code=sheet.wave.code, region_code=place.code if place else "")


def _draw(sheet: Sheet) -> Drawn:
    draft, order = sheet.draft, page_order(sheet.draft.post)
    level = level_question(draft, has_province_level=offers_province_level(sheet.territory))
    groups = [
        Group(heading=_(heading), questions=[_question(FURTHER_BY_FIELD[name], draft, order) for name in asked])
        for heading, names in GROUPS
        if (asked := [name for name in names if name in sheet.wave.further_fields])
    ]
    suggestion = in_words(SUGGESTION_ZH, SUGGESTION_EN)
    return Drawn(
        values={
            "title": in_words(FURTHER_TITLE_ZH, FURTHER_TITLE_EN),
            "level": level,
            "who": who_in_words(sheet, level),
            "groups": groups,
            "suggestion_text": suggestion,
            "suggestion": draft.post.get(SUGGESTION_FIELD, "")[: 2 * LONGEST_SUGGESTION],
            "suggestion_error": draft.errors.get(SUGGESTION_FIELD, ""),
            "suggestion_warning": draft.warnings.get(SUGGESTION_FIELD, ""),
            "longest_suggestion": LONGEST_SUGGESTION,
        },
        questions=[level, *(question for group in groups for question in group.questions)],
        hidden=hidden_of(sheet, "one_time_pass", "sent") | {"rotation": str(order.rotation)},
        words={SUGGESTION_FIELD: (suggestion, {})},
        anchors={
            SUGGESTION_FIELD: ("q-suggestion", suggestion),
            "region_code": ("q-region_code", sheet.place.text),
        },
    )


def _question(item: Item, draft: Draft, order: PageOrder) -> Question:
    if item.field in WHOLLY_TAPPED:
        points = [Option(value=str(point), zh=str(point), en=str(point)) for point in range(item.low, item.high + 1)]
        return choice_question(item, draft, options=points)
    if item.kind is InputKind.NUMBER:
        return number_question(item, draft)
    return choice_question(item, draft, options=ordered_options(item, order))


FURTHER = FormPage(form=Form.FURTHER, template="intake/further.html", read=_read, draw=_draw)
