"""What the public portal of a collectivité shows: records before which the gate is open, and nothing of any other.

Nothing is entered of who reads: everybody may, and nobody is known here.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from chartrier.access.fetching import PREFERRED
from chartrier.catalog.archive import questions
from chartrier.catalog.archive.filters import Filters
from chartrier.catalog.archive.models import DataObject, Unit
from chartrier.catalog.archive.searching import sift
from chartrier.catalog.publications.register import What, publications
from chartrier.errors import NotFound
from chartrier.opendata.findings import NO_SUCH_RECORD
from chartrier.opendata.gate import Gate, gate_of
from chartrier.records.tenant import Tenant

LOOKED = 60
"""Answers of the index that are taken up at a time, to be put before the gate."""
TIMES = 5
"""How many times, for one page of a search."""
SHOWN = 20


@dataclass(frozen=True, slots=True)
class PublicFile:
    """A file of a record, under a name of ours: a sender's may name somebody."""

    object: DataObject
    name: str

    @property
    def digest(self) -> str:
        """As it is cited."""
        return f"sha512:{self.object.digests['sha512']}"


@dataclass(frozen=True, slots=True)
class Answers:
    """`units`, each with its collectivité; `following`: from where to go on, None when no more was found."""

    units: Sequence[tuple[Tenant, Unit]]
    following: UUID | None


@dataclass(frozen=True, slots=True)
class PublicRecord:
    """A record that everybody may read online."""

    unit: Unit
    gate: Gate
    files: Sequence[PublicFile]

    @property
    def description(self) -> list[str]:
        return _texts(self.unit, "Description")

    @property
    def reference(self) -> str:
        """What its producer calls it; empty when that is not said."""
        return next(iter(_texts(self.unit, "OriginatingAgencyArchiveUnitIdentifier")), "")


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


def public_search(
    tenants: Sequence[Tenant], words: str, on: date, before: UUID | None = None, most: int = SHOWN
) -> Answers:
    """The newest records online of these collectivités, at `most`, whose description has these words (all, without
    words), those that came before a unit; nothing is counted.

    Only units of séries that are declared diffusable are put before the gate, and of them the newest `LOOKED`, so many
    `TIMES`: what is not online leaves no trace, but that a search of common words may find less than there is.
    """
    by_key = {each.key: each for each in tenants}
    series = {each.name for key in by_key for each in publications(key, What.SERIES) if each.online}
    if not series:
        return Answers((), None)
    wanted = Filters(series=tuple(sorted(series)))
    found: list[tuple[Tenant, Unit]] = []
    for _ in range(TIMES):
        sifted = sift(sorted(by_key), words, wanted, before=before, limit=LOOKED, texts=False)
        for unit in sifted.units:
            if gate_of(by_key[unit.tenant], unit.id, on).open:
                found.append((by_key[unit.tenant], unit))
                if len(found) == most:
                    # from what is shown itself: another identifier would tell that something is there
                    return Answers(tuple(found), unit.id)
        if (before := sifted.next) is None:
            return Answers(tuple(found), None)
    return Answers(tuple(found), found[-1][1].id if found else None)


def _texts(unit: Unit, name: str) -> list[str]:
    given = (each.get("#", "") if isinstance(each, Mapping) else each for each in unit.content.get(name, ()))
    return [each for each in given if isinstance(each, str) and each]


def _extension(of: DataObject) -> str:
    name = (of.filename or of.uri or "").rpartition(".")
    plain = name[2].lower()
    return f".{plain}" if name[1] and plain.isascii() and plain.isalnum() and len(plain) <= 5 else ""
