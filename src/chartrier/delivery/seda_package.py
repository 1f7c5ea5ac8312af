"""A SEDA package out of the archive: a delivery (DIP) or a transfer (SIP), with one version for all it holds."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import BinaryIO
from uuid import UUID

from chartrier.catalog.archive import questions
from chartrier.catalog.archive.leaving import Leaving, Selection, leaving
from chartrier.copies.copies import Copies
from chartrier.copies.documents import Located
from chartrier.delivery.describing import Custody, Describing, file_name
from chartrier.delivery.findings import (
    CONTRADICTED,
    CONTRADICTION_TOLD,
    NO_OBJECT,
    NO_SUCH_UNIT,
    NO_VERSION,
    NOT_OFFICIAL,
    NOTHING_ASKED,
    REFERENCES_LOST,
    VERSION_LACKS,
)
from chartrier.delivery.heads import read_heads
from chartrier.delivery.inherited import Carried, carried
from chartrier.delivery.parcel import Files, Parcel, Tell, number, silent, write_parcel
from chartrier.errors import Conflict, InvalidInput, NotFound
from chartrier.records.finding import Findings
from chartrier.records.tenant import Tenant
from chartrier.seda.element_text import with_child
from chartrier.seda.fitting import Fitting, Grammar
from chartrier.seda.package_writing import Delivery, LeavingPackage, Transfer, write_delivery, write_transfer
from chartrier.seda.values import ElementValue, first_child
from chartrier.seda.versions import Version

MANIFEST = "manifest.xml"
PREFERRED = (Version.V2_2, Version.V2_3, Version.V2_1)
"""The version of a package when none is asked for: the first that has all its elements."""


@dataclass(frozen=True, slots=True)
class Provenance:
    """What a transfer tells of where its contents come from, by versement."""

    events: Sequence[ElementValue] = ()
    """Of the log book of the whole package."""
    custody: Custody | None = None


def write_seda(
    out: BinaryIO,
    selection: Selection,
    head: Delivery | Transfer,
    version: Version | None,
    tenant: Tenant,
    copies: Copies,
    workshop: Path,
    tell: Tell = silent,
    provenance: Callable[[Sequence[UUID]], Provenance] | None = None,
) -> Parcel:
    """Write the package to a new file, durable on return; the units of a `Delivery` are put in here.

    `workshop` is a private folder to work in. Memory does not grow with the package. Raises NotFound when a unit is
    not there, InvalidInput when nothing is asked or the version does not have an element, Conflict when a transfer
    would change what holds for a unit (DLV-016), IntegrityFailure when no
    copy has something intact, Unavailable.
    """
    findings, files = Findings(), Files(workshop / "files")
    manifest = workshop / MANIFEST
    with leaving(tenant.key, selection) as held:
        require_there(held, selection, findings)
        tell("descriptions", 0, held.units)
        carries = carried(held)
        _tell_contradictions(carries, isinstance(head, Transfer), findings)
        heads = read_heads(tenant, held.versements, copies, findings, whole=not carries)
        told = provenance(held.versements) if provenance else Provenance()
        described = Describing(
            held,
            heads,
            carries,
            transfer=isinstance(head, Transfer),
            custody=told.custody if told.custody is not None else {},
        )
        metadata: ElementValue = _with_events(heads.together, told.events)
        chosen = _choose(described.survey(metadata), version, _received(tenant, held.versements), findings)
        parcel = number(held, f"seda-{chosen}", findings)
        package = LeavingPackage(described.groups(), described.units(), metadata)
        with manifest.open("xb") as stream:
            if isinstance(head, Delivery):
                asked = [str(identifier) for identifier in held.asked]
                write_delivery(stream, chosen, replace(head, units=asked), package)
            else:
                write_transfer(stream, chosen, head, package)
        for name, count in described.lost.items():
            findings.add(REFERENCES_LOST, element=name, count=count)
        for rows in held.read_groups():
            for row in rows:
                if row.path is not None:
                    place = Located(tenant.code, row.id, row.path, row.digests["sha512"], row.offset or 0, row.length)
                    files.add(file_name(row), place, row.size or 0)
    write_parcel(out, [(MANIFEST, manifest)], files, workshop, tenant, copies, parcel, tell)
    return parcel


def require_there(held: Leaving, selection: Selection, findings: Findings) -> None:
    """Refuse a selection of nothing, or of what is not there; tell one that has no object of the usages wanted."""
    if held.missing:
        raise NotFound(NO_SUCH_UNIT, identifier=str(held.missing[0]))
    if not held.asked:
        raise InvalidInput(NOTHING_ASKED)
    if selection.usages is not None and held.objects == 0:
        findings.add(NO_OBJECT, usages=", ".join(selection.usages)[:200])


def _tell_contradictions(carries: Mapping[UUID, Carried], transfer: bool, findings: Findings) -> None:
    """One unit cannot declare two values of a property: a transfer must not change what holds, a delivery tells it."""
    for unit, each in carries.items():
        for name in each.contradicted:
            if transfer:
                raise Conflict(CONTRADICTED, unit=str(unit), name=name)
            findings.add(CONTRADICTION_TOLD, unit=str(unit), name=name)


def _received(tenant: Tenant, versements: Sequence[UUID]) -> list[Version]:
    """The versions in which these versements came, the latest first."""
    told = {
        (found.operation["transfer"] or {}).get("seda_version")
        for versement in versements
        if (found := questions.versement([tenant.key], versement)) is not None
    }
    return [version for version in reversed(list(Version)) if str(version) in told]


def _choose(fitting: Fitting, wanted: Version | None, received: Sequence[Version], findings: Findings) -> Version:
    chosen = fitting.best(PREFERRED if wanted is None else (wanted,), received)
    if chosen is None:
        if wanted is None:
            raise InvalidInput(NO_VERSION)
        possible = ", ".join(sorted({str(grammar.version) for grammar in fitting.held})) or "-"
        element = fitting.refused[Grammar(wanted, vitam=True)]
        raise InvalidInput(VERSION_LACKS, version=str(wanted), element=element, possible=possible)
    if (official := Grammar(chosen, vitam=False)) not in fitting.held:
        findings.add(NOT_OFFICIAL, version=str(chosen), element=fitting.refused[official])
    return chosen


def _with_events(
    metadata: dict[str, str | list[ElementValue]], events: Sequence[ElementValue]
) -> dict[str, str | list[ElementValue]]:
    if not events:
        return metadata
    logbook = first_child(metadata, "LogBook")
    told = logbook if isinstance(logbook, dict) else {}
    for event in events:
        told = with_child("LogBookType", told, "Event", event)
    without = {name: held for name, held in metadata.items() if name != "LogBook"}
    return with_child("ManagementMetadataType", without, "LogBook", told)
