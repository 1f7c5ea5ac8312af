"""One archive for each module of tests, a tenant for each test."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from chartrier.wiring import Wiring
from tests.conftest import Server
from tests.ingest.archive import Bench, new_archive


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory, server: Server) -> Iterator[Wiring]:
    with new_archive(tmp_path_factory.mktemp("archive"), server) as wired:
        yield wired


@pytest.fixture
def bench(archive: Wiring) -> Bench:
    return Bench.new(archive)
