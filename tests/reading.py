"""Reading a document back without any regime, for the tests of what the copies hold."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from chartrier.access.fetching import Fetched, fetch
from chartrier.catalog.archive.models import DataObject
from chartrier.copies.documents import new_file
from chartrier.vault.store import Store


def fetch_to_file(copies: Sequence[Store], found: DataObject, target: Path) -> Fetched:
    """Write the object to a new file: it appears whole and proven, or not at all."""
    with new_file(target) as file:
        return fetch(copies, found, file)
