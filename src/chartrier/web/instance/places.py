"""Where the navigation leads, for this subject."""

from __future__ import annotations

from chartrier.records.roles import Permission
from chartrier.web.frame.navigation import Place

PLACES = (
    Place("Santé", "shield", "instance_health", Permission.OPERATE, 30),
    Place("Travaux", "operations", "jobs", Permission.OPERATE, 31),
    Place("Copies", "copy", "instance_copies", Permission.OPERATE, 32),
    Place("Volumes", "archive", "instance_volumes", Permission.OPERATE, 33),
)
