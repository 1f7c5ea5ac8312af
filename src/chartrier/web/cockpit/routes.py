"""Addresses of the note to élus."""

from __future__ import annotations

from django.urls import path

from chartrier.web.cockpit import pages

urlpatterns = [
    path("<tenant:code>/cockpit/", pages.live, name="cockpit"),
    path("<tenant:code>/cockpit/carte/", pages.around, name="cockpit_map"),
    path("<tenant:code>/cockpit/note/<str:form>/", pages.taken, name="cockpit_note"),
]
