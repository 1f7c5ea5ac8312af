"""Opening a list of collectivités as a travail: asked for in a page, done by a worker, whoever is cut off meanwhile.

    list read → lines entered, job deferred → line after line: opened, series adopted, first déposant entered → end

Each line is a repeatable step of its own: a process that takes over begins at the first line that nobody has told.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from uuid import UUID, uuid4

from chartrier.administration.collectivites import findings as say
from chartrier.administration.collectivites.bulk import Line, open_lines
from chartrier.administration.collectivites.finding import Listed
from chartrier.administration.credentials import Proven, prove
from chartrier.administration.invitations import Invitation, invite
from chartrier.catalog.openings import register
from chartrier.catalog.openings.models import Line as Row
from chartrier.catalog.openings.models import Opening
from chartrier.catalog.people import directory
from chartrier.catalog.people.models import Person
from chartrier.copies.copies import Copies
from chartrier.errors import ChartrierError, NotAllowed
from chartrier.keyring.mandates import Mandates
from chartrier.records.collectivite import CollectiviteKind, Where
from chartrier.records.finding import Finding, Findings, Place

MANDATE_LASTS = timedelta(hours=24)
"""How long a worker may act for the archivist of a list."""

BATCH = 50
"""Lines read at a time."""

FILE_NAME = 80


def ask_opening(
    lines: list[Line],
    unread: Findings,
    *,
    file: str,
    person: UUID,
    copies: Copies,
    archivist: tuple[Person, str] | None,
) -> UUID:
    """Have a list opened. `archivist`: who adopts the default series, and their passphrase, which is tried first.

    Raises NotAllowed (ADM-040, ADM-041).
    """
    identifier, now = uuid4(), copies.clock()
    mandate = None
    if archivist is not None:
        who, passphrase = archivist
        prove(who, passphrase, copies.clock)
        mandate = Mandates(copies.keyring.folder).close(identifier, who.id, passphrase)
    opening = Opening(
        id=identifier, state=Opening.State.WAITING, file=file[:FILE_NAME], person=person,
        archivist=archivist[0].id if archivist else None, mandate=mandate, asked=now, attempts=0, lines=len(lines),
        findings=[finding.as_recorded() for finding in unread],
    )  # fmt: skip
    register.ask(opening, [_wanted(line) for line in lines])
    return identifier


def carry_on(opening: Opening, *, instance: str, copies: Copies, line_done: Callable[[], None] = lambda: None) -> None:
    """Open what is left of a list that this process holds. Raises Unavailable: what lacks for one lacks for all."""
    register.begin(opening, copies.clock())
    told = Findings()
    archivist = _archivist(opening, copies, told)
    for row in _left(opening.id):
        findings = Findings()
        (done,) = open_lines(
            [_read(row, opening.file)], instance=instance, copies=copies, findings=findings, tell=_silent,
            archivist=archivist,
        )  # fmt: skip
        entered = directory.person_of_address(row.email.strip().lower()) if row.email and done.opened else None
        waiting = entered.id if entered is not None and not entered.has_usable_password() else None
        # of a list without archivist it is said once, for all
        kept = [each for each in findings if archivist is not None or each.kind is not say.NOT_ADOPTED]
        state = Row.State.FAILED
        if done.opened is not None and not findings.refused:
            state = Row.State.OPENED if done.opened.new else Row.State.KNOWN
        register.settle(row, state, kept, waiting)
        line_done()
    register.end(opening, Opening.State.DONE, told, copies.clock())
    Mandates(copies.keyring.folder).forget(opening.id)


def invitations_of(opening: UUID, copies: Copies) -> Iterator[tuple[Row, Invitation]]:
    """A new link for each first déposant of a list who has not opened their account yet; older ones no longer serve."""
    for row in register.invited(opening):
        person = directory.person(row.invited)
        if person.active and not person.has_usable_password():
            yield row, invite(person, copies.clock)


def forget_mandates(copies: Copies) -> None:
    """Erase the mandates that no longer hold, of lists that nobody went on with."""
    for opening in register.under_way():
        if opening.mandate is not None and copies.clock() > opening.asked + MANDATE_LASTS:
            Mandates(copies.keyring.folder).forget(opening.id)
            register.take_mandate(opening)


def _left(opening: UUID) -> Iterator[Row]:
    last = -1
    while batch := register.lines(opening, Row.State.WAITING, after=last, limit=BATCH):
        yield from batch
        last = batch[-1].number


def _archivist(opening: Opening, copies: Copies, told: Findings) -> Proven | None:
    """Whoever adopts the series, for as long as their mandate lasts; without one they wait, which is told."""
    if opening.archivist is None:
        return None
    mandates, now = Mandates(copies.keyring.folder), copies.clock()
    closed = bytes(opening.mandate) if opening.mandate is not None else b""
    if now > opening.asked + MANDATE_LASTS:
        mandates.forget(opening.id)
    passphrase = mandates.open(opening.id, opening.archivist, closed)
    if passphrase is None:
        told.append(Finding(say.MANDATE_OVER))
        return None
    try:
        return prove(directory.person(opening.archivist), passphrase, copies.clock)
    except NotAllowed as refused:
        told.append(refused.finding)
        return None


def _silent(step: str, done: int, total: int) -> None:
    """The rows tell the progress."""


def _wanted(line: Line) -> register.Wanted:
    listed, where = line.listed, line.listed.where
    said = {
        "siren": listed.siren, "name": listed.name, "kind": str(listed.kind), "insee": where.insee,
        "departement": where.departement, "epci": where.epci, "population": listed.population,
    }  # fmt: skip
    return register.Wanted(line.place.line or 0, said, line.deposant, line.email)


def _read(row: Row, file: str) -> Line:
    said = row.listed
    where = Where(said["insee"], said["departement"], said["epci"])
    listed = Listed(said["siren"], said["name"], CollectiviteKind(said["kind"]), where, said["population"])
    return Line(Place(file, row.place), listed, row.deposant, row.email)


def stopped(opening: Opening, problem: ChartrierError, copies: Copies) -> None:
    """Note that a list was stopped by something that nobody will try again."""
    register.end(opening, Opening.State.FAILED, [problem.finding], copies.clock())
