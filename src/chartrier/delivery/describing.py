"""A selection as SEDA elements of a new package: system identifiers put in, xml ids made to agree."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Literal
from uuid import UUID

from chartrier.catalog.archive.leaving import Leaving, ObjectRow, UnitRow
from chartrier.delivery.dating import with_departs
from chartrier.delivery.heads import METADATA, Heads
from chartrier.delivery.inherited import Carried, with_carried
from chartrier.packages.file_names import safe_extension
from chartrier.records.digest import WEAK
from chartrier.seda.bordereau import MemberKind
from chartrier.seda.element_text import with_child, without_children
from chartrier.seda.fitting import Fitting
from chartrier.seda.package_writing import OBJECTS, LeavingGroup, LeavingObject, LeavingUnit
from chartrier.seda.renaming import Outside, Renaming, ids_below, targets_below
from chartrier.seda.values import ElementValue, children, first_child

CONTENT = "DescriptiveMetadataContentType"
FOLDER = "content"
"""Of the objects, in the package."""

Custody = Mapping[UUID, ElementValue]
"""By versement, what the history of custody of its uppermost units gets besides."""


def file_name(row: ObjectRow) -> str:
    """Where an object lies in the package that leaves."""
    return f"{FOLDER}/{row.id}{safe_extension(row.filename, row.uri)}"


class Describing:
    """Gives the parts of the package, in order, each as often as it is asked for.

    A delivery has the archive's identifiers as `SystemId`; a transfer, which another archive will give its own, as
    `OriginatingSystemId`, its rules dated by the events given here, and `custody` besides. What units hold from above
    that does not leave, `carries` gives them.
    """

    def __init__(
        self, held: Leaving, heads: Heads, carries: Mapping[UUID, Carried], *, transfer: bool, custody: Custody
    ) -> None:
        self._departs = held.departs() if transfer else {}
        self._held = held
        self._heads = heads
        self._transfer = transfer
        self._carries = carries
        self._custody = custody
        self._inner: set[tuple[UUID, str]] = set()
        self._renamings: dict[UUID, Renaming] = {}

    @property
    def lost(self) -> Mapping[str, int]:
        """Elements that were left out so far because they referred to nothing in the package, by name."""
        lost: dict[str, int] = {}
        for renaming in self._renamings.values():
            for name, count in renaming.lost.items():
                lost[name] = lost.get(name, 0) + count
        return lost

    def survey(self, metadata: ElementValue) -> Fitting:
        """Look through everything once: which grammars hold it, and what its references need to know."""
        fitting = Fitting()
        targets: set[tuple[UUID, str]] = set()
        fitting.take("ManagementMetadata", METADATA, metadata)
        for versement, (name, type_name, value) in self._values():
            fitting.take(name, type_name, value)
            targets.update((versement, target) for target in targets_below(value))
        if targets:
            for versement, (_, _, value) in self._values():
                self._inner.update(targets.intersection((versement, own) for own in ids_below(value)))
        self._renamings.clear()
        return fitting

    def _values(self) -> Iterator[tuple[UUID, tuple[str, str, ElementValue]]]:
        """Every description, with the names and types of their elements, as they will be written."""
        for unit in self._held.read_units():
            described = self._describe(unit)
            yield unit.versement, ("Content", CONTENT, described.content)
            if described.management is not None:
                yield unit.versement, ("Management", "ManagementType", described.management)
        for rows in self._held.read_groups():
            for row in rows:
                element, type_name = OBJECTS[_kind(row)]
                yield row.versement, (element, type_name, self._metadata(row))
            if (logbook := _logbook(rows)) is not None:
                yield rows[0].versement, ("LogBook", "LogBookOgType", logbook)

    def units(self) -> Iterator[LeavingUnit]:
        """Every unit."""
        for row in self._held.read_units():
            unit, renaming = self._describe(row), self._renaming(row.versement)
            yield LeavingUnit(
                unit.xml_id,
                renaming.of("Content", unit.content),
                None if unit.management is None else renaming.of("Management", unit.management),
                unit.profile,
                unit.below,
                unit.groups,
            )

    def _describe(self, row: UnitRow) -> LeavingUnit:
        content: dict[str, Any] = row.content if isinstance(row.content, dict) else {}
        management: ElementValue | None = row.management
        if row.uppermost:
            content = self._heads.content(row.versement, content)
            if row.top:
                management = self._heads.management(row.versement, management)
            if row.top and row.id in self._departs:
                # what holds for the whole versement may be dated for one of its units alone
                management = self._heads.declared(row.versement, management)
            item = self._custody.get(row.versement)
            if item is not None and row.root:
                content = _with_custody(content, item)
        management = with_departs(management, self._departs.get(row.id, {}))
        if row.id in self._carries:
            management = with_carried(management, self._carries[row.id])
        name = "OriginatingSystemId" if self._transfer else "SystemId"
        content = with_child(CONTENT, content, name, str(row.id), first=not self._transfer)
        return LeavingUnit(row.name, content, management, row.profile, row.below, row.groups)

    def groups(self) -> Iterator[LeavingGroup]:
        """Every group with its objects."""
        for rows in self._held.read_groups():
            renaming = self._renaming(rows[0].versement)
            objects = [
                LeavingObject(_kind(row), renaming.of(OBJECTS[_kind(row)][0], self._metadata(row))) for row in rows
            ]
            logbook = _logbook(rows)
            yield LeavingGroup(
                rows[0].group_name, objects, None if logbook is None else renaming.of("LogBook", logbook)
            )

    def _metadata(self, row: ObjectRow) -> ElementValue:
        """The whole element: what says where the bytes are and what they must be is made anew."""
        _, type_name = OBJECTS[_kind(row)]
        held = row.metadata if isinstance(row.metadata, dict) else {}
        made = ["DataObjectGroupReferenceId", "DataObjectGroupId", "DataObjectSystemId", "DataObjectGroupSystemId"]
        added: list[tuple[str, ElementValue]] = [
            ("DataObjectSystemId", str(row.id)),
            ("DataObjectGroupSystemId", str(row.group)),
        ]
        if row.kind == "binary":
            made += ["Attachment", "Uri", "MessageDigest", "Size"]
            added += [("Uri", file_name(row)), ("MessageDigest", _digest(row))]
            if row.size:
                # a size of 0 is none that the schema knows
                added.append(("Size", str(row.size)))
        value = without_children(type_name, {**held, "@id": row.name}, *made)
        for name, child in added:
            value = with_child(type_name, value, name, child)
        return value

    def _renaming(self, versement: UUID) -> Renaming:
        if versement not in self._renamings:
            prefix = self._held.prefix(versement)

            def resolve(target: str, wanted: MemberKind) -> str | Outside | None:
                if (versement, target) in self._inner:
                    return prefix + target
                for found in self._held.named(versement, target):
                    if wanted in ("other", found.kind):
                        return found.name if found.name is not None else Outside(str(found.id))
                return None

            self._renamings[versement] = Renaming(lambda own: prefix + own, resolve)
        return self._renamings[versement]


def _logbook(rows: list[ObjectRow]) -> ElementValue | None:
    """That of a group: an object that joined it from outside does not repeat it."""
    return next((row.group_metadata for row in rows if row.group_metadata is not None), None)


def _kind(row: ObjectRow) -> Literal["binary", "physical"]:
    return "binary" if row.kind == "binary" else "physical"


def _digest(row: ObjectRow) -> ElementValue:
    """The digest as it was declared, which the bytes had on entry; a stronger one in place of a weak one."""
    declared = row.declared.get("digest")
    algorithm, _, value = declared.partition(":") if isinstance(declared, str) else ("", "", "")
    written = first_child(row.metadata, "MessageDigest")
    if written is not None and algorithm not in WEAK and row.digests.get(algorithm) == value:
        return written
    return {"@algorithm": "SHA-512", "#": row.digests["sha512"]}


def _with_custody(
    content: Mapping[str, str | list[ElementValue]], item: ElementValue
) -> dict[str, str | list[ElementValue]]:
    history = first_child(dict(content), "CustodialHistory")
    held = history if isinstance(history, dict) else {}
    told = with_child("CustodialHistoryType", held, "CustodialHistoryItem", item)
    without = (
        without_children(CONTENT, content, "CustodialHistory")
        if children(dict(content), "CustodialHistory")
        else content
    )
    return with_child(CONTENT, without, "CustodialHistory", told)
