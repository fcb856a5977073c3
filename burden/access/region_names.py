"""Regions of an account by name, for people: ``浙江省 湖州市 长兴县`` instead of a code."""

from collections.abc import Iterable

from burden.access.scopes import path_of
from burden.domain.levels import PREFIX_DIGITS
from burden.models import Region, TreeVersion

ROOT = "000000000000"


def names_of(codes: Iterable[str], *, is_demo: bool) -> dict[str, str]:
    """Return the full name of each region in the newest tree of that world; the code itself where it is gone.

    Two queries, however many codes.
    """
    wanted = set(codes)
    tree = TreeVersion.objects.newest(is_demo=is_demo)
    if tree is None:
        return {code: code for code in wanted}
    paths = {path_of(code)[:digits] for code in wanted for digits in PREFIX_DIGITS.values()}
    known = dict(Region.objects.filter(tree=tree, path__in=paths).values_list("path", "name"))
    return {code: _name(code, known) for code in wanted}


def _name(code: str, known: dict[str, str]) -> str:
    path = path_of(code)
    if path not in known:
        return code
    above = [path[:digits] for digits in PREFIX_DIGITS.values() if 0 < digits < len(path)]
    return " ".join([*(known[prefix] for prefix in above if prefix in known), known[path]])
