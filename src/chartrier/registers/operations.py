"""The operations of a collectivité: what the journal has and what is asked for or looked at, newest first.

Two sources are read side by side, each in its own order, and told once: a travail whose package the journal has is
told by its entry, under the title that it was asked for.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from types import MappingProxyType
from uuid import UUID

from chartrier.catalog.accounts.names import names_of
from chartrier.catalog.archive import questions
from chartrier.catalog.journal import operations as journal
from chartrier.catalog.preservation import campaigns
from chartrier.catalog.transaction import transaction
from chartrier.catalog.works import register as works
from chartrier.catalog.works.models import Work
from chartrier.clock import beginning_of, read_instant, write_instant
from chartrier.journal.entry import Counts, Entry
from chartrier.records.tenant import Tenant
from chartrier.registers.operation_names import CONTROLE, LOOKS, OPERATIONS, VERIFICATION, called
from chartrier.registers.register import csv_row
from chartrier.rules.communicabilite.words import Words

SYSTEM = "system"
"""Who acts when no person does: the machine's operator, by commands, or the archive itself."""

MADE_HERE = ("DEPOT-", "OCCULTATION-")
"""How the identifiers of messages that we make ourselves begin (`reception.sip`, `privacy.redacted_package`)."""

CHUNK = 500
"""Operations read at a time for a file."""

KIND_OF_WORK = MappingProxyType(
    {
        Work.Kind.DEPOSIT: "versement",
        Work.Kind.PACKAGE: "versement",
        Work.Kind.CHECK: CONTROLE,
        Work.Kind.AUDIT: "audit",
        Work.Kind.REPAIR: "audit",
        Work.Kind.VERIFY: VERIFICATION,
        Work.Kind.DELIVERY: "communication",
        Work.Kind.VERIFICATION: VERIFICATION,
    }
)
DEPOSITS = frozenset({Work.Kind.DEPOSIT, Work.Kind.PACKAGE})
"""Travaux that somebody left in the pages, and has a receipt of."""

KINDS = MappingProxyType(dict(sorted((OPERATIONS | LOOKS).items(), key=lambda each: each[1].fr)))
"""What lists may be filtered by."""

STATES = MappingProxyType(
    {
        "waiting": Words("en attente", "waiting"),
        "running": Words("en cours", "running"),
        "done": Words("fait", "done"),
        "refused": Words("rejeté", "rejected"),
        "failed": Words("interrompu", "interrupted"),
        "abandoned": Words("abandonné", "abandoned"),
    }
)


@dataclass(frozen=True, slots=True)
class Sought:
    """Which operations: of a kind, in a state, by a person (`system`: none), on days from one to another."""

    kind: str | None = None
    state: str | None = None
    by: str | None = None
    first: date | None = None
    last: date | None = None


@dataclass(frozen=True, slots=True)
class Told:
    """An operation in a list. `id` is that of its package, or of its travail where the journal has none."""

    id: UUID
    kind: str
    state: str
    at: datetime
    by: str
    title: str = ""
    index: int | None = None
    """Of its entry in the journal."""
    counts: Counts | None = None
    deposited: bool = False
    """Whether somebody left it in the pages, and has a receipt."""
    name: str = ""
    """Of who did it, as they are called today."""

    @property
    def words(self) -> Words:
        return called(self.kind)

    @property
    def state_words(self) -> Words:
        return STATES[self.state]


@dataclass(frozen=True, slots=True)
class Page:
    """A page of operations; `following` asks for the next one, None when there is none."""

    lines: tuple[Told, ...]
    following: str | None


@dataclass(frozen=True, slots=True)
class Position:
    """How far each source was read."""

    index: int | None = None
    asked: tuple[datetime, UUID] | None = None

    def write(self) -> str:
        asked, work = (write_instant(self.asked[0]), self.asked[1].hex) if self.asked else ("", "")
        return "_".join(("" if self.index is None else str(self.index), asked, work))

    @classmethod
    def read(cls, text: str) -> Position:
        """What `write` gave; the beginning for anything else."""
        try:
            index, asked, work = text.split("_")
            place = (read_instant(asked), UUID(work)) if asked else None
            number = int(index) if index else None
        except ValueError:
            return cls()
        return cls(number, place) if number is None or 0 <= number < journal.FAR else cls()


def page_of(tenant: Tenant, sought: Sought, *, after: str = "", limit: int) -> Page:
    """A page of what is done or ended; of what goes on too, where that state is sought."""
    position = Position.read(after)
    with transaction([tenant.key]):
        entries = _entries(tenant, sought, position, limit + 1)
        asked = _asked(tenant, sought, position, limit + 1)
    told: list[Told] = []
    for each in _newest_first(entries, asked):
        if len(told) == limit:
            return Page(_named(tenant, told), position.write())
        told.append(each)
        if each.index is not None:
            position = replace(position, index=each.index)
        else:
            position = replace(position, asked=(each.at, each.id))
    return Page(_named(tenant, told), None)


def under_way(tenant: Tenant, person: UUID | None) -> list[Work]:
    """The travaux that wait or run, of a person or of all, the last asked for first."""
    return works.listed([tenant.key], works.Sought(states=works.UNDER_WAY, person=person), limit=CHUNK)


