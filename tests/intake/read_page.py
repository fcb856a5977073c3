"""Reading a page of the survey as a person or a browser does: what is seen, what is sent, what the picker lists."""

import re
from html.parser import HTMLParser

VOID = frozenset({"input", "meta", "link", "br", "img"})
CHINESE = re.compile("[\u4e00-\u9fff]")
SENDER = re.compile(r"<form\b.*?</form>", re.DOTALL)
HIDDEN = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)"')


class _Seen(HTMLParser):
    """Collects the words within the promise and the questions that show before anything is opened or chosen.

    The names in a list, which the operator keeps, and the prefilled place are no wording of the survey.
    """

    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []
        self._stack: list[tuple[str, bool, bool]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in VOID:
            return
        given = dict(attrs)
        classes = set((given.get("class") or "").split())
        parent = self._stack[-1] if self._stack else ("", False, False)
        is_asked = parent[1] or tag == "fieldset" or "promise" in classes
        is_hidden = parent[2] or tag == "select" or bool(classes & {"visually-hidden", "then", "chosen"})
        if tag == "summary":
            is_hidden = any(hidden for outer, _, hidden in self._stack[:-1] if outer == "details")
        self._stack.append((tag, is_asked, is_hidden or (tag == "details" and "open" not in given)))

    def handle_endtag(self, tag: str) -> None:
        while self._stack and self._stack.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        if self._stack and self._stack[-1][1] and not self._stack[-1][2]:
            self.words.append(data.strip())


def words_at_first_sight(page: str) -> str:
    """Return everything that whoever opens the form reads in header and questions."""
    seen = _Seen()
    seen.feed(page)
    return "".join(seen.words)


def handed_over(page: str, form: str) -> dict[str, str]:
    """Return the hidden fields of the button on a thanks page that opens the form with this address."""
    [offer] = [text for text in SENDER.findall(page) if f'action="/s/2026Q4/{form}/"' in text]
    return dict(HIDDEN.findall(offer))


def offered(page: str) -> list[str]:
    """Return the forms that a thanks page offers."""
    return re.findall(r'action="/s/2026Q4/(\w+)/"', page)


def payload(page: str) -> list[str]:
    """Return the lines ``name=value`` of what a form says it would send."""
    return re.findall(r"<code>([\w.]+=[^<]*)</code></li>", page)
