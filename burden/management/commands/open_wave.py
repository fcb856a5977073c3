"""Prepares a wave and opens it."""

from argparse import ArgumentParser
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from burden.intake.waves import WavePlan, WaveRefusedError, prepare_wave
from burden.models import Wave
from burden.operate.opening import OpenRefusedError, open_wave


class Command(BaseCommand):
    """Thin door to :func:`burden.intake.waves.prepare_wave` and :func:`burden.operate.opening.open_wave`."""

    help = "准备并开始一次调查；可重复执行。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the plan; without a region the wave must be prepared already."""
        parser.add_argument("code", help="调查编号，如 2026Q4")
        parser.add_argument("--region", help="12位地区代码；已准备好的调查可不写")
        parser.add_argument("--opens-on", type=date.fromisoformat)
        parser.add_argument("--closes-on", type=date.fromisoformat)
        parser.add_argument("--link", action="store_true", help="开放链接，不发码（结果标明未核验）")
        parser.add_argument("--draft", action="store_true", help="只准备，先不开始（例如先发码、先装人数）")
        for name in ("form-no", "issuer", "issue-no", "approver", "approval-no"):
            parser.add_argument(f"--{name}", default="", help="表头项目")
        parser.add_argument("--valid-until", type=date.fromisoformat)

    def handle(self, **options: Any) -> None:  # Django's signature
        """Prepare and open."""
        try:
            wave = _wave(options)
            if not options["draft"]:
                wave = open_wave(wave=wave)
        except (WaveRefusedError, OpenRefusedError) as refusal:
            raise CommandError(str(refusal)) from refusal
        state = wave.get_state_display()
        self.stdout.write(f"调查 {wave.code}：{state}，{wave.opens_on}至{wave.closes_on}，网址 /s/{wave.code}/")


def _wave(options: dict[str, Any]) -> Wave:
    """Return the wave prepared by these options, or the one that was prepared before."""
    if options["region"] is None:
        wave = Wave.objects.filter(code=options["code"]).first()
        if wave is None:
            raise WaveRefusedError(f"没有准备好的调查 {options['code']}；请写明 --region、--opens-on、--closes-on。")
        return wave
    if options["opens_on"] is None or options["closes_on"] is None:
        raise WaveRefusedError("请写明 --opens-on 和 --closes-on，例如 2026-11-01。")
    return prepare_wave(
        WavePlan(
            code=options["code"],
            region_code=options["region"],
            opens_on=options["opens_on"],
            closes_on=options["closes_on"],
            assurance=Wave.Assurance.LINK if options["link"] else Wave.Assurance.CODED,
            form_no=options["form_no"],
            issuer=options["issuer"],
            issue_no=options["issue_no"],
            approver=options["approver"],
            approval_no=options["approval_no"],
            valid_until=options["valid_until"],
        )
    )
