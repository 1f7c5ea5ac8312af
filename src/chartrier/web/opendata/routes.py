"""Addresses of the open data of a collectivité."""

from __future__ import annotations

from django.urls import path

from chartrier.web.opendata import deciding, pages, removals

urlpatterns = [
    path("<tenant:code>/donnees-ouvertes/", pages.home, name="opendata"),
    path("<tenant:code>/donnees-ouvertes/registre/", pages.register, name="opendata_register"),
    path("<tenant:code>/donnees-ouvertes/retraits/", removals.every, name="opendata_removals"),
    path("<tenant:code>/donnees-ouvertes/retraits/<uuid:removal>/", removals.one, name="opendata_removal"),
    path("<tenant:code>/donnees-ouvertes/portail/", deciding.portal, name="opendata_portal"),
    path("<tenant:code>/donnees-ouvertes/series/", deciding.series, name="opendata_series"),
    path("<tenant:code>/donnees-ouvertes/fiche/", deciding.record, name="opendata_record"),
    path("<tenant:code>/donnees-ouvertes/jeux/<slug:dataset>/", deciding.dataset, name="opendata_dataset"),
]
