"""Which entries of the catalogue concern the people of a place."""

from burden.domain.levels import PREFIX_DIGITS, code_of
from burden.intake.places import Territory
from burden.models import CatalogueItem
from burden.models.catalogue_item import CatalogueItemQuerySet

MOST_LISTED = 25  # a longer list is neither read nor answered


def catalogue_of(territory: Territory, path: str) -> list[CatalogueItem]:
    """Return the entries in use that belong to the place with this path or to one above it, widest first.

    An entry of a county concerns everybody in the county, and nobody else.
    """
    return _widest_first(_in_use(territory, path))


def phone_apps_of(territory: Territory, path: str) -> list[CatalogueItem]:
    """Return those that people carry on a phone, however many: what a picker with a search can hold."""
    return _widest_first(_in_use(territory, path).on_a_phone())


def listed_apps_of(territory: Territory, path: str) -> list[CatalogueItem]:
    """Return those that people carry on a phone, at most as many as a form can list one below the other."""
    return phone_apps_of(territory, path)[:MOST_LISTED]


def phone_app_codes(territory: Territory, path: str) -> frozenset[str]:
    """Return the codes of all that people of the place can carry on a phone: what an answer may name."""
    return frozenset(_in_use(territory, path).on_a_phone().values_list("app_code", flat=True))


def _in_use(territory: Territory, path: str) -> CatalogueItemQuerySet:
    above = {code_of(path[:digits]) for digits in PREFIX_DIGITS.values() if digits <= len(path)}
    return CatalogueItem.objects.beside(territory.tree_version).filter(region_code__in=above, is_retired=False)


def _widest_first(items: CatalogueItemQuerySet) -> list[CatalogueItem]:
    return sorted(items, key=lambda item: (len(item.region_code.rstrip("0")), item.app_code))
