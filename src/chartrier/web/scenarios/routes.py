"""Addresses of the scenarios."""

from __future__ import annotations

from django.urls import path

from chartrier.web.scenarios import pages

urlpatterns = [path("<tenant:code>/scenarios/", pages.scenarios, name="scenarios")]
