"""The numbers of the report: what each counts, its value, and the lines that make it, whose sum it is."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from types import MappingProxyType
from uuid import UUID

from chartrier.catalog.consultations.register import consultations_of
from chartrier.catalog.extents import Extent
from chartrier.catalog.journal.operations import Summed
from chartrier.clock import day_of
from chartrier.cockpit.report.findings import NO_SUCH_NUMBER
from chartrier.cockpit.report.sources import Sources
from chartrier.errors import NotFound
from chartrier.journal.entry import ORDERS, Entry
from chartrier.registers.operation_names import called
from chartrier.rules.age import Age
from chartrier.rules.communicabilite.regime import Regime
from chartrier.rules.communicabilite.words import Words


class Unit(StrEnum):
    """What a value counts in."""

    THINGS = "nombre"
    BYTES = "octets"


class Chapter(StrEnum):
    """The parts of the report, in order."""

    CAME = "entrees"
    GONE = "sorties"
    WORK = "operations"
    INCIDENTS = "incidents"
    HELD = "conserve"
    PEOPLE = "population"


CHAPTERS: Mapping[Chapter, Words] = MappingProxyType(
    {
        Chapter.CAME: Words("Ce qui est entré", "What came"),
        Chapter.GONE: Words("Ce qui est sorti", "What went"),
        Chapter.WORK: Words("Ce qui a été fait", "What was done"),
        Chapter.INCIDENTS: Words("Contrôles et incidents", "Controls and incidents"),
        Chapter.HELD: Words("Ce qui est conservé aujourd’hui", "What is kept today"),
        Chapter.PEOPLE: Words("Population", "Inhabitants"),
    }
)


@dataclass(frozen=True, slots=True)
class Line:
    """A part of a number. `operation`: the package in the journal; `versement`: whether its day is to be asked for."""

    what: Words
    amount: int
    day: date | None = None
    index: int | None = None
    operation: UUID | None = None


@dataclass(frozen=True, slots=True)
class Number:
    """A number of the report. `value` gives None for what is not known; `lines` adds up to it."""

    code: str
    chapter: Chapter
    name: Words
    source: Words
    value: Callable[[Sources], int | None]
    lines: Callable[[Sources], Iterator[Line]]
    unit: Unit = Unit.THINGS


_JOURNAL = Words("journal de l’archive", "journal of the archive")
_INDEX = Words("index de l’archive, aujourd’hui", "index of the archive, today")
_AUDITS = Words("audits inscrits au journal", "audits entered in the journal")


def _of_journal(
    code: str, chapter: Chapter, operation: str, member: str, name: Words, *, unit: Unit = Unit.THINGS
) -> Number:
    """A sum over the entries of an operation; of orders of destruction, those that destroyed."""
    changing = True if operation in ORDERS and chapter is Chapter.GONE else None

    def value(of: Sources) -> int:
        sums = [
            each for (found, changed), each in of.sums.items() if found == operation and changing in (None, changed)
        ]
        return int(getattr(sum(sums, Summed()), member))

    def lines(of: Sources) -> Iterator[Line]:
        for index, entry in of.entries(operation, changing):
            yield Line(called(operation), _amount(entry, member), day_of(entry.time), index, entry.package)

    return Number(code, chapter, name, _JOURNAL, value, lines, unit)


def _amount(entry: Entry, member: str) -> int:
    return 1 if member == "entries" else int(getattr(entry.counts, member))


def _flow(code: str, chapter: Chapter, operation: str, name: Words) -> tuple[Number, ...]:
    """The four of what comes or goes: how many times, units, objects, bytes."""
    return (
        _of_journal(code, chapter, operation, "entries", name),
        _of_journal(f"{code}-unites", chapter, operation, "units", _within(name, UNITS)),
        _of_journal(f"{code}-objets", chapter, operation, "objects", _within(name, OBJECTS)),
        _of_journal(f"{code}-octets", chapter, operation, "bytes", _within(name, BYTES), unit=Unit.BYTES),
    )


UNITS, OBJECTS = Words("unités", "units"), Words("fichiers et objets physiques", "files and physical objects")
FILES, BYTES = Words("fichiers", "files"), Words("volume", "volume")


def _within(name: Words, what: Words) -> Words:
    return Words(f"{name.fr} : {what.fr}", f"{name.en}: {what.en}")


def _held(ages: tuple[Age, ...], code: str, name: Words) -> tuple[Number, ...]:
    """What is there of these ages: units, files, bytes."""

    def one(member: str, what: Words, unit: Unit) -> Number:
        def read(extent: Extent) -> int:
            return int(getattr(extent, member))

        def value(of: Sources) -> int:
            return sum(read(of.ages[age]) for age in ages)

        def lines(of: Sources) -> Iterator[Line]:
            for (age, versement), extent in sorted(of.ages_of_versements.items()):
                if age in ages:
                    yield Line(AGES[age], read(extent), operation=versement)

        return Number(f"{code}-{CODES[member]}", Chapter.HELD, _within(name, what), _INDEX, value, lines, unit)

    return (one("units", UNITS, Unit.THINGS), one("files", FILES, Unit.THINGS), one("bytes", BYTES, Unit.BYTES))


CODES = MappingProxyType({"units": "unites", "files": "fichiers", "bytes": "octets"})

AGES: Mapping[Age, Words] = MappingProxyType(
    {
        Age.COURANTE: Words("archives courantes", "archives courantes (in use)"),
        Age.INTERMEDIAIRE: Words("archives intermédiaires", "archives intermédiaires (kept for a time)"),
        Age.DEFINITIVE: Words("archives définitives", "archives définitives (kept for ever)"),
    }
)
AGE_CODES = MappingProxyType(
    {Age.COURANTE: "courantes", Age.INTERMEDIAIRE: "intermediaires", Age.DEFINITIVE: "definitives"}
)


def _failed(of: Sources) -> Iterator[Line]:
    for each in of.audits:
        if not each.proven:
            yield Line(called("audit"), 1, each.ended and day_of(each.ended), None, each.id)


def _faults(of: Sources) -> Iterator[Line]:
    for each in of.audits:
        if each.findings:
            yield Line(called("audit"), len(each.findings), each.ended and day_of(each.ended), None, each.id)


def _readings(of: Sources) -> Iterator[Line]:
    """Neither who read nor what: that is in the register, for who audits."""
    for each in consultations_of(of.tenant.key, of.first, of.end):
        regime = Regime(each.regime).words
        what = Words(f"{each.what}, {regime.fr}", f"{each.what}, {regime.en}")
        yield Line(what, 1, day_of(each.at))


def _inhabitants(of: Sources) -> int | None:
    known = [each.population for each in of.communes]
    return sum(each or 0 for each in known) if known and None not in known else None


def _people(of: Sources) -> Iterator[Line]:
    if _inhabitants(of) is not None:
        for each in of.communes:
            yield Line(Words(each.name, each.name), each.population or 0)


FLOWS = (
    ("entrees", Chapter.CAME, "versement", Words("Versements acceptés", "Accepted deposits")),
    ("eliminations", Chapter.GONE, "elimination", Words("Éliminations", "Éliminations")),
    ("retraits", Chapter.GONE, "retrait", Words("Retraits pour erreur", "Withdrawals of errors")),
    ("transferts", Chapter.GONE, "transfert", Words("Transferts, effacés ici", "Transferred, erased here")),
    ("restitutions", Chapter.GONE, "restitution", Words("Restitutions, effacées ici", "Given back, erased here")),
)
"""What comes and goes: code, chapter, operation of the journal, name."""

COUNTS = (
    ("conservations", Chapter.WORK, "conservation", Words("Passages en archives définitives", "Made definitive")),
    ("actes-transfert", Chapter.WORK, "transfert", Words("Actes de transfert et de dépôt", "Acts of transfer, dépôt")),
    ("actes-restitution", Chapter.WORK, "restitution", Words("Actes de restitution", "Acts of restitution")),
    ("communications", Chapter.WORK, "communication", Words("Paquets communiqués", "Packages handed out")),
    ("derogations", Chapter.WORK, "derogation", Words("Actes de dérogation", "Acts of dérogation")),
    ("gels", Chapter.WORK, "gel", Words("Gels posés", "Holds set")),
    ("levees", Chapter.WORK, "levee", Words("Gels levés", "Holds lifted")),
    ("audits", Chapter.INCIDENTS, "audit", Words("Relectures des copies", "Audits of the copies")),
    ("rejets", Chapter.INCIDENTS, "rejet", Words("Versements rejetés", "Rejected deposits")),
    ("reprises", Chapter.INCIDENTS, "reprise", Words("Journaux repris", "Journals begun anew")),
)
"""What is counted by its entries alone."""

_OTHERS = (
    Number(
        "consultations",
        Chapter.WORK,
        Words("Consultations", "Readings"),
        Words("registre des consultations", "register of readings"),
        lambda of: of.readings,
        _readings,
    ),
    Number(
        "audits-en-defaut",
        Chapter.INCIDENTS,
        Words("Relectures qui n’ont pas tout prouvé", "Audits that did not prove all"),
        _AUDITS,
        lambda of: sum(not each.proven for each in of.audits),
        _failed,
    ),
    Number(
        "constats",
        Chapter.INCIDENTS,
        Words("Constats de ces relectures", "Findings of these audits"),
        _AUDITS,
        lambda of: sum(len(each.findings or ()) for each in of.audits),
        _faults,
    ),
    *_held(tuple(Age), "conserve", Words("En tout", "In all")),
    *(
        number
        for age in Age
        for number in _held((age,), AGE_CODES[age], Words(AGES[age].fr.capitalize(), AGES[age].en.capitalize()))
    ),
    Number(
        "habitants",
        Chapter.PEOPLE,
        Words("Habitants", "Inhabitants"),
        Words("liste nationale (populations légales)", "national list (legal populations)"),
        _inhabitants,
        _people,
    ),
)

_EVERY = (
    *(number for flow in FLOWS for number in _flow(*flow)),
    *(_of_journal(code, chapter, operation, "entries", name) for code, chapter, operation, name in COUNTS),
    *_OTHERS,
)

NUMBERS: Mapping[str, Number] = MappingProxyType(
    {each.code: each for chapter in Chapter for each in _EVERY if each.chapter is chapter}
)
"""All of them, by code, in the order of the chapters."""


def number_of(code: str) -> Number:
    """The one of this code. Raises NotFound (RAP-002)."""
    if (found := NUMBERS.get(code)) is None:
        raise NotFound(NO_SUCH_NUMBER, number=code[:60], choices=", ".join(NUMBERS))
    return found
