"""A number that operators may change: what it is called, its unit, its range, and what raising it does."""

from dataclasses import dataclass
from enum import StrEnum


class Unit(StrEnum):
    """What a number of a rule counts."""

    PERCENT = "percent"
    PEOPLE = "people"
    DAYS = "days"
    GROUPS = "groups"
    APPS = "apps"


UNIT_WORDS: dict[Unit, tuple[str, str]] = {
    Unit.PERCENT: ("%", "%"),
    Unit.PEOPLE: ("人", "people"),
    Unit.DAYS: ("天", "days"),
    Unit.GROUPS: ("个群", "groups"),
    Unit.APPS: ("个应用", "apps"),
}


class Raised(StrEnum):
    """What becomes of the rule's leads when a number is raised; lowering it does the opposite."""

    FEWER = "fewer"
    MORE = "more"
    FEWER_STRONG = "fewer_strong"  # of the leads that there are, fewer are strong
    MORE_STRONG = "more_strong"


@dataclass(frozen=True, kw_only=True)
class Threshold:
    """A number of a rule that operators may change within ``smallest`` and ``largest``, in ``unit``.

    ``name`` is that of a field of what the rule is judged by (Bars, :mod:`bars_of_place`).
    """

    name: str
    zh: str
    en: str
    unit: Unit
    default: float
    smallest: float
    largest: float
    raised: Raised = Raised.FEWER

    @property
    def is_whole(self) -> bool:
        """Whether it counts things; percentages may have decimals."""
        return self.unit is not Unit.PERCENT

    def with_unit(self, value: float) -> tuple[str, str]:
        """Return a value of it with its unit, in Chinese and in English."""
        zh, en = UNIT_WORDS[self.unit]
        return (f"{value:g}{zh}", f"{value:g} {en}")


def percent_threshold(
    name: str,
    *,
    words: tuple[str, str],
    default: float,
    within: tuple[float, float],
    raised: Raised = Raised.FEWER,
) -> Threshold:
    """Return a threshold in percent; ``words`` are Chinese and English, ``within`` its smallest and largest value."""
    return Threshold(
        name=name,
        zh=words[0],
        en=words[1],
        unit=Unit.PERCENT,
        default=default,
        smallest=within[0],
        largest=within[1],
        raised=raised,
    )
