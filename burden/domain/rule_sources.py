"""The documents that the rules are drawn from."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Source:
    """A document that a rule is drawn from; ``day`` as exactly as it is known."""

    zh: str
    en: str
    day: str
    is_local: bool = False


SOURCES: dict[str, Source] = {
    "P1": Source(
        zh="国务院办公厅《政务移动互联网应用程序规范化管理办法》（国办函〔2026〕12号）",
        en="General Office of the State Council, measures on government mobile apps (2026, no. 12)",
        day="2026-01-25",
    ),
    "P2": Source(
        zh="中央网络安全和信息化委员会《关于防治“指尖上的形式主义”的若干意见》",
        en="Central Cyberspace Affairs Commission, opinions on formalism at the fingertips",
        day="2023-12",
    ),
    "P4": Source(
        zh="中央办公厅《关于解决形式主义突出问题为基层减负的通知》",
        en="General Office of the Central Committee, notice on relief for the grassroots",
        day="2019-03",
    ),
    "P5": Source(
        zh="国务院办公厅《关于推进政务新媒体健康有序发展的意见》（国办发〔2018〕123号）",
        en="General Office of the State Council, opinions on government new media (2018, no. 123)",
        day="2018-12",
    ),
    "P6": Source(
        zh="《政务数据共享条例》（国令第809号）",
        en="Regulations on sharing government data (no. 809)",
        day="2025-05-28",
    ),
    "P8": Source(
        zh="湖北省为基层减负若干措施", en="Hubei, measures of relief for the grassroots", day="2019", is_local=True
    ),
    "P9": Source(
        zh="江苏省提升政务服务管理质效十五条",
        en="Jiangsu, fifteen points on government services",
        day="2025-06-27",
        is_local=True,
    ),
    "P11": Source(
        zh="陕西省网络举报中心五类问题", en="Shaanxi report centre, the five classes", day="2024", is_local=True
    ),
    "S": Source(
        zh="2018年以来公开报道里基层反映的问题", en="What the grassroots said in the press since 2018", day="2018"
    ),
}
