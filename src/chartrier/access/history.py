"""All that happened to a unit: how it came, and the acts about it or about what it is in, read from a copy."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from chartrier.access.findings import NOT_FOUND
from chartrier.catalog.acts.register import Act
from chartrier.catalog.archive import questions
from chartrier.catalog.archive.correcting import Described
from chartrier.catalog.archive.differences import Difference, differences
from chartrier.catalog.archive.graph import units_above
from chartrier.catalog.disposition.proposed import lines_naming
from chartrier.catalog.history.register import acts_destroying, acts_following, acts_naming, acts_of_history
from chartrier.catalog.journal.publication import entry_of
from chartrier.catalog.journal.publication import named as named_package
from chartrier.catalog.rules.departs import given_to
from chartrier.copies.copies import Copies
from chartrier.copies.facts import proven_version
from chartrier.errors import NotFound
from chartrier.journal.changes import Named
from chartrier.records.tenant import Tenant
from chartrier.rules.disposition.acts import written_number

INHERITED = ("gel", "levee")
"""Acts about a unit that are about all below it too."""

SAID = {"gel": "gel.json", "levee": "levee.json", "correction": "motive.txt", "conservation": "conservation.json"}
"""The file of the package in which an act says what it is about."""

CHANGED = ("before.jsonl", "units.jsonl")


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened. `said` is what the act says of itself; `differences`, what a correction changed."""

    id: UUID
    operation: str
    at: datetime
    by: str
    subject: UUID | None = None
    said: dict[str, Any] = field(default_factory=dict)
    differences: Sequence[Difference] = ()


def history(unit: UUID, tenant: Tenant, copies: Copies) -> list[Event]:
    """The oldest first. Raises NotFound when nothing is known of this unit; IntegrityFailure, Unavailable when no copy
    is proven for an act.
    """
    found = questions.unit([tenant.key], unit)
    acts = {each.id: each for each in acts_naming(tenant.key, [unit])}
    above = units_above(tenant.key, [unit])
    acts |= {each.id: each for each in acts_naming(tenant.key, above, INHERITED)}
    departs = given_to(tenant.key, unit)
    acts |= {each.id: each for each in acts_of_history(tenant.key, {row.act for row in departs})}
    acts |= {each.id: each for each in acts_of_history(tenant.key, acts_destroying(tenant.key, unit))}
    acts |= {each.id: each for each in acts_following(tenant.key, acts.keys())}
    if found is None and not acts:
        raise NotFound(NOT_FOUND, identifier=str(unit))
    events = [_told(acts[each], unit, tenant, copies) for each in sorted(acts)]
    lines = dict(lines_naming(tenant.key, [unit]).get(unit, ()))
    events = [replace(event, said=_said(acts[event.id], lines, unit) or event.said) for event in events]
    days = {row.act: {row.rule: row.day.isoformat()} for row in departs}
    events = [replace(event, said=days[event.id]) if event.id in days else event for event in events]
    versement = found and questions.versement([tenant.key], found.versement)
    if versement:
        by = str((versement.operation or {}).get("by", "system"))
        events.insert(0, Event(versement.id, "versement", versement.received, by))
    return events


def _told(act: Act, unit: UUID, tenant: Tenant, copies: Copies) -> Event:
    said: dict[str, Any] = {}
    changed: Sequence[Difference] = ()
    if (name := SAID.get(act.operation)) is not None:
        names = ("operation.json", name, *(CHANGED if act.operation == "correction" else ()))
        entered = entry_of(tenant.key, act.id)
        assert entered is not None  # an act and its entry are committed together
        _, entry = entered
        named = named_package(tenant.key, act.id)
        versions = [Named(version, digest) for version, digest in named.inventories.items()]
        with proven_version(entry, versions, names, tenant, copies, copies.stores[0]) as facts:
            content = facts.folder
            text = (content / name).read_text("utf-8")
            said = json.loads(text) if name.endswith(".json") else {"reason": text}
            if act.operation == "correction":
                before, after = (_line_of(content / each, unit) for each in CHANGED)
                changed = differences(before, after) if before is not None and after is not None else ()
    return Event(act.id, act.operation, act.began, act.by, act.subject, said, changed)


def _said(act: Act, lines: Mapping[UUID, int], unit: UUID) -> dict[str, Any]:
    """What the members of an act say of the unit, which is on these lines of propositions."""
    record = act.record
    line = lines.get(act.id) if act.operation == "proposition" else lines.get(act.subject) if act.subject else None
    match act.operation:
        case "proposition":
            return {"number": written_number(record), "line": line}
        case "visa":
            return next(
                ({"verdict": each["verdict"], "motive": each["motive"]} for each in record["verdicts"]
                 if each["line"] == line), {},
            )  # fmt: skip
        case "imputation":
            imputed = line in record["imputed"]
            return {"authorisation": record["authorisation"]["id"], "line": line} if imputed else {}
        case "elimination":
            return next(({"dropped": each["why"]} for each in record["dropped"] if each["line"] == line), {})
        case "communication" | "restitution":
            return {"motive": record.get("motive")}
        case "derogation":
            return {"step": record["step"]}
        case "droits":
            named = (each for each in record["effects"] if str(unit) in (each["unit"], each["annexed"]))
            return {"right": record["right"], **next(named, {})}
    return {}


def _line_of(file: Path, unit: UUID) -> Described | None:
    with file.open("rb") as lines:
        wanted = str(unit).encode()
        for line in lines:
            if wanted in line and b'"content":' in line and (read := Described.read(line)).id == unit:
                return read
    return None
