"""Who the peers of a region are, and whether a viewer may be shown what is computed from them.

Peers of a township are the townships of its city, of a county the counties of its province, of cities and provinces
all those of the wave: their ground.
"""

from collections.abc import Iterable

from burden.access.policies import is_public_kind
from burden.access.scopes import Viewer, path_of
from burden.domain.indicators import Indicator, Visibility
from burden.domain.levels import PREFIX_DIGITS, RegionKind
from burden.domain.thresholds import TREND_FEWEST_PEERS
from burden.models import Wave

GROUND_KINDS = {RegionKind.TOWNSHIP: RegionKind.CITY, RegionKind.COUNTY: RegionKind.PROVINCE}


def ground_path(wave: Wave, *, path: str, kind: str) -> str:
    """Return the path within which the peers of regions of this kind in a subtree lie, as far as the wave reaches.

    A subtree wider than the ground of its regions is a ground itself.
    """
    widest = GROUND_KINDS.get(RegionKind(kind), RegionKind.ROOT)
    return max(path[: PREFIX_DIGITS[widest]], path_of(wave.region_code), key=len)


def may_name(viewer: Viewer, *, path: str, kind: str, indicator: Indicator, is_demo: bool) -> bool:
    """Whether the viewer reads this indicator of a region by name."""
    if is_public_kind(kind) and indicator.visibility is Visibility.PUBLIC:
        return True
    return viewer.may_read_all_of(path, is_demo=is_demo)


def may_be_shown_of_peers(unread: Iterable[bool]) -> bool:
    """Whether what is computed from peers may be shown: none of them is foreign to the viewer, or ten at least are.

    ``unread`` says of each peer whether the viewer may not read it by name; one to nine could be told apart.

    >>> may_be_shown_of_peers([False] * 30), may_be_shown_of_peers([True] * 9), may_be_shown_of_peers([True] * 10)
    (True, False, True)
    """
    count = sum(unread)
    return count == 0 or count >= TREND_FEWEST_PEERS
