"""Changes that the grammar often allows: the table says what may be left out, repeated, or stand elsewhere."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from copy import deepcopy
from dataclasses import dataclass

from lxml import etree

from chartrier.seda.grammar.notation import Particle
from chartrier.seda.grammar.table import table
from chartrier.seda.versions import Version

TEXTS = ["autre", "é & <", "  deux  mots ", "2019", "0", "true", "ID1"]
SAME_TYPE = {
    "DateType": ["2016", "2016-02", "2016-02-29", "2016-01-01T10:00:00", "2016-09-26Z", "1870-05-31", "--02-29"],
    "date": ["2016-02-29", "1999-12-31Z", "0001-01-01", "-0044-03-15"],
    "dateTime": ["2016-02-29T00:00:00", "2016-02-29T23:59:59.123+02:00"],
    "boolean": ["true", "false", "0", "1"],
    "language": ["fr", "oc-FR", "x-gallo"],
    "LevelType": ["Fonds", "Item", "OtherLevel"],
    "SizeInBytesType": ["1", "99999999999999999999"],
    "int": ["0", "-5", "2147483647"],
    "integer": ["0", "-5", "+7"],
    "decimal": ["1.50", "-0.1", "3"],
    "anyURI": ["content/b%20c.pdf", "é.pdf", ""],
}
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
XML_ID = "{http://www.w3.org/XML/1998/namespace}id"


@dataclass(frozen=True)
class Typed:
    """An element with its place in the table."""

    element: etree._Element
    holder: str
    particle: Particle


def typed(root: etree._Element, version: Version) -> list[Typed]:
    """Every element below the root that stands where the official table has its name."""
    length = len(version.prefix)

    def below(element: etree._Element, holder: str) -> Iterator[Typed]:
        rows = table().children(holder, version, vitam=False)
        for child in element:
            row = rows.get(str(child.tag)[length:]) if str(child.tag).startswith(version.prefix) else None
            if row is not None:
                yield Typed(child, holder, row)
                yield from below(child, row.type)

    return list(below(root, table().messages[etree.QName(root).localname].type))


def _occurs(each: Typed, version: Version) -> tuple[int, int | None]:
    return each.particle.occurrence(version, False)


def delete(found: list[Typed], version: Version, choose: random.Random) -> bool:
    """Delete an element that may be absent."""
    optional = [each for each in found if _occurs(each, version)[0] == 0]
    if optional:
        element = choose.choice(optional).element
        element.getparent().remove(element)
    return bool(optional)


def duplicate(found: list[Typed], version: Version, choose: random.Random) -> bool:
    """Duplicate an element that may come again, its identifiers made new."""
    repeated = [each for each in found if _occurs(each, version)[1] is None or each.particle.name == "ArchiveUnit"]
    if not repeated:
        return False
    element = choose.choice(repeated).element
    copy = deepcopy(element)
    for each in copy.iter("*"):
        for name in ("id", XML_ID):
            if name in each.attrib:
                each.set(name, f"N{choose.randrange(1 << 40)}")
        if etree.QName(each).localname == "DataObjectGroupId":
            each.text = f"N{choose.randrange(1 << 40)}"
    element.addnext(copy)
    return True


def move(found: list[Typed], version: Version, choose: random.Random) -> bool:
    """Put a unit at the end of another's units, or an element before its neighbour."""
    units = [each.element for each in found if each.particle.name == "ArchiveUnit"]
    if choose.random() < 0.5 and len(units) > 1:
        moved, under = choose.sample(units, 2)
        if moved not in under.iterancestors() and moved is not under:
            under.append(moved)
            return True
    pairs = [each.element for each in found if each.element.getprevious() is not None]
    alike = [element for element in pairs if element.getprevious().tag == element.tag]
    if not pairs:
        return False
    element = choose.choice(alike or pairs)
    element.getprevious().addprevious(element)
    return True


def rename(found: list[Typed], version: Version, choose: random.Random) -> bool:
    """Give an element the name of one of the same type that its holder may have."""
    element = choose.choice(found)
    rows = table().children(element.holder, version, vitam=False).values()
    names = [row.name for row in rows if row.type == element.particle.type and row is not element.particle]
    if names:
        element.element.tag = version.name_of(choose.choice(names))
    return bool(names)


def retype(found: list[Typed], version: Version, choose: random.Random) -> bool:
    """Another value of the same type, or any text where any is one."""
    leaves = [each for each in found if len(each.element) == 0]
    named = [each for each in leaves if each.particle.type in SAME_TYPE]
    free = [each for each in leaves if each.particle.type in ("TextType", "string", "NonEmptyTokenType", "token")]
    if not named and not free:
        return False
    each = choose.choice(choose.choice([held for held in (named, free) if held]))
    each.element.text = choose.choice(SAME_TYPE.get(each.particle.type, TEXTS))
    return True


def attribute(found: list[Typed], version: Version, choose: random.Random) -> bool:
    """Take an optional attribute away, or give one that the type has."""
    texts = [each.element for each in found if each.particle.type == "TextType"]
    codes = [each.element for each in found if each.particle.type == "IdentifierType"]
    given = [element for element in (each.element for each in found) if XML_ID in element.attrib]
    options: list[Callable[[], None]] = []
    if texts:
        options.append(lambda: choose.choice(texts).set(LANG, choose.choice(["fr", "de-CH", ""])))
    if codes:
        options.append(lambda: choose.choice(codes).set(choose.choice(["schemeName", "schemeID"]), "nom"))
    if given:
        options.append(lambda: choose.choice(given).attrib.pop(XML_ID))
        options.append(lambda: choose.choice(given).set(XML_ID, f"N{choose.randrange(1 << 40)}"))
    if options:
        choose.choice(options)()
    return bool(options)


CHANGES = {
    "delete": delete,
    "duplicate": duplicate,
    "move": move,
    "rename": rename,
    "retype": retype,
    "attribute": attribute,
}


def change_gently(tree: etree._ElementTree, version: Version, choose: random.Random) -> str:
    """Change the tree once, in place; says what was done."""
    found = typed(tree.getroot(), version)
    names = list(CHANGES)
    choose.shuffle(names)
    return next((f"gentle {name}" for name in names if CHANGES[name](found, version, choose)), "nothing")
