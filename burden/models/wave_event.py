"""What was done to a wave, by whom and when."""

from django.db import models

from burden.domain.sentences import gettext_noop as _


class WaveEvent(models.Model):
    """One event in the life of a wave; append-only.

    The database refuses to change a row.  The wave is named by its code and not referred to, so that the record of a
    draft that was deleted stays.  ``details`` are sentences, each as its template and the values it is filled with
    (:class:`burden.domain.sentences.Sentence`), so that they can be read in each language of the site.
    """

    class Kind(models.TextChoices):
        """What happened."""

        PREPARED = "prepared", _("开始准备")
        CHANGED = "changed", _("改了设置")
        DELETED = "deleted", _("删除草稿")
        OPENED = "opened", _("开始收答卷")
        EXTENDED = "extended", _("延期")
        CLOSED = "closed", _("截止")
        COMPUTED = "computed", _("汇总完成")
        HELD = "held", _("发布检查没有通过")
        APPROVED = "approved", _("同意发布")
        PUT_OFF = "put-off", _("先不发布")
        AGAIN = "again", _("重新汇总")
        PUBLISHED = "published", _("发布")

    # Who did it where nobody had signed in.
    BY_COMMAND = "command"
    BY_TIMETABLE = "timetable"
    BY_WORKER = "worker"

    wave_code = models.CharField("wave", max_length=12, db_index=True)
    kind = models.CharField("what happened", max_length=9, choices=Kind)
    done_by = models.CharField("e-mail address of who did it, or what did", max_length=254)
    happened_at = models.DateTimeField("when", auto_now_add=True)
    details = models.JSONField("sentences about it", default=list)

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"{self.wave_code} {self.kind}"
