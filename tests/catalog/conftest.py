"""Tenants, packages and versements made by hand for the catalog's tests."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from chartrier.catalog.archive import acquisition
from chartrier.catalog.tenants import register
from chartrier.journal.entry import Changes, Counts, Entry, time_of_entry, write_entry
from chartrier.records.digest import Digest
from chartrier.records.identifiers import member_id, new_package_id
from chartrier.records.policy import Policy
from chartrier.records.tenant import Tenant

ALPHA, BETA = 211234567, 987654321
INVENTORY = Digest.of("sha512", b"inventory")


def make_tenant(key: int) -> Tenant:
    code = f"{key:09d}"
    policy = Policy.read({"refuse": ["unknown-format"]})
    tenant = Tenant(code, code, f"Commune {code}", f"chartrier.localhost/{code}/0123abcd", b"k" * 32, policy)
    register.add_tenant(tenant, created=datetime(2026, 11, 22, tzinfo=UTC))
    return tenant


@pytest.fixture
def tenants(wired: Any) -> tuple[int, int]:
    """Two tenants in a fresh archive."""
    make_tenant(ALPHA)
    make_tenant(BETA)
    return ALPHA, BETA


@dataclass
class Content:
    """The `content` folder of a package, written as docs/format.md says."""

    package: UUID
    folder: Path

    def unit(self, number: int) -> UUID:
        return member_id(self.package, number)

    def entry(self, operation: str = "versement") -> Callable[[datetime | None], bytes]:
        def make(before: datetime | None) -> bytes:
            time = time_of_entry(datetime.now(UTC), before, self.package)
            counts = Counts(1, 1, 1, 10, 0, 0)
            return write_entry(Entry(operation, self.package, "v1", INVENTORY, None, Changes(), counts, "system", time))

        return make


@pytest.fixture
def new_content(tmp_path: Path) -> Callable[..., Content]:
    """Makes a package of units with these titles, each below the one before, with one object each."""

    def make(
        *titles: str,
        agency: str = "agency",
        message: str = "message",
        attached_to: tuple[UUID, ...] = (),
        content: dict[str, Any] | None = None,
    ) -> Content:
        package = new_package_id(datetime.now(UTC))
        folder = tmp_path / str(package)
        folder.mkdir()
        count = len(titles)
        units, objects = [], []
        for number, title in enumerate(titles, 1):
            group = str(member_id(package, count + number))
            units.append({
                "id": str(member_id(package, number)), "xml_id": f"U{number}",
                "line": number, "profile": None,
                "parents": [str(member_id(package, number - 1))] if number > 1 else [],
                "attached_to": [str(parent) for parent in attached_to] if number == 1 else [],
                "groups": [group], "content": {"Title": [title], **(content or {})}, "management": None,
            })  # fmt: skip
            objects.append({
                "id": str(member_id(package, 2 * count + number)), "xml_id": f"O{number}",
                "line": 100 + number, "kind": "binary", "group": group, "group_xml_id": f"G{number}",
                "usage": "BinaryMaster", "version": 1, "uri": f"content/{number}.pdf", "filename": None,
                "declared": {"digest": None, "size": 10, "format": None},
                "digests": {"sha512": hashlib.sha512(title.encode()).hexdigest()}, "size": 10,
                "format": {"puid": "fmt/18", "name": "PDF", "version": "1.4", "mime": "application/pdf",
                           "basis": "byte match", "warning": ""},
                "location": {"path": "objets-0001.zip", "offset": 64 * number, "length": 10},
                "metadata": {"@id": f"O{number}", "Size": ["10"]},
            })  # fmt: skip
        for name, lines in (("units", units), ("objects", objects)):
            text = "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)
            (folder / f"{name}.jsonl").write_text(text, "utf-8")
        transfer = {"message_identifier": message, "transferring_agency": agency, "seda_version": "2.1"}
        (folder / "operation.json").write_text(json.dumps({"id": str(package), "transfer": transfer}))
        (folder / "findings.json").write_text(json.dumps([{"code": "SEDA-017", "severity": "warning"}]))
        return Content(package, folder)

    return make


@pytest.fixture
def accept(new_content: Callable[..., Content]) -> Callable[..., Content]:
    """Takes such a package in for a tenant."""

    def take_in(tenant: int, *titles: str, message: str | None = None, **given: Any) -> Content:
        content = new_content(*titles, message=message or "auto", **given)
        if message is None:
            operation = json.loads((content.folder / "operation.json").read_text())
            operation["transfer"]["message_identifier"] = f"message of {content.package}"
            (content.folder / "operation.json").write_text(json.dumps(operation))
        with acquisition.lease(tenant, content.package, datetime.now(UTC)) as lease:
            lease.settle(content.folder, accepted=True, inventory=INVENTORY, entry=content.entry())
        return content

    return take_in
