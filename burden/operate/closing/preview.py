"""What publishing will show and what stays back, as coarsely as an operator may know it.

By level it tells of published figures alone, which are sums of groups of K people and more; numbers of people in steps
of 50.  What stays back is said of the whole wave and in rough shares, as readers get it: by level it would be a
remainder of few people, and one larger than its units explain would prove that somebody in them answered.  Every level
has its place whether or not anybody answered.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from burden.domain.blocks import APP_PREFIXES, family_of
from burden.domain.levels import RESPONDENT_LEVELS, Level
from burden.domain.sentences import said
from burden.models import FigurePack, Release
from burden.operate.two_wordings import in_words, level_name
from burden.reports.balance import BLOCK_WORDS, NOT_TOLD, accounts_of
from burden.reports.types import BlockAccount
from burden.reports.waves import count_in_words

LEVELS = (*RESPONDENT_LEVELS, Level.POOLED)


@dataclass(frozen=True, kw_only=True)
class AccountLine:
    """Where the answers to one kind of questions go, over the whole wave, in words."""

    name: str
    accepted: str
    published: str
    held_back: str
    excluded: str
    not_answered: str


@dataclass(frozen=True, kw_only=True)
class Preview:
    """What is about to be published, of all levels and of each; ``silent`` are questions of which nothing is."""

    levels: tuple[str, ...]
    accounts: tuple[AccountLine, ...]
    by_level: tuple[tuple[str, tuple[str, ...]], ...]
    silent: tuple[str, ...]


def preview_of(release: Release) -> Preview:
    """Return what publishing the release would show."""
    names = release.parameters["blocks"]
    found = _published_by_level(release)
    shown = [name for name in names if any(block == name for block, _level in found)]
    families = {name.removesuffix(":") for name in shown}
    accounts = [account for account in accounts_of(release.balance) if account.block in families]
    return Preview(
        levels=tuple(_level_name(level) for level in LEVELS),
        accounts=account_lines(accounts, is_exact=False),
        by_level=tuple((_name(name), tuple(_cell(name, found[name, level]) for level in LEVELS)) for name in shown),
        silent=tuple(_name(name) for name in names if name not in shown),
    )


def account_lines(accounts: Iterable[BlockAccount], *, is_exact: bool = True) -> tuple[AccountLine, ...]:
    """Return the accounts in words, page 1 first; ``is_exact`` prints the published people as readers get them."""
    order = list(BLOCK_WORDS)
    return tuple(
        AccountLine(
            name=_name(account.block),
            accepted=account.accepted,
            published=f"{account.published:,}" if is_exact else said(count_in_words(account.published), _),
            held_back=_share(account.held_back),
            excluded=_share(account.excluded),
            not_answered=_share(account.not_answered),
        )
        for account in sorted(accounts, key=lambda account: order.index(account.block))
    )


def _published_by_level(release: Release) -> Counter[tuple[str, int]]:
    """Count what stands published for the whole area: people of a block, or apps of a family of blocks, by level."""
    found: Counter[tuple[str, int]] = Counter()
    for figure in FigurePack.objects.figures(release, codes=(release.wave.region_code,)):
        family = family_of(figure.block.name)
        found[family, figure.level] += 1 if family in APP_PREFIXES else figure.n
    return found


def _cell(name: str, number: int) -> str:
    if not number:
        return _("不单列")
    return _("%(apps)s个应用") % {"apps": number} if name in APP_PREFIXES else said(count_in_words(number), _)


def _share(share: str) -> str:
    return _("不说") if share == NOT_TOLD else share


def _name(block: str) -> str:
    return in_words(*BLOCK_WORDS[block.removesuffix(":")])


def _level_name(level: Level) -> str:
    return _("不分层级的部分") if level is Level.POOLED else level_name(level)
