"""Where the navigation leads, for this subject."""

from __future__ import annotations

from chartrier.records.roles import Permission
from chartrier.web.frame.navigation import Place

PLACES = (
    Place("Demandes de personnes", "person", "person_requests", Permission.ANSWER_PERSONS, 76),
    Place("Toutes mes collectivités (DPO)", "shield", "dpo", Permission.ANSWER_PERSONS, 79, shared=True),
)
