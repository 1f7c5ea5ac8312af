"""Data objects and their groups, as their elements declare them."""

from __future__ import annotations

from lxml import etree

from chartrier.seda.bordereau import DeclaredGroup, DeclaredObject
from chartrier.seda.children import first_children, text_of
from chartrier.seda.identifiers import read_algorithm, read_digest, read_object_version

_KEPT = 400
"""Longest part kept of a value that is only shown (an algorithm, a digest that is none)."""


def read_group(element: etree._Element, line: int | None) -> DeclaredGroup:
    """A `DataObjectGroup`, not numbered yet."""
    return DeclaredGroup(0, (element.get("id") or "").strip() or None, line)


def read_object(element: etree._Element, prefix: str, line: int | None) -> DeclaredObject:
    """A `BinaryDataObject` or a `PhysicalDataObject`, neither numbered nor in its group yet."""
    fields = first_children(element, prefix)
    binary = element.tag == f"{prefix}BinaryDataObject"
    xml_id = (element.get("id") or "").strip()
    declared = DeclaredObject(0, xml_id, line, kind="binary" if binary else "physical")
    declared.data_object_version = text_of(fields.get("DataObjectVersion"))
    default = "BinaryMaster" if binary else "PhysicalMaster"
    usage = read_object_version(
        default if declared.data_object_version is None else declared.data_object_version
    )
    if usage is not None:
        declared.usage, declared.version = usage.usage, usage.version
    if binary:
        _read_binary(declared, fields, prefix)
    return declared


def _read_binary(declared: DeclaredObject, fields: dict[str, etree._Element], prefix: str) -> None:
    declared.uri = text_of(fields.get("Uri"))
    declared.attachment = "Attachment" in fields
    if "FileInfo" in fields:
        filename = first_children(fields["FileInfo"], prefix).get("Filename")
        declared.filename = None if filename is None else filename.text
    if "FormatIdentification" in fields:
        declared.format_id = text_of(first_children(fields["FormatIdentification"], prefix).get("FormatId"))
    size = text_of(fields.get("Size")) or ""
    declared.size = int(size) if size.isascii() and size.isdecimal() and len(size) <= 18 else None
    if "MessageDigest" in fields:
        _read_digest(declared, fields["MessageDigest"])


def _read_digest(declared: DeclaredObject, element: etree._Element) -> None:
    declared.raw_algorithm = (element.get("algorithm") or "")[:_KEPT]
    declared.algorithm = read_algorithm(declared.raw_algorithm)
    digest = text_of(element) or ""
    if declared.algorithm:
        declared.digest = read_digest(declared.algorithm, digest)
    # One of the two is enough: a hundred thousand objects are kept in memory.
    declared.raw_digest = digest[:_KEPT] if declared.digest is None else None
