"""One package measured: each part, the versement and the standard tools in turn, several times: noise is shared."""

from __future__ import annotations

import os
import re
import shutil
import zipfile
from collections import defaultdict
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from statistics import median
from typing import Any

from bench.archive import Archive
from bench.rivals.standard import PlainCopy, unzip_and_sha512sum
from bench.rivals.tools import TOOLS, Tool, available, time_of
from bench.watching import Failed

PARTS = ("unzipping", "identifying", "validating", "copying", "loading")
INGEST, STEPS_ONLY = "ingest", "steps"
LOOKED_AT = 0.02
"""Seconds between two looks at the memory of a versement."""
TOOL_TIMES, TOOL_SECONDS = 3, 60.0
"""A tool is measured again up to so many times, while it has taken less than so long."""

Tell = Callable[[str], None]


@dataclass
class Measured:
    """What was measured of one package: seconds of each round under each name."""

    package: str
    objects: int
    bytes: int
    units: int
    seconds: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    steps: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    details: dict[str, Any] = field(default_factory=dict)
    """What the parts say beside their seconds."""
    peaks: dict[str, int] = field(default_factory=dict)
    """Of a versement that is not timed."""
    tools: dict[str, list[float] | str] = field(default_factory=dict)
    """Seconds, or why there are none."""

    @property
    def floor(self) -> float:
        return sum(median(self.seconds[part]) for part in PARTS)

    @property
    def ingest(self) -> float:
        return median(self.seconds[INGEST])

    @property
    def ratio(self) -> float:
        return self.ingest / self.floor


@dataclass(frozen=True)
class Prepared:
    """What the parts are given: the same bytes as the versement had, taken apart beforehand."""

    package: Path
    objects: Path
    bordereau: Path
    papers: Path
    content: Path
    identifier: str
    tenant: int


def measure(archive: Archive, package: Path, work: Path, schemas: Path, rounds: int, tell: Tell) -> Measured:
    """All of it but the tools of preservation."""
    work.mkdir()
    try:
        tell(f"{package.name} : un versement pour la mémoire")
        tenant = archive.new_tenant()
        done, answer = archive.ingest(package, tenant, watched=LOOKED_AT)
        measured = Measured(package.name, answer["objects"], answer["bytes"], answer["units"], peaks=done.peaks)
        prepared = prepare(package, answer, tenant, work)
        with ExitStack() as stack:
            plain = PlainCopy(archive, int(tenant), work)
            stack.callback(plain.drop)
            for number in range(1, rounds + 1):
                tell(f"{package.name} : tour {number} sur {rounds}")
                measure_round(archive, prepared, work, schemas, plain, measured)
        return measured
    finally:
        shutil.rmtree(work, ignore_errors=True)


def measure_round(
    archive: Archive, prepared: Prepared, work: Path, schemas: Path, plain: PlainCopy, measured: Measured
) -> None:
    given: dict[str, dict[str, str | int | Path]] = {
        "unzipping": {"package": prepared.package},
        "identifying": {"folder": prepared.objects},
        "validating": {"bordereau": prepared.bordereau, "schemas": schemas},
        "copying": {"objects": prepared.objects, "papers": prepared.papers, "copies": work / "copies"},
        "loading": {
            "content": prepared.content, "tenant": int(archive.new_tenant()), "package": prepared.identifier,
        },
    }  # fmt: skip
    for part in PARTS:
        found = archive.floor(part, **given[part])
        measured.seconds[part].append(found.pop("seconds"))
        measured.details[part] = found
    shutil.rmtree(work / "copies")
    _ingest(archive, prepared.package, measured)
    if (standard := unzip_and_sha512sum(prepared.package)) is not None:
        measured.seconds["unzip"].append(standard)
    measured.seconds["psql"].append(plain.by_psql())
    measured.seconds["copy"].append(plain.by_ours())
    os.sync()
    measured.seconds["start"].append(archive.command("ingest", "--help").seconds)


def measure_tools(measured: Measured, package: Path, work: Path, tell: Tell) -> None:
    """The tools of preservation on the binary objects; what cannot run is said."""
    work.mkdir()
    try:
        extract(package, work / "objects")
        for tool in TOOLS:
            tell(f"{package.name} : {tool.distribution}")
            measured.tools[tool.distribution] = _times_of(tool, work)
    finally:
        shutil.rmtree(work, ignore_errors=True)


def prepare(package: Path, answer: dict[str, Any], tenant: str, work: Path) -> Prepared:
    """Take the package apart, and from its first copy all that Chartrier wrote beside the objects."""
    manifest = extract(package, work / "objects")
    sealed = Path(next(iter(answer["copies"].values())))
    papers = work / "papers"
    shutil.copytree(sealed, papers, ignore=_objects)
    return Prepared(
        package=package,
        objects=work / "objects",
        bordereau=manifest,
        papers=papers,
        content=papers / "v1" / "content",
        identifier=answer["operation"],
        tenant=int(tenant),
    )


def extract(package: Path, folder: Path) -> Path:
    """The members as numbered files with their extension; where the bordereau went, beside the folder."""
    folder.mkdir()
    manifest = folder.with_name("manifest.xml")
    with zipfile.ZipFile(package) as held:
        for number, name in enumerate(each for each in held.namelist() if not each.endswith("/")):
            path = PurePosixPath(name)
            bordereau = len(path.parts) == 1 and path.suffix == ".xml"
            target = manifest if bordereau else folder / f"{number:06d}{path.suffix.lower()}"
            with held.open(name) as member, target.open("wb") as file:
                shutil.copyfileobj(member, file)
    return manifest


def _objects(folder: str, names: list[str]) -> list[str]:
    return [name for name in names if re.fullmatch(r"objets|objets-\d+\.zip", name)]


def _ingest(archive: Archive, package: Path, measured: Measured) -> None:
    tenant = archive.new_tenant()
    os.sync()
    done, answer = archive.ingest(package, tenant)
    measured.seconds[INGEST].append(done.seconds)
    steps = {step["name"]: step["seconds"] for step in answer["steps"]}
    measured.seconds[STEPS_ONLY].append(sum(steps.values()))
    for name, seconds in steps.items():
        measured.steps[name].append(seconds)


def _times_of(tool: Tool, work: Path) -> list[float] | str:
    if available(tool) is None:
        return "n'est pas installé"
    times: list[float] = []
    while len(times) < TOOL_TIMES and sum(times) < TOOL_SECONDS:
        try:
            times.append(time_of(tool, work / "objects", work / "scratch"))
        except Failed as failure:
            return f"n'a pas pu travailler : {failure}"
    return times
