"""Addresses of redacted copies."""

from __future__ import annotations

from django.urls import path

from chartrier.web.record.routes import OBJECT
from chartrier.web.redaction import pages

ONE = "<tenant:code>/occultations/<uuid:redaction>"

urlpatterns = [
    path(f"{OBJECT}/occulter", pages.ask, name="redact"),
    path("<tenant:code>/occultations/", pages.listed, name="redactions"),
    path(f"{ONE}/", pages.one, name="redaction"),
    path(f"{ONE}/copie", pages.copy, name="redaction_copy"),
    path(f"{ONE}/releve.csv", pages.register, name="redaction_register"),
    path(f"{ONE}/page-<int:number>", pages.picture, name="redaction_picture"),
    path(f"{ONE}/effacer", pages.forget, name="redaction_forget"),
]
