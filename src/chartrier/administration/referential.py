"""The referential of rules: a new one imported whole, as an act; the former ones, and what each held."""

from __future__ import annotations

import hashlib
import io
from dataclasses import dataclass
from typing import BinaryIO
from uuid import UUID

from chartrier.administration.findings import NO_SUCH_REFERENTIAL
from chartrier.catalog.acts.register import acts_of
from chartrier.catalog.rules.impact import Impact
from chartrier.catalog.rules.referentials import (
    REFERENTIAL,
    Version,
    differing,
    replace_referential,
    versions,
    what_would_change,
)
from chartrier.clock import day_of
from chartrier.copies.acting import Act, act
from chartrier.copies.copies import Copies
from chartrier.errors import NotFound
from chartrier.records.actor import Actor
from chartrier.records.finding import Findings
from chartrier.records.identifiers import new_package_id
from chartrier.records.tenant import Tenant
from chartrier.rules.referential import EMPTY, Referential, read_referential, write_referential

OPERATION = "referentiel"


@dataclass(frozen=True, slots=True)
class Difference:
    """What a referential has that the one before had not, by identifier, in order."""

    added: list[str]
    removed: list[str]
    changed: list[str]
    """Of another category or duration."""
    reworded: list[str]

    @property
    def any(self) -> bool:
        return bool(self.added or self.removed or self.changed or self.reworded)


@dataclass(frozen=True, slots=True)
class Import:
    """An import that was looked at: what differs, what it would move, and what stands against it.

    Nothing is taken when a finding is an error.
    """

    content: str
    rules: int
    difference: Difference
    impacts: list[Impact]
    findings: Findings

    @property
    def moves(self) -> bool:
        """Whether échéances of units would move: that takes a confirmation."""
        return bool(self.impacts)


@dataclass(frozen=True, slots=True)
class Entered:
    """A version as the history tells it."""

    version: Version
    by: str
    began: str
    rules: int
    difference: Difference


def look_at_import(table: BinaryIO, file: str, tenant: Tenant, copies: Copies) -> Import:
    """Read a whole new referential and say what it would change. Nothing is written."""
    findings = Findings()
    referential = read_referential(table, findings, file=file)
    content = canonical_table(referential)
    difference = difference_of(_current(tenant), referential)
    impacts: list[Impact] = []
    if not findings.refused:
        today = day_of(copies.clock())
        identifier = new_package_id(copies.clock())
        _, impacts = what_would_change(tenant.key, identifier, content, today, findings)
    return Import(content, len(referential.rules), difference, impacts, findings)


def take_import(looked: Import, tenant: Tenant, copies: Copies, actor: Actor) -> UUID:
    """Put it in force; the identifier of its act. Every échéance that follows from it moves in the same transaction.

    Raises Conflict when a rule that it removes or switches came into use meanwhile.
    """
    data, identifier = looked.content.encode(), new_package_id(copies.clock())
    difference = looked.difference
    what = Act(
        operation=OPERATION,
        members={
            "referential": {
                "path": REFERENTIAL,
                "digest": f"sha512:{hashlib.sha512(data).hexdigest()}",
                "size": len(data),
                "rules": looked.rules,
            },
            "added": len(difference.added),
            "removed": len(difference.removed),
            "changed": len(difference.changed),
        },
        files={REFERENTIAL: data},
        facts=lambda cursor: replace_referential(cursor, tenant.key, identifier, looked.content),
    )
    return act(what, tenant, copies, actor, identifier)


def history(tenant: Tenant) -> list[Entered]:
    """Every version, the oldest first, with what differed from the one before."""
    acts = {each.id: each for each in acts_of(tenant.key, [OPERATION])}
    entered, before = [], EMPTY
    for version in versions(tenant.key):
        referential, of = read_table(version.content), acts[version.act]
        difference = difference_of(before, referential)
        entered.append(Entered(version, of.by, of.record["began"], len(referential.rules), difference))
        before = referential
    return entered


def exported(tenant: Tenant, at: UUID | None) -> str:
    """The referential in force, or the one that an act put in force, as CSV. Raises NotFound."""
    known = versions(tenant.key)
    if at is not None:
        known = [version for version in known if version.act == at]
    if not known:
        raise NotFound(NO_SUCH_REFERENTIAL, act=str(at or "—"))
    return known[-1].content


def canonical_table(referential: Referential) -> str:
    """The table as packages hold it: one line a rule, by identifier."""
    stream = io.BytesIO()
    write_referential((referential.rules[name] for name in sorted(referential.rules)), stream)
    return stream.getvalue().decode()


def read_table(content: str) -> Referential:
    """What `canonical_table` wrote."""
    return read_referential(io.BytesIO(content.encode()), Findings())


def difference_of(before: Referential, after: Referential) -> Difference:
    """What differs between two referentials."""
    names = sorted({*before.rules, *after.rules})
    changed = [name for name in differing(before, after) if before.get(name) and after.get(name)]
    return Difference(
        added=[name for name in names if before.get(name) is None],
        removed=[name for name in names if after.get(name) is None],
        changed=changed,
        reworded=[
            name
            for name in names
            if before.get(name) and after.get(name) and before.get(name) != after.get(name) and name not in changed
        ],
    )


def _current(tenant: Tenant) -> Referential:
    known = versions(tenant.key)
    return read_table(known[-1].content) if known else EMPTY
