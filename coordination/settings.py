"""Settings, all of them from the environment; a missing one stops the start."""

import sys
from pathlib import Path

import environ
from django.utils.translation import gettext_lazy as _

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.Env()

# `make demo` leaves the addresses of its own servers here, so that the commands
# in the README work in a second terminal without setting anything.
DEMO_ENVIRONMENT = BASE_DIR / ".stafet" / "demo.env"
if "DATABASE_URL" not in env.ENVIRON and DEMO_ENVIRONMENT.exists():
    env.read_env(DEMO_ENVIRONMENT)

DEMO = env.bool("STAFET_DEMO", default=False)
TESTING = env.bool("STAFET_TESTING", default=False)
DEBUG = False
# seconds since 1970, given by gunicorn.conf.py or by the demo's launcher
STARTED = env.float("STAFET_STARTED", default=0.0)

SECRET_KEY = env.str("STAFET_SECRET_KEY")
# key id:base64 of 32 bytes, newest first; old keys stay readable
CPR_KEYS = env.list("STAFET_CPR_KEYS")
CPR_INDEX_KEY = env.str("STAFET_CPR_INDEX_KEY")
# key id:base64 of 32 bytes, newest first: phones seal visits to the first, the others
# still open what was sealed to them
VISIT_KEYS = env.list("STAFET_VISIT_KEYS")
# the same for counts of answers, from a month's closing until they may be published
ANSWER_KEYS = env.list("STAFET_ANSWER_KEYS")
SURVEY_TOKEN_KEY = env.str("STAFET_SURVEY_TOKEN_KEY")
AUDIT_SEAL_KEY = env.str("STAFET_AUDIT_SEAL_KEY")
# Questionnaires that are not ours to give on, bought by the municipality.
INSTRUMENTS_FOLDER = env.str("STAFET_INSTRUMENTS", default="")

SITE_ADDRESS = env.str("STAFET_ADDRESS", default="http://localhost:8000")
SECURE = SITE_ADDRESS.startswith("https://")
ALLOWED_HOSTS = env.list("STAFET_HOSTS", default=["localhost", "127.0.0.1", "[::1]"])
CSRF_TRUSTED_ORIGINS = [SITE_ADDRESS] if SECURE else []

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "guardian",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "rest_framework",
    "drf_spectacular",
    "django_htmx",
    "coordination",
    "cases",
    "mentors",
    "feedback",
    "demo",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "coordination.http.ContentSecurityPolicy",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "coordination.written.WrittenBefore",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "coordination.http.SignInRequired",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "coordination.http.NoStore",
    "coordination.http.Refusals",
]

ROOT_URLCONF = "coordination.urls"
WSGI_APPLICATION = "coordination.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "coordination.http.page",
            ],
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                "coordination.templatetags.stafet",
            ],
        },
    }
]

# The web role may not change the schema nor rewrite history; these commands
# need the owner.
OWNER_COMMANDS = {"migrate", "sweep_answers"}
_command = sys.argv[1] if len(sys.argv) > 1 else ""
DATABASE_URL = env.str("DATABASE_URL")
DATABASE_OWNER_URL = env.str("DATABASE_OWNER_URL", default="")
POOLED = env.bool("STAFET_DATABASE_POOL", default=False)
DATABASES = {
    "default": env.db_url_config(
        DATABASE_OWNER_URL
        if _command in OWNER_COMMANDS and DATABASE_OWNER_URL
        else DATABASE_URL
    )
}
DATABASES["default"].update(
    ENGINE="coordination.database",
    CONN_MAX_AGE=0 if POOLED else env.int("STAFET_DATABASE_MAX_AGE", default=600),
    CONN_HEALTH_CHECKS=True,
    OPTIONS={
        # of no account to Django's own cursors, and asked for by `prepared()`
        "prepare_threshold": 5,
        # what the address itself asks for: sslmode, or the folder of a socket
        **DATABASES["default"].get("OPTIONS", {}),
        "options": "-c lock_timeout=3s -c statement_timeout=15s"
        " -c idle_in_transaction_session_timeout=30s -c timezone=UTC"
        if _command not in OWNER_COMMANDS
        else "-c timezone=UTC",
        **({"pool": {"min_size": 1, "max_size": 8, "timeout": 10}} if POOLED else {}),
    },
)
# Besides the kernel's own: the web role may add rows to these, never change them.
APPEND_ONLY_TABLES = [
    "cases_contact",
    "feedback_count",
    "mentors_visit",
    "mentors_visit_together_with",
]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

REDIS_URL = env.str("REDIS_URL")
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": env.str("STAFET_CACHE_URL", default=REDIS_URL),
        "KEY_PREFIX": "stafet",
    }
}

AUTH_USER_MODEL = "coordination.User"
AUTHENTICATION_BACKENDS = ["coordination.access.SeatBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.ScryptPasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {
        "NAME": "django.contrib.auth.password_validation"
        ".UserAttributeSimilarityValidator"
    },
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_ADAPTER = "coordination.accounts.StaffAdapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
# the link by which people choose a password: spent by choosing one
PASSWORD_RESET_TIMEOUT = 3 * 24 * 60 * 60
ACCOUNT_PASSWORD_RESET_TOKEN_GENERATOR = (
    "django.contrib.auth.tokens.PasswordResetTokenGenerator"  # noqa: S105 - a class
)
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_SESSION_REMEMBER = False
MFA_ADAPTER = "allauth.mfa.adapter.DefaultMFAAdapter"

