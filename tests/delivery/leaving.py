"""Packages that leave, made for the tests, and what of an archive must come out equal when they are ingested again."""

from __future__ import annotations

import json
import re
import secrets
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from uuid import UUID

from chartrier.catalog.archive.leaving import Selection
from chartrier.copies.documents import new_file
from chartrier.copies.staging import open_staging
from chartrier.delivery.parcel import Parcel
from chartrier.delivery.seda_package import write_seda
from chartrier.delivery.transfer import write_sip
from chartrier.records.identifiers import new_package_id
from chartrier.records.tenant import Tenant
from chartrier.seda.package_writing import Delivery, Transfer
from chartrier.seda.versions import Version
from chartrier.wiring import Wiring

MADE_ANEW = ("Uri", "MessageDigest", "Size", "DataObjectSystemId", "DataObjectGroupSystemId", "DataObjectGroupId",
             "DataObjectGroupReferenceId", "@id", "<")  # fmt: skip
"""Of an object, what a new package says for itself."""


def sip(archive: Wiring, tenant: Tenant, selection: Selection, target: Path, version: Version | None = None) -> Parcel:
    """A transfer of the selection to another archive."""
    copies = archive.copies
    head = Transfer(f"T-{secrets.token_hex(6)}", copies.clock(), "AUTRE-SAE", "SERVICE-VERSANT", "ACCORD-1")
    with open_staging(copies.staging, new_package_id(copies.clock())) as place, new_file(target, private=True) as file:
        return write_sip(file, selection, head, version, tenant, copies, place.folder)


def dip(archive: Wiring, tenant: Tenant, selection: Selection, target: Path, version: Version | None = None) -> Parcel:
    """A delivery of the selection."""
    copies = archive.copies
    head = Delivery(f"D-{secrets.token_hex(6)}", copies.clock(), "DEMANDE-1", (), "ARCHIVES", "DEMANDEUR")
    with open_staging(copies.staging, new_package_id(copies.clock())) as place, new_file(target, private=True) as file:
        return write_seda(file, selection, head, version, tenant, copies, place.folder)


def seen(units: Sequence[dict[str, Any]], objects: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """What must be equal of an archive and of what another one made of its packages, whatever identifiers each gave.

    A unit goes by what it says; so do those above it.
    """
    said = {unit["id"]: _said(unit) for unit in units}
    groups: dict[str, list[Any]] = {}
    for each in objects:
        groups.setdefault(each["group"], []).append(_held(each))
    return {
        "units": Counter(said.values()),
        "edges": Counter(
            (said[unit["id"]], said[parent])
            for unit in units
            for parent in [*unit["parents"], *unit["attached_to"]]
            if parent in said
        ),
        "groups": Counter(
            (said[unit["id"]], json.dumps(sorted(groups[group]))) for unit in units for group in unit["groups"]
        ),
        "objects": Counter(held for group in groups.values() for held in group),
        "logbooks": Counter(json.dumps(logbook, sort_keys=True) for logbook in _logbooks(objects)),
    }


def _logbooks(objects: Sequence[dict[str, Any]]) -> list[Any]:
    """The log book of each group that has one: an object that joined the group from outside does not repeat it."""
    held = {each["group"]: each["group_metadata"] for each in objects if each["group_metadata"] is not None}
    return list(held.values())


def _said(unit: dict[str, Any]) -> str:
    content = dict(unit["content"])
    ours = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-.*")
    for name in ("SystemId", "OriginatingSystemId"):
        if left := [held for held in content.pop(name, ()) if not ours.fullmatch(held)]:
            content[name] = left
    if history := content.pop("CustodialHistory", None):
        items = [item for item in history[0].get("CustodialHistoryItem", ()) if "transféré le" not in str(item)]
        if items or "CustodialHistoryFile" in history[0]:
            content["CustodialHistory"] = [{**history[0], "CustodialHistoryItem": items}]
    if "<" in content:
        content["<"] = [name for name in content["<"] if name not in ("SystemId", "OriginatingSystemId")]
    return json.dumps([content, unit["management"], unit["profile"]], sort_keys=True, ensure_ascii=False)


def _held(each: dict[str, Any]) -> str:
    metadata = {name: held for name, held in each["metadata"].items() if name not in MADE_ANEW}
    return json.dumps([each["kind"], each["digests"].get("sha512"), each["size"], metadata], sort_keys=True)


def identifiers(unit_list: bytes) -> list[UUID]:
    return [UUID(line.decode()) for line in unit_list.splitlines()]
