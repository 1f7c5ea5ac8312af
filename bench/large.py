"""`make bench-large`: one very large object made, ingested, verified; times, and the peak of memory of each process.

`BENCH_LARGE_BYTES` says how large. By default 20 GB where three times that is free (the package and two copies), else
the largest that fits. Everything is removed at the end.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import shutil
import sys
import time
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random

from bench.archive import new_archive
from bench.payload import header
from bench.scratch import scratch
from bench.watching import OWN, Run
from chartrier.records.digest import Digest
from chartrier.seda.writer import WrittenGroup, WrittenObject, WrittenUnit, write_bordereau

WANTED = 20 * 10**9
TIMES = 3
MARGIN = 1 << 30
"""Bytes that stay free: the database, its log, what others write meanwhile."""

MEMORY = 400 << 20
BLOCK = 4 << 20
DATED = (1980, 1, 1, 0, 0, 0)
URI = "content/grand.bin"


@dataclass(frozen=True)
class Large:
    """What became of one large object. Seconds, and peaks of resident bytes by process."""

    size: int
    made: float
    ingested: Run
    verified: Run
    proven: bool

    @property
    def peak(self) -> int:
        return max([*self.ingested.peaks.values(), *self.verified.peaks.values()])


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.large", description=__doc__)
    parser.add_argument("--work", type=Path, default=None, help="a folder on the disk to use")
    asked = parser.parse_args()
    with scratch(asked.work) as work:
        size = chosen_size(work, os.environ)
        found = try_large(work, size, say)
    within = found.peak < MEMORY
    say(f"mémoire au plus haut : {found.peak >> 20} Mio ({'moins' if within else 'PLUS'} de {MEMORY >> 20} Mio)")
    sys.exit(0 if within and found.proven else 1)


def chosen_size(folder: Path, environ: os._Environ[str] | dict[str, str]) -> int:
    """The size asked for, or the wanted one, or what fits."""
    asked = environ.get("BENCH_LARGE_BYTES")
    if asked:
        return int(asked)
    fits = (shutil.disk_usage(folder).free - MARGIN) // TIMES
    return max(1, min(WANTED, fits))


def try_large(work: Path, size: int, tell: Callable[[str], None]) -> Large:
    """Make, ingest, verify."""
    package = work / "grand.zip"
    tell(f"un objet de {size:,} octets".replace(",", "\N{NO-BREAK SPACE}"))
    began = time.perf_counter()
    write_large_package(package, size)
    made = time.perf_counter() - began
    tell(f"paquet fait en {made:.0f} s")
    with new_archive(work / "home") as archive:
        tenant = archive.new_tenant()
        ingested, answer = archive.ingest(package, tenant, watched=0.1)
        if answer["bytes"] != size:
            raise ValueError(f"{answer['bytes']} bytes taken in, of {size}")
        steps = ", ".join(
            f"{step['name']} {step['seconds']:.1f}" for step in answer["steps"] if step["seconds"] >= 0.05
        )
        tell(f"versé en {ingested.seconds:.0f} s ({rate(size, ingested)}) : {steps} ; mémoire {peaks(ingested)}")
        package.unlink()
        verified = archive.command("verify", "--tenant", tenant, "--json", watched=0.1)
        proof = json.loads(verified.answer)
        tell(f"vérifié en {verified.seconds:.0f} s (deux copies) ; mémoire {peaks(verified)}")
    return Large(size, made, ingested, verified, proof["proven"] and proof["bytes"] >= 2 * size)


def write_large_package(path: Path, size: int) -> None:
    """A stored zip of one object and its bordereau, written as a stream; Zip64 where it must be."""
    sha512 = hashlib.sha512()
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as package:
        with package.open(zipfile.ZipInfo(URI, DATED), "w", force_zip64=True) as member:
            for block in blocks(size):
                sha512.update(block)
                member.write(block)
        held = WrittenObject(
            "O1",
            "BinaryMaster_1",
            uri=URI,
            digest=Digest("sha512", sha512.hexdigest()),
            size=size,
            filename="grand.bin",
        )
        unit = WrittenUnit("U1", {"DescriptionLevel": ["Item"], "Title": ["Un très grand objet"]}, group="G1")
        with package.open(zipfile.ZipInfo("manifest.xml", DATED), "w") as stream:
            write_bordereau(stream, header("BANC-GRAND"), groups=[WrittenGroup("G1", (held,))], units=[unit])


def blocks(size: int) -> Iterator[bytes]:
    """Noise, no two blocks alike, the same for the same size."""
    noise = Random(size).randbytes(BLOCK - 8)
    for number in range(-(-size // BLOCK)):
        block = number.to_bytes(8, "big") + noise
        yield block[: size - number * BLOCK]


def rate(size: int, done: Run) -> str:
    return f"{size / 1e6 / done.seconds:.0f} Mo/s"


def peaks(done: Run) -> str:
    return ", ".join(
        f"{'Chartrier' if name == OWN else name} {peak >> 20} Mio" for name, peak in done.peaks.items() if peak
    )


def say(sentence: str) -> None:
    print(sentence, flush=True)


if __name__ == "__main__":
    main()
