"""Reading JSON that somebody may have tampered with: one spelling, bounded, and one kind of error."""

from __future__ import annotations

import json
from typing import Any

from chartrier.records.canonical import canonical

LARGEST_INTEGER = 2**53 - 1
"""RFC 8785 writes no larger integer exactly."""


def read_object(data: bytes, *, spelled_canonically: bool = True) -> dict[str, Any]:
    """The JSON object that `data` is, in its canonical spelling (RFC 8785) unless said otherwise.

    The canonical spelling leaves no room for a key given twice, which two readers would read differently.
    Raises ValueError whatever is wrong.
    """
    try:
        value = json.loads(data, parse_constant=_no_constant)
    except RecursionError:
        raise ValueError("nested too deep") from None
    if not isinstance(value, dict):
        raise ValueError("not a JSON object")
    if spelled_canonically and canonical(value) != data:
        raise ValueError("not in canonical form")
    return value


def text(record: dict[str, Any], name: str) -> str:
    """A field that must be a string. Raises ValueError."""
    value = record.get(name)
    if not isinstance(value, str):
        raise ValueError(f"field “{name}” is not a text")
    return value


def count(record: dict[str, Any], name: str) -> int:
    """A field that must be a whole number, not negative. Raises ValueError."""
    value = record.get(name)
    if type(value) is not int or not 0 <= value <= LARGEST_INTEGER:
        raise ValueError(f"field “{name}” is not a whole number")
    return value


def part(record: dict[str, Any], name: str) -> dict[str, Any]:
    """A field that must be an object. Raises ValueError."""
    value = record.get(name)
    if not isinstance(value, dict):
        raise ValueError(f"field “{name}” is not an object")
    return value


def _no_constant(name: str) -> None:
    raise ValueError(f"{name} is no JSON")
