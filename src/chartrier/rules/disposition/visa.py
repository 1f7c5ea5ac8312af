"""The visa of the Archives départementales, line by line: accordé, refusé, ajourné (R212-14, R212-51)."""

from __future__ import annotations

import csv
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, BinaryIO

from chartrier.errors import InvalidInput
from chartrier.records.finding import Findings, Place
from chartrier.rules.disposition import findings as say
from chartrier.rules.encoding import text_of
from chartrier.rules.series.cells import unguarded
from chartrier.rules.series.dua import read_dua
from chartrier.rules.series.vocabulary import SortFinal, folded, read_choice
from chartrier.rules.table import bounded_lines, filled_rows

COLUMNS = ("ligne", "décision", "motif", "sort final", "DUA")
BORDEREAU = "bordereau"
"""A column that may be there: the number of the bordereau that a decision is about."""
LARGEST = 8 << 20
"""Characters of a whole table of decisions."""
LONGEST_MOTIVE = 2_000
_SHOWN = 80


class Verdict(StrEnum):
    """What is decided of a line; the value is what tables, packages and the interface write."""

    ACCORDE = "accordé"
    REFUSE = "refusé"
    AJOURNE = "ajourné"


class Form(StrEnum):
    """How a visa was given: on paper, as a PDF signed elsewhere (PAdES), or in the application."""

    PAPIER = "papier"
    PADES = "pades"
    APPLICATION = "application"


@dataclass(frozen=True, slots=True)
class LineVerdict:
    """The decision on one line. A refusal may give a new sort final, or a longer DUA in the words of a table."""

    line: int
    verdict: Verdict
    motive: str = ""
    sort_final: str | None = None
    dua: str | None = None

    def as_json(self) -> dict[str, Any]:
        return {name: getattr(self, name) for name in self.__dataclass_fields__}


def require_complete(
    verdicts: Iterable[LineVerdict],
    lines: Sequence[int],
    shared: Iterable[Collection[int]],
    imputed: Collection[int] = (),
) -> None:
    """Refuse a visa that does not decide on every line once, with the motive of each refusal; InvalidInput.

    `shared` are the groups of lines that have units in common; those `imputed` go without it, unless it names them.
    """
    decided: dict[int, LineVerdict] = {}
    known = frozenset(lines)
    for verdict in verdicts:
        if verdict.line not in known:
            raise InvalidInput(say.UNKNOWN_LINE, line=verdict.line)
        if verdict.line in decided:
            raise InvalidInput(say.TWICE, line=verdict.line)
        if verdict.verdict is Verdict.REFUSE and not verdict.motive.strip():
            raise InvalidInput(say.UNMOTIVATED, line=verdict.line)
        if verdict.verdict is not Verdict.REFUSE and (verdict.sort_final or verdict.dua):
            raise InvalidInput(say.NOT_A_REFUSAL, line=verdict.line)
        decided[verdict.line] = verdict
    undecided = [line for line in lines if line not in decided and line not in imputed]
    if undecided:
        raise InvalidInput(say.UNDECIDED, count=len(undecided), line=undecided[0])
    for group in shared:
        first, *others = sorted(group)
        for other in others:
            accepted = [line not in decided or decided[line].verdict is Verdict.ACCORDE for line in (first, other)]
            if accepted[0] != accepted[1]:
                raise InvalidInput(say.SHARED, line=first, other=other)


def all_accepted(lines: Iterable[int]) -> list[LineVerdict]:
    """Every line accordée."""
    return [LineVerdict(line, Verdict.ACCORDE) for line in lines]


def read_verdicts(
    stream: BinaryIO, findings: Findings, *, number: str | None = None, file: str = "visa.csv"
) -> list[LineVerdict]:
    """Read a table of decisions, separated by semicolons or commas; with a finding, take none of it.

    `number` is that of the bordereau which they must be about, where they say it.
    """
    text = text_of(stream, LARGEST)
    verdicts: list[LineVerdict] = []
    try:
        lines = bounded_lines(text, LARGEST)
        start = next(lines, "")
        delimiter = ";" if start.count(";") >= start.count(",") else ","
        names = [folded(unguarded(name.strip())) for name in next(csv.reader([start], delimiter=delimiter), [])]
        wanted = [folded(column) for column in COLUMNS]
        if len({*names}) < len(names):
            _unreadable(findings, file, "une colonne y est deux fois", "a column is there twice")
            return []
        if not {*wanted[:2]} <= {*names}:
            _unreadable(findings, file, f"première ligne « {start[:_SHOWN]} »", f"first line “{start[:_SHOWN]}”")
            return []
        reader = csv.reader(lines, delimiter=delimiter, strict=True)
        for line, cells in filled_rows(reader, before=1):
            if len(cells) != len(names):
                findings.add(say.BAD_CELLS, Place(file, line), count=len(cells), expected=len(names))
                continue
            row = {name: unguarded(cell.strip()) for name, cell in zip(names, cells, strict=True)}
            if number is not None and row.get(BORDEREAU, number) != number:
                findings.add(say.OTHER_BORDEREAU, Place(file, line), value=row[BORDEREAU][:_SHOWN], number=number)
                continue
            verdict = _verdict([row.get(name, "") for name in wanted], Place(file, line), findings)
            if verdict is not None:
                verdicts.append(verdict)
    except UnicodeDecodeError:
        _unreadable(findings, file, "ce n'est pas de l'UTF-8", "it is not UTF-8")
    except csv.Error as error:
        _unreadable(findings, file, f"mal formé ({str(error)[:_SHOWN]})", f"malformed ({str(error)[:_SHOWN]})")
    finally:
        text.detach()
    return verdicts


def _unreadable(findings: Findings, file: str, reason_fr: str, reason_en: str) -> None:
    columns = ", ".join(COLUMNS)
    findings.add(say.NOT_A_TABLE, Place(file), reason_fr=reason_fr, reason_en=reason_en, columns=columns)


def _verdict(cells: list[str], place: Place, findings: Findings) -> LineVerdict | None:
    number, said, motive, sort, dua = cells
    if not number.isascii() or not number.isdigit() or len(number) > 9:
        findings.add(say.BAD_NUMBER, place, value=number[:_SHOWN])
        return None
    verdict = read_choice(Verdict, said)
    if verdict is None:
        findings.add(say.BAD_VERDICT, place, value=said[:_SHOWN])
        return None
    sort_final = read_choice(SortFinal, sort) if sort else None
    if sort and sort_final not in (SortFinal.CONSERVER, SortFinal.TRIER):
        findings.add(say.BAD_SORT, place, value=sort[:_SHOWN])
        return None
    longer = read_dua(dua) if dua else None
    if dua and longer is None:
        findings.add(say.BAD_VERDICT, place, value=dua[:_SHOWN])
        return None
    new_sort = str(sort_final) if sort_final else None
    return LineVerdict(int(number), verdict, motive[:LONGEST_MOTIVE], new_sort, str(longer) if longer else None)
