"""Lists of the territory, as archives services and centres de gestion make them: read whole, entered whole or not.

What a list is about is told by its columns: `offre` is of initiatives, `etat` of states of communes, `type` of actors.
"""

from __future__ import annotations

import io
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import BinaryIO, TypeVar
from uuid import UUID

from chartrier.administration.tenants import has_siren_key
from chartrier.catalog.territory import register
from chartrier.errors import NotFound
from chartrier.geography import national_list
from chartrier.geography.folding import fold
from chartrier.geography.territory import Commune
from chartrier.records.finding import Finding, FindingKind, Findings, Place
from chartrier.records.identifiers import new_package_id
from chartrier.records.territory import (
    Actor,
    ActorKind,
    Flow,
    Initiative,
    Member,
    Model,
    Offer,
    Source,
    Stage,
    State,
    Statement,
)
from chartrier.rules.encoding import decoded
from chartrier.rules.list_findings import NOT_A_LIST
from chartrier.rules.lists import read_rows
from chartrier.rules.series.vocabulary import folded
from chartrier.territory import findings as say
from chartrier.territory.area import AreaKind, area_of

GIGABYTE = 10**9
LARGEST = 64 << 20
"""Bytes of a list."""
SHOWN = 80

STATEMENTS = ("commune", "etat", "source", "date")
STATEMENTS_TOO = ("flux", "jusqu_au", "porteur", "remarque", "nom", "departement")
INITIATIVES = ("nom", "porteur", "offre", "modele", "etape", "source", "date")
INITIATIVES_TOO = ("siren", "perimetre", "membres", "flux", "debut", "fin", "volume_go", "remarque")
ACTORS = ("nom", "type", "source", "date")
ACTORS_TOO = ("siren", "perimetre")

Choice = TypeVar("Choice", bound=StrEnum)
Row = Mapping[str, str]


class Subject(StrEnum):
    """What a list is about."""

    STATEMENTS = "etats"
    INITIATIVES = "initiatives"
    ACTORS = "acteurs"


@dataclass(frozen=True, slots=True)
class Imported:
    """What a list brought: how many statements (an EPCI is one for each of its communes), initiatives or actors it has,
    and how many of them say something new.
    """

    subject: Subject | None
    read: int
    new: int


def import_list(
    stream: BinaryIO, findings: Findings, *, file: str, now: datetime, today: date, person: UUID | None
) -> Imported:
    """Enter what a list says: nothing of it with a finding that refuses, nothing twice."""
    data = stream.read(LARGEST + 1)
    if len(data) > LARGEST:
        findings.add(NOT_A_LIST, Place(file), why=f"> {LARGEST >> 20} Mio")
        return Imported(None, 0, 0)
    subject = _subject(data)
    if subject is None:
        findings.add(say.WHICH_LIST, Place(file, 1), file=file)
        return Imported(None, 0, 0)
    if subject is Subject.STATEMENTS:
        stated = read_statements(io.BytesIO(data), findings, file=file, today=today)
        new = 0 if findings.refused else register.enter_statements(stated, now, person)
        return Imported(subject, len(stated), new)
    if subject is Subject.INITIATIVES:
        offered = read_initiatives(io.BytesIO(data), findings, file=file, today=today)
        new = 0 if findings.refused else sum(enter_initiative(each, now, person) for each in offered)
        return Imported(subject, len(offered), new)
    named = read_actors(io.BytesIO(data), findings, file=file, today=today)
    new = 0 if findings.refused else sum(enter_actor(each, now, person) for each in named)
    return Imported(subject, len(named), new)


