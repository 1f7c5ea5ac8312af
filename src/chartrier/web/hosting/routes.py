"""Addresses of the hosting: of the instance, and of a collectivité."""

from __future__ import annotations

from django.urls import path

from chartrier.web.hosting import pages

urlpatterns = [
    path("exploitation/hebergement/", pages.every, name="hosting"),
    path("exploitation/hebergement/nouvelle/", pages.new, name="hosting_new"),
    path("exploitation/hebergement/politique/", pages.change_policy, name="hosting_policy"),
    path("exploitation/hebergement/offres/<slug:offer>/", pages.one, name="hosting_offer"),
    path("exploitation/hebergement/offres/<slug:offer>/oter/", pages.remove, name="hosting_remove"),
    path("<tenant:code>/hebergement/", pages.of_tenant, name="tenant_hosting"),
]
