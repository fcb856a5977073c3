"""Takes the demo away."""

from typing import Any

from django.core.management.base import BaseCommand

from burden.operate.demo.clearing import clear_demo


class Command(BaseCommand):
    """Thin door to :func:`burden.operate.demo.clearing.clear_demo`."""

    help = "删除演示调查及其一切附属数据、演示地区和演示账号；可重复执行。"

    def handle(self, **options: Any) -> None:  # noqa: ARG002  # Django's signature
        """Remove the demo and say how many waves there were."""
        count = clear_demo()
        self.stdout.write(f"已删除演示数据：{count}次调查。" if count else "没有演示数据。")
