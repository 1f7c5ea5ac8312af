"""One archive for the trials of this room, a new tenant for each."""

from __future__ import annotations

import pytest

from tests.curation.conftest import Place, place
from tests.disposition.eliminating import Town

__all__ = ["place"]


@pytest.fixture
def town(place: Place) -> Town:
    return Town.new(place)
