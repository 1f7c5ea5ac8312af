"""Addresses of the persons of a collectivité and of their rights."""

from __future__ import annotations

from django.urls import path

from chartrier.web.people import pages, why

urlpatterns = [
    path("<tenant:code>/administration/personnes/", pages.people, name="people"),
    path("<tenant:code>/administration/personnes/retirer/", pages.take, name="people_take"),
    path("<tenant:code>/droits/", why.mine, name="rights"),
    path("<tenant:code>/administration/droits/<uuid:person>/", why.theirs, name="rights_of"),
]
