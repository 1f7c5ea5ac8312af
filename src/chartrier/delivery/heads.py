"""What a versement says of all its units at once (`ManagementMetadata`), carried on by the package that leaves.

Where several versements say different things, each one's rules enter the package through its uppermost units, as
`rules.declaration` understands them: what a unit declares itself comes first.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from uuid import UUID

from chartrier.catalog.journal import publication as journal
from chartrier.copies.copies import Copies
from chartrier.copies.documents import Located, read_proven
from chartrier.delivery.findings import NO_BORDEREAU
from chartrier.errors import IntegrityFailure, Unavailable
from chartrier.records.canonical import canonical
from chartrier.records.digest import Digest
from chartrier.records.finding import Findings
from chartrier.records.tenant import Tenant
from chartrier.rules.categories import NEED_AUTHORIZATION, Category
from chartrier.seda.element_text import in_order, of_children, with_child
from chartrier.seda.management_metadata import read_management_metadata
from chartrier.seda.values import ElementValue, children, first_child, text_of
from chartrier.vault.ocfl import INVENTORY, LARGEST_INVENTORY
from chartrier.vault.store import Store
from chartrier.verify.package import package_folder

BORDEREAU = "bordereau.xml"
METADATA = "ManagementMetadataType"
_OF_THE_TRANSFER = (
    "ArchivalProfile",
    "ServiceLevel",
    "AcquisitionInformation",
    "LegalStatus",
    "OriginatingAgencyIdentifier",
    "SubmissionAgencyIdentifier",
)
"""What `ManagementMetadata` has and `Management` has not."""

DATED = frozenset(
    {
        "Rule", "StartDate", "HoldEndDate", "HoldOwner", "HoldReassessingDate", "HoldReason", "PreventRearrangement",
    }
)  # fmt: skip
"""The children of a rule's repeated sequence."""

Children = Mapping[str, str | list[ElementValue]]


class Heads:
    """The `ManagementMetadata` of each versement of a package, and what they come to together."""

    def __init__(self, of: Mapping[UUID, ElementValue], *, whole: bool = True) -> None:
        """`whole`: the rules of a versement hold for all that leaves of it, nothing above having changed them."""
        self._of = of
        self._same = len({canonical(value) for value in of.values()}) <= 1
        self._alike = whole and self._same

    @property
    def together(self) -> dict[str, str | list[ElementValue]]:
        """That of the package: all of it where the versements agree, else the parts that they share."""
        values = [value for value in self._of.values() if isinstance(value, dict)]
        if len(values) < len(self._of) or not values:
            return {}
        if self._alike:
            return dict(values[0])
        if self._same:
            return {name: held for name, held in values[0].items() if name not in (*Category, NEED_AUTHORIZATION)}
        shared = {
            name: held
            for name in _OF_THE_TRANSFER
            if isinstance(held := values[0].get(name), list) and all(value.get(name) == held for value in values)
        }
        return dict(shared)

    def management(self, versement: UUID, own: ElementValue | None) -> ElementValue | None:
        """The `Management` of an uppermost unit of a versement."""
        return own if self._alike else self._completed(self._of.get(versement), own)

    def _completed(self, above: ElementValue | None, own: ElementValue | None) -> ElementValue | None:
        if not isinstance(above, dict):
            return own
        made: Children = own if isinstance(own, dict) else {}
        for name, held in above.items():
            if isinstance(held, list) and name not in _OF_THE_TRANSFER and name != "LogBook":
                made = _under(made, name, held)
        return dict(made) or None

    def declared(self, versement: UUID, own: ElementValue | None) -> ElementValue | None:
        """The `Management` of an uppermost unit with the rules of the whole versement, whatever the others say."""
        return self._completed(self._of.get(versement), own)

    def content(self, versement: UUID, content: dict[str, Any]) -> dict[str, Any]:
        """The `Content` of an uppermost unit: it names its originating agency where the package names none."""
        above = self._of.get(versement)
        agency = text_of(first_child(above, "OriginatingAgencyIdentifier"))
        if self._same or not agency or "OriginatingAgencyIdentifier" in self.together:
            return content
        if "OriginatingAgency" in content:
            return content
        return with_child("DescriptiveMetadataContentType", content, "OriginatingAgency", {"Identifier": [agency]})


def _under(own: Children, name: str, above: Sequence[ElementValue]) -> Children:
    """`Management` with one category of the whole versement below what it declares itself."""
    if name not in own or not name.endswith("Rule"):
        return own if name in own else with_child("ManagementType", own, name, above[0])
    declared, type_name = first_child(dict(own), name), f"{name}Type"
    if not isinstance(declared, dict) or not isinstance(above[0], dict):
        return own
    pairs = list(in_order(type_name, declared))
    known = {text_of(rule) for rule in children(declared, "Rule")}
    added: list[tuple[str, ElementValue]] = []
    taken = False
    for child, value in in_order(type_name, above[0]):
        if child == "Rule":
            taken = text_of(value) not in known
        if taken and child in DATED:
            added.append((child, value))
    rules = [pair for pair in pairs if pair[0] in DATED]
    rest = [pair for pair in pairs if pair[0] not in DATED]
    return {**own, name: [of_children(declared, [*rules, *added, *rest])]}


def read_heads(
    tenant: Tenant, versements: Sequence[UUID], copies: Copies, findings: Findings, *, whole: bool = True
) -> Heads:
    """The heads of these versements, from their bordereaux. Raises IntegrityFailure (DLV-007), Unavailable."""
    return Heads({versement: _metadata(tenant, versement, copies, findings) for versement in versements}, whole=whole)


def _metadata(tenant: Tenant, versement: UUID, copies: Copies, findings: Findings) -> ElementValue:
    located = locate(tenant, versement, BORDEREAU, copies.stores)
    if located is None:
        raise IntegrityFailure(NO_BORDEREAU, versement=str(versement))
    read: list[ElementValue | None] = []

    def take(chunks: Iterator[bytes]) -> None:
        read[:] = [read_management_metadata(chunks)]

    read_proven(copies.stores, located, take, findings)
    return read[0] or {}


def locate(tenant: Tenant, package: UUID, name: str, stores: Sequence[Store]) -> Located | None:
    """Where a file of a package is, as the journal's latest word on the package has it; None when no copy tells."""
    entries = journal.entries_of(tenant.key, package)
    if not entries:
        return None
    index, _ = entries[0]
    _, named = next(journal.packages(tenant.key, index, index + 1))
    for version, digest in reversed(list(named.inventories.items())):
        path = f"{package_folder(package)}/{version}/{INVENTORY}"
        for store in stores:
            try:
                inventory = store.reader(tenant.code).read(path, LARGEST_INVENTORY)
            except (IntegrityFailure, Unavailable):
                continue
            if inventory is not None and Digest.of("sha512", inventory) == digest:
                return _in_inventory(tenant, package, name, json.loads(inventory))
    return None


def _in_inventory(tenant: Tenant, package: UUID, name: str, inventory: dict[str, object]) -> Located | None:
    versions, manifest = inventory["versions"], inventory["manifest"]
    if not isinstance(versions, dict) or not isinstance(manifest, dict):
        return None
    state: dict[str, list[str]] = versions[inventory["head"]]["state"]
    for sha512, names in state.items():
        if name in names:
            # equal files have a path each: the one of this name, of the latest version
            paths = [path.partition("/content/") for path in manifest[sha512]]
            version = max((version for version, _, logical in paths if logical == name), default="v1")
            return Located(tenant.code, package, name, sha512, version=version)
    return None
