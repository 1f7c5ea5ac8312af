"""`chartrier deliver`, `restitution`, `leave`, `verify --bundle`, as people type them."""

from __future__ import annotations

import subprocess
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from chartrier.records.roles import Role
from tests.actors import person_with
from tests.cli.commands import COMMUNE, NEIGHBOUR, Chartrier, interpreter
from tests.cli.conftest import SCHOOL, make_chartrier
from tests.conftest import Server
from tests.packages_of_ours import Document, Sip

As = tuple[object, ...]


@pytest.fixture(scope="module")
def archive(server: Server, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Chartrier, As]]:
    folder = tmp_path_factory.mktemp("deliver")
    database = server.new_database()
    chartrier = make_chartrier(folder / "home", database)
    assert chartrier("init", "--tenant", f"{COMMUNE}=Ma commune", "--tenant", NEIGHBOUR).status == 0
    assert chartrier("ingest", SCHOOL.write(folder / "1.zip"), "--tenant", COMMUNE).status == 0
    yield chartrier, person_with(chartrier, COMMUNE, "Archiviste", Role.ARCHIVISTE)
    database.drop()


def test_a_delivery(archive: tuple[Chartrier, As], tmp_path: Path) -> None:
    chartrier, who = archive
    unit = chartrier.unit("Délibérations conseil")
    target = tmp_path / "dip.zip"
    told = chartrier.json("deliver", unit, "--to", target, "--tenant", COMMUNE, "--proofs", *who)
    assert (told["form"], told["units"], told["objects"], told["findings"]) == ("seda-2.2", 4, 3, [])
    assert told["output"] == str(target) and zipfile.is_zipfile(target)
    assert chartrier("verify", "--bundle", told["proofs"], "--package", target).status == 0
    other = tmp_path / "other.zip"
    other.write_bytes(b"x")
    answer = chartrier("verify", "--bundle", told["proofs"], "--package", other)
    assert answer.status == 1 and "VER-083" in answer.out
    torn = tmp_path / "torn.zip"
    torn.write_bytes(target.read_bytes()[:-40])
    assert chartrier("verify", "--bundle", told["proofs"], "--package", torn).status == 1
    with zipfile.ZipFile(target) as package:
        handed = {Path(each).name: package.read(each) for each in package.namelist() if "/" in each}
    assert len(handed) == 3
    for name, data in handed.items():
        alone = tmp_path / name
        alone.write_bytes(data)
        proven = chartrier("verify", "--bundle", told["proofs"], "--package", alone)
        assert proven.status == 0 and f"{name} est l'objet" in proven.out and "objets non donnés : 2" in proven.out
        alone.write_bytes(data + b"!")
        assert "VER-083" in chartrier("verify", "--bundle", told["proofs"], "--package", alone).out
    with zipfile.ZipFile(told["proofs"]) as bundle:
        leaflet = bundle.read("LISEZMOI.txt").decode("utf-8-sig")
        key = bundle.read("cle.txt").decode()
    assert "chartrier verify --bundle" in leaflet and "THE-DOCUMENT" in leaflet
    assert key.partition("+")[0] in leaflet
    again = chartrier("deliver", unit, "--to", target, "--tenant", COMMUNE, *who)
    assert again.status == 6 and "ACC-006" in again.err
    assert "Traceback" not in again.err


def test_a_plain_zip_and_a_restitution(archive: tuple[Chartrier, As], tmp_path: Path) -> None:
    chartrier, who = archive
    unit = chartrier.unit("Délibérations conseil")
    answer = chartrier("deliver", unit, "--to", tmp_path / "p.zip", "--plain", "--tenant", COMMUNE, *who)
    assert answer.status == 0 and "4 unités, 3 objets" in answer.out
    told = chartrier.json(
        "restitution", "give", unit, "--to", tmp_path / "r.zip", "--seda", "2.1", "--tenant", COMMUNE, *who
    )
    assert told["form"] == "seda-2.1"
    assert chartrier("verify", "--tenant", COMMUNE).status == 0


