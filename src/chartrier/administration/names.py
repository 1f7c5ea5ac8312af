"""The names that people give, to persons and to collectivités."""

from __future__ import annotations

from chartrier.administration.findings import BAD_NAME
from chartrier.errors import InvalidInput


def clean_name(name: str) -> str:
    """The name with single spaces, empty when there is none. Raises InvalidInput when a part of it does not show."""
    name = " ".join(name.split())
    if not name.isprintable():
        raise InvalidInput(BAD_NAME)
    return name
