"""Addresses of the administration of a collectivité."""

from __future__ import annotations

from django.urls import path

from chartrier.web.administration import pages

HERE = "<tenant:code>/administration/garde"

urlpatterns = [
    path(f"{HERE}/", pages.copies, name="administration_copies"),
    path(f"{HERE}/audit/", pages.audit, name="administration_audit"),
    path(f"{HERE}/reparation/", pages.repair, name="administration_repair"),
    path(f"{HERE}/journal/", pages.journal, name="administration_journal"),
    path(f"{HERE}/journal/point-de-controle.txt", pages.checkpoint, name="administration_checkpoint"),
    path(f"{HERE}/journal/cle.txt", pages.key, name="administration_key"),
    path(f"{HERE}/journal/verifier/", pages.verification, name="administration_verify"),
    path(f"{HERE}/consultations/", pages.accesses, name="administration_accesses"),
    path(f"{HERE}/consultations/liste.csv", pages.accesses_csv, name="administration_accesses_csv"),
    path(f"{HERE}/volumes/", pages.volumes, name="administration_volumes"),
]