@dataclass(frozen=True, slots=True)
class ByCommand:
    """What a command does now: a versement, or an audit, of which `done` of `total` packages are read."""

    kind: str
    began: datetime
    title: str = ""
    done: int = 0
    total: int = 0

    @property
    def words(self) -> Words:
        return called(self.kind)


def under_way_by_commands(tenant: Tenant, works_now: Collection[Work]) -> list[ByCommand]:
    """What living processes do that no travail tells of: none of these, which are all that are under way."""
    ours = {work.operation for work in works_now}
    found = [
        ByCommand("versement", each.received, each.message or "")
        for each in questions.versements_under_way(tenant.key)
        if each.id not in ours
    ]
    audited = any(KIND_OF_WORK[Work.Kind(work.kind)] == "audit" for work in works_now)
    campaign = None if audited else campaigns.running(tenant.key)
    if campaign is not None:
        with campaigns.auditing(tenant.key) as nobody:
            if not nobody:
                done = campaign.position["copy"] * campaign.head_size + campaign.position["index"]
                found.append(ByCommand("audit", campaign.began, "", done, campaign.head_size * len(campaign.copies)))
    return found


def write_csv(tenant: Tenant, sought: Sought) -> Iterator[bytes]:
    """All that is sought as lines of CSV, read some at a time: UTF-8 with a mark, semicolons, guarded cells."""
    yield "\ufeff".encode() + csv_row(
        ("instant", "opération", "intitulé", "état", "par", "nom", "identifiant", "inscription", "unités", "objets",
         "octets", "erreurs")
    )  # fmt: skip
    after: str | None = ""
    while after is not None:
        page = page_of(tenant, sought, after=after, limit=CHUNK)
        yield b"".join(csv_row(_cells(each)) for each in page.lines)
        after = page.following


def is_refused(entry: Entry) -> bool:
    """Whether nothing was let in, or (of an audit) not all was proven."""
    return entry.operation == "rejet" or (entry.operation == "audit" and entry.counts.errors > 0)


def _entries(tenant: Tenant, sought: Sought, position: Position, limit: int) -> list[Told]:
    wanted = set(OPERATIONS)
    if sought.kind is not None:
        wanted &= {sought.kind}
    if sought.state is not None:
        wanted &= {"rejet", "audit"} if sought.state == "refused" else set(OPERATIONS) - {"rejet"}
    if not wanted or sought.state not in (None, "done", "refused"):
        return []
    every = sought.kind is None and sought.state is None
    first, end = _between(sought)
    asked = journal.Sought(
        None if every else wanted,
        sought.by,
        first,
        end,
        proven=None if sought.state is None else sought.state == "done",
    )
    rows = journal.operations(tenant.key, asked, before=position.index, limit=limit)
    packages = [entry.package for _, entry in rows]
    made_by = works.of_packages(tenant.key, packages)
    titles = questions.names_of_versements(tenant.key, packages, MADE_HERE) | {
        each: work.title for each, work in made_by.items() if work.title
    }
    deposited = {each for each, work in made_by.items() if work.kind in DEPOSITS}
    return [
        Told(
            id=entry.package,
            kind=entry.operation,
            state="refused" if is_refused(entry) else "done",
            at=entry.time,
            by=entry.by,
            title=titles.get(entry.package, ""),
            index=index,
            counts=entry.counts,
            deposited=entry.package in deposited,
        )
        for index, entry in rows
    ]


def _asked(tenant: Tenant, sought: Sought, position: Position, limit: int) -> list[Told]:
    kinds = [work for work, kind in KIND_OF_WORK.items() if sought.kind in (None, kind)]
    states = works.ENDED if sought.state is None else {sought.state}
    person = None
    if sought.by is not None:
        try:
            person = UUID(sought.by)
        except ValueError:
            return []
    if not kinds:
        return []
    first, end = _between(sought)
    rows = works.listed(
        [tenant.key], works.Sought(kinds, states, person, first, end), before=position.asked, limit=limit,
        journalled=False,
    )  # fmt: skip
    return [
        Told(
            id=each.id,
            kind=KIND_OF_WORK[Work.Kind(each.kind)],
            state=each.state,
            at=each.asked,
            by=str(each.person),
            title=each.title,
            deposited=each.kind in DEPOSITS,
        )
        for each in rows
    ]


def _newest_first(entries: list[Told], asked: list[Told]) -> Iterator[Told]:
    """Both, each in its own order, by time."""
    while entries and asked:
        yield (entries if entries[0].at >= asked[0].at else asked).pop(0)
    yield from entries
    yield from asked


def _between(sought: Sought) -> tuple[datetime | None, datetime | None]:
    first = beginning_of(sought.first) if sought.first else None
    return first, beginning_of(sought.last + timedelta(days=1)) if sought.last and sought.last < date.max else None


def _named(tenant: Tenant, told: Iterable[Told]) -> tuple[Told, ...]:
    lines = tuple(told)
    names = names_of(tenant.key, {each.by for each in lines})
    return tuple(replace(each, name=names.get(each.by, "")) for each in lines)


def _cells(told: Told) -> tuple[str, ...]:
    counts = told.counts
    counted = (counts.units, counts.objects, counts.bytes, counts.errors) if counts else ("", "", "", "")
    return (
        write_instant(told.at), told.words.fr, told.title, told.state_words.fr, told.by, told.name, str(told.id),
        "" if told.index is None else str(told.index), *map(str, counted),
    )  # fmt: skip
