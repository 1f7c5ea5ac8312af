"""Addresses of the register of treatments of a collectivité."""

from __future__ import annotations

from django.urls import path

from chartrier.web.treatments import pages, writing

urlpatterns = [
    path("<tenant:code>/traitements/", pages.every, name="treatments"),
    path("<tenant:code>/traitements/contradictions/", pages.contradictory, name="treatments_contradictions"),
    path("<tenant:code>/traitements/registre/<str:form>/", pages.taken, name="treatments_register"),
    path("<tenant:code>/traitements/nouveau/", writing.new, name="treatment_new"),
    path("<tenant:code>/traitements/modeles/", writing.started, name="treatments_models"),
    path("<tenant:code>/traitements/import/", writing.imported, name="treatments_import"),
    path("<tenant:code>/traitements/organisme/", writing.held, name="treatments_holder"),
    path("<tenant:code>/traitements/<uuid:treatment>/", pages.one, name="treatment"),
    path("<tenant:code>/traitements/<uuid:treatment>/changer/", writing.change, name="treatment_change"),
    path("<tenant:code>/traitements/<uuid:treatment>/retirer/", writing.withdraw, name="treatment_withdraw"),
]
