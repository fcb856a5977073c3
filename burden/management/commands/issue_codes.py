"""Issues invitation codes and shows them once: as lines of text or as slips to print."""

import os
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from burden.domain.levels import LEVEL_NAMES, RESPONDENT_LEVELS, Level
from burden.intake.codes import CodesRefusedError, issue_codes
from burden.intake.issuing import IssuedGroup, issue_for_headcounts, plan_codes, region_names, withdraw_codes
from burden.intake.paper import PaperError
from burden.intake.slip_files import is_one_pdf, slip_file
from burden.models import Wave

LEVEL_HELP = "，".join(f"{int(level)} {LEVEL_NAMES[level][0]}" for level in RESPONDENT_LEVELS)


class Command(BaseCommand):
    """Thin door to :mod:`burden.intake.codes` and :mod:`burden.intake.issuing`."""

    help = "发填报码：一个地区的一个层级，或按人数给整次调查。码只显示这一次；数据库只存其加密摘要。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take wave, for whom, how many, and where the slips go."""
        parser.add_argument("wave", help="调查编号，如 2026Q4")
        parser.add_argument("--all", action="store_true", help="按已装入的人数，给所有地区和层级各发一人一码")
        parser.add_argument("--region", help="12位地区代码")
        parser.add_argument("--level", type=int, choices=[int(level) for level in RESPONDENT_LEVELS], help=LEVEL_HELP)
        parser.add_argument("--number", type=int, help="几个")
        parser.add_argument("--spare", type=int, default=0, help="与 --all 同用：每组另备几个")
        parser.add_argument("--again", action="store_true", help="与 --all 同用：以前发过也再发一遍")
        parser.add_argument("--replace", action="store_true", help="与 --all 同用：作废以前发的（调查开始前）")
        parser.add_argument("--pdf", type=Path, help="把纸条写成这个文件：.pdf，张数多时 .zip")
        parser.add_argument("--site", help="与 --pdf 同用：纸条上的网址，如 https://burden.example")

    def handle(self, **options: Any) -> None:  # Django's signature
        """Issue the codes, and print them or write their slips."""
        wave = Wave.objects.filter(code=options["wave"]).first()
        if wave is None:
            raise CommandError(f"没有调查 {options['wave']}。")
        try:
            number = plan_codes(wave).number(spare=options["spare"]) if options["all"] else options["number"] or 0
            _check_file(options["pdf"], options["site"], number=number)
            issued = _issue_all(wave, options) if options["all"] else _issue_one(wave, options)
        except CodesRefusedError as refusal:
            raise CommandError(str(refusal)) from refusal
        if options["pdf"]:
            self._write(wave, issued, path=options["pdf"], site=options["site"].rstrip("/"))
        else:
            self._print(issued, with_names=options["all"])

    def _print(self, issued: tuple[IssuedGroup, ...], *, with_names: bool) -> None:
        for group in issued:
            if with_names:
                self.stdout.write(f"{' '.join(group.names)} · {LEVEL_NAMES[group.level][0]}")
            for code in group.codes:
                self.stdout.write(code)

    def _write(self, wave: Wave, issued: tuple[IssuedGroup, ...], *, path: Path, site: str) -> None:
        """Write the file; where that fails it is gone again, and the codes with it."""
        number = sum(len(group.codes) for group in issued)
        try:
            # Made new and for its owner alone: whoever reads it can answer for everybody.
            with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
                for part, chunk in enumerate(slip_file(wave=wave, site=site, issued=issued).chunks, start=1):
                    file.write(chunk)
                    self.stdout.write(f"第{part}部分已写好。")
        except (OSError, PaperError) as failure:
            withdraw_codes(issued)
            if not isinstance(failure, FileExistsError):
                path.unlink(missing_ok=True)
            raise CommandError(f"纸条没有写成，码已作废：{type(failure).__name__}。") from failure
        self.stdout.write(f"{number}张纸条写入 {path}。打印后请删除这个文件。")


def _check_file(path: Path | None, site: str | None, *, number: int) -> None:
    if path is None:
        return
    if not site or not site.startswith(("http://", "https://")):
        raise CommandError("请用 --site 写明纸条上的网址，如 https://burden.example。")
    ending = ".pdf" if is_one_pdf(number) else ".zip"
    if path.suffix != ending:
        raise CommandError(f"{number}张纸条写成{ending}文件，请改文件名。")
    if path.exists():
        raise CommandError(f"已有文件 {path}，请换个名字。")


def _issue_all(wave: Wave, options: dict[str, Any]) -> tuple[IssuedGroup, ...]:
    before = plan_codes(wave).issued_before
    if before and not (options["again"] or options["replace"]):
        raise CommandError(f"以前已发{before}个码。再发一遍请加 --again，作废以前的请加 --replace。")
    return issue_for_headcounts(wave=wave, issued_before=before, spare=options["spare"], replace=options["replace"])


def _issue_one(wave: Wave, options: dict[str, Any]) -> tuple[IssuedGroup, ...]:
    if not (options["region"] and options["level"] and options["number"]):
        raise CommandError("请写明 --region、--level 和 --number，或用 --all 按人数发。")
    region, level = options["region"], Level(options["level"])
    codes = issue_codes(wave=wave, region_code=region, level=level, number=options["number"])
    names = region_names(wave)[region]
    return (IssuedGroup(region_code=region, names=names, level=level, codes=tuple(codes)),)
