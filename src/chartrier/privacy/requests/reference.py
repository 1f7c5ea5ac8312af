"""How a request is called in letters and lists."""

from __future__ import annotations

from datetime import date


def reference(number: int, received: date) -> str:
    """`DP-2026-003`: its year of receipt, and its number in the collectivité."""
    return f"DP-{received.year}-{number:03d}"
