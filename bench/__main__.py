"""`make bench`: the parts, the versement, the tools beside them; `docs/performance.md` at the end."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from bench.archive import new_archive
from bench.endings import SIZES, measure_endings
from bench.machine import load, machine, versions
from bench.measuring import Measured, measure, measure_tools
from bench.page import Circumstances, kept_web, number, write_page
from bench.payload import write_package
from bench.scratch import scratch
from bench.watching import ROOT

CORPUS = ROOT.parent / "shared" / "corpus"
OF_THE_CORPUS = ("SIP_10000_100.zip", "SIP-1000-102400.zip")
ROUNDS = 5


def main() -> None:
    asked = arguments()
    missing: list[str] = []
    with scratch(asked.work) as work:
        packages = [*of_the_corpus(asked.corpus, missing), work / f"documents-{asked.objects}.zip"]
        say(f"{packages[-1].name} : fabrication")
        write_package(packages[-1], asked.objects)
        packages = [package for package in packages if asked.only in package.name]
        before = load()
        with new_archive(work / "home") as archive:
            every = []
            for package in packages:
                measured = measure(archive, package, work / "measuring", asked.corpus / "schemas", asked.rounds, say)
                tell(measured)
                every.append(measured)
                if not asked.no_tools:
                    measure_tools(measured, package, work / "tools", say)
            ruled = [] if asked.no_endings else [measure_endings(archive, size, say) for size in SIZES]
            found = Circumstances(
                datetime.now(UTC), asked.rounds, (before, load()), machine(work), versions(archive), missing
            )
    page = write_page(every, found, ruled)
    if asked.output == "-":
        print(page)
    else:
        output = Path(asked.output)
        output.write_text(page + kept_web(output), encoding="utf-8")
        say(f"écrit : {asked.output}")


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--rounds", type=int, default=ROUNDS, help="how many times each thing is measured")
    parser.add_argument("--objects", type=int, default=10_000, help="documents in the package that the bench makes")
    parser.add_argument("--only", default="", help="packages with this in their name")
    parser.add_argument("--no-tools", action="store_true", help="leave bagit, ocfl-py and opf-fido out")
    parser.add_argument("--no-endings", action="store_true", help="leave the forests of units with rules out")
    parser.add_argument("--work", type=Path, default=None, help="a folder on the disk to measure")
    parser.add_argument("--corpus", type=Path, default=CORPUS, help="where perf/ and schemas/ are")
    parser.add_argument("--output", default=str(ROOT / "docs" / "performance.md"), help="the page; - prints it")
    return parser.parse_args()


def of_the_corpus(corpus: Path, missing: list[str]) -> Iterator[Path]:
    """The packages that are there; those that are not are told, now and on the page."""
    for name in OF_THE_CORPUS:
        package = corpus / "perf" / name
        if package.is_file():
            yield package
        else:
            missing.append(f"{name}, qui n'est pas dans le corpus d'essai.")
            say(f"NON MESURÉ : {missing[-1]}")


def tell(measured: Measured) -> None:
    say(
        f"{measured.package} : plancher {number(measured.floor)} s, versement {number(measured.ingest)} s, "
        f"rapport {number(measured.ratio)}"
    )


def say(sentence: str) -> None:
    print(sentence, file=sys.stderr, flush=True)


if __name__ == "__main__":
    os.umask(0o077)
    main()
