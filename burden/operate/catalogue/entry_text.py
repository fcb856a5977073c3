"""An entry of the catalogue that an operator names in a field: by code or by name."""

from django import forms
from django.utils.translation import gettext as _

from burden.models import CatalogueItem
from burden.models.catalogue_item import CatalogueItemQuerySet


def entry_meant(text: str, known: CatalogueItemQuerySet, *, nothing: str) -> CatalogueItem:
    """Return the one of the known entries that the text names.

    A ValidationError gives the codes where several bear the name, and says ``nothing`` where there is none.
    """
    found = list(known.filter(app_code=text) or known.filter(name_zh=text))
    if not found:
        raise forms.ValidationError(nothing)
    if len(found) > 1:
        codes = _("、").join(item.app_code for item in found)
        raise forms.ValidationError(_("有几个同名的，请填编号：%(codes)s") % {"codes": codes})
    return found[0]
