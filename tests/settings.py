"""Settings of a test run: those of the site, with servers, keys and folders of this run alone.

Each run has its own folder and, where ``DATABASE_URL`` and ``REDIS_URL`` are unset, its own PostgreSQL and Valkey in
it, so that several runs in one checkout never meet. The processes that tests start inherit all of it through the
environment.
"""

import atexit
import os
import shutil
import tempfile

if "LOCAL_DIR" not in os.environ:
    os.environ["LOCAL_DIR"] = tempfile.mkdtemp(prefix="burden-tests-")
    atexit.register(shutil.rmtree, os.environ["LOCAL_DIR"], ignore_errors=True)
# Tests that run side by side (pytest-xdist) have folder and servers of their own as well. The name is taken away, as
# the processes that tests start inherit the environment, and belong into this folder, not into one within it.
if "PYTEST_XDIST_WORKER" in os.environ:
    os.environ["LOCAL_DIR"] = f"{os.environ['LOCAL_DIR']}/{os.environ.pop('PYTEST_XDIST_WORKER')}"
os.environ.setdefault("SECRET_KEY", "test-secret-key-that-signs-nothing-outside-of-tests-0123456789")
os.environ.setdefault("CODE_KEY", "test-code-key")
os.environ.setdefault("ROUNDING_KEY", "test-rounding-key")
os.environ.setdefault("SEALING_KEY", "test-sealing-key")
# Workers are killed often here, and whoever takes over waits so long.
os.environ.setdefault("RELEASE_LEASE_SECONDS", "2")
# Playwright's synchronous interface keeps an event loop running in the thread of the tests.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"

from config.settings import *  # noqa: F403  # the environment must be complete first
from config.settings import MIDDLEWARE as SITE_MIDDLEWARE
from config.settings import STORAGES as SITE_STORAGES

# Hashed names need collectstatic first; a test run serves the files as they lie.
STORAGES = SITE_STORAGES | {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True
# Argon2 is slow on purpose.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
# Tests sign people in without a second factor; tests/access/test_second_factor.py puts the door back that asks for one.
MIDDLEWARE = [name for name in SITE_MIDDLEWARE if name != "burden.access.second_factor_door.SecondFactorFirst"]
