"""What was done to accounts: who, what, when."""

from django.db import models


class AccountChange(models.Model):
    """One change to one account, written in the transaction of the change; it outlives the account.

    The database refuses to change a row, and to delete one that does not speak of a demo account.
    """

    class Kind(models.TextChoices):
        """What was done."""

        INVITED = "invited", "开通"
        CHANGED = "changed", "改身份、地区或期限"
        SUSPENDED = "suspended", "停用"
        RESTORED = "restored", "恢复"
        LINK_MADE = "link", "给了新的链接"
        PASSWORD_CHOSEN = "password", "设了密码"  # the name of a deed
        FACTOR_ADDED = "factor-added", "加了第二道验证"
        FACTOR_REMOVED = "factor-removed", "去掉了第二道验证"
        FACTORS_RENEWED = "factors-renewed", "清除了第二道验证，重新设置"
        SESSIONS_ENDED = "sessions-ended", "退出了所有登录"

    email = models.EmailField("whose account")
    kind = models.CharField("what was done", max_length=15, choices=Kind)
    # {"before": …, "after": …} of {"role", "regions", "expires_on"} where these changed; no secret ever.
    detail = models.JSONField("from what to what", default=dict)
    by = models.EmailField("who did it; empty for the terminal", blank=True)
    is_demo = models.BooleanField("of a demo account", default=False)
    happened_at = models.DateTimeField("when", auto_now_add=True)

    class Meta:
        ordering = ("-pk",)
        indexes = (models.Index(fields=("email", "-id"), name="change_of_account"),)

    def __str__(self) -> str:
        return f"{self.email} {self.kind}"
