"""Addresses of the home pages."""

from __future__ import annotations

from django.urls import path

from chartrier.web.home import pages

urlpatterns = [
    path("", pages.home, name="home"),
    path("<tenant:code>/", pages.tenant_home, name="tenant_home"),
    path("<tenant:code>/attentes/", pages.waiting, name="tenant_waiting"),
]
