"""The figures of a year: what came, what went, what is held; what the yearly survey of archives services asks for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any, BinaryIO

from chartrier.catalog.acts.entered import Counted, counted
from chartrier.catalog.ages import units_by_age, units_by_rule
from chartrier.catalog.archive.entries import entries
from chartrier.papers import words
from chartrier.papers.sheet import sheet
from chartrier.papers.yearly_figures import Chapter, Figure, YearlyFigures
from chartrier.records.tenant import Tenant
from chartrier.registers.entrees import mode, received_bytes, received_files, received_units
from chartrier.registers.register import collectivite, period_of
from chartrier.rules.age import Age


@dataclass(slots=True)
class Extent:
    """How much: versements, units, files, bytes, mètres linéaires."""

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

    `ages` and `rules` count units that are there: by age, and by rule of DUA (code, label, how many).
    """

    tenant: Tenant
    year: int
    came: Extent
    modes: Counter[str]
    held: Extent
    operations: dict[str, Counted]
    ages: Mapping[Age, int]
    rules: Sequence[tuple[str, str, int]]

    @property
    def chapters(self) -> tuple[Chapter, ...]:
        """The figures as people read them."""
        return _chapters_of(self)

    def as_json(self) -> dict[str, Any]:
        return {
            "tenant": self.tenant.code,
            "year": self.year,
            "entries": {**self.came.as_json(), "modes": dict(self.modes)},
            "held": self.held.as_json(),
            "ages": {age.value: count for age, count in self.ages.items()},
            "rules": [{"rule": code, "label": label, "units": count} for code, label, count in self.rules],
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
    came, held, modes = Extent(), Extent(), Counter[str]()
    for entry in entries(tenant.key, None, period.last):
        held.add(entry.units, entry.files, entry.size, entry.metres)
        if entry.day >= period.first:
            came.add(received_units(entry), received_files(entry), received_bytes(entry), entry.metres)
            modes[mode(entry)] += 1
    return Yearly(
        tenant=tenant,
        year=year,
        came=came,
        modes=modes,
        held=held,
        operations=dict(counted(tenant.key, period.first, period.last)),
        ages=units_by_age(tenant.key, today),
        rules=units_by_rule(tenant.key),
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
    modes = [Figure(f"dont {name.lower()}", words.number(count)) for name, count in sorted(of.modes.items())]
    return (
        Chapter("Entrées", (Figure("Entrées", words.number(of.came.versements)), *modes, *_figures(of.came))),
        Chapter("Sorties", tuple(gone)),
        Chapter(
            "Autres opérations",
            tuple(Figure(name, words.number(operations[code].entries), note) for code, name, note in OF_WORK),
        ),
        Chapter("Ce qui est conservé", (Figure("Entrées", words.number(of.held.versements)), *_figures(of.held))),
        Chapter("Unités par âge", tuple(_of_age(age, count) for age, count in of.ages.items())),
        *([Chapter("Unités par règle de DUA", tuple(_of_rule(*told) for told in of.rules))] if of.rules else []),
    )


def _of_age(age: Age, count: int) -> Figure:
    return Figure(f"Archives {age}s", words.number(count))


def _of_rule(code: str, label: str, count: int) -> Figure:
    return Figure(code, words.number(count), label)


def _objects(counts: Counted) -> str:
    return f"{words.count(counts.units, 'unité')}, {words.count(counts.objects, 'objet')}"


def _figures(extent: Extent) -> tuple[Figure, ...]:
    return (
        Figure("Unités d’archives", words.number(extent.units)),
        Figure("Fichiers", words.number(extent.files)),
        Figure("Volume des fichiers", words.amount(extent.bytes), words.count(extent.bytes, "octet")),
        Figure("Mètres linéaires", words.decimal(extent.metres, 2), "objets physiques mesurés dans les bordereaux"),
    )
