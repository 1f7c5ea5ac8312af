"""The pages that the law asks of a public site."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from chartrier.web.frame.page import public


@public
def accessibility(request: HttpRequest) -> HttpResponse:
    """Déclaration d'accessibilité (décret 2019-768)."""
    return render(request, "legal/accessibility.html")


@public
def notice(request: HttpRequest) -> HttpResponse:
    """Mentions légales (loi 2004-575, article 1-1)."""
    return render(request, "legal/notice.html")


@public
def personal_data(request: HttpRequest) -> HttpResponse:
    """Information of article 13 of the RGPD."""
    return render(request, "legal/personal_data.html")
