"""Who signed in, or failed to."""

from django.db import models


class SignInRecord(models.Model):
    """One sign-in or failure of a known account, to the minute; no address of the network, no browser.

    Kept for twelve months.  Nothing is written for an address that has no account: people type passwords there.
    """

    class Outcome(models.TextChoices):
        """How it ended."""

        IN = "in", "登录"
        WRONG_PASSWORD = "password", "密码不对"  # the name of an outcome
        WRONG_CODE = "code", "验证码不对"

    email = models.EmailField("whose account")
    role = models.CharField("role at the time", max_length=10)
    outcome = models.CharField("how it ended", max_length=8, choices=Outcome)
    is_demo = models.BooleanField("of a demo account", default=False)
    at = models.DateTimeField("when, to the minute")

    class Meta:
        ordering = ("-pk",)
        indexes = (models.Index(fields=("email", "-at"), name="sign_in_of_account"),)

    def __str__(self) -> str:
        return f"{self.email} {self.outcome}"
