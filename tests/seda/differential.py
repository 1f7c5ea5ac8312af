"""Two judges of a bordereau: the reading under test, and libxml2 with the official schema and checks of its own.

The second one knows neither the table nor the reading: it holds the whole tree, and the names of the official
schema's identifiers and references are written here again.
"""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import xmlschema
from lxml import etree

from chartrier.records.finding import Findings
from chartrier.seda.controls.transfer import control_bordereau
from chartrier.seda.reader import read_bordereau
from chartrier.seda.versions import Version

from .document_maker import full_transfer, random_transfer
from .gentle import change_gently, typed
from .mutations import element_names, mutate
from .official import CORPUS, bordereau_of, official_schema, packages

SCHEMA_CODES = frozenset({f"SEDA-{number:03}" for number in range(10, 17)} | {"SEDA-030", "SEDA-031"})
"""The schema, identifiers given twice, references that lead nowhere."""
UNREADABLE = frozenset(f"SEDA-{number:03}" for number in range(1, 10))

_XML_ID = "{http://www.w3.org/XML/1998/namespace}id"
_REFERENCES = {
    "ArchiveUnitRefId": ("ArchiveUnit",),
    "DataObjectReferenceId": ("BinaryDataObject", "PhysicalDataObject"),
    "SignedObjectId": ("BinaryDataObject", "PhysicalDataObject"),
    "DataObjectGroupReferenceId": ("DataObjectGroup", "DataObjectGroupId"),
    "SignedDocumentReferenceId": (),
}
"""The elements that hold an IDREF, and what it must name (nothing: anything)."""

GENTLE = 0.5
"""Share of the changes that try to keep a document valid."""
LONGEST = 12_000
"""Longest source, so that many are judged in a short time."""


def accepted_by_the_reading(path: Path) -> bool:
    """Whether the strict reading has no schema finding, the document being there."""
    findings = Findings()
    bordereau = read_bordereau(path, strict=True, findings=findings)
    if bordereau is not None and bordereau.valid:
        control_bordereau(bordereau, findings)
    codes = {finding.code for finding in findings}
    assert bordereau is not None and not codes & UNREADABLE, codes
    assert bordereau.valid or codes & SCHEMA_CODES
    return not codes & SCHEMA_CODES


def accepted_by_the_official_schema(tree: etree._ElementTree, version: Version) -> bool:
    return official_schema(version).validate(tree) and identifiers_are_right(tree, version, kinds=True)


def identifiers_are_right(tree: etree._ElementTree, version: Version, *, kinds: bool) -> bool:
    """No identifier twice, every reference to one that exists and, with `kinds`, is of an element of the right name."""
    known: dict[str, str] = {}
    references: list[tuple[str, tuple[str, ...]]] = []
    for element in _own(tree.getroot(), version):
        name = etree.QName(element).localname
        given = [element.get("id"), element.get(_XML_ID)]
        given.append(element.text if name == "DataObjectGroupId" else None)
        for identifier in (each.strip() for each in given if each is not None):
            if identifier in known:
                return False
            known[identifier] = name
        if name in _REFERENCES:
            references.append(((element.text or "").strip(), _REFERENCES[name]))
        if name == "Relationship":
            references.append((element.get("target", "").strip(), ()))
    return all(
        target in known and (not wanted or not kinds or known[target] in wanted) for target, wanted in references
    )


def _own(element: etree._Element, version: Version) -> Iterator[etree._Element]:
    """This element and those below it, but what stands in elements of other namespaces."""
    yield element
    for child in element:
        if isinstance(child.tag, str) and child.tag.startswith(version.prefix):
            yield from _own(child, version)


_BASE64 = re.compile(r"(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}[AEIMQUYcgkosw048]=|[A-Za-z0-9+/][AQgw]==)?", re.ASCII)
"""What XML Schema calls base64Binary (part 2, 3.2.16), white space taken out."""

DECLARED: Mapping[str, Callable[[etree._ElementTree], bool]] = {}
"""The kinds of difference allowed between the reading and libxml2, each a predicate on the mutant: none."""

BETWEEN_ENGINES: Mapping[str, Callable[[etree._ElementTree], bool]] = {
    "empty Metadata": lambda tree: any(len(element) == 0 for element in tree.iter("{*}Metadata")),
    "loose base64": lambda tree: any(
        _BASE64.fullmatch("".join((element.text or "").split())) is None
        for element in tree.iter("{*}Attachment", "{*}MessageDigest", "{*}SignedObjectDigest")
    ),
}
"""Those between libxml2 and the second engine (docs/decisions/0023)."""


@cache
def second_engine(version: Version) -> xmlschema.XMLSchema10:
    """The official schema in another engine, which checks ID and IDREF by itself."""
    folder = CORPUS / "schemas" / f"seda-{version}"
    locations = {
        "http://www.w3.org/XML/1998/namespace": str(folder / "xml.xsd"),
        "http://www.w3.org/1999/xlink": str(folder / "xlink.xsd"),
    }
    return xmlschema.XMLSchema10(
        str(folder / f"seda-{version}-main.xsd"), locations=locations, use_fallback=False, allow="local"
    )


