"""A campaign of audit: how far it has come, kept in the database as it goes; at its end, its package."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from enum import StrEnum
from functools import partial
from typing import Any
from uuid import UUID

from chartrier import __version__
from chartrier.catalog.preservation import campaigns
from chartrier.catalog.preservation.models import AuditCampaign
from chartrier.clock import write_instant
from chartrier.copies.copies import Copies
from chartrier.copies.small_operation import SmallOperation, commit
from chartrier.preservation.ledger import CopyCounts, Ledger
from chartrier.preservation.proven_log import ProvenLog
from chartrier.records.canonical import canonical
from chartrier.records.identifiers import new_package_id
from chartrier.records.tenant import Tenant


class Stage(StrEnum):
    """What is read of a copy, in this order."""

    FRAME = "frame"
    PACKAGES = "packages"
    STRANGERS = "strangers"


@dataclass(frozen=True, slots=True)
class Position:
    """What comes next: number of the copy, stage, index of the entry."""

    copy: int = 0
    stage: Stage = Stage.FRAME
    index: int = 0

    @classmethod
    def read(cls, value: dict[str, Any]) -> Position:
        return cls(value["copy"], Stage(value["stage"]), value["index"])


class Campaign:
    """One campaign. Its row follows it; `began`, `size` and `root` are fixed when it begins."""

    def __init__(self, tenant: Tenant, row: AuditCampaign, ledger: Ledger) -> None:
        self.tenant = tenant
        self.ledger = ledger
        self._row = row
        self.position = Position.read(row.position)

    @property
    def identifier(self) -> UUID:
        return UUID(str(self._row.id))

    @property
    def size(self) -> int:
        """Entries of the journal that it goes through."""
        return int(self._row.head_size)

    @property
    def repair(self) -> bool:
        return bool(self._row.repair)

    @classmethod
    def unfinished(cls, tenant: Tenant, names: Sequence[str], *, repair: bool) -> Campaign | None:
        """The one that was cut off, if it is of these copies and had this purpose."""
        row = campaigns.running(tenant.key)
        if row is None or [copy["name"] for copy in row.copies] != list(names) or row.repair != repair:
            return None
        return cls(tenant, row, Ledger.read(row.copies, row.findings))

    @classmethod
    def begin(cls, log: ProvenLog, names: Sequence[str], opening: Ledger, *, repair: bool, began: datetime) -> Campaign:
        """A new one, over the whole of the proven log; `opening` has what was found before."""
        ledger = Ledger.read([CopyCounts(name).as_json() for name in names], opening.as_json())
        row = AuditCampaign(
            tenant=log.tenant.key,
            id=new_package_id(began),
            state=campaigns.RUNNING,
            began=began,
            repair=repair,
            head_size=log.size,
            head_root=log.checkpoint.root,
            copies=ledger.copies_as_json(),
            findings=ledger.as_json(),
            position=asdict(Position()),
        )
        campaigns.begin(row)
        return cls(log.tenant, row, ledger)

    def is_of(self, log: ProvenLog) -> bool:
        """Whether the log that is proven now continues the one that the campaign began with."""
        return log.size >= self.size and log.roots.get(self.size) == bytes(self._row.head_root)

    def advance(self, position: Position) -> None:
        """Note that all before `position` is done."""
        self.position = position
        self._row.position = asdict(position)
        self._row.copies = self.ledger.copies_as_json()
        self._row.findings = self.ledger.as_json()
        campaigns.save(self._row)

    def forget(self) -> None:
        """Nothing is kept of it."""
        campaigns.forget(self.tenant.key)

    def record(self, copies: Copies, by: str) -> int:
        """Write its package and enter it in the journal, to be published; the entry's index. Raises Unavailable."""
        ended = copies.clock()
        operation, found = canonical(self._as_json(ended, by)), canonical(self.ledger.findings())
        package = SmallOperation(
            identifier=self.identifier,
            code="audit",
            began=self._row.began,
            by=by,
            files={"operation.json": operation, "findings.json": found},
            errors=self.ledger.errors,
            warnings=self.ledger.warnings,
        )
        facts = partial(campaigns.settle, tenant=self.tenant.key, operation=operation, findings=found)
        return commit(package, self.tenant, copies, facts)

    def _as_json(self, ended: datetime, by: str) -> dict[str, Any]:
        """`operation.json` (docs/format.md §2.1.1)."""
        return {
            "format": "chartrier-package/1",
            "id": str(self.identifier),
            "operation": "audit",
            "tenant": self.tenant.code,
            "began": write_instant(self._row.began),
            "ended": write_instant(ended),
            "by": by,
            "software": {"name": "Chartrier", "version": __version__},
            "repair": self.repair,
            "head": {"size": self.size, "root": f"sha256:{bytes(self._row.head_root).hex()}"},
            "copies": self.ledger.copies_as_json(),
            "proven": self.ledger.proven,
            "contents": None,
        }
