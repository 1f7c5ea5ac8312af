"""Addresses of the connectors of a collectivité."""

from __future__ import annotations

from django.urls import path

from chartrier.web.connectors import pages

urlpatterns = [
    path("<tenant:code>/administration/connecteurs/", pages.connectors, name="connectors"),
    path("<tenant:code>/administration/connecteurs/revoquer/", pages.revoke, name="connector_revoke"),
]
