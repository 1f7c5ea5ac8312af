"""Addresses of the collectivités, for whoever operates the instance."""

from __future__ import annotations

from django.urls import path

from chartrier.web.collectivites import bulk, pages

urlpatterns = [
    path("exploitation/collectivites/", pages.collectivites, name="collectivites"),
    path("exploitation/collectivites/ouvrir/", pages.open_one, name="collectivite_open"),
    path("exploitation/collectivites/liste/", bulk.give_list, name="collectivites_list"),
    path("exploitation/collectivites/liste/suite/", bulk.go_on, name="collectivites_go_on"),
]
