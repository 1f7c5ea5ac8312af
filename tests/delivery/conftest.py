"""One archive for each module of tests, a tenant for each test."""

from __future__ import annotations

from tests.ingest.conftest import archive, bench

__all__ = ["archive", "bench"]
