"""People who sign in: supervisors, inspectors, operators.  Respondents never do."""

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models

from burden.models.whole_minutes import whole_minute


class UserManager(BaseUserManager["User"]):
    """Creates accounts; an account without role and scope sees nothing but what is public."""

    def create_user(self, email: str, password: str | None = None, *, role: str, is_demo: bool = False) -> "User":
        """Create an account; ValueError when the address is empty."""
        if not email:
            raise ValueError("An account needs an e-mail address.")
        user = self.model(email=self.normalize_email(email).lower(), role=role, is_demo=is_demo)
        user.set_password(password)
        user.save(using=self._db)
        return user


class User(AbstractBaseUser):
    """An account that signs in with its e-mail address and has one role."""

    class Role(models.TextChoices):
        """What the person does; regions come from :class:`burden.models.Scope`."""

        SUPERVISOR = "supervisor", "主管"
        INSPECTOR = "inspector", "纪检"
        OPERATOR = "operator", "运维"

    email = models.EmailField("e-mail", unique=True)
    role = models.CharField("role", max_length=10, choices=Role)
    is_active = models.BooleanField("active", default=True)
    is_demo = models.BooleanField("demo account", default=False)

    objects = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["role"]

    class Meta:
        ordering = ("email",)

    def __str__(self) -> str:
        return self.email

    @property
    def needs_second_factor(self) -> bool:
        """Whether it does nothing here without one: inspectors and operators; accounts of the demo are shared."""
        return self.role in {self.Role.INSPECTOR, self.Role.OPERATOR} and not self.is_demo

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Store the account, its last sign-in to the minute, though Django writes the microsecond."""
        if self.last_login is not None:
            self.last_login = whole_minute(self.last_login)
        super().save(*args, **kwargs)
