"""Where the navigation leads, for this subject."""

from __future__ import annotations

from chartrier.records.roles import Permission
from chartrier.web.frame.navigation import Place

PLACES = (
    Place("Conventions", "agreement", "conventions", Permission.SEE_PLANS, 85),
    Place("Conventions", "agreement", "every_convention", Permission.OPERATE, 20),
)
