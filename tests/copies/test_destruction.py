"""Destruction: what goes is gone everywhere, what stays keeps every byte and its proof."""

from __future__ import annotations

from pathlib import Path

import pytest

from chartrier.catalog.archive import questions
from chartrier.wiring import Wiring
from tests.conftest import Server
from tests.copies.destroying import (
    OPERATION,
    database_of,
    eliminate,
    going_units,
    needles,
    nothing_is_left,
    operations_about,
    packages_are_valid,
    planted_sip,
    rows_with,
    stored,
)
from tests.ingest.archive import Bench
from tests.ingest.conftest import archive, bench

__all__ = ["archive", "bench"]


@pytest.mark.parametrize(("kept", "going"), [(3, 3), (0, 4), (150, 120)])
def test_what_goes_is_gone_and_what_stays_is_proven(
    bench: Bench, archive: Wiring, server: Server, tmp_path: Path, kept: int, going: int
) -> None:
    outcome = bench.accept(planted_sip("D-1", kept, going).write(tmp_path / "quatre.zip"))
    package = outcome.operation.identifier
    before = stored(archive, bench.tenant, package)
    units = going_units(bench, outcome)
    assert len(units) == going
    ordered = eliminate(bench, units)
    (tmp_path / "quatre.zip").unlink()
    assert ordered.owing == ()
    assert (ordered.counts.units, ordered.counts.objects) == (going, going)
    after = stored(archive, bench.tenant, package)
    assert len(after) == kept
    assert after == {name: before[name] for name in after}
    nothing_is_left(archive)
    assert rows_with(database_of(archive, server), needles()) == []
    packages_are_valid(archive, bench.tenant)
    assert operations_about(bench.tenant, ordered.act) == [OPERATION, "attestation"]
    assert bench.is_proven()
    assert bench.is_quiet()
    assert len(list(questions.units_of([bench.tenant.key], package))) == kept + 1
