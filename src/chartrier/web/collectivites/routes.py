"""Addresses of the collectivités, for whoever operates the instance."""

from __future__ import annotations

from django.urls import path

from chartrier.web.collectivites import bulk, pages

LIST = "exploitation/collectivites/liste/<uuid:opening>"

urlpatterns = [
    path("exploitation/collectivites/", pages.collectivites, name="collectivites"),
    path("exploitation/collectivites/ouvrir/", pages.open_one, name="collectivite_open"),
    path("exploitation/collectivites/liste/", bulk.give_list, name="collectivites_list"),
    path(f"{LIST}/", bulk.going, name="collectivites_opening"),
    path(f"{LIST}/non-ouvertes.csv", bulk.unopened, name="collectivites_unopened"),
    path(f"{LIST}/invitations.csv", bulk.invitations, name="collectivites_invitations"),
]
