"""Addresses of the conventions: of a collectivité, and of the instance."""

from __future__ import annotations

from django.urls import path

from chartrier.web.conventions import pages

urlpatterns = [
    path("<tenant:code>/conventions/", pages.of_tenant, name="conventions"),
    path("<tenant:code>/conventions/<uuid:convention>/", pages.of_tenant_one, name="convention"),
    path("exploitation/conventions/", pages.every, name="every_convention"),
    path("exploitation/conventions/nouvelle/", pages.new, name="convention_new"),
    path("exploitation/conventions/<uuid:convention>/", pages.one, name="convention_steps"),
]
