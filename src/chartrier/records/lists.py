"""A list of units as a package keeps it: one line of canonical JSON each."""

from __future__ import annotations

import json
from collections.abc import Iterable
from uuid import UUID

from chartrier.records.canonical import canonical


def write_units(units: Iterable[UUID]) -> bytes:
    """`{"id":"…"}`, ascending, each once."""
    return b"".join(canonical({"id": str(unit)}) + b"\n" for unit in sorted(set(units)))


def read_units(data: bytes) -> list[UUID]:
    """The units of a list; whatever else its lines say."""
    return [UUID(json.loads(line)["id"]) for line in data.splitlines()]
