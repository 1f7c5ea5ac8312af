"""Addresses of operations."""

from __future__ import annotations

from django.urls import path

from chartrier.web.operations import pages

ONE = "<tenant:code>/operations/<uuid:identifier>"

urlpatterns = [
    path("<tenant:code>/operations/", pages.listed, name="operations"),
    path("<tenant:code>/operations/en-cours/", pages.under_way, name="operations_under_way"),
    path("<tenant:code>/operations/liste.csv", pages.exported, name="operations_csv"),
    path(f"{ONE}/", pages.operation, name="operation"),
    path(f"{ONE}/abandonner/", pages.abandoned, name="operation_abandon"),
    path(f"{ONE}/preuve.zip", pages.proof, name="operation_proof"),
    path(f"{ONE}/reponse.xml", pages.reply, name="operation_reply"),
    path(f"{ONE}/recepisse.pdf", pages.receipt, name="operation_receipt"),
]
