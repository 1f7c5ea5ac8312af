"""One process at a time, and the next one as soon as it is done."""

from __future__ import annotations

from typing import Any

import psycopg
import pytest

from chartrier.catalog.turns import turn
from tests.catalog.conftest import ALPHA

KIND = 0x54455354


def test_whoever_comes_meanwhile_is_told(wired: Any) -> None:
    with turn(KIND, ALPHA) as first, turn(KIND, ALPHA) as second, turn(KIND, ALPHA + 1) as other:
        assert first is not None and second is None and other is not None


def test_a_turn_is_given_back_before_its_connection_is_closed(wired: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """A server is told later that a connection was closed: here, never."""
    left: list[Any] = []
    monkeypatch.setattr(psycopg.Connection, "close", lambda connection: left.append(connection))
    with turn(KIND, ALPHA) as first:
        assert first is not None
    with pytest.raises(ZeroDivisionError), turn(KIND, ALPHA) as again:
        _fail(again)
    with turn(KIND, ALPHA) as last:
        assert last is not None
    monkeypatch.undo()
    for each in left:
        each.close()


def _fail(ours: object) -> None:
    assert ours is not None
    raise ZeroDivisionError


def test_a_turn_whose_connection_was_lost_ends_quietly(wired: Any) -> None:
    with turn(KIND, ALPHA) as first:
        assert first is not None
        first.close()
    with turn(KIND, ALPHA) as again:
        assert again is not None
