"""A region that an operator names in a field: by name or by code."""

from django import forms
from django.utils.translation import gettext as _

from burden.domain.place_check import REGION_CODE
from burden.intake.places import Territory, search_places

MOST_OFFERED = 5


def region_meant(text: str, territory: Territory, *, nothing: str) -> str:
    """Return the code of the one region of the territory that the text names.

    A ValidationError offers codes where several are meant, and says ``nothing`` where there is none.
    """
    if REGION_CODE.fullmatch(text):
        found = list(territory.regions().filter(code=text).values_list("code", flat=True))
    else:
        places = search_places(territory, text)
        last_word = text.rsplit(maxsplit=1)[-1]
        named = [place for place in places if place.name == last_word]
        found = [place.code for place in named]
        if len(found) != 1 and places:
            offered = _("；").join(f"{place.full_name} {place.code}" for place in (named or places)[:MOST_OFFERED])
            raise forms.ValidationError(_("是哪一个？请填代码：%(places)s") % {"places": offered})
    if not found:
        raise forms.ValidationError(nothing)
    return found[0]
