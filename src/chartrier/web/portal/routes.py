"""Addresses of the public portals. They last: catalogues elsewhere name them."""

from __future__ import annotations

from django.urls import path, register_converter

from chartrier.web.portal import pages, removal
from chartrier.web.portal.forms import CatalogueForm

register_converter(CatalogueForm, "rdf")

urlpatterns = [
    path("public/", pages.territory, name="portals"),
    path("public/archives/", pages.territory_search, name="portals_search"),
    path("public/catalogue.<rdf:form>", pages.territory_catalogue, name="portals_catalogue"),
    path("public/<tenant:code>/", pages.home, name="portal"),
    path("public/<tenant:code>/catalogue.<rdf:form>", pages.catalogue_of, name="portal_catalogue"),
    path("public/<tenant:code>/catalogue.csv", pages.catalogue_scdl, name="portal_catalogue_scdl"),
    path("public/<tenant:code>/jeux/<slug:dataset>/", pages.dataset, name="portal_dataset"),
    path("public/<tenant:code>/jeux/<slug:dataset>/<str:file>", pages.dataset_file, name="portal_dataset_file"),
    path("public/<tenant:code>/jeux/<slug:dataset>/retrait/", removal.of_dataset, name="portal_dataset_removal"),
    path("public/<tenant:code>/retraits/<uuid:removal>/", removal.followed, name="portal_removal"),
    path("public/<tenant:code>/archives/", pages.search, name="portal_search"),
    path("public/<tenant:code>/archives/<uuid:unit>/", pages.record, name="portal_record"),
    path("public/<tenant:code>/archives/<uuid:unit>/retrait/", removal.of_record, name="portal_record_removal"),
    path("public/<tenant:code>/archives/<uuid:unit>/preuve/", pages.proof, name="portal_proof"),
    path("public/<tenant:code>/archives/<uuid:unit>/<int:number>/", pages.document, name="portal_document"),
]
