"""XML written as it comes, of any size: lxml escapes, and what XML cannot hold is replaced."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from itertools import islice
from typing import Any, BinaryIO
from xml.sax.saxutils import escape

from lxml import etree

from chartrier.seda.grammar.xsd import XLINK, XML
from chartrier.seda.versions import Version

_ILLEGAL = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

_IN_ATTRIBUTES = {'"': "&quot;", "\n": "&#10;", "\t": "&#9;", "\r": "&#13;"}
_TO_ESCAPE = re.compile(f'[&<>"\n\t\r]|{_ILLEGAL.pattern}')
TOGETHER = 1000
"""Elements that are written at once."""


def legal(text: str) -> str:
    """The text with every character that XML 1.0 does not allow replaced by U+FFFD."""
    return _ILLEGAL.sub("\ufffd", text)


def escaped(text: str) -> str:
    """The text as it stands in an element or in an attribute, as lxml writes it."""
    return escape(legal(text), _IN_ATTRIBUTES) if _TO_ESCAPE.search(text) else text


class XmlOut:
    """An XML document of one SEDA version on its way out; its elements go by their SEDA names."""

    def __init__(self, version: Version, file: Any, stream: BinaryIO) -> None:
        self._version = version
        self._file = file
        self._stream = stream

    @contextmanager
    def element(self, name: str, attributes: Mapping[str, str] | None = None) -> Iterator[None]:
        """An element around what is written meanwhile. `xml:` attributes may be named so."""
        held = {_attribute_name(key): legal(value) for key, value in (attributes or {}).items()}
        tag = name if name.startswith("{") else self._version.name_of(name)
        # Without this lxml invents a prefix for the xml namespace, which is not well-formed.
        namespaces = {"xml": XML} if any(key.startswith(f"{{{XML}}}") for key in held) else None
        with self._file.element(tag, held, nsmap=namespaces):
            yield
        # SEDA has no mixed content: a line end between elements says nothing, and lets a person read the document
        self._file.write("\n")

    def leaf(self, name: str, text: str | None, attributes: Mapping[str, str] | None = None) -> None:
        """An element that holds a text; nothing at all when the text is None."""
        if text is not None:
            with self.element(name, attributes):
                self.text(text)

    def many(self, elements: Iterable[str]) -> None:
        """Elements as text of ours (`escaped`), one after the other: several times quicker, where they are many."""
        self._file.flush()
        left = iter(elements)
        while together := list(islice(left, TOGETHER)):
            self._stream.write("".join(together).encode())

    def text(self, text: str) -> None:
        if text:
            self._file.write(legal(text))


@contextmanager
def xml_document(stream: BinaryIO, version: Version, root: str) -> Iterator[XmlOut]:
    """A UTF-8 document whose root is this element of this version."""
    with etree.xmlfile(stream, encoding="UTF-8") as file:
        file.write_declaration()
        namespaces = {None: version.namespace, "xlink": XLINK}
        with file.element(version.name_of(root), nsmap=namespaces):
            file.write("\n")
            yield XmlOut(version, file, stream)
    stream.write(b"\n")


def _attribute_name(key: str) -> str:
    return f"{{{XML}}}{key.removeprefix('xml:')}" if key.startswith("xml:") else key
