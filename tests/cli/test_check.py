"""`chartrier check`: the one object, the exit status, and nothing but the package needed."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from tests.cli.commands import Chartrier, interpreter
from tests.cli.conftest import BROKEN, SCHOOL
from tests.packages_of_ours import Document, Sip

FIELDS = {"verdict", "seda_version", "units", "objects", "bytes", "findings", "steps"}
NO_PYTHON_OF_THE_CATALOG = """
import sys
from chartrier.cli.main import run
status = run(sys.argv[1:])
loaded = [name for name in sys.modules if name.split(".")[0] in ("django", "psycopg") or "chartrier.catalog" in name]
sys.stderr.write(" ".join(loaded))
sys.exit(99 if loaded else status)
"""


@pytest.fixture
def nowhere(tmp_path: Path) -> Chartrier:
    """Commands where there is no archive."""
    return Chartrier({"CHARTRIER_HOME": str(tmp_path / "none")}, tmp_path / "none")


def test_a_sound_package(nowhere: Chartrier, tmp_path: Path) -> None:
    answer = nowhere("check", SCHOOL.write(tmp_path / "p.zip"), "--json")
    assert answer.status == 0
    report = answer.json
    assert set(report) == FIELDS
    assert report["verdict"] == "accept"
    assert report["seda_version"] == "2.1"
    assert (report["units"], report["objects"]) == (4, 3)
    assert report["bytes"] == sum(len(each.data) for each in SCHOOL.documents)
    assert report["findings"] == []
    assert {step["name"] for step in report["steps"]} >= {"container", "bordereau", "objects"}
    assert all(step["seconds"] >= 0 for step in report["steps"])
    assert not nowhere.folder.exists()


def test_a_package_with_a_remark_is_taken(nowhere: Chartrier, tmp_path: Path) -> None:
    sip = Sip(documents=[Document("a.txt", b"bonjour\n", algorithm="SHA-1")])
    answer = nowhere("check", sip.write(tmp_path / "p.zip"), "--json")
    assert answer.status == 0
    assert answer.json["verdict"] == "warning"
    assert [each["severity"] for each in answer.json["findings"]] == ["warning"]


def test_a_wrong_package(nowhere: Chartrier, tmp_path: Path) -> None:
    answer = nowhere("check", BROKEN.write(tmp_path / "p.zip"), "--json", "--lang", "en")
    assert answer.status == 1
    assert answer.json["verdict"] == "reject"
    (finding,) = answer.json["findings"]
    assert set(finding) == {"code", "severity", "message", "place", "remedy", "reference"}
    assert finding["severity"] == "error"
    assert finding["code"] == "ING-003"
    assert "digest" in finding["message"]
    assert finding["reference"] == "CHECK_DIGEST.INVALID"
    assert set(finding["place"]) == {"file", "line", "unit", "object"}
    assert finding["place"]["file"] == "manifest.xml"
    assert finding["place"]["object"] == "O-0"
    assert isinstance(finding["place"]["line"], int)


def test_several_packages_one_object_a_line(nowhere: Chartrier, tmp_path: Path) -> None:
    answer = nowhere("check", SCHOOL.write(tmp_path / "a.zip"), BROKEN.write(tmp_path / "b.zip"), "--json")
    assert answer.status == 1
    assert [each["verdict"] for each in answer.objects] == ["accept", "reject"]


def test_what_is_not_there_is_a_usage_error(nowhere: Chartrier, tmp_path: Path) -> None:
    answer = nowhere("check", tmp_path / "none.zip", "--json")
    assert answer.status == 2
    assert answer.json["error"]["code"] == "CLI-004"
    assert nowhere("check").status == 2


def test_not_a_package_is_rejected(nowhere: Chartrier, tmp_path: Path) -> None:
    (tmp_path / "p.zip").write_bytes(b"PK\3\4 not a zip")
    answer = nowhere("check", tmp_path / "p.zip", "--json")
    assert answer.status == 1
    assert answer.json["seda_version"] is None
    assert "error" in {each["severity"] for each in answer.json["findings"]}


def test_strict_refuses_the_variant(nowhere: Chartrier, tmp_path: Path) -> None:
    extra = "<Gps><GpsLatitude>1</GpsLatitude></Gps><SedaField>x</SedaField>"
    path = Sip(root_extra=extra).write(tmp_path / "p.zip")
    lenient, strict = nowhere("check", path, "--json"), nowhere("check", path, "--json", "--strict")
    assert strict.status == 1
    assert lenient.status <= strict.status


def test_for_people(nowhere: Chartrier, tmp_path: Path) -> None:
    path = BROKEN.write(tmp_path / "p.zip")
    french, english = nowhere("check", path), nowhere("check", path, "--lang", "en")
    assert f"✗ {path} : refusé." in french.out
    assert "SEDA 2.1, 2 unités, 1 objet, 8 octets" in french.out
    assert "✗ ING-003 (erreur)" in french.out
    assert f"✗ {path}: refused." in english.out
    assert "SEDA 2.1, 2 units, 1 object, 8 bytes" in english.out
    assert "✗ ING-003 (error)" in english.out


@pytest.mark.parametrize("command", ["check", "verify", "settings"])
def test_neither_django_nor_catalog_is_loaded(command: str, nowhere: Chartrier, tmp_path: Path) -> None:
    arguments = [command, str(SCHOOL.write(tmp_path / "p.zip"))] if command == "check" else [command]
    python, environ = interpreter(nowhere.environ)
    done = subprocess.run(
        [python, "-c", NO_PYTHON_OF_THE_CATALOG, *arguments, "--json"],
        env=environ,
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == {"check": 0, "verify": 1, "settings": 0}[command], done.stderr
    assert [json.loads(line) for line in done.stdout.splitlines()]
