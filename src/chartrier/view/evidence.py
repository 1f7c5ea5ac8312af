"""What the archive proves of itself on a day, gathered as files: each is data, and says where it comes from.

No name of a person, title or content of a document is among them.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from chartrier.administration.status import TenantStatus, status_of
from chartrier.catalog.acts.entered import Counted, counted
from chartrier.catalog.consultations.register import count_consultations
from chartrier.catalog.hosting.register import versions
from chartrier.catalog.journal import publication as journal
from chartrier.catalog.people.directory import members
from chartrier.catalog.series.register import Tableau, current
from chartrier.clock import beginning_of, day_of, write_instant
from chartrier.copies.copies import Copies
from chartrier.errors import ChartrierError
from chartrier.journal.checkpoint import VerifierKey
from chartrier.privacy.treatments.exporting import Form
from chartrier.privacy.treatments.exporting import written as register_written
from chartrier.privacy.treatments.listing import register_of
from chartrier.rules.series.table import ValidatedTable
from chartrier.view.tenant_view import TenantView

BEGINNING = date(1970, 1, 1)
YEAR = timedelta(days=365)
TREATMENTS = "preuves/registre-des-traitements.csv"


@dataclass(frozen=True, slots=True)
class Evidence:
    """What was found. `files`: by name, what goes into the folder. `readings`: of the last year, and with a motive."""

    view: TenantView
    status: TenantStatus
    operations: Mapping[str, Counted]
    table: Tableau | None
    roles: Mapping[str, int]
    readings: tuple[int, int]
    files: dict[str, bytes] = field(default_factory=dict)
    treatments: int = 0
    """Those of the register (RGPD, art. 30)."""
    checkpoints: tuple[str, ...] = ()
    """The copies whose signed checkpoint is in the folder."""

    @property
    def validated(self) -> bool:
        return self.table is not None and isinstance(self.table.table, ValidatedTable)

    def happened(self, operation: str) -> int:
        """How many entries of an operation the journal has."""
        return self.operations[operation].entries if operation in self.operations else 0


def evidence(view: TenantView, copies: Copies) -> Evidence:
    """Nothing is written. A copy that cannot be read has no checkpoint there."""
    tenant, on = view.tenant, view.on
    status = status_of(tenant, copies)
    head = journal.head(tenant.key)
    roles = Counter(role for _, role in members(tenant.key, on))
    found = counted(tenant.key, BEGINNING, date.max)
    table = current(tenant.key)
    readings = count_consultations(tenant.key, beginning_of(on - YEAR))
    files: dict[str, bytes] = {
        "preuves/journal.json": _json(
            {
                "origin": tenant.origin,
                "entries": head.size,
                "root": journal.root_at(tenant.key, head.size).hex(),
                "operations": {name: each.entries for name, each in sorted(found.items())},
            }
        ),
        "preuves/journal.cle": f"{VerifierKey(tenant.origin, tenant.public_key)}\n".encode(),
        "preuves/copies.json": _json([each.as_json() for each in view.checked.situation.places]),
        "preuves/hebergement.json": _json(_hosting(view)),
        "preuves/roles.json": _json(dict(sorted(roles.items()))),
        "preuves/consultations.json": _json(
            {"since": (on - YEAR).isoformat(), "all": readings[0], "motive": readings[1]}
        ),
    }
    there = []
    for store in copies.stores:
        try:
            note = store.read_journal(tenant.code, "checkpoint")
        except ChartrierError:
            continue
        if note is not None:
            there.append(store.name)
            files[f"preuves/checkpoints/{store.name}"] = note
    if status.audit is not None:
        files["preuves/audit.json"] = _json(_audit(status))
    treatments = register_of(tenant)
    if treatments:
        files[TREATMENTS] = register_written(Form.CSV, treatments, tenant, on, copies.clock())
    if table is not None:
        files["preuves/tableau-de-gestion.csv"] = table.csv.encode()
    return Evidence(view, status, found, table, roles, readings, files, len(treatments), tuple(there))


def _hosting(view: TenantView) -> dict[str, Any]:
    offers = {each.entered.code: each.entered for each in view.checked.situation.places if each.entered is not None}
    return {
        "policy": view.checked.situation.policy.as_json(),
        "offers": {code: _without_prices(each.offer.as_json()) for code, each in offers.items()},
        "entered": {code: [write_instant(version.entered) for version in versions(code)] for code in offers},
        "breaches": [each.as_json("fr") for each in view.checked.breaches],
    }


def _without_prices(offer: dict[str, Any]) -> dict[str, Any]:
    """A folder is shown to who controls: what a provider asks is not theirs."""
    return {name: value for name, value in offer.items() if "price" not in name and name != "remark"}


def _audit(status: TenantStatus) -> dict[str, Any]:
    audit = status.audit
    assert audit is not None
    return {
        "id": str(audit.id),
        "began": write_instant(audit.began),
        "ended": write_instant(audit.ended) if audit.ended else None,
        "day": day_of(audit.ended).isoformat() if audit.ended else None,
        "proven": audit.proven,
        "entries": audit.head_size,
        "copies": audit.copies,
        "damage": [
            {"copy": each.copy, "found": write_instant(each.found), "source": str(each.source)}
            for each in status.damage
        ],
    }


def _json(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, indent=1, sort_keys=True).encode() + b"\n"
