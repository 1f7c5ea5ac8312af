"""Addresses of a record and of its files."""

from __future__ import annotations

from django.urls import path

from chartrier.web.record import files, pages, why

OBJECT = "<tenant:code>/archives/<uuid:unit>/fichiers/<uuid:document>"

urlpatterns = [
    path("<tenant:code>/archives/<uuid:unit>/", pages.record_page, name="record"),
    path("<tenant:code>/archives/<uuid:unit>/motif", pages.motive, name="record_motive"),
    path("<tenant:code>/archives/<uuid:unit>/journal", pages.told, name="record_history"),
    path("<tenant:code>/archives/<uuid:unit>/verifier", pages.verified, name="record_verify"),
    path("<tenant:code>/archives/<uuid:unit>/verification/<uuid:work>", pages.verification, name="record_verification"),
    path("<tenant:code>/archives/<uuid:unit>/pourquoi", why.why, name="record_why"),
    path("<tenant:code>/archives/<uuid:unit>/preuves.zip", pages.proofs, name="record_proofs"),
    path(f"{OBJECT}/", files.shown, name="preview"),
    path(f"{OBJECT}/original", files.original, name="original"),
    path(f"{OBJECT}/avec-preuve.zip", files.proven, name="proven"),
    path(f"{OBJECT}/page-<int:number>", files.picture, name="picture"),
    path(f"{OBJECT}/vignette", files.small, name="thumbnail"),
    path(f"{OBJECT}/lecture", files.played, name="played"),
]