def read_statements(stream: BinaryIO, findings: Findings, *, file: str, today: date) -> list[Statement]:
    """What a list says of communes; an EPCI stands for each of its communes of today."""
    found: list[Statement] = []
    for place, row in read_rows(stream, STATEMENTS, findings, file=file, optional=STATEMENTS_TOO):
        line = _Line(row, place, findings, today)
        codes = line.communes()
        state, flow = line.choice(State, "etat"), line.choice(Flow, "flux", optional=True)
        source, last = line.source(), line.day("jusqu_au", optional=True)
        if codes is None or state is None or source is None or line.wrong:
            continue
        if last is not None and last < source.day:
            findings.add(say.ENDS_BEFORE, place, first=str(source.day), last=str(last))
            continue
        found += [Statement(code, state, source, flow, last, row["porteur"], row["remarque"]) for code in codes]
    return found


def read_initiatives(stream: BinaryIO, findings: Findings, *, file: str, today: date) -> list[Initiative]:
    """The initiatives of a list, each once."""
    found: list[Initiative] = []
    lines: dict[str, Place] = {}
    for place, row in read_rows(stream, INITIATIVES, findings, file=file, optional=INITIATIVES_TOO):
        line = _Line(row, place, findings, today)
        if not line.named(lines):
            continue
        initiative = line.initiative()
        if initiative is not None:
            found.append(initiative)
    return found


def read_actors(stream: BinaryIO, findings: Findings, *, file: str, today: date) -> list[Actor]:
    """The actors of a list, each once."""
    found: list[Actor] = []
    lines: dict[str, Place] = {}
    for place, row in read_rows(stream, ACTORS, findings, file=file, optional=ACTORS_TOO):
        line = _Line(row, place, findings, today)
        if not line.named(lines):
            continue
        actor = line.actor()
        if actor is not None:
            found.append(actor)
    return found


def read_initiative(row: Row, findings: Findings, today: date) -> Initiative | None:
    """The initiative that a form gives, by the columns of a list. None after a finding."""
    line = _Line(row, Place(), findings, today)
    return line.initiative() if line.named({}) else None


def read_actor(row: Row, findings: Findings, today: date) -> Actor | None:
    """The actor that a form gives, likewise."""
    line = _Line(row, Place(), findings, today)
    return line.actor() if line.named({}) else None


def enter_initiative(initiative: Initiative, now: datetime, person: UUID | None) -> bool:
    """Enter an initiative, as the next version of the one of that name; whether it says anything new."""
    name = fold(initiative.name)
    known = next((each for each in register.initiatives() if fold(each.content.name) == name), None)
    if known is None:
        register.enter_initiative(new_package_id(now), initiative, now, person)
    elif known.content != initiative:
        register.enter_initiative(known.id, initiative, now, person, after=known.number)
    return known is None or known.content != initiative


def enter_actor(actor: Actor, now: datetime, person: UUID | None) -> bool:
    """Likewise, an actor."""
    name = fold(actor.name)
    known = next((each for each in register.actors() if fold(each.content.name) == name), None)
    if known is None:
        register.enter_actor(new_package_id(now), actor, now, person)
    elif known.content != actor:
        register.enter_actor(known.id, actor, now, person, after=known.number)
    return known is None or known.content != actor


def _subject(data: bytes) -> Subject | None:
    try:
        first = decoded(data).partition("\n")[0]
    except UnicodeDecodeError:
        first = data[:100_000].decode("utf-8-sig", "replace").partition("\n")[0]
    names = {folded(name.strip().strip('"')) for name in re.split("[;,]", first)}
    if "offre" in names:
        return Subject.INITIATIVES
    if "etat" in names:
        return Subject.STATEMENTS
    return Subject.ACTORS if "type" in names else None


