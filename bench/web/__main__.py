"""`make bench-web`: fifty people on the site, then beside a large versement; `docs/performance.md` at the end."""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bench.archive import Archive, kept_archive
from bench.machine import load, machine, versions
from bench.page import put_web
from bench.watching import ROOT, Failed, python, run
from bench.web.crowd import Crowd
from bench.web.holdings import Wanted, filled, home
from bench.web.serving import Served, served
from bench.web.telling import Part, Round, summary, told
from bench.web.visitor import Visit, Visitor
from bench.web.walks import deposit_package
from bench.wide import write_wide_package

SAMPLES = 3
"""Addresses of each kind of page whose SQL is measured alone."""


def main() -> None:
    asked = arguments()
    wanted = Wanted(asked.units, asked.collectivites, asked.each, asked.documents, asked.users)
    with kept_archive(home(asked.work)) as archive:
        holdings = filled(archive, wanted, say)
        found = measure(archive, holdings, wanted, asked)
    text = told(found)
    say(summary(found))
    if asked.output == "-":
        print(text)
    else:
        put_web(Path(asked.output), text)
        say(f"écrit : {asked.output}")


def arguments() -> argparse.Namespace:
    wanted = Wanted()
    kept = Path(tempfile.gettempdir()) / "chartrier-bench-web"
    parser = argparse.ArgumentParser(prog="python -m bench.web", description=__doc__)
    parser.add_argument("--units", type=int, default=wanted.units)
    parser.add_argument(
        "--collectivites", type=int, default=wanted.collectivites, help="small ones, beside the big one"
    )
    parser.add_argument("--each", type=int, default=wanted.each, help="units of each small one")
    parser.add_argument("--documents", type=int, default=wanted.documents, help="that are in the copies too")
    parser.add_argument("--users", type=int, default=wanted.users)
    parser.add_argument("--alone", type=float, default=150, help="seconds of walking before the versement")
    parser.add_argument("--beside", type=float, default=240, help="at most so many seconds beside it")
    parser.add_argument("--reading", type=float, default=60, help="seconds beside the reading of its documents")
    parser.add_argument("--package", type=int, default=100_000, help="units of the versement beside")
    parser.add_argument("--hurry", type=float, default=1.0, help="by how much less they think: for a small run")
    parser.add_argument("--workers", type=int, default=1, help="processes that answer")
    parser.add_argument("--work", type=Path, default=kept, help="where the archive is kept between rounds")
    parser.add_argument("--output", default=str(ROOT / "docs" / "performance.md"), help="the page; - prints it")
    return parser.parse_args()


def measure(archive: Archive, holdings: Mapping[str, Any], wanted: Wanted, asked: argparse.Namespace) -> Round:
    """People alone; beside the versement; beside the reading of its documents. Then the SQL of what they looked at."""
    package = archive.home / "large.zip"
    write_wide_package(package, asked.package, message=f"BANC-{time.time_ns()}")
    before = load()
    with served(archive, asked.workers) as serving:
        crowd = Crowd(serving.port, holdings["people"], holdings, asked.hurry)
        crowd.arrive()
        say(f"{wanted.users} personnes arrivent")
        crowd.stay(min(20.0, asked.alone / 5))
        if len(crowd.failures) > wanted.users:
            raise Failed(f"people do not get anywhere: {crowd.failures[:3]}")
        alone = _part("seules", crowd, serving, lambda: crowd.stay(asked.alone))
        say(f"un versement de {asked.package} unités arrive")
        operation = _deposit(serving, holdings, package.read_bytes())
        package.unlink()
        beside = _part(
            "pendant le versement", crowd, serving, lambda: crowd.stay(asked.beside, lambda: operation.ended)
        )
        ended = operation.ended
        reading = _part("pendant la lecture des textes", crowd, serving, lambda: crowd.stay(asked.reading))
        crowd.leave()
    leave_nothing_unread(archive)
    parts = [alone, beside, reading]
    bare = measure_bare(archive, holdings, [each for part in parts for each in part.visits])
    return Round(
        datetime.now(UTC), wanted, holdings["loaded"], parts, bare, asked.package, ended, crowd.failures,
        (before, load()), asked.workers, machine(archive.home), versions(archive),
    )  # fmt: skip


def _part(name: str, crowd: Crowd, serving: Served, stay: Callable[[], None]) -> Part:
    first, began, spent = len(crowd.visits), time.monotonic(), serving.processor()
    stay()
    after = serving.processor()
    return Part(
        name, crowd.visits[first:], time.monotonic() - began, {each: after[each] - spent[each] for each in after}
    )


class _Operation:
    """The versement beside, looked at by who deposited it."""

    def __init__(self, visitor: Visitor, address: str) -> None:
        self._visitor = visitor
        self._address = address

    @property
    def ended(self) -> bool:
        page = self._visitor.get("", self._address, {"HX-Request": "true", "X-Quiet": "1"})
        return not any(f'data-state="{state}"' in page.text for state in ("waiting", "running"))


def _deposit(serving: Served, holdings: Mapping[str, Any], data: bytes) -> _Operation:
    """By an archiviste of the big collectivité, in the browser as anybody."""
    who = next(each for each in holdings["people"] if each["role"] == "archiviste")
    visitor = Visitor(serving.port, who["cookie"], lambda visit: None)
    return _Operation(visitor, deposit_package(visitor, who["tenant"], data))


def measure_bare(archive: Archive, holdings: Mapping[str, Any], visits: Sequence[Visit]) -> dict[str, dict[str, float]]:
    """The SQL of pages that were looked at, alone, now that nobody walks."""
    cookies = {each["cookie"]: each["tenant"] for each in holdings["people"]}
    samples: dict[str, list[tuple[str, str, str, str]]] = {}
    for visit in visits:
        known = samples.setdefault(visit.kind, [])
        fit = visit.method == "GET" and visit.status == 200 and visit.cookie in cookies
        if fit and len(known) < SAMPLES and all(visit.address != each[1] for each in known):
            known.append((visit.kind, visit.address, visit.cookie, cookies[visit.cookie]))
    every = [sample for known in samples.values() for sample in known]
    found: dict[str, dict[str, float]] = json.loads(
        run(python("-m", "bench.web.bare", json.dumps(every)), archive.environ).answer
    )
    return found


def leave_nothing_unread(archive: Archive) -> None:
    """The next round finds no documents of this one to be read."""
    archive.psql(
        "-c",
        "INSERT INTO texts_text (tenant, object, state, cut, search) SELECT o.tenant, o.id, 'nothing', false, ''"
        " FROM archive_dataobject o WHERE o.kind = 'binary' ON CONFLICT DO NOTHING;"
        " INSERT INTO texts_thumbnail (tenant, object, state) SELECT o.tenant, o.id, 'nothing'"
        " FROM archive_dataobject o WHERE o.kind = 'binary' ON CONFLICT DO NOTHING",
    )


def say(sentence: str) -> None:
    print(sentence, file=sys.stderr, flush=True)


if __name__ == "__main__":
    os.umask(0o077)
    main()
