"""Noticing that a free text may name a person: a warning, never a promise, and nothing is changed.

Chinese names are made of ordinary words, so rules find some and miss many, and take some words for names.  Followed by
``static/js/scrub.js`` like :mod:`burden.domain.scrub`.
"""

import re
from itertools import chain

# Frequent surnames that are hardly ever the first half of another word; the others count before a title only.
SURNAME = (
    "(?:欧阳|司马|上官|诸葛|东方|皇甫|尉迟|公孙|慕容|令狐|司徒|夏侯|端木|呼延|长孙|宇文|"
    "[王李张刘陈杨赵黄吴徐孙马朱胡郭何林罗郑梁谢宋唐许邓韩冯曹彭曾肖田董潘袁蔡蒋余杜叶魏吕丁沈姚卢姜崔钟谭陆汪"
    "范廖石贾韦付邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵覃武戴莫孔汤])"
)
BEFORE_TITLE = "(?:" + SURNAME + "|[周高万方金钱白康程严苏施俞柳鲍费倪殷毕齐傅于])"
DOUBLE_SURNAME = "(?:欧阳|司马|上官|诸葛|皇甫|尉迟|慕容|令狐|司徒|夏侯|端木|呼延|宇文)"
GIVEN = "[伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞刚桂英玉兰志建国文辉鹏斌琳燕玲红梅波峰浩宇婷雪飞龙凤琴]"
PLAIN_GIVEN = "[伟芳娜敏静丽磊勇艳杰娟涛霞刚婷斌琳燕玲]"
TITLE = (
    "(?:书记|主任|镇长|乡长|县长|市长|区长|局长|科长|处长|股长|所长|站长|部长|主席|委员|干事|秘书|院长|校长|村长|支书|"
    "会长|队长|老师|同志|常委|专员|厅长)"
)
HAN = "[\u4e00-\u9fff]"
PATTERNS = tuple(
    re.compile(pattern)
    for pattern in (
        BEFORE_TITLE + "(?:某{1,2}|" + GIVEN + "{1,2})?(?:副|常务副)?" + TITLE,
        SURNAME + "某{1,2}",
        SURNAME + GIVEN + "{2}",
        SURNAME + PLAIN_GIVEN + "(?!" + HAN + ")",
        DOUBLE_SURNAME + HAN + "{1,2}",
        "[小老][王李张刘陈杨赵周吴徐孙马朱胡郭罗郑梁谢宋唐许邓韩冯曹彭董潘袁蔡蒋杜魏吕沈姚卢姜崔谭廖贾邹秦邱薛闫]",
        "(?:我叫|名叫|姓名|联系人|经办人)[是为:： ]{0,2}" + SURNAME + HAN + "{1,2}",
        HAN + "{2,}[·•・]" + HAN + "{2,}",
        "扎西|多吉|卓玛|次仁|旺堆|平措|央金|阿依|古丽|买买提|吐尔|艾力|巴特尔|其其格|格日勒",
    )
)
MOST_QUOTED = 3


def people_in(text: str) -> tuple[str, ...]:
    """Return up to three pieces of the text that look like people, each once, in the order of the text.

    >>> people_in("王书记和小刘天天催，张贴标语也要拍照")
    ('王书记', '小刘')
    """
    found = sorted(
        ((match.start(), -match.end()) for match in chain.from_iterable(p.finditer(text) for p in PATTERNS)),
    )
    pieces: list[str] = []
    covered_to = 0
    for start, negative_end in found:
        piece = text[start:-negative_end]
        if start >= covered_to and piece not in pieces:
            pieces.append(piece)
        covered_to = max(covered_to, -negative_end)
    return tuple(pieces[:MOST_QUOTED])
