"""What the public portal of a collectivité shows: records before which the gate is open, and nothing of any other.

Nothing is entered of who reads: everybody may, and nobody is known here.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from chartrier.access.fetching import PREFERRED
from chartrier.catalog.archive import questions
from chartrier.catalog.archive.models import DataObject, Unit
from chartrier.errors import NotFound
from chartrier.opendata.findings import NO_SUCH_RECORD
from chartrier.opendata.gate import Gate, gate_of
from chartrier.records.tenant import Tenant

LOOKED = 60
"""Answers of the index that are put before the gate, for one page of a search."""
SHOWN = 20


@dataclass(frozen=True, slots=True)
class PublicFile:
    """A file of a record, under a name of ours: a sender's may name somebody."""

    object: DataObject
    name: str


@dataclass(frozen=True, slots=True)
class PublicRecord:
    """A record that everybody may read online."""

    unit: Unit
    gate: Gate
    files: Sequence[PublicFile]

    @property
    def description(self) -> list[str]:
        return [each for each in self.unit.content.get("Description", ()) if isinstance(each, str)]


def public_record(tenant: Tenant, identifier: UUID, on: date) -> PublicRecord:
    """Raises NotFound for what is not there and for what is not online alike."""
    unit = questions.unit([tenant.key], identifier)
    gate = gate_of(tenant, identifier, on) if unit is not None else None
    if unit is None or gate is None or not gate.open:
        raise NotFound(NO_SUCH_RECORD, name=str(identifier))
    objects = [each for each in questions.objects_of([tenant.key], identifier) if each.path is not None]
    ranks = {usage: rank for rank, usage in enumerate(PREFERRED)}
    ordered = sorted(objects, key=lambda each: (ranks.get(each.usage or "", len(ranks)), each.id))
    files = [PublicFile(each, f"document-{number}{_extension(each)}") for number, each in enumerate(ordered, 1)]
    return PublicRecord(unit, gate, files)


def public_search(tenant: Tenant, words: str, on: date) -> list[Unit]:
    """The newest records online whose description has these words, at most `SHOWN`; nothing is counted.

    Of the index only the first `LOOKED` answers are looked at: what is not online leaves no trace, but that a search of
    common words may find less than there is.
    """
    found: list[Unit] = []
    for unit in questions.find([tenant.key], words, limit=LOOKED, texts=False).units if words.strip() else ():
        if gate_of(tenant, unit.id, on).open:
            found.append(unit)
            if len(found) == SHOWN:
                break
    return found


def _extension(of: DataObject) -> str:
    name = (of.filename or of.uri or "").rpartition(".")
    plain = name[2].lower()
    return f".{plain}" if name[1] and plain.isascii() and plain.isalnum() and len(plain) <= 5 else ""
