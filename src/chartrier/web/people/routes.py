"""Addresses of the persons of a collectivité and of their rights."""

from __future__ import annotations

from django.urls import path

from chartrier.web.people import operated, pages, why

OPERATED = "exploitation/collectivites/<tenant:code>/personnes"

urlpatterns = [
    path(f"{OPERATED}/", operated.people, name="people_operated"),
    path(f"{OPERATED}/retirer/", operated.take, name="people_operated_take"),
    path(f"{OPERATED}/fermer/", operated.close, name="people_close"),
    path(f"{OPERATED}/rouvrir/", operated.reopen, name="people_reopen"),
    path(f"{OPERATED}/adresse/", operated.readdress, name="people_address"),
    path("<tenant:code>/administration/personnes/", pages.people, name="people"),
    path("<tenant:code>/administration/personnes/retirer/", pages.take, name="people_take"),
    path("<tenant:code>/administration/personnes/reprendre/", pages.withdraw, name="people_withdraw"),
    path("<tenant:code>/droits/", why.mine, name="rights"),
    path("<tenant:code>/administration/droits/<uuid:person>/", why.theirs, name="rights_of"),
]
