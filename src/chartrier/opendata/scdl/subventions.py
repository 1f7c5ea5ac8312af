"""The dataset of the grants (SCDL 2.1.1): the lines of the lists that were archived, those of legal persons alone.

A list is a CSV whose names of columns are those of the schema; commas or semicolons, UTF-8 or Windows-1252, amounts as
French spreadsheets write them. What goes to a natural person is not published (décret 2017-779): a line is withheld
unless a SIRET or an RNA number shows a legal person, and when the name of its beneficiary seems that of somebody.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping

from stdnum.fr import siret as sirets

from chartrier.opendata.scdl import findings as say
from chartrier.opendata.scdl.dataset import FORMULA, Dataset
from chartrier.opendata.scdl.persons import persons_in
from chartrier.opendata.scdl.persons import told as kinds_told
from chartrier.opendata.scdl.validating import problems_of_lines, schema_of
from chartrier.opendata.sources import Source
from chartrier.records.finding import Finding, FindingKind
from chartrier.rules.table import refuse_large

COLUMNS = tuple(each["name"] for each in schema_of("subventions")["fields"])
TOLD_BY = frozenset({"nomBeneficiaire", "montant", "dateConvention"})
"""The columns by which a list of grants is told from other files."""
NUMBERS = ("montant", "pourcentageSubvention")
MOST = 200_000
"""Lines of one list."""

_RNA = re.compile(r"W\d{9}")
_DAY = re.compile(r"(\d\d)/(\d\d)/(\d{4})")


def is_list(data: bytes) -> bool:
    """Whether a file is a list of grants: its first line has the columns."""
    head, _, _ = data[:65_536].partition(b"\n")
    return set(_cells(_text(head))) >= TOLD_BY


def subventions(found: Iterable[Source | Finding], siret: str) -> Dataset:
    """The grants of the collectivité whose establishment has this SIRET."""
    dataset = Dataset()
    lines: list[dict[str, str]] = []
    whence: list[tuple[Source, int]] = []
    for each in found:
        if isinstance(each, Finding):
            dataset.withheld.append(each)
            continue
        for number, line in _lines(each, dataset):
            reasons = _reasons(each, number, line, siret)
            dataset.withheld += reasons
            if not reasons:
                lines.append(line)
                whence.append((each, number))
    wrong = problems_of_lines(lines, COLUMNS, "subventions")
    known: set[tuple[str, ...]] = set()
    for index, (line, (source, number)) in enumerate(zip(lines, whence, strict=True)):
        values = tuple(line[column] for column in COLUMNS)
        if problems := wrong.get(index):
            for problem in problems:
                told = {"title": source.title, **problem.values}
                dataset.withheld.append(Finding(say.LINE_INVALID, source.place(number), told))
        elif values in known:
            told = {"title": source.title, "number": line["referenceDecision"] or line["nomBeneficiaire"]}
            dataset.withheld.append(Finding(say.LINE_TWICE, source.place(number), told))
        else:
            known.add(values)
            dataset.lines.append(line)
    return dataset


def _lines(source: Source, dataset: Dataset) -> Iterator[tuple[int, dict[str, str]]]:
    """The lines of a list, by the columns of the schema, each with the number of its line in the file."""
    text = _text(source.data)
    head, _, _ = text.partition("\n")
    reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=_delimiter(head), restval="")
    try:
        for count, row in enumerate(reader):
            if count >= MOST:
                told = {"title": source.title, "reason": f"> {MOST}"}
                dataset.withheld.append(Finding(say.UNREADABLE, source.place(reader.line_num), told))
                return
            refuse_large(cell for cell in row.values() if isinstance(cell, str))
            line = {column: " ".join((row.get(column) or "").split()) for column in COLUMNS}
            if any(line.values()):
                yield reader.line_num, _written(line)
    except csv.Error as problem:
        told = {"title": source.title, "reason": str(problem)}
        dataset.withheld.append(Finding(say.UNREADABLE, source.place(reader.line_num), told))


def _written(line: dict[str, str]) -> dict[str, str]:
    """What French spreadsheets write otherwise than the schema: amounts, days, yes and no."""
    for column in NUMBERS:
        line[column] = line[column].replace("\u202f", "").replace(" ", "").removesuffix("€").replace(",", ".")
    for column in ("idAttribuant", "idBeneficiaire"):
        line[column] = line[column].replace(" ", "")
    line["dateConvention"] = _DAY.sub(r"\3-\2-\1", line["dateConvention"])
    answer = line["notificationUE"].lower()
    line["notificationUE"] = {"true": "oui", "vrai": "oui", "false": "non", "faux": "non"}.get(answer, answer)
    return line


def _reasons(source: Source, number: int, line: Mapping[str, str], siret: str) -> list[Finding]:
    """Why a line is withheld."""
    told = {"title": source.title}

    def said(kind: FindingKind, **values: str) -> Finding:
        return Finding(kind, source.place(number), {**told, **values})

    if line["idAttribuant"][:9] != siret[:9]:
        return [said(say.NOT_OURS, siret=line["idAttribuant"] or "—")]
    reasons = []
    association = bool(_RNA.fullmatch(line["rnaBeneficiaire"]))
    if not association and not sirets.is_valid(line["idBeneficiaire"]):
        reasons.append(said(say.NO_LEGAL_PERSON))
    elif not association and persons_in(line["nomBeneficiaire"]):
        reasons.append(said(say.MAYBE_NATURAL))
    if kinds := persons_in(line["objet"], common=True):
        reasons.append(said(say.LINE_NAMES_SOMEBODY, **kinds_told(kinds)))
    if any(value.startswith(FORMULA) for value in line.values()):
        reasons.append(said(say.LINE_LIKE_A_FORMULA))
    return reasons


def _cells(head: str) -> list[str]:
    return [each.strip().strip('"') for each in head.strip().split(_delimiter(head))]


def _delimiter(head: str) -> str:
    return max(",;\t", key=head.count)


def _text(data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")
