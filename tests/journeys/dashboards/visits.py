"""A visit of the dashboards, with everything that the browser complained about or fetched elsewhere."""

from dataclasses import dataclass, field

from playwright.sync_api import Page, ViewportSize, expect

PHONE: ViewportSize = {"width": 360, "height": 640}
DESK: ViewportSize = {"width": 1440, "height": 900}


@dataclass
class Visit:
    """A signed-in supervisor's browser, with everything that it complained about or fetched elsewhere."""

    page: Page
    address: str
    complaints: list[str] = field(default_factory=list)
    foreign: list[str] = field(default_factory=list)

    def open(self, path: str) -> Page:
        self.page.goto(f"{self.address}{path}")
        return self.page

    def open_drawn(self, path: str) -> Page:
        page = self.open(path)
        for chart in page.locator("[data-figure]").all():
            chart.locator("..").scroll_into_view_if_needed()  # drawn by Plotly as it comes near
            expect(chart).to_have_attribute("data-drawn", "yes")
        return page
