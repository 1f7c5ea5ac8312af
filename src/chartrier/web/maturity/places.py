"""Where the navigation leads, for this subject."""

from __future__ import annotations

from chartrier.records.roles import Permission
from chartrier.web.frame.navigation import Place

PLACES = (Place("Maturité", "gauge", "maturity", Permission.READ_INDICATORS, 72, whole=True),)
