"""The provinces that a rule can be switched for, by part of the country, as the form lists them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from django.utils.translation import gettext as _

from burden.domain.rules_in_force import RuleInForce
from burden.models import Region
from burden.operate.clean_ups.events import desk_tree
from burden.operate.rules.form import OF_SOME, RuleForm
from burden.operate.rules.words import where_words
from burden.operate.waves.form_words import ChoiceLine


@dataclass(frozen=True, kw_only=True)
class Part:
    """Provinces of one part of the country; ``chosen`` of them are ticked."""

    heading: str
    lines: tuple[ChoiceLine, ...]

    @property
    def chosen(self) -> int:
        """How many of them are ticked."""
        return sum(line.is_chosen for line in self.lines)


@dataclass(frozen=True, kw_only=True)
class PlaceChoices:
    """Where a rule may count, and which provinces, as they are ticked in the form."""

    where: tuple[ChoiceLine, ...]
    parts: tuple[Part, ...]

    @property
    def chosen(self) -> int:
        """How many provinces are ticked."""
        return sum(part.chosen for part in self.parts)

    @property
    def is_of_some(self) -> bool:
        """Whether provinces are to be ticked, or some are."""
        return bool(self.chosen) or any(line.is_chosen and line.value in OF_SOME for line in self.where)


def provinces_to_choose(rule: RuleInForce, names: Mapping[str, str]) -> list[tuple[str, str]]:
    """Return provinces of the desk's edition by first digits of codes, with those that the rule names already.

    Beside a demo these are of another edition; a form that could not hold them would drop them unseen.
    """
    tree = desk_tree()
    found = Region.objects.of_tree(tree.version).filter(kind=Region.Kind.PROVINCE) if tree else ()
    digits = {region.path: region.name for region in found}
    digits |= {path: names.get(path, path) for path in rule.provinces}
    return sorted(digits.items())


def province_names() -> dict[str, str]:
    """Return provinces by the first digits of their codes, of all editions: beside the demo rules name real ones."""
    known = Region.objects.filter(kind=Region.Kind.PROVINCE).order_by("tree__as_of_on", "tree_id")
    return dict(known.values_list("path", "name"))


def place_choices(form: RuleForm, provinces: Sequence[tuple[str, str]]) -> PlaceChoices:
    """Return the choices of places with what is ticked in the form, filled in or sent."""
    where, chosen = form["where"].value(), set(form["provinces"].value() or ())
    lines = [ChoiceLine(value=value, name=name, is_chosen=value in chosen) for value, name in provinces]
    parts = groupby(lines, key=lambda line: _part_words().get(line.value[0], _("其他")))
    return PlaceChoices(
        where=tuple(
            ChoiceLine(value=value, name=words, is_chosen=value == where) for value, words in where_words().items()
        ),
        parts=tuple(Part(heading=heading, lines=tuple(some)) for heading, some in parts),
    )


def _part_words() -> dict[str, str]:
    """Return the parts of the country by the first digit of codes (GB/T 2260)."""
    return {"1": _("华北"), "2": _("东北"), "3": _("华东"), "4": _("中南"), "5": _("西南"), "6": _("西北")}
