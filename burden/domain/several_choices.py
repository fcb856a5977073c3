"""Reading a question of which several choices may be ticked, or the exclusive last one alone."""

from functools import partial

from burden.domain.raw_values import read_choices
from burden.domain.reading import Reading
from burden.domain.sentences import gettext_noop as _
from burden.domain.survey_items import Item

LAST_AND_OTHERS = _("选了最后一项，就不要再选其他。")


def read_several(reading: Reading, item: Item) -> tuple[str, ...]:
    """Return the values ticked, in the order of the options; empty when skipped.

    The exclusive choice beside others is refused under the item's name.
    """
    values = tuple(option.value for option in item.options)
    chosen = reading.take(item.field, partial(read_choices, choices=values)) or ()
    exclusive = {option.value for option in item.options if option.is_exclusive}
    if exclusive & set(chosen) and len(chosen) > 1:
        reading.refuse(item.field, LAST_AND_OTHERS)
    return chosen
