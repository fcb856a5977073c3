"""The same question asked of the raw answers by SQL: what a page would cost that computes when it is asked.

One wave and one measure are asked; nothing is held back, and of intervals there is only what a mean needs.
"""

import time
from random import Random

from bench.pages_site import Supervisor

QUESTIONS = 60
SEED = 7
MEASURES = ("app_count", "group_count", "app_minutes_per_day + group_minutes_per_day")
_ASKED = """
    SELECT left(region_code, %(digits)s), level, count(m), avg(m), stddev(ln(1 + m)),
        percentile_cont(ARRAY[0.1, 0.25, 0.5, 0.75, 0.9]) WITHIN GROUP (ORDER BY m)
    FROM (SELECT region_code, level, {measure} AS m FROM bench_response
        WHERE region_code LIKE %(within)s AND quality_flag = 'ok') AS read
    GROUP BY GROUPING SETS ((left(region_code, %(digits)s)), (level), (left(region_code, %(digits)s), level), ())
"""
DIGITS_BELOW = {0: 2, 2: 4, 4: 6, 6: 9, 9: 9}


def ask_sql(accounts: list[Supervisor]) -> list[float]:
    """Return the seconds of each question about the supervisors' own regions, in the order asked."""
    from django.db import connection  # noqa: PLC0415  # the settings must be known first

    random = Random(SEED)  # noqa: S311  # reproducible, no secret
    seconds = []
    with connection.cursor() as cursor:
        for place in range(QUESTIONS):
            path = accounts[place % len(accounts)].path
            given: dict[str, str | int] = {"within": f"{path}%", "digits": DIGITS_BELOW[len(path)]}
            started = time.perf_counter()
            cursor.execute(_ASKED.format(measure=random.choice(MEASURES)), given)
            cursor.fetchall()
            seconds.append(time.perf_counter() - started)
    return seconds
