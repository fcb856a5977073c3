"""The box of a table that is wider than the screen."""

from pathlib import Path

from django.template import Context, Template

TEMPLATES = Path(__file__).resolve().parent.parent.parent / "templates"


def drawn(text: str) -> str:
    return " ".join(Template(text).render(Context({"name": "a<b", "key": "level"})).split())


def test_the_box_is_reached_by_tab_and_named_by_its_heading_or_by_a_label() -> None:
    assert drawn('{% scrolling by="by-"|add:key %}<table>{{ name }}</table>{% endscrolling %}') == (
        '<div class="table-scroll" role="group" aria-labelledby="by-level" tabindex="0"><table>a&lt;b</table></div>'
    )
    assert 'aria-label="a&lt;b"' in drawn("{% scrolling label=name %}{% endscrolling %}")


def test_every_table_scrolls_in_this_box() -> None:
    drawn_elsewhere = [
        path.name for path in TEMPLATES.rglob("*.html") if 'class="table-scroll' in path.read_text(encoding="utf-8")
    ]

    assert drawn_elsewhere == ["scrolling.html"]
