"""The way to every page of the desk, of accounts and of the self-check: its address, and what is pressed there.

Words in braces stand for what ``furnished`` made.  A page that is drawn differently in different states has a way to
each of them; pages that follow the press of a button have one as well.
"""

from collections.abc import Mapping
from typing import Final, NamedTuple

from django.urls import resolve

from tests.journeys.desk.furnished import PASSWORD, PLACES, SECURED

FIRST_BUTTON = "main form[method=post] [type=submit]"


class Way(NamedTuple):
    """An address, what is filled in there by the names of fields, what is pressed, and who goes.

    ``role`` is ``operator``, ``secured`` (an operator with a second factor) or ``nobody``; ``end`` is the address that
    it leads to, where one comes there by no other way, and ``status`` what the server answers with.
    """

    path: str
    fill: Mapping[str, str] | None = None
    press: str = FIRST_BUTTON
    role: str = "operator"
    end: str = ""
    status: int = 200

    def __str__(self) -> str:
        """Name the way in the list of tests."""
        return " ".join((self.role, self.path, *(() if self.fill is None else ("sent", *self.fill))))

    @property
    def name(self) -> str:
        """Name of the address, as the lists of addresses call it."""
        return resolve((self.end or self.path).format(**PLACES).partition("?")[0]).view_name


def sent(path: str, **fill: str) -> Way:
    """Fill in and press, without what the browser itself would say about fields left empty."""
    return Way(path, fill)


OPEN, DRAFT, OUT = "/operate/waves/2026Q4/", "/operate/waves/2027Q1/", "/operate/waves/2026Q3/"
ITEM, PERSON, TWO = "/operate/catalogue/{item}/", "/operate/people/{person}/", "/accounts/2fa/"

