"""The notice d'élimination: what stays readable of what was eliminated, line by line, and never a title."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from chartrier.records.canonical import canonical
from chartrier.rules.disposition.line import Line

NOTICE = "notice.jsonl"
"""In the package of an `elimination`, where the tenant keeps one."""


def write_notice(lines: Iterable[Line]) -> bytes:
    """`notice.jsonl`: of each line its rules, its extreme dates, how much it was."""
    return b"".join(
        canonical(
            {
                "line": line.number,
                "rules": [{"rule": rule.rule, "label": rule.label} for rule in line.rules],
                "start": line.start,
                "end": line.end,
                "units": line.units,
                "files": line.files,
                "bytes": line.bytes,
                "millimetres": line.millimetres,
                "support": line.support,
            }
        )
        + b"\n"
        for line in lines
    )


def notice_of(data: bytes, number: int) -> dict[str, Any] | None:
    """What `write_notice` wrote of a line."""
    return next((told for told in map(json.loads, data.splitlines()) if told["line"] == number), None)
