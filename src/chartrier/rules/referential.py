"""The referential of rules: what each identifier means. Read from and written to the CSV that Vitam takes.

Columns `RuleId,RuleType,RuleValue,RuleDescription,RuleDuration,RuleMeasurement`, in UTF-8, separated by commas, or by
semicolons as French spreadsheets write them. The duration is a whole number or `unlimited`; a hold may have none. A
spreadsheet takes no cell that is written for a formula.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import BinaryIO

from chartrier.records.finding import Findings, Place
from chartrier.rules import findings as say
from chartrier.rules.calendar import LONGEST, CountFrom, Duration, Unit
from chartrier.rules.categories import Category
from chartrier.rules.communicabilite.grounds import GROUNDS
from chartrier.rules.series.cells import guarded, unguarded
from chartrier.rules.table import bounded_lines, filled_rows

COLUMNS = ("RuleId", "RuleType", "RuleValue", "RuleDescription", "RuleDuration", "RuleMeasurement")
UNLIMITED = "unlimited"
MOST_RULES = 20_000
LONGEST_IDENTIFIER = 200
LONGEST_LABEL = 2_000
LONGEST_DESCRIPTION = 20_000
LARGEST = 32 << 20
"""Characters of a whole table."""
_CATEGORIES = {str(category).casefold(): category for category in Category}
_UNITS = {str(unit).casefold(): unit for unit in Unit}
_SHOWN = 80


@dataclass(frozen=True, slots=True)
class ReferentialRule:
    """One rule. `duration` None: without end when `unlimited`, else (a hold) whatever the unit says.

    `count_from`: where the duration begins; what Vitam's table tells begins on the date.
    """

    identifier: str
    category: Category
    label: str
    description: str
    duration: Duration | None
    unlimited: bool = False
    count_from: CountFrom = CountFrom.DATE


@dataclass(frozen=True, slots=True)
class Referential:
    """The rules by their identifier."""

    rules: Mapping[str, ReferentialRule]

    def get(self, identifier: str) -> ReferentialRule | None:
        return self.rules.get(identifier)


EMPTY = Referential(MappingProxyType({}))


def read_referential(stream: BinaryIO, findings: Findings, *, file: str = "rules.csv") -> Referential:
    """Read a table. Each wrong line is a finding with its number and is left out: with an error, take none of it."""
    rules: dict[str, ReferentialRule] = {}
    lines: dict[str, int] = {}
    try:
        for line, row in _rows(stream, findings, file):
            rule = _rule(row, Place(file, line), findings)
            if rule is None:
                continue
            if rule.identifier in rules:
                findings.add(say.TWICE, Place(file, line), rule=rule.identifier, first=lines[rule.identifier])
                continue
            if rule.category is Category.ACCESS and rule.identifier in GROUNDS:
                findings.add(say.LAW_IS_STRONGER, Place(file, line), rule=rule.identifier)
            rules[rule.identifier], lines[rule.identifier] = rule, line
    except UnicodeDecodeError:
        findings.add(say.NOT_A_TABLE, Place(file), reason_fr="ce n'est pas de l'UTF-8", reason_en="it is not UTF-8")
    except csv.Error as error:
        said = str(error)[:_SHOWN]
        findings.add(say.NOT_A_TABLE, Place(file), reason_fr=f"mal formé ({said})", reason_en=f"malformed ({said})")
    return Referential(rules)


def write_referential(rules: Iterable[ReferentialRule], stream: BinaryIO) -> None:
    """Write a table that `read_referential` and Vitam read."""
    text = io.TextIOWrapper(stream, encoding="utf-8", newline="", write_through=True)
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    for rule in rules:
        number = UNLIMITED if rule.unlimited else str(rule.duration.number) if rule.duration else ""
        unit = rule.duration.unit if rule.duration else Unit.YEAR if rule.unlimited else ""
        cells = (rule.identifier, rule.category, rule.label, rule.description, number, unit)
        writer.writerow([guarded(cell) for cell in cells])
    text.detach()


def _rows(stream: BinaryIO, findings: Findings, file: str) -> Iterator[tuple[int, dict[str, str]]]:
    """The lines of the table after its header, by column, each with the number of its first line in the file."""
    text = io.TextIOWrapper(stream, encoding="utf-8-sig", newline="")
    try:
        lines = bounded_lines(text, LARGEST)
        start = next(lines, "")
        delimiter = ";" if start.count(";") > start.count(",") else ","
        header = next(csv.reader([start], delimiter=delimiter, strict=True), [])
        names = [name.strip() for name in header]
        absent = [column for column in COLUMNS if column not in names]
        for column in absent:
            findings.add(say.NO_COLUMN, Place(file, 1), column=column, columns=", ".join(COLUMNS))
        if absent:
            return
        reader = csv.reader(lines, delimiter=delimiter, strict=True)
        for count, (first, cells) in enumerate(filled_rows(reader, before=1), 1):
            if count > MOST_RULES:
                findings.add(say.TOO_MANY_RULES, Place(file, first), limit=MOST_RULES)
                return
            if len(cells) != len(names):
                findings.add(say.CELLS, Place(file, first), count=len(cells), expected=len(names))
                continue
            yield first, {name: unguarded(cell.strip()) for name, cell in zip(names, cells, strict=True)}
    finally:
        text.detach()


def _rule(row: Mapping[str, str], place: Place, findings: Findings) -> ReferentialRule | None:
    identifier = row["RuleId"]
    if not identifier or len(identifier) > LONGEST_IDENTIFIER or len(identifier.split()) > 1:
        findings.add(say.BAD_IDENTIFIER, place, value=identifier[:_SHOWN])
        return None
    category = _CATEGORIES.get(row["RuleType"].casefold())
    if category is None:
        choices = ", ".join(Category)
        findings.add(say.BAD_CATEGORY, place, rule=identifier, value=row["RuleType"][:_SHOWN], choices=choices)
        return None
    if not row["RuleValue"]:
        findings.add(say.NO_LABEL, place, rule=identifier)
        return None
    unlimited = row["RuleDuration"].casefold() == UNLIMITED
    duration = None if unlimited else _duration(row, identifier, category, place, findings)
    if duration is None and not unlimited and (row["RuleDuration"] or category is not Category.HOLD):
        return None
    label, description = row["RuleValue"][:LONGEST_LABEL], row["RuleDescription"][:LONGEST_DESCRIPTION]
    return ReferentialRule(identifier, category, label, description, duration, unlimited)


def _duration(
    row: Mapping[str, str], rule: str, category: Category, place: Place, findings: Findings
) -> Duration | None:
    """None after a finding, or where a hold has none."""
    text, measure = row["RuleDuration"], row["RuleMeasurement"]
    if not text:
        if category is not Category.HOLD:
            findings.add(say.NO_DURATION, place, rule=rule)
        return None
    if not text.isascii() or not text.isdigit():
        findings.add(say.BAD_DURATION, place, rule=rule, value=text[:_SHOWN])
        return None
    unit = _UNITS.get(measure.casefold())
    if unit is None:
        findings.add(say.BAD_MEASURE, place, rule=rule, value=measure[:_SHOWN])
        return None
    if len(text) > 9 or int(text) > LONGEST[unit]:
        findings.add(say.TOO_LONG, place, rule=rule)
        return None
    return Duration(int(text), unit)
