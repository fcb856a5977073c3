"""The made-up entry of the catalogue's template, which nobody may bring back as if it were one."""

from collections.abc import Mapping
from datetime import date
from typing import Any

EXAMPLE: Mapping[str, str | int | bool | date] = {
    "app_code": "A001",
    "name_zh": "示例通",
    "kind": "APP",
    "function_category": "综合办公",
    "sponsor_level": "市直部门",
    "sponsor_dept": "市大数据局",
    "audience": "内部",
    "launched_on": date(2024, 5, 1),
    "last_update_on": date(2026, 8, 30),
    "has_complaint_channel": True,
    "is_exempt_scene": False,
    "is_commercial": False,
    "active_users_3m": 1200,
    "is_retired": False,
    "package_names": "cn.gov.example.app",
}
KNOWN_BY = ("app_code", "name_zh", "sponsor_dept")


def is_example(values: Mapping[str, Any]) -> bool:
    """Whether a row of a file is the template's own; a changed code, name or office makes it somebody's."""
    return all(values[name] == EXAMPLE[name] for name in KNOWN_BY)
