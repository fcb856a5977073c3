"""Columns that several models share."""

from django.db import models

from burden.domain.levels import LEVEL_NAMES, RESPONDENT_LEVELS

LEVEL_CHOICES = [(int(level), LEVEL_NAMES[level][0]) for level in RESPONDENT_LEVELS]


def region_code_field(*, blank: bool = False) -> "models.CharField[str, str]":
    """Return a column for a 12-digit region code; no foreign key, since the code belongs to the wave's tree version."""
    return models.CharField("region code", max_length=12, blank=blank)
