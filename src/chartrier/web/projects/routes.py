"""Addresses of the projects of a collectivité."""

from __future__ import annotations

from django.urls import path

from chartrier.web.projects import pages

urlpatterns = [
    path("<tenant:code>/projets/", pages.every, name="projects"),
    path("<tenant:code>/projets/nouveau/", pages.new, name="project_new"),
    path("<tenant:code>/projets/clauses/", pages.model_clauses, name="project_clauses"),
    path("<tenant:code>/projets/<uuid:project>/", pages.one, name="project"),
    path("<tenant:code>/projets/<uuid:project>/changer/", pages.change, name="project_change"),
    path("<tenant:code>/projets/<uuid:project>/decider/", pages.deciding, name="project_decide"),
]
