"""What goes to the préfecture and comes back (@CTES, ACTES 1.1): an act as it was sent, and its acknowledgement.

An acknowledgement names its act by an identifier `DEP-SIREN-AAAAMMJJ-NUMÉRO-NATURE`, by which they are put together:
those of délibérations, since an arrêté may have the number of one of the same day.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from lxml import etree

from chartrier.opendata.scdl.matieres import matiere_in
from chartrier.opendata.sources import Source

NAMESPACE = "http://www.interieur.gouv.fr/ACTES#v1.1-20040216"
DELIBERATION = "1"
"""The nature of a délibération."""

NAMED = re.compile(r"-1-[12](?:_\d+)?\.xml$|actes?\b", re.IGNORECASE)
"""How the names of such files look: `034-491011698-20171207-…-DE-1-1_0.xml`, `…-ar-actes.xml`."""
LARGEST = 1 << 20
"""Bytes of one: it has no document in it."""

Key = tuple[str, date | None]
"""An act: its number as the State writes it, and its day."""

_IDENTIFIER = re.compile(r"\w{3}-(?P<siren>\d{9})-(?P<day>\d{8})-(?P<number>[0-9A-Z_]+)-DE")
_FILE = re.compile(r"\w{3}-(?P<siren>\d{9})-\d{8}-")


@dataclass(frozen=True, slots=True)
class Sent:
    """An act as it was sent; `nature` by its code, `siren` of whose it is where the name of its file says so."""

    source: Source
    number: str
    day: date
    nature: str
    matiere: str | None
    objet: str
    siren: str


@dataclass(frozen=True, slots=True)
class Receipt:
    """An acknowledgement: the identifier that the State gave, the act, and the day on which it was received."""

    identifier: str
    siren: str
    act: Key
    day: date


@dataclass(frozen=True, slots=True)
class Transmitted:
    """What is known of the acts that a collectivité sent."""

    sent: Mapping[Key, Sent] = field(default_factory=dict)
    receipts: Mapping[tuple[str, Key], Receipt] = field(default_factory=dict)
    """By SIREN, then the act."""


def key_of(number: str, day: date | None) -> Key:
    """A number as the identifiers of the State write it (capitals and figures, the rest as `_`), and its day."""
    return re.sub(r"[^0-9A-Z]+", "_", number.upper()), day


def concerns(data: bytes) -> bool:
    """Whether a file is of @CTES."""
    return NAMESPACE.encode() in data[:4096]


def transmitted(found: Iterable[Source], siren: str) -> Transmitted:
    """What these files say of the délibérations of a collectivité; one that cannot be read says nothing, what is sent
    again counts once.
    """
    sent: dict[Key, Sent] = {}
    receipts: dict[tuple[str, Key], Receipt] = {}
    for source in found:
        try:
            read = _read(source)
        except (etree.XMLSyntaxError, ValueError):
            continue
        if isinstance(read, Sent):
            if read.nature == DELIBERATION and read.siren in ("", siren):
                sent.setdefault(key_of(read.number, read.day), read)
        elif read is not None:
            receipts.setdefault((read.siren, read.act), read)
    return Transmitted(sent, receipts)


def _read(source: Source) -> Sent | Receipt | None:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    root = etree.fromstring(source.data, parser)
    about: Any = root.getroottree().docinfo
    if about.doctype:
        raise ValueError("DOCTYPE")
    if root.tag == f"{{{NAMESPACE}}}Acte":
        return _sent(source, root)
    if root.tag == f"{{{NAMESPACE}}}ARActe":
        return _receipt(root)
    return None


def _sent(source: Source, root: etree._Element) -> Sent:
    codes = []
    for level in range(1, 6):
        element = root.find(f"{{{NAMESPACE}}}CodeMatiere{level}")
        if element is not None:
            codes.append(_attribute(element, "CodeMatiere"))
    objet = root.findtext(f"{{{NAMESPACE}}}Objet") or ""
    named = _FILE.match(source.name.rpartition("/")[2])
    return Sent(
        # its bytes are read: what is kept of thousands is what they said
        replace(source, data=b""),
        _attribute(root, "NumeroInterne"),
        date.fromisoformat(_attribute(root, "Date")),
        _attribute(root, "CodeNatureActe"),
        matiere_in(".".join(codes)),
        " ".join(objet.split()),
        named["siren"] if named else "",
    )


def _receipt(root: etree._Element) -> Receipt | None:
    identifier = _attribute(root, "IDActe")
    found = _IDENTIFIER.fullmatch(identifier)
    if found is None:
        return None
    sent = date.fromisoformat(found["day"])
    day = date.fromisoformat(_attribute(root, "DateReception"))
    return Receipt(identifier, found["siren"], key_of(found["number"], sent), day)


def _attribute(element: etree._Element, name: str) -> str:
    """Attributes are of the namespace too; some programs forget it."""
    return str(element.get(f"{{{NAMESPACE}}}{name}") or element.get(name) or "").strip()
