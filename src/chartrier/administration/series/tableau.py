"""Each version of the tableau de gestion, made: an act with the whole table in its package."""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial
from uuid import UUID

from chartrier.administration.series.change import Change, Made, change_to
from chartrier.catalog.rules.impact import Impact
from chartrier.catalog.series.entering import replace_tableau, what_would_move
from chartrier.catalog.series.register import TABLE, VALIDATIONS, Tableau
from chartrier.clock import day_of
from chartrier.copies.acting import Act, act
from chartrier.copies.copies import Copies
from chartrier.copies.texts import clean_motive
from chartrier.records.actor import Actor
from chartrier.records.attached import AttachedFile, digest_of
from chartrier.records.canonical import canonical
from chartrier.records.identifiers import new_package_id
from chartrier.records.tenant import Tenant
from chartrier.rules.series.table import Validation
from chartrier.rules.series.writing import write_series


@dataclass(frozen=True, slots=True)
class Making:
    """Who makes a version, and where. `dry_run`: nothing is made. `confirmed`: what it moves has been seen."""

    tenant: Tenant
    copies: Copies
    actor: Actor | None
    dry_run: bool = False
    confirmed: bool = False
    motive: str | None = None

    @property
    def today(self) -> date:
        return day_of(self.copies.clock())


@dataclass(frozen=True, slots=True)
class _Given:
    """A validation, and its letter where it is attached."""

    validation: Validation
    letter: AttachedFile | None


def make(change: Change, made: Made, making: Making) -> UUID:
    """Make the table of a change the one in force; its act. Raises Conflict for a série taken out that is in use."""
    validated = change.before.validated if change.before is not None else {}
    lines = {code: validated[code] for code in change.after.unchanged}
    return _enter(new_package_id(making.copies.clock()), made, change, written(change), lines, None, making)


def moved_by(change: Change, making: Making) -> list[Impact]:
    """What the table of a change would move; nothing is made. Raises Conflict likewise."""
    return what_would_move(making.tenant.key, _number(change), written(change), change.removed, making.today)


def written(change: Change) -> bytes:
    """The table of a change, as its package has it."""
    stream = io.BytesIO()
    write_series(change.after.series.values(), stream)
    return stream.getvalue()


def make_validated(table: Tableau, validation: Validation, letter: AttachedFile | None, making: Making) -> UUID:
    """Make the same table, validated, the one in force; its act."""
    identifier = new_package_id(making.copies.clock())
    change = change_to(table, table.series.values())
    lines = dict.fromkeys(table.series, identifier)
    given = _Given(validation, letter)
    return _enter(identifier, Made.VALIDATION, change, table.csv.encode(), lines, given, making)


def _enter(
    identifier: UUID,
    made: Made,
    change: Change,
    table: bytes,
    lines: Mapping[str, UUID],
    given: _Given | None,
    making: Making,
) -> UUID:
    validations = canonical({"lines": {code: str(act) for code, act in lines.items()}, "given": _told(given)})
    number = _number(change)
    facts = partial(
        replace_tableau,
        tenant=making.tenant.key,
        act=identifier,
        number=number,
        table=table,
        validations=validations,
        removed=change.removed,
    )
    what = Act(
        operation="tableau",
        members={
            "number": number,
            "made": made,
            "table": {
                "digest": digest_of(table),
                "series": len(change.after.series),
                "undecided": sum(each.undecided for each in change.after.series.values()),
                "validated": len(lines),
            },
            "validations": digest_of(validations),
            "changes": {
                "added": len(change.added), "changed": len(change.changed), "removed": len(change.removed)
            },
            "validation": given and {
                "day": str(given.validation.day), "letter": given.letter and given.letter.digest
            },
            "motive": clean_motive(making.motive),
        },
        subject=change.before.act if change.before is not None else None,
        files={TABLE: table, VALIDATIONS: validations, **_attached(given)},
        facts=facts,
    )  # fmt: skip
    return act(what, making.tenant, making.copies, making.actor, identifier)


def _number(change: Change) -> int:
    return change.before.number + 1 if change.before is not None else 1


def _told(given: _Given | None) -> dict[str, str] | None:
    if given is None:
        return None
    validation = given.validation
    return {"authority": validation.by, "letter": validation.letter, "day": str(validation.day)}


def _attached(given: _Given | None) -> dict[str, bytes]:
    letter = given.letter if given is not None else None
    return {letter.called("lettre"): letter.data} if letter is not None else {}
