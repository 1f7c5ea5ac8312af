"""A SEDA element as a JSON value (docs/format.md, section 2.6)."""

from __future__ import annotations

from typing import TypeAlias

from lxml import etree

from chartrier.seda.grammar.xsd import XML

ElementValue: TypeAlias = "str | dict[str, str | list[ElementValue]]"

_XML_PREFIX = f"{{{XML}}}"


def element_value(element: etree._Element, prefix: str) -> ElementValue:
    """An element's value; children in the namespace of `prefix` (`{namespace}`) go by their local name.

    At most 256 levels, as libxml2 reads them.
    """
    attributes = element.attrib
    if not attributes and not len(element):
        return element.text or ""
    value: dict[str, str | list[ElementValue]] = {}
    for name, text in attributes.items():
        value[_attribute_key(str(name))] = str(text)
    texts = [element.text or ""]
    for child in element:
        tag = str(child.tag)
        key = tag if not tag.startswith(prefix) else tag[len(prefix) :]
        key = key if tag.startswith("{") else f"{{}}{key}"
        held = value.setdefault(key, [])
        if isinstance(held, list):
            held.append(element_value(child, prefix))
        texts.append(child.tail or "")
    text = "".join(texts)
    if text and not text.isspace():
        value["#"] = text
    return value


def _attribute_key(name: str) -> str:
    return f"@xml:{name.removeprefix(_XML_PREFIX)}" if name.startswith(_XML_PREFIX) else f"@{name}"
