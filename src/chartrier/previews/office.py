"""The text of office documents (OOXML, ODF): a zip of XML, read within bounds. Runs in the confined process."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from typing import BinaryIO, cast

from lxml import etree

from chartrier.previews.limits import MEMBER_SIZE, MEMBERS, TEXT_LENGTH

PARTS = re.compile(
    r"content\.xml|word/(?:document|footnotes|endnotes|header[0-9]+|footer[0-9]+)\.xml"
    r"|xl/sharedStrings\.xml|xl/worksheets/sheet[0-9]+\.xml|ppt/(?:slides/slide|notesSlides/notesSlide)[0-9]+\.xml"
)
"""Where the words of a document are."""
PROPERTIES = frozenset({"docProps/core.xml", "meta.xml"})
"""Where OOXML and ODF say what a document is."""
PROPERTIES_SIZE = 1 << 20
"""Bytes of such a part."""
_TEXTS = frozenset({"t", "v"})
"""OOXML puts words in `t`, numbers of a sheet in `v`."""
_PARAGRAPHS = frozenset({"p", "h"})
"""Whose text ODF mixes with elements: read when they end."""
_ENDING = frozenset({"p", "h", "si", "row", "table-row", "tr"})
"""Elements after which a line ends."""
_SPACING = frozenset({"tab", "br", "s", "line-break", "c", "table-cell"})
_NUMBER = re.compile(r"[0-9]+")


class TooBig(Exception):
    """It unpacks to more than is read."""


class _Bounded:
    """A part that is refused, rather than cut, when it is larger than its zip says or than is read."""

    def __init__(self, source: BinaryIO) -> None:
        self._source, self._left = source, MEMBER_SIZE

    def read(self, size: int = -1) -> bytes:
        data = self._source.read(size if size >= 0 else 1 << 16)
        self._left -= len(data)
        if self._left < 0:
            raise TooBig
        return data


def read_office(file: BinaryIO, most: int = TEXT_LENGTH) -> tuple[str, bool]:
    """The words of the document in its order, `most` characters of them, and whether it goes on.

    Raises TooBig; what is no such document.
    """
    parts: list[str] = []
    length = 0
    with zipfile.ZipFile(file) as archive:
        members = archive.infolist()
        if len(members) > MEMBERS:
            raise TooBig
        chosen = sorted((each for each in members if PARTS.fullmatch(each.filename)), key=_order)
        for member in chosen:
            if member.file_size > MEMBER_SIZE:
                raise TooBig
            odf = member.filename == "content.xml"
            with archive.open(member) as opened:
                for text in _words(cast("BinaryIO", _Bounded(cast("BinaryIO", opened))), odf=odf):
                    parts.append(text)
                    length += len(text)
                    if length > most:
                        return "".join(parts)[:most], True
            parts.append("\n")
    return "".join(parts).strip(), False


def read_properties(file: BinaryIO) -> dict[str, str]:
    """What the document says of itself: the texts of the elements of its properties, by their local names, the first
    of each. Raises TooBig.
    """
    found: dict[str, str] = {}
    with zipfile.ZipFile(file) as archive:
        for member in archive.infolist()[:MEMBERS]:
            if member.filename not in PROPERTIES:
                continue
            if member.file_size > PROPERTIES_SIZE:
                raise TooBig
            with archive.open(member) as opened:
                parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
                tree: etree._ElementTree = etree.parse(cast("BinaryIO", _Bounded(cast("BinaryIO", opened))), parser)
            if tree.docinfo.doctype:  # type: ignore[attr-defined]
                raise ValueError("a document type")
            for element in tree.iter(etree.Element):
                if element.text and element.text.strip():
                    found.setdefault(etree.QName(element).localname, element.text.strip())
    return found


def _order(member: zipfile.ZipInfo) -> tuple[str, int]:
    """Slide 2 before slide 10."""
    number = _NUMBER.search(member.filename)
    return _NUMBER.sub("", member.filename), int(number[0]) if number else 0


def _words(source: BinaryIO, *, odf: bool) -> Iterator[str]:
    events = etree.iterparse(
        source, events=("start", "end"), resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
    )
    first, inside = True, 0
    for event, element in events:
        if first and element.getroottree().docinfo.doctype:
            raise ValueError("a document type")
        first = False
        if not isinstance(element.tag, str):
            continue
        name = etree.QName(element).localname
        paragraph = odf and name in _PARAGRAPHS
        if event == "start":
            inside += paragraph
            if name in _SPACING:
                yield " "
            continue
        inside -= paragraph
        if paragraph and not inside:
            yield "".join(map(str, element.itertext()))
        elif not odf and name in _TEXTS and element.text:
            yield element.text
        if name in _ENDING:
            yield "\n"
        if not inside:
            _forget(element)


def _forget(element: etree._Element) -> None:
    """Let go of what was read, so that memory does not grow with the document."""
    element.clear(keep_tail=True)  # type: ignore[call-arg]
    parent = element.getparent()
    while parent is not None and element.getprevious() is not None:
        del parent[0]
