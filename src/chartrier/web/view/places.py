"""Where the navigation leads, for this subject."""

from __future__ import annotations

from chartrier.records.roles import Permission
from chartrier.web.frame.navigation import Place

PLACES = (
    Place("Vue", "eye", "view", Permission.READ_INDICATORS, 71),
    Place("Vue du territoire", "eye", "view_everywhere", Permission.READ_INDICATORS, 81, shared=True),
)
