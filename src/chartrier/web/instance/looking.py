"""What was seen of the machine and of the archive a moment ago: looking takes time, and pages are asked for often."""

from __future__ import annotations

from typing import Any

from django.core.cache import cache

from chartrier.administration.health import examine, examine_archive
from chartrier.ingest.equipment import clamd_address
from chartrier.records.finding import Finding
from chartrier.wiring import Wiring

LASTS = 30
"""Seconds for which what was seen is shown again: looking starts a confined process, and reads every copy."""

Looks = list[tuple[str, list[Finding]]]


def machine(archive: Wiring) -> Looks:
    """Of the machine, each thing by its name."""
    told: list[tuple[str, list[dict[str, Any]]]] | None = cache.get("instance-machine")
    if told is None:
        seen = examine(archive.settings, clamd_address(archive.settings))
        told = [(name, [each.as_recorded() for each in findings]) for name, findings in seen]
        cache.set("instance-machine", told, LASTS)
    # the machine's port for the pages is ours
    return [(name, [Finding.read(each) for each in found]) for name, found in told if name != "port des pages web"]


def looked_at_lately(archive: Wiring) -> Looks:
    """Of the archive, each thing by its name, as it was a moment ago."""
    told: list[tuple[str, list[dict[str, Any]]]] | None = cache.get("instance-archive")
    if told is None:
        seen = examine_archive(archive.copies, archive.settings.worker_heartbeat)
        told = [(name, [each.as_recorded() for each in findings]) for name, findings in seen]
        cache.set("instance-archive", told, LASTS)
    return [(name, [Finding.read(each) for each in found]) for name, found in told]
