"""How far a release is, and in whose hands what is left of it lies."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count

from burden.aggregation.leases import is_free
from burden.models import Release, ReleaseShard

MANY_TRIES = 3  # from here on a shard is worth a word: workers die or fail on it


@dataclass(frozen=True, kw_only=True)
class Progress:
    """Shards that are ``done`` of ``shards``, and ``in_hand``: those that a living worker computes just now.

    ``troubled`` names the shards still to do that workers took up ``MANY_TRIES`` times or more, by their first region
    and, where there are more, their last; ``is_finishing`` says that a living worker is at the last step, the checks
    and the publication.
    """

    done: int
    shards: int
    in_hand: int
    troubled: tuple[str, ...]
    is_finishing: bool

    @property
    def is_idle(self) -> bool:
        """Whether no worker is at work on it at this moment."""
        return not self.in_hand and not self.is_finishing


def progress_of(release_id: UUID) -> Progress:
    """Return how far the release is at this moment."""
    shards = ReleaseShard.objects.filter(release_id=release_id)
    waiting = shards.filter(is_done=False)
    troubled = waiting.filter(tries__gte=MANY_TRIES).order_by("root_code")
    finishing = Release.objects.filter(pk=release_id, leased_by__isnull=False).exclude(is_free())
    return Progress(
        done=shards.filter(is_done=True).count(),
        shards=shards.count(),
        in_hand=waiting.filter(leased_by__isnull=False).exclude(is_free()).count(),
        troubled=tuple(map(str, troubled)),
        is_finishing=finishing.exists(),
    )


def releases_with_work() -> dict[UUID, int]:
    """Return the releases in which something can be taken up now: how many free shards, or 1 for the last step."""
    under_way = Release.objects.filter(state=Release.State.COMPUTING)
    unfinished = ReleaseShard.objects.filter(release__in=under_way, is_done=False)
    free = unfinished.filter(is_free()).order_by().values_list("release_id").annotate(number=Count("pk"))
    to_finish = under_way.filter(is_free()).exclude(pk__in=unfinished.values("release_id"))
    return dict(free) | dict.fromkeys(to_finish.values_list("pk", flat=True), 1)
