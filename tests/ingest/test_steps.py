"""The time of each step: what an inner one takes is not counted twice."""

from __future__ import annotations

import time
from contextlib import suppress
from pathlib import Path

import pytest

from chartrier.ingest.steps import Steps
from tests.ingest.archive import Bench
from tests.packages_of_ours import Sip

TICK = 0.03


def test_an_outer_step_does_not_count_the_inner_one() -> None:
    steps = Steps()
    began = time.perf_counter()
    with steps.step("outer"):
        time.sleep(TICK)
        with steps.step("inner"):
            time.sleep(4 * TICK)
        time.sleep(TICK)
    whole = time.perf_counter() - began
    assert steps.seconds["inner"] >= 4 * TICK
    assert 2 * TICK <= steps.seconds["outer"] <= whole - steps.seconds["inner"]
    assert sum(steps.seconds.values()) == pytest.approx(whole, abs=0.05)
    assert list(steps.seconds) == ["outer", "inner"]


def test_between_steps_no_clock_runs() -> None:
    steps = Steps()
    with steps.step("one"):
        pass
    time.sleep(4 * TICK)
    with steps.step("two"):
        pass
    assert sum(steps.seconds.values()) < 3 * TICK


def test_a_step_that_comes_again_adds_up_and_one_that_fails_counts() -> None:
    steps = Steps()
    for _ in range(2):
        with suppress(ValueError), steps.step("again"):
            time.sleep(TICK)
            raise ValueError
    assert steps.seconds["again"] >= 2 * TICK


def test_of_a_versement(bench: Bench, tmp_path: Path) -> None:
    told: list[str] = []
    steps = Steps(lambda name, done, total: told.append(name))
    began = time.perf_counter()
    outcome = bench.ingest(Sip().write(tmp_path / "1.zip"), steps)
    whole = time.perf_counter() - began
    names = [step["name"] for step in outcome.steps.as_json()]
    assert list(dict.fromkeys(told)) == names
    in_order = [
        "recovery", "container", "room", "bordereau", "seda", "references", "members", "reservation", "units",
        "files", "objects", "formats", "unchanged", "package", "copies", "transaction", "publication",
    ]  # fmt: skip
    assert [name for name in names if name in in_order] == in_order
    assert whole * 0.5 < sum(steps.seconds.values()) <= whole
