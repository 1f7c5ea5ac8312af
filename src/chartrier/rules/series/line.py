"""One line of a retention table, its cells checked one by one."""

from __future__ import annotations

import re
from collections.abc import Mapping

from chartrier.records.finding import Finding, FindingKind, Findings, Place
from chartrier.rules.communicabilite.grounds import GROUNDS
from chartrier.rules.communicabilite.provenance import Confidence
from chartrier.rules.series import findings as say
from chartrier.rules.series.columns import BETWEEN_OTHERS, NEEDED, Column
from chartrier.rules.series.dua import Dua, read_dua
from chartrier.rules.series.serie import OtherValue, Series, Value
from chartrier.rules.series.vocabulary import Choice, Counting, Depart, SortFinal, YesNo, folded, read_choice

SHOWN = 80
"""Characters of a wrong cell that its finding shows."""
_CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,31}")
_OTHER = re.compile(r"([^:]+) : ([^(]+) \((.+)\)")


def read_line(cells: Mapping[Column, str], place: Place, findings: Findings) -> Series | None:
    """The series of a line; None after a finding. All that is wrong with the line is told."""
    return _Line(cells, place, findings).series()


class _Line:
    """The cells of a line being read, and whether one was wrong."""

    def __init__(self, cells: Mapping[Column, str], place: Place, findings: Findings) -> None:
        self._cells = cells
        self._place = place
        self._findings = findings
        self._wrong = False
        self._code = cells[Column.CODE][:SHOWN]

    def series(self) -> Series | None:
        self._check_code()
        self._check_needed()
        dua = self._dua()
        depart = self._choice(Column.DEPART, Depart)
        counting = self._choice(Column.COUNTING, Counting)
        sort_final = self._choice(Column.SORT_FINAL, SortFinal)
        confidence = self._choice(Column.CONFIDENCE, Confidence)
        sourced = self._choice(Column.ACCESS_SOURCED, YesNo)
        personal = self._choice(Column.PERSONAL_DATA, YesNo)
        access, others = self._access(), self._others()
        self._check_depart(dua)
        if sort_final is SortFinal.TRIER and not self._cells[Column.MENTION]:
            self._say(say.NO_MENTION, code=self._code)
        if self._wrong or dua is None or counting is None or sort_final is None or confidence is None:
            return None
        return Series(
            code=self._cells[Column.CODE],
            domain=self._cells[Column.DOMAIN],
            title=self._cells[Column.TITLE],
            dua=dua,
            depart=depart,
            counting=counting,
            sort_final=sort_final,
            mention=self._cells[Column.MENTION],
            access=access,
            access_sourced=sourced is YesNo.YES,
            legal_basis=self._cells[Column.LEGAL_BASIS],
            source=self._cells[Column.SOURCE],
            confidence=confidence,
            doubts=self._cells[Column.DOUBTS],
            others=others,
            personal_data=personal is YesNo.YES,
            open_data=self._cells[Column.OPEN_DATA],
        )

    def _say(self, kind: FindingKind, **values: str | int) -> None:
        self._findings.append(Finding(kind, self._place, values))
        self._wrong = True

    def _check_code(self) -> None:
        if self._code and not _CODE.fullmatch(self._cells[Column.CODE]):
            self._say(say.BAD_CODE, value=self._code)

    def _check_needed(self) -> None:
        for column in Column:
            if column in NEEDED and not self._cells[column]:
                self._say(say.EMPTY_CELL, column=column)

    def _check_depart(self, dua: Dua | None) -> None:
        if dua is None:
            return
        if dua.needs_depart and not self._cells[Column.DEPART]:
            self._say(say.NO_DEPART, code=self._code, choices=", ".join(Depart))
        elif not dua.needs_depart and self._cells[Column.DEPART]:
            self._say(say.DEPART_WITHOUT_DUA, code=self._code)

    def _dua(self) -> Dua | None:
        text = self._cells[Column.DUA]
        dua = read_dua(text)
        if text and dua is None:
            self._say(say.BAD_DUA, code=self._code, value=text[:SHOWN])
        return dua

    def _choice(self, column: Column, vocabulary: type[Choice]) -> Choice | None:
        text = self._cells[column]
        choice = read_choice(vocabulary, text)
        if text and choice is None:
            choices = ", ".join(vocabulary)
            self._say(say.BAD_CHOICE, code=self._code, column=column, value=text[:SHOWN], choices=choices)
        return choice

    def _access(self) -> tuple[str, ...]:
        codes = tuple(dict.fromkeys(self._cells[Column.ACCESS].split()))
        for code in codes:
            if code not in GROUNDS:
                self._say(say.UNKNOWN_ACCESS, code=self._code, value=code[:SHOWN])
        return codes

    def _others(self) -> tuple[OtherValue, ...]:
        text = self._cells[Column.OTHERS]
        others = []
        for part in text.split(BETWEEN_OTHERS) if text else ():
            other = _other(part)
            if other is None:
                self._say(say.BAD_OTHER, code=self._code, value=part[:SHOWN])
            else:
                others.append(other)
        return tuple(others)


def _other(text: str) -> OtherValue | None:
    match = _OTHER.fullmatch(text.strip())
    if match is None:
        return None
    column, written, source = folded(match[1]), match[2], match[3].strip()
    value: Value | None = None
    if column == folded(Column.DUA):
        value = read_dua(written)
    elif column == folded(Column.SORT_FINAL):
        value = read_choice(SortFinal, written)
    return OtherValue(value, source) if value is not None and source else None
