"""Which entries of the catalogue concern the people of a place."""

from burden.domain.levels import PREFIX_DIGITS
from burden.intake.places import Territory
from burden.models import CatalogueItem

# What a person installs; accounts are followed and web systems opened at a desk, so neither is on the phone's list.
ON_A_PHONE = (CatalogueItem.Kind.APP.value, CatalogueItem.Kind.MINI_PROGRAM.value, CatalogueItem.Kind.QUICK_APP.value)
MOST_LISTED = 25  # a longer list is neither read nor answered


def catalogue_of(territory: Territory, path: str) -> list[CatalogueItem]:
    """Return the entries in use that belong to the place with this path or to one above it, widest first.

    An entry of a county concerns everybody in the county, and nobody else.
    """
    above = {path[:digits].ljust(12, "0") for digits in PREFIX_DIGITS.values() if digits <= len(path)}
    items = CatalogueItem.objects.filter(tree_id=territory.tree_version, region_code__in=above, is_retired=False)
    return sorted(items, key=lambda item: (len(item.region_code.rstrip("0")), item.app_code))


def phone_apps_of(territory: Territory, path: str) -> list[CatalogueItem]:
    """Return those that people carry on a phone, at most as many as a form can list."""
    return [item for item in catalogue_of(territory, path) if item.kind in ON_A_PHONE][:MOST_LISTED]