OF_THE_SITE: Final = (
    Way("/operate/"),
    Way("/operate/?wave=2027Q1"),
    Way("/operate/health/"),
    Way("/operate/demo/clear/"),
    sent("/operate/demo/clear/", confirmation="no"),
    Way("/operate/site-facts/"),
    sent("/operate/site-facts/", complaint_link="no"),
    sent("/operate/site-facts/", sponsor="云汀省示例办公室"),
    Way("/operate/rules/"),
    Way("/operate/rules/R03/"),
    sent("/operate/rules/R03/", zh=""),
    sent("/operate/rules/R03/", zh="不得要求截图", reason="按本省文件"),
    Way("/operate/decisions/"),
    Way("/operate/decisions/?q=zzz"),
    Way("/operate/decisions/{decided}/"),
    sent("/operate/decisions/{item}/"),
    sent("/operate/decisions/{item}/", about="other", state="keep", decided_by="省委办公厅", decided_on="2026-11-01"),
    Way("/operate/clean-ups/"),
    Way("/operate/clean-ups/new/"),
    sent("/operate/clean-ups/new/"),
    Way("/operate/clean-ups/{clean_up}/"),
    Way("/operate/clean-ups/{clean_up}/delete/"),
    Way("/self-check/", role="nobody"),
)
OF_THE_CATALOGUE: Final = (
    Way("/operate/catalogue/"),
    Way("/operate/catalogue/?q=zzz"),
    Way("/operate/catalogue/new/"),
    sent("/operate/catalogue/new/"),
    Way("/operate/catalogue/history/"),
    Way("/operate/catalogue/groups/"),
    Way("/operate/catalogue/group/?name=%E6%B5%8B%E8%AF%95&codes={item},{twin}"),
    sent("/operate/catalogue/group/?name=%E6%B5%8B%E8%AF%95&codes={item},{twin}"),
    Way("/operate/catalogue/file/"),
    sent("/operate/catalogue/file/"),
    Way(ITEM),
    Way("/operate/catalogue/{merged}/"),
    Way(f"{ITEM}edit/"),
    sent(f"{ITEM}edit/", name_zh=""),
    sent(f"{ITEM}edit/", sponsor_dept="省示例厅"),
    Way(f"{ITEM}retire/"),
    Way(f"{ITEM}merge/"),
    sent(f"{ITEM}merge/"),
    sent(f"{ITEM}merge/", other="{twin}", keep="this"),
    Way("/operate/catalogue/{merged}/part/"),
)
OF_FILES: Final = (
    Way("/operate/regions/"),
    Way("/operate/regions/file/"),
    sent("/operate/regions/file/"),
    Way(f"{DRAFT}headcounts/"),
    sent(f"{DRAFT}headcounts/"),
    Way(f"{OPEN}headcounts/"),
    Way("/operate/files/{waiting}/"),
    Way("/operate/files/{refused}/"),
    Way("/operate/files/{ready}/"),
    Way("/operate/files/{stored}/"),
    Way("/operate/files/{stored}/undo/"),
    Way("/operate/files/{undone}/"),
    Way("/operate/files/{new_entries}/"),
    Way("/operate/files/{edition}/"),
)
OF_WAVES: Final = (
    Way("/operate/waves/new/"),
    Way("/operate/waves/new/", {}, "main .buttons [type=submit]"),
    Way("/operate/waves/new/", {"region": "李家巷"}, "[name=look]"),
    Way(DRAFT),
    Way(OPEN),
    Way(OUT),
    Way(f"{DRAFT}edit/"),
    Way(f"{DRAFT}delete/"),
    Way(f"{OPEN}delete/"),
    Way(f"{OPEN}extend/"),
    sent(f"{OPEN}extend/", closes_on="2026-01-01"),
    Way(f"{DRAFT}preview/"),
    *(Way(f"{DRAFT}preview/{form}/") for form in ("response", "further", "usage")),
    Way(f"{DRAFT}notices/"),
    Way(f"{OPEN}notices/"),
    Way(f"{DRAFT}codes/"),
    Way(f"{DRAFT}codes/confirm/?spare=0"),
    Way(f"{OPEN}codes/"),
    *(Way(f"/operate/waves/{code}/closing/") for code in ("2027Q1", "2026Q4", "COUNTING", "HELD", "READY", "2026Q3")),
    Way("/operate/waves/COUNTING/"),
    Way("/operate/releases/{release}/"),
    Way(f"{OPEN}suggestions/"),
    Way(f"{OUT}suggestions/"),
    Way(f"{OUT}named-apps/"),
    Way(f"{OUT}named-apps/list/?name={{named}}"),
)
OF_PEOPLE: Final = (
    Way("/operate/people/"),
    Way("/operate/people/new/"),
    sent("/operate/people/new/"),
    sent("/operate/people/new/", email="other@site.example", role="inspector", regions="青禾县"),
    Way(PERSON),
    Way(f"{PERSON}change/"),
    sent(f"{PERSON}change/", role="supervisor"),
    *(Way(f"{PERSON}{deed}/") for deed in ("link", "suspend", "end-sessions", "renew-factor")),
    sent(f"{PERSON}link/"),
    *(Way(f"/operate/people/log/?show={show}") for show in ("changes", "sign-ins", "downloads")),
)
OF_ACCOUNTS: Final = (
    Way("/accounts/first/{first}/", role="nobody"),
    Way("/accounts/link/{link}/", role="nobody"),
    Way("/accounts/link/used-up/", role="nobody", status=404),
    Way("/accounts/login/", role="nobody"),
    Way("/accounts/inactive/", role="nobody"),
    Way("/accounts/"),
    Way("/accounts/logout/"),
    Way("/accounts/password/change/"),
    Way("/accounts/reauthenticate/"),
    Way(TWO),
    Way(TWO, role="secured"),
    Way(f"{TWO}totp/activate/"),
    Way(f"{TWO}totp/deactivate/", role="secured"),
    Way(f"{TWO}recovery-codes/", role="secured"),
    Way(f"{TWO}recovery-codes/generate/", role="secured"),
    Way(f"{TWO}webauthn/", role="secured"),
    Way(f"{TWO}webauthn/add/"),
    Way(f"{TWO}webauthn/keys/{{passkey}}/remove/", role="secured"),
    Way(f"{TWO}webauthn/keys/{{passkey}}/edit/", role="secured"),
    Way(f"{TWO}webauthn/reauthenticate/", role="secured"),
    Way(f"{TWO}reauthenticate/", role="secured"),
    # Whoever has a second factor is asked for it after the password.
    Way(
        "/accounts/login/",
        {"login": SECURED, "password": PASSWORD},
        "main form:has([name=password]) .button",
        role="nobody",
        end=f"{TWO}authenticate/",
    ),
)
WAYS: Final = (*OF_THE_SITE, *OF_THE_CATALOGUE, *OF_FILES, *OF_WAVES, *OF_PEOPLE, *OF_ACCOUNTS)
