"""The bench of échéances at a hundredth of its size: everything works, all rows are there; times are only printed."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

import pytest

from bench.archive import Archive, new_archive
from bench.endings import SIZES, measure_endings
from bench.forest import forest
from bench.page import endings


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    with new_archive(tmp_path_factory.mktemp("bench") / "home") as made:
        yield made


def test_the_forest_is_six_levels_deep() -> None:
    depth: dict[UUID, int] = {}
    for unit, parent, _ in forest(UUID(int=7 << 76), 120_000):
        depth[unit] = depth[parent] + 1 if parent else 1
    assert max(depth.values()) == 6


def test_a_hundredth(archive: Archive) -> None:
    told: list[str] = []
    every = [measure_endings(archive, size // 100, told.append) for size in SIZES]
    print(*told, sep="\n")
    for ruled in every:
        # every unit holds the rule of the top; a tenth of them and more hold others
        assert ruled.rows > ruled.units
        assert min(ruled.computed, ruled.changed, ruled.page) > 0
    page = "\n".join(endings(every))
    assert "10\N{NO-BREAK SPACE}000" in page
    assert "| unités |" in page
