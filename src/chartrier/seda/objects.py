"""Data objects and their groups, as their elements declare them."""

from __future__ import annotations

import sys
from typing import Literal

from chartrier.seda.bordereau import DeclaredObject
from chartrier.seda.identifiers import read_algorithm, read_digest, read_object_version
from chartrier.seda.values import ElementValue, attribute, first_child, text_of

_KEPT = 400
"""Longest part kept of a value that is only shown (an algorithm, a digest that is none)."""

_DIGITS = 18


def read_object(value: ElementValue, kind: Literal["binary", "physical"], line: int | None) -> DeclaredObject:
    """A `BinaryDataObject` or a `PhysicalDataObject`, neither numbered nor in its group yet."""
    declared = DeclaredObject(0, attribute(value, "id") or "", line, kind)
    declared.data_object_version = _shared(_object_version(value))
    default = "BinaryMaster" if kind == "binary" else "PhysicalMaster"
    version = declared.data_object_version
    usage = read_object_version(default if version is None else version)
    if usage is not None:
        declared.usage, declared.version = usage.usage, usage.version
    if kind == "binary":
        _read_binary(declared, value)
    return declared


def _object_version(value: ElementValue) -> str | None:
    """`DataObjectVersion`; where there is none, what SEDA 2.3 says in two elements, written as one."""
    version = text_of(first_child(value, "DataObjectVersion"))
    use = text_of(first_child(value, "DataObjectUse"))
    if version is not None or use is None:
        return version
    number = text_of(first_child(value, "DataObjectNumber"))
    return use if number is None else f"{use}_{_without_signs(number)}"


def _without_signs(number: str) -> str:
    """`+03` is the `int` 3; a negative one, and what is none, stay as they are, to be refused."""
    return number.removeprefix("+").lstrip("0") or "0"


def _read_binary(declared: DeclaredObject, value: ElementValue) -> None:
    declared.uri = text_of(first_child(value, "Uri"))
    declared.attachment = first_child(value, "Attachment") is not None
    declared.filename = text_of(first_child(value, "FileInfo", "Filename"))
    declared.format_id = _shared(text_of(first_child(value, "FormatIdentification", "FormatId")))
    size = text_of(first_child(value, "Size")) or ""
    if size.isascii() and size.isdecimal():
        # No file is longer than that: a longer number is wrong all the same, and takes no time to read.
        digits = size.lstrip("0") or "0"
        declared.size = int(digits) if len(digits) <= _DIGITS else 10**_DIGITS
    digest = first_child(value, "MessageDigest")
    if digest is not None:
        _read_digest(declared, digest)


def _read_digest(declared: DeclaredObject, value: ElementValue) -> None:
    declared.raw_algorithm = _shared((attribute(value, "algorithm") or "")[:_KEPT])
    declared.algorithm = read_algorithm(declared.raw_algorithm or "")
    text = text_of(value) or ""
    if declared.algorithm:
        declared.digest = read_digest(declared.algorithm, text)
    # One of the two is enough: a hundred thousand objects are kept in memory.
    declared.raw_digest = text[:_KEPT] if declared.digest is None else None


def _shared(text: str | None) -> str | None:
    """One string for all the objects that say the same: there are few formats, algorithms and usages."""
    return None if text is None else sys.intern(text)
