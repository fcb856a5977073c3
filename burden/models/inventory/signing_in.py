"""The tables of signing in: sessions, one-time links, second factors, and the log of all of it."""

from burden.models.inventory.accounts import ACCOUNT_ENDS_EN, ACCOUNT_ENDS_ZH, USER
from burden.models.inventory.entries import ROW_NUMBER, Group, TableEntry, Whose, Words


def _table(table: str, words: tuple[str, str], kept: tuple[str, str], *columns: Words) -> TableEntry:
    return TableEntry(
        table=table,
        group=Group.ACCOUNTS,
        whose=Whose.ACCOUNT,
        zh=words[0],
        en=words[1],
        kept_zh=kept[0],
        kept_en=kept[1],
        columns=columns,
    )


SIGNING_IN_TABLES: tuple[TableEntry, ...] = (
    _table(
        "burden_signinsession",
        ("登录状态（填问卷不用登录，不产生它）", "Who is signed in (answering needs no sign-in and makes none)"),
        ("8小时后失效；退出登录时或当夜删除", "Void after 8 hours; deleted at sign-out or that night"),
        ("session_key", "登录后浏览器里的凭据", "The mark kept in a signed-in browser"),
        ("session_data", "登录状态的内容，加密存放", "What the sign-in holds, encrypted"),
        ("expire_date", "几点几分失效", "When it becomes void, to the minute"),
        USER,
        ("begun_at", "几点几分登录的", "Since when, to the minute"),
    ),
    _table(
        "burden_accountlink",
        ("设密码用的一次性链接", "One-time links to choose a password"),
        ("用过就删；没用的，过期当夜删", "Deleted by their use, or in the night after they run out"),
        ROW_NUMBER,
        USER,
        ("token_hash", "链接的校验值，从它还原不出链接", "Hash of the link, from which nobody gets the link"),
        ("expires_at", "什么时候过期", "Until when it works"),
    ),
    _table(
        "burden_accountchange",
        ("账号的变动：谁、什么时候、做了什么", "What was done to accounts: who, when, what"),
        ("长期保存，只增不改；演示账号的随演示删除", "Kept, never changed; of demo accounts until the demo goes"),
        ROW_NUMBER,
        ("email", "谁的账号", "Whose account"),
        ("kind", "做了什么", "What was done"),
        ("detail", "身份、地区、期限从什么改成什么", "Role, regions and last day, from what to what"),
        ("by", "谁办的", "Who did it"),
        ("is_demo", "是不是演示账号", "Whether it is a demo account"),
        ("happened_at", "什么时候", "When"),
    ),
    _table(
        "burden_signinrecord",
        ("登录记录：谁、几点几分、成没成", "Sign-ins: who, to the minute, with or without success"),
        ("1年；不记网络地址和设备", "A year; no address of the network, no device"),
        ROW_NUMBER,
        ("email", "谁的账号", "Whose account"),
        ("role", "当时的身份", "Role at the time"),
        ("outcome", "登录了、密码不对还是验证码不对", "In, wrong password or wrong code"),
        ("is_demo", "是不是演示账号", "Whether it is a demo account"),
        ("at", "几点几分", "When, to the minute"),
    ),
    _table(
        "mfa_authenticator",
        ("第二道验证：手机验证器、通行密钥、备用码", "Second factors: authenticator app, passkeys, recovery codes"),
        (ACCOUNT_ENDS_ZH, ACCOUNT_ENDS_EN),
        ROW_NUMBER,
        USER,
        ("type", "哪一种", "Which kind"),
        (
            "data",
            "加密的密钥种子，和用过的最后一个验证码是哪半分钟的；或通行密钥的公开部分和名字",
            "The encrypted secret, and the half minute of the last code; or a passkey's public part and name",
        ),
        ("created_at", "几点几分设的", "When it was set up, to the minute"),
        ("last_used_at", "最近几点几分用过", "When it was last used, to the minute"),
    ),
)
