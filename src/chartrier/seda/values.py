"""A SEDA element as a JSON value (docs/format.md, section 2.6), and what is asked of such a value."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeAlias

from lxml import etree

from chartrier.seda.grammar.xsd import XML

ElementValue: TypeAlias = "str | dict[str, str | list[ElementValue]]"

ORDER = "<"
"""The key of the names of all children in document order, where those of one name do not stand together."""

_XML_PREFIX = f"{{{XML}}}"


def element_value(element: etree._Element, prefix: str) -> ElementValue:
    """An element's value; children in the namespace of `prefix` (`{namespace}`) go by their local name.

    At most 256 levels, as libxml2 reads them. Stretches of white space between tags are no text.
    """
    attributes = element.items()
    if not attributes and not len(element):
        return element.text or ""
    value: dict[str, str | list[ElementValue]] = {}
    for name, held in attributes:
        value[_attribute_key(str(name))] = str(held)
    text = element.text or ""
    if text.isspace():
        text = ""
    length, last, apart = len(prefix), "", False
    for child in element:
        tag = str(child.tag)
        key = tag[length:] if tag.startswith(prefix) else _child_key(tag, prefix)
        # Leaves without attributes are most of a bordereau: no call for them.
        inner = element_value(child, prefix) if len(child) or child.keys() else child.text or ""
        if key in value:
            value[key].append(inner)  # type: ignore[union-attr]
            apart = apart or key != last
        else:
            value[key] = [inner]
        last = key
        tail = child.tail
        if tail is not None and not tail.isspace():
            text += tail
    if text:
        value["#"] = text
    if apart:
        value[ORDER] = [_child_key(str(child.tag), prefix) for child in element]
    return value


def _child_key(tag: str, prefix: str) -> str:
    if tag.startswith(prefix):
        return tag[len(prefix) :]
    return tag if tag[0] == "{" else f"{{}}{tag}"


def _attribute_key(name: str) -> str:
    return f"@xml:{name.removeprefix(_XML_PREFIX)}" if name.startswith(_XML_PREFIX) else f"@{name}"


def children(value: ElementValue | None, name: str) -> list[ElementValue]:
    """The children of that name, in order."""
    if not isinstance(value, dict):
        return []
    held = value.get(name)
    return held if isinstance(held, list) else []


def first_child(value: ElementValue | None, *names: str) -> ElementValue | None:
    """The first child of that name, and of that child the first of the next name, and so on; None for none."""
    for name in names:
        held = value.get(name) if isinstance(value, dict) else None
        if not isinstance(held, list) or not held:
            return None
        value = held[0]
    return value


def text_of(value: ElementValue | None) -> str | None:
    """The text, without the white space around it; None for no element."""
    if value is None:
        return None
    held = value if isinstance(value, str) else value.get("#", "")
    return held.strip() if isinstance(held, str) else ""


def attribute(value: ElementValue | None, name: str) -> str | None:
    """An attribute (`id`, `xml:id`), without the white space around it; None when it is absent or empty."""
    held = value.get(f"@{name}") if isinstance(value, dict) else None
    return held.strip() or None if isinstance(held, str) else None


def descendants(value: ElementValue) -> Iterator[tuple[str, ElementValue]]:
    """Every element below this one, by name."""
    if isinstance(value, dict):
        for name, held in value.items():
            if isinstance(held, list) and name != ORDER:
                for child in held:
                    yield name, child
                    if isinstance(child, dict):
                        yield from descendants(child)
