"""One archive for each module of tests, a tenant for each test."""

from __future__ import annotations

import pytest

from chartrier.wiring import Wiring
from tests.ingest.archive import Bench
from tests.ingest.conftest import archive, bench
from tests.registers.sips import fill

__all__ = ["archive", "bench"]


@pytest.fixture(scope="module")
def filled(archive: Wiring, tmp_path_factory: pytest.TempPathFactory) -> Bench:
    """A tenant with three entries, which tests only read."""
    filled = Bench.new(archive)
    fill(filled, tmp_path_factory.mktemp("packages"))
    return filled