class _Line:
    """One line of a list; all that is wrong with it is told."""

    def __init__(self, row: Row, place: Place, findings: Findings, today: date) -> None:
        self.row, self.place, self.findings, self.today = row, place, findings, today
        self.wrong = False

    def refuse(self, kind: FindingKind, **values: str | int) -> None:
        self.wrong = True
        self.findings.append(Finding(kind, self.place, values))

    def named(self, lines: dict[str, Place]) -> bool:
        """Whether it has a name that no line before it has."""
        name = fold(self.row["nom"])
        if not name:
            self.refuse(say.NO_NAME)
        elif name in lines:
            self.refuse(say.TWICE, name=self.row["nom"][:SHOWN], line=lines[name].line or 0)
        lines.setdefault(name, self.place)
        return not self.wrong

    def initiative(self) -> Initiative | None:
        row = self.row
        offers = self.choices(Offer, "offre")
        model, stage = self.choice(Model, "modele"), self.choice(Stage, "etape")
        source, siren = self.source(), self.siren()
        perimeter = tuple(each.code for each in self.members("perimetre"))
        members, flows = tuple(self.members("membres")), self.choices(Flow, "flux", optional=True)
        first, last = self.day("debut", optional=True), self.day("fin", optional=True)
        volume = self.volume("volume_go")
        if first is not None and last is not None and last < first:
            self.refuse(say.ENDS_BEFORE, first=str(first), last=str(last))
        if self.wrong or model is None or stage is None or source is None:
            return None
        host = row["porteur"] or row["nom"]
        return Initiative(
            row["nom"], host, offers, model, stage, source, siren, perimeter, members, flows, first, last, volume,
            row["remarque"],
        )  # fmt: skip

    def actor(self) -> Actor | None:
        kind, source, siren = self.choice(ActorKind, "type"), self.source(), self.siren()
        perimeter = tuple(each.code for each in self.members("perimetre"))
        if kind is None or source is None or self.wrong:
            return None
        return Actor(self.row["nom"], kind, source, siren, perimeter)

    def communes(self) -> list[str] | None:
        """The codes that the line is about, as they were given: an EPCI is its communes. None after a finding."""
        written = self.row["commune"].replace(" ", "").upper()
        if re.fullmatch("[0-9]{4}", written):
            written = f"0{written}"  # a spreadsheet took the code for a number
        if re.fullmatch("[0-9]{9}", written):
            try:
                area = area_of(written)
            except NotFound:
                self.refuse(say.NO_COMMUNE, code=written)
                return None
            return [each.insee for each in area.communes]
        if re.fullmatch("[0-9][0-9AB][0-9]{3}", written):
            return self._by_code(written)
        return self._by_name(self.row["commune"] or self.row["nom"])

    def _by_code(self, code: str) -> list[str] | None:
        today = national_list.successor(code)
        if today is None:
            self.refuse(say.NO_COMMUNE, code=code)
            return None
        gone = national_list.former().get(code)
        if today.insee != code:
            self.findings.add(say.MERGED, self.place, code=code, commune=today.name, insee=today.insee)
        given = self.row["nom"]
        names = {today.name, gone.name if gone is not None else today.name}
        if given and national_list.key_of(given) not in map(national_list.key_of, filter(None, names)):
            self.findings.add(say.OTHER_NAME, self.place, code=code, known=today.name, name=given[:SHOWN])
        return [code]

    def _by_name(self, name: str) -> list[str] | None:
        departement = self.row["departement"].strip().upper() or None
        if departement is not None and len(departement) == 1:
            departement = f"0{departement}"
        found: list[Commune] = national_list.named(name, departement) if name else []
        exact = [each for each in found if national_list.key_of(each.name) == national_list.key_of(name)] or found
        if len(exact) == 1:
            return [exact[0].insee]
        if exact:
            choices = ", ".join(f"{each.name} ({each.insee})" for each in exact[:5])
            self.refuse(say.SEVERAL_COMMUNES, name=name[:SHOWN], choices=choices)
        else:
            self.refuse(say.NO_COMMUNE, code=name[:SHOWN])
        return None

    def source(self) -> Source | None:
        day = self.day("date", optional=True)
        if not self.row["source"] or (day is None and not self.wrong):
            self.refuse(say.NO_SOURCE)
            return None
        if day is not None and day > self.today:
            self.refuse(say.DAY_TO_COME, day=str(day))
            return None
        return Source(self.row["source"], day) if day is not None else None

    def choice(self, among: type[Choice], column: str, *, optional: bool = False) -> Choice | None:
        written = self.row[column]
        if not written and optional:
            return None
        wanted = _choice(written)
        for each in among:
            if _choice(each.value) == wanted:
                return each
        self.refuse(say.NOT_A_CHOICE, value=written[:SHOWN], column=column, choices=", ".join(among))
        return None

    def choices(self, among: type[Choice], column: str, *, optional: bool = False) -> tuple[Choice, ...]:
        found = []
        parts = [part.strip() for part in re.split("[,|+]", self.row[column]) if part.strip()]
        if not parts and not optional:
            self.refuse(say.NOT_A_CHOICE, value="", column=column, choices=", ".join(among))
        for part in parts:
            each = next((each for each in among if _choice(each.value) == _choice(part)), None)
            if each is None:
                self.refuse(say.NOT_A_CHOICE, value=part[:SHOWN], column=column, choices=", ".join(among))
            else:
                found.append(each)
        return tuple(dict.fromkeys(found))

    def day(self, column: str, *, optional: bool = False) -> date | None:
        written = self.row[column]
        if not written:
            if not optional:
                self.refuse(say.NOT_A_DAY, value="", column=column)
            return None
        day = day_in(written)
        if day is None:
            self.refuse(say.NOT_A_DAY, value=written[:SHOWN], column=column)
        return day

    def siren(self) -> str:
        written = self.row["siren"].replace(" ", "")
        if written and not (re.fullmatch("[0-9]{9}", written) and has_siren_key(written)):
            self.findings.add(say.NOT_A_SIREN, self.place, siren=written[:SHOWN])
        return written[:14]

    def members(self, column: str) -> Sequence[Member]:
        found = []
        for part in self.row[column].replace(",", " ").split():
            member = member_in(part)
            if member is None:
                self.refuse(say.NO_MEMBER, code=part[:SHOWN], column=column)
            else:
                found.append(member)
        return list(dict.fromkeys(found))

    def volume(self, column: str) -> int | None:
        written = self.row[column].replace(",", ".").replace(" ", "").replace("\u202f", "")
        if not written:
            return None
        try:
            size = Decimal(written)
        except InvalidOperation:
            size = Decimal(-1)
        if not 0 <= size < 10**9:
            self.refuse(say.NOT_A_NUMBER, value=self.row[column][:SHOWN], column=column)
            return None
        return int(size * GIGABYTE)


