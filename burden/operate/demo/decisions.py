"""Two decisions of the demo: one app that hardly anybody uses is stopped, one double goes into another."""

from datetime import date

from burden.access.demo import demo_email
from burden.access.scopes import Role
from burden.models import CatalogueDecision, CatalogueItem

States, About = CatalogueDecision.State, CatalogueDecision.About
# Code of the app, lead, what was decided, into which app, day (after the newest released wave), body, reason.
DECISIONS: tuple[tuple[str, str, str, str, date, str, str], ...] = (
    (
        "YT006",
        About.ZOMBIE.value,
        States.STOP.value,
        "",
        date(2026, 9, 18),
        "云汀省减负办（虚构）",
        "功能已由云汀政务通提供（演示数据）",
    ),
    (
        "YT007",
        About.DUPLICATE.value,
        States.MERGE.value,
        "YT003",
        date(2026, 9, 28),
        "澜汀市委组织部（虚构）",
        "签到停用，其余内容移到省里的应用（演示数据）",
    ),
)


def seed_decisions() -> None:
    """Store what is missing; an app that a visitor has decided about stays as it is."""
    items = {item.app_code: item for item in CatalogueItem.objects.filter(app_code__in=_codes())}
    decided = set(CatalogueDecision.objects.filter(item__in=items.values()).values_list("item_id", flat=True))
    CatalogueDecision.objects.bulk_create(
        CatalogueDecision(
            item=items[code],
            about=about,
            state=state,
            merge_into=items[target] if target else None,
            decided_on=day,
            decided_by=body,
            note=note,
            email=demo_email(Role.OPERATOR),
        )
        for code, about, state, target, day, body, note in DECISIONS
        if items[code].pk not in decided
    )


def _codes() -> set[str]:
    return {code for decision in DECISIONS for code in (decision[0], decision[3]) if code}
