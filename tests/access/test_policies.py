from datetime import date

import pytest

from burden.access.policies import (
    Reach,
    check_may_count_open_wave,
    check_may_download,
    check_may_list_downloads,
    check_may_read_indicator,
    check_may_read_region,
    check_reads_all,
)
from burden.access.refusals import RefusalError
from burden.access.scopes import PUBLIC_VIEWER, Role, Subtree, Viewer, viewer_for
from burden.domain.indicators import INDICATORS
from burden.models import Scope, User

COUNTY = Subtree(path="990101", is_demo=False)
SUPERVISOR = Viewer(role=Role.SUPERVISOR, subtrees=(COUNTY,))
INSPECTOR = Viewer(role=Role.INSPECTOR, subtrees=(COUNTY,))
OPERATOR = Viewer(role=Role.OPERATOR, subtrees=(COUNTY,))


@pytest.mark.parametrize("viewer", [SUPERVISOR, INSPECTOR])
def test_supervisors_and_inspectors_read_all_of_their_own_subtrees(viewer: Viewer) -> None:
    assert check_may_read_region(viewer, path="990101", kind="county", is_demo=False) is Reach.FULL
    assert check_may_read_region(viewer, path="990101103", kind="township", is_demo=False) is Reach.FULL


@pytest.mark.parametrize("viewer", [PUBLIC_VIEWER, OPERATOR, SUPERVISOR, INSPECTOR])
def test_everybody_reads_what_is_public_of_counties_and_above(viewer: Viewer) -> None:
    assert check_may_read_region(viewer, path="990102", kind="county", is_demo=False) is Reach.PUBLIC
    assert check_may_read_region(viewer, path="", kind="root", is_demo=False) is Reach.PUBLIC


@pytest.mark.parametrize("viewer", [PUBLIC_VIEWER, OPERATOR, SUPERVISOR, INSPECTOR])
def test_nobody_reads_a_township_of_others(viewer: Viewer) -> None:
    with pytest.raises(RefusalError, match="没有这个地区"):
        check_may_read_region(viewer, path="990102103", kind="township", is_demo=False)


@pytest.mark.parametrize("viewer", [PUBLIC_VIEWER, OPERATOR])
def test_an_operator_with_a_scope_still_reads_no_township(viewer: Viewer) -> None:
    with pytest.raises(RefusalError):
        check_may_read_region(viewer, path="990101103", kind="township", is_demo=False)


def test_a_scope_in_the_demo_opens_nothing_real_and_the_other_way_round() -> None:
    with pytest.raises(RefusalError):
        check_may_read_region(SUPERVISOR, path="990101103", kind="township", is_demo=True)


def test_exactly_four_indicators_are_public() -> None:
    def is_open(code: str) -> bool:
        indicator = next(found for found in INDICATORS if found.code == code)
        try:
            check_may_read_indicator(Reach.PUBLIC, indicator)
        except RefusalError:
            return False
        return True

    assert [found.code for found in INDICATORS if is_open(found.code)] == ["I03", "I04", "I07", "I09"]


def test_pages_without_a_public_part_need_full_reach() -> None:
    check_reads_all(Reach.FULL)
    with pytest.raises(RefusalError):
        check_reads_all(Reach.PUBLIC)


@pytest.mark.parametrize(
    ("viewer", "counts", "downloads", "lists"),
    [
        (PUBLIC_VIEWER, False, False, False),
        (SUPERVISOR, True, True, False),
        (INSPECTOR, True, True, True),
        (OPERATOR, True, False, True),
    ],
)
def test_each_role_has_its_own_desk(viewer: Viewer, *, counts: bool, downloads: bool, lists: bool) -> None:
    checks = (check_may_count_open_wave, check_may_download, check_may_list_downloads)

    allowed = []
    for check in checks:
        try:
            check(viewer)
        except RefusalError:
            allowed.append(False)
        else:
            allowed.append(True)

    assert allowed == [counts, downloads, lists]


@pytest.mark.django_db
def test_a_scope_counts_until_the_end_of_its_last_day() -> None:
    user = User.objects.create_user("someone@example.org", "x", role="supervisor")
    Scope.objects.create(user=user, region_code="990101000000", expires_on=date(2026, 11, 22))

    assert viewer_for(user, today=date(2026, 11, 22)).subtrees == (COUNTY,)
    assert viewer_for(user, today=date(2026, 11, 23)).subtrees == ()


@pytest.mark.django_db
def test_a_closed_account_is_the_public() -> None:
    user = User.objects.create_user("someone@example.org", "x", role="supervisor")
    user.is_active = False

    assert viewer_for(user) == PUBLIC_VIEWER
