"""Shapes of the JSON interface, for its description; :mod:`burden.domain.questionnaire` does the checking."""

from typing import Any

from rest_framework import serializers

from burden.domain.blocks import APP_FLAGS
from burden.domain.further_items import FURTHER_ITEMS, LONGEST_SUGGESTION, OPINION_ITEMS
from burden.domain.levels import LEVEL_NAMES, RESPONDENT_LEVELS
from burden.domain.place_check import LONGEST_PASS
from burden.domain.survey_items import (
    ATTITUDE_OPTIONS,
    DURATION_BANDS,
    ITEM_BY_FIELD,
    MINUTES_SOURCE_OPTIONS,
    MOST_APPS_NAMED,
    PRACTICE_OPTIONS,
    USAGE_STATUS_OPTIONS,
    InputKind,
    Item,
    Option,
)
from burden.domain.thresholds import MOST_MINUTES_PER_DAY

LEVEL_HELP = "Level of the unit: " + "; ".join(f"{int(level)} {LEVEL_NAMES[level][1]}" for level in RESPONDENT_LEVELS)
ON_A_PHONE = "From GET /catalogue/: an app, mini_program or quick_app."


def _choices(options: tuple[Option, ...]) -> list[tuple[str, str]]:
    return [(option.value, option.en) for option in options]


def _choice(options: tuple[Option, ...]) -> serializers.ChoiceField:
    return serializers.ChoiceField(choices=_choices(options), required=False, allow_null=True)


def _number(name: str) -> serializers.IntegerField:
    return _item_number(ITEM_BY_FIELD[name])


def _further(item: Item) -> "serializers.Field[Any, Any, Any, Any]":
    if item.kind is InputKind.NUMBER:
        return _item_number(item)
    if item.kind is InputKind.MULTIPLE:
        return serializers.ListField(
            child=serializers.ChoiceField(choices=_choices(item.options)), required=False, help_text=item.zh
        )
    return _choice(item.options)


def _item_number(item: Item) -> serializers.IntegerField:
    return serializers.IntegerField(
        min_value=item.low, max_value=item.high, required=False, allow_null=True, help_text=f"{item.zh} {item.en}"
    )


class PlaceSerializer(serializers.Serializer[Any]):
    """What all forms share: which wave, which place and level, and what makes sending twice safe."""

    wave = serializers.CharField(max_length=12, help_text="Code of an open wave, from GET /waves/.")
    region_code = serializers.RegexField(
        r"^[0-9]{12}$",
        help_text="12 digits, from GET /regions/; a county or township, for level 40 a city, for level 20 a province.",
    )
    level_code = serializers.ChoiceField(choices=[int(level) for level in RESPONDENT_LEVELS], help_text=LEVEL_HELP)
    idempotency_key = serializers.CharField(
        required=False,
        allow_null=True,
        min_length=16,
        max_length=64,
        help_text="A fresh random text for each person. The same key again is answered 201 and stores nothing new.",
    )


class NamedAppSerializer(serializers.Serializer[Any]):
    """One app that takes much time: from the catalogue or, where it is not listed, by name."""

    app_code = serializers.CharField(required=False, allow_null=True, max_length=12, help_text=ON_A_PHONE)
    new_app_name = serializers.CharField(required=False, allow_null=True, max_length=30)
    minutes_per_day = serializers.IntegerField(
        required=False, allow_null=True, min_value=0, max_value=MOST_MINUTES_PER_DAY
    )
    duplicate_of_app_code = serializers.CharField(required=False, allow_null=True, max_length=12)

    def get_fields(self) -> dict[str, "serializers.Field[Any, Any, Any, Any]"]:
        """Add the yes/no demands of the app."""
        return super().get_fields() | {flag: serializers.BooleanField(required=False) for flag in APP_FLAGS}


