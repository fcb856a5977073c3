"""Settings of the intake bench's reference: those of the site, with one address of its own."""

from config.settings import *  # noqa: F403  # all but the addresses

ROOT_URLCONF = "bench.intake_reference_urls"
