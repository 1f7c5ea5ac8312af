"""`chartrier check`: the one object, the exit status, and nothing but the package needed."""

from __future__ import annotations

import json
import subprocess
from datetime import UTC, datetime
from pathlib import Path

import pytest

from chartrier.ingest.answer import CODES
from chartrier.seda.bordereau import Agency
from chartrier.seda.reply import Acknowledgement, write_acknowledgement
from chartrier.seda.versions import Version
from tests.cli.commands import Chartrier, interpreter
from tests.cli.conftest import BROKEN, SCHOOL, Filled
from tests.packages_of_ours import Document, Sip

FIELDS = {"verdict", "message", "seda_version", "units", "objects", "bytes", "says", "findings", "steps"}
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
    assert (report["message"], report["seda_version"], report["says"]) == ("ArchiveTransfer", "2.1", None)
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


def test_a_bordereau_alone(nowhere: Chartrier, tmp_path: Path) -> None:
    path = tmp_path / "manifest.xml"
    path.write_bytes(SCHOOL.bordereau())
    answer = nowhere("check", path, "--json", "--lang", "en")
    assert answer.status == 0
    report = answer.json
    assert set(report) == FIELDS
    assert (report["message"], report["seda_version"], report["verdict"]) == ("ArchiveTransfer", "2.1", "warning")
    assert (report["units"], report["objects"], report["bytes"]) == (4, 3, 0)
    (finding,) = report["findings"]
    assert finding["code"] == "SEDA-009"
    assert "(3) were not looked at" in finding["message"]
    path.write_bytes(SCHOOL.bordereau().replace(b"<Comment>", b"<Couleur/><Comment>"))
    broken = nowhere("check", path, "--json")
    assert broken.status == 1
    assert "SEDA-010" in {each["code"] for each in broken.json["findings"]}


def test_a_reply_says_what_became_of_a_transfer(filled: Filled, nowhere: Chartrier, tmp_path: Path) -> None:
    """The verdict is on the reply: one that refuses is sound too."""
    paths = {name: tmp_path / f"{name}.xml" for name in ("school", "broken")}
    for name, path in paths.items():
        assert filled.chartrier("reply", filled.ingested[name].json["operation"], "--output", path).status == 0
    school = filled.ingested["school"].json
    taken, refused = (nowhere("check", path, "--json").json for path in paths.values())
    assert (taken["message"], taken["verdict"], taken["findings"]) == ("ArchiveTransferReply", "accept", [])
    assert (taken["units"], taken["objects"]) == (4, 3)
    assert (taken["says"]["code"], taken["says"]["request_identifier"]) == (CODES[school["verdict"]], SCHOOL.message)
    assert taken["says"]["message_identifier"] == school["operation"]
    assert all(unit["system_id"] for unit in taken["says"]["units"])
    assert (refused["verdict"], refused["says"]["code"], refused["says"]["units"]) == ("accept", "KO", [])
    assert "ING-003" in [event["type_code"] for event in refused["says"]["events"]]
    french, english = nowhere("check", *paths.values()), nowhere("check", *paths.values(), "--lang", "en")
    assert "✓" in french.out
    assert f"  en réponse au versement {SCHOOL.message}" in french.out
    assert "  réponse KO : versement refusé" in french.out
    assert "  identifiants donnés par l'archive : 4 unités, 3 objets" in french.out
    assert f"  reply {CODES[school['verdict']]}: transfer accepted" in english.out


def test_an_acknowledgement(nowhere: Chartrier, tmp_path: Path) -> None:
    path = tmp_path / "accuse"
    with path.open("wb") as stream:
        names = ("A-1", datetime(2026, 11, 22, 12, tzinfo=UTC), "M-1", Agency("ARCH"), Agency("VERS"))
        write_acknowledgement(stream, Acknowledgement(Version.V2_2, *names))
    answer = nowhere("check", path, "--json")
    assert (answer.status, answer.json["message"], answer.json["seda_version"]) == (0, "Acknowledgement", "2.2")
    assert answer.json["says"]["received_identifier"] == "M-1"
    assert "message reçu : M-1 ; expéditeur ARCH, destinataire VERS" in nowhere("check", path).out


@pytest.mark.parametrize(
    ("data", "code"),
    [(b"", "SEDA-001"), (b"bonjour", "SEDA-001"), (b"<html/>", "SEDA-008"), (b"\xff\xfe<\0a\0/\0>\0", "SEDA-008")],
)
def test_a_file_of_xml_that_is_no_message(nowhere: Chartrier, tmp_path: Path, data: bytes, code: str) -> None:
    path = tmp_path / "message.XML"
    path.write_bytes(data)
    answer = nowhere("check", path, "--json")
    assert answer.status == 1
    assert (answer.json["message"], answer.json["says"]) == (None, None)
    assert [each["code"] for each in answer.json["findings"]] == [code]


def test_a_package_is_one_whatever_its_name(nowhere: Chartrier, tmp_path: Path) -> None:
    answer = nowhere("check", SCHOOL.write(tmp_path / "p.xml"), "--json")
    assert (answer.status, answer.json["verdict"]) == (0, "accept")


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
