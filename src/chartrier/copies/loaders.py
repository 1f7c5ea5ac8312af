"""What each operation wrote into the database, written again from its package: a table, code by code."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID

import psycopg

from chartrier.catalog.acts.register import enter_act
from chartrier.catalog.archive.correcting import CORRECTION_FILES, enter_correction
from chartrier.catalog.archive.settled import load_settled
from chartrier.catalog.communicabilite import derogations
from chartrier.catalog.communicabilite.known import load_dates
from chartrier.catalog.conservation.register import CONSERVATION_FILES, enter_conservation
from chartrier.catalog.disposition.proposed import KEPT, UNITS, enter_kept, enter_proposed
from chartrier.catalog.gels.register import GEL_FILES, enter_gel, enter_levee
from chartrier.catalog.history.register import HANDED, enter_handed, enter_history
from chartrier.catalog.persons.effects import units_of
from chartrier.catalog.preservation.campaigns import load_audit
from chartrier.catalog.publications.register import DATA, SAID, enter_publication
from chartrier.catalog.rules.departs import DEPARTS, enter_departs, read_departs
from chartrier.catalog.rules.referentials import REFERENTIAL, enter_referential
from chartrier.catalog.series.entering import load_tableau
from chartrier.catalog.series.register import TABLE, VALIDATIONS
from chartrier.catalog.transfers.register import TRANSFER_FILES, enter_transfer
from chartrier.journal.entry import ACTS, Entry
from chartrier.records.lists import read_units

Load = Callable[[int, Entry, Path, psycopg.Cursor[Any]], None]
"""Writes the rows of an operation of a tenant (its key) from its entry and the folder with its facts."""

PAPERS = ("operation.json", "findings.json")


@dataclass(frozen=True, slots=True)
class Loader:
    """`facts` are the files, below `content`, that `load` reads; `sometimes`, those that it reads where they are."""

    facts: tuple[str, ...]
    load: Load
    sometimes: tuple[str, ...] = ()


def _versement(tenant: int, entry: Entry, content: Path, cursor: psycopg.Cursor[Any]) -> None:
    load_settled(cursor, tenant, entry.package, content, accepted=True, inventory=entry.inventory)


def _rejet(tenant: int, entry: Entry, content: Path, cursor: psycopg.Cursor[Any]) -> None:
    load_settled(cursor, tenant, entry.package, content, accepted=False, inventory=entry.inventory)


def _audit(tenant: int, entry: Entry, content: Path, cursor: psycopg.Cursor[Any]) -> None:
    load_audit(cursor, tenant, entry.package, content)


def _act(tenant: int, entry: Entry, content: Path, cursor: psycopg.Cursor[Any]) -> None:
    enter_act(cursor, tenant, (content / "operation.json").read_bytes())


def _tableau(tenant: int, entry: Entry, content: Path, cursor: psycopg.Cursor[Any]) -> None:
    _act(tenant, entry, content, cursor)
    load_tableau(cursor, tenant, content)


def _derogation(tenant: int, entry: Entry, content: Path, cursor: psycopg.Cursor[Any]) -> None:
    _act(tenant, entry, content, cursor)
    derogations.load_step(cursor, tenant, content)


def _gel(tenant: int, entry: Entry, content: Path, cursor: psycopg.Cursor[Any]) -> None:
    _act(tenant, entry, content, cursor)
    enter_gel(cursor, tenant, entry.package, _files(content, GEL_FILES))


def _levee(tenant: int, entry: Entry, content: Path, cursor: psycopg.Cursor[Any]) -> None:
    _act(tenant, entry, content, cursor)
    enter_levee(cursor, tenant, entry.package, UUID(_operation(content)["subject"]))


def _correction(tenant: int, entry: Entry, content: Path, cursor: psycopg.Cursor[Any]) -> None:
    _act(tenant, entry, content, cursor)
    enter_correction(cursor, tenant, entry.package, _files(content, CORRECTION_FILES))


def _conservation(tenant: int, entry: Entry, content: Path, cursor: psycopg.Cursor[Any]) -> None:
    _act(tenant, entry, content, cursor)
    subject = _operation(content)["subject"]
    enter_conservation(cursor, tenant, entry.package, subject and UUID(subject), _files(content, CONSERVATION_FILES))


def _files(content: Path, names: Sequence[str]) -> dict[str, bytes]:
    return {name: (content / name).read_bytes() for name in names}


def _operation(content: Path) -> dict[str, Any]:
    return dict(json.loads((content / "operation.json").read_bytes()))


def _referentiel(tenant: int, entry: Entry, content: Path, cursor: psycopg.Cursor[Any]) -> None:
    _act(tenant, entry, content, cursor)
    enter_referential(cursor, tenant, entry.package, (content / REFERENTIAL).read_text("utf-8"))


def _evenement(tenant: int, entry: Entry, content: Path, cursor: psycopg.Cursor[Any]) -> None:
    _act(tenant, entry, content, cursor)
    load_dates(cursor, tenant, (content / "operation.json").read_bytes())
    enter_departs(cursor, tenant, entry.package, read_departs((content / DEPARTS).read_bytes()))


def _proposition(tenant: int, entry: Entry, content: Path, cursor: psycopg.Cursor[Any]) -> None:
    _act(tenant, entry, content, cursor)
    enter_proposed(cursor, tenant, entry.package, (content / UNITS).read_bytes())
    if (kept := content / KEPT).exists():
        enter_kept(cursor, tenant, entry.package, kept.read_bytes())


def _publication(tenant: int, entry: Entry, content: Path, cursor: psycopg.Cursor[Any]) -> None:
    _act(tenant, entry, content, cursor)
    data = (content / DATA).read_bytes() if (content / DATA).exists() else None
    enter_publication(cursor, tenant, _operation(content), (content / SAID).read_bytes(), data)


def _transfert(tenant: int, entry: Entry, content: Path, cursor: psycopg.Cursor[Any]) -> None:
    _act(tenant, entry, content, cursor)
    enter_transfer(cursor, tenant, entry.package, _files(content, TRANSFER_FILES))


def _handed(tenant: int, entry: Entry, content: Path, cursor: psycopg.Cursor[Any]) -> None:
    _act(tenant, entry, content, cursor)
    if (file := content / HANDED).exists():
        enter_handed(cursor, tenant, entry.package, file.read_bytes())


def _retrait(tenant: int, entry: Entry, content: Path, cursor: psycopg.Cursor[Any]) -> None:
    _act(tenant, entry, content, cursor)
    if (file := content / UNITS).exists():
        enter_history(cursor, tenant, entry.package, read_units(file.read_bytes()))


def _droits(tenant: int, entry: Entry, content: Path, cursor: psycopg.Cursor[Any]) -> None:
    _act(tenant, entry, content, cursor)
    enter_history(cursor, tenant, entry.package, units_of(_operation(content)))


def _nothing(tenant: int, entry: Entry, content: Path, cursor: psycopg.Cursor[Any]) -> None:
    """The journal's entry says it all."""


