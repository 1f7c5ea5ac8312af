"""The figures of a year: what came, what went, what is held; what the yearly survey of archives services asks for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any, BinaryIO

from chartrier.catalog.acts.entered import Counted, counted
from chartrier.catalog.ages import extents_by_age, extents_by_rule
from chartrier.catalog.archive.entries import entries
from chartrier.catalog.extents import Extent
from chartrier.papers import words
from chartrier.papers.sheet import sheet
from chartrier.papers.yearly_figures import Chapter, Figure, YearlyFigures
from chartrier.records.tenant import Tenant
from chartrier.registers.entrees import mode, received_bytes, received_files, received_units, support, transfer
from chartrier.registers.register import collectivite, period_of
from chartrier.rules.age import Age


@dataclass(slots=True)
class Sum:
    """How much entries are together: versements, units, files, bytes, mètres linéaires."""

    versements: int = 0
    units: int = 0
    files: int = 0
    bytes: int = 0
    metres: Decimal = Decimal(0)

    def add(self, units: int, files: int, size: int, length: Decimal | None) -> None:
        self.versements += 1
        self.units += units
        self.files += files
        self.bytes += size
        self.metres += length or 0

    def as_json(self) -> dict[str, Any]:
        return {
            "versements": self.versements, "units": self.units, "files": self.files, "bytes": self.bytes,
            "metres": str(self.metres),
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Yearly:
    """`held` is what is there now of all that had come by the end of the year; `operations` by their code.

    `ages` and `rules` are of what is there: by age, and by rule of DUA (code, label, how much). `agencies` are the
    services versants of the year.
    """

    tenant: Tenant
    year: int
    came: Sum
    modes: Counter[str]
    supports: Counter[str]
    agencies: frozenset[str]
    held: Sum
    operations: dict[str, Counted]
    ages: Mapping[Age, Extent]
    rules: Sequence[tuple[str, str, Extent]]

    @property
    def chapters(self) -> tuple[Chapter, ...]:
        """The figures as people read them."""
        return _chapters_of(self)

    def as_json(self) -> dict[str, Any]:
        return {
            "tenant": self.tenant.code,
            "year": self.year,
            "entries": {
                **self.came.as_json(),
                "modes": dict(self.modes),
                "supports": dict(self.supports),
                "agencies": len(self.agencies),
            },
            "held": self.held.as_json(),
            "ages": {age.value: extent.as_json() for age, extent in self.ages.items()},
            "rules": [{"rule": code, "label": label, **extent.as_json()} for code, label, extent in self.rules],
            "operations": {
                code: {
                    "entries": each.entries,
                    "orders": each.orders,
                    "units": each.units,
                    "objects": each.objects,
                    "bytes": each.bytes,
                }
                for code, each in sorted(self.operations.items())
            },
        }

    def write_csv(self, stream: BinaryIO) -> None:
        rows = [
            (chapter.title, each.name, each.value, each.note) for chapter in self.chapters for each in chapter.figures
        ]
        stream.write(sheet(("Chapitre", "Ce qui est compté", "Valeur", "Précision"), rows))

    def pdf(self, today: date, made: datetime) -> bytes:
        """Raises Unavailable (PAP-001)."""
        return YearlyFigures(self.year, collectivite(self.tenant), today, made, self.chapters, NOTES).pdf()


NOTES = (
    "Les entrées, les éliminations et les autres opérations sont comptées d’après le journal de l’archive, au jour de "
    "leur inscription. Ce qui est conservé est ce qui est là aujourd’hui de tout ce qui était entré à la fin de "
    "l’année ; les âges et les règles sont ceux d’aujourd’hui. Le papier qui n’est décrit dans aucun versement n’est "
    "pas compté.",
)


def yearly_figures(tenant: Tenant, year: int, today: date) -> Yearly:
    """The figures of a year; ages are those of today. Every entry since the first is read, some at a time."""
    period = period_of(year)
    assert period.first is not None
    assert period.last is not None
    came, held, modes, supports = Sum(), Sum(), Counter[str](), Counter[str]()
    agencies = set[str]()
    for entry in entries(tenant.key, None, period.last):
        held.add(entry.units, entry.files, entry.size, entry.metres)
        if entry.day >= period.first:
            came.add(received_units(entry), received_files(entry), received_bytes(entry), entry.metres)
            modes[mode(entry)] += 1
            supports[support(entry)] += 1
            agencies.add(transfer(entry, "transferring_agency"))
    return Yearly(
        tenant=tenant,
        year=year,
        came=came,
        modes=modes,
        supports=supports,
        agencies=frozenset(agencies - {""}),
        held=held,
        operations=dict(counted(tenant.key, period.first, period.last)),
        ages=extents_by_age(tenant.key, today),
        rules=extents_by_rule(tenant.key),
    )


OF_DESTRUCTION = (
    ("elimination", "Éliminations ordonnées", ""),
    ("retrait", "Retraits pour erreur de versement", ""),
    ("transfert", "Transferts et dépôts, effacés ici", ""),
    ("restitution", "Restitutions, effacées ici", ""),
)
OF_WORK = (
    ("conservation", "Passages en archives définitives", ""),
    ("transfert", "Actes de transfert et de dépôt", "envois, réponses, effacements"),
    ("restitution", "Restitutions", "remises au producteur, avec ou sans effacement"),
    ("communication", "Communications", "paquets de communication remis"),
    ("derogation", "Actes de dérogation", "demandes, réponses, avis, décisions"),
    ("gel", "Gels posés", ""),
    ("levee", "Gels levés", ""),
    ("rejet", "Versements refusés", ""),
    ("audit", "Contrôles des copies", "relectures complètes"),
)


def _chapters_of(of: Yearly) -> tuple[Chapter, ...]:
    none = Counted(0, 0, 0, 0, 0)
    operations = {code: of.operations.get(code, none) for code, _, _ in (*OF_DESTRUCTION, *OF_WORK)}
    gone: list[Figure] = []
    for code, name, note in OF_DESTRUCTION:
        told = operations[code]
        gone.append(Figure(name, words.number(told.orders), note))
        if told.orders:
            gone.append(Figure(f"{name} : volume", words.amount(told.bytes), _objects(told)))
    entries = (
        Figure("Entrées", words.number(of.came.versements)),
        *(Figure(f"dont {name.lower()}", words.number(count)) for name, count in sorted(of.modes.items())),
        *(Figure(f"dont {name.lower()}", words.number(count)) for name, count in sorted(of.supports.items())),
        Figure("Services versants", words.number(len(of.agencies))),
        *_figures(of.came),
    )
    return (
        Chapter("Entrées", entries),
        Chapter("Sorties", tuple(gone)),
        Chapter(
            "Autres opérations",
            tuple(_of_work(operations[code], name, note) for code, name, note in OF_WORK),
        ),
        Chapter("Ce qui est conservé", (Figure("Entrées", words.number(of.held.versements)), *_figures(of.held))),
        Chapter("Ce qui est conservé, par âge", tuple(_of_age(*told) for told in of.ages.items())),
        *(
            [Chapter("Ce qui est conservé, par règle de DUA", tuple(_of_rule(*told) for told in of.rules))]
            if of.rules
            else []
        ),
    )


def _of_age(age: Age, extent: Extent) -> Figure:
    return Figure(f"Archives {age}s", words.volume(extent.bytes, extent.metres), _content(extent))


def _of_rule(code: str, label: str, extent: Extent) -> Figure:
    told = " · ".join(filter(None, (label, _content(extent))))
    return Figure(code, words.volume(extent.bytes, extent.metres), told)


def _content(extent: Extent) -> str:
    return f"{words.count(extent.units, 'unité')}, {words.count(extent.files, 'fichier')}"


def _of_work(told: Counted, name: str, note: str) -> Figure:
    """With what the acts were of, where their entries count it."""
    counted = [_objects(told), words.amount(told.bytes)] if told.objects else []
    counted = counted or ([words.count(told.units, "unité")] if told.units else [])
    return Figure(name, words.number(told.entries), " : ".join(filter(None, (note, ", ".join(counted)))))


def _objects(counts: Counted) -> str:
    return f"{words.count(counts.units, 'unité')}, {words.count(counts.objects, 'objet')}"


def _figures(extent: Sum) -> tuple[Figure, ...]:
    return (
        Figure("Unités d’archives", words.number(extent.units)),
        Figure("Fichiers", words.number(extent.files)),
        Figure("Volume des fichiers", words.amount(extent.bytes), words.count(extent.bytes, "octet")),
        Figure("Mètres linéaires", words.decimal(extent.metres, 2), "objets physiques mesurés dans les bordereaux"),
    )
