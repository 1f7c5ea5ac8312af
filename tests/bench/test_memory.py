"""Memory does not grow with the descriptions: a check of very many units, each process watched by itself."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bench.watching import CHARTRIER, OWN, PRONOM, python, run
from bench.wide import write_wide_package


def peak_of_check(folder: Path, units: int) -> int:
    """Bytes of the checking process; PRONOM's is apart."""
    package = folder / "wide.zip"
    write_wide_package(package, units)
    done = run(python(*CHARTRIER, "check", str(package), "--json"), watched=0.02)
    package.unlink()
    answer = json.loads(done.answer)
    assert (answer["verdict"], answer["units"]) == ("accept", units)
    peaks = {name: f"{peak >> 20} MiB" for name, peak in done.peaks.items()}
    print(f"\ncheck, {units} units: {done.seconds:.1f} s, {peaks}")
    assert done.peaks[PRONOM] > 0
    return done.peaks[OWN]


def test_five_thousand_units(tmp_path: Path) -> None:
    assert peak_of_check(tmp_path, 5_000) < 100_000_000


@pytest.mark.faults
@pytest.mark.timeout(900)
def test_a_hundred_thousand_units(tmp_path: Path) -> None:
    assert peak_of_check(tmp_path, 100_000) < 300_000_000
