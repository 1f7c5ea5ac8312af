"""Addresses by which people sign in, and those of their account."""

from __future__ import annotations

from django.urls import include, path

from chartrier.web.accounts import pages

urlpatterns = [
    path("compte/", pages.account, name="account"),
    path("compte/second-facteur/", pages.second_factor, name="second_factor"),
    path("connexion/", include("allauth.urls")),
]
