"""Addresses of what the detection saw."""

from __future__ import annotations

from django.urls import path

from chartrier.web.detection import pages

urlpatterns = [
    path("<tenant:code>/donnees-relevees/", pages.every, name="detected"),
    path("<tenant:code>/donnees-relevees/chercher/", pages.look, name="detected_look"),
]
