"""Every setting of the site. Values come from the environment through :mod:`config.env`.

With ``DATABASE_URL`` and ``REDIS_URL`` unset the site uses its own embedded servers (:mod:`config.services`) through
sockets whose place follows from the checkout, so any command finds them.
"""

from pathlib import Path

from django.utils.translation import gettext_lazy as _

from config import env, secrets
from config.celery import TASK_MODULES
from config.csp import POLICY
from config.logging import CONFIGURATION
from config.services import places
from config.timetable import TIMETABLE

BASE_DIR = Path(__file__).resolve().parent.parent

# Databases, keys and demo accounts of this checkout; nothing in it belongs into version control.
LOCAL_DIR = env.folder("LOCAL_DIR", BASE_DIR / ".local")

DEBUG = env.flag("DEBUG", default=False)
# One switch for everything that holds in production, behind HTTPS; a laptop serves phones on its own network over http.
BEHIND_TLS = env.flag("BEHIND_TLS", default=False)

_keys = secrets.load(LOCAL_DIR, may_make=not BEHIND_TLS)
SECRET_KEY = _keys.secret_key
SECRET_KEY_FALLBACKS = env.words("SECRET_KEY_FALLBACKS", [])
CODE_KEY = _keys.code_key
ROUNDING_KEY = _keys.rounding_key
SEALING_KEY = _keys.sealing_key
SEALING_KEY_FALLBACKS = env.words("SEALING_KEY_FALLBACKS", [])

# Phones reach a laptop by whatever address the network gave it; a site in production says its name.
ALLOWED_HOSTS = env.words("ALLOWED_HOSTS", None if BEHIND_TLS else ["*"])
CSRF_TRUSTED_ORIGINS = env.words("CSRF_TRUSTED_ORIGINS", [])

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
APPEND_SLASH = True

INSTALLED_APPS = [
    "burden.apps.BurdenConfig",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "rest_framework",
    "drf_spectacular",
    "csp",
    "django_linear_migrations",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.contrib.humanize",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "config.compression.CompressPages",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "config.body_limit.body_limit",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "burden.access.second_factor_door.SecondFactorFirst",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "burden.dashboards.context.site",
            ],
            "builtins": ["config.scrolling"],
        },
    },
]

# ── Database ─────────────────────────────────────────────────────────────────────────────────────────────────────

DATABASES = {
    "default": env.database("DATABASE_URL", places.database_url(LOCAL_DIR / "services"))
    | {
        # Each thread of the web server keeps its connection, and looks whether it still lives before it is used.
        "CONN_MAX_AGE": None,
        "CONN_HEALTH_CHECKS": True,
    },
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Login limits live here. In memory of each process: they hold addresses, which must not reach a disk, and the survey
# must work while the broker is down.
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}

# ── Language and time ────────────────────────────────────────────────────────────────────────────────────────────

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", _("简体中文")), ("en", _("英文")), ("zh-hant", _("繁体中文"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Shanghai"

# ── Static files ─────────────────────────────────────────────────────────────────────────────────────────────────

STATIC_URL = "/static/"
STATIC_ROOT = LOCAL_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
# Files that exports made; served by a view that asks who wants them, never by an address of their own.
MEDIA_ROOT = LOCAL_DIR / "exports"

# ── Accounts ─────────────────────────────────────────────────────────────────────────────────────────────────────

