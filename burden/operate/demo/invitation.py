"""The township that waits for the visitor: exactly nine township-level answers in every block, nobody else there.

Nine are too few to show anything; the visitor's is the tenth, and the township's figure appears at the close.
"""

from collections.abc import Sequence

import numpy as np

from burden.domain.blocks import PRACTICE_CODES
from burden.domain.survey_items import NUMBER_FIELDS
from burden.operate.demo.catalogue import items_at
from burden.operate.demo.forms import Form
from burden.operate.demo.further import answered_in_full
from burden.operate.demo.people import SEED
from burden.operate.demo.usage import usage_form
from burden.reports.demo import DEMO_INVITATION_LEVEL, DEMO_INVITATION_REGION

# apps, idle apps, accounts, groups, app minutes, group minutes, attitude: even enough that no tenth answer, however
# large, dominates its group (p % rule), and complete, so that all blocks stand at nine.
NINE = (
    (9, 2, 4, 14, 45, 20, 4),
    (7, 1, 3, 12, 30, 15, 3),
    (11, 3, 6, 18, 60, 30, 4),
    (8, 2, 5, 15, 40, 20, 3),
    (6, 1, 2, 10, 25, 15, 2),
    (10, 2, 5, 16, 50, 25, 4),
    (8, 1, 4, 13, 35, 20, 3),
    (12, 3, 6, 20, 60, 30, 5),
    (7, 2, 3, 11, 30, 15, 3),
)
ANSWERED_FIELDS = (*NUMBER_FIELDS, "attitude_5")


def invite(forms: Sequence[Form]) -> list[Form]:
    """Return as many forms, of which nine are those of the invitation's township and no other names it."""
    moved = _move_away(forms)
    return [{**form, **nine} for form, nine in zip(moved, nine_forms(), strict=False)] + moved[len(NINE) :]


def invite_usage(forms: Sequence[Form]) -> list[Form]:
    """Return as many app-usage reports, of which nine are from the invitation's township and no other."""
    generator = np.random.default_rng([SEED, len(forms)])
    moved = _move_away(forms)
    nine = [usage_form(generator, DEMO_INVITATION_REGION, DEMO_INVITATION_LEVEL, scale=1.0) for _ in NINE]
    return nine + moved[len(NINE) :]


def invite_further(forms: Sequence[Form]) -> list[Form]:
    """Return as many pages 2, of which nine, answered in full, are from the invitation's township and no other."""
    moved = _move_away(forms)
    place = {"region_code": DEMO_INVITATION_REGION, "level_code": DEMO_INVITATION_LEVEL}
    nine = [answered_in_full({**form, **place}) for form in moved[: len(NINE)]]
    return nine + moved[len(NINE) :]


def nine_forms() -> list[Form]:
    """Return the nine answers, without keys."""
    items = items_at(DEMO_INVITATION_REGION)
    forms = []
    for place, numbers in enumerate(NINE):
        form: Form = dict(zip(ANSWERED_FIELDS, numbers, strict=True))
        form |= {"region_code": DEMO_INVITATION_REGION, "level_code": DEMO_INVITATION_LEVEL}
        form["practices_3m"] = [PRACTICE_CODES[place % len(PRACTICE_CODES)], PRACTICE_CODES[-1]]
        form["apps"] = [{"app_code": items[place % 2].app_code, "minutes_per_day": 10, "is_required": True}]
        form |= {"minutes_source": "estimate", "duration_band": "60_90"}
        forms.append(form)
    return forms


def _move_away(forms: Sequence[Form]) -> list[Form]:
    """Let whoever names the township name its county instead, as anybody may."""
    county = f"{DEMO_INVITATION_REGION[:6]}000000"
    return [
        {**form, "region_code": county} if form["region_code"] == DEMO_INVITATION_REGION else form for form in forms
    ]
