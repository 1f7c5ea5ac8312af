"""Makes, from the grammar table, a valid transfer that has nearly every element of a version once."""

from __future__ import annotations

from lxml import etree

from chartrier.seda.grammar.notation import Particle
from chartrier.seda.grammar.table import table
from chartrier.seda.grammar.xsd import XLINK, XML
from chartrier.seda.versions import Version

_VALUES = {
    "date": "2020-02-29",
    "dateTime": "2020-02-29T12:00:00",
    "boolean": "true",
    "integer": "3",
    "int": "3",
    "positiveInteger": "3",
    "decimal": "1.5",
    "language": "fr",
    "base64Binary": "YWJj",
    "anyURI": "content/a.pdf",
    "xml:lang": "fr",
    "DateType": "2020",
    "BinaryType": "abcd",
}
_DEPTH = 14


class _Maker:
    def __init__(self, version: Version, which: int) -> None:
        self.version = version
        self.which = which
        self.count = 0

    def identifier(self) -> str:
        self.count += 1
        return f"ID{self.count}"

    def value(self, type_name: str) -> str:
        grammar = table()
        if type_name in _VALUES:
            return _VALUES[type_name]
        if type_name in ("ID", "xml:id", "GroupIdType"):
            return self.identifier()
        if type_name == "IDREF":
            return "ID1"
        if type_name in grammar.simple:
            simple = grammar.simple[type_name]
            if simple.values:
                return simple.values[self.which % len(simple.values)]
            return self.value(simple.union[0] if simple.union else simple.base)
        if type_name in grammar.complex and grammar.complex[type_name].base:
            return self.value(grammar.complex[type_name].base)
        return "texte"

    def fill(self, element: etree._Element, type_name: str, depth: int) -> None:
        grammar = table()
        kind = grammar.complex.get(type_name)
        if kind is None:
            element.text = self.value(type_name)
            return
        bases = []
        while kind is not None:
            bases.append(kind)
            kind = grammar.complex.get(kind.base or "")
        for kind in bases:
            for attribute in kind.attributes:
                prefix, _, local = attribute.name.rpartition(":")
                name = {"xml": f"{{{XML}}}{local}", "xlink": f"{{{XLINK}}}{local}"}.get(prefix, attribute.name)
                if attribute.required or prefix:
                    element.set(name, self.value(attribute.type))
        last = bases[-1]
        if last.base:
            element.text = self.value(last.base)
        self.members(element, list(grammar.members(type_name)), depth)

    def members(self, element: etree._Element, members: list[Particle], depth: int) -> None:
        for particle in members:
            if not particle.scope.holds(self.version, False):
                continue
            least, _ = particle.occurrence(self.version, False)
            if depth > _DEPTH and least == 0:
                continue
            if particle.kind == "element":
                if particle.type == "OpenType" or "Abstract" in particle.type:
                    continue
                if particle.type in ("BusinessAuthorizationRequestReplyMessageType",):
                    continue
                child = etree.SubElement(element, self.version.name_of(particle.name))
                self.fill(child, particle.type, depth + 1)
            elif particle.kind == "choice" and particle.members:
                options = [
                    p
                    for p in particle.members
                    if (
                        p.scope.holds(self.version, False)
                        and p.kind not in ("any", "free")
                        and p.name != "ArchiveUnitRefId"
                    )
                    or element.tag.endswith("}IsVersionOf")
                ]
                if options:
                    self.members(element, [options[(self.which + self.count) % len(options)]], depth + 1)
            elif particle.kind in ("sequence", "all"):
                self.members(element, particle.members, depth)


def full_transfer(version: Version, which: int = 0) -> bytes:
    """The document; `which` varies the alternatives taken."""
    maker = _Maker(version, which)
    root = etree.Element(version.name_of("ArchiveTransfer"), nsmap={None: version.namespace})
    maker.fill(root, "ArchiveTransferType", 0)
    return etree.tostring(root)
