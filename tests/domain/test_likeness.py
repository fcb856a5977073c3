"""Names that somebody wrote twice are found, names that share a word are not."""

from time import perf_counter

from burden.domain.likeness import ALIKE_FROM, alike, likeness
from burden.operate.demo.catalogue import demo_items

DOUBLES = """
云汀政务通 云汀政务通APP|云汀党建云 云汀党建云平台|平安通 平安通（小程序）|平安E通 平安e通|浙里办 浙里办客户端
学习强国 学习强国APP|河长通 河长通微信小程序|青禾政务 青禾县政务|网格通 基层网格通|智慧社区 智慧社区管理平台
防返贫监测 防返贫监测系统|防返贫监测系统 防止返贫监测系统|掌上办公 掌上办公OA|云汀学堂 云汀学堂手机版|巡河 巡河APP
森林防火 森林防火巡查|应急值守 应急值守系统|综治中心 综治中心平台|乡村振兴通 乡村振兴|钉钉政务 政务钉钉
"""
OTHERS = """
云汀政务通 云汀学堂|云汀党建云 云汀巡河|平安通 网格通|河长通 林长通|青禾政务 白沙政务|青禾党建 青禾应急
防返贫监测 防溺水监测|智慧社区 智慧党建|掌上办公 掌上学习|森林防火 森林公园|应急值守 应急广播|综治中心 融媒体中心
乡村振兴通 乡村钉|反诈中心 国家反诈|青禾发布 白沙发布|青禾县民政局 青禾县应急局
澄江政务服务 澄江文旅服务|巡河通 巡林通|云岫巡河 云岫护林|健康码 健康云
"""


def reached(pairs: str) -> int:
    split = [pair.split() for pair in pairs.replace("\n", "|").split("|") if pair]
    assert len(split) == 20
    return sum(likeness(one, other) >= ALIKE_FROM for one, other in split)


def test_most_doubles_are_found_and_hardly_anything_else() -> None:
    assert (reached(DOUBLES), reached(OTHERS)) == (18, 1)


def test_of_the_names_of_the_demo_none_is_taken_for_another() -> None:
    names = {item.app_code: item.name for item in demo_items()}
    assert sorted(alike(names)) == []
    assert list(alike(names | {"X1": "云汀政务通（微信小程序）"})) == [("X1", "YT001")]


def test_five_thousand_names_are_compared_within_seconds() -> None:
    kinds = ("巡河", "护林", "党建", "网格", "学堂", "应急", "民政", "防汛", "禁毒", "宣讲")
    names = {f"A{n}": f"{chr(0x4E00 + n // 10 % 500)}{chr(0x5E00 + n // 10)}县{kinds[n % 10]}通" for n in range(5000)}
    begun = perf_counter()
    found = list(alike(names | {"X": names["A4321"] + "APP"}))
    assert ("A4321", "X") in found
    assert perf_counter() - begun < 5
