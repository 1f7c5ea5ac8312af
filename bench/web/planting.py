"""A fonds put into the index of tenants by what a versement and a rebuild put theirs with, in a process of its own.

python -m bench.web.planting '[[TENANT, UNITS, PER_VERSEMENT], …]'

Row-level security, foreign keys, échéances: nothing is left aside. The copies get nothing, so that a million units
fit the bench's patience and its disk; documents that are opened come by real versements.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import psycopg

from bench.web.fonds import SERVICES, TABLE, Lot, objects, units, words_of_texts
from chartrier.settings import load_settings
from chartrier.wiring import set_up_django, wire

set_up_django()

from chartrier.catalog.archive.loading import copy_rows  # noqa: E402 - models need Django set up
from chartrier.catalog.archive.settled import load_settled  # noqa: E402
from chartrier.catalog.connection import dedicated  # noqa: E402
from chartrier.catalog.rules.referentials import enter_referential  # noqa: E402
from chartrier.catalog.transaction import own_transaction  # noqa: E402
from chartrier.clock import write_instant  # noqa: E402
from chartrier.detection.scanning import edition  # noqa: E402
from chartrier.records.digest import Digest  # noqa: E402
from chartrier.records.identifiers import new_package_id  # noqa: E402

FIRST = datetime(2024, 1, 8, 9, tzinfo=UTC)
TEXTS = """
    INSERT INTO texts_text (tenant, object, state, text, cut, search)
    SELECT %s, object, CASE WHEN said IS NULL THEN 'nothing' ELSE 'done' END, said, false,
        to_tsvector('pg_catalog.french', coalesce(said, '')) FROM planting_text
"""
PICTURES = """
    INSERT INTO texts_thumbnail (tenant, object, state) SELECT %s, object, 'nothing' FROM planting_text
"""
SCANS = """
    INSERT INTO privacy_scan (tenant, object, edition, score, counts, occurrences)
    SELECT %s, object, %s, 0, '{}', '[]' FROM planting_text WHERE said IS NOT NULL
"""


def main(wanted: Sequence[tuple[int, int, int]]) -> float:
    """The seconds it took."""
    began = time.perf_counter()
    with wire(load_settings(None, os.environ)), dedicated() as connection:
        for tenant, count, each in wanted:
            with own_transaction(connection, tenant) as cursor:
                enter_referential(cursor, tenant, uuid4(), TABLE)
            for lot in lots(count, each):
                with own_transaction(connection, tenant) as cursor:
                    plant(cursor, tenant, lot)
                    _read_texts(cursor, tenant, lot)
    return time.perf_counter() - began


def lots(count: int, each: int) -> Iterator[Lot]:
    """So many units in versements of `each`, a week apart."""
    for number in range(-(-count // each)):
        package = new_package_id(FIRST + timedelta(weeks=number))
        yield Lot(package, number + 1, min(each, count - number * each))


def plant(cursor: psycopg.Cursor[Any], tenant: int, lot: Lot) -> None:
    """One versement, in the caller's transaction."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        _write(folder / "units.jsonl", units(lot))
        _write(folder / "objects.jsonl", objects(lot))
        (folder / "operation.json").write_text(json.dumps(_operation(tenant, lot)), "utf-8")
        (folder / "findings.json").write_text("[]", "utf-8")
        inventory = Digest.of("sha512", str(lot.package).encode())
        load_settled(cursor, tenant, lot.package, folder, accepted=True, inventory=inventory)


def _read_texts(cursor: psycopg.Cursor[Any], tenant: int, lot: Lot) -> None:
    cursor.execute("CREATE TEMPORARY TABLE planting_text (object uuid, said text) ON COMMIT DROP")
    copy_rows(cursor, "planting_text", words_of_texts(lot))
    cursor.execute(TEXTS, [tenant])
    cursor.execute(PICTURES, [tenant])
    cursor.execute(SCANS, [tenant, edition()])


def _operation(tenant: int, lot: Lot) -> dict[str, Any]:
    received = write_instant(FIRST + timedelta(weeks=lot.number - 1))
    return {
        "by": "system", "received": received, "controlled": received, "id": str(lot.package), "operation": "versement",
        "counts": {"units": lot.units, "objects": lot.pieces, "groups": lot.pieces, "bytes": lot.pieces * 400_000},
        "tenant": f"{tenant:09d}", "format": "chartrier-package/1", "series": None,
        "transfer": {
            "message_identifier": f"BANC-{lot.number}", "transferring_agency": "BANC", "management": None,
            "originating_agency": SERVICES[lot.number % len(SERVICES)], "submission_agency": "BANC",
            "archival_agency": "ARCHIVES", "comment": f"Versement {lot.number} du banc", "date": received,
        },
    }  # fmt: skip


def _write(path: Path, records: Iterable[dict[str, Any]]) -> None:
    with path.open("w", encoding="utf-8", newline="\n") as file:
        for record in records:
            file.write(json.dumps(record, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    print(json.dumps({"seconds": main(json.loads(sys.argv[1]))}))
