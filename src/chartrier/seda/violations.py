"""Violations of the schema: where each is, and what to say of it in plain words.

libxml2 validates a streamed document without knowing lines (it says 0). So a document found wrong is read
once more, line by line: what the schema says after a line was fed, it says of that line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import BinaryIO

from lxml import etree

from chartrier.records.finding import Finding, FindingKind, Findings, Place
from chartrier.seda import findings as kinds
from chartrier.seda.limits import Limits
from chartrier.seda.parsers import CHUNK, schema_violations, target_parser
from chartrier.seda.versions import Version

_ELEMENT = re.compile(r"Element '(?:\{[^}]*\})?([^']*)'(?:, attribute '(?:\{[^}]*\})?([^']*)')?: (.*)", re.DOTALL)
_EXPECTED = re.compile(r"Expected is (?:one of )?\( (.*) \)")
_VALUE = re.compile(r"'(.*)' is not a valid value of the .*type '(?:\{[^}]*\}|xs:)?([^']*)'", re.DOTALL)
_NAMED = re.compile(r"attribute '(?:\{[^}]*\})?([^']*)'")
_SHOWN = 200


def report_violations(
    stream: BinaryIO, schema: etree.XMLSchema, version: Version, file: str, limits: Limits, findings: Findings
) -> None:
    """Read a document that the schema refuses, and add a finding per violation, up to the limit."""
    target = _Open(version)
    parser = target_parser(target, schema=schema)
    seen = 0
    reported: tuple[object, ...] = ()
    try:
        for line, piece in _lines(stream):
            parser.feed(piece)
            said = schema_violations(parser)
            for message in said[seen : limits.schema_findings]:
                finding = _explain(message, Place(file, line, target.unit(), target.object()))
                # libxml2 often says twice what is wrong with a value: the facet, then the type.
                same = (line, finding.values.get("name"), finding.values.get("attribute"))
                if same != reported or finding.kind is not kinds.SCHEMA_OTHER:
                    findings.append(finding)
                reported = same
            seen = len(said)
            if seen >= limits.schema_findings:
                return
        parser.close()
    except etree.XMLSyntaxError as error:
        if not seen:
            findings.append(_explain(str(error), Place(file)))


def _lines(stream: BinaryIO) -> Iterator[tuple[int, bytes]]:
    """Pieces of the document that end with a line, with its number; long lines come in several pieces."""
    line = 1
    while piece := stream.readline(CHUNK):
        yield line, piece
        line += piece.endswith(b"\n")


class _Open:
    """A parser target that knows which unit and object are open; a tag just closed still counts."""

    def __init__(self, version: Version) -> None:
        self._unit_tag = version.name_of("ArchiveUnit")
        self._object_tags = {version.name_of("BinaryDataObject"), version.name_of("PhysicalDataObject")}
        self._units: list[str | None] = []
        self._object: str | None = None
        self._closed: str | None = None

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        self._closed = None
        if tag == self._unit_tag:
            self._units.append(attributes.get("id"))
        elif tag in self._object_tags:
            self._object = attributes.get("id")

    def end(self, tag: str) -> None:
        if tag == self._unit_tag and self._units:
            self._closed = self._units.pop()
        elif tag in self._object_tags:
            self._object = None

    def close(self) -> None:
        """Nothing to give back."""

    def unit(self) -> str | None:
        return self._closed or (self._units[-1] if self._units else None)

    def object(self) -> str | None:
        return self._object


def _explain(message: str, place: Place) -> Finding:
    """A finding in plain words for what libxml2 says; its own words when they are not among those we know."""
    match = _ELEMENT.match(message)
    if match is None:
        return Finding(kinds.SCHEMA_OTHER, place, {"name": "?", "detail": message[:_SHOWN]})
    name, attribute, said = match[1], match[2], match[3]
    kind: FindingKind
    values: dict[str, str | int] = {"name": name[:_SHOWN]}
    if value := _VALUE.search(said):
        values |= {"value": value[1][:_SHOWN], "type": value[2], "attribute": attribute or ""}
        kind = kinds.SCHEMA_ATTRIBUTE_VALUE if attribute else kinds.SCHEMA_VALUE
        return Finding(kind, place, values)
    if "not expected" in said or "Missing child" in said:
        kind = kinds.SCHEMA_MISSING if "Missing child" in said else kinds.SCHEMA_UNEXPECTED
        return Finding(kind, place, values | {"expected": _expected(said)})
    named = _NAMED.search(said)
    if (attribute or named) and ("not allowed" in said or "required" in said):
        values["attribute"] = attribute or (named[1] if named else "?")
        kind = kinds.SCHEMA_ATTRIBUTE_UNEXPECTED if "not allowed" in said else kinds.SCHEMA_ATTRIBUTE_MISSING
        return Finding(kind, place, values)
    if attribute:
        values["attribute"] = attribute
    return Finding(kinds.SCHEMA_OTHER, place, values | {"detail": said[:_SHOWN]})


def _expected(said: str) -> str:
    match = _EXPECTED.search(said)
    if match is None:
        return "—"
    names = [re.sub(r"\{[^}]*\}", "", name).strip() for name in match[1].split(",")]
    names = [name for name in names if not name.startswith("##other")]
    return ", ".join(names)[:_SHOWN] or "—"
