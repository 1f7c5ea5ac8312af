"""What the site adds to Django's settings: its applications, its middleware, its templates, how people sign in."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from django.conf import settings as django_settings

from chartrier.settings import Settings
from chartrier.web.subjects import folders

APPS = (
    "django.forms",
    "django.contrib.humanize",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_htmx",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "procrastinate.contrib.django",
)

MIDDLEWARE = (
    "chartrier.web.frame.proxies.TrustedProxies",
    "chartrier.web.frame.shield.Shield",
    "chartrier.web.frame.hosts.OwnPort",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "chartrier.web.frame.language.Speaks",
    "chartrier.web.frame.refused.Refused",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "chartrier.web.frame.asking.WhoAsks",
    "chartrier.web.frame.bodies.Bounded",
    "allauth.account.middleware.AccountMiddleware",
    "chartrier.web.frame.lasting.Lasting",
    "chartrier.web.frame.problems.Problems",
)

SESSION_SECONDS = 2 * 3600
"""How long a session lasts after what was last done in it."""

MEMORY_OF_UPLOAD = 2_500_000
"""Bytes of a plain form that are read in memory; files go to the disk, large ones by another door."""

SETTINGS: dict[str, Any] = {
    "INSTALLED_APPS": APPS,
    "MIDDLEWARE": MIDDLEWARE,
    "PROCRASTINATE_AUTODISCOVER_MODULE_NAME": "",
    "ROOT_URLCONF": "chartrier.web.routes",
    "APPEND_SLASH": True,
    "TEMPLATES": [
        {
            "BACKEND": "django.template.backends.django.DjangoTemplates",
            "DIRS": folders("templates"),
            "APP_DIRS": True,
            "OPTIONS": {
                "builtins": [
                    "django.templatetags.static",
                    "chartrier.web.frame.texts",
                    "chartrier.web.design.components",
                    "chartrier.web.operations.words",
                ],
                "context_processors": [
                    "django.template.context_processors.request",
                    "django.contrib.auth.context_processors.auth",
                    "django.contrib.messages.context_processors.messages",
                    "chartrier.web.frame.context.frame",
                ],
            },
        }
    ],
    "FORM_RENDERER": "chartrier.web.design.forms.Renderer",
    "STATIC_URL": "/static/",
    "STATICFILES_DIRS": folders("static"),
    "STORAGES": {
        "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
        "staticfiles": {"BACKEND": "chartrier.web.design.files.Versioned"},
    },
    "WHITENOISE_USE_FINDERS": True,
    "WHITENOISE_AUTOREFRESH": False,
    "WHITENOISE_MAX_AGE": 3600,
    "WHITENOISE_ALLOW_ALL_ORIGINS": False,
    "LANGUAGES": [("fr", "français"), ("en", "English")],
    "USE_I18N": True,
    "CACHES": {
        "default": {"BACKEND": "chartrier.catalog.throttles.cache.Shared"},
    },
    # sessions and cookies
    "SESSION_COOKIE_AGE": SESSION_SECONDS,
    "SESSION_COOKIE_NAME": "chartrier_session",
    "SESSION_COOKIE_HTTPONLY": True,
    "SESSION_COOKIE_SAMESITE": "Lax",
    "SESSION_EXPIRE_AT_BROWSER_CLOSE": True,
    "CSRF_COOKIE_NAME": "chartrier_csrf",
    "CSRF_COOKIE_HTTPONLY": True,
    "CSRF_COOKIE_SAMESITE": "Lax",
    "CSRF_FAILURE_VIEW": "chartrier.web.frame.problems.forged",
    "MESSAGE_STORAGE": "django.contrib.messages.storage.session.SessionStorage",
    "DATA_UPLOAD_MAX_MEMORY_SIZE": MEMORY_OF_UPLOAD,
    "SECURE_CONTENT_TYPE_NOSNIFF": True,
    "SECURE_REFERRER_POLICY": "same-origin",
    "SECURE_CROSS_ORIGIN_OPENER_POLICY": "same-origin",
    "SECURE_PROXY_SSL_HEADER": ("HTTP_X_FORWARDED_PROTO", "https"),
    # people
    "LOGIN_URL": "account_login",
    "LOGIN_REDIRECT_URL": "home",
    "ACCOUNT_LOGOUT_REDIRECT_URL": "home",
    "AUTHENTICATION_BACKENDS": [
        "allauth.account.auth_backends.AuthenticationBackend",
    ],
    "PASSWORD_HASHERS": ["django.contrib.auth.hashers.Argon2PasswordHasher"],
    "AUTH_PASSWORD_VALIDATORS": [
        {
            "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
            "OPTIONS": {"min_length": 12},
        },
        {
            "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
            "OPTIONS": {"user_attributes": ("name", "email")},
        },
        {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    ],
    "ACCOUNT_ADAPTER": "chartrier.web.accounts.adapters.Accounts",
    "ACCOUNT_FORMS": {"reset_password": "chartrier.web.accounts.forms.ForgottenPassword"},
    "ACCOUNT_USER_MODEL_USERNAME_FIELD": None,
    "ACCOUNT_USER_MODEL_EMAIL_FIELD": "email",
    "ACCOUNT_LOGIN_METHODS": {"email"},
    "ACCOUNT_SIGNUP_FIELDS": ["email*", "password1*"],
    "ACCOUNT_UNIQUE_EMAIL": True,
    "ACCOUNT_EMAIL_VERIFICATION": "none",
    "ACCOUNT_PREVENT_ENUMERATION": True,
    "ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS": False,
    "ACCOUNT_EMAIL_SUBJECT_PREFIX": "",
    "ACCOUNT_EMAIL_NOTIFICATIONS": True,
    "ACCOUNT_SESSION_REMEMBER": False,
    "ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE": False,
    "ACCOUNT_REAUTHENTICATION_TIMEOUT": 300,
    "ACCOUNT_REAUTHENTICATION_REQUIRED": True,
    # Wrong passwords are counted for an account and an address together: a stranger elsewhere locks nobody out. All
    # those of an account are `accounts.adapters`' affair.
    "ACCOUNT_RATE_LIMITS": {
        "login": "30/m/ip",
        "login_failed": "20/m/ip,5/300s/key",
        "reset_password": "10/m/ip,5/h/key",
        "reset_password_from_key": "20/m/ip",
    },
    "MFA_ADAPTER": "chartrier.web.accounts.adapters.SecondFactors",
    "MFA_SUPPORTED_TYPES": ["totp", "webauthn", "recovery_codes"],
    "MFA_PASSKEY_LOGIN_ENABLED": True,
    "MFA_TOTP_ISSUER": "Chartrier",
    "MFA_ALLOW_UNVERIFIED_EMAIL": True,
    "MFA_RECOVERY_CODES_SHOW_ONCE": True,
    "USERSESSIONS_TRACK_ACTIVITY": True,
    "SOCIALACCOUNT_ADAPTER": "chartrier.web.accounts.adapters.Issuers",
    "SOCIALACCOUNT_AUTO_SIGNUP": False,
    "SOCIALACCOUNT_EMAIL_AUTHENTICATION": False,
    "SOCIALACCOUNT_EMAIL_AUTHENTICATION_AUTO_CONNECT": False,
    "SOCIALACCOUNT_STORE_TOKENS": False,
    "SOCIALACCOUNT_LOGIN_ON_GET": False,
    "SOCIALACCOUNT_OPENID_CONNECT_URL_PREFIX": "identite",
}


def turn_to(settings: Settings) -> None:
    """Give Django what depends on the archive: the site's names, its proxies, its mail."""
    address = urlsplit(settings.web_url)
    secure = address.scheme == "https"
    django_settings.ALLOWED_HOSTS = [*settings.web_hosts, *([address.hostname] if address.hostname else [])]
    django_settings.CSRF_TRUSTED_ORIGINS = [f"{address.scheme}://{address.netloc}"] if address.hostname else []
    django_settings.SESSION_COOKIE_SECURE = secure
    django_settings.CSRF_COOKIE_SECURE = secure
    django_settings.SECURE_HSTS_SECONDS = 31_536_000 if secure else 0
    django_settings.ACCOUNT_DEFAULT_HTTP_PROTOCOL = address.scheme or "http"
    django_settings.MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not secure
    django_settings.DEFAULT_FROM_EMAIL = settings.mail_from
    mail = urlsplit(settings.mail_url or "")
    if mail.hostname:
        django_settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        django_settings.EMAIL_HOST = mail.hostname
        django_settings.EMAIL_PORT = mail.port or (465 if mail.scheme == "smtps" else 587)
        django_settings.EMAIL_HOST_USER = mail.username or ""
        django_settings.EMAIL_HOST_PASSWORD = mail.password or ""
        django_settings.EMAIL_USE_SSL = mail.scheme == "smtps"
        django_settings.EMAIL_USE_TLS = mail.scheme == "smtp+starttls"
        django_settings.EMAIL_TIMEOUT = 20
    else:
        # not the console: what mail carries lets in whoever reads it, and logs are read by more people than mail is
        django_settings.EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
