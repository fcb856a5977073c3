"""Places that a respondent of a wave may name: finding them, and what stands above and below them."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Case, IntegerField, Q, Value, When

from burden.domain.levels import KIND_DEPTH, PREFIX_DIGITS, RegionKind
from burden.domain.place_check import REGION_CODE
from burden.models import Region, TreeVersion, Wave
from burden.models.region import RegionQuerySet

SHORTEST_SEARCH = 2  # one character matches a tenth of the country
LONGEST_SEARCH = 30
MOST_FOUND = 20
MOST_WORDS = 4  # province, city, county, township; each more costs a walk through all names
SEPARATOR = " "


@dataclass(frozen=True, kw_only=True)
class Place:
    """A region with the names above it, largest first, the root and the region itself left out."""

    code: str
    name: str
    kind: RegionKind
    path: str
    parent_code: str
    above: tuple[str, ...]
    has_children: bool = False

    @property
    def full_name(self) -> str:
        """The name with those above it, e.g. ``浙江省 湖州市 长兴县``."""
        return SEPARATOR.join((*self.above, self.name))

    @property
    def is_answerable(self) -> bool:
        """Whether respondents of most levels may name it: a county or a township."""
        return KIND_DEPTH[self.kind] >= KIND_DEPTH[RegionKind.COUNTY]


@dataclass(frozen=True, kw_only=True)
class Territory:
    """Part of one edition of the tree: where a wave asks, or a whole edition."""

    tree_version: str
    path: str

    def regions(self) -> RegionQuerySet:
        """All regions of the territory, depth first, the root of the country left out."""
        return Region.objects.of_tree(self.tree_version).within(self.path).exclude(kind=RegionKind.ROOT.value)


def territory_of(wave: Wave) -> Territory:
    """Return the subtree that the wave asks in."""
    path = Region.objects.values_list("path", flat=True).get(tree_id=wave.tree_id, code=wave.region_code)
    return Territory(tree_version=wave.tree_id, path=path)


def territory_holding(code: str) -> Territory | None:
    """Return the whole newest edition that knows the region, real ones before fictional, None where none does."""
    tree = TreeVersion.objects.filter(regions__code=code).order_by("is_demo", "-as_of_on").first()
    return Territory(tree_version=tree.version, path="") if tree else None


def find_place(territory: Territory, code: str) -> Place | None:
    """Return the place with this code, None where the territory has none; ``code`` may be any text from an address."""
    if not REGION_CODE.fullmatch(code):
        return None
    places = _places(territory, territory.regions().filter(code=code))
    return places[0] if places else None


def places_coded(territory: Territory, codes: Collection[str]) -> dict[str, Place]:
    """Return those of the codes that the territory has, with their places; three queries, however many there are."""
    return {place.code: place for place in _places(territory, territory.regions().filter(code__in=codes))}


def path_of(territory: Territory, code: str) -> str | None:
    """Return the path of the region with this code, None where the territory has none."""
    return territory.regions().filter(code=code).values_list("path", flat=True).first()


def children_of(territory: Territory, code: str) -> list[Place]:
    """Return the places directly below one, in code order; those of the country for the root's code.

    The children of a region above the territory are none of it, but for the way down to it.
    """
    return _places(territory, territory.regions().filter(parent_code=code))


def search_places(territory: Territory, text: str, *, most: int = MOST_FOUND) -> list[Place]:
    """Return places whose name holds ``text`` or whose pinyin initials begin with it, larger and closer ones first.

    Several words narrow down: ``长兴 李家巷`` finds 李家巷镇 within 长兴县; the last four count.  Fewer than two
    characters find nothing.
    """
    words = text[:LONGEST_SEARCH].split()[-MOST_WORDS:]
    if not words or len(words[-1]) < SHORTEST_SEARCH:
        return []
    *outer, word = words
    found = territory.regions().filter(_matches(word))
    if outer:
        found = found.filter(_below_any(territory, outer))
    closeness = Case(
        When(name=word, then=Value(0)),
        When(name__startswith=word, then=Value(1)),
        When(initials=word.lower(), then=Value(1)),
        default=Value(2),
        output_field=IntegerField(),
    )
    depth = Case(*(When(kind=kind.value, then=Value(d)) for kind, d in KIND_DEPTH.items()), default=Value(9))
    return _places(territory, found.order_by(closeness, depth, "code")[:most])


def _matches(word: str) -> Q:
    if word.isascii():
        return Q(initials__startswith=word.lower()) | Q(code__startswith=word)
    return Q(name__contains=word)


def _below_any(territory: Territory, words: Sequence[str]) -> Q:
    """Match regions below a place of each word; a word that names nothing matches nothing."""
    condition = Q()
    for word in words:
        paths = territory.regions().filter(_matches(word)).values_list("path", flat=True)[:MOST_FOUND]
        below = Q(pk__in=())
        for path in paths:
            below |= Q(path__startswith=path)
        condition &= below
    return condition


def _places(territory: Territory, found: Iterable[Region]) -> list[Place]:
    regions = list(found)
    paths = {region.path[:digits] for region in regions for digits in PREFIX_DIGITS.values() if digits}
    known = Region.objects.of_tree(territory.tree_version).filter(path__in=paths)
    above = dict(known.values_list("path", "name"))
    codes = [region.code for region in regions]
    parents = set(
        territory.regions().filter(parent_code__in=codes).order_by().values_list("parent_code", flat=True).distinct()
    )
    return [_place(region, above=above, has_children=region.code in parents) for region in regions]


def _place(region: Region, *, above: dict[str, str], has_children: bool) -> Place:
    prefixes = [region.path[:digits] for digits in PREFIX_DIGITS.values() if 0 < digits < len(region.path)]
    return Place(
        code=region.code,
        name=region.name,
        kind=RegionKind(region.kind),
        path=region.path,
        parent_code=region.parent_code,
        above=tuple(above[prefix] for prefix in prefixes if prefix in above),
        has_children=has_children,
    )
