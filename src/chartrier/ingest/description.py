"""`units.jsonl`, `objects.jsonl`, `contents.jsonl` (docs/format.md §2.3, 2.4, 3), written as streams.

Lines are joined from canonical pieces, keys in order, so that nothing is parsed or sorted twice.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from uuid import UUID

from chartrier.formats.identification import Format
from chartrier.ingest.names import object_path, safe_extension
from chartrier.ingest.spool import Spool
from chartrier.ingest.staged import HashedFile, StagedPackage
from chartrier.ingest.submission import ExaminedObject, Submission
from chartrier.journal.contents import ContentsLine, ContentsTree, new_salt, write_line
from chartrier.journal.entry import TreeHead
from chartrier.records.canonical import canonical
from chartrier.records.digest import Digest
from chartrier.records.identifiers import member_id, package_of
from chartrier.seda.bordereau import DeclaredObject, DeclaredUnit

LARGEST_INTEGER = 2**53 - 1
"""RFC 8785 §3.2.2.3: beyond it a number is not the same for every reader."""


def write_description(
    staged: StagedPackage,
    submission: Submission,
    spool: Spool,
    attached_to: Mapping[int, Sequence[UUID]],
) -> TreeHead:
    """Write the three files. `attached_to` gives, by unit number, existing units it is attached to."""
    bordereau = submission.bordereau
    assert bordereau is not None
    tree = ContentsTree()
    with staged.new_file("contents.jsonl") as contents:
        with staged.new_file("units.jsonl") as units:
            for unit in bordereau.units:
                identifier = member_id(staged.identifier, unit.number)
                line = unit_line(unit, identifier, spool, attached_to.get(unit.number, ()))
                units.write(line + b"\n")
                _prove(contents, tree, line, identifier, "unit", None, None)
        with staged.new_file("objects.jsonl") as objects:
            group_ids = {group.number: group.xml_id for group in bordereau.groups}
            for declared in bordereau.objects:
                identifier = member_id(staged.identifier, declared.number)
                found = submission.examined.get(declared.number)
                group_xml_id = group_ids[declared.group]
                line = object_line(declared, identifier, found, spool, group_xml_id)
                objects.write(line + b"\n")
                digests = {"sha512": found.sha512} if found else {}
                size = found.size if found else None
                _prove(contents, tree, line, identifier, declared.kind, digests, size)
    return tree.head


def _prove(
    contents: HashedFile,
    tree: ContentsTree,
    line: bytes,
    identifier: UUID,
    kind: str,
    digests: Mapping[str, str] | None,
    size: int | None,
) -> None:
    description = Digest("sha256", hashlib.sha256(line).hexdigest())
    leaf = write_line(ContentsLine(identifier, kind, description, new_salt(), digests, size))
    contents.write(leaf + b"\n")
    tree.add(leaf)


def unit_line(unit: DeclaredUnit, identifier: UUID, spool: Spool, attached_to: Sequence[UUID]) -> bytes:
    """One line of `units.jsonl`, canonical, without its line feed."""
    content, management, profile = spool.read_unit(unit.number)
    package = package_of(identifier)
    return _join(
        (b"attached_to", _identifiers(attached_to)),
        (b"content", content),
        (b"groups", _identifiers(member_id(package, number) for number in unit.groups)),
        (b"id", canonical(str(identifier))),
        (b"line", canonical(unit.line)),
        (b"management", management),
        (b"parents", _identifiers(member_id(package, number) for number in unit.parents)),
        (b"profile", profile),
        (b"xml_id", canonical(unit.xml_id)),
    )


def object_line(
    declared: DeclaredObject,
    identifier: UUID,
    found: ExaminedObject | None,
    spool: Spool,
    group_xml_id: str | None,
) -> bytes:
    """One line of `objects.jsonl`, canonical, without its line feed; `found` is None for a physical object."""
    metadata, group_metadata = spool.read_object(declared.number)
    return _join(
        (b"declared", canonical(_declared(declared))),
        (b"digests", canonical(_digests(found))),
        (b"filename", canonical(declared.filename)),
        (b"format", canonical(_format(found.format if found else None))),
        (b"group", canonical(str(member_id(package_of(identifier), declared.group)))),
        (b"group_metadata", group_metadata),
        (b"group_xml_id", canonical(group_xml_id)),
        (b"id", canonical(str(identifier))),
        (b"kind", canonical(declared.kind)),
        (b"line", canonical(declared.line)),
        (b"location", canonical({"path": stored_path(identifier, declared)} if found else None)),
        (b"metadata", metadata),
        (b"size", canonical(found.size if found else None)),
        (b"uri", canonical(declared.uri)),
        (b"usage", canonical(declared.usage)),
        (b"version", canonical(declared.version)),
        (b"xml_id", canonical(declared.xml_id)),
    )


def stored_path(identifier: UUID, declared: DeclaredObject) -> str:
    """Where the object lies, below `content`."""
    return object_path(identifier, safe_extension(declared.filename, declared.uri))


def _declared(declared: DeclaredObject) -> dict[str, str | int | None]:
    digest = f"{declared.algorithm}:{declared.digest}" if declared.algorithm and declared.digest else None
    # A size that no file has stays in `metadata` as it was written: canonical JSON has no such number.
    size = declared.size if declared.size is not None and declared.size <= LARGEST_INTEGER else None
    return {"digest": digest, "size": size, "format": declared.format_id}


def _digests(found: ExaminedObject | None) -> dict[str, str]:
    if found is None:
        return {}
    digests = {"sha512": found.sha512}
    if found.declared is not None:
        digests[found.declared.algorithm] = found.declared.value
    return digests


def _format(found: Format | None) -> dict[str, str] | None:
    if found is None:
        return None
    return {
        "puid": found.puid,
        "name": found.name,
        "version": found.version,
        "mime": found.mime,
        "basis": found.basis,
        "warning": found.warning,
    }


def _identifiers(identifiers: Iterator[UUID] | Sequence[UUID]) -> bytes:
    return canonical([str(identifier) for identifier in sorted(identifiers)])


def _join(*pairs: tuple[bytes, bytes]) -> bytes:
    return b"{" + b",".join(b'"' + key + b'":' + value for key, value in pairs) + b"}"