LOADERS = {
    **{operation: Loader(PAPERS, _act) for operation in ACTS},
    "gel": Loader((*PAPERS, *GEL_FILES[1:]), _gel),
    "levee": Loader(PAPERS, _levee),
    "correction": Loader((*PAPERS, *CORRECTION_FILES[1:]), _correction),
    "conservation": Loader((*PAPERS, *CONSERVATION_FILES[1:]), _conservation),
    "referentiel": Loader((*PAPERS, REFERENTIAL), _referentiel),
    "evenement": Loader((*PAPERS, DEPARTS), _evenement),
    "proposition": Loader((*PAPERS, UNITS), _proposition, sometimes=(KEPT,)),
    "publication": Loader((*PAPERS, SAID), _publication, sometimes=(DATA,)),
    "transfert": Loader((*PAPERS, *TRANSFER_FILES[1:]), _transfert),
    "communication": Loader(PAPERS, _handed, sometimes=(HANDED,)),
    "restitution": Loader(PAPERS, _handed, sometimes=(HANDED,)),
    "retrait": Loader(PAPERS, _retrait, sometimes=(UNITS,)),
    "versement": Loader((*PAPERS, "units.jsonl", "objects.jsonl"), _versement),
    "rejet": Loader(PAPERS, _rejet),
    "audit": Loader(PAPERS, _audit),
    "derogation": Loader((*PAPERS, derogations.FILE), _derogation),
    "droits": Loader(PAPERS, _droits),
    "reprise": Loader(PAPERS, _nothing),
    "tableau": Loader((*PAPERS, TABLE, VALIDATIONS), _tableau),
}
