"""Addresses of the legal pages."""

from __future__ import annotations

from django.urls import path

from chartrier.web.legal import pages

urlpatterns = [
    path("accessibilite/", pages.accessibility, name="accessibility"),
    path("mentions-legales/", pages.notice, name="legal_notice"),
    path("donnees-personnelles/", pages.personal_data, name="personal_data"),
]
