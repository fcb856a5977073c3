"""Practices told anew from the answers: random regions and levels, and every share of the three tables of the page."""

from collections.abc import Iterator
from dataclasses import replace
from random import Random
from typing import Any

from tests.attacks.finding import Finding
from tests.attacks.on_pages import LEVELS, Stage
from tests.attacks.published import Asked, Shown, mistakes, wrong_share
from tests.attacks.retold import LEVEL_TITLES
from tests.oracles import practice_share

NONE_OF_THEM = "都没有"
PRACTICES = {
    "打卡签到": "p_checkin",
    "积分、时长排名": "p_points_rank",
    "通报安装率、登录率": "p_rate_notice",
    "定位轨迹": "p_location_track",
    "传照片、截图、视频": "p_photo_upload",
    "同一数据多处填": "p_duplicate_entry",
    "点赞、转发、拉人注册": "p_like_recruit",
    "群内限时回复、接龙": "p_instant_reply",
    NONE_OF_THEM: "p_none",
}
CLASSES = {
    "class_compulsory": ("强制使用", ("p_checkin", "p_rate_notice", "p_instant_reply")),
    "class_traces": ("过度留痕", ("p_location_track", "p_photo_upload")),
    "class_ranking": ("滥用排名", ("p_points_rank", "p_like_recruit")),
    "class_multiple": ("多头填报", ("p_duplicate_entry",)),
}
HOLLOW, HOLLOW_WORDS, IDLE = "class_hollow", "空壳僵尸", "I10"
# What people met, by the words of a row and by the name of a column.
MEMBERS: dict[str, tuple[str, ...]] = {
    **{name: (code,) for words, code in PRACTICES.items() for name in (words, code)},
    **{name: members for code, (words, members) in CLASSES.items() for name in (words, code)},
}
Levels = tuple[int, ...]


def random_practices(stage: Stage, chance: Random, rounds: int) -> Finding:
    """T6: practices and official classes of random regions and levels, by level and by region below."""
    wrong: list[str] = []
    compared = 0
    for _ in range(rounds):
        levels = tuple(sorted(chance.sample(LEVELS, chance.choice((0, 0, 1, 2)))))
        asked = Asked(region=chance.choice(stage.regions), levels=levels)
        for mistakes_of_one in _compared(stage, asked):
            compared += 1
            wrong += mistakes_of_one
    return Finding(
        tried=f"{rounds} random filters of practices, {compared} shares compared",
        best="all equal",
        breaches=tuple(wrong),
    )


def _compared(stage: Stage, asked: Asked) -> Iterator[list[str]]:
    """Yield the mistakes of each share that the page holds."""
    answer = stage.client.get("/api/v1/practices/", asked.query(stage.wave))
    tables = {table["key"]: table for table in answer.json()["tables"]}
    for row in (*tables["practices"]["rows"], *tables["classes"]["rows"]):
        name = HOLLOW if row["label_zh"].startswith(HOLLOW_WORDS) else row["label_zh"]
        yield _mistakes(stage, asked, name, row["estimate"], without=())
        for level in row["estimates"]:
            if level["name"] in LEVEL_TITLES:  # leftovers of all levels together are no level that the answers know
                of_level = replace(asked, levels=(LEVEL_TITLES[level["name"]],))
                yield _mistakes(stage, of_level, name, level["estimate"], without=())
    rows = tables["practices_by_region"]["rows"] if "practices_by_region" in tables else []  # none below a township
    children = [row["region"]["code"] for row in rows if row["region"]]
    for row in rows:
        of_row = replace(asked, region=row["region"]["code"]) if row["region"] else asked
        for fact in row["estimates"]:
            yield _mistakes(stage, of_row, fact["name"], fact["estimate"], without=() if row["region"] else children)


def _mistakes(
    stage: Stage, asked: Asked, name: str, said: dict[str, Any], *, without: tuple[str, ...] | list[str]
) -> list[str]:
    """Return what is wrong with one share; that of the fifth class is an indicator of its own."""
    kind = next(kind for code, _, kind in stage.truth.made_up.regions if code == asked.region)
    is_below_county = kind == "township"
    if name == HOLLOW:
        cell = stage.truth.cell("apps", asked.region, asked.levels, without=without)
        idle = replace(asked, indicator=IDLE)
        shown = Shown(asked=idle, kind=HOLLOW, estimate=said, cell=cell, is_below_county=is_below_county)
        return list(mistakes(shown, stage.truth))
    cell = stage.truth.cell("practices", asked.region, asked.levels, without=without)
    right = practice_share(stage.truth.persons("practices", cell), MEMBERS[name])
    where = f"{asked.region} {asked.levels} {name}"
    return [f"{where}: {found}" for found in wrong_share(said, right, is_below_county=is_below_county)]
