"""When the first chart of a page is seen, and when it answers to touch, in a Chromium slowed down four times."""

from collections.abc import Iterator

from playwright.sync_api import BrowserContext, sync_playwright

from bench.pages_site import Supervisor

SLOWER = 4
PAGES = (
    "overview",
    "region",
    "trends",
    "apps",
    "compare",
    "distribution",
    "practices",
    "profile",
    "quality",
    "what-if",
)
CHROMIUM = "/usr/bin/chromium"
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
# Notes when the server's drawing of the first chart has been painted: a task that follows the frame that shows it.
NOTE_WHEN_SEEN = """
(function look() {
  const drawing = document.querySelector('.drawing > svg + svg');
  const isThere = drawing && drawing.getBoundingClientRect().width > 0;
  requestAnimationFrame(isThere ? () => setTimeout(() => { window.firstSeen = performance.now(); }) : look);
})();
"""
SEEN = "() => window.firstSeen"
ANSWERS = "() => document.querySelector('[data-drawn=yes]') && performance.now()"
Times = tuple[float, float]


def first_charts(site: str, accounts: list[Supervisor]) -> Iterator[tuple[str, Times, Times]]:
    """Yield each page's name and, on a first visit and with files at hand, the milliseconds until its first chart.

    The first number is when it is seen, the second when Plotly has drawn it, scrolled to as soon as it was seen.
    """
    asking = max(accounts, key=_regions_of)  # whose charts have the most marks
    region = asking.path.ljust(12, "0")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        for name in PAGES:
            context = browser.new_context(viewport={"width": 360, "height": 640})
            context.add_cookies([{"name": "sessionid", "value": asking.cookie, "url": site}])
            address = f"{site}{_path(name, region)}"
            yield name, _milliseconds(context, address), _milliseconds(context, address)
            context.close()
        browser.close()


def _regions_of(supervisor: Supervisor) -> int:
    from burden.models import Region  # noqa: PLC0415  # the settings must be known first

    return Region.objects.filter(path__startswith=supervisor.path).count()


def _path(name: str, region: str) -> str:
    if name == "region":
        return f"/d/regions/{region}/"
    query = f"?region={region}" + ("&groups=2" if name == "what-if" else "")
    return f"/d/{query}" if name == "overview" else f"/d/{name}/{query}"


def _milliseconds(context: BrowserContext, address: str) -> Times:
    page = context.new_page()
    context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    page.add_init_script(NOTE_WHEN_SEEN)
    page.goto(address, wait_until="commit")
    seen = page.wait_for_function(SEEN, timeout=60_000).json_value()
    page.locator(".chart-slot").first.evaluate("slot => slot.scrollIntoView()")
    answers = page.wait_for_function(ANSWERS, timeout=60_000).json_value()
    page.close()
    return float(seen), float(answers)
