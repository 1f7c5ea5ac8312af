"""Addresses of operations."""

from __future__ import annotations

from django.urls import path

from chartrier.web.operations import pages

urlpatterns = [
    path("<tenant:code>/operations/", pages.listed, name="operations"),
    path("<tenant:code>/operations/<uuid:identifier>/", pages.operation, name="operation"),
    path("<tenant:code>/operations/<uuid:identifier>/reponse.xml", pages.reply, name="operation_reply"),
    path("<tenant:code>/operations/<uuid:identifier>/recepisse.pdf", pages.receipt, name="operation_receipt"),
]
