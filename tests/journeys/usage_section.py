"""What a person does with the section of the app-usage report that reads files, for the tests that watch it."""

from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page, expect

FILES = Path(__file__).resolve().parents[1] / "fixtures" / "usage"
APPS = (
    ("A01", "云汀政务通", "example.yunting.zwt example.yunting.zwt.pad"),
    ("A02", "云汀学堂", "example.yunting.xuetang"),
    ("A03", "望舒巡河", ""),
    ("A04", "Yunting Xuetang", ""),
)


def open_section(page: Page) -> None:
    """Open the section and wait for its readers."""
    page.locator("[data-usage-file] > summary").click()
    expect(page.locator("#usage-file")).to_be_visible()


def pick(page: Page, file: Path) -> None:
    """Choose a file, as the phone's own dialogue would."""
    page.set_input_files("#usage-file", file)


def paste(page: Page, text: str) -> None:
    """Put lines into the field and have them read."""
    page.locator("#usage-text").fill(text)
    page.get_by_role("button", name="读这些文字").click()


def lines(page: Page) -> list[tuple[str, str]]:
    """What is shown, app by app."""
    expect(page.get_by_role("heading", name="读到这些，请核对")).to_be_focused()
    shown = page.locator("[data-usage-lines] li")
    return [
        (item.locator(".usage-app").inner_text(), item.locator(".usage-minutes").inner_text()) for item in shown.all()
    ]


def status(page: Page) -> str:
    """The sentence that a file gets, once it is not "reading" any more."""
    words = page.locator("[data-usage-status]")
    expect(words).not_to_be_empty()
    expect(words).not_to_contain_text("正在读", timeout=60_000)  # a long file on a busy machine
    return words.inner_text()


def rows(page: Page) -> dict[str, str]:
    """Minutes of the apps that the form holds as in use."""
    return {
        code: page.locator(f'[name="minutes_{code}"]').input_value()
        for code, _, _ in APPS
        if page.locator(f'[name="status_{code}"][value="in_use"]').is_checked()
    }


def made(content: bytes, size: int = 0) -> Callable[[Path], Path]:
    """A file with this content, sparse up to a size."""

    def write(folder: Path) -> Path:
        path = folder / "file.bin"
        with path.open("wb") as file:
            file.write(content)
            if size:
                file.truncate(size)
        return path

    return write
