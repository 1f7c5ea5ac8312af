"""The children of an element by their local name: one pass over them instead of one search per name."""

from __future__ import annotations

from lxml import etree


def first_children(element: etree._Element, prefix: str) -> dict[str, etree._Element]:
    """The first child of each name in the namespace whose prefix is given as `{namespace}`."""
    length = len(prefix)
    found: dict[str, etree._Element] = {}
    for child in element:
        tag = child.tag
        if isinstance(tag, str) and tag.startswith(prefix):
            found.setdefault(tag[length:], child)
    return found


def text_of(element: etree._Element | None) -> str | None:
    """The text of an element, without the white space around it; None for no element."""
    return None if element is None else (element.text or "").strip()
