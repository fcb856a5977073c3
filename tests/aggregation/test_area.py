"""The regions of a part: loaded as a few long texts, and looked up by whole numbers."""

from dataclasses import replace

import numpy as np
import pytest

from burden.aggregation.area import NOWHERE, load_tree, shard_area, trunk_area, whole_area
from burden.aggregation.part import headcounts
from burden.aggregation.raw_packs import regions_of
from burden.domain.array_walk import UNKNOWN as NOBODY_TOLD
from burden.domain.region_tree import RegionTree
from burden.models import Headcount, Region, Wave
from tests.aggregation.world import make_world

pytestmark = pytest.mark.django_db

CITY, COUNTY, TOWNSHIP = "990100000000", "990101000000", "990101001000"


def test_the_loaded_tree_is_that_of_the_rows() -> None:
    world = make_world(people=0)
    loaded, expected = load_tree(world.wave), RegionTree.from_rows(world.regions)
    assert loaded.codes == tuple(sorted(code for code, _, _ in world.regions))
    assert loaded.kinds == expected.kinds
    for name in ("parent", "deepest", "last"):
        assert getattr(loaded, name).tolist() == getattr(expected, name).tolist()


def test_the_root_has_nobody_above() -> None:
    wave = make_world(people=0).wave
    wave.region_code = "000000000000"
    assert load_tree(wave).parent[:2].tolist() == [-1, 0]


@pytest.mark.parametrize("fields", [{"code": "99010100100"}, {"parent_code": "9901"}, {"code": "99010100100x"}])
def test_a_code_that_is_not_of_twelve_digits_is_refused(fields: dict[str, str]) -> None:
    wave = make_world(people=0).wave
    Region.objects.filter(code=TOWNSHIP).update(**fields)
    with pytest.raises(ValueError, match=r"reshape|lengths|digits"):
        load_tree(wave)


def test_a_region_of_no_kind_is_refused() -> None:
    wave = make_world(people=0).wave
    Region.objects.filter(code=TOWNSHIP).update(kind="village")
    with pytest.raises(ValueError, match="lengths"):
        load_tree(wave)


def test_townships_count_for_their_county_where_nothing_deeper_is_published() -> None:
    area = shard_area(make_world(people=0, assurance=Wave.Assurance.LINK).wave, CITY, CITY)
    expected = [code if code == CITY else code[:6] + "000000" for code in map(str, area.named.tolist())]
    assert list(map(str, area.walked_as.tolist())) == expected
    assert [area.tree.codes[node] for node in area.walked_nodes] == expected
    assert {code[6:] for code in area.tree.codes} == {"000000"}


def test_the_trunk_names_no_region_of_a_shard_and_knows_of_those_where_nobody_answered() -> None:
    trunk = trunk_area(whole_area(make_world(people=0, region_code=CITY).wave), {COUNTY: COUNTY})
    assert trunk.tree.codes == (CITY, COUNTY, "990102000000", "990103000000")
    assert trunk.named[:3].tolist() == [990100000000, 990102000000, 990102001000]
    assert trunk.walked_nodes.tolist() == [0, 2, *[NOWHERE] * 3, 3, *[NOWHERE] * 3]
    assert trunk.where() == ("region_code = ANY(%s)", [[str(code) for code in trunk.named.tolist()]])
    assert trunk.where_packs() == ("county_code = ANY(%s)", [[CITY, "990102000000", "990103000000"]])


def test_the_recount_looks_regions_up_by_itself_and_finds_the_same() -> None:
    whole = whole_area(make_world(people=0).wave)
    for area in (whole, trunk_area(whole, {COUNTY: COUNTY}), replace(whole, tree=RegionTree.from_rows([]))):
        regions = regions_of(area)
        assert (regions.digits * 1000).tolist() == area.named.tolist()
        assert regions.node.tolist() == area.walked_nodes.tolist()


def test_head_counts_of_townships_are_added_up_in_their_county() -> None:
    wave = make_world(people=0, assurance=Wave.Assurance.LINK).wave
    for code, count in ((COUNTY, 5), (TOWNSHIP, 7)):
        Headcount.objects.create(
            wave=wave, region_code=code, level=60, people=count, source="test", as_of_on=wave.opens_on
        )
    area = shard_area(wave, CITY, CITY)
    people = headcounts(wave, area)
    assert people[area.tree.index(COUNTY) * 6 + 3] == 12
    assert np.count_nonzero(people != NOBODY_TOLD) == 1


def test_a_head_count_of_a_region_that_there_is_none_of_is_refused() -> None:
    wave = make_world(people=0).wave
    Headcount.objects.create(
        wave=wave, region_code="990101999000", level=60, people=7, source="test", as_of_on=wave.opens_on
    )
    with pytest.raises(KeyError, match="990101999000"):
        headcounts(wave, shard_area(wave, CITY, CITY))
