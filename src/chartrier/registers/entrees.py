"""The register of entries: continuous numbers, in the order of the journal.

Its CSV has the columns of the national schema of registers of entries (Archivistes75/registre_entrees), then ours; what
the archive does not know (`typeProd`, `activiteProd`) is left to whoever publishes it.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from functools import partial
from typing import Any

from chartrier.catalog.archive.entries import Entry, entries
from chartrier.papers import words
from chartrier.papers.blocks import Cell, Column
from chartrier.records.acquisition import Acquisition
from chartrier.records.tenant import Tenant
from chartrier.registers.register import Field, Printed, Register, iso, period_of

PUBLIC = "Archives publiques"
GIGA = Decimal(1_000_000_000)


def register_of_entries(tenant: Tenant, year: int | None) -> Register[Entry]:
    """The entries of a year, or all of them."""
    period = period_of(year)
    return Register(
        title="Registre des entrées",
        tenant=tenant,
        period=period,
        lines=partial(entries, tenant.key, period.first, period.last),
        fields=_fields(tenant),
        printed=PRINTED,
        as_json=as_json,
        totals=_totals,
        notes=(
            "Le numéro d’une entrée est son rang dans le journal de l’archive : il ne change jamais. La date est celle "
            "de la prise en charge. L’importance est celle de ce qui a été reçu ; le métrage, celui des objets "
            "physiques mesurés dans le bordereau (épaisseur, à défaut largeur, à défaut longueur).",
        ),
    )


def mode(entry: Entry) -> str:
    """The mode of entry; packages of the first versions did not keep it, and were all versements."""
    return str(transfer(entry, "acquisition") or Acquisition.VERSEMENT)


def transfer(entry: Entry, name: str) -> str:
    """What the header of the bordereau said; nothing where it said nothing."""
    found = (entry.operation.get("transfer") or {}).get(name)
    return found if isinstance(found, str) else ""


def received_files(entry: Entry) -> int:
    """The files that came, whatever became of them since."""
    return max(0, _received(entry, "objects") - entry.physical)


def received_bytes(entry: Entry) -> int:
    return _received(entry, "bytes")


def received_units(entry: Entry) -> int:
    return _received(entry, "units")


def _received(entry: Entry, name: str) -> int:
    return int((entry.operation.get("counts") or {}).get(name, 0))


def title(entry: Entry) -> str:
    """The titles at the top of the versement, and how many more there are."""
    told = " ; ".join(top.title for top in entry.tops)
    more = entry.top_count - len(entry.tops)
    if more:
        return f"{told} ; et {words.count(more, 'autre')}"
    return told or "(éliminé ou transféré)"


def cotes(entry: Entry) -> tuple[str, ...]:
    """The identifiers that agencies gave to what is at the top."""
    return tuple(dict.fromkeys(cote for top in entry.tops for cote in top.cotes))


def support(entry: Entry) -> str:
    """As the national schema says it."""
    if not entry.physical:
        return "Support électronique"
    return "Support mixte" if received_files(entry) else "Support physique"


def _fields(tenant: Tenant) -> tuple[Field[Entry], ...]:
    return (
        Field("ID", lambda entry: f"{tenant.code}_{entry.day.year}_{entry.number:03d}"),
        Field("nomArch", lambda _: tenant.name),
        Field("coteArch", lambda entry: ", ".join(cotes(entry))),
        Field("dateEntree", lambda entry: iso(entry.day)),
        Field("statutJur", lambda entry: PUBLIC if mode(entry) == Acquisition.VERSEMENT else ""),
        Field("modeEntree", mode),
        Field("orgaVers", lambda _: tenant.name),
        Field("servVers", lambda entry: transfer(entry, "transferring_agency")),
        Field("orgaProducteur", lambda _: tenant.name),
        Field("servProd", lambda entry: transfer(entry, "originating_agency") or "Service producteur inconnu"),
        Field("typeProd", lambda _: ""),
        Field("activiteProd", lambda _: ""),
        Field("descContenu", title),
        Field("datesExD", lambda entry: str(entry.first.year) if entry.first else ""),
        Field("datesExF", lambda entry: str(entry.last.year) if entry.last else ""),
        Field("natureSupport", support),
        Field("mlEntree", lambda entry: "" if entry.metres is None else f"{entry.metres:.2f}"),
        Field("nbreArt", lambda _: ""),
        Field("volElec", lambda entry: f"{received_bytes(entry) / GIGA:.9f}".rstrip("0").rstrip(".")),
        Field("objElec", lambda entry: str(received_files(entry))),
        Field("numero", lambda entry: str(entry.number)),
        Field("dateDebut", lambda entry: iso(entry.first)),
        Field("dateFin", lambda entry: iso(entry.last)),
        Field("octets", lambda entry: str(received_bytes(entry))),
        Field("unites", lambda entry: str(received_units(entry))),
        Field("bordereau", lambda entry: transfer(entry, "message_identifier")),
        Field("accord", lambda entry: transfer(entry, "archival_agreement")),
        Field("operation", lambda entry: str(entry.versement)),
        Field("inscription", lambda entry: str(entry.index)),
    )


def _filled(*texts: str) -> tuple[str, ...]:
    return tuple(text for text in texts if text)


PRINTED: tuple[Printed[Entry], ...] = (
    Printed(Column("N°", mm=13, side="right"), lambda entry: Cell(words.number(entry.number))),
    Printed(Column("Date, mode", mm=26), lambda entry: Cell(words.short_day(entry.day), (mode(entry),))),
    Printed(
        Column("Service versant, producteur", mm=44),
        lambda entry: Cell(
            transfer(entry, "transferring_agency") or words.NOTHING, _filled(transfer(entry, "originating_agency"))
        ),
    ),
    Printed(Column("Intitulé"), lambda entry: Cell(title(entry))),
    Printed(Column("Dates extrêmes", mm=28), lambda entry: Cell(words.extreme_dates(entry.first, entry.last))),
    Printed(
        Column("Importance", mm=28, side="right"),
        lambda entry: Cell(
            words.volume(received_bytes(entry), entry.metres),
            (words.count(received_files(entry), "fichier"), words.count(received_units(entry), "unité")),
        ),
    ),
    Printed(
        Column("Bordereau, accord", mm=38),
        lambda entry: Cell(
            transfer(entry, "message_identifier") or words.NOTHING, _filled(transfer(entry, "archival_agreement"))
        ),
    ),
    Printed(
        Column("Cote, opération", mm=36),
        lambda entry: Cell(", ".join(cotes(entry)) or words.NOTHING, (str(entry.versement),)),
    ),
)


def _totals(lines: Iterable[Entry]) -> tuple[Cell, ...]:
    count = files = size = units = 0
    length = Decimal(0)
    for entry in lines:
        count, files, size = count + 1, files + received_files(entry), size + received_bytes(entry)
        units, length = units + received_units(entry), length + (entry.metres or 0)
    nothing = Cell("")
    extent = Cell(words.volume(size, length), (words.count(files, "fichier"), words.count(units, "unité")))
    return (
        nothing,
        nothing,
        nothing,
        Cell(f"Total : {words.count(count, 'entrée')}"),
        nothing,
        extent,
        nothing,
        nothing,
    )


def as_json(entry: Entry) -> dict[str, Any]:
    """The entry in the words of SEDA, which has no message for a register of entries: `ArchiveTransfer`'s names."""
    return {
        "number": entry.number,
        "seda": {
            "Date": entry.day.isoformat(),
            "MessageIdentifier": transfer(entry, "message_identifier") or None,
            "ArchivalAgreement": transfer(entry, "archival_agreement") or None,
            "ArchivalAgency": {"Identifier": transfer(entry, "archival_agency") or None},
            "TransferringAgency": {"Identifier": transfer(entry, "transferring_agency") or None},
            "OriginatingAgencyIdentifier": transfer(entry, "originating_agency") or None,
            "AcquisitionInformation": mode(entry),
            "ArchiveUnit": [
                {"Title": top.title, "ArchivalAgencyArchiveUnitIdentifier": list(top.cotes)} for top in entry.tops
            ],
            "StartDate": entry.first and entry.first.isoformat(),
            "EndDate": entry.last and entry.last.isoformat(),
        },
        "operation": str(entry.versement),
        "entry": entry.index,
        "received": {
            "units": received_units(entry),
            "files": received_files(entry),
            "bytes": received_bytes(entry),
            "metres": None if entry.metres is None else str(entry.metres),
        },
        "held": {"units": entry.units, "files": entry.files, "bytes": entry.size},
        "top_units": entry.top_count,
    }
