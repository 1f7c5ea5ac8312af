"""Trying a package made of bytes."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from chartrier.packages.budget import Budget

from .trial import SMALL, Outcome, outcome


@pytest.fixture
def scratch(tmp_path: Path) -> Path:
    folder = tmp_path / "scratch"
    folder.mkdir()
    return folder


@pytest.fixture
def attempt(tmp_path: Path, scratch: Path) -> Callable[..., Outcome]:
    def run(data: bytes, budget: Budget = SMALL) -> Outcome:
        path = tmp_path / "versement.bin"
        path.write_bytes(data)
        return outcome(path, scratch, budget)

    return run
