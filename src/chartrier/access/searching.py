"""Searching the archive, under one regime: that of somebody's rights, or that of the public.

By rights one finds what lies within them. The public finds what it may read: a unit that is closed is not found, by its
description no more than by its text, and nothing tells that it is there. The answer says which of the two applied.
"""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date
from itertools import islice
from typing import Any, BinaryIO
from uuid import UUID

from chartrier.access.communicabilite.answer import public_reading
from chartrier.access.findings import HELD_BY_RIGHTS_ONLY, NAME_WANTED, NO_SUCH_FILTER, NOT_SAVED, TOO_MANY_SAVED
from chartrier.catalog.archive.below import of_same_documents
from chartrier.catalog.archive.filters import Filters
from chartrier.catalog.archive.models import Unit
from chartrier.catalog.archive.questions import units_called
from chartrier.catalog.archive.searching import Facets, lines_of, ranked, seek, sift, those_within
from chartrier.catalog.archive.searching import facets as facets_of
from chartrier.catalog.rules.codes import CATEGORY
from chartrier.catalog.rules.unended import not_ended
from chartrier.catalog.searches.register import MOST, keep_search, searches_of
from chartrier.catalog.texts.excerpts import described_by
from chartrier.errors import Conflict, InvalidInput, NotFound
from chartrier.formats.plain_names import puids_named
from chartrier.records.voice import Bound
from chartrier.rules.categories import Category
from chartrier.rules.communicabilite.regime import Regime
from chartrier.rules.events import read_day
from chartrier.rules.series.cells import guarded