class ResponseSerializer(PlaceSerializer):
    """One person's answers to page 1. Everything but wave, region and level may be left out or null: skipped."""

    code = serializers.CharField(
        required=False, allow_null=True, help_text="The 20 symbols of a slip; needed where the wave is 'coded'."
    )
    app_count = _number("app_count")
    idle_app_count = _number("idle_app_count")
    account_count = _number("account_count")
    group_count = _number("group_count")
    app_minutes_per_day = _number("app_minutes_per_day")
    minutes_source = _choice(MINUTES_SOURCE_OPTIONS)
    group_minutes_per_day = _number("group_minutes_per_day")
    attitude_5 = _choice(ATTITUDE_OPTIONS)
    scale_reversed = serializers.BooleanField(required=False, help_text="Whether the scale was shown from 5 to 1.")
    practices_3m = serializers.ListField(
        child=serializers.ChoiceField(choices=_choices(PRACTICE_OPTIONS)),
        required=False,
        help_text="Any of them, or 'none' alone; empty is skipped.",
    )
    apps = NamedAppSerializer(many=True, required=False, help_text=f"At most {MOST_APPS_NAMED}.")
    duration_band = serializers.ChoiceField(
        choices=DURATION_BANDS, required=False, allow_null=True, help_text="Seconds that answering took, coarsely."
    )


class AppStatusSerializer(serializers.Serializer[Any]):
    """What a person has to do with one app of the catalogue; an app that is not listed is not installed."""

    app_code = serializers.CharField(max_length=12, help_text=ON_A_PHONE)
    status = serializers.ChoiceField(choices=_choices(USAGE_STATUS_OPTIONS))
    minutes_per_day = serializers.IntegerField(
        required=False, allow_null=True, min_value=0, max_value=MOST_MINUTES_PER_DAY, help_text="Only of apps in use."
    )

    def get_fields(self) -> dict[str, "serializers.Field[Any, Any, Any, Any]"]:
        """Add what the person thinks of an app in use."""
        return super().get_fields() | {item.field: _choice(item.options) for item in OPINION_ITEMS}


class FollowingSerializer(PlaceSerializer):
    """What the two forms share that page 1 opens."""

    one_time_pass = serializers.CharField(
        required=False,
        allow_null=True,
        max_length=LONGEST_PASS,
        help_text="From the receipt of page 1, good once for each form on that day; needed where the wave is 'coded'.",
    )


class UsageReportSerializer(FollowingSerializer):
    """One person's app-usage report."""

    apps = AppStatusSerializer(many=True, help_text="Apps on the phone; empty says none of the catalogue is.")


class FurtherResponseSerializer(FollowingSerializer):
    """One person's answers to page 2; whatever is left out is skipped, but one question must be answered."""

    suggestion = serializers.CharField(
        required=False,
        allow_null=True,
        max_length=LONGEST_SUGGESTION,
        help_text="Only where the wave asks for it; read by a person before it is shown.",
    )

    def get_fields(self) -> dict[str, "serializers.Field[Any, Any, Any, Any]"]:
        """Add the questions."""
        return super().get_fields() | {item.field: _further(item) for item in FURTHER_ITEMS}


class ReceiptSerializer(serializers.Serializer[Any]):
    """The answer is safe in the database."""

    status = serializers.CharField(help_text="received")
    message = serializers.CharField()
    one_time_pass = serializers.CharField(
        required=False, help_text="With page 1: opens the usage report and page 2, once each, that day."
    )


class RefusalSerializer(serializers.Serializer[Any]):
    """What to mend, by field; 'body' speaks of the request as a whole, 'apps.0.app_code' of the first app."""

    errors = serializers.DictField(child=serializers.CharField())  # type: ignore[assignment]  # shadows on purpose


class RegionSerializer(serializers.Serializer[Any]):
    """A place."""

    code = serializers.CharField()
    name = serializers.CharField()
    full_name = serializers.CharField(help_text="With the names above it.")
    kind = serializers.CharField(help_text="province, city, county or township")
    parent_code = serializers.CharField()
    has_children = serializers.BooleanField()


class CatalogueSerializer(serializers.Serializer[Any]):
    """An app, mini-program, account or system of the local catalogue."""

    app_code = serializers.CharField()
    name = serializers.CharField(source="name_zh")
    kind = serializers.CharField(help_text="app, mini_program, quick_app, account or web")
    region_code = serializers.CharField(help_text="Whose subtree it concerns.")
    sponsor_level = serializers.IntegerField()
    function_category = serializers.CharField()
    package_names = serializers.CharField(help_text="Android packages, apart by blanks; empty where unknown.")
