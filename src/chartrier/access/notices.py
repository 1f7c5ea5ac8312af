"""What is shown of what was destroyed: when, by which order and bordereau, its digests; never a title."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any
from uuid import UUID

from chartrier.catalog.acts.register import acts_about
from chartrier.catalog.destruction.register import Gone, gone
from chartrier.catalog.disposition.proposed import lines_naming
from chartrier.catalog.journal import publication as journal
from chartrier.catalog.tenants import register
from chartrier.copies.copies import Copies
from chartrier.copies.facts import proven_facts
from chartrier.journal.changes import DESTROYED
from chartrier.rules.disposition.notice import NOTICE, notice_of


def notice(tenants: Sequence[int], identifier: UUID, copies: Copies) -> dict[str, Any] | None:
    """What the order that destroyed it says of it; None where none did. Raises IntegrityFailure, Unavailable."""
    found = gone(tenants, identifier)
    if found is None:
        return None
    order, *attestations = acts_about(found.tenant, found.act)
    purged = {each["copy"]: each["at"] for said in attestations for each in said.record.get("purged", ())}
    number, line = _line(found, identifier, order.record)
    kept = order.record.get("notice") is not None
    entered = journal.entry_of(found.tenant, found.act)
    assert entered is not None  # an act and its entry are committed together
    tenant = register.tenant(f"{found.tenant:09d}")
    names = [DESTROYED, *([NOTICE] if kept else [])]
    with proven_facts(entered[1], ["operation.json", *names], tenant, copies, copies.stores[0]) as folder:
        digests = _digests(folder / DESTROYED, identifier)
        typology = notice_of((folder / NOTICE).read_bytes(), line) if kept and line is not None else None
    return {
        "kind": "destroyed",
        "id": str(identifier),
        "tenant": tenant.code,
        "destroyed_kind": found.kind,
        "versement": str(found.package),
        "order": str(found.act),
        "operation_code": order.operation,
        "ordered": order.record["began"],
        "purged": [{"copy": copy, "at": at} for copy, at in sorted(purged.items())],
        "bordereau": number,
        "line_number": line,
        **digests,
        "typology": typology,
    }


def _line(found: Gone, identifier: UUID, order: Mapping[str, Any]) -> tuple[str | None, int | None]:
    """The number of the bordereau, and for a unit that of the first of its lines that was executed."""
    if order["operation"] != "elimination" or order["subject"] is None:
        return None, None
    proposition = UUID(order["subject"])
    number = acts_about(found.tenant, proposition)[0].record.get("number")
    if number is None:
        return None, None
    named = lines_naming(found.tenant, [identifier]).get(identifier, [])
    lines = [line for act, line in named if act == proposition and line in order["executed"]]
    return f"{number['year']}-{number['rank']:03}", min(lines, default=None)


def _digests(destroyed: Path, identifier: UUID) -> dict[str, Any]:
    """The leaf that sealed it, and of an object the digests of its bytes."""
    with destroyed.open("rb") as lines:
        for text in lines:
            told = json.loads(text)
            if told["id"] == str(identifier):
                return {"digest": told["leaf"], "digests": told.get("digests", {})}
    return {"digest": None, "digests": {}}