# GUARDIAN: coordination.access is the only module that speaks to it.
ANONYMOUS_USER_NAME = None
GUARDIAN_MONKEY_PATCH_USER = False
# objects are checked by visible_to, not by guardian's backend
SILENCED_SYSTEM_CHECKS = ["guardian.W001"]

SESSION_ENGINE = "django.contrib.sessions.backends.cached_db"
SESSION_COOKIE_AGE = 10 * 60 * 60
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE
SESSION_COOKIE_NAME = "__Host-session" if SECURE else "session"
CSRF_COOKIE_NAME = "__Host-csrf" if SECURE else "csrf"
CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "coordination.http.form_expired"
SECURE_SSL_REDIRECT = SECURE
SECURE_HSTS_SECONDS = 2 * 365 * 24 * 60 * 60 if SECURE else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = SECURE
if env.bool("STAFET_BEHIND_PROXY", default=False):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
# "no-referrer" would make browsers send our own forms with the origin "null"
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
MESSAGE_STORAGE = "django.contrib.messages.storage.cookie.CookieStorage"
DATA_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 200

LANGUAGE_CODE = "da"
LANGUAGES = [("da", _("Danish")), ("en", _("English"))]
LOCALE_PATHS = [BASE_DIR / "coordination" / "locale"]
LANGUAGE_COOKIE_NAME = "language"
TIME_ZONE = "Europe/Copenhagen"
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = env.path("STAFET_STATIC_ROOT", default=str(BASE_DIR / "staticfiles"))
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if TESTING
        else "coordination.assets.Assets"
    },
}

# Outgoing post: "smtp" or "file" (letters and mails as files, shown at /demo/post/).
POST_TRANSPORT = env.str("STAFET_POST", default="file" if DEMO or TESTING else "smtp")
POST_FOLDER = env.path("STAFET_POST_FOLDER", default=str(BASE_DIR / ".stafet" / "post"))
# The municipality's number, as Digital Post names its sender; without it letters go.
SENDER_CVR = env.str("STAFET_CVR", default="00000000" if DEMO or TESTING else "")
EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
EMAIL_HOST = env.str("STAFET_SMTP_HOST", default="localhost")
EMAIL_PORT = env.int("STAFET_SMTP_PORT", default=25)
EMAIL_HOST_USER = env.str("STAFET_SMTP_USER", default="")
EMAIL_HOST_PASSWORD = env.str("STAFET_SMTP_PASSWORD", default="")
EMAIL_USE_TLS = env.bool("STAFET_SMTP_TLS", default=False)
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = env.str("STAFET_FROM", default="stafet@localhost")

REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "coordination.tokens.TokenAuthentication",
        "coordination.tokens.SessionAuthentication",
    ],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["coordination.api.parsing.JSONParser"],
    "DEFAULT_THROTTLE_CLASSES": ["coordination.api.throttling.PersonThrottle"],
    "NUM_PROXIES": 1 if env.bool("STAFET_BEHIND_PROXY", default=False) else 0,
    "DEFAULT_SCHEMA_CLASS": "coordination.schema.Described",
    "DEFAULT_METADATA_CLASS": None,
    "EXCEPTION_HANDLER": "coordination.api.errors.answer_refusal",
    "URL_FORMAT_OVERRIDE": None,
}
API_RATES = {
    "user": env.str("STAFET_API_RATE", default="1200/min"),
    "stranger": env.str("STAFET_API_RATE_STRANGERS", default="60/min"),
}
SPECTACULAR_SETTINGS = {
    "TITLE": "Stafet",
    "DESCRIPTION": "One department and one named person always hold the baton.",
    "VERSION": "1",
    "SCHEMA_PATH_PREFIX": "/api/v1",
    "SERVE_INCLUDE_SCHEMA": False,
    "SERVE_PERMISSIONS": ["rest_framework.permissions.IsAuthenticated"],
    "COMPONENT_SPLIT_REQUEST": True,
    "ENUM_GENERATE_CHOICE_DESCRIPTION": False,
    "POSTPROCESSING_HOOKS": [
        "coordination.schema.name_refusals",
        "coordination.schema.close_what_is_said",
    ],
}

CELERY_BROKER_URL = env.str("STAFET_BROKER_URL", default=REDIS_URL)
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = False  # a task that kills its worker would return
CELERY_TASK_IGNORE_RESULT = True
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_TASK_SOFT_TIME_LIMIT = 540
CELERY_TASK_TIME_LIMIT = 600
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_MAX_TASKS_PER_CHILD = 500
CELERY_WORKER_SOFT_SHUTDOWN_TIMEOUT = 20
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_TRANSPORT_OPTIONS = {
    # longer than the hard limit, or a long task would run twice
    "visibility_timeout": 900,
    "unacked_restore_throttle": 1,
    "health_check_interval": 25,
    "socket_timeout": 30,
    "socket_connect_timeout": 5,
    "socket_keepalive": True,
}
CELERY_TIMEZONE = TIME_ZONE

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"without_links": {"()": "coordination.logs.WithoutLinks"}},
    "handlers": {
        "console": {"class": "logging.StreamHandler", "filters": ["without_links"]}
    },
    "root": {"handlers": ["console"], "level": env.str("STAFET_LOG", default="INFO")},
}
