"""From the table to an XML Schema 1.0 in memory, compiled by libxml2. Nothing is fetched."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from lxml import etree

from chartrier.seda.grammar.notation import ComplexType, Particle, SimpleType
from chartrier.seda.grammar.table import Table, table
from chartrier.seda.versions import Version

XSD = "http://www.w3.org/2001/XMLSchema"
XML = "http://www.w3.org/XML/1998/namespace"
XLINK = "http://www.w3.org/1999/xlink"


_FOREIGN: Mapping[str, tuple[str, Mapping[str, str | tuple[str, ...]]]] = {
    "memory:xml": (
        XML,
        {"lang": "language", "space": ("default", "preserve"), "base": "anyURI", "id": "ID"},
    ),
    "memory:xlink": (
        XLINK,
        {
            "type": ("simple", "extended", "title", "resource", "locator", "arc"),
            "href": "anyURI",
            "role": "anyURI+",
            "arcrole": "anyURI+",
            "title": "string",
            "show": ("new", "replace", "embed", "other", "none"),
            "actuate": ("onLoad", "onRequest", "other", "none"),
            "label": "NCName",
            "from": "NCName",
            "to": "NCName",
        },
    ),
}
"""The attributes of the xml and xlink namespaces: a type (`+`: not empty), or the values allowed."""


@dataclass(frozen=True, slots=True)
class Extensions:
    """What is taken beyond the official version: the rows of Vitam's variant, and free elements.

    `free` names elements outside the table: pairs of the type that holds them and their local name.
    """

    free: frozenset[tuple[str, str]] = field(default_factory=frozenset)


def schema_text(version: Version, *, extensions: Extensions | None) -> bytes:
    """The schema of a version as XSD text; `extensions` None is the official grammar, nothing more."""
    return etree.tostring(_Writer(table(), version, extensions).schema(), pretty_print=True)


@lru_cache(maxsize=16)
def schema(version: Version, *, extensions: Extensions | None) -> etree.XMLSchema:
    """The compiled schema of a version. It may be shared by several parsers."""
    parser = etree.XMLParser(no_network=True, resolve_entities=False)
    parser.resolvers.add(_InMemory())
    return etree.XMLSchema(etree.fromstring(schema_text(version, extensions=extensions), parser))


class _InMemory(etree.Resolver):
    """Gives libxml2 the two imported schemas, and refuses to look anywhere else."""

    def resolve(self, system_url: str, public_id: str, context: Any) -> Any:  # type: ignore[override]
        namespace, attributes = _FOREIGN.get(system_url, ("", {}))
        return self.resolve_string(etree.tostring(_attributes_schema(namespace, attributes)), context)  # type: ignore[call-arg]


def _attributes_schema(namespace: str, attributes: Mapping[str, str | tuple[str, ...]]) -> etree._Element:
    root = _e("schema", targetNamespace=namespace)
    for name, kind in attributes.items():
        if (namespace, name) == (XML, "lang"):
            empty = _e("simpleType", _restriction("string", values=("",)))
            root.append(_e("attribute", _e("simpleType", _e("union", empty, memberTypes="xsd:language")), name=name))
        elif isinstance(kind, tuple):
            base = "NCName" if namespace == XML else "token"
            root.append(_e("attribute", _e("simpleType", _restriction(base, values=kind)), name=name))
        elif kind.endswith("+"):
            root.append(_e("attribute", _e("simpleType", _restriction(kind[:-1], least_length=1)), name=name))
        else:
            root.append(_e("attribute", name=name, type=f"xsd:{kind}"))
    return root


def _e(tag: str, /, *children: etree._Element, **attributes: str) -> etree._Element:
    """An element of XML Schema."""
    element = etree.Element(f"{{{XSD}}}{tag}", attributes, nsmap={"xsd": XSD})
    element.extend(children)
    return element


def _restriction(base: str, *, values: Iterable[str] = (), least_length: int = 0) -> etree._Element:
    restriction = _e("restriction", base=_reference(base))
    if least_length:
        restriction.append(_e("minLength", value=str(least_length)))
    for value in values:
        restriction.append(_e("enumeration", value=value))
    return restriction


def _reference(type_name: str) -> str:
    """A type of ours by its name, a type of XML Schema under its prefix."""
    return f"seda:{type_name}" if type_name.endswith("Type") else f"xsd:{type_name}"


class _Writer:
    """Writes one version of a table."""

    def __init__(self, source: Table, version: Version, extensions: Extensions | None) -> None:
        self._table = source
        self._version = version
        self._vitam = extensions is not None
        self._free: dict[str, list[str]] = {}
        for type_name, name in sorted(extensions.free if extensions else ()):
            self._free.setdefault(type_name, []).append(name)

    def schema(self) -> etree._Element:
        namespaces = {"xsd": XSD, "seda": self._version.namespace, "xlink": XLINK}
        root = etree.Element(f"{{{XSD}}}schema", nsmap=namespaces)
        root.set("targetNamespace", self._version.namespace)
        root.set("elementFormDefault", "qualified")
        for location, (namespace, _) in _FOREIGN.items():
            root.append(_e("import", namespace=namespace, schemaLocation=location))
        for simple in self._table.simple.values():
            root.append(self._simple(simple))
        for kind in self._table.complex.values():
            if kind.scope.holds(self._version, self._vitam):
                root.append(self._complex(kind))
        for message in self._table.messages.values():
            root.append(_e("element", name=message.name, type=_reference(message.type)))
        return root

    def _simple(self, kind: SimpleType) -> etree._Element:
        if kind.union:
            return _e("simpleType", _e("union", memberTypes=" ".join(map(_reference, kind.union))), name=kind.name)
        return _e(
            "simpleType",
            _restriction(kind.base, values=kind.values, least_length=kind.least_length),
            name=kind.name,
        )

    def _complex(self, kind: ComplexType) -> etree._Element:
        element = _e("complexType", name=kind.name)
        if kind.abstract:
            element.set("abstract", "true")
        body = element
        if kind.base:
            body = _e("extension", base=_reference(kind.base))
            wrapper = "simpleContent" if self._holds_text(kind) else "complexContent"
            element.append(_e(wrapper, body))
        particles = self._particles(kind.members, kind.name)
        if len(particles) == 1 and etree.QName(particles[0]).localname == "all":
            body.append(particles[0])
        elif particles:
            body.append(_e("sequence", *particles))
        for attribute in kind.attributes:
            use = {"use": "required"} if attribute.required else {}
            if ":" in attribute.name:
                body.append(_e("attribute", ref=attribute.name, **use))
            else:
                body.append(_e("attribute", name=attribute.name, type=_reference(attribute.type), **use))
        return element

    def _holds_text(self, kind: ComplexType) -> bool:
        """Whether a type is text with attributes: its line of bases ends in a simple type."""
        base = kind.base
        while base in self._table.complex:
            base = self._table.complex[base].base
        return base is not None

    def _particles(self, members: list[Particle], type_name: str) -> list[etree._Element]:
        foreign = any(member.kind == "any" for member in members)
        written = []
        for member in members:
            if member.scope.holds(self._version, self._vitam):
                element = self._particle(member, type_name, foreign)
                if element is not None:
                    written.append(element)
        return written

    def _particle(self, particle: Particle, type_name: str, foreign: bool) -> etree._Element | None:
        if particle.kind == "element":
            element = _e("element", name=particle.name, type=_reference(particle.type))
            if particle.default is not None:
                element.set("default", particle.default)
            if particle.nillable:
                element.set("nillable", "true")
        elif particle.kind == "any":
            element = _e("any", namespace="##other", processContents="lax")
        elif particle.kind == "free":
            element = self._free_elements(type_name, foreign)
        else:
            element = _e(particle.kind, *self._particles(particle.members, type_name))
            if len(element) == 0:
                return None
        least, most = particle.occurrence(self._version, self._vitam)
        if least != 1:
            element.set("minOccurs", str(least))
        if most != 1:
            element.set("maxOccurs", "unbounded" if most is None else str(most))
        return element

    def _free_elements(self, type_name: str, foreign: bool) -> etree._Element:
        """Elements declared without a type hold anything."""
        choice = _e("choice", *(_e("element", name=name) for name in self._free.get(type_name, ())))
        if not foreign:
            choice.append(_e("any", namespace="##other", processContents="lax"))
        return choice
