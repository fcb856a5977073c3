"""Page 2 told anew from the answers at random levels: every number of its tables, as files print them."""

from random import Random

from django.test import Client

from tests.attacks.finding import Finding
from tests.attacks.readings import file_of, tables_of_csv
from tests.attacks.retold import Retold, wrong_further
from tests.attacks.told_apps import LEVELS_ASKED


def random_further(client: Client, retold: Retold, chance: Random, *, wave: str, rounds: int) -> Finding:
    """T6: page 2 of random regions and levels."""
    wrong: list[str] = []
    compared = 0
    for _ in range(rounds):
        region = chance.choice(sorted(retold.kinds))
        levels = tuple(sorted(chance.sample(LEVELS_ASKED, chance.choice((1, 1, 2, 3)))))
        asked = {"wave": wave, "region": region, "level": ",".join(map(str, levels))}
        for table in tables_of_csv(file_of(client, "table-csv", "further", asked)):
            compared += len(table) - 1
            wrong += wrong_further(table, retold, region, levels)
    return Finding(
        tried=f"{rounds} random filters of page 2, {compared} rows compared", best="all equal", breaches=tuple(wrong)
    )
