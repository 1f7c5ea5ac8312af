"""Makes, from the grammar table, valid messages: one that has nearly every element of a version, many at random."""

from __future__ import annotations

import random

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
_REFERENCES = {
    "ArchiveUnitRefIdType": "@unit",
    "DataObjectRefIdType": "@object",
    "GroupRefIdType": "@group",
    "IDREF": "@any",
}
"""What stands for a reference until the document is whole and has something to refer to."""
_RARE = 0.12
"""How often a random document has an element that it may have."""
_WANTED = ("DataObjectPackage", "ArchiveUnit", "choice")
"""Elements that random documents always have somewhere."""


class _Maker:
    def __init__(self, version: Version, which: int, choose: random.Random | None = None) -> None:
        self.version = version
        self.which = which
        self.choose = choose
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
        if type_name in _REFERENCES:
            return _REFERENCES[type_name]
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

    def left_out(self, particle: Particle, depth: int) -> bool:
        if self.choose is None:
            return depth > _DEPTH
        if particle.name in _WANTED:
            return depth > _DEPTH // 2
        return depth > _DEPTH // 2 or self.choose.random() > (0.5 if particle.members else _RARE)

    def times(self, particle: Particle) -> int:
        most = particle.occurrence(self.version, False)[1]
        return 1 if self.choose is None or most is not None else self.choose.choice((1, 1, 2))

    def taken(self, options: list[Particle], choice: Particle) -> list[Particle]:
        """One of the options; all of them where the choice may be made again."""
        if not options:
            return []
        again = choice.occurrence(self.version, False)[1] is None
        if self.choose is not None:
            return self.choose.choices(options, k=self.choose.randint(1, 3) if again else 1)
        return options if again else [options[(self.which + self.count) % len(options)]]

    def members(self, element: etree._Element, members: list[Particle], depth: int) -> None:
        for particle in members:
            if not particle.scope.holds(self.version, False):
                continue
            least, _ = particle.occurrence(self.version, False)
            if least == 0 and self.left_out(particle, depth):
                continue
            if particle.kind == "element":
                if particle.type == "OpenType" or "Abstract" in particle.type:
                    continue
                if particle.type in ("BusinessAuthorizationRequestReplyMessageType",):
                    continue
                for _ in range(self.times(particle)):
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
                for option in self.taken(options, particle):
                    self.members(element, [option], depth + 1)
            elif particle.kind in ("sequence", "all"):
                self.members(element, particle.members, depth)


def full_transfer(version: Version, which: int = 0, message: str = "ArchiveTransfer") -> bytes:
    """The document; `which` varies the alternatives taken."""
    return _document(_Maker(version, which), message)


def random_transfer(version: Version, choose: random.Random, message: str = "ArchiveTransfer") -> bytes:
    """A smaller one, another each time."""
    while True:
        try:
            return _document(_Maker(version, choose.randrange(100), choose), message)
        except LookupError:  # it refers to a kind of member that it happens not to have
            continue


def _document(maker: _Maker, message: str) -> bytes:
    version = maker.version
    root = etree.Element(version.name_of(message), nsmap={None: version.namespace})
    maker.fill(root, table().messages[message].type, 0)
    _refer(root, version, maker.which)
    return etree.tostring(root)


def _refer(root: etree._Element, version: Version, which: int) -> None:
    """Give every reference something to refer to; LookupError where there is nothing."""
    names = {
        "@unit": ("ArchiveUnit",),
        "@object": ("BinaryDataObject", "PhysicalDataObject"),
        "@group": ("DataObjectGroup",),
    }
    known = {
        key: [e.get("id") for name in wanted for e in root.iter(version.name_of(name))] for key, wanted in names.items()
    }
    known["@group"] += [e.text for e in root.iter(version.name_of("DataObjectGroupId"))]
    known["@any"] = [xml_id for held in known.values() for xml_id in held]

    def target(placeholder: str, number: int) -> str:
        if not known[placeholder]:
            raise LookupError(placeholder)
        return known[placeholder][(which + number) % len(known[placeholder])]

    for number, element in enumerate(root.iter()):
        if element.get("target") in known:
            element.set("target", target(element.get("target"), number))
        if element.text in known:
            element.text = target(element.text, number)
