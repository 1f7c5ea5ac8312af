"""Where the navigation leads, for this subject."""

from __future__ import annotations

from chartrier.records.roles import Permission
from chartrier.web.frame.navigation import Place

PLACES = (
    Place("Rechercher", "search", "search", Permission.SEARCH_DESCRIPTIONS, 20),
    Place("Parcourir", "tree", "browse", Permission.SEARCH_DESCRIPTIONS, 21),
)
