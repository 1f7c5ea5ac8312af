"""What a page of answers shows of each: the words that were found, a passage of a document, a small picture.

Of a document only what its reader may open: by rights, where all that may be found may be opened too; to the public,
documents of units that are all open. Whoever is shown what answers is entered among the readings, with the documents of
which a passage or a small picture was shown: without the words, which name people. So is whoever takes a list away, and
whoever opens a branch of the tree.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from chartrier.access.describing import Summary, summaries
from chartrier.access.highlighting import Excerpt, Piece, Sought
from chartrier.access.searching import Answer, Question, Scope, open_to_the_public
from chartrier.catalog.archive.models import Unit
from chartrier.catalog.archive.searching import services_of
from chartrier.catalog.consultations.register import Consultation, What, enter_consultation
from chartrier.catalog.texts.excerpts import Answering, texts_answering
from chartrier.catalog.texts.thumbnails import with_thumbnail
from chartrier.clock import Clock
from chartrier.records.identifiers import new_package_id
from chartrier.rules.communicabilite.regime import Regime
from chartrier.seda.values import children, text_of


@dataclass(frozen=True, slots=True)
class Passage:
    """A passage of a document that answers. `page`: on which page of it, where it has pages."""

    object: UUID
    name: str
    excerpt: Excerpt
    page: int | None


@dataclass(frozen=True, slots=True)
class Shown:
    """One answer. `title` in pieces; `description`: the passage of its presentation that answers, or its beginning."""

    row: Summary
    service: str | None
    title: Sequence[Piece]
    description: Sequence[Piece]
    passage: Passage | None
    pictured: UUID | None
    """The object of which there is a small picture, that may be shown."""


def shown(tenants: Sequence[int], answer: Answer, question: Question, scope: Scope, today: date) -> list[Shown]:
    """Each unit of an answer, as a page shows it; `answer` is that of this question, scope and day."""
    identifiers = [unit.id for unit in answer.units]
    rows = summaries(tenants, answer.units)
    services = services_of(tenants, identifiers)
    opened = _opened(answer.units, scope, today)
    answering = texts_answering(tenants, sorted(opened), question.words)
    pictured = with_thumbnail(tenants, sorted(opened))
    sought = Sought(question.words)
    described = {unit.id: _description(unit.content) for unit in answer.units}
    sought.read(unit.title for unit in answer.units)
    sought.read(described.values())
    sought.read(each.text for each in answering.values())
    return [
        Shown(
            row,
            services.get(row.unit.id),
            sought.mark(row.unit.title),
            _presented(described[row.unit.id], sought),
            _passage(answering.get(row.unit.id), sought),
            pictured.get(row.unit.id),
        )
        for row in rows
    ]


def enter_search(
    tenants: Sequence[int],
    person: UUID | None,
    answer: Answer,
    rows: Sequence[Shown],
    clock: Clock,
    *,
    reader: str | None = None,
) -> None:
    """Enter that somebody searched, by words or by filters, once in each collectivité where something was found;
    `reader`: for whom, under the regime of the public.
    """
    now = clock()
    for tenant in tenants:
        here = [row for row in rows if row.row.unit.tenant == tenant]
        if here:
            passages = [row.passage.object for row in here if row.passage is not None]
            pictures = [row.pictured for row in here if row.pictured is not None]
            seen = list(dict.fromkeys([*passages, *pictures]))
            _enter(tenant, person, answer.regime, What.SEARCH, now, seen, reader)


def enter_described(tenant: int, person: UUID | None, answer: Answer, clock: Clock) -> None:
    """The same of a search that shows no passage, of which something was found."""
    if answer.units:
        _enter(tenant, person, answer.regime, What.SEARCH, clock())


def enter_list(tenants: Sequence[int], person: UUID | None, scope: Scope, clock: Clock) -> None:
    """Enter, before it is given, that somebody takes away the list of what a search finds, with words or without."""
    now = clock()
    for tenant in tenants:
        _enter(tenant, person, scope.regime, What.LIST, now, reader=scope.reader)


def enter_branch(tenant: int, person: UUID | None, unit: UUID | None, clock: Clock) -> None:
    """Enter that somebody reads what a unit contains, by title; None: the top of the tree."""
    _enter(tenant, person, Regime.ADMINISTRATIVE, What.SEARCH, clock(), unit=unit)


def _enter(
    tenant: int,
    person: UUID | None,
    regime: Regime,
    what: What,
    now: datetime,
    passages: Sequence[UUID] = (),
    reader: str | None = None,
    unit: UUID | None = None,
) -> None:
    reading = Consultation(
        id=new_package_id(now),
        at=now,
        person=person,
        regime=regime,
        what=what,
        unit=unit,
        reader=reader,
        passages=tuple(passages),
    )
    enter_consultation(tenant, reading)


def _opened(units: Sequence[Unit], scope: Scope, today: date) -> set[UUID]:
    """The units whose documents this reader may open."""
    if scope.regime is Regime.PUBLIC:
        return open_to_the_public(units, scope, today)
    return {unit.id for unit in units} if scope.texts else set()


def _description(content: Any) -> str:
    found = children(content, "Description") if isinstance(content, dict) else []
    return next((text for value in found if (text := text_of(value))), "")


def _presented(text: str, sought: Sought) -> Sequence[Piece]:
    if not text:
        return ()
    found = sought.excerpt(text)
    if found is not None:
        return found.pieces
    return (Piece(beginning(text)),)


def beginning(text: str, length: int = 200) -> str:
    """The first words of a text."""
    return text if len(text) <= length else text[:length].rpartition(" ")[0] + " …"


def _passage(answering: Answering | None, sought: Sought) -> Passage | None:
    if answering is None:
        return None
    excerpt = sought.excerpt(answering.text)
    if excerpt is None:
        return None
    return Passage(answering.object, answering.name, excerpt, excerpt.page if answering.paged else None)
