"""Addresses of the requests of persons, of violations and AIPD, and of the DPO's page."""

from __future__ import annotations

from django.urls import path

from chartrier.web.persons import aipd, dpo, erasing, pages, signing, violations

urlpatterns = [
    path("dpo/", dpo.desk_page, name="dpo"),
    path("<tenant:code>/demandes-personnes/", pages.every, name="person_requests"),
    path("<tenant:code>/demandes-personnes/nouvelle/", pages.new, name="person_request_new"),
    path("<tenant:code>/demandes-personnes/registre.csv", pages.register, name="person_requests_register"),
    path("<tenant:code>/demandes-personnes/a-effacer/", erasing.proposing, name="person_requests_propose"),
    path("<tenant:code>/demandes-personnes/effacer/", erasing.erasing, name="person_requests_erase"),
    path("<tenant:code>/demandes-personnes/<uuid:asked>/", pages.one, name="person_request"),
    path("<tenant:code>/demandes-personnes/<uuid:asked>/signer/", signing.signing, name="person_request_sign"),
    path("<tenant:code>/demandes-personnes/<uuid:asked>/projet.pdf", signing.draft, name="person_request_draft"),
    path("<tenant:code>/demandes-personnes/<uuid:asked>/reponse.pdf", signing.letter, name="person_request_letter"),
    path("<tenant:code>/violations/", violations.every, name="violations"),
    path("<tenant:code>/violations/nouvelle/", violations.new, name="violation_new"),
    path("<tenant:code>/violations/registre.csv", violations.register, name="violations_register"),
    path("<tenant:code>/violations/<uuid:violation>/", violations.one, name="violation"),
    path("<tenant:code>/aipd/", aipd.every, name="aipd"),
    path("<tenant:code>/aipd/<str:series>/", aipd.one, name="aipd_series"),
]
