"""Where the navigation leads, for this subject."""

from __future__ import annotations

from chartrier.records.roles import Permission
from chartrier.web.frame.navigation import Place

PLACES = (Place("Données relevées", "search", "detected", Permission.SEE_PERSONAL_DATA, 77, whole=True),)
