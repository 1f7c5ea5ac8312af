"""The pages that the law asks of a public site."""

from __future__ import annotations

from typing import Any

from django.conf import settings as django_settings
from django.http import HttpResponse
from django.shortcuts import render

from chartrier.administration.invitations import LASTS
from chartrier.web.frame.asking import Asked
from chartrier.web.frame.page import public


@public
def accessibility(request: Asked) -> HttpResponse:
    """Déclaration d'accessibilité (décret 2019-768)."""
    return render(request, "legal/accessibility.html", _about(request))


@public
def notice(request: Asked) -> HttpResponse:
    """Mentions légales (loi 2004-575, article 1-1)."""
    return render(request, "legal/notice.html", _about(request))


@public
def personal_data(request: Asked) -> HttpResponse:
    """Information of article 13 of the RGPD."""
    return render(request, "legal/personal_data.html", _about(request))


def _about(request: Asked) -> dict[str, Any]:
    """What the operator says of the site, and how long things last here."""
    settings = request.archive.settings
    return {
        "site": settings.web_url,
        "publisher": settings.web_publisher,
        "host": settings.web_hosting,
        "contact": settings.web_contact or settings.mail_from,
        "session_hours": django_settings.SESSION_COOKIE_AGE // 3600,
        "invitation_days": LASTS.days,
    }
