"""`docs/format.md` says who may do what, as whoever verifies without our code would read it."""

from __future__ import annotations

import re

from chartrier.journal.entry import ACTS
from chartrier.records.competence import GIVEN_ELSEWHERE, permissions_for
from chartrier.records.roles import PERMISSIONS
from tests.docs.test_format import section

ROWS = re.findall(r"^\| (`.*?) \| (.*?) \|$", section("2.1.3"), re.MULTILINE)


def words(cell: str) -> list[str]:
    return re.findall(r"`([a-z-]+)`", cell)


def test_what_each_role_may() -> None:
    told = {role: set(words(cell)) for cells, cell in ROWS for role in words(cells)[:1] if role in set(PERMISSIONS)}
    assert told == {str(role): {str(each) for each in permissions} for role, permissions in PERMISSIONS.items()}


def test_what_each_act_needs() -> None:
    table = section("2.1.3").partition("| role |")[0]
    told = {}
    for operations, cell in re.findall(r"^\| (`.*?) \| (.*?) \|$", table, re.MULTILINE):
        for operation in words(operations):
            needed = words(cell.partition("; `proposition` too")[0])
            told[operation] = set(needed) or ({operation} if "of that name" in cell else set())
    for operation in ("format", "operation", "subject", "began", "by", "authenticated", "id"):
        told.pop(operation, None)
    assert {name: told[name] for name in ACTS} == {
        name: {str(permission) for permission in permissions_for(name)} for name in ACTS
    }
    assert {"papier", "pades"} == GIVEN_ELSEWHERE
    for operation in ("assentiment", "autorisation", "signature", "visa"):
        assert permissions_for(operation, "papier") == permissions_for(operation) | {"proposition"}
