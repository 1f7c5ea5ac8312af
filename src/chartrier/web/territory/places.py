"""Where the navigation leads, for this subject."""

from __future__ import annotations

from chartrier.records.roles import Permission
from chartrier.web.frame.navigation import Place

PLACES = (Place("Territoire", "map", "territory", Permission.READ_INDICATORS, 80, shared=True),)
"""The territory is of no collectivité: whoever sees the indicators of one may look at it."""
