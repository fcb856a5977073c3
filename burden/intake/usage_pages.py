"""The app-usage report: every app of the local catalogue with one tap each, and what people think of those in use."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from burden.domain.further_items import OPINION_INTRO_EN, OPINION_INTRO_ZH, OPINION_ITEMS
from burden.domain.survey_items import (
    ITEM_BY_FIELD,
    USAGE_MINUTES_EN,
    USAGE_MINUTES_ZH,
    USAGE_QUESTION_EN,
    USAGE_QUESTION_ZH,
    USAGE_STATUS_OPTIONS,
    USAGE_TITLE_EN,
    USAGE_TITLE_ZH,
    InputKind,
    UsageStatus,
)
from burden.intake.app_picker import APP_MINUTE_CHIPS
from burden.intake.following import serve_following
from burden.intake.form_page import Drawn, FormPage, Sheet, hidden_of, who_in_words
from burden.intake.local_apps import listed_apps_of
from burden.intake.places import find_place
from burden.intake.posted import Posted, opinion_field, posted_usage
from burden.intake.questions import LONGEST_TYPED, STEPS, Choice, Draft, Question, chips, choice_of, level_question
from burden.intake.reception import Form
from burden.intake.submissions import offers_province_level
from burden.intake.survey_view import survey_view
from burden.intake.words import in_script, in_words
from burden.models import CatalogueItem

LISTED_FOR = "listed_for"  # the place whose apps the page listed


@dataclass(frozen=True, kw_only=True)
class UsageRow:
    """One app of the list: what the person has to do with it; minutes and opinions where it is in use."""

    app_code: str
    name: str
    package_names: str
    statuses: Sequence[Choice]
    minutes: Question
    opinions: Sequence[Question]
    has_opinion: bool
    error: str
    warning: str


@survey_view
def usage(request: HttpRequest, wave_code: str) -> HttpResponse:
    """Show the app-usage report for a place, or take it in."""
    return serve_following(request, wave_code, USAGE)


def _read(request: HttpRequest, sheet: Sheet) -> Posted:
    place = sheet.place.place
    codes = _codes_for(sheet, place.code) if place else []
    posted = posted_usage(
        request.POST, wave_code=sheet.wave.code, region_code=place.code if place else "", app_codes=codes
    )
    listed_for = request.POST.get(LISTED_FOR, "")
    if place is None or not listed_for or _codes_for(sheet, listed_for) == codes:
        return posted
    changed = {"region_code": _("地区换了，下面的APP也换了，请再看一眼，然后提交。")}
    return Posted(raw=posted.raw, errors={**posted.errors, **changed})


def _codes_for(sheet: Sheet, code: str) -> list[str]:
    place = find_place(sheet.territory, code)
    return [app.app_code for app in listed_apps_of(sheet.territory, place.path)] if place else []


def _draw(sheet: Sheet) -> Drawn:
    draft, place = sheet.draft, sheet.place.place
    apps = listed_apps_of(sheet.territory, place.path) if place else []
    rows = [_row(number, app, draft) for number, app in enumerate(apps)]
    level = level_question(draft, has_province_level=offers_province_level(sheet.territory))
    return Drawn(
        values={
            "title": in_words(USAGE_TITLE_ZH, USAGE_TITLE_EN),
            "apps_text": in_words(USAGE_QUESTION_ZH, USAGE_QUESTION_EN),
            "opinions_text": in_words(OPINION_INTRO_ZH, OPINION_INTRO_EN),
            "level": level,
            "who": who_in_words(sheet, level),
            "rows": rows,
            "apps_error": draft.errors.get("apps", ""),
            "apps_warning": draft.warnings.get("apps", ""),
        },
        questions=[level],
        hidden=hidden_of(sheet, "one_time_pass", "sent") | {LISTED_FOR: place.code if place else ""},
        words=_words(rows),
        anchors={f"apps.{number}.": (f"q-{row.app_code}", row.name) for number, row in enumerate(rows)}
        | {"apps": ("q-apps", ""), "region_code": ("q-region_code", sheet.place.text)},
    )


def _row(number: int, app: CatalogueItem, draft: Draft) -> UsageRow:
    code, path = app.app_code, f"apps.{number}."
    chosen = draft.post.get(f"status_{code}", UsageStatus.NOT_INSTALLED.value)
    opinions = [_opinion(code, position, draft) for position in range(len(OPINION_ITEMS))]
    return UsageRow(
        app_code=code,
        name=in_script(app.name_zh),
        package_names=app.package_names,
        statuses=[choice_of(option, [chosen]) for option in USAGE_STATUS_OPTIONS],
        minutes=_minutes(code, draft, path=path),
        opinions=opinions,
        has_opinion=any(choice.is_chosen for opinion in opinions for choice in opinion.choices),
        error=_first(draft.errors, path),
        warning=_first(draft.warnings, path),
    )


def _minutes(code: str, draft: Draft, *, path: str) -> Question:
    field, all_apps = f"minutes_{code}", ITEM_BY_FIELD["app_minutes_per_day"]
    return Question(
        field=field,
        text=in_words(USAGE_MINUTES_ZH, USAGE_MINUTES_EN),
        kind=InputKind.MINUTES.value,
        choices=chips(draft.post, field, APP_MINUTE_CHIPS),
        typed=draft.post.get(field, "")[:LONGEST_TYPED],
        step=STEPS[InputKind.MINUTES],
        high=all_apps.high,
        error=draft.errors.get(f"{path}minutes_per_day", ""),
    )


def _opinion(code: str, position: int, draft: Draft) -> Question:
    item = OPINION_ITEMS[position]
    field = opinion_field(item.field, code)
    return Question(
        field=field,
        text=in_words(item.zh, item.en),
        kind=item.kind.value,
        choices=[choice_of(option, draft.post.getlist(field)) for option in item.options],
    )


def _words(rows: Sequence[UsageRow]) -> dict[str, tuple[str, Mapping[str, str]]]:
    words: dict[str, tuple[str, Mapping[str, str]]] = {}
    for row in rows:
        words[f"status_{row.app_code}"] = (row.name, {choice.value: choice.text for choice in row.statuses})
        for name in (row.minutes.field, f"{row.minutes.field}_chip"):
            words[name] = (f"{row.name}：{row.minutes.text}", {})
        for opinion in row.opinions:
            words[opinion.field] = (
                f"{row.name}：{opinion.text}",
                {choice.value: choice.text for choice in opinion.choices},
            )
    return words


def _first(found: Mapping[str, str], path: str) -> str:
    return next((text for name, text in found.items() if name.startswith(path)), "")


USAGE = FormPage(form=Form.USAGE, template="intake/usage.html", read=_read, draw=_draw)
