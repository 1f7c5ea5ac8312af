"""What two states of a unit differ by."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from chartrier.catalog.archive.correcting import Described

_ORDER = "<"


@dataclass(frozen=True, slots=True)
class Difference:
    """One element before and after: its values, none where it was not, or is no more."""

    element: str
    before: tuple[Any, ...]
    after: tuple[Any, ...]


def differences(self) -> list[Difference]:
        return differences(self.before, self.after)


@dataclass(frozen=True, slots=True)
class Plan:
    """What would be corrected; nothing where `findings` refuse."""

    corrections: Sequence[Correction]
    findings: Findings
    files: Mapping[str, bytes]


def units_found(tenant: Tenant, words: str) -> list[UUID]:
    """The units that a query finds. Raises InvalidInput for no words, or for more units than one act corrects."""
    if not words.strip():
        raise InvalidInput(say.NO_UNITS)
    found = questions.find([tenant.key], words, limit=MOST + 1)
    if len(found.units) > MOST:
        raise InvalidInput(say.TOO_MANY, limit=MOST)
    return sorted(unit.id for unit in found.units)


def plan(wanted: Sequence[Wanted], tenant: Tenant, copies: Copies) -> Plan:
    """What these corrections would do. What is wrong with them is in the findings, each at its place.

    Raises InvalidInput when no unit is named, or too many are.
    """
    if not wanted:
        raise InvalidInput(say.NO_UNITS)
    if len(wanted) > MOST:
        raise InvalidInput(say.TOO_MANY, limit=MOST)
    findings = Findings()
    identifiers = [each.unit for each in wanted]
    now, versions = described(tenant.key, identifiers), seda_versions(tenant.key, identifiers)
    titles = questions.titles(tenant.key, identifiers)
    corrections: dict[UUID, tuple[Wanted, Correction]] = {}
    for each in sorted(wanted, key=lambda each: each.unit):
        before = now.get(each.unit)
        if before is None:
            findings.add(say.UNKNOWN_UNIT, each.place, unit=str(each.unit))
        elif versions.get(each.unit) not in {str(version) for version in Version}:
            findings.add(say.NOT_SEDA, each.place, unit=str(each.unit))
        else:
            after = _after(before, each, Version(versions[each.unit]), findings)
            if after != before:
                corrections[each.unit] = each, Correction(titles[each.unit], before, after)
    _require_parents(tenant, corrections, findings)
    _control(corrections, versions, copies, findings)
    if not corrections and not findings.refused:
        findings.add(say.NO_CHANGE)
    done = [correction for _, correction in corrections.values()]
    files = {
        "before.jsonl": b"".join(each.before.line() for each in done),
        "units.jsonl": b"".join(each.after.line() for each in done),
    }
    if done and not findings.refused:
        try:
            rehearse(tenant.key, files)
        except Conflict as conflict:
            findings.append(conflict.finding)
    return Plan(done, findings, files)


def correct(what: Plan, reason: str, tenant: Tenant, copies: Copies, actor: Actor) -> UUID:
    """Do what the plan shows, for this motive; the act.

    Raises InvalidInput when its findings refuse it or there is no motive, NotAllowed, Conflict when something of it has
    changed since it was shown.
    """
    require_may(actor, Permission.CORRECT)
    motive = said(reason, "le motif")
    for finding in what.findings:
        if what.findings.refused:
            raise InvalidInput(finding.kind, finding.place, **finding.values)
    identifier = new_package_id(copies.clock())
    # the motive may name what it corrects
    files = {**what.files, "motive.txt": motive.encode()}
    done = Act(
        "correction",
        {"files": digests(files)},
        files=files,
        counts=Counts(len(what.corrections), 0, 0, 0, 0, 0),
        facts=lambda cursor: correct_units(cursor, tenant.key, identifier, files),
    )
    return act(done, tenant, copies, actor, identifier)


def differences(before: Described, after: Described) -> list[Difference]:
    """What two states of a unit differ by, element by element: those of `Content`, then `Management`, then parents."""
    return [
        *_differences(before.content, after.content, ""),
        *_differences(before.management, after.management, "Management/"),
        *(
            [Difference("Parent", tuple(map(str, before.parents)), tuple(map(str, after.parents)))]
            if before.parents != after.parents
            else []
        ),
    ]


def _differences(before: Any, after: Any, prefix: str) -> Iterator[Difference]:
    old, new = (value if isinstance(value, dict) else {} for value in (before, after))
    for name in dict.fromkeys([*old, *new]):
        if name != _ORDER and old.get(name) != new.get(name):
            yield Difference(f"{prefix}{name}", _values(old.get(name)), _values(new.get(name)))


def _values(held: Any) -> tuple[Any, ...]:
    return () if held is None else tuple(held) if isinstance(held, list) else (held,)
