"""`units.jsonl` of a proposition: all that goes, each unit with the number of its line; one may be on several."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from uuid import UUID

from chartrier.records.canonical import canonical


def write_proposed(lines: Mapping[int, Iterable[UUID]]) -> bytes:
    """`units.jsonl`: each unit with the number of its line, by line."""
    return b"".join(
        canonical({"id": str(unit), "line": line}) + b"\n"
        for line, units in sorted(lines.items())
        for unit in sorted(units, key=str)
    )


def read_proposed(data: bytes) -> dict[int, list[UUID]]:
    """What `write_proposed` wrote."""
    lines: dict[int, list[UUID]] = {}
    for text in data.splitlines():
        record = json.loads(text)
        lines.setdefault(record["line"], []).append(UUID(record["id"]))
    return lines
