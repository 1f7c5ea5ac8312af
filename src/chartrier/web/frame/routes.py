"""Addresses that belong to no subject."""

from __future__ import annotations

from django.urls import path

from chartrier.web.frame import pages

urlpatterns = [
    path("langue/", pages.choose_language, name="language"),
    path("apparence/", pages.choose_theme, name="theme"),
    path("session/prolonger/", pages.go_on, name="session_goes_on"),
    path("healthz", pages.healthy, name="healthz"),
    path("readyz", pages.ready, name="readyz"),
]
