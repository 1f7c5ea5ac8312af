"""The pages that the law asks of a public site."""

from __future__ import annotations

from typing import Any

from django.conf import settings as django_settings
from django.http import HttpResponse
from django.shortcuts import render

from chartrier.administration.idle import CLOSED_AFTER
from chartrier.administration.invitations import LASTS
from chartrier.administration.throttling import WRONG_INVITATIONS, WRONG_PASSWORDS
from chartrier.catalog.accounts.sessions import TRACES
from chartrier.catalog.people import directory
from chartrier.catalog.people.models import Person
from chartrier.catalog.tenants import register
from chartrier.records.roles import Role
from chartrier.web.frame.asking import Asked, somebody
from chartrier.web.frame.page import public

SHOWN = 60
"""Collectivités that the page names."""


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
    """Information of article 13 of the RGPD; to whoever is signed in, whom to write to in their collectivités."""
    return render(request, "legal/personal_data.html", _about(request) | {"officers": _officers(request)})


def _about(request: Asked) -> dict[str, Any]:
    """What the operator says of the site, and how long things last here."""
    settings = request.archive.settings
    return {
        "site": settings.web_url,
        "publisher": settings.web_publisher,
        "director": settings.web_director,
        "host": settings.web_hosting,
        "host_phone": settings.web_hosting_phone,
        "contact": settings.web_contact or settings.mail_from,
        "officer": settings.web_officer,
        "conformity": settings.web_conformity,
        "audit": settings.web_audit,
        "statement": settings.web_statement,
        "shortcomings": settings.web_shortcomings,
        "burden": settings.web_burden,
        "scheme": settings.web_scheme,
        "plan": settings.web_plan,
        "readings_years": settings.consultations_years,
        "deposit_days": settings.deposit_days,
        "upload_hours": settings.upload_hours,
        "delivery_days": settings.delivery_days,
        "tries_minutes": max(WRONG_PASSWORDS.seconds, WRONG_INVITATIONS.seconds) // 60,
        "session_hours": django_settings.SESSION_COOKIE_AGE // 3600,
        "traces_days": TRACES.days,
        "idle_days": CLOSED_AFTER.days,
        "invitation_days": LASTS.days,
    }


def _officers(request: Asked) -> list[tuple[str, list[Person]]]:
    """The DPO of each collectivité for which somebody has a role, where one is entered."""
    if not somebody(request):
        return []
    found = []
    for tenant in register.tenants_of(request.rights.tenants[:SHOWN]):
        identifiers = [who for who, role in directory.members(tenant.key) if role == Role.DPO]
        if identifiers:
            found.append((tenant.name, [directory.person(each) for each in identifiers]))
    return found
