"""Addresses of the conventions: of a collectivité, and of the instance."""

from __future__ import annotations

from django.urls import path

from chartrier.web.conventions import kit, pages

urlpatterns = [
    path("<tenant:code>/conventions/", pages.of_tenant, name="conventions"),
    path("<tenant:code>/conventions/<uuid:convention>/", pages.of_tenant_one, name="convention"),
    path("<tenant:code>/conventions/<uuid:convention>/kit/", kit.of_tenant, name="convention_kit"),
    path("<tenant:code>/conventions/<uuid:convention>/kit/<str:name>", kit.of_tenant_file, name="convention_kit_file"),
    path("exploitation/conventions/", pages.every, name="every_convention"),
    path("exploitation/conventions/nouvelle/", pages.new, name="convention_new"),
    path("exploitation/conventions/<uuid:convention>/", pages.one, name="convention_steps"),
    path("exploitation/conventions/<uuid:convention>/projet/", pages.change, name="convention_change"),
    path("exploitation/conventions/<uuid:convention>/kit/", kit.steps_kit, name="convention_steps_kit"),
    path(
        "exploitation/conventions/<uuid:convention>/kit/<str:name>",
        kit.steps_kit_file,
        name="convention_steps_kit_file",
    ),
]