AUTH_USER_MODEL = "burden.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "burden.access.password_form.UnlikeTheAddress"},
    {"NAME": "burden.access.password_form.LongEnough", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/d/"
LOGOUT_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "config.account_adapter.ClosedSignupAdapter"
ACCOUNT_FORMS = {"login": "burden.access.sign_in_form.SignInForm"}
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
# Accounts are made by an operator who knows the person; the site sends no mail.
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_NOTIFICATIONS = False
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_ON_GET = False
# Per address of the network, in memory, where the site sees it; behind a proxy all have the proxy's. Failures of an
# account that there is count in the log of sign-ins besides, for all processes (burden.access.account_log).
ACCOUNT_RATE_LIMITS = {"login": None, "login_failed": "5/5m/key"} if BEHIND_TLS else {}
MFA_RATE_LIMITS = {"webauthn_login": None} if BEHIND_TLS else {}
MFA_ADAPTER = "burden.access.second_factor.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "基层减负看板"
# The clocks of phones and server may differ by half a minute; a code counts once, however often it is sent.
MFA_TOTP_TOLERANCE = 1
MFA_FORMS = {
    "authenticate": "burden.access.second_factor_forms.CodeForm",
    "reauthenticate": "burden.access.second_factor_forms.CodeAgainForm",
}
# Addresses are those of accounts that an operator made; nobody confirms them by mail.
MFA_ALLOW_UNVERIFIED_EMAIL = True
EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"

# ── JSON interface ───────────────────────────────────────────────────────────────────────────────────────────────

REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": ["rest_framework.authentication.SessionAuthentication"],
    "DEFAULT_PERMISSION_CLASSES": ["config.permissions.DenyAll"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["rest_framework.parsers.JSONParser"],
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
}
SPECTACULAR_SETTINGS = {
    "TITLE": "基层减负看板 · Grassroots Cadre Burden Dashboard",
    "DESCRIPTION": "Anonymous answers in, published figures out. Every published number protects groups of ten.",
    "VERSION": "1",
    "OAS_VERSION": "3.1.1",
    "SCHEMA_PATH_PREFIX": "/api/v1",
    "SERVE_INCLUDE_SCHEMA": False,
    "SERVE_PERMISSIONS": ["rest_framework.permissions.AllowAny"],
    # Several questions of page 2 take the same answers.
    "ENUM_NAME_OVERRIDES": {
        "SeenEnum": [("yes", "Yes"), ("no", "No"), ("unsure", "Not sure"), ("decline", "Rather not say")],
        "YesNoUnsureEnum": [("yes", "Yes"), ("no", "No"), ("unsure", "Not sure")],
    },
}

# ── Security ─────────────────────────────────────────────────────────────────────────────────────────────────────

LOGGING = CONFIGURATION
CONTENT_SECURITY_POLICY = POLICY
X_FRAME_OPTIONS = "DENY"
SECURE_CONTENT_TYPE_NOSNIFF = True
# A survey address names a region; it must not travel to another site.
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin" if BEHIND_TLS else None
SECURE_SSL_REDIRECT = BEHIND_TLS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_TLS else None
SECURE_HSTS_SECONDS = 31_536_000 if BEHIND_TLS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = BEHIND_TLS
SECURE_HSTS_PRELOAD = BEHIND_TLS
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$", r"^metrics$"]
SESSION_ENGINE = "burden.models.sign_in_session"
SESSION_COOKIE_SECURE = BEHIND_TLS
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
# A working day; a forgotten tablet in an office must not stay signed in.
SESSION_COOKIE_AGE = 8 * 3600
CSRF_COOKIE_SECURE = BEHIND_TLS
CSRF_COOKIE_SAMESITE = "Lax"
# A filled-in survey form is about 4 KB.
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
# A file that an operator brings, with the form around it: held in memory, never laid on the disk.
FILE_UPLOAD_MAX_MEMORY_SIZE = 8 * 1024 * 1024 + 64 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 1000

# ── Releases ─────────────────────────────────────────────────────────────────────────────────────────────────────

# A worker renews its lease three times in this time; another one takes over when it ran out.
RELEASE_LEASE_SECONDS = env.whole("RELEASE_LEASE_SECONDS", 6, low=1, high=600)

# ── Celery ───────────────────────────────────────────────────────────────────────────────────────────────────────

CELERY_BROKER_URL = env.redis("REDIS_URL", places.redis_url(LOCAL_DIR / "services"))
CELERY_IMPORTS = TASK_MODULES
CELERY_BEAT_SCHEDULE = TIMETABLE
CELERY_BEAT_SCHEDULE_FILENAME = str(LOCAL_DIR / "beat-schedule")
CELERY_TIMEZONE = TIME_ZONE
CELERY_TASK_SERIALIZER = "json"
CELERY_ACCEPT_CONTENT = ["json"]
# State of releases and exports stands in their own rows; the broker forgets.
CELERY_TASK_IGNORE_RESULT = True
# A task counts as done when it is done: a killed worker's task runs again. Every task is safe to repeat.
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
# Always below the visibility timeout, or a task that still runs is handed out a second time.
CELERY_TASK_SOFT_TIME_LIMIT = 540
CELERY_TASK_TIME_LIMIT = 600
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "visibility_timeout": 900,
    # kombu sweeps for tasks of dead workers every 100 s by default; measured 98 s until redelivery, 28 s with these.
    "unacked_restore_interval": 10,
    "unacked_restore_throttle": 1,
    "socket_timeout": 30,
    "socket_connect_timeout": 2,
    "socket_keepalive": not CELERY_BROKER_URL.startswith("redis+socket"),
}
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
# However long the broker is away, a worker waits for it; by default it gives up after a hundred tries.
CELERY_BROKER_CONNECTION_MAX_RETRIES = None
# A page that hands out work must answer soon while the broker is down.
CELERY_TASK_PUBLISH_RETRY_POLICY = {"max_retries": 1, "interval_start": 0, "interval_step": 0.2, "interval_max": 0.2}
CELERY_WORKER_MAX_TASKS_PER_CHILD = 200
CELERY_WORKER_CANCEL_LONG_RUNNING_TASKS_ON_CONNECTION_LOSS = True
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_WORKER_SEND_TASK_EVENTS = False
