"""How many files may wait to be stored at once: each keeps its megabytes in the database until somebody decides."""

from typing import Final

from django.db import connection
from django.utils.translation import gettext as _

from burden.domain.sentences import Sentence, gettext_noop
from burden.models import FileImport
from burden.operate.files.kind import ImportRefusedError

DAYS_UNFINISHED: Final = 7  # a file that nobody confirms is forgotten after these
MOST_OF_ONE: Final = 5
MOST_IN_ALL: Final = 20
# Any number: all who bring a file wait for the same one.
_ADVISORY_LOCK: Final = 20_181_027

TOO_MANY_OF_ONE = gettext_noop(
    "您有%(number)s个文件传上来还没有装入：%(names)s。请先到它们的页面装入或放弃，再传新的。"
)
TOO_MANY_IN_ALL = gettext_noop(
    "各位运维一共有%(number)s个文件传上来还没有装入，放不下了：%(names)s。请先装入或放弃几个，再传新的。"
)


def check_room(email: str) -> None:
    """Refuse one more file where this operator, or all together, have too many that are not stored yet.

    Call it in the transaction that stores the file: nobody else brings one until it ends.  Raises ImportRefusedError.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_ADVISORY_LOCK])
    unfinished = FileImport.objects.filter(content__isnull=False).order_by("brought_at")
    waiting = list(unfinished.values_list("email", "file_name"))
    own = [name for brought_by, name in waiting if brought_by == email]
    if len(own) >= MOST_OF_ONE:
        raise ImportRefusedError(Sentence(TOO_MANY_OF_ONE, number=len(own), names=_("、").join(own)))
    if len(waiting) >= MOST_IN_ALL:
        pairs = ({"words": name, "more": brought_by} for brought_by, name in waiting)
        names = _("、").join(_("%(words)s（%(more)s）") % pair for pair in pairs)
        raise ImportRefusedError(Sentence(TOO_MANY_IN_ALL, number=len(waiting), names=names))
