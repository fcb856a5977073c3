"""Paper to put up for a wave: a poster with a QR code, and a page of notice; both Chinese, like the slips."""

from django.utils import translation
from django.utils.translation import gettext as _

from burden.intake.notice_text import NoticeText, notice_text
from burden.intake.paper import laid_out
from burden.intake.slips import is_drawable
from burden.models import Wave

INSTEAD = "_"  # stands for a sign that the font does not have, to be written by hand


def print_poster(*, wave: Wave, site: str, place: str) -> bytes:
    """Return an A4 poster as PDF; ``site`` is the address before the path.  Raises PaperError."""
    with translation.override("zh-hans"):
        said = notice_text(wave=wave, site=site, place=place)
        lines = (
            _("填不填都行，每一题都可以不答；谁也查不到谁填了、谁没填。"),
            _("本站数据库不存姓名、手机号、IP和时刻；不排名，不催报。"),
            _("截止后汇总公布，人人可看。"),
        )
        content = _common(wave, said, site, place) | {
            "promise": _("自愿 · 一分半钟 · 不登录"),
            "how": said.how,
            "lines": [drawable(line) for line in lines],
            "facts": _drawn(_who_when_and_whom_to_ask(said)),
            "header": _drawn(said.header),
        }
    return laid_out("poster", content)


def print_notice(*, wave: Wave, site: str, place: str) -> bytes:
    """Return a page of notice as PDF; ``site`` is the address before the path.  Raises PaperError."""
    with translation.override("zh-hans"):
        said = notice_text(wave=wave, site=site, place=place)
        content = _common(wave, said, site, place) | {"points": _drawn(said.points), "facts": _drawn(said.header)}
    return laid_out("notice", content)


def drawable(text: str) -> str:
    """Return the text with signs that the font does not have replaced.

    >>> drawable("长兴县")
    '长兴县'
    """
    return "".join(sign if is_drawable(sign) else INSTEAD for sign in text)


def _common(wave: Wave, said: NoticeText, site: str, place: str) -> dict[str, object]:
    return {
        "title": said.title,
        "place": drawable(place),
        "short_address": said.address,
        "address": site.split("://", 1)[0] + "://" + said.address,
        "qr_alt": _("填报网址的二维码"),
        "demo": _("演示数据，非真实") if wave.is_demo else "",
    }


def _who_when_and_whom_to_ask(said: NoticeText) -> tuple[tuple[str, str], ...]:
    return (said.points[0], (_("哪几天"), said.until), said.points[-1])


def _drawn(pairs: tuple[tuple[str, str], ...]) -> list[tuple[str, str]]:
    return [(name, drawable(value)) for name, value in pairs]
