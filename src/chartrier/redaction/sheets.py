"""The cells of a spreadsheet (XLSX, ODS) as they are seen: what is written in them, of every sheet, hidden ones too.

Runs in the confined process. Formulas, comments, styles, pictures and versions are not read: nothing of them comes
along.
"""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any, BinaryIO, cast

from lxml import etree

from chartrier.previews.limits import MEMBER_SIZE, MEMBERS
from chartrier.previews.office import TooBig
from chartrier.redaction.limits import CELLS, CELLS_LENGTH

Cell = tuple[str, bool]
"""What is seen, and whether it is a number."""
Sheet = tuple[str, list[list[Cell]]]

_ODS = b"application/vnd.oasis.opendocument.spreadsheet"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_STRICT_RELATION = "{http://purl.oclc.org/ooxml/officeDocument/relationships}id"
_DAYS = frozenset({*range(14, 23), *range(45, 48)})
"""Formats of XLSX that are dates and times without being described (ECMA-376, 18.8.30)."""
_QUOTED = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')
_PLACE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
_NUMBER = re.compile(r"-?[0-9]+(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?")


class NoSpreadsheet(Exception):
    """It is another document."""


def read_sheets(file: BinaryIO) -> list[Sheet]:
    """Every sheet, in its order. Raises NoSpreadsheet, TooBig, and what reading a damaged one raises."""
    with zipfile.ZipFile(file) as archive:
        names = {each.filename for each in archive.infolist()[:MEMBERS]}
        if "xl/workbook.xml" in names:
            return _bounded(_xlsx(archive, names))
        if "content.xml" in names:
            return _bounded(_ods(archive))
    raise NoSpreadsheet


def _bounded(sheets: Iterator[Sheet]) -> list[Sheet]:
    """Without the empty cells at the ends. Raises TooBig."""
    kept, cells, length = [], 0, 0
    for name, rows in sheets:
        for row in rows:
            while row and not row[-1][0]:
                row.pop()
            cells += len(row) + 1
            length += sum(len(text) for text, _ in row)
            if cells > CELLS or length > CELLS_LENGTH:
                raise TooBig
        while rows and not rows[-1]:
            rows.pop()
        kept.append((name, rows))
    return kept


def _part(archive: zipfile.ZipFile, name: str) -> etree._Element:
    if archive.getinfo(name).file_size > MEMBER_SIZE:
        raise TooBig
    with archive.open(name) as opened:
        data = opened.read(MEMBER_SIZE + 1)
    if len(data) > MEMBER_SIZE:
        raise TooBig
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    root = etree.fromstring(data, parser)
    if root.getroottree().docinfo.doctype:  # type: ignore[union-attr]
        raise ValueError("a document type")
    return root


def _ods(archive: zipfile.ZipFile) -> Iterator[Sheet]:
    tables = list(_part(archive, "content.xml").iter(f"{_TABLE}table"))
    with archive.open("mimetype") as opened:
        kind = opened.read(len(_ODS) + 1)
    if not tables or kind != _ODS:
        raise NoSpreadsheet
    for table in tables:
        rows: list[list[Cell]] = []
        empty = 0
        for row in table.iter(f"{_TABLE}table-row"):
            cells = _ods_row(row)
            times = _times(row, "number-rows-repeated")
            if not any(text for text, _ in cells):
                empty += times
                continue
            if len(rows) + empty + len(cells) * times > CELLS:
                raise TooBig
            rows += [[] for _ in range(empty)] + [list(cells) for _ in range(times)]
            empty = 0
        yield table.get(f"{_TABLE}name") or "", rows


