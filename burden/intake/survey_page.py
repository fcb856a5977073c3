"""Page 1 as drawn: A2-A10 in a row, A11 with its picker, and the hidden fields that carry the order of choices."""

from django.utils.translation import gettext as _

from burden.domain.levels import Level
from burden.domain.survey_items import (
    A11,
    MINUTES_SOURCE_OPTIONS,
    PAGE_ONE,
    TITLE_EN,
    TITLE_ZH,
    InputKind,
)
from burden.intake.app_picker import LocalApps, NamedApp, named_app_words, named_apps, top_codes
from burden.intake.form_page import Drawn, Sheet, hidden_of
from burden.intake.local_apps import phone_apps_of
from burden.intake.payload import Words
from burden.intake.questions import (
    Choice,
    Draft,
    PageOrder,
    Question,
    choice_of,
    choice_question,
    level_question,
    number_question,
    ordered_options,
    page_order,
)
from burden.intake.submissions import offers_province_level
from burden.intake.top_apps import top_apps
from burden.intake.words import in_words


def draw_survey(sheet: Sheet) -> Drawn:
    """Return what page 1 shows of a sheet."""
    draft, order = sheet.draft, page_order(sheet.draft.post)
    asked = questions(draft, order=order, has_province_level=offers_province_level(sheet.territory))
    [level] = [question for question in asked if question.field == "level_code"]
    chosen = next((Level(int(choice.value)) for choice in level.choices if choice.is_chosen), Level.POOLED)
    path = sheet.place.place.path if sheet.place.place else sheet.territory.path
    apps = phone_apps_of(sheet.territory, path)
    local = LocalApps(apps=apps, top=top_apps(sheet.wave, path, apps))
    named = named_apps(draft, local, level=chosen)
    apps_text, sources = in_words(A11.zh, A11.en), minutes_sources(draft)
    return Drawn(
        values={
            "title": in_words(TITLE_ZH, TITLE_EN),
            "questions": asked,
            "minutes_sources": sources,
            "apps_text": apps_text,
            "app_words": named_app_words(),
            "named_apps": named,
            "top_codes": top_codes(local, levels=[choice.value for choice in level.choices]),
            "apps_error": draft.errors.get("apps", ""),
            "apps_warning": draft.warnings.get("apps", ""),
            "code": draft.post.get("code", "")[:40],
            "code_error": draft.errors.get("code", ""),
        },
        questions=[*asked, *(app.minutes for app in named)],
        hidden={"scale_reversed": "1" if order.is_reversed else "0", "rotation": str(order.rotation)}
        | hidden_of(sheet, "duration_band"),
        words={
            **_app_words(named, apps_text),
            "minutes_source": (_("这个时长是"), {one.value: one.text for one in sources}),
        },
        anchors={"apps": ("q-apps", apps_text), "region_code": ("q-region_code", sheet.place.text)}
        | {"code": ("q-code", "")},
    )


def questions(draft: Draft, *, order: PageOrder, has_province_level: bool) -> list[Question]:
    """Return A2-A10 in the order of the page; A1 and A11 have shapes of their own."""
    drawn: list[Question] = []
    for number, item in enumerate(PAGE_ONE, start=1):
        if item.kind is InputKind.BUTTONS:
            drawn.append(level_question(draft, has_province_level=has_province_level, number=number))
        elif item.kind in (InputKind.NUMBER, InputKind.MINUTES):
            drawn.append(number_question(item, draft, number=number))
        elif item.kind in (InputKind.SCALE, InputKind.MULTIPLE):
            drawn.append(choice_question(item, draft, options=ordered_options(item, order), number=number))
    return drawn


def minutes_sources(draft: Draft) -> list[Choice]:
    """Return how the minutes are known; by estimate unless said otherwise."""
    chosen = draft.post.get("minutes_source", MINUTES_SOURCE_OPTIONS[0].value)
    return [choice_of(option, [chosen]) for option in MINUTES_SOURCE_OPTIONS]


def _app_words(named: list[NamedApp], question: str) -> Words:
    """Return what the fields of A11 mean; the chips of its minutes speak for themselves."""
    parts = named_app_words()
    listed = {option.value: option.text for group in named[0].groups for option in group.options}
    words: dict[str, tuple[str, dict[str, str]]] = {}
    for app in named:
        prefix = f"app_{app.position}_"
        words[f"{prefix}code"] = (question, listed)
        words[f"{prefix}name"] = (parts["not_listed"], {})
        words[f"{prefix}flags"] = (parts["flags"], {flag.value: flag.text for flag in app.flags})
        words[f"{prefix}duplicate_of"] = (parts["duplicate"], listed)
    return words
