"""The register of what became archives définitives: when, by which position of the archives service, how much."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import partial
from itertools import islice
from typing import Any

from chartrier.catalog.acts.entered import EnteredAct, acts_going_on, entered_acts
from chartrier.catalog.conservation.register import extents_conserved
from chartrier.catalog.extents import Extent
from chartrier.catalog.journal.publication import entry_of
from chartrier.catalog.journal.publication import named as named_package
from chartrier.copies.copies import Copies
from chartrier.copies.facts import proven_version
from chartrier.journal.changes import Named
from chartrier.papers import words
from chartrier.papers.blocks import Cell, Column
from chartrier.papers.register import Period
from chartrier.records.tenant import Tenant
from chartrier.registers.register import Field, Printed, Register, iso, period_of

CONSERVATION = "conservation"
CHUNK = 200
SAID, OPERATION = "conservation.json", "operation.json"


@dataclass(frozen=True, slots=True)
class Conservation:
    """An act that made archives définitives. `extent` is what of them is definitive by it, and there."""

    number: int
    act: EnteredAct
    position: str
    position_day: str
    """As written; of the position of the Archives départementales."""
    service: str
    """That holds them."""
    extent: Extent
    ended: date | None
    """When the act was undone."""


def register_of_conservations(tenant: Tenant, copies: Copies, year: int | None) -> Register[Conservation]:
    """Those of a year, or all of them.

    Reading its lines raises IntegrityFailure, Unavailable when no copy is proven for an act.
    """
    period = period_of(year)
    return Register(
        title="Registre des archives définitives",
        tenant=tenant,
        period=period,
        lines=partial(_lines, tenant, copies, period),
        fields=FIELDS,
        printed=PRINTED,
        as_json=_as_json,
        totals=_totals,
        notes=(
            "Les unités inscrites sont celles que l’acte a fait entrer dans les archives définitives. L’importance est "
            "celle de ce qui y est encore par cet acte. Les personnes sont désignées par l’identifiant que porte le "
            "journal.",
        ),
    )


def _lines(tenant: Tenant, copies: Copies, period: Period) -> Iterator[Conservation]:
    """Numbered from the first of all, so that a number is the same whatever the period."""
    acts = (act for act in entered_acts(tenant.key, (CONSERVATION,)) if act.subject is None)
    within = ((number, act) for number, act in enumerate(acts, 1) if period.has(act.day))
    while some := list(islice(within, CHUNK)):
        named = [act.id for _, act in some]
        held = extents_conserved(tenant.key, named)
        ended = acts_going_on(tenant.key, named, (CONSERVATION,))
        for number, act in some:
            said = _said(act, tenant, copies)
            yield Conservation(
                number=number,
                act=act,
                position=str(said.get("position") or ""),
                position_day=str(act.record.get("day") or ""),
                service=str(said.get("service") or ""),
                extent=held.get(act.id, Extent()),
                ended=ended[act.id][-1].day if act.id in ended else None,
            )


def _said(act: EnteredAct, tenant: Tenant, copies: Copies) -> dict[str, Any]:
    """What the act says of itself, which lies in the copies alone."""
    entered = entry_of(tenant.key, act.id)
    assert entered is not None  # an act and its entry are committed together
    inventories = named_package(tenant.key, act.id).inventories
    versions = [Named(version, digest) for version, digest in inventories.items()]
    with proven_version(entered[1], versions, (OPERATION, SAID), tenant, copies, copies.stores[0]) as facts:
        said = json.loads((facts.folder / SAID).read_text("utf-8"))
    assert isinstance(said, dict)
    return said


FIELDS: tuple[Field[Conservation], ...] = (
    Field("numero", lambda line: str(line.number)),
    Field("date", lambda line: iso(line.act.day)),
    Field("position_ad", lambda line: line.position),
    Field("position_du", lambda line: line.position_day),
    Field("service", lambda line: line.service),
    Field("unites", lambda line: str(line.act.counts.units)),
    Field("unites_presentes", lambda line: str(line.extent.units)),
    Field("fichiers", lambda line: str(line.extent.files)),
    Field("octets", lambda line: str(line.extent.bytes)),
    Field("metres_lineaires", lambda line: "" if line.extent.metres is None else f"{line.extent.metres:.2f}"),
    Field("annule_le", lambda line: iso(line.ended)),
    Field("personne", lambda line: line.act.by),
    Field("acte", lambda line: str(line.act.id)),
    Field("inscription", lambda line: str(line.act.index)),
)


def _position(line: Conservation) -> Cell:
    day = line.position_day
    notes = (f"du {words.short_day(date.fromisoformat(day))}",) if day else ()
    return Cell(line.position or words.NOTHING, notes)


def _importance(line: Conservation) -> Cell:
    files = words.count(line.extent.files, "fichier")
    if line.ended is not None:
        return Cell(words.NOTHING, (f"annulé le {words.short_day(line.ended)}",))
    return Cell(words.volume(line.extent.bytes, line.extent.metres), (files,))


PRINTED: tuple[Printed[Conservation], ...] = (
    Printed(Column("N°", mm=12, side="right"), lambda line: Cell(words.number(line.number))),
    Printed(Column("Date", mm=24), lambda line: Cell(words.short_day(line.act.day))),
    Printed(Column("Position des Archives départementales", share=2), _position),
    Printed(Column("Tenues par"), lambda line: Cell(line.service or words.NOTHING)),
    Printed(Column("Unités", mm=18, side="right"), lambda line: Cell(words.number(line.act.counts.units))),
    Printed(Column("Importance", mm=34, side="right"), _importance),
    Printed(
        Column("Acte, personne", mm=37),
        lambda line: Cell(str(line.act.id), (line.act.by, f"inscription n°{words.FIXED}{line.act.index}")),
    ),
)


def _totals(lines: Iterable[Conservation]) -> tuple[Cell, ...]:
    count = units = files = size = 0
    length = Decimal(0)
    for line in lines:
        count, units = count + 1, units + line.act.counts.units
        files, size = files + line.extent.files, size + line.extent.bytes
        length += line.extent.metres or 0
    nothing = Cell("")
    total = Cell(f"Total : {words.count(count, 'acte')}")
    extent = Cell(words.volume(size, length), (words.count(files, "fichier"),))
    return (nothing, nothing, total, nothing, Cell(words.number(units)), extent, nothing)


def _as_json(line: Conservation) -> dict[str, Any]:
    return {
        "number": line.number,
        "day": line.act.day.isoformat(),
        "act": str(line.act.id),
        "entry": line.act.index,
        "by": line.act.by,
        "position": line.position,
        "position_day": line.position_day or None,
        "service": line.service,
        "units": line.act.counts.units,
        "held": line.extent.as_json(),
        "ended": line.ended and line.ended.isoformat(),
    }
