"""When the first chart of a page stands, in a Chromium whose processor is slowed down four times."""

from collections.abc import Iterator

from playwright.sync_api import BrowserContext, sync_playwright

from bench.pages_site import Supervisor

SLOWER = 4
PAGES = ("overview", "region", "trends", "apps", "compare", "distribution", "practices", "profile", "quality")
CHROMIUM = "/usr/bin/chromium"
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
STANDS = "() => document.querySelector('[data-drawn=yes]') && performance.now()"


def first_charts(site: str, accounts: list[Supervisor]) -> Iterator[tuple[str, float, float]]:
    """Yield each page's name and the milliseconds until its first chart: on a first visit, and with files at hand."""
    asking = max(accounts, key=_regions_of)  # whose charts have the most marks
    region = asking.path.ljust(12, "0")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        for name in PAGES:
            address = f"{site}/d/regions/{region}/" if name == "region" else f"{site}/d/{_path(name)}?region={region}"
            context = browser.new_context(viewport={"width": 360, "height": 640})
            context.add_cookies([{"name": "sessionid", "value": asking.cookie, "url": site}])
            yield name, _milliseconds(context, address), _milliseconds(context, address)
            context.close()
        browser.close()


def _regions_of(supervisor: Supervisor) -> int:
    from burden.models import Region  # noqa: PLC0415  # the settings must be known first

    return Region.objects.filter(path__startswith=supervisor.path).count()


def _path(name: str) -> str:
    return "" if name == "overview" else f"{name}/"


def _milliseconds(context: BrowserContext, address: str) -> float:
    page = context.new_page()
    context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    page.goto(address)
    taken = float(page.wait_for_function(STANDS, timeout=60_000).json_value())
    page.close()
    return taken
