"""Échéances of a forest in a process of its own: computed, computed again after a rule changed, asked for.

python -m bench.ruling TENANT VERSEMENT     all of it
python -m bench.ruling TENANT               only asked for
"""

from __future__ import annotations

import json
import os
import random
import resource
import sys
import time
from collections.abc import Callable
from datetime import date, timedelta
from statistics import median
from uuid import UUID, uuid4

from bench.forest import FIRST_DAY, table
from chartrier.settings import load_settings
from chartrier.wiring import set_up_django, wire

set_up_django()

from chartrier.catalog import consequences  # noqa: E402 - models need Django set up
from chartrier.catalog.connection import dedicated  # noqa: E402
from chartrier.catalog.rules import due  # noqa: E402
from chartrier.catalog.rules.referentials import enter_referential  # noqa: E402
from chartrier.catalog.transaction import own_transaction  # noqa: E402
from chartrier.records.identifiers import member_id  # noqa: E402
from chartrier.rules.categories import Category  # noqa: E402

PAGES = 41
"""Pages of the list of what is due, from days and places anywhere in it."""


def main(tenant: int, versement: UUID | None) -> dict[str, float | int]:
    with wire(load_settings(None, os.environ)):
        computed = _compute(tenant, versement) if versement is not None else {}
        pages = [_page(tenant, number) for number in range(PAGES)]
        return {**computed, "page": median(pages), "slowest_page": max(pages)}


def _compute(tenant: int, versement: UUID) -> dict[str, float | int]:
    _timed(tenant, lambda cursor: enter_referential(cursor, tenant, uuid4(), table(10)))
    tops = [member_id(versement, number) for number in range(1, 11)]
    computed = _timed(tenant, lambda cursor: consequences.graph_changed(cursor, tenant, tops))
    changed = _timed(tenant, lambda cursor: enter_referential(cursor, tenant, uuid4(), table(12)))
    with dedicated() as connection, own_transaction(connection, tenant) as cursor:
        cursor.execute("SELECT count(*) FROM rules_ending WHERE tenant = %s", [tenant])
        (rows,) = cursor.fetchone() or (0,)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss << 10
    return {"computed": computed, "changed": changed, "rows": rows, "peak": peak}


def _timed(tenant: int, what: Callable[..., None]) -> float:
    began = time.perf_counter()
    with dedicated() as connection, own_transaction(connection, tenant) as cursor:
        what(cursor)
    return time.perf_counter() - began


def _page(tenant: int, number: int) -> float:
    choose = random.Random(number)
    on: date = FIRST_DAY + timedelta(days=365 * choose.randrange(13, 40))
    after = (FIRST_DAY + timedelta(days=365 * choose.randrange(5, 20)), uuid4()) if number % 2 else None
    began = time.perf_counter()
    due.due_units(tenant, Category.APPRAISAL, on, after=after, limit=50)
    return time.perf_counter() - began


if __name__ == "__main__":
    print(json.dumps(main(int(sys.argv[1]), UUID(sys.argv[2]) if len(sys.argv) > 2 else None)))
