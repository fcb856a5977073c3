"""The template tag around a table: every page may use it without loading anything."""

from django.template import Library
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

register = Library()


@register.simple_block_tag
def scrolling(content: str, *, by: str = "", label: str = "") -> SafeString:
    """Let a table that is wider than the screen scroll in a box of its own, by touch and by keyboard.

    The box is named by the heading with the id ``by``, or where there is none by ``label``.
    """
    return render_to_string("components/scrolling.html", {"content": content, "by": by, "label": label})