def _ods_row(row: etree._Element) -> list[Cell]:
    cells: list[Cell] = []
    empty = 0
    for cell in row:
        if cell.tag not in (f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell"):
            continue
        times = _times(cell, "number-columns-repeated")
        text = "\n".join(_words(each) for each in cell if each.tag == f"{_TEXT}p")
        if not text:
            empty += times
            continue
        if len(cells) + empty + times > CELLS:
            raise TooBig
        number = cell.get(f"{_OFFICE}value-type") == "float" and cell.get(f"{_OFFICE}value")
        cells += [("", False)] * empty + [(str(number), True) if number else (text, False)] * times
        empty = 0
    return cells


def _times(element: etree._Element, name: str) -> int:
    times = element.get(f"{_TABLE}{name}", "1")
    return min(int(times), CELLS + 1) if times.isdecimal() else 1


def _words(paragraph: etree._Element) -> str:
    parts = [paragraph.text or ""]
    for each in paragraph:
        if each.tag in (f"{_TEXT}s", f"{_TEXT}tab"):
            parts.append(" ")
        elif each.tag == f"{_TEXT}line-break":
            parts.append("\n")
        elif isinstance(each.tag, str) and not each.tag.startswith(_OFFICE):
            parts.append(_words(each))
        parts.append(each.tail or "")
    return "".join(parts)


def _xlsx(archive: zipfile.ZipFile, names: set[str]) -> Iterator[Sheet]:
    book = _part(archive, "xl/workbook.xml")
    targets = {
        each.get("Id"): posixpath.normpath(posixpath.join("xl", each.get("Target") or "")).lstrip("/")
        for each in _part(archive, "xl/_rels/workbook.xml.rels")
    }
    strings = (
        [_string(each) for each in _part(archive, "xl/sharedStrings.xml")] if ("xl/sharedStrings.xml" in names) else []
    )
    days = _formats_of_days(_part(archive, "xl/styles.xml")) if "xl/styles.xml" in names else []
    first = 1904 if any(each.get("date1904") in ("1", "true") for each in _named(book, "workbookPr")) else 1900
    for sheet in _named(book, "sheet"):
        target = targets.get(sheet.get(_RELATION) or sheet.get(_STRICT_RELATION) or "")
        if target is None or target not in names:
            raise ValueError("a sheet that is not there")
        if "worksheets/" not in target:
            continue
        yield sheet.get("name") or "", _xlsx_rows(_part(archive, target), strings, days, first)


def _xlsx_rows(root: etree._Element, strings: list[str], days: list[bool], first: int) -> list[list[Cell]]:
    rows: list[list[Cell]] = []
    for row in _named(root, "row"):
        place = int(row.get("r") or len(rows) + 1)
        if not len(rows) < place <= CELLS:
            raise ValueError("rows out of order")
        rows += [[] for _ in range(place - len(rows))]
        for cell in _named(row, "c"):
            found = _PLACE.fullmatch(cell.get("r") or "")
            column = _column(found[1]) if found else len(rows[-1])
            if column < len(rows[-1]):
                raise ValueError("cells out of order")
            rows[-1] += [("", False)] * (column - len(rows[-1]))
            rows[-1].append(_xlsx_cell(cell, strings, days, first))
    return rows


def _xlsx_cell(cell: etree._Element, strings: list[str], days: list[bool], first: int) -> Cell:
    kind = cell.get("t") or "n"
    if kind == "inlineStr":
        return "".join(_string(each) for each in _named(cell, "is")), False
    value = next((each.text or "" for each in _named(cell, "v")), "")
    if kind == "s":
        return strings[int(value)] if value else "", False
    if kind == "b":
        return "VRAI" if value == "1" else "FAUX", False
    if kind != "n" or not _NUMBER.fullmatch(value):
        return value, False
    style = int(cell.get("s") or 0)
    if style < len(days) and days[style]:
        return _day(float(value), first), False
    return value, True


def _day(serial: float, first: int) -> str:
    """The day and time that a number is, as people write them."""
    origin = datetime(1904, 1, 1) if first == 1904 else datetime(1899, 12, 30)  # noqa: DTZ001 - of no zone
    try:
        moment = origin + timedelta(seconds=round(serial * 86_400))
    except OverflowError:
        return str(serial)
    clock = f"{moment:%H:%M}" if moment.second == 0 else f"{moment:%H:%M:%S}"
    if serial < 1:
        return clock
    return f"{moment:%d/%m/%Y}" + (f" {clock}" if clock != "00:00" else "")


def _formats_of_days(styles: etree._Element) -> list[bool]:
    """Of each style of cells, whether it shows days or times."""
    described = {
        int(each.get("numFmtId") or 0): re.search(r"[ymdhs]", _QUOTED.sub("", each.get("formatCode") or "").lower())
        is not None
        for each in _named(styles, "numFmt")
    }
    held = next(iter(_named(styles, "cellXfs")), None)
    numbers = [int(each.get("numFmtId") or 0) for each in _named(held, "xf")] if held is not None else []
    return [described.get(number, number in _DAYS) for number in numbers]


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


def _string(item: etree._Element) -> str:
    """Its runs; not how they are pronounced."""
    return "".join(
        each.text or ""
        for each in _named(item, "t")
        if (above := each.getparent()) is None or etree.QName(cast("Any", above.tag)).localname != "rPh"
    )


def _named(root: etree._Element, name: str) -> Iterator[etree._Element]:
    return (each for each in root.iter(etree.Element) if etree.QName(cast("Any", each.tag)).localname == name)
