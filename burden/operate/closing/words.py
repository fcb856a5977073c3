"""What a closing is doing, in one sentence."""

from django.utils.translation import gettext as _

from burden.aggregation.progress import Progress

MOST_NAMED = 3


def what_goes_on(progress: Progress) -> str:
    """Say who is at what in a release that is not out yet, trouble first."""
    if progress.troubled:
        values = {"pieces": len(progress.troubled), "codes": _("、").join(progress.troubled[:MOST_NAMED])}
        return _("有%(pieces)s片几次都没有算成（%(codes)s），过一会儿自动再试；原因在后台进程的日志里。") % values
    if progress.is_finishing:
        return _("各片都算完了，正在合并和检查。")
    if progress.in_hand:
        return _("%(pieces)s片正由后台进程计算；若进程已停，几秒后由别的进程接手。") % {"pieces": progress.in_hand}
    return _("此刻没有后台进程在算。若一分钟后还是这样，请启动后台进程。")
