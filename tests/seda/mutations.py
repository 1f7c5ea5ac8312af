"""Small damage to documents: deletions, duplications, moves, renamings, changed values."""

from __future__ import annotations

import random
from copy import deepcopy

from lxml import etree

from chartrier.seda.grammar.table import table

VALUES = [
    "",
    " ",
    "x",
    "2016-02-30",
    "2016-02-29",
    "2016",
    "2016-02",
    "--02-29",
    "---31",
    "2016-09-26Z",
    "2016-01-01T24:00:00",
    "10000-01-01",
    "-0044-03-15",
    "true",
    "maybe",
    "1",
    "0",
    "-1",
    "1e3",
    "3.14",
    "99999999999999999999",
    "ID1",
    "1ID",
    "a b",
    "Keep",
    "Destroy",
    "Transfer",
    "Item",
    "fr",
    "français",
    "YWJj",
    "zz==",
    "public archive",
    "Public Archive",
    "persname",
    "CMT",
    "GRM",
    "http://a b/",
    "%zz",
]
ATTRIBUTES = [
    "id",
    "algorithm",
    "{http://www.w3.org/XML/1998/namespace}id",
    "{http://www.w3.org/XML/1998/namespace}lang",
    "{http://www.w3.org/1999/xlink}href",
    "{http://www.w3.org/1999/xlink}type",
    "{http://www.w3.org/2001/XMLSchema-instance}nil",
    "schemeName",
    "listID",
    "unit",
    "when",
    "target",
    "type",
    "filename",
    "uncompressedSize",
    "foreign",
]


def element_names() -> list[str]:
    """Every element name of the table."""
    grammar = table()
    return sorted({p.name for kind in grammar.complex for p in grammar.particles(kind) if p.kind == "element"})


def mutate(tree: etree._ElementTree, choose: random.Random, names: list[str]) -> str:
    """Change the tree once, in place; says what was done."""
    root = tree.getroot()
    own = f"{{{etree.QName(root).namespace}}}"
    elements = [e for e in root.iterdescendants() if isinstance(e.tag, str)]
    element = choose.choice(elements)
    parent = element.getparent()
    match choose.randrange(11):
        case 0:
            parent.remove(element)
            return "delete"
        case 1:
            parent.insert(parent.index(element), deepcopy(element))
            return "duplicate"
        case 2:
            parent.remove(element)
            parent.insert(choose.randint(0, len(parent)), element)
            return "move among siblings"
        case 3:
            other = choose.choice(elements)
            if other not in element.iter():
                other.insert(choose.randint(0, len(other)), element)
            return "move elsewhere"
        case 4:
            element.tag = own + choose.choice(names)
            return "rename"
        case 5:
            element.text = choose.choice(VALUES)
            return "value"
        case 6:
            new = etree.Element(own + choose.choice(names))
            new.text = choose.choice(VALUES)
            element.insert(choose.randint(0, len(element)), new)
            return "insert"
        case 7:
            element.set(choose.choice(ATTRIBUTES), choose.choice(VALUES))
            return "attribute"
        case 8:
            for key in list(element.attrib):
                if choose.random() < 0.7:
                    del element.attrib[key]
            return "no attribute"
        case 9:
            element.tag = choose.choice(["{urn:x}", own, ""]) + etree.QName(element).localname
            return "namespace"
        case _:
            element.tail = choose.choice(["text", " ", "\n"])
            return "mixed text"
