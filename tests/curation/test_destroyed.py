"""What is destroyed leaves the corrections too; what a gel holds does not go."""

from __future__ import annotations

import json
from pathlib import Path
from uuid import UUID

import pytest

from chartrier.access.history import history
from chartrier.curation.gels import lift_gel, set_gel
from chartrier.disposition.withdrawing import Asked, ask_withdrawal, confirm_withdrawal
from chartrier.errors import ChartrierError
from chartrier.records.actor import Actor
from chartrier.records.roles import Role
from chartrier.rules.disposition.withdrawal import Motive, Proof
from tests.actors import entered
from tests.copies.destroying import (
    TITLE,
    going_units,
    needles,
    nothing_is_left,
    packages_are_valid,
    planted_sip,
    rows_with,
)
from tests.curation.conftest import Place
from tests.curation.test_correcting import corrected, setting
from tests.curation.test_gels import TERMS
from tests.ingest.archive import Bench


def test_what_goes_leaves_corrections_too(place: Place, bench: Bench, archiviste: Actor, tmp_path: Path) -> None:
    copies = place.archive.copies
    outcome = bench.accept(planted_sip("D-1", 2, 2).write(tmp_path / "sip.zip"))
    going = going_units(bench, outcome)
    stays = [each["id"] for each in bench.units(outcome) if TITLE not in json.dumps(each, ensure_ascii=False)]
    corrected(
        place, bench, archiviste,
        setting(going[0], f"Title={TITLE} corrigée"), setting(UUID(stays[1]), "Title=Reste corrigé"),
    )  # fmt: skip
    corrected(place, bench, archiviste, setting(going[1], f"Description={TITLE}"))
    (tmp_path / "sip.zip").unlink()
    second = entered(place.archive, bench.tenant, Role.RESPONSABLE)
    informed = copies.clock().date()
    asked = Asked(Motive.WRONG_DOCUMENT, Proof.NOT_OURS, b"courrier", informed, "2026/45")
    gel = set_gel(going[:1], TERMS, bench.tenant, copies, archiviste)
    with pytest.raises(ChartrierError):
        ask_withdrawal(going, asked, bench.tenant, copies, archiviste)
    lift_gel(gel, "fini", bench.tenant, copies, archiviste)
    request = ask_withdrawal(going, asked, bench.tenant, copies, archiviste)
    ordered = confirm_withdrawal(request.id, 2, bench.tenant, copies, second)
    assert ordered.owing == ()
    assert (ordered.counts.units, len(ordered.changes)) == (2, 3)
    nothing_is_left(place.archive)
    assert rows_with(place.home.database, needles()) == []
    packages_are_valid(place.archive, bench.tenant)
    assert bench.is_proven()
    told = history(UUID(stays[1]), bench.tenant, copies)
    assert [event.operation for event in told] == ["versement", "correction"]
    assert told[1].differences[0].after == ("Reste corrigé",)
    gone = history(going[0], bench.tenant, copies)
    assert [event.operation for event in gone] == ["correction", "gel", "levee", "retrait", "retrait", "attestation"]
    place.same_when_made_again(bench)
    nothing_is_left(place.archive)