@pytest.mark.parametrize(
    ("arguments", "status"),
    [
        (("0199a3f2-5d1c-7b3e-9a4f-2c6d8e000001",), 4),
        (("--usage", "BinaryMaster"), 2),
        (("0199a3f2-5d1c-7b3e-9a4f-2c6d8e000001", "--seda", "9.9"), 2),
        (("pas-un-identifiant",), 2),
    ],
)
def test_what_cannot_be(archive: tuple[Chartrier, As], tmp_path: Path, arguments: tuple[str, ...], status: int) -> None:
    chartrier, who = archive
    answer = chartrier("deliver", *arguments, "--to", tmp_path / "x.zip", "--tenant", COMMUNE, *who)
    assert answer.status == status, answer
    assert list(tmp_path.iterdir()) == []


def test_nobody_delivers_without_a_name_or_the_right(archive: tuple[Chartrier, As], tmp_path: Path) -> None:
    chartrier, _ = archive
    unit = chartrier.unit("Délibérations conseil")
    assert chartrier("deliver", unit, "--to", tmp_path / "x.zip", "--tenant", COMMUNE).status == 2
    reader = person_with(chartrier, COMMUNE, "Lecteur", Role.LECTEUR)
    assert chartrier("deliver", unit, "--to", tmp_path / "x.zip", "--tenant", COMMUNE, *reader).status == 5
    assert chartrier("leave", "--tenant", COMMUNE, "--to", tmp_path / "d", *reader).status == 5
    assert list(tmp_path.iterdir()) == []


def test_leaving(archive: tuple[Chartrier, As], tmp_path: Path) -> None:
    chartrier, who = archive
    told = chartrier.json("leave", "--tenant", COMMUNE, "--to", tmp_path / "depart", "--seda", *who)
    assert told["proven"] and told["seda"] == 1
    environ = {**chartrier.environ, "CHARTRIER_COPIES": f"depart={tmp_path / 'depart' / 'copie'}"}
    elsewhere = Chartrier({**environ, "CHARTRIER_HOME": str(tmp_path / "none")}, tmp_path)
    assert elsewhere("verify", "--tenant", COMMUNE).status == 0
    assert chartrier("leave", "--tenant", COMMUNE, "--to", tmp_path / "depart", *who).status == 6


SIZE = 100 << 20
MEASURING = """
import resource, sys
from chartrier.cli.main import run
status = run(sys.argv[1:])
print(status, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, file=sys.stderr)
"""


@pytest.mark.faults
def test_memory_does_not_grow_with_what_is_delivered(archive: tuple[Chartrier, As], tmp_path: Path) -> None:
    chartrier, who = archive
    data = bytes(range(256)) * (SIZE // 256)
    documents = [Document(f"{n}.bin", data[n:] + data[:n], f"Gros {n}") for n in range(3)]
    package = Sip(message="M-GROS", title="Gros fichiers", documents=documents).write(tmp_path / "gros.zip")
    assert chartrier("ingest", package, "--tenant", COMMUNE).status == 0
    del documents, data
    unit = chartrier.unit("Gros fichiers")

    def peak(target: str, *arguments: object) -> int:
        python, environ = interpreter(chartrier.environ)
        command = [python, "-c", MEASURING, "deliver", *arguments, "--to", tmp_path / target, "--tenant", COMMUNE, *who]
        ran = subprocess.run([str(each) for each in command], env=environ, capture_output=True, check=True, text=True)
        status, kilobytes = ran.stderr.split()[-2:]
        assert status == "0", ran.stderr
        return int(kilobytes)

    small = peak("small.zip", chartrier.unit("compte rendu"), "--plain")
    for number, how in enumerate(((), ("--plain",))):
        assert peak(f"{number}.zip", unit, *how) < small + 40_000
        assert (tmp_path / f"{number}.zip").stat().st_size > 3 * SIZE
