"""Lists of collectivités in the database: asked for, held by one worker, told line by line.

A job names one by its identifier; all that is known of it is here.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Count

from chartrier.catalog.openings.findings import NO_OPENING, OPENING_GOES_ON
from chartrier.catalog.openings.models import Line, Opening
from chartrier.catalog.transaction import transaction
from chartrier.catalog.turns import turn
from chartrier.catalog.works.queue import enqueue
from chartrier.errors import Conflict, NotFound
from chartrier.records.finding import Finding

TASK = "ouverture"
"""The name by which a job is deferred: `worker` holds the task."""

LOCK = 0x4F555652
"""First key of the advisory locks of openings ("OUVR"); the second is made of the identifier."""

CHUNK = 1_000


@dataclass(frozen=True, slots=True)
class Wanted:
    """A line to be entered: its members are those of the model."""

    place: int
    listed: dict[str, Any]
    deposant: str
    email: str


def ask(opening: Opening, lines: Sequence[Wanted]) -> None:
    """Enter a list and defer its job: both happen, or neither."""
    with transaction([]):
        opening.save(force_insert=True)
        Line.objects.bulk_create(
            [
                Line(
                    opening=opening.id, number=number, state=Line.State.WAITING, place=each.place, listed=each.listed,
                    deposant=each.deposant, email=each.email, findings=[],
                )
                for number, each in enumerate(lines)
            ],
            batch_size=CHUNK,
        )  # fmt: skip
        enqueue(TASK, opening.id, opening=str(opening.id))


def ask_again(identifier: UUID) -> None:
    """Go on with a list that was stopped, the lines that could not be opened included. Raises NotFound, Conflict."""
    with transaction([]):
        found = Opening.objects.select_for_update().filter(id=identifier).first()
        if found is None:
            raise NotFound(NO_OPENING, opening=str(identifier))
        if found.state not in (Opening.State.FAILED, Opening.State.DONE):
            raise Conflict(OPENING_GOES_ON)
        Line.objects.filter(opening=identifier, state=Line.State.FAILED).update(state=Line.State.WAITING, findings=[])
        Opening.objects.filter(id=identifier).update(state=Opening.State.WAITING, ended=None)
        enqueue(TASK, identifier, opening=str(identifier))


def opening(identifier: UUID) -> Opening:
    """Raises NotFound."""
    with transaction([]):
        found = Opening.objects.filter(id=identifier).first()
    if found is None:
        raise NotFound(NO_OPENING, opening=str(identifier))
    return found


def openings(*, limit: int = 20) -> list[Opening]:
    """Those that were asked for last."""
    with transaction([]):
        return list(Opening.objects.order_by("-asked", "id")[:limit])


def under_way() -> list[Opening]:
    """Those that wait, run or were stopped."""
    with transaction([]):
        return list(Opening.objects.exclude(state=Opening.State.DONE).order_by("asked", "id"))


def counts(identifier: UUID) -> Counter[str]:
    """How many lines there are in each state."""
    with transaction([]):
        rows = Line.objects.filter(opening=identifier).values("state").annotate(many=Count("*"))
        return Counter({row["state"]: row["many"] for row in rows})


def lines(identifier: UUID, state: str, *, after: int = -1, limit: int = CHUNK) -> list[Line]:
    """The lines in a state, in the order of the list."""
    with transaction([]):
        rows = Line.objects.filter(opening=identifier, state=state, number__gt=after)
        return list(rows.order_by("number")[:limit])


def invited(identifier: UUID) -> list[Line]:
    """The lines whose first déposant was entered, and had no account then."""
    with transaction([]):
        return list(Line.objects.filter(opening=identifier, invited__isnull=False).order_by("number"))


def settle(line: Line, state: str, findings: Iterable[Finding], invited: UUID | None) -> None:
    """Note what became of a line; the name and address of who deposits first are kept only while they are wanted."""
    forgotten = {} if state == Line.State.FAILED else {"deposant": "", "email": ""}
    with transaction([]):
        Line.objects.filter(opening=line.opening, number=line.number).update(
            state=state, findings=[each.as_recorded() for each in findings], invited=invited, **forgotten
        )


def begin(found: Opening, now: datetime) -> None:
    """Note that it runs."""
    found.attempts += 1
    _update(found, state=Opening.State.RUNNING, began=found.began or now, attempts=found.attempts)


def wait(found: Opening) -> None:
    """Something is missing for now: it will be tried again."""
    _update(found, state=Opening.State.WAITING)


def end(found: Opening, state: str, findings: Iterable[Finding], now: datetime) -> None:
    """Note how it ended; no mandate outlives a list that is done."""
    told = [each.as_recorded() for each in findings]
    mandate = {"mandate": None} if state == Opening.State.DONE else {}
    _update(found, state=state, ended=now, findings=[*_of_the_list(found), *told], **mandate)


def take_mandate(found: Opening) -> None:
    """Nobody acts for its archivist any more."""
    _update(found, mandate=None)


def _of_the_list(found: Opening) -> list[dict[str, Any]]:
    """What was said when the list was read: it has a line, what stops the work has none."""
    kept: list[dict[str, Any]] = json.loads(json.dumps(found.findings))
    return [each for each in kept if each["place"].get("line")]


def _update(found: Opening, **values: Any) -> None:
    with transaction([]):
        Opening.objects.filter(id=found.id).update(**values)
    for name, value in values.items():
        setattr(found, name, value)


@contextmanager
def hold(identifier: UUID) -> Iterator[Opening | None]:
    """The list, for as long as the block lasts, in the hands of this process alone; None when another has it.

    The lock dies with the process. Raises NotFound, Unavailable.
    """
    with turn(LOCK, identifier.int & 0x7FFF_FFFF) as ours:
        yield None if ours is None else opening(identifier)
