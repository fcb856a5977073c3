"""Forgets the second factor of an account, for the only operator who lost theirs."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from burden.access.account_deeds import renew_second_factor
from burden.access.keeping import AccountRefusedError
from burden.models import User


class Command(BaseCommand):
    """Thin door to :func:`burden.access.account_deeds.renew_second_factor`."""

    help = "清除一个账号的第二道验证，下次登录时重新设置。只有一位运维、手机和备用码都丢了时才用。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the address."""
        parser.add_argument("email", help="登录用的邮箱")

    def handle(self, **options: Any) -> None:  # Django's signature
        """Forget it and say so."""
        user = User.objects.filter(email=str(options["email"]).lower()).first()
        if user is None:
            raise CommandError(f"没有 {options['email']} 这个账号。")
        try:
            renew_second_factor(by=None, user=user)
        except AccountRefusedError as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write("已清除。下次登录时会要求重新设置。")
