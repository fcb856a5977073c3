"""What can become of a submission."""

from enum import StrEnum


class Outcome(StrEnum):
    """What became of one submission."""

    RECEIVED = "received"
    REPEATED = "repeated"  # the same key was seen before: that answer stands, this one is dropped
    WAVE_UNKNOWN = "wave_unknown"
    WAVE_NOT_OPEN = "wave_not_open"
    WAVE_CLOSED = "wave_closed"
    REGION_UNKNOWN = "region_unknown"
    REGION_TOO_SHALLOW = "region_too_shallow"
    LEVEL_NOT_OFFERED = "level_not_offered"
    APP_UNKNOWN = "app_unknown"
    TEXT_NOT_ASKED = "text_not_asked"
    QUESTION_NOT_ASKED = "question_not_asked"
    CODE_MISSING = "code_missing"
    CODE_UNKNOWN = "code_unknown"
    CODE_OF_ELSEWHERE = "code_of_elsewhere"
    CODE_SPENT = "code_spent"
    PASS_MISSING = "pass_missing"  # noqa: S105  # opens a form, no password
    PASS_UNKNOWN = "pass_unknown"  # noqa: S105  # opens a form, no password
    PASS_SPENT = "pass_spent"  # noqa: S105  # opens a form, no password

    @property
    def is_kept(self) -> bool:
        """Whether the person's answer is in the database, now or since an earlier try."""
        return self in (Outcome.RECEIVED, Outcome.REPEATED)
