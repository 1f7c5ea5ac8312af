"""Addresses of the maturity of a collectivité."""

from __future__ import annotations

from django.urls import path

from chartrier.web.maturity import pages

urlpatterns = [
    path("<tenant:code>/maturite/", pages.shown, name="maturity"),
    path("<tenant:code>/maturite/repondre/", pages.answering, name="maturity_answer"),
]
