"""libxml2 kept inside the document: nothing fetched, nothing expanded, its own limits left in place.

Those are 256 levels of nesting and 10 million bytes for one text, tag or comment; `huge_tree`
would lift them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, BinaryIO, Literal, Protocol

from lxml import etree

CHUNK = 64 << 10
DEPTH = 256
"""Levels of nesting."""

_HARDENED: dict[str, Any] = {
    # Not False: with a schema, lxml 6.1 then takes a truncated document for a whole one. No entity can be
    # declared
    # anyway, for a DOCTYPE is refused before; external ones are never resolved.
    "resolve_entities": "internal",
    "no_network": True,
    "load_dtd": False,
    "huge_tree": False,
    "remove_comments": True,
    "remove_pis": True,
    # Or an xml:id given twice is a syntax error, with no word of where; identities.py sees it, and says so.
    "collect_ids": False,
}


class Target(Protocol):
    """What a target parser calls, tag by tag."""

    def start(self, tag: str, attributes: dict[str, str]) -> None: ...
    def end(self, tag: str) -> None: ...
    def close(self) -> None: ...


def pull_parser(
    events: Sequence[Literal["start", "end"]],
    *,
    tags: Sequence[str] | None = None,
    schema: etree.XMLSchema | None = None,
) -> etree.XMLPullParser:
    """A parser that is fed and gives the events of these elements."""
    return etree.XMLPullParser(events=events, tag=tags, schema=schema, **_HARDENED)


def target_parser(target: Target, *, schema: etree.XMLSchema | None = None) -> etree.XMLParser:
    """A parser that is fed and builds no tree: the target is told of each tag."""
    return etree.XMLParser(target=target, schema=schema, **_HARDENED)  # type: ignore[arg-type]


def syntax_error(stream: BinaryIO) -> Exception | None:
    """What is wrong with a document, read once more without a schema; None when it is well-formed.

    The error that a validating parser raises may speak of the schema instead, and the log that hangs on
    an lxml error
    is that of the whole process.
    """
    depth = _Depth()
    parser = target_parser(depth)
    try:
        while chunk := stream.read(CHUNK):
            parser.feed(chunk)
            if depth.most > DEPTH:
                return TooDeep()
        parser.close()
    except (etree.XMLSyntaxError, LookupError) as error:
        return error
    return None


class TooDeep(Exception):
    """More levels than `DEPTH`. libxml2 refuses them only where it builds a tree."""


class _Depth:
    """A target that knows how deep the document has been."""

    def __init__(self) -> None:
        self.most = 0
        self._now = 0

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        self._now += 1
        self.most = max(self.most, self._now)

    def end(self, tag: str) -> None:
        self._now -= 1

    def close(self) -> None:
        """Nothing to give back."""


def element_events(parser: etree.XMLPullParser) -> Iterator[tuple[str, etree._Element]]:
    """The events since the last feeding, of elements only."""
    for event, element in parser.read_events():
        if isinstance(element, etree._Element):
            yield event, element


def schema_violations(parser: etree.XMLPullParser | etree.XMLParser) -> list[str]:
    """What the schema has said so far of the document being fed."""
    log = parser.feed_error_log
    return [entry.message for entry in log if entry.domain_name == "SCHEMASV"] if len(log) else []
