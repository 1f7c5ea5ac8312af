"""Addresses of the view: of a collectivité, and of an area by its code (`R53`, `D22`, a SIREN)."""

from __future__ import annotations

from django.urls import path

from chartrier.web.view import pages

urlpatterns = [
    path("<tenant:code>/vue/", pages.matrix, name="view"),
    path("<tenant:code>/vue/tableau/<str:form>/", pages.table, name="view_table"),
    path("<tenant:code>/vue/dossier/", pages.conformity, name="view_folder"),
    path("<tenant:code>/vue/conformite/", pages.themes, name="view_conformity"),
    path("<tenant:code>/vue/conformite/<path:name>", pages.proof, name="view_proof"),
    path("territoire/vue/", pages.everywhere, name="view_everywhere"),
    path("territoire/vue/<str:code>/", pages.area, name="view_area"),
    path("territoire/vue/<str:code>/tableau/<str:form>/", pages.area_table, name="view_area_table"),
]
