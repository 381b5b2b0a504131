"""Settings of a deployment, from the environment only; what an office decides lives in the database.

Every variable is named in `.env.example` and `docs/operate/settings.md`; a test compares the three.
A wrong value stops the start with a sentence that says what to set.
"""

import os
import secrets
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

BASE_DIR = Path(__file__).resolve().parent.parent


def env_flag(name: str, *, default: bool) -> bool:
    """A yes/no variable: 1 or 0."""
    value = os.environ.get(name, "1" if default else "0")
    if value not in ("0", "1"):
        raise ImproperlyConfigured(f"{name} harus 1 atau 0, bukan {value!r}.")
    return value == "1"


def env_number(name: str, *, default: int, most: int) -> int:
    """A whole number from 1 to `most`."""
    value = os.environ.get(name, str(default))
    if not (value.isascii() and value.isdecimal() and 0 < int(value) <= most):
        raise ImproperlyConfigured(f"{name} harus angka bulat 1 sampai {most}, bukan {value!r}.")
    return int(value)


HOME = Path(os.environ.get("BINAAN_HOME", BASE_DIR / "var")).expanduser().resolve()
HOME.mkdir(parents=True, exist_ok=True)
DEMO = env_flag("BINAAN_DEMO", default=True)
REQUIRE_TOTP = env_flag("BINAAN_REQUIRE_TOTP", default=False)
DEBUG = env_flag("BINAAN_DEBUG", default=False)
ADDRESS = os.environ.get("BINAAN_ADDRESS", "127.0.0.1:8000")
MESSAGES = os.environ.get("BINAAN_MESSAGES", "file")  # programmes/gateway.py
if MESSAGES not in ("file", "console"):
    raise ImproperlyConfigured(f"BINAAN_MESSAGES harus file atau console, bukan {MESSAGES!r}.")


def secret_key() -> str:
    """BINAAN_SECRET_KEY, else a key made once and kept readable by its owner only in BINAAN_HOME."""
    given = os.environ.get("BINAAN_SECRET_KEY")
    if given:
        if len(given) < 32:
            raise ImproperlyConfigured("BINAAN_SECRET_KEY harus paling sedikit 32 huruf.")
        return given
    path = HOME / "secret_key"
    try:
        descriptor = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    except FileExistsError:
        return path.read_text().strip()
    key = secrets.token_urlsafe(48)
    with os.fdopen(descriptor, "w") as file:
        file.write(key)
    return key


def database(url: str) -> dict:
    """DATABASE_URL (postgresql://user:password@host:port/name?option=value), or SQLite in HOME."""
    if not url:
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": HOME / "binaan.sqlite3",
            "CONN_MAX_AGE": 60,  # opening reads the whole schema: 10 ms, as much as a page's queries
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": 30,
                "init_command": "PRAGMA journal_mode=WAL;PRAGMA synchronous=NORMAL;"
                "PRAGMA cache_size=-65536;PRAGMA temp_store=MEMORY;",
            },
        }
    parts = urlsplit(url)
    if parts.scheme not in ("postgres", "postgresql"):
        raise ImproperlyConfigured("DATABASE_URL harus diawali postgresql://.")
    options = dict(parse_qsl(parts.query))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": options.pop("host", parts.hostname or ""),
        "PORT": options.pop("port", parts.port or ""),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": options,
    }


SECRET_KEY = secret_key()
DATABASES = {"default": database(os.environ.get("DATABASE_URL", ""))}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_htmx",
    "template_partials",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "axes",
    "csp",
    "binaan.kit",
    "binaan.places",
    "binaan.access",
    "binaan.intake",
    "binaan.registry",
    "binaan.programmes",
    "binaan.vendors",
    "binaan.planning",
    "binaan.reports",
    "binaan.web",
    "binaan.api",
    "binaan.portal",
    "binaan.demo",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "binaan.kit.middleware.NoZeros",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "binaan.access.middleware.SecondFactorMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "binaan.web.menu.menu",
            ],
        },
    },
]
FORM_RENDERER = "binaan.kit.forms.Renderer"

# People and sessions -------------------------------------------------------------------------
AUTH_USER_MODEL = "access.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 10},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "desk"
LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_ADAPTER = "binaan.access.adapter.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_FORMS = {
    "login": "binaan.access.forms.signing_in.SignInForm",
    "change_password": "binaan.access.forms.signing_in.ChangePasswordForm",
    "reset_password": "binaan.access.forms.signing_in.ForgottenForm",
    "reset_password_from_key": "binaan.access.forms.signing_in.NewPasswordForm",
    "reauthenticate": "binaan.access.forms.signing_in.ReauthenticateForm",
}
# A whole office shares one address; wrong passwords are counted by axes, so allauth's own limit
# on failures lies above it and guards only the codes of the second step.
ACCOUNT_RATE_LIMITS = {"login": "120/m/ip", "login_failed": "60/m/ip,20/15m/key"}
MFA_ADAPTER = "binaan.access.adapter.SecondFactorAdapter"
MFA_FORMS = {
    "authenticate": "binaan.access.forms.signing_in.SecondStepForm",
    "reauthenticate": "binaan.access.forms.signing_in.SecondStepAgainForm",
    "activate_totp": "binaan.access.forms.signing_in.ActivateForm",
}
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "Binaan"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_AGE = 12 * 3600
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
AXES_FAILURE_LIMIT = 8
AXES_COOLOFF_TIME = 0.25  # hours: a quarter of an hour
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_ON_SUCCESS = True
AXES_LOCKOUT_CALLABLE = "binaan.web.views.errors.locked"
AXES_ENABLE_ADMIN = False
AXES_SENSITIVE_PARAMETERS = ["password"]
EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
EMAIL_FILE_PATH = HOME / "surat"

# Doors ---------------------------------------------------------------------------------------
ALLOWED_HOSTS = [
    host
    for host in os.environ.get("BINAAN_HOSTS", "127.0.0.1,localhost,[::1],testserver").split(",")
    if host
]
CSRF_TRUSTED_ORIGINS = [
    origin for origin in os.environ.get("BINAAN_ORIGINS", "").split(",") if origin
]
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
HTTPS = env_flag("BINAAN_HTTPS", default=False)
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
X_FRAME_OPTIONS = "DENY"
CSRF_FAILURE_VIEW = "binaan.web.views.errors.csrf_failure"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "object-src": ["'none'"],
        "base-uri": ["'self'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
    }
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 10 * 1024 * 1024  # of a form without its files
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000  # the mapping of a workbook of many wide sheets
UPLOAD_MB = env_number("BINAAN_UPLOAD_MB", default=50, most=600)  # kit.sheets.reading reads no more
FILE_UPLOAD_HANDLERS = ["binaan.kit.uploading.LimitedUpload"]

# Words, times, files -------------------------------------------------------------------------
LANGUAGE_CODE = "id"
TIME_ZONE = "Asia/Jakarta"
USE_I18N = True
USE_TZ = True
STATIC_URL = "/static/"
STATIC_ROOT = HOME / "static"
STATICFILES_DIRS = [path for path in [BASE_DIR / "static_vendor"] if path.is_dir()]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
FILES_DIR = HOME / "files"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"personal": {"()": "binaan.kit.masking.PersonalFilter"}},
    "formatters": {"plain": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {
        "console": {
            "class": "logging.StreamHandler",
            "formatter": "plain",
            "filters": ["personal"],
        }
    },
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {"binaan": {"level": "INFO"}, "axes": {"level": "ERROR"}},
}
