"""Counts are made once after each entry; a page may show a long one that is older, and the worker makes it again."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.db import connections

from chartrier.catalog.counts import standing
from chartrier.catalog.counts.register import counted, doubt, doubts_of, enter, is_counted
from chartrier.catalog.hosting.by_series import held_in_all
from chartrier.catalog.hosting.facts import series_facts
from chartrier.clock import day_of
from chartrier.worker import counting as counting_ahead
from chartrier.worker import tasks
from tests.catalog.conftest import ALPHA, BETA


class Counting:
    """A kind of count that can be told how long it takes."""

    def __init__(self) -> None:
        self.made: list[tuple[int, date]] = []
        self.kind = standing.Kind("essai", self.count)
        self.meanwhile: Callable[[], None] = lambda: None

    def count(self, tenant: int, day: date) -> int:
        self.made.append((tenant, day))
        self.meanwhile()
        return len(self.made)


@pytest.fixture
def counting(tenants: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[Counting]:
    frontiers = {ALPHA: "a", BETA: "b"}
    monkeypatch.setattr(standing, "frontier_of", lambda tenant: frontiers[tenant])
    made = Counting()
    made.frontiers = frontiers  # type: ignore[attr-defined]
    yield made
    standing.let_stand(False)


def waiting() -> list[dict[str, Any]]:
    with connections["default"].cursor() as cursor:
        cursor.execute("SELECT args FROM procrastinate_jobs WHERE task_name = 'compte' AND status = 'todo'")
        return [json.loads(args) for (args,) in cursor.fetchall()]


def took(tenant: int, seconds: float, ago: float) -> None:
    """As if it had taken so long, so many seconds ago."""
    found = counted(tenant, "essai/1")
    assert found is not None
    enter(
        tenant,
        "essai/1",
        standing.Counted(found.day, found.frontier, found.at - timedelta(seconds=ago), seconds, found.answer),
        doubts_of(tenant, "essai/1"),
    )


def test_a_count_is_made_once_and_again_after_an_entry_or_a_doubt(counting: Any) -> None:
    today = day_of(datetime.now(UTC))
    assert [standing.standing(ALPHA, counting.kind, today) for _ in range(3)] == [1, 1, 1]
    assert standing.standing(BETA, counting.kind, today) == 2
    counting.frontiers[ALPHA] = "c"
    assert standing.counted_at(ALPHA, counting.kind) is not None
    assert standing.standing(ALPHA, counting.kind, today) == 3
    doubt(ALPHA, "essai/1")
    assert standing.standing(ALPHA, counting.kind, today) == 4
    assert standing.standing(BETA, counting.kind, today) == 2
    assert standing.counted_at(BETA, counting.kind) is None


def test_a_doubt_that_comes_while_it_is_counted_is_not_lost(counting: Any) -> None:
    today = day_of(datetime.now(UTC))
    counting.meanwhile = lambda: doubt(ALPHA, "essai/1")
    assert [standing.standing(ALPHA, counting.kind, today) for _ in range(2)] == [1, 2]
    assert standing.counted_at(ALPHA, counting.kind) is not None
    counting.meanwhile = lambda: None
    assert [standing.standing(ALPHA, counting.kind, today) for _ in range(2)] == [3, 3]
    doubt(BETA, "essai/1")
    assert counted(BETA, "essai/1") is None and standing.counted_at(BETA, counting.kind) is None
    assert not is_counted(BETA, "essai/1") and is_counted(ALPHA, "essai/1")


def test_another_day_is_counted_and_not_kept(counting: Any) -> None:
    today = day_of(datetime.now(UTC))
    later = today + timedelta(days=400)
    assert [standing.standing(ALPHA, counting.kind, later) for _ in range(2)] == [1, 2]
    assert counted(ALPHA, "essai/1") is None
    assert standing.standing(ALPHA, counting.kind, today) == 3


def test_a_page_shows_a_long_count_as_it_was_and_a_job_counts_again(
    counting: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    today = day_of(datetime.now(UTC))
    assert standing.standing(ALPHA, counting.kind, today) == 1
    standing.let_stand()
    counting.frontiers[ALPHA] = "c"
    took(ALPHA, 9.0, ago=890)
    assert standing.standing(ALPHA, counting.kind, today) == 1
    assert waiting() == [], "counting is not all that the machine does"
    took(ALPHA, 9.0, ago=11)
    assert [standing.standing(ALPHA, counting.kind, today) for _ in range(3)] == [1, 1, 1]
    (job,) = waiting()
    assert job == {"tenant": ALPHA, "kind": "essai"}
    assert standing.counted_at(ALPHA, counting.kind) is not None
    monkeypatch.setattr(tasks, "held", lambda: None)
    monkeypatch.setitem(counting_ahead.KINDS, "essai", counting.kind)
    tasks.count.func(**job)
    counting.frontiers[ALPHA] = "e"
    took(ALPHA, 9.0, ago=11)
    tasks.count.func(**job)
    counting.frontiers[ALPHA] = "c"
    assert (len(counting.made), standing.standing(ALPHA, counting.kind, today)) == (2, 2)
    assert standing.counted_at(ALPHA, counting.kind) is None
    counting.frontiers[ALPHA] = "d"
    standing.let_stand(False)
    assert standing.standing(ALPHA, counting.kind, today) == 3, "a command is told what is now"


def test_an_answer_of_another_shape_is_not_read(counting: Any) -> None:
    today = day_of(datetime.now(UTC))
    standing.let_stand()
    assert standing.standing(ALPHA, counting.kind, today) == 1
    assert standing.standing(ALPHA, standing.Kind("essai", counting.count, edition=2), today) == 2


def test_what_is_short_is_always_of_now(counting: Any) -> None:
    today = day_of(datetime.now(UTC))
    standing.let_stand()
    assert standing.standing(ALPHA, counting.kind, today) == 1
    counting.frontiers[ALPHA] = "c"
    assert standing.standing(ALPHA, counting.kind, today) == 2
    assert waiting() == []


def test_what_is_kept_is_what_was_counted(tenants: Any) -> None:
    today = day_of(datetime.now(UTC))
    assert [series_facts(ALPHA, today) for _ in range(2)] == [{}, {}]
    assert held_in_all(ALPHA, today) == held_in_all(ALPHA, today)


def test_the_worker_counts_ahead_what_a_tenant_with_much_was_never_asked(
    tenants: Any, accept: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    accept(ALPHA, "Un", "Deux", "Trois")
    counting_ahead.count_ahead(ALPHA)
    assert waiting() == [], "three units are counted while somebody waits"
    monkeypatch.setattr(counting_ahead, "MANY", 2)
    held_in_all(ALPHA, day_of(datetime.now(UTC)))
    for _ in range(2):
        counting_ahead.count_ahead(ALPHA)
    jobs = waiting()
    assert {job["kind"] for job in jobs} == set(counting_ahead.KINDS) - {"whole"} and len(jobs) == len(
        counting_ahead.KINDS
    ) - 1
    monkeypatch.setattr(tasks, "held", lambda: None)
    for job in jobs:
        tasks.count.func(**job)
    assert all(counted(ALPHA, kind.question) is not None for kind in counting_ahead.KINDS.values())
