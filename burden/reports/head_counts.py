"""How many people work where, by part of a region and level: what numbers are weighted by.

Head counts are frozen when a wave closes, and a release records their hash.  They are official tables; none of them is
printed beside numbers of answers below a province, as that would be the share which has answered.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from functools import lru_cache

from django.db.models import Sum
from django.db.models.functions import Left

from burden.models import Headcount, Release
from burden.reports.types import RegionRef

REGIONS_KEPT = 512

Place = tuple[str, int]  # code of the part, "" for people in none of them, and level


def head_counts(release: Release, region: RegionRef, parts: Iterable[RegionRef]) -> Mapping[Place, int]:
    """Return the people of each level in each of these parts of a region and in none of them; at most one query."""
    by_path = {part.path: part.code for part in parts}
    digits = sorted({len(path) for path in by_path})
    found: Counter[Place] = Counter()
    for (prefix, level), people in _by_prefix(release, region.path, max(digits, default=0)).items():
        code = next((by_path[prefix[:length]] for length in digits if prefix[:length] in by_path), "")
        found[code, level] += people
    return found


@lru_cache(maxsize=REGIONS_KEPT)
def _by_prefix(release: Release, path: str, digits: int) -> Mapping[Place, int]:
    """Return the people of a subtree by the first digits of their region and by level; they never change."""
    counts = Headcount.objects.filter(wave=release.wave, region_code__startswith=path).order_by()
    rows = counts.annotate(prefix=Left("region_code", max(digits, 1))).values_list("prefix", "level")
    return {(prefix, level): people for prefix, level, people in rows.annotate(people=Sum("people"))}
