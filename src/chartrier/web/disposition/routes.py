"""Addresses of échéances and propositions."""

from __future__ import annotations

from django.urls import path

from chartrier.web.disposition import pages

urlpatterns = [
    path("<tenant:code>/echeances/", pages.endings, name="endings"),
    path("<tenant:code>/echeances/liste.csv", pages.endings_csv, name="endings_csv"),
    path("<tenant:code>/propositions/", pages.listed, name="propositions"),
    path("<tenant:code>/propositions/<uuid:identifier>/", pages.proposition, name="proposition"),
    path("<tenant:code>/propositions/<uuid:identifier>/<str:name>", pages.paper, name="proposition_paper"),
]
