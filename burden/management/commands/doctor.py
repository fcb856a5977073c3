"""Says what is wrong with this site, and what to do."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from burden.operate.health.doctor import examine


class Command(BaseCommand):
    """Thin door to :mod:`burden.operate.health.doctor`."""

    help = "检查数据库、任务队列、后台进程、行政区划、密钥、磁盘和收件箱；有问题时说怎么办，退出码为1。"
    # The system checks would stop it where it is needed most.
    requires_system_checks = ()

    def handle(self, **options: Any) -> None:  # noqa: ARG002  # Django's signature
        """Print one line a subject."""
        problems = 0
        for seen in examine():
            problems += not seen.is_well
            sign = "正常" if seen.is_well else "注意"
            self.stdout.write(f"{sign} {seen.subject}：{seen.sentence}{seen.by_command}")
        if problems:
            raise CommandError(f"有{problems}处需要处理。")
