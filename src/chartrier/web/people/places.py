"""Where the navigation leads, for this subject."""

from __future__ import annotations

from chartrier.records.roles import Permission
from chartrier.web.frame.navigation import Place

PLACES = (
    Place("Personnes", "people", "people", Permission.ADMINISTER_TENANT, 80),
    Place("Mes droits", "key", "rights", Permission.READ_INDICATORS, 90),
)
