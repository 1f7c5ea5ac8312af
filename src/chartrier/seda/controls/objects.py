"""Controls of data objects: usages and versions, the files they name, their digests."""

from __future__ import annotations

from collections.abc import Iterator

from chartrier.records.digest import WEAK
from chartrier.records.finding import Finding, FindingKind, Place
from chartrier.seda import findings as kinds
from chartrier.seda.bordereau import Bordereau, DeclaredObject
from chartrier.seda.identifiers import BINARY_USAGES, PHYSICAL_USAGES

_SHOWN = 160
_MASTERS = frozenset({"BinaryMaster", "PhysicalMaster"})


def usages_are_known(bordereau: Bordereau, file: str) -> Iterator[Finding]:
    """A usage of SEDA, with a number from 1 or none, on an object of the right nature."""
    for declared in bordereau.objects:
        value = (declared.data_object_version or "")[:_SHOWN]
        if declared.usage is None:
            yield _finding(kinds.BAD_USAGE, declared, file, value=value)
        elif declared.kind == "physical" and declared.usage in BINARY_USAGES:
            yield _finding(kinds.PHYSICAL_BINARY_USAGE, declared, file, value=value)
        elif declared.kind == "binary" and declared.usage in PHYSICAL_USAGES:
            yield _finding(kinds.BINARY_PHYSICAL_USAGE, declared, file, value=value)


def versions_are_unique_in_their_group(bordereau: Bordereau, file: str) -> Iterator[Finding]:
    """One master of each nature in a group, and no usage twice with the same number."""
    seen: set[tuple[int, str, int]] = set()
    masters: set[tuple[int, str]] = set()
    for declared in bordereau.objects:
        if declared.usage is None or declared.version is None or not declared.group:
            continue
        version = (declared.group, declared.usage, declared.version)
        if version in seen:
            yield _finding(kinds.SAME_VERSION, declared, file, usage=declared.usage, version=declared.version)
        elif declared.usage in _MASTERS and version[:2] in masters:
            yield _finding(kinds.SEVERAL_MASTERS, declared, file, usage=declared.usage)
        seen.add(version)
        if declared.usage in _MASTERS:
            masters.add(version[:2])


def uris_name_one_file_each(bordereau: Bordereau, file: str) -> Iterator[Finding]:
    """Each binary object names a file, and no other object names the same."""
    seen: set[str] = set()
    for declared in bordereau.objects:
        if declared.kind != "binary":
            continue
        if declared.attachment:
            yield _finding(kinds.ATTACHMENT, declared, file)
        elif not declared.uri:
            yield _finding(kinds.EMPTY_URI, declared, file)
        elif declared.uri in seen:
            yield _finding(kinds.DUPLICATE_URI, declared, file, uri=declared.uri[:_SHOWN])
        else:
            seen.add(declared.uri)


def digests_are_usable(bordereau: Bordereau, file: str) -> Iterator[Finding]:
    """A digest that fits an algorithm we know; MD5 and SHA-1 are taken and called weak."""
    for declared in bordereau.objects:
        if declared.kind != "binary" or declared.attachment:
            continue
        if declared.digest is None and not declared.raw_digest:
            yield _finding(kinds.EMPTY_DIGEST, declared, file)
        elif declared.algorithm is None:
            shown = (declared.raw_algorithm or "")[:_SHOWN]
            yield _finding(kinds.UNKNOWN_ALGORITHM, declared, file, algorithm=shown)
        elif declared.digest is None:
            shown = (declared.raw_digest or "")[:_SHOWN]
            yield _finding(kinds.BAD_DIGEST, declared, file, algorithm=declared.raw_algorithm or "", value=shown)
        elif declared.algorithm in WEAK:
            yield _finding(kinds.WEAK_DIGEST, declared, file, algorithm=declared.raw_algorithm or "")


def _finding(kind: FindingKind, declared: DeclaredObject, file: str, **values: str | int) -> Finding:
    place = Place(file, declared.line, object=declared.xml_id)
    return Finding(kind, place, {"object": declared.xml_id, **values})
