"""Builds the demo, or opens its next wave."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from burden.operate.demo.seeding import DemoRefusedError, is_in_earnest, seed_demo, seed_next_wave


class Command(BaseCommand):
    """Thin door to :mod:`burden.operate.demo.seeding`."""

    help = "装入虚构的云汀省及其历次调查；可重复执行，已有的不动。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the wish for a fresh wave, or for none where the site is used in earnest."""
        parser.add_argument("--unless-in-earnest", action="store_true", help="已正式使用的站点不装入，也不算出错")
        parser.add_argument("--next-wave", action="store_true", help="上一次演示调查截止后，另开新的一次")

    def handle(self, **options: Any) -> None:  # Django's signature
        """Build what is missing and say so step by step."""
        if options["unless_in_earnest"] and is_in_earnest():
            self._say("本站已正式使用，不装入演示。")
            return
        try:
            if options["next_wave"]:
                wave = seed_next_wave(say=self._say)
                self._say(f"已开新的演示调查 {wave.code}，到 {wave.closes_on:%Y-%m-%d} 截止。")
            else:
                seed_demo(say=self._say)
        except DemoRefusedError as refusal:
            raise CommandError(str(refusal)) from refusal

    def _say(self, sentence: str) -> None:
        self.stdout.write(sentence)
        self.stdout.flush()
