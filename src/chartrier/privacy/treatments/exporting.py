"""The register as files: CSV and ODS in the columns of the CNIL's model, and a PDF to be shown."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path

from chartrier.catalog.treatments.register import holder_of
from chartrier.errors import InvalidInput
from chartrier.papers.parties import Collectivite
from chartrier.papers.registre_traitements import Entry, TreatmentsRegister
from chartrier.papers.sheet import sheet
from chartrier.papers.words import day
from chartrier.papers.workbook import Sheet, workbook
from chartrier.privacy.treatments.fiche import fiche
from chartrier.privacy.treatments.findings import WHICH_FILE
from chartrier.privacy.treatments.listing import Listed
from chartrier.records.tenant import Tenant
from chartrier.rules.treatments.columns import Column, Derived
from chartrier.rules.treatments.durations import Kept
from chartrier.rules.treatments.treatment import Holder
from chartrier.rules.treatments.vocabulary import PARTS
from chartrier.rules.treatments.writing import cells

HOLDER = {
    "representative": "Représentant",
    "contact": "Coordonnées",
    "dpo": "Délégué à la protection des données",
    "dpo_contact": "Coordonnées du délégué",
}
NOT_SAID = "à préciser"


class Form(StrEnum):
    """In which forms the register is handed out: the ending of the file."""

    CSV = "csv"
    ODS = "ods"
    PDF = "pdf"


def form_of(path: Path) -> Form:
    """By the ending of a file. Raises InvalidInput."""
    ending = path.suffix.removeprefix(".").lower()
    if ending not in set(Form):
        raise InvalidInput(WHICH_FILE, file=path.name[:80], choices=", ".join(f".{each}" for each in Form))
    return Form(ending)


def written(form: Form, listed: Sequence[Listed], tenant: Tenant, today: date, made: datetime) -> bytes:
    """The file, in French as the law is. Raises Unavailable (PAP-001)."""
    match form:
        case Form.CSV:
            return sheet(HEADERS, map(row, listed))
        case Form.ODS:
            return _ods(listed, tenant, made)
        case Form.PDF:
            entries = [_entry(each) for each in listed]
            collectivite = Collectivite(tenant.name, tenant.siren)
            return TreatmentsRegister(collectivite, holder_lines(holder_of(tenant.key)), today, made, entries).pdf()


HEADERS = tuple(map(str, (*Column, *Derived)))


def row(listed: Listed) -> list[str]:
    """A treatment as a line of a spreadsheet, what is derived at its end; what comes back is read without it."""
    kept = listed.kept
    derived = {
        Derived.STORED: _by_series(kept, [each.active.fr for each in kept]),
        Derived.KEPT: _by_series(kept, [each.intermediate.fr for each in kept]),
        Derived.FINAL: _by_series(kept, [each.final.fr for each in kept]),
        Derived.CREATED: listed.created.isoformat(),
        Derived.CHANGED: listed.changed.isoformat(),
        Derived.NUMBER: str(listed.version.number),
    }
    said = cells(listed.treatment)
    return [*(said[column] for column in Column), *(derived[column] for column in Derived)]


def holder_lines(holder: Holder) -> tuple[tuple[str, str], ...]:
    """Who keeps the register, by name and value."""
    return tuple((HOLDER[name], text or NOT_SAID) for name, text in holder.as_json().items())


def _by_series(kept: Iterable[Kept], said: Iterable[str]) -> str:
    return "\n".join(f"{each.code} : {text}" if each.code else text for each, text in zip(kept, said, strict=True))


def _ods(listed: Sequence[Listed], tenant: Tenant, made: datetime) -> bytes:
    holder = [("Collectivité", tenant.name), ("SIREN", tenant.siren), *holder_lines(holder_of(tenant.key))]
    sheets = [Sheet("Organisme", holder), Sheet("Traitements", [HEADERS, *map(row, listed)])]
    sheets += [Sheet(f"Fiche {number}", _sheet(each)) for number, each in enumerate(listed, 1)]
    return workbook("Registre des activités de traitement", tenant.name, made, sheets)


def _sheet(listed: Listed) -> list[tuple[str, ...]]:
    entry = _entry(listed)
    return [
        ("Nom", entry.name),
        ("Référence", entry.reference),
        ("Création et mise à jour", entry.dates),
        *entry.facts,
        ("Durées : série", "Base active", "Archivage intermédiaire", "Sort final"),
        *entry.kept,
    ]


def _entry(listed: Listed) -> Entry:
    part = listed.treatment.part
    return Entry(
        reference=listed.treatment.reference,
        name=listed.treatment.name,
        part="à établir" if part is None else PARTS[part].fr,
        for_others=listed.treatment.processes,
        dates=f"Créé le {day(listed.created)}, mis à jour le {day(listed.changed)} (version {listed.version.number})",
        facts=tuple((each.title.fr, " ; ".join(value.fr for value in each.values)) for each in fiche(listed)),
        kept=[
            (f"{each.code} {each.title}".strip() or "—", each.active.fr, each.intermediate.fr, each.final.fr)
            for each in listed.kept
        ],
    )
