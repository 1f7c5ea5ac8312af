"""The archive that is walked: one big collectivité and a thousand small ones, kept between rounds."""

from __future__ import annotations

import json
import shutil
import subprocess
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from random import Random
from typing import Any

from bench.archive import Archive
from bench.payload import write_package
from bench.watching import ROOT, Failed, python, run

BIG, FIRST_SMALL = "200000001", 300_000_001
RECORD = "holdings.json"
DEEP = 200
"""Places in the list of everything from which somebody goes on."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """How much there is: units of the big collectivité, small ones and the units of each, documents in the copies."""

    units: int = 1_000_000
    collectivites: int = 1_000
    each: int = 400
    documents: int = 500
    users: int = 50

    @property
    def big(self) -> int:
        return self.units - self.collectivites * self.each

    @property
    def per_versement(self) -> int:
        return max(400, min(20_000, self.big // 10))

    @property
    def small(self) -> list[str]:
        return [f"{FIRST_SMALL + number:09d}" for number in range(self.collectivites)]


def filled(archive: Archive, wanted: Wanted, tell: Callable[[str], None]) -> dict[str, Any]:
    """What is in the archive, put there the first time: `big`, `deep`, `read`, `people`, and `loaded`, in seconds."""
    record = archive.home / RECORD
    if record.is_file():
        known: dict[str, Any] = json.loads(record.read_text("utf-8"))
        if known["wanted"] == asdict(wanted):
            tell(f"les {wanted.units} unités sont là")
            return known | {"people": _come_again(archive, known["people"])}
        raise ValueError(f"{archive.home} holds another archive")
    began = time.perf_counter()
    tell(f"{wanted.collectivites + 1} collectivités")
    named = [f"{code}=Commune {code}" for code in wanted.small]
    archive.command("tenant", "add", f"{BIG}=Grande ville", *named, "--json")
    tell(f"{wanted.units} unités")
    _plant(archive, wanted)
    tell("comptes et sessions")
    asked = json.dumps({"big": BIG, "small": wanted.small, "users": wanted.users})
    people = json.loads(run(python("-m", "bench.web.people", asked), archive.environ).answer)
    tell(f"{wanted.documents} documents, par un versement")
    package = archive.home / "documents.zip"
    write_package(package, wanted.documents)
    archive.ingest(package, BIG)
    package.unlink()
    archive.command("texts", "--tenant", BIG)
    archive.psql("-c", "VACUUM ANALYZE")
    run(python("-m", "bench.web.counting", BIG), archive.environ)
    known = {
        "wanted": asdict(wanted), "big": BIG, "people": people, "deep": _some_units(archive, wanted),
        "read": _read(archive),
        "loaded": time.perf_counter() - began,
    }  # fmt: skip
    record.write_text(json.dumps(known), "utf-8")
    return known


def _come_again(archive: Archive, people: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """The same people signed in anew: a session does not outlive the day."""
    asked = json.dumps({"again": [each["person"] for each in people]})
    cookies = json.loads(run(python("-m", "bench.web.people", asked), archive.environ).answer)
    return [each | {"cookie": cookie} for each, cookie in zip(people, cookies, strict=True)]


def _plant(archive: Archive, wanted: Wanted) -> None:
    """The big one and the small ones at the same time: each is another process, as two versements are."""
    several = [(int(code), wanted.each, wanted.each) for code in wanted.small]
    lots: Sequence[Any] = ([(int(BIG), wanted.big, wanted.per_versement)], several)
    processes = [
        subprocess.Popen(
            python("-m", "bench.web.planting", json.dumps(lot)),
            env=archive.environ,
            cwd=ROOT,
            stdout=subprocess.DEVNULL,
        )
        for lot in lots
    ]
    ended = [process.wait() for process in processes]
    if any(ended):
        raise Failed("bench.web.planting")


def _some_units(archive: Archive, wanted: Wanted) -> list[str]:
    """Units from anywhere in the big collectivité."""
    random = Random(1)
    offsets = sorted(random.sample(range(wanted.big), min(DEEP, wanted.big)))
    asked = (
        f"SELECT id FROM (SELECT id, row_number() OVER (ORDER BY id) n FROM archive_unit WHERE tenant = {int(BIG)}) u"
    )
    answer = archive.psql("-At", "-c", f"{asked} WHERE n IN ({', '.join(map(str, [each + 1 for each in offsets]))})")
    return answer.answer.split()


def _read(archive: Archive) -> list[str]:
    """The units of the last versement that have a document, in the copies."""
    asked = (
        f"SELECT g.unit FROM archive_unitgroup g WHERE g.tenant = {int(BIG)} AND g.unit > ("
        f"SELECT id FROM archive_versement WHERE tenant = {int(BIG)} ORDER BY id DESC LIMIT 1) ORDER BY 1 LIMIT 200"
    )
    return archive.psql("-At", "-c", asked).answer.split()


def home(chosen: Path) -> Path:
    """Where the archive is kept between rounds. One that was never whole is removed."""
    chosen.mkdir(mode=0o700, parents=True, exist_ok=True)
    folder = chosen / "archive"
    if folder.exists() and not (folder / RECORD).is_file():
        shutil.rmtree(folder)
    return folder
