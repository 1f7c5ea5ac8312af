"""Addresses of the territory: an area by its code (`R53`, `D22`, a SIREN, an INSEE code), initiatives, lists,
the observatory."""

from __future__ import annotations

from django.urls import path

from chartrier.web.territory import (
    actors,
    communes,
    initiatives,
    lists,
    observatory,
    pages,
    publishing,
    rampup,
    trusting,
)

urlpatterns = [
    path("territoire/", pages.france, name="territory"),
    path("territoire/lieu/<str:code>/", pages.area, name="territory_area"),
    path("territoire/lieu/<str:code>/matrice/", communes.matrix, name="territory_matrix"),
    path("territoire/lieu/<str:code>/zones-blanches/", communes.white, name="territory_white"),
    path("territoire/lieu/<str:code>/histoire/", pages.past, name="territory_history"),
    path("territoire/commune/<str:code>/", communes.one, name="territory_commune"),
    path("territoire/initiatives/", initiatives.every, name="territory_initiatives"),
    path("territoire/initiatives/nouvelle/", initiatives.new, name="territory_initiative_new"),
    path("territoire/initiatives/<uuid:initiative>/", initiatives.one, name="territory_initiative"),
    path("territoire/initiatives/<uuid:initiative>/changer/", initiatives.change, name="territory_initiative_change"),
    path("territoire/montee-en-charge/", rampup.shown, name="territory_rampup"),
    path("territoire/acteurs/", actors.every, name="territory_actors"),
    path("territoire/observatoire/", observatory.show, name="territory_observatory"),
    path("territoire/observatoire/publication.json", observatory.publication, name="territory_publication"),
    path("territoire/observatoire/publier/", publishing.desk, name="territory_publish"),
    path("territoire/observatoire/publier/signer/", publishing.sign, name="territory_sign"),
    path("territoire/observatoire/publier/cle/", publishing.own, name="territory_own_key"),
    path("territoire/observatoire/publications/<str:publication>.json", publishing.had, name="territory_published"),
    path("territoire/observatoire/cles/", trusting.keys, name="territory_keys"),
    path("territoire/listes/", lists.give, name="territory_lists"),
    path("territoire/listes/<str:which>.csv", lists.have, name="territory_export"),
]
