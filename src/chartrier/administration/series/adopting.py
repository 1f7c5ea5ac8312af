"""What a tenant does with its table: adopt the shipped one, import another, decide, have it validated."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import BinaryIO
from uuid import UUID

from chartrier.administration.series import findings as say
from chartrier.administration.series.change import Change, Made, change_to
from chartrier.administration.series.tableau import Making, make, make_validated, moved_by
from chartrier.catalog.rules.impact import Impact
from chartrier.catalog.series.register import Tableau, current, tableau_of
from chartrier.copies.texts import clean_text
from chartrier.errors import Conflict, InvalidInput, NotFound
from chartrier.records.attached import AttachedFile
from chartrier.records.finding import Findings, Place
from chartrier.rules.series.columns import BETWEEN_OTHERS, Column
from chartrier.rules.series.dua import Dua, read_dua
from chartrier.rules.series.line import read_line
from chartrier.rules.series.reading import read_series
from chartrier.rules.series.serie import Series
from chartrier.rules.series.shipped import Kind, shipped_table
from chartrier.rules.series.table import Validation
from chartrier.rules.series.vocabulary import SortFinal
from chartrier.rules.series.writing import cells_of, written_other

_SHOWN = 40


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a change is, or would be, and its act; None when nothing was to be done, or only to be told."""

    change: Change
    act: UUID | None
    moved: Sequence[Impact] = ()
    """The échéances that move with it, by category."""
    kept: tuple[str, ...] = ()
    """Series that the tenant has in its own way, left as they are."""


def adopt(kind: Kind, only: Sequence[str], making: Making) -> Outcome:
    """Take in the shipped series that the tenant lacks; those named `only`, again as they are shipped.

    Raises InvalidInput for a code that is not shipped.
    """
    shipped = shipped_table(kind).series
    for code in only:
        if code not in shipped:
            raise InvalidInput(say.NO_SUCH_SERIES, code=code[:_SHOWN])
    before = current(making.tenant.key)
    held = before.series if before is not None else {}
    taken = {code: shipped[code] for code in (only or shipped) if only or code not in held}
    kept = tuple(code for code in held if not only and code in shipped and held[code] != shipped[code])
    change = change_to(before, [*(taken.get(code, each) for code, each in held.items()), *taken.values()])
    return _carry_out(change, Made.ADOPTION, making, kept)


def import_table(stream: BinaryIO, file: str, findings: Findings, making: Making) -> Outcome | None:
    """Take a whole table in the place of the tenant's; None, and nothing done, with a finding that refuses."""
    series = read_series(stream, findings, file=file)
    if findings.refused:
        return None
    change = change_to(current(making.tenant.key), series.values())
    return _carry_out(change, Made.IMPORT, making)


def decide(code: str, choices: Mapping[Column, str], making: Making) -> Outcome:
    """Record what the tenant chose for one series, cell by cell; what other sources say of it is dropped.

    Raises NotFound for a series that the table does not have, InvalidInput for what no table may hold.
    """
    before = _table_of(making)
    series = series_named(before, code)
    if not choices:
        raise InvalidInput(say.NOTHING_TO_DECIDE, code=code[:_SHOWN])
    chosen = _chosen(series, choices)
    change = change_to(before, [chosen if each.code == code else each for each in before.series.values()])
    return _carry_out(change, Made.DECISION, making)


def validate(validation: Validation, letter: AttachedFile | None, making: Making) -> UUID:
    """Record that the Archives départementales have validated the table as it is.

    Raises Conflict when a series awaits a decision, InvalidInput for a letter of a day that has not come.
    """
    validation = replace(validation, by=clean_text(validation.by), letter=clean_text(validation.letter))
    if validation.day > making.today:
        raise InvalidInput(say.LETTER_OF_TOMORROW, day=str(validation.day))
    before = _table_of(making)
    before.table.validated(validation)
    return make_validated(before, validation, letter, making)


def table_in_force(tenant: int) -> Tableau:
    """Raises NotFound when there is none yet."""
    found = current(tenant)
    if found is None:
        raise NotFound(say.NO_TABLE)
    return found


def table_of_act(tenant: int, act: UUID) -> Tableau:
    """The table as an act made it. Raises NotFound."""
    found = tableau_of(tenant, act)
    if found is None:
        raise NotFound(say.NO_SUCH_TABLE, act=str(act))
    return found


def series_named(table: Tableau, code: str) -> Series:
    """Raises NotFound."""
    found = table.series.get(code)
    if found is None:
        raise NotFound(say.NO_SUCH_SERIES, code=code[:_SHOWN])
    return found


def _table_of(making: Making) -> Tableau:
    return table_in_force(making.tenant.key)


def _carry_out(change: Change, made: Made, making: Making, kept: tuple[str, ...] = ()) -> Outcome:
    """Raises Conflict when échéances would move and nobody has confirmed it."""
    if change.nothing:
        return Outcome(change, None, kept=kept)
    moved = moved_by(change, making)
    if making.dry_run:
        return Outcome(change, None, moved, kept)
    if moved and not making.confirmed:
        units, due = sum(each.units for each in moved), sum(each.ending_now for each in moved)
        raise Conflict(say.TO_CONFIRM, units=units, due=due)
    return Outcome(change, make(change, made, making), moved, kept)


def _chosen(series: Series, choices: Mapping[Column, str]) -> Series:
    """The series with these cells. Raises InvalidInput with the first thing that is wrong."""
    decided = {Column.DUA: Dua, Column.SORT_FINAL: SortFinal}
    dropped = tuple(kind for column, kind in decided.items() if column in choices)
    others = [each for each in series.others if not isinstance(each.value, dropped)]
    cells = {**cells_of(series), **{column: clean_text(text) for column, text in choices.items()}}
    findings = Findings()
    if Column.DUA in choices and Column.DEPART not in choices:
        dua = read_dua(cells[Column.DUA])
        if dua is not None and not dua.needs_depart:
            cells[Column.DEPART] = ""
    cells[Column.OTHERS] = BETWEEN_OTHERS.join(written_other(each) for each in others)
    chosen = read_line(cells, Place(), findings)
    for finding in findings:
        raise InvalidInput(finding.kind, finding.place, **finding.values)
    assert chosen is not None
    return chosen
