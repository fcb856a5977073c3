"""Settings of the bench of pages: those of the site, with one address of its own."""

from config.settings import *  # noqa: F403  # all but the addresses

ROOT_URLCONF = "bench.pages_urls"
