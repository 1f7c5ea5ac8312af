"""Addresses of searching."""

from __future__ import annotations

from django.urls import path

from chartrier.web.search import pages, reader

urlpatterns = [
    path("<tenant:code>/recherche/", pages.search_page, name="search"),
    path("<tenant:code>/recherche/liste.csv", pages.listed, name="search_list"),
    path("<tenant:code>/recherche/garder", pages.keep, name="search_keep"),
    path("<tenant:code>/recherche/oublier", pages.forget, name="search_forget"),
    path("<tenant:code>/recherche/lecteur", reader.serve_reader, name="search_reader"),
    path("<tenant:code>/arborescence/", pages.browse, name="browse"),
    path("<tenant:code>/arborescence/<uuid:unit>", pages.branch, name="branch"),
]
