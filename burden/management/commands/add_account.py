"""Makes an account for somebody who reads figures or keeps the site."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from burden.access.accounts import add_account
from burden.access.keeping import AccountRefusedError
from burden.access.scopes import Role

ROLES = [role.value for role in Role if role is not Role.PUBLIC]


class Command(BaseCommand):
    """Thin door to :func:`burden.access.accounts.add_account`."""

    help = "建一个账号，或给同身份的账号加一个地区。supervisor 主管，inspector 纪检，operator 运维。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the address, the role and the region."""
        parser.add_argument("email", help="登录用的邮箱")
        parser.add_argument("role", choices=ROLES, help="身份")
        parser.add_argument("--region", dest="region_code", help="12位地区代码，含其下全部地区；运维不写")

    def handle(self, **options: Any) -> None:  # Django's signature
        """Make the account and print its first password, which is shown this once."""
        role = Role(options["role"])
        try:
            password = add_account(email=options["email"], role=role, region_code=options["region_code"])
        except AccountRefusedError as refusal:
            raise CommandError(str(refusal)) from refusal
        if password:
            self.stdout.write(f"账号已建好。首次密码（只显示这一次）：{password}")
        else:
            self.stdout.write("账号已有，地区已加上；密码不变。")
