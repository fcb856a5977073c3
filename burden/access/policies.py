"""Who may see what: one function a question, each refusing with a sentence.

Reading is decided by where a region lies: within the viewer's own subtrees everything that is published, outside them
what the public reads, and nothing else.
"""

from enum import StrEnum

from burden.access.refusals import NO_SUCH_REGION, RefusalError
from burden.access.scopes import READING_ROLES, Role, Viewer
from burden.domain.indicators import Indicator, Visibility
from burden.domain.levels import KIND_DEPTH, RegionKind
from burden.domain.sentences import Sentence

SIGN_IN_FIRST = Sentence("请先登录。")
NOT_YOUR_DESK = Sentence("您的账号不办理这项事务。")


class Reach(StrEnum):
    """How much of one region a viewer reads."""

    FULL = "full"  # everything published
    PUBLIC = "public"  # the public indicators


def is_public_kind(kind: str) -> bool:
    """Whether regions of this kind are public: county and above.

    >>> is_public_kind("county"), is_public_kind("township")
    (True, False)
    """
    return KIND_DEPTH[RegionKind(kind)] <= KIND_DEPTH[RegionKind.COUNTY]


def check_may_read_region(viewer: Viewer, *, path: str, kind: str, is_demo: bool) -> Reach:
    """Return how much of the region with this path the viewer reads; refuse what is neither theirs nor public."""
    if viewer.may_read_all_of(path, is_demo=is_demo):
        return Reach.FULL
    if is_public_kind(kind):
        return Reach.PUBLIC
    raise RefusalError(NO_SUCH_REGION)


def check_may_read_indicator(reach: Reach, indicator: Indicator) -> None:
    """Refuse indicators that are not public where the viewer reads only what is public."""
    if reach is Reach.PUBLIC and indicator.visibility is not Visibility.PUBLIC:
        raise RefusalError(NO_SUCH_REGION)


def check_reads_all(reach: Reach) -> None:
    """Refuse pages that have no public part (apps, practices) outside the viewer's own subtrees."""
    if reach is not Reach.FULL:
        raise RefusalError(NO_SUCH_REGION)


def check_may_read_findings(viewer: Viewer) -> None:
    """Refuse leads by rule to everybody but inspectors; of which regions is decided by what they read."""
    if viewer.role is not Role.INSPECTOR:
        raise RefusalError(NOT_YOUR_DESK)


def check_may_count_open_wave(viewer: Viewer) -> None:
    """Refuse the coarse count of an open wave to people who have not signed in."""
    if viewer.role is Role.PUBLIC:
        raise RefusalError(SIGN_IN_FIRST)


def check_may_download(viewer: Viewer) -> None:
    """Refuse files to everybody but supervisors and inspectors; what a file holds is decided by its region."""
    if viewer.role not in READING_ROLES:
        raise RefusalError(NOT_YOUR_DESK)


def check_may_list_downloads(viewer: Viewer) -> None:
    """Refuse the register of downloads to everybody but inspectors and operators."""
    if viewer.role not in {Role.INSPECTOR, Role.OPERATOR}:
        raise RefusalError(NOT_YOUR_DESK)
