"""Addresses of the annual report."""

from __future__ import annotations

from django.urls import path

from chartrier.web.report import pages

YEAR = "<tenant:code>/rapport/<int:year>"

urlpatterns = [
    path("<tenant:code>/rapport/", pages.now, name="report_now"),
    path(f"{YEAR}/", pages.report, name="report"),
    path(f"{YEAR}/<str:number>/", pages.number, name="report_number"),
    path(f"{YEAR}/<str:number>/liste.csv", pages.exported, name="report_number_csv"),
    path(f"{YEAR}/fichier/<str:form>/", pages.taken, name="report_taken"),
]
