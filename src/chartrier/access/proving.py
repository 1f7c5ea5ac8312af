"""Proving a record again with all that is below it, and the bundle by which anybody proves it without us."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import BinaryIO
from uuid import UUID

from chartrier.access.fetching import fetch, name_of
from chartrier.access.findings import MORE_THERE, NOT_ALL_READ, NOT_FOUND, ONLY_DESCRIPTIONS, PROVEN_NOW, WITHIN_RIGHTS
from chartrier.catalog.archive import questions
from chartrier.catalog.archive.below import count_all_below, first_below, held_by
from chartrier.catalog.archive.models import DataObject
from chartrier.catalog.archive.searching import those_within
from chartrier.catalog.preservation.damage import copies_named, damages
from chartrier.catalog.works.models import Work
from chartrier.catalog.works.register import ask, enter_refused
from chartrier.copies.copies import Copies
from chartrier.copies.staging import open_staging
from chartrier.delivery.parcel import Parcel
from chartrier.delivery.proofs import write_proofs
from chartrier.errors import NotFound
from chartrier.journal.checkpoint import VerifierKey
from chartrier.records.finding import Findings, Language
from chartrier.records.identifiers import new_package_id
from chartrier.records.tenant import Tenant
from chartrier.records.voice import Bound
from chartrier.verify import steps
from chartrier.verify.document import verify_documents
from chartrier.verify.report import Report, together

UNITS_AT_ONCE = 500
FILES_AT_ONCE = 500
PROVEN_AT_ONCE = 256 << 20
"""Units and files of each copy, and bytes of all of them, that are read again while somebody waits."""
MOST_PROVEN = 50_000
"""Units that are read again at all: beyond, an audit reads everything."""
PART = 1_000
"""Of them, how many are looked for in a package at a time."""
MOST_BUNDLED = 500
"""Units that a bundle of proofs made while somebody waits holds: beyond, it proves a record alone."""
LANGUAGES: tuple[Language, ...] = ("fr", "en")

Tell = Callable[[int, int], None]
"""How many units were read, of how many."""


@dataclass(frozen=True, slots=True)
class Covered:
    """What is read again with a unit: itself and the units below it, with their files, as far as rights reach."""

    units: Sequence[UUID]
    files: int
    size: int
    bounded: bool
    """Whether rights reach some units only."""
    beyond: bool
    """Whether there are more below than these."""


def covered_by(tenant: Tenant, unit: UUID, bounds: Sequence[Bound], most: int = MOST_PROVEN) -> Covered:
    """A unit and the first below it, those within the bounds (none: all of them)."""
    found = first_below(tenant.key, unit, most + 1)
    below = [each for each in found if each != unit]
    if bounds:
        below = [each for part in _parts(below) for each in those_within([tenant.key], part, bounds)]
    units = [unit, *below][:most]
    files, size = held_by(tenant.key, units)
    return Covered(units, files, size, bool(bounds), len(found) > most)


def _parts(units: Sequence[UUID]) -> Iterator[Sequence[UUID]]:
    return (units[at : at + PART] for at in range(0, len(units), PART))


def is_long_to_prove(covered: Covered, copies: Copies) -> bool:
    """Whether there is more to read than somebody waits for: it is then a travail."""
    many = covered.beyond or len(covered.units) > UNITS_AT_ONCE or covered.files > FILES_AT_ONCE
    return many or covered.size * len(copies.stores) > PROVEN_AT_ONCE


@dataclass(frozen=True, slots=True)
class ProvenNow:
    """What reading a record again came to, and the sentence that says what was proven, and by what."""

    report: Report
    findings: Findings


def prove_now(tenant: Tenant, covered: Covered, copies: Copies, tell: Tell = lambda done, of: None) -> ProvenNow:
    """Prove a record again from the bytes of every copy, with the tenant's key as this instance knows it.

    What was read is said: only what was proven to the last file is told as all of it.
    """
    key = VerifierKey(tenant.origin, tenant.public_key)
    of_each = [together(_reports(tenant, covered, copies, at, key, tell)) for at in range(len(copies.stores))]
    report = together(of_each)
    findings = Findings()
    findings.extend(report.findings)
    if report.proven:
        heads = {step.copy: step for step in report.steps if step.kind is steps.CHECKPOINT}.values()
        fr, en = (" ; ".join(f"{step.copy} : {step.detail.text(language)}" for step in heads) for language in LANGUAGES)
        # of each copy the same: the least of them is in all
        units, files, size = (
            min(getattr(each.counts, name) for each in of_each) for name in ("descriptions", "documents", "bytes")
        )
        findings.add(
            PROVEN_NOW,
            units=units,
            files=files,
            bytes=size,
            copies=", ".join(store.name for store in copies.stores),
            key=key.fingerprint,
            checkpoint_fr=fr,
            checkpoint_en=en,
        )
        if covered.beyond or units < len(covered.units) or files < covered.files:
            _tell_what_is_left(tenant, covered, units, files, findings)
        elif not covered.files:
            findings.add(ONLY_DESCRIPTIONS)
        if covered.bounded:
            findings.add(WITHIN_RIGHTS)
    return ProvenNow(report, findings)


def _tell_what_is_left(tenant: Tenant, covered: Covered, units: int, files: int, findings: Findings) -> None:
    if covered.bounded:
        # how much lies out of somebody's bounds is not told
        findings.add(MORE_THERE, units=units, files=files)
        return
    all_units, all_files = count_all_below(tenant.key, covered.units[0])
    findings.add(NOT_ALL_READ, units=units, files=files, all_units=all_units, all_files=all_files)


def _reports(
    tenant: Tenant, covered: Covered, copies: Copies, at: int, key: VerifierKey, tell: Tell
) -> Iterator[Report]:
    """Of one copy, part by part."""
    store, many = copies.stores[at], len(covered.units)
    done = at * many
    for part in _parts(covered.units):
        yield verify_documents(store.reader(tenant.code), part, keys=[key])
        done += len(part)
        tell(done, many * len(copies.stores))


def enter_failure(tenant: Tenant, unit: UUID, person: UUID, proven: ProvenNow, now: datetime) -> UUID | None:
    """Have all who watch over the copies know that a record is not proven; None where nothing was damaged: a copy that
    is away says so itself.
    """
    if not (named := copies_named(each.as_recorded() for each in proven.findings)):
        return None
    known = {each.copy: each for each in damages([tenant.key], named).get(tenant.key, [])}
    if all(copy in known and unit in known[copy].units for copy in named):
        # it was entered already, and nothing was mended since
        return known[min(named)].source
    return enter_refused(
        tenant.key, Work.Kind.VERIFICATION, subject=unit, person=person, findings=proven.findings, now=now
    )


def ask_proof(tenant: Tenant, unit: UUID, person: UUID, now: datetime) -> UUID:
    """Have a record proven again by a worker; the travail."""
    # not its title: a travail stays when its unit is destroyed
    return ask(tenant.key, Work.Kind.VERIFICATION, title="", subject=unit, person=person, now=now)


def bundled_with(tenant: Tenant, unit: UUID, bounds: Sequence[Sequence[Bound]]) -> list[UUID]:
    """The units that a bundle of proofs of this one holds: those below it too, where they are not too many, within all
    of these bounds.
    """
    found = first_below(tenant.key, unit, MOST_BUNDLED + 1)
    if len(found) > MOST_BUNDLED:
        return [unit]
    below = [each for each in found if each != unit]
    for each in filter(None, bounds):
        below = those_within([tenant.key], below, each)
    return [unit, *below]


def write_record_proofs(out: BinaryIO, tenant: Tenant, units: Sequence[UUID], copies: Copies) -> None:
    """The bundle of proofs of units and their files (docs/format.md §7), which `chartrier verify --bundle` reads.

    Raises NotFound, IntegrityFailure when no copy proves it, Unavailable.
    """
    there = questions.units_there(tenant.key, units)
    for unit in units:
        if unit not in there:
            raise NotFound(NOT_FOUND, identifier=str(unit))
    held = questions.objects_of_each([tenant.key], units)
    objects = {each.id for documents in held.values() for each in documents}
    parcel = Parcel([*units[:1]], _listed(units), _listed(objects), len(units), len(objects), 0, "")
    with open_staging(copies.staging, new_package_id(copies.clock())) as place:
        write_proofs(out, parcel, tenant, copies, Path(place.folder))


def _listed(identifiers: Iterable[UUID]) -> bytes:
    return b"".join(b"%b\n" % str(each).encode() for each in sorted(identifiers))


def write_document_proofs(out: BinaryIO, tenant: Tenant, unit: UUID, document: DataObject, copies: Copies) -> None:
    """A document and its bundle of proofs in one zip, which `chartrier verify --bundle` checks by itself.

    Raises as `write_record_proofs` does.
    """
    listed = b"%b\n" % str(document.id).encode()
    parcel = Parcel([unit], b"%b\n" % str(unit).encode(), listed, 1, 1, document.size or 0, "")
    name = name_of(document)
    with open_staging(copies.staging, new_package_id(copies.clock())) as place:
        held = Path(place.folder) / str(document.id)
        with held.open("x+b") as file:
            fetch(copies.stores, document, file)
        # what is no name anywhere gives way to the identifier
        beside = {name if name.strip(". ") and name.isprintable() else str(document.id): held}
        write_proofs(out, parcel, tenant, copies, Path(place.folder), beside)