WORDS_LENGTH = 1_000
"""Characters of what is typed that are looked for."""
LOOKED_AT = 60
"""Units whose communicabilité is asked for one page: where they are mostly closed, the page is short and goes on."""
NAME_LENGTH = 80
"""Characters of the name of a search that is kept."""
PART = 5_000
"""Lines of a list that are read at a time: finding where to go on takes as long for few as for many."""
EXPORTED = 100_000
"""Lines of one list."""
COLUMNS = ("identifiant", "intitulé", "premier jour", "dernier jour", "service producteur", "règles", "versement")


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked, each part as people give it; empty: does not matter. Days are written as in France's calendar.

    `communicable`: what everybody may read today; `due`: whose DUA is over; `frozen`: held by a gel. `best`: the most
    pertinent first, rather than the newest.
    """

    words: str = ""
    service: tuple[str, ...] = ()
    series: tuple[str, ...] = ()
    first: date | None = None
    last: date | None = None
    format: tuple[str, ...] = ()
    communicable: bool = False
    due: bool = False
    frozen: bool = False
    below: UUID | None = None
    best: bool = False

    def written(self) -> dict[str, list[str]]:
        """As in an address: only what was given."""
        found: dict[str, list[str]] = {}
        for each in fields(self):
            value = getattr(self, each.name)
            if value in ("", (), None, False):
                continue
            found[each.name] = list(value) if isinstance(value, tuple) else ["1" if value is True else str(value)]
        return found

    def with_part(self, name: str, value: Any) -> Question:
        """The same with another value of one part."""
        changed: dict[str, Any] = {name: value}
        return replace(self, **changed)

    @classmethod
    def read(cls, given: Mapping[str, Sequence[str]]) -> Question:
        """What `written` wrote, or anybody else; other names are left aside. Raises InvalidInput (ACC-030)."""
        question, problems = cls.understood(given)
        if problems:
            raise problems[0]
        return question

    @classmethod
    def understood(cls, given: Mapping[str, Sequence[str]]) -> tuple[Question, list[InvalidInput]]:
        """The parts that can be read, and what is wrong with each of the others (ACC-030)."""
        values: dict[str, Any] = {}
        problems: list[InvalidInput] = []
        for each in fields(cls):
            texts = [text.strip() for text in given.get(each.name, ()) if text.strip()]
            if not texts:
                continue
            try:
                values[each.name] = _read(each.name, texts)
            except InvalidInput as wrong:
                problems.append(wrong)
        return cls(**values), problems


_FLAGS = frozenset({"communicable", "due", "frozen", "best"})
_SEVERAL = frozenset({"service", "series"})
QUOTES = dict.fromkeys(map(ord, "«»“”„"), '"')
"""A phrase is between quotes, as people write them where they are."""
YEAR = re.compile(r"[0-9]{4}")
SEVERAL = 100
"""Values of one part of a question."""


def _read(name: str, texts: list[str]) -> Any:
    first = texts[0]
    if any("\0" in text for text in texts):
        # no text of the archive has one, and no database takes it
        raise InvalidInput(NO_SUCH_FILTER, name=name, value=first[:40])
    if name in _FLAGS:
        return True
    if name == "format":
        return tuple(dict.fromkeys(puid for text in texts[:SEVERAL] for puid in _formats(text)))[:SEVERAL]
    if name in _SEVERAL:
        return tuple(dict.fromkeys(text[:WORDS_LENGTH] for text in texts[:SEVERAL]))
    if name == "words":
        return first[:WORDS_LENGTH].translate(QUOTES)
    try:
        if name == "below":
            return UUID(first)
        if (day := _day(name, first)) is not None:
            return day
    except ValueError:
        pass
    raise InvalidInput(NO_SUCH_FILTER, name=name, value=first[:40])


def _day(name: str, text: str) -> date | None:
    """A day as people write it; of a year alone its first or its last one."""
    if YEAR.fullmatch(text):
        return read_day(f"{text}-12-31" if name == "last" else f"{text}-01-01")
    return read_day(text)


def _formats(text: str) -> Sequence[str]:
    """The PUIDs of a format as people call it (`PDF`), or those that are written, with spaces between."""
    return puids_named(text) or text[:WORDS_LENGTH].split()


@dataclass(frozen=True, slots=True)
class Scope:
    """By what right somebody searches. `bounds`: where they may look, none for everywhere.

    `texts`: whether they may open all that they find, and so look into the documents. `reader`, for the public: an
    opaque identifier of somebody who may have a dérogation.
    """

    regime: Regime = Regime.ADMINISTRATIVE
    bounds: tuple[Bound, ...] = ()
    texts: bool = True
    reader: str | None = None

    @classmethod
    def by_rights(cls, found: tuple[Bound, ...], opened: tuple[Bound, ...] | None) -> Scope:
        """Of who finds within some bounds and opens within others (None: nothing; empty: everywhere).

        Documents are looked into only where all that may be found may be opened too: a word inside one would tell.
        """
        reads_all = opened is not None and (not opened or opened == found)
        return cls(Regime.ADMINISTRATIVE, found, texts=reads_all)


PUBLIC = Scope(Regime.PUBLIC)


@dataclass(frozen=True, slots=True)
class Answer:
    """A page of what was found. `next`: from where to go on. `count`: None where it is not known, or not told.

    `regime` is the one that applied; `texts`, whether documents were looked into.
    """

    units: list[Unit]
    count: int | None
    next: UUID | None
    regime: Regime
    texts: bool
    facets: Facets | None = None
    """Where they were asked for."""


def search(
    tenants: Sequence[int],
    question: Question,
    scope: Scope,
    today: date,
    *,
    before: UUID | None = None,
    limit: int = 20,
    spread: bool = False,
) -> Answer:
    """The units that answer, the newest first (or the best). `before`: the next page, by what the last one gave.

    `spread`: with the `facets` of it all. The public is told no count: it would tell how much is closed. Raises
    InvalidInput as `require_askable`.
    """
    filters = _filters(question, scope, today)
    open_only = _open_only(question, scope)
    if question.best and question.words:
        # What is not open must not push out what is.
        most = LOOKED_AT if open_only else limit
        units = ranked(tenants, question.words, filters, limit=most, texts=scope.texts)
        if open_only:
            units = list(_open_answers(units, question, scope, today))
        told = facets(tenants, question, scope, today) if spread else None
        return Answer(units[:limit], None, None, scope.regime, scope.texts, told)
    if not open_only:
        sifted = sift(tenants, question.words, filters, before=before, limit=limit, texts=scope.texts, spread=spread)
        return Answer(sifted.units, sifted.count, sifted.next, scope.regime, scope.texts, sifted.facets)
    sifted = sift(tenants, question.words, filters, before=before, limit=LOOKED_AT, texts=scope.texts)
    found = list(islice(_open_answers(sifted.units, question, scope, today), limit))
    following = sifted.next
    if len(found) == limit and found[-1] is not sifted.units[-1]:
        following = found[-1].id
    return Answer(found, None, following, scope.regime, scope.texts, Facets() if spread else None)


def within(tenant: int, unit: UUID, scope: Scope) -> bool:
    """Whether a unit lies within the bounds of a scope."""
    return not scope.bounds or bool(those_within([tenant], [unit], scope.bounds))


def save_search(tenant: int, person: UUID, name: str, asked: Mapping[str, Any]) -> None:
    """Keep a search under a name. Raises InvalidInput (ACC-048) without a name, Conflict (ACC-049) when there are
    as many as are kept.
    """
    name = " ".join(name.split())[:NAME_LENGTH]
    if not name:
        raise InvalidInput(NAME_WANTED)
    if not keep_search(tenant, person, name, asked):
        raise Conflict(TOO_MANY_SAVED, most=MOST)


def saved_search(tenant: int, person: UUID, name: str) -> dict[str, Any]:
    """What was kept under a name, as in an address. Raises NotFound (ACC-050)."""
    found = searches_of(tenant, person)
    if name not in found:
        raise NotFound(NOT_SAVED, name=name, names=", ".join(found) or "—")
    return found[name]


def known(tenant: int, units: Sequence[UUID]) -> tuple[list[Unit], list[UUID]]:
    """Those of these units that are there, in their order; and those that are not."""
    found = {unit.id: unit for unit in units_called([tenant], units)}
    return [found[each] for each in units if each in found], [each for each in units if each not in found]


def facets(tenants: Sequence[int], question: Question, scope: Scope, today: date) -> Facets:
    """How the answer is spread by service, year, format and série. To the public, nothing: numbers tell."""
    if _open_only(question, scope):
        return Facets()
    return facets_of(tenants, question.words, _filters(question, scope, today), texts=scope.texts)


def write_csv(
    out: BinaryIO, tenants: Sequence[int], question: Question, scope: Scope, today: date, *, most: int = EXPORTED
) -> int:
    """The list of what answers, for a spreadsheet: UTF-8 with a mark, semicolons, no cell that is a formula.

    How many lines; at most `most`.
    """
    count = 0
    for text, lines in csv_parts(tenants, question, scope, today, most=most):
        out.write(text)
        count += lines
    return count


def csv_parts(
    tenants: Sequence[int], question: Question, scope: Scope, today: date, *, most: int = EXPORTED
) -> Iterator[tuple[bytes, int]]:
    """The same, part by part, each with its lines: what is held at a time does not grow with the list.

    Each part is read when it is wanted, in a transaction of its own.
    """
    yield codecs.BOM_UTF8 + _written([COLUMNS]), 0
    for units in _pages(tenants, replace(question, best=False), scope, today, most):
        rows = [
            (unit, guarded(title), *days, guarded(service), guarded(rules), versement)
            for unit, title, *days, service, rules, versement in lines_of(tenants, units)
        ]
        yield _written(rows), len(rows)


def _written(rows: Iterable[Sequence[str]]) -> bytes:
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=";", lineterminator="\n").writerows(rows)
    return text.getvalue().encode("utf-8", "backslashreplace")


def _pages(tenants: Sequence[int], question: Question, scope: Scope, today: date, most: int) -> Iterator[list[UUID]]:
    before: UUID | None = None
    left = most
    filters = _filters(question, scope, today)
    while left > 0:
        limit = min(left, PART)
        if _open_only(question, scope):
            answer = search(tenants, question, scope, today, before=before, limit=limit)
            units, before = [unit.id for unit in answer.units], answer.next
        else:
            sought = seek(tenants, question.words, filters, before=before, limit=limit, texts=scope.texts)
            units, before = sought.ids, sought.next
        if units:
            yield units
        left -= len(units)
        if before is None:
            return


def _open_only(question: Question, scope: Scope) -> bool:
    return scope.regime is Regime.PUBLIC or question.communicable


def require_askable(question: Question, scope: Scope) -> None:
    """Refuse (InvalidInput, ACC-051) what the public may not ask: left aside, it would be answered by too much."""
    if question.frozen and scope.regime is Regime.PUBLIC:
        raise InvalidInput(HELD_BY_RIGHTS_ONLY)


def _filters(question: Question, scope: Scope, today: date) -> Filters:
    require_askable(question, scope)
    return Filters(
        services=question.service,
        series=question.series,
        first=question.first,
        last=question.last,
        formats=question.format,
        due_on=today if question.due else None,
        frozen=question.frozen,
        below=question.below,
        bounds=scope.bounds,
    )


def _open_answers(units: Sequence[Unit], question: Question, scope: Scope, today: date) -> Iterator[Unit]:
    """Those that are open; for the public, but for those that answer only by a document that is closed to it."""
    in_texts = scope.regime is Regime.PUBLIC and scope.texts and bool(question.words)
    for unit in units:
        if not _is_open(unit.tenant, unit.id, scope, today):
            continue
        if not in_texts or open_to_the_public([unit], scope, today) or _described(unit, question.words):
            yield unit


def _described(unit: Unit, words: str) -> bool:
    return bool(described_by([unit.tenant], [unit.id], words))


def open_to_the_public(units: Sequence[Unit], scope: Scope, today: date) -> set[UUID]:
    """Of units that are open, those whose documents are too: what is of several units is open when each of them is."""
    return {
        unit.id
        for unit in units
        if all(_is_open(unit.tenant, other, scope, today) for other in of_same_documents(unit.tenant, [unit.id]))
    }


def _is_open(tenant: int, unit: UUID, scope: Scope, today: date) -> bool:
    """Whether everybody may read it, or this reader; for the public, only what may be spread (DisseminationRule)."""
    reading = public_reading(tenant, unit, today, scope.reader)
    if reading.derogation is not None:
        return True
    if scope.regime is Regime.PUBLIC and not_ended(tenant, unit, CATEGORY[Category.DISSEMINATION], today):
        return False
    return reading.open
