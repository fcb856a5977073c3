"""Finding the region of a wave in a form: by name or code, and by choosing among those found; no script needed."""

from collections.abc import Mapping
from dataclasses import dataclass

from burden.domain.place_check import REGION_CODE
from burden.intake.places import Place, Territory, find_place, search_places
from burden.models import Region, TreeVersion

ROOT_CODE = "000000000000"
TEXT, SEARCHED, CHOSEN = "region", "region_searched", "region_choice"  # names of the form's fields


@dataclass(frozen=True, kw_only=True)
class RegionChoice:
    """What somebody typed and which places it may mean; ``code`` is the one meant, "" while that is not settled."""

    text: str
    code: str = ""
    found: tuple[Place, ...] = ()


def region_choice(post: Mapping[str, str], tree: TreeVersion) -> RegionChoice:
    """Return what the form's fields say.

    A place chosen from the list counts only while the text is the one that the list was made for.
    """
    text = post.get(TEXT, "").replace("\0", "").strip()
    territory = Territory(tree_version=tree.version, path="")
    if post.get(SEARCHED) == text:
        chosen = find_place(territory, post.get(CHOSEN, ""))
        if chosen is not None:
            return RegionChoice(text=text, code=chosen.code, found=_found(territory, text))
    if is_whole_country(text, tree):
        return RegionChoice(text=text, code=ROOT_CODE)
    found = _found(territory, text)
    exact = [place for place in found if text in (place.full_name, place.code)]
    named = exact or [place for place in found if place.name == text.rsplit(maxsplit=1)[-1]]
    only = named if len(named) == 1 else found if len(found) == 1 else []
    return RegionChoice(text=text, code=only[0].code if only else "", found=found)


def is_whole_country(text: str, tree: TreeVersion) -> bool:
    """Whether the text names the root of the tree."""
    return Region.objects.filter(tree=tree, code=ROOT_CODE, name=text).exists() or text == ROOT_CODE


def _found(territory: Territory, text: str) -> tuple[Place, ...]:
    if REGION_CODE.fullmatch(text):
        place = find_place(territory, text)
        return (place,) if place else ()
    return tuple(search_places(territory, text))
