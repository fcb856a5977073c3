"""Prepares a wave, so that head counts can be loaded and codes issued before it opens."""

from argparse import ArgumentParser
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from burden.domain.further_choice import (
    FURTHER_QUESTIONS,
    USUAL_FURTHER_FIELDS,
    fields_of_questions,
    questions_of_fields,
)
from burden.models import Wave
from burden.models.wave import FIRST_LANGUAGE, LANGUAGES
from burden.operate.waves.preparing import WavePlan, WaveRefusedError, prepare_wave


class Command(BaseCommand):
    """Thin door to :func:`burden.operate.waves.preparing.prepare_wave`."""

    help = "准备一次调查，或修改还没有开始的；之后装入人数、发码，再用 open_wave 开始。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take place, dates, assurance, what is asked, and the header fields of the statistical form."""
        parser.add_argument("code", help="调查编号，如 2026Q4")
        parser.add_argument("--region", required=True, dest="region_code", help="12位地区代码")
        parser.add_argument("--opens-on", required=True, type=date.fromisoformat, help="开始日期，如 2026-10-08")
        parser.add_argument("--closes-on", required=True, type=date.fromisoformat, help="截止日期")
        parser.add_argument(
            "--assurance",
            choices=Wave.Assurance.values,
            default=Wave.Assurance.CODED.value,
            help="coded 凭码填报；link 开放链接，未核验",
        )
        _add_questions(parser)
        parser.add_argument(
            "--second-person",
            action="store_true",
            dest="needs_second_person",
            help="发布要另一位运维同意（默认不用）",
        )
        parser.add_argument("--form-no", default="", help="表号")
        parser.add_argument("--issuer", default="", help="制定机关")
        parser.add_argument("--issue-no", default="", help="文号")
        parser.add_argument("--approver", default="", help="审批机关")
        parser.add_argument("--approval-no", default="", help="批准文号")
        parser.add_argument("--contact", default="", help="告示上写的联系方式，如科室和电话")
        parser.add_argument("--valid-until", type=date.fromisoformat, help="有效期限")

    def handle(self, **options: Any) -> None:  # Django's signature
        """Prepare the wave and say what it is."""
        options["further_fields"] = fields_of_questions(options["questions"])
        options["languages"] = tuple(name for name in LANGUAGES if name in (FIRST_LANGUAGE, *options["languages"]))
        plan = WavePlan(**{name: options[name] for name in WavePlan.__dataclass_fields__})
        try:
            wave = prepare_wave(plan)
        except WaveRefusedError as refusal:
            raise CommandError(str(refusal)) from refusal
        text = "，收文字建议" if wave.asks_for_text else ""
        self.stdout.write(f"调查 {wave.code}：{wave.opens_on} 至 {wave.closes_on}，{wave.get_state_display()}{text}。")


def _add_questions(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--text",
        action="store_true",
        dest="asks_for_text",
        help="另收一句文字建议，最多100个字；公开之前由运维逐条看过（默认不收）",
    )
    parser.add_argument(
        "--questions",
        nargs="*",
        choices=tuple(FURTHER_QUESTIONS),
        default=questions_of_fields(USUAL_FURTHER_FIELDS),
        metavar="题",
        help=f"第二页问哪几题，不写题名就没有第二页（默认除“据您了解”以外都问）：{' '.join(FURTHER_QUESTIONS)}",
    )
    parser.add_argument(
        "--languages",
        nargs="*",
        choices=LANGUAGES[1:],
        default=LANGUAGES[1:],
        metavar="语言",
        help="简体中文以外的语言：zh-hant en（默认都有）",
    )
