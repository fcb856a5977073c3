"""The rules that a release was computed by, frozen into it and covered by its hash."""

import hashlib
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from django.conf import settings

from burden.aggregation.area import deepest_kind
from burden.domain.blocks import ANSWER_BLOCKS, APP_PREFIXES, USAGE_PREFIX
from burden.domain.quality import QualityFlag
from burden.domain.rules import Rules
from burden.domain.thresholds import MOST_MINUTES_PER_DAY, ROUNDING_BASE
from burden.models import CatalogueItem, Headcount, Release, Wave

FORMAT = 2  # of the parameters and of the hash over them; 1 hashed atoms and figures row by row
ROUNDING_PURPOSE = b"burden rounding fingerprint"
# Careless answers are left out of real waves.  A demo keeps them, so that its published means stay those it was
# made to show; its pages say that nothing in it is real.
FLAGS_LEFT_OUT = (
    QualityFlag.SPEEDER.value,
    QualityFlag.STRAIGHT.value,
    QualityFlag.CONTRADICTION.value,
)


@dataclass(frozen=True, kw_only=True)
class Parameters:
    """What the computation reads of a release's recorded parameters.

    ``blocks`` are names of blocks and families: a release that is computed again has those that it was begun with.
    """

    rules: Rules
    excluded_flags: tuple[str, ...]
    app_codes: tuple[str, ...]
    blocks: frozenset[str]


def parameters_of(wave: Wave) -> dict[str, Any]:
    """Return the parameters of a release of this wave that starts now, as JSON types.

    Blocks about single apps are named by family only: a list of the apps that somebody named would tell that somebody
    named them.
    """
    return {
        "format": FORMAT,
        "wave": wave.code,
        "region_code": wave.region_code,
        "tree_version": wave.tree_id,
        "assurance": wave.assurance,
        "is_demo": wave.is_demo,
        "rules": asdict(Rules(smallest_group=wave.smallest_group)),
        "deepest_kind": deepest_kind(wave).value,
        "most_minutes_per_day": MOST_MINUTES_PER_DAY,
        "rounding_base": ROUNDING_BASE,
        "rounding_key_fingerprint": rounding_key_fingerprint(),
        "excluded_flags": [] if wave.is_demo else list(FLAGS_LEFT_OUT),
        "headcounts_sha256": headcounts_sha256(wave),
        "app_codes": list(
            CatalogueItem.objects.on_a_phone()
            .beside(wave.tree_id)
            .order_by("app_code")
            .values_list("app_code", flat=True)
        ),
        "blocks": [*(block.name for block in ANSWER_BLOCKS), USAGE_PREFIX, *APP_PREFIXES],
    }


def read_parameters(recorded: dict[str, Any]) -> Parameters:
    """Return the recorded parameters as the computation uses them."""
    return Parameters(
        rules=Rules(**recorded["rules"]),
        excluded_flags=tuple(recorded["excluded_flags"]),
        app_codes=tuple(recorded["app_codes"]),
        blocks=frozenset(recorded["blocks"]),
    )


def parameters_changed(release: Release) -> list[str]:
    """Return the names of recorded parameters that would be different if the release started now."""
    now = parameters_of(release.wave)
    return sorted(name for name in now if release.parameters.get(name) != now[name])


def rounding_key_fingerprint() -> str:
    """Return what identifies the rounding key without telling it: a release is recomputed with the same key only."""
    return hashlib.sha256(ROUNDING_PURPOSE + settings.ROUNDING_KEY).hexdigest()[:16]


def headcounts_sha256(wave: Wave) -> str:
    """Return the SHA-256 over the wave's head counts, one line ``code level people`` each, in order."""
    rows: Sequence[tuple[str, int, int]] = list(
        Headcount.objects.filter(wave=wave)
        .order_by("region_code", "level")
        .values_list("region_code", "level", "people")
    )
    lines = "".join(f"{code} {level} {people}\n" for code, level, people in rows)
    return hashlib.sha256(lines.encode()).hexdigest()
