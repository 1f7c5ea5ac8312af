"""Bringing an archive of an older version up to this one: what would be done, a backup, then the doing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from chartrier.administration.findings import BACKUP_NEEDED
from chartrier.catalog.database.migration import migrate, missing_migrations
from chartrier.catalog.rules.uncomputed import compute_missing, has_uncomputed
from chartrier.catalog.tenants.register import tenant_keys
from chartrier.errors import ChartrierError, InvalidInput
from chartrier.records.finding import Findings
from chartrier.vault.store import Store


@dataclass(frozen=True, slots=True)
class Plan:
    """What an upgrade would do; nothing when all are empty."""

    migrations: tuple[str, ...]
    unmarked: tuple[tuple[Store, str], ...]
    """The tenants' folders, copy by copy, that do not say yet which version they are in."""
    uncomputed: tuple[int, ...] = ()
    """The tenants (their keys) that have units without the échéances that follow from their rules."""

    @property
    def is_empty(self) -> bool:
        return not (self.migrations or self.unmarked or self.uncomputed)


def plan(stores: Sequence[Store], findings: Findings) -> Plan:
    """What there is to do; a finding for each copy that does not answer, which a later upgrade marks."""
    unmarked = []
    for store in stores:
        try:
            unmarked += [(store, tenant) for tenant in store.tenants() if not store.is_marked(tenant)]
        except ChartrierError as error:
            findings.append(error.finding)
    migrations = tuple(missing_migrations())
    return Plan(migrations, tuple(unmarked), () if migrations else _uncomputed())


def upgrade(
    planned: Plan, application: str, *, back_up: Callable[[Path], None] | None, backup: Path, backup_made: bool
) -> Path | None:
    """Do what is planned. The backup that was written before, if the database is changed and it is ours to back up.

    Raises InvalidInput when the database is not ours to back up and nobody says that it was; Unavailable when it cannot
    be: nothing has changed then. Cut off, the next one goes on.
    """
    written = None
    if planned.migrations:
        if back_up is not None:
            back_up(backup)
            written = backup
        elif not backup_made:
            raise InvalidInput(BACKUP_NEEDED)
        migrate(application)
    for key in _uncomputed():
        compute_missing(key)
    for store, tenant in planned.unmarked:
        store.prepare(tenant)
    return written


def _uncomputed() -> tuple[int, ...]:
    """To be asked when the tables are of this version."""
    return tuple(key for key in tenant_keys() if has_uncomputed(key))


def backup_name(folder: Path, now: datetime) -> Path:
    """Where a backup of this instant goes."""
    return folder / "backups" / f"{now:%Y%m%dT%H%M%SZ}.pgdump"
