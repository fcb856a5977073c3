"""Invitation codes: twenty symbols on a slip, kept only as keyed hashes.

A code opens page 1 once; what follows page 1 is opened by the pass that its receipt hands over
(:mod:`burden.intake.passes`).
"""

import hashlib
import hmac
import re
import secrets
from collections.abc import Iterable, Iterator
from enum import StrEnum

from django.conf import settings
from django.db import transaction

from burden.domain.levels import Level, may_name
from burden.domain.thresholds import SMALL_UNIT_PEOPLE
from burden.intake.places import find_place, territory_of
from burden.models import InvitationCode, Wave

# Crockford's alphabet: no I, L, O, U, which people confuse with 1, 0 and V.
SYMBOLS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LOOKALIKES = str.maketrans("ILO", "110")
RANDOM_SYMBOLS = 19  # 95 bits; the twentieth symbol catches a slip of the pen before any look-up
GROUP = 5
MOST_AT_ONCE = 100_000


class CodeProblem(StrEnum):
    """Why codes were not issued, as a sentence."""

    NO_CODES = "这次调查用开放链接，不发码。"
    TOO_LATE = "这次调查已截止，不能再发码。"
    NO_REGION = "这次调查的范围内没有这个地区。"
    TOO_SHALLOW = "这一层级的人须用更细的地区发码。"
    BAD_NUMBER = "一次可发1到100000个码。"
    NO_HEADCOUNTS = "还没有人数。请先装入人数（load_headcounts），再按人数发码。"
    BAD_SPARE = "每组可备用0到20个码。"
    ISSUED_MEANWHILE = "已发的码与您看到的数目不同，这次没有发。请核对后再发。"
    IN_USE = "调查已开始，以前发的码不能作废。"


SMALL_UNIT = "这个单位不足{people}人，请用{above}的名义发码。"


class CodesRefusedError(ValueError):
    """Codes cannot be issued; the sentence says why."""


def new_code() -> str:
    """Return a fresh code in four groups of five, e.g. ``7K2QF-M81ZT-0XW9A-B3CDH``."""
    body = "".join(secrets.choice(SYMBOLS) for _ in range(RANDOM_SYMBOLS))
    code = body + _check_symbol(body)
    return "-".join(code[start : start + GROUP] for start in range(0, len(code), GROUP))


def plain_code(typed: str) -> str | None:
    """Return the twenty symbols behind what somebody typed, None where it cannot be a code.

    Case, blanks and hyphens do not matter; O is read as 0, I and L as 1.
    """
    code = re.sub(r"[\s\-–—_.]", "", typed).upper().translate(LOOKALIKES)
    if len(code) != RANDOM_SYMBOLS + 1 or any(symbol not in SYMBOLS for symbol in code):
        return None
    return code if _check_symbol(code[:-1]) == code[-1] else None


def code_hash(plain: str) -> bytes:
    """Return the keyed hash under which a code is kept."""
    return hmac.digest(settings.CODE_KEY, f"code:{plain}".encode(), hashlib.sha256)


def hash_of_code(code: str) -> bytes:
    """Return the keyed hash of a code as :func:`new_code` writes it."""
    return code_hash(code.replace("-", ""))


def needs_code(wave: Wave) -> bool:
    """Whether an answer must spend a code; demo waves show what coded waves show, without codes."""
    return wave.assurance == Wave.Assurance.CODED and not wave.is_demo


@transaction.atomic
def issue_codes(*, wave: Wave, region_code: str, level: Level, number: int) -> Iterator[str]:
    """Issue codes for people of one level in one region, and return them; they are shown this once.

    Raises :class:`CodesRefusedError`.
    """
    _check_may_issue(wave, region_code=region_code, level=level, number=number)
    codes = [new_code() for _ in range(number)]
    store_codes(wave, ((region_code, level, code) for code in codes))
    return iter(codes)


def store_codes(wave: Wave, codes: Iterable[tuple[str, Level, str]]) -> None:
    """Keep the hashes of fresh codes, each given with its region and level."""
    rows = [
        InvitationCode(code_hash=hash_of_code(code), wave=wave, region_code=region_code, level=level)
        for region_code, level, code in codes
    ]
    # In hash order, as every later rewrite keeps it: the place of a row says nothing about its code.
    InvitationCode.objects.bulk_create(sorted(rows, key=lambda row: bytes(row.code_hash)), batch_size=5_000)


def check_takes_codes(wave: Wave) -> None:
    """Raise :class:`CodesRefusedError` where the wave takes no codes, or none any more."""
    if not needs_code(wave):
        raise CodesRefusedError(CodeProblem.NO_CODES)
    if wave.state not in (Wave.State.DRAFT, Wave.State.OPEN):
        raise CodesRefusedError(CodeProblem.TOO_LATE)


def _check_may_issue(wave: Wave, *, region_code: str, level: Level, number: int) -> None:
    check_takes_codes(wave)
    if not 1 <= number <= MOST_AT_ONCE:
        raise CodesRefusedError(CodeProblem.BAD_NUMBER)
    territory = territory_of(wave)
    place = find_place(territory, region_code)
    if place is None:
        raise CodesRefusedError(CodeProblem.NO_REGION)
    if not may_name(level, place.kind):
        raise CodesRefusedError(CodeProblem.TOO_SHALLOW)
    above = find_place(territory, place.parent_code)
    if above is not None and may_name(level, above.kind) and _is_small(wave, region_code=region_code, level=level):
        raise CodesRefusedError(SMALL_UNIT.format(people=SMALL_UNIT_PEOPLE, above=above.name))


def _is_small(wave: Wave, *, region_code: str, level: Level) -> bool:
    """Whether the unit is known to have so few people that a slip in its name would nearly name its bearer."""
    return wave.headcounts.filter(region_code=region_code, level=level, people__lt=SMALL_UNIT_PEOPLE).exists()


def _check_symbol(body: str) -> str:
    """Return Luhn's check symbol modulo 32: it catches every wrong symbol and nearly every swap of neighbours."""
    total = 0
    for place, symbol in enumerate(reversed(body)):
        value = SYMBOLS.index(symbol) * (2 if place % 2 == 0 else 1)
        total += value // len(SYMBOLS) + value % len(SYMBOLS)
    return SYMBOLS[-total % len(SYMBOLS)]