@cache
def corpus_sources(version: Version) -> tuple[bytes, ...]:
    """Short bordereaux of the corpus: of every version, brought to this one where its schema then takes them."""
    found = []
    for row in packages():
        data = bordereau_of(row["file"]) if row["seda_version"] != "none" else None
        if data is None or len(data) > LONGEST:
            continue
        data = data.replace(b"seda:v" + row["seda_version"].encode(), b"seda:v" + version.encode())
        tree = parsed(data)
        if row["seda_version"] == version or accepted_by_the_official_schema(tree, version):
            found.append(data)
        if row["seda_version"] == version and without_the_variant(tree, version):
            found.append(etree.tostring(tree))
    return tuple(found)


def without_the_variant(tree: etree._ElementTree, version: Version) -> bool:
    """Take out what only Vitam's variant has; whether something was, and the official schema takes the rest."""
    # The elements themselves: lxml makes another object of one that nobody holds, under any number.
    known = {each.element for each in typed(tree.getroot(), version)} | {tree.getroot()}
    others = [element for element in tree.getroot().iter("*") if element not in known]
    for element in others:
        element.getparent().remove(element)
    return bool(others) and accepted_by_the_official_schema(tree, version)


def parsed(data: bytes) -> etree._ElementTree:
    """The document, though it may give an `xml:id` twice: libxml2 would call that a syntax error."""
    return etree.ElementTree(etree.fromstring(data, etree.XMLParser(collect_ids=False)))


@dataclass(frozen=True)
class Mutant:
    number: int
    done: tuple[str, ...]
    tree: etree._ElementTree


def mutants(version: Version, count: int, seed: int) -> Iterator[Mutant]:
    """So many changed documents, the same for the same seed."""
    choose = random.Random(f"{version} {seed}")
    names = element_names()
    corpus = corpus_sources(version)
    full = full_transfer(version)
    for number in range(count):
        draw = choose.random()
        source = choose.choice(corpus) if draw < 0.4 and corpus else random_transfer(version, choose)
        tree = parsed(full if draw > 0.97 else source)
        gentle = choose.random() < GENTLE
        done = []
        for _ in range(choose.choice((1, 1, 1, 2))):
            done.append(change_gently(tree, version, choose) if gentle else mutate(tree, choose, names))
        # What is judged is what a file says: mixed text and empty values look different once written.
        yield Mutant(number, tuple(done), parsed(etree.tostring(tree)))


@dataclass
class Tally:
    """The counts of a run."""

    verdicts: Counter[bool] = field(default_factory=Counter)
    changes: Counter[str] = field(default_factory=Counter)
    declared: Counter[str] = field(default_factory=Counter)
    apart: list[tuple[int, tuple[str, ...], bool]] = field(default_factory=list)
    """Mutants on which the judges differ though nothing declared explains it, with what the official schema says."""
    sampled: int = 0
    engines_apart: list[tuple[int, tuple[str, ...], str]] = field(default_factory=list)

    @property
    def least_share(self) -> float:
        """Of the valid mutants or of the invalid ones, whichever are fewer."""
        return min(self.verdicts[True], self.verdicts[False]) / max(1, self.verdicts.total())

    def told(self, version: Version) -> str:
        valid, invalid = self.verdicts[True], self.verdicts[False]
        share = 100 * valid / max(1, valid + invalid)
        return (
            f"SEDA {version}: {valid + invalid} mutants, {valid} valid ({share:.0f} %), {invalid} invalid, "
            f"{len(self.apart)} differences; second engine on {self.sampled}, {len(self.engines_apart)} differences; "
            f"declared: {dict(self.declared) or 'none'}; "
            + ", ".join(f"{name} {count}" for name, count in sorted(self.changes.items()))
        )


def run(version: Version, count: int, folder: Path, *, seed: int = 0, every: int = 10) -> Tally:
    """Judge `count` mutants; one in `every` goes to the second engine too."""
    tally = Tally()
    path = folder / "manifest.xml"
    for mutant in mutants(version, count, seed):
        path.write_bytes(etree.tostring(mutant.tree))
        expected = accepted_by_the_official_schema(mutant.tree, version)
        tally.verdicts[expected] += 1
        tally.changes.update(mutant.done)
        if accepted_by_the_reading(path) != expected:
            kind = _kind(mutant.tree, DECLARED)
            if kind:
                tally.declared[kind] += 1
            else:
                tally.apart.append((mutant.number, mutant.done, expected))
        if mutant.number % every == 0:
            libxml2 = official_schema(version).validate(mutant.tree)
            both = libxml2 and identifiers_are_right(mutant.tree, version, kinds=False)
            try:
                errors = [str(error.reason) for error in second_engine(version).iter_errors(mutant.tree)]
            except OverflowError:
                # xmlschema cannot hold a year of twenty digits, which the standard allows: it has no verdict
                continue
            tally.sampled += 1
            if both == bool(errors):
                kind = _kind(mutant.tree, BETWEEN_ENGINES)
                if kind:
                    tally.declared[f"{kind} (engines)"] += 1
                else:
                    tally.engines_apart.append((mutant.number, mutant.done, (errors or ["valid"])[0]))
    return tally


def _kind(tree: etree._ElementTree, declared: Mapping[str, Callable[[etree._ElementTree], bool]]) -> str | None:
    return next((name for name, holds in declared.items() if holds(tree)), None)
