"""The bare SQL of pages: how many statements each sends, and what these take alone, in a process of its own.

python -m bench.web.bare '[[KIND, ADDRESS, COOKIE, TENANT], …]'
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections import defaultdict
from collections.abc import Sequence
from http.cookies import SimpleCookie
from statistics import median
from typing import Any

import psycopg

from bench.web.asked import Statement, asked_meanwhile
from chartrier.settings import load_settings
from chartrier.web import site
from chartrier.wiring import set_up_django, wire

set_up_django(site.SETTINGS)

from django.test import Client  # noqa: E402 - models need Django set up

from chartrier.catalog.connection import dedicated  # noqa: E402
from chartrier.catalog.counts.standing import let_stand  # noqa: E402
from chartrier.catalog.transaction import SET_TENANTS, as_array  # noqa: E402
from chartrier.web.frame.archive import serve  # noqa: E402

TIMES = 3


def main(samples: Sequence[tuple[str, str, str, str]], *, told: bool = False) -> dict[str, dict[str, float]]:
    """By kind of page: how many statements, the seconds they take alone, those of the whole page in this process."""
    with wire(load_settings(None, os.environ)) as archive:
        site.turn_to(archive.settings)
        serve(archive)
        let_stand()
        found: dict[str, list[tuple[int, float, float]]] = defaultdict(list)
        for kind, address, cookie, tenant in samples:
            client = Client(SERVER_NAME="127.0.0.1", headers={"Accept-Language": "fr"})
            client.cookies = SimpleCookie(cookie)
            _page(client, address)
            with asked_meanwhile() as statements:
                began = time.process_time()
                _page(client, address)
                whole = time.process_time() - began
            with dedicated() as connection:
                alone = _alone(connection, statements, tenant)
            found[kind].append((sum(not each.is_setting for each in statements), alone, whole))
            if told:
                _tell(kind, address, statements)
    return {
        kind: {
            "statements": max(each[0] for each in every),
            "bare": median(each[1] for each in every),
            "processor": median(each[2] for each in every),
        }
        for kind, every in found.items()
    }


def _page(client: Client, address: str) -> None:
    response = client.get(address)
    if response.streaming:
        b"".join(response.streaming_content)


def _alone(connection: psycopg.Connection[Any], statements: Sequence[Statement], tenant: str) -> float:
    """The statements that read, one after the other, without anything around them: the best of some times."""
    best = []
    for _ in range(TIMES):
        with connection.transaction(), psycopg.ClientCursor(connection) as cursor:
            cursor.execute(SET_TENANTS, [as_array([int(tenant)])])
            began = time.perf_counter()
            for each in statements:
                if each.reads:
                    cursor.execute(each.text, each.values)
                    cursor.fetchall()
            best.append(time.perf_counter() - began)
    return min(best)


def _tell(kind: str, address: str, statements: Sequence[Statement]) -> None:
    total = sum(each.seconds for each in statements)
    print(f"\n=== {kind} {address[:120]}: {len(statements)} statements, {total * 1e3:.1f} ms", file=sys.stderr)
    for each in sorted(statements, key=lambda each: -each.seconds)[:6]:
        print(f"  {each.seconds * 1e3:7.1f} ms  {' '.join(each.text.split())[:150]}", file=sys.stderr)


if __name__ == "__main__":
    print(json.dumps(main(json.loads(sys.argv[1]), told="--tell" in sys.argv)))
