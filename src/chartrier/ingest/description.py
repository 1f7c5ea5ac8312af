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
from chartrier.ingest.staged import HashedFile, Numbering, StagedPackage
from chartrier.ingest.submission import ExaminedObject, Submission
from chartrier.journal.contents import ContentsLine, ContentsTree, new_salt, write_line
from chartrier.journal.entry import TreeHead
from chartrier.records.canonical import canonical
from chartrier.records.digest import Digest
from chartrier.seda.bordereau import Bordereau, DeclaredObject, DeclaredUnit


def write_description(
    staged: StagedPackage,
    submission: Submission,
    spool: Spool,
    numbering: Numbering,
    attached_to: Mapping[int, Sequence[UUID]],
) -> TreeHead:
    """Write the three files. `attached_to` gives, by unit number, existing units it is attached to."""
    bordereau = submission.bordereau
    assert bordereau is not None
    tree = ContentsTree()
    with staged.new_file("contents.jsonl") as contents:
        with staged.new_file("units.jsonl") as units:
            for unit in bordereau.units:
                line = unit_line(unit, spool, numbering, attached_to.get(unit.number, ()))
                units.write(line + b"\n")
                _prove(contents, tree, line, numbering.unit(unit.number), "unit", None, None)
        with staged.new_file("objects.jsonl") as objects:
            for declared, line, found in _object_lines(bordereau, submission, spool, numbering):
                objects.write(line + b"\n")
                digests = {"sha512": found.sha512} if found else {}
                size = found.size if found else None
                _prove(contents, tree, line, numbering.object(declared.number), declared.kind, digests, size)
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


def unit_line(
    unit: DeclaredUnit, spool: Spool, numbering: Numbering, attached_to: Sequence[UUID]
) -> bytes:
    """One line of `units.jsonl`, canonical, without its line feed."""
    content, management, profile = spool.read_unit(unit.number)
    return _join(
        (b"attached_to", _identifiers(attached_to)),
        (b"content", content),
        (b"groups", _identifiers(numbering.group(number) for number in unit.groups)),
        (b"id", canonical(str(numbering.unit(unit.number)))),
        (b"line", canonical(unit.line)),
        (b"management", management),
        (b"parents", _identifiers(numbering.unit(number) for number in unit.parents)),
        (b"profile", profile),
        (b"xml_id", canonical(unit.xml_id)),
    )


def _object_lines(
    bordereau: Bordereau, submission: Submission, spool: Spool, numbering: Numbering
) -> Iterator[tuple[DeclaredObject, bytes, ExaminedObject | None]]:
    for declared in bordereau.objects:
        found = submission.examined.get(declared.number)
        identifier = numbering.object(declared.number)
        location = {"path": stored_path(identifier, declared)} if found else None
        metadata, group_metadata = spool.read_object(declared.number)
        yield (
            declared,
            _join(
                (b"declared", canonical(_declared(declared))),
                (b"digests", canonical(_digests(found))),
                (b"filename", canonical(declared.filename)),
                (b"format", canonical(_format(found.format if found else None))),
                (b"group", canonical(str(numbering.group(declared.group)))),
                (b"group_metadata", group_metadata),
                (b"group_xml_id", canonical(bordereau.groups[declared.group].xml_id)),
                (b"id", canonical(str(identifier))),
                (b"kind", canonical(declared.kind)),
                (b"line", canonical(declared.line)),
                (b"location", canonical(location)),
                (b"metadata", metadata),
                (b"size", canonical(found.size if found else None)),
                (b"uri", canonical(declared.uri)),
                (b"usage", canonical(declared.usage)),
                (b"version", canonical(declared.version)),
                (b"xml_id", canonical(declared.xml_id)),
            ),
            found,
        )


def stored_path(identifier: UUID, declared: DeclaredObject) -> str:
    """Where the object lies, below `content`."""
    return object_path(identifier, safe_extension(declared.filename, declared.uri))


def _declared(declared: DeclaredObject) -> dict[str, str | int | None]:
    digest = f"{declared.algorithm}:{declared.digest}" if declared.algorithm and declared.digest else None
    return {"digest": digest, "size": declared.size, "format": declared.format_id}


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
