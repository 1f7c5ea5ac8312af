"""A SEDA element as a JSON value (docs/format.md, section 2.6)."""

from __future__ import annotations

from typing import TypeAlias

from lxml import etree

from chartrier.seda.grammar.xsd import XML

ElementValue: TypeAlias = "str | dict[str, str | list[ElementValue]]"

_XML_PREFIX = f"{{{XML}}}"


def element_value(element: etree._Element, namespace: str) -> ElementValue:
    """An element's value; children of `namespace` go by their local name. At most 256 levels, as libxml2 reads."""
    attributes = element.attrib
    if not attributes and not len(element):
        return element.text or ""
    value: dict[str, str | list[ElementValue]] = {}
    for name, text in attributes.items():
        value[_attribute_key(str(name))] = str(text)
    own = f"{{{namespace}}}"
    texts = [element.text or ""]
    for child in element:
        tag = str(child.tag)
        key = tag.removeprefix(own) if tag.startswith(own) else tag if tag.startswith("{") else f"{{}}{tag}"
        held = value.setdefault(key, [])
        if isinstance(held, list):
            held.append(element_value(child, namespace))
        texts.append(child.tail or "")
    text = "".join(texts)
    if text and not text.isspace():
        value["#"] = text
    return value


def _attribute_key(name: str) -> str:
    return f"@xml:{name.removeprefix(_XML_PREFIX)}" if name.startswith(_XML_PREFIX) else f"@{name}"
