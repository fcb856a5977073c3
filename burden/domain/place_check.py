"""Checking what every form says of its sender - wave, region, level, key - and the pass of those that page 1 opens."""

import re
from functools import partial
from typing import Any

from burden.domain.levels import RESPONDENT_LEVELS, Level
from burden.domain.raw_values import read_choice, read_text
from burden.domain.reading import Reading
from burden.domain.sentences import gettext_noop as _

REGION_CODE = re.compile(r"[0-9]{12}")  # "330522102000"
LONGEST_WAVE_CODE = 12
LONGEST_REGION_CODE = 12
LONGEST_KEY = 64
LONGEST_PASS = 80

PLACE_FIELDS = frozenset({"wave", "region_code", "level_code", "idempotency_key"})
FOLLOWING_FIELDS = PLACE_FIELDS | {"one_time_pass"}  # of the two forms that page 1 opens

NO_WAVE = _("没有写明是哪一次调查。")
NO_REGION = _("请选择所在地区。")
NO_LEVEL = _("请选择您所在单位。")

ALL_LEVELS = tuple(str(int(level)) for level in RESPONDENT_LEVELS)
LEVELS_BELOW_PROVINCE = tuple(str(int(level)) for level in RESPONDENT_LEVELS if level is not Level.PROVINCE)


def read_place(reading: Reading, *, offers_province_level: bool) -> dict[str, Any]:
    """Read wave, region, level and key; only the key may be missing."""
    wave = reading.take("wave", partial(read_text, longest=LONGEST_WAVE_CODE))
    region_code = reading.take("region_code", partial(read_text, longest=LONGEST_REGION_CODE))
    levels = ALL_LEVELS if offers_province_level else LEVELS_BELOW_PROVINCE
    level_code = reading.take("level_code", partial(read_choice, choices=levels))
    if wave is None:
        reading.refuse("wave", NO_WAVE)
    if region_code is None or not REGION_CODE.fullmatch(region_code):
        reading.refuse("region_code", NO_REGION)
    if level_code is None:
        reading.refuse("level_code", NO_LEVEL)
    return {
        "wave": wave,
        "region_code": region_code,
        "level_code": None if level_code is None else Level(int(level_code)),
        "idempotency_key": reading.take("idempotency_key", partial(read_text, longest=LONGEST_KEY)),
    }


def read_pass(reading: Reading) -> str | None:
    """Read the pass that the receipt of page 1 handed over; whether it is good is for the caller."""
    return reading.take("one_time_pass", partial(read_text, longest=LONGEST_PASS))
