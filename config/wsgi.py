"""Entry point of the web server."""

import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

_site = get_wsgi_application()

from config.short_way import ShortWay  # noqa: E402  # Django must be set up first

application = ShortWay(_site)

# What is loaded by now lives as long as the process; the collector need not walk through it again and again.
gc.collect()
gc.freeze()
