"""Where the navigation leads, for this subject."""

from __future__ import annotations

from chartrier.records.roles import Permission
from chartrier.web.frame.navigation import Place

PLACES = (
    Place("Déposer", "deposit", "deposit", Permission.DEPOSIT, 10),
    Place("À examiner", "eye", "deposits_to_review", Permission.REVIEW_DEPOSITS, 60),
)
