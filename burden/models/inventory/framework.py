"""The tables that the web framework brings: no people in them."""

from burden.models.inventory.entries import ROW_NUMBER, Group, TableEntry, Whose, Words

KEPT_ZH = "随程序更新"
KEPT_EN = "Follows the program"


def _table(table: str, zh: str, en: str, *columns: Words) -> TableEntry:
    return TableEntry(
        table=table,
        group=Group.FRAMEWORK,
        whose=Whose.NOBODY,
        zh=zh,
        en=en,
        kept_zh=KEPT_ZH,
        kept_en=KEPT_EN,
        columns=columns,
    )


FRAMEWORK_TABLES: tuple[TableEntry, ...] = (
    _table(
        "auth_group",
        "账号分组（没有用到）",
        "Groups of accounts (not used)",
        ROW_NUMBER,
        ("name", "名称", "Name"),
    ),
    _table(
        "auth_group_permissions",
        "分组的权限（没有用到）",
        "Rights of groups (not used)",
        ROW_NUMBER,
        ("group_id", "哪个分组", "Which group"),
        ("permission_id", "哪项权限", "Which right"),
    ),
    _table(
        "auth_permission",
        "权限的名称（没有用到）",
        "Names of rights (not used)",
        ROW_NUMBER,
        ("name", "名称", "Name"),
        ("content_type_id", "管哪张表", "For which table"),
        ("codename", "代号", "Short name"),
    ),
    _table(
        "django_content_type",
        "各张表的名称",
        "Names of the tables",
        ROW_NUMBER,
        ("app_label", "属于哪个部分", "Part of the program"),
        ("model", "表名", "Name of the table"),
    ),
    _table(
        "django_migrations",
        "数据库结构改过几次",
        "Changes of the database's structure",
        ROW_NUMBER,
        ("app", "属于哪个部分", "Part of the program"),
        ("name", "哪次改动", "Which change"),
        ("applied", "什么时候改的", "When it was made"),
    ),
)
