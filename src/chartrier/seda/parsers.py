"""libxml2 kept inside the document: nothing fetched, nothing expanded, its own limits left in place.

Those are 256 levels of nesting and 10 million bytes for one text, tag or comment (what `huge_tree` would lift).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Literal, Protocol

from lxml import etree

CHUNK = 64 << 10

_HARDENED: dict[str, Any] = {
    # Not False: with a schema, lxml 6.1 then takes a truncated document for a whole one. No entity can be declared
    # anyway, for a DOCTYPE is refused before; external ones are never resolved.
    "resolve_entities": "internal",
    "no_network": True,
    "load_dtd": False,
    "huge_tree": False,
    "remove_comments": True,
    "remove_pis": True,
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


def element_events(parser: etree.XMLPullParser) -> Iterator[tuple[str, etree._Element]]:
    """The events since the last feeding, of elements only."""
    for event, element in parser.read_events():
        if isinstance(element, etree._Element):
            yield event, element


def schema_violations(parser: etree.XMLPullParser | etree.XMLParser) -> list[str]:
    """What the schema has said so far of the document being fed."""
    log = parser.feed_error_log
    return [entry.message for entry in log if entry.domain_name == "SCHEMASV"] if len(log) else []
