"""Clauses for the contract of a software that produces archives: what lets a collectivité leave with them."""

from __future__ import annotations

from functools import cache
from importlib.resources import files


@cache
def clauses() -> tuple[tuple[str, str], ...]:
    """Title and text of each, in French as a contract is. Blanks are for the collectivité; a lawyer reads it first."""
    _, *parts = files(__package__).joinpath("clauses.md").read_text("utf-8").split("## ")
    found = (part.partition("\n") for part in parts)
    return tuple((title.strip(), " ".join(text.split())) for title, _, text in found)


def as_text() -> str:
    """All of them, numbered."""
    return "\n\n".join(f"{number}. {title}\n{text}" for number, (title, text) in enumerate(clauses(), 1))
