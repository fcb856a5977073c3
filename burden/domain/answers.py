"""Checked answers: what a person said, as clean typed values.  None is a skipped question, never zero."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from burden.domain.further_items import FURTHER_ITEMS, OPINION_FIELDS
from burden.domain.levels import Level
from burden.domain.practices import practice_mask
from burden.domain.quality import QualityFlag, flag_of_columns
from burden.domain.sentences import Sentence
from burden.domain.survey_items import UsageStatus


@dataclass(frozen=True, kw_only=True)
class AppUse:
    """One app that somebody named as taking much of their time (A11).

    Exactly one of ``app_code`` (of the local catalogue) and ``new_app_name`` is given.
    """

    app_code: str | None = None
    new_app_name: str | None = None
    minutes_per_day: int | None = None
    is_required: bool = False
    has_checkin: bool = False
    has_points_rank: bool = False
    in_appraisal: bool = False
    has_location_track: bool = False
    needs_photo_upload: bool = False
    duplicate_entry: bool = False
    duplicate_of_app_code: str | None = None

    def as_json(self) -> dict[str, str | int | bool | None]:
        """Return the fields by name, as the column ``apps`` keeps them."""
        return dict(vars(self))


@dataclass(frozen=True, kw_only=True)
class Answers:
    """One person's answers to page 1, after :func:`burden.domain.questionnaire.check_response`.

    ``wave``, ``region_code`` (12 digits) and ``level_code`` are always there; whether wave and region exist is for the
    caller.  ``practices_3m`` is None when skipped, ``("none",)`` for none of these.  ``code`` and ``idempotency_key``
    are as sent, folded; they never enter :meth:`columns`.
    """

    wave: str
    region_code: str
    level_code: Level
    app_count: int | None = None
    idle_app_count: int | None = None
    account_count: int | None = None
    group_count: int | None = None
    app_minutes_per_day: int | None = None
    minutes_source: str | None = None
    group_minutes_per_day: int | None = None
    attitude_5: int | None = None
    scale_reversed: bool = False
    practices_3m: tuple[str, ...] | None = None
    apps: tuple[AppUse, ...] = ()
    duration_band: str | None = None
    code: str | None = None
    idempotency_key: str | None = None

    @property
    def quality_flag(self) -> QualityFlag:
        """Whether the answers look hasty, straight-lined, contradictory or far off."""
        return flag_of_columns(self.columns())

    def columns(self) -> dict[str, Any]:
        """Return the columns of the answer by name, as JSON types; neither code, key nor wave is among them.

        The quality flag is added when the answers are promoted.
        """
        return {
            "region_code": self.region_code,
            "level": int(self.level_code),
            "app_count": self.app_count,
            "idle_app_count": self.idle_app_count,
            "account_count": self.account_count,
            "group_count": self.group_count,
            "app_minutes_per_day": self.app_minutes_per_day,
            "minutes_source": self.minutes_source or "",
            "group_minutes_per_day": self.group_minutes_per_day,
            "attitude_5": self.attitude_5,
            "scale_reversed": self.scale_reversed,
            "practices_3m": None if self.practices_3m is None else practice_mask(self.practices_3m),
            "apps": [use.as_json() for use in self.apps],
            "duration_band": self.duration_band or "",
        }


@dataclass(frozen=True, kw_only=True)
class AppStatus:
    """What a person said of one app of the catalogue; minutes and opinions only of an app in use, None when not given.

    Opinions are numbers as kept (:func:`burden.domain.further_items.stored_choice`).
    """

    app_code: str
    status: UsageStatus
    minutes_per_day: int | None = None
    usefulness_5: int | None = None
    modules_used: int | None = None
    keep_choice: int | None = None
    overcollect: int | None = None


@dataclass(frozen=True, kw_only=True)
class UsageAnswers:
    """One person's app-usage report; ``apps`` holds only apps on the phone, by app code, so it may be empty."""

    wave: str
    region_code: str
    level_code: Level
    apps: tuple[AppStatus, ...] = ()
    one_time_pass: str | None = None
    idempotency_key: str | None = None

    def columns(self) -> dict[str, Any]:
        """Return the columns of the report table by name; the arrays run in step, those of opinions may be empty.

        A status is 1 for in use, 2 for not opened for three months.
        """
        return {
            "region_code": self.region_code,
            "level": int(self.level_code),
            "app_codes": [app.app_code for app in self.apps],
            "statuses": [1 if app.status is UsageStatus.IN_USE else 2 for app in self.apps],
            "minutes": [app.minutes_per_day for app in self.apps],
            **{name: self._opinions(name) for name in OPINION_FIELDS},
        }

    def _opinions(self, name: str) -> list[int | None]:
        given: list[int | None] = [getattr(app, name) for app in self.apps]
        return given if any(one is not None for one in given) else []


@dataclass(frozen=True, kw_only=True)
class FurtherAnswers:
    """One person's answers to page 2, after :func:`burden.domain.further_check.check_further`.

    ``given`` maps fields of :data:`burden.domain.further_items.FURTHER_ITEMS` to numbers as kept; a skipped question
    is not in it.  ``suggestion`` never enters :meth:`columns`: it goes its own way.
    """

    wave: str
    region_code: str
    level_code: Level
    given: Mapping[str, int] = field(default_factory=dict)
    suggestion: str | None = None
    one_time_pass: str | None = None
    idempotency_key: str | None = None

    def columns(self) -> dict[str, Any]:
        """Return the columns of the table by name, None for a skipped question."""
        return {
            "region_code": self.region_code,
            "level": int(self.level_code),
            **{item.field: self.given.get(item.field) for item in FURTHER_ITEMS},
        }


Kind = TypeVar("Kind", Answers, UsageAnswers, FurtherAnswers)


@dataclass(frozen=True, kw_only=True)
class Checked(Generic[Kind]):
    """Outcome of a check: clean values, or errors that say by field what to mend; warnings never refuse.

    ``values`` is None exactly when there are errors.  Keys are field names; parts of the n-th app are ``apps.0.<name>``
    and so on; ``body`` speaks of the whole.
    """

    values: Kind | None
    errors: Mapping[str, Sentence] = field(default_factory=dict)
    warnings: Mapping[str, Sentence] = field(default_factory=dict)
