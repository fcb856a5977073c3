"""What the shares of a township tell of how many people they are of: the band that is printed keeps it out of sight."""

from collections.abc import Sequence
from random import Random

import pytest

from burden.reports.estimates import Showing, share_estimate

TOWNSHIP = Showing(smallest_group=10, is_n_exact=False)
FEWEST, MOST = 20, 49  # the band that reads 20–49
PRACTICES = 8  # shares of the same people on one page
TOWNSHIPS = 60
Shown = tuple[float | None, str]


def printed(count: int, n: int, *, decimals: int) -> Shown:
    shown = share_estimate(count, n, decimals=decimals, showing=TOWNSHIP)
    assert (shown.n, shown.n_text) == (None, "20–49")
    return shown.value, shown.text


def possible_n(shares: Sequence[Shown], known: dict[int, set[Shown]]) -> list[int]:
    """Return every number of people of the band of whom all of these shares could be."""
    return [n for n, of_n in known.items() if set(shares) <= of_n]


@pytest.mark.parametrize("decimals", [1, 0])
def test_eight_shares_tell_the_number_of_people_in_most_townships_in_whole_percents_too(decimals: int) -> None:
    random = Random(7)
    known = {n: {printed(c, n, decimals=decimals) for c in range(n + 1)} for n in range(FEWEST, MOST + 1)}
    alone = 0
    for _ in range(TOWNSHIPS):
        n = random.randint(FEWEST, MOST)
        chances = [random.uniform(0.1, 0.7) for _ in range(PRACTICES)]
        counts = [sum(random.random() < chance for _ in range(n)) for chance in chances]
        found = possible_n([printed(count, n, decimals=decimals) for count in counts], known)
        assert n in found
        alone += len(found) == 1
    # Were it few, docs/privacy.md would be wrong to say that printing less would not hide it.
    assert alone > TOWNSHIPS / 2
