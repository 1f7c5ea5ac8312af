"""Addresses of what is selected and delivered."""

from __future__ import annotations

from django.urls import path

from chartrier.web.delivery import pages

urlpatterns = [
    path("<tenant:code>/selection/", pages.selection, name="selection"),
    path("<tenant:code>/selection/ajouter", pages.add, name="selection_add"),
    path("<tenant:code>/selection/retirer", pages.remove, name="selection_remove"),
    path("<tenant:code>/remises/", pages.listed, name="deliveries"),
    path("<tenant:code>/remises/<uuid:requisition>/", pages.one, name="delivery"),
    path("<tenant:code>/remises/<uuid:requisition>/paquet.zip", pages.package, name="delivery_package"),
    path("<tenant:code>/remises/<uuid:requisition>/preuves.zip", pages.proofs, name="delivery_proofs"),
    path("<tenant:code>/remises/<uuid:requisition>/renoncer", pages.forget, name="delivery_forget"),
]
