"""``make attack``: every attack at length, on releases that the real site makes; says what could be derived at best.

``--size`` multiplies the rounds, ``--seed`` draws other worlds.  The exit code is 1 where anything was derived that
should not be.
"""

import argparse
import sys
import time
from random import Random

from bench.own_site import own_site
from tests.attacks.finding import Finding


def main(*, size: int, seed: int) -> int:
    """Run all attacks, print a line each, and return how many found something."""
    with own_site(settings="tests.settings", database_settings={"fsync": "off", "full_page_writes": "off"}):
        from tests.attacks.at_length import attacks  # noqa: PLC0415  # the settings must be ready

        failed = 0
        for name, attack in attacks(size):
            begun = time.monotonic()
            finding = attack(Random(f"{name} {seed}"))  # seeded chance makes worlds, not secrets
            failed += bool(finding.breaches)
            _tell(name, finding, time.monotonic() - begun)
    return failed


def _tell(name: str, finding: Finding, seconds: float) -> None:
    verdict = f"DERIVED {len(finding.breaches)}" if finding.breaches else "nothing"
    sys.stdout.write(f"{name:<34} {verdict}; {finding.best}. Tried: {finding.tried}; {seconds:.0f} s\n")
    for breach in finding.breaches[:10]:
        sys.stdout.write(f"    {breach}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--size", type=int, default=1)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    sys.exit(1 if main(size=options.size, seed=options.seed) else 0)