def day_in(written: str) -> date | None:
    """`2026-03-31` or `31/03/2026`; None for anything else."""
    french = re.fullmatch("([0-9]{1,2})/([0-9]{1,2})/([0-9]{4})", written.strip())
    try:
        if french is not None:
            day, month, year = map(int, french.groups())
            return date(year, month, day)
        return date.fromisoformat(written.strip())
    except ValueError:
        return None


def member_in(written: str) -> Member | None:
    """`22278`, `200065928+`, `D22+:2024-01-01/2027-12-31`; None for what is no place of the list or no day."""
    code, _, days = written.partition(":")
    whole, code = code.endswith("+"), code.removesuffix("+").upper()
    try:
        area = area_of(code)
    except NotFound:
        return None
    begins, _, ends = days.partition("/")
    first, last = day_in(begins) if begins else None, day_in(ends) if ends else None
    if (begins and first is None) or (ends and last is None) or (first and last and last < first):
        return None
    return Member(code, whole and area.kind is not AreaKind.COMMUNE, first, last)


def member_written(member: Member) -> str:
    """What `member_in` reads."""
    code = f"{member.code}+" if member.whole else member.code
    first, last = (day.isoformat() if day else "" for day in (member.first, member.last))
    return f"{code}:{first}/{last}" if last else f"{code}:{first}" if first else code


def _choice(text: str) -> str:
    return fold(text).replace(" ", "-")
