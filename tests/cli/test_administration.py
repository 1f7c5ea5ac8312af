"""`init`, `tenant`, `person`, `settings`, `doctor`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from chartrier.settings import Settings
from tests.cli.commands import COMMUNE, NEIGHBOUR, Chartrier
from tests.cli.conftest import make_chartrier
from tests.conftest import Database


@pytest.fixture
def fresh(new_chartrier: Callable[..., Chartrier]) -> Chartrier:
    chartrier = new_chartrier()
    assert chartrier("init").status == 0
    return chartrier


def test_init_says_what_it_made_and_may_be_repeated(new_chartrier: Callable[..., Chartrier]) -> None:
    chartrier = new_chartrier()
    first = chartrier.json("init", "--tenant", f"{COMMUNE}=Ma  commune", "--tenant", NEIGHBOUR)
    assert first["home"] == str(chartrier.folder)
    assert [(each["code"], each["name"]) for each in first["tenants"]] == [
        (COMMUNE, "Ma commune"),
        (NEIGHBOUR, NEIGHBOUR),
    ]
    assert [each["code"] for each in first["findings"]] == ["ADM-002"]
    again = chartrier.json("init", "--tenant", f"{COMMUNE}=Autre nom")
    assert [each["code"] for each in again["findings"]] == ["ADM-009"]
    assert again["tenants"] == first["tenants"][:1]
    spoken = chartrier("init", "--tenant", COMMUNE)
    assert f"✓ Archive prête dans {chartrier.folder}" in spoken.out
    assert f"collectivité {COMMUNE} : Ma commune" in spoken.out
    for part in ("keys", "staging", "copies/a", "copies/b"):
        assert (chartrier.folder / part).stat().st_mode & 0o077 == 0


def test_tenants(fresh: Chartrier) -> None:
    assert "Aucune collectivité" in fresh("tenant", "list").out
    refused = fresh("ingest", __file__, "--json")
    assert (refused.status, refused.json["error"]["code"]) == (2, "ADM-008")
    added = fresh("tenant", "add", f"{COMMUNE}=Ma commune", NEIGHBOUR, "--json")
    assert [set(each) for each in added.objects] == [
        {
            *("code", "siren", "name", "kind", "insee", "departement", "epci"),
            *("origin", "key", "policy", "custody", "findings"),
        }
    ] * 2
    assert [[each["code"] for each in one["findings"]] for one in added.objects] == [["ADM-002"], []]
    listed = fresh("tenant", "list", "--json")
    assert [each["code"] for each in listed.objects] == [NEIGHBOUR, COMMUNE]
    assert listed.objects[1]["key"] in fresh("tenant", "list").out
    for code in ("12", "000000000", "12345678a", ""):
        answer = fresh("tenant", "add", code, "--json")
        assert (answer.status, answer.json["error"]["code"]) == (2, "ADM-001")


def test_policy(fresh: Chartrier) -> None:
    fresh.json("tenant", "add", COMMUNE)
    changed = fresh.json("tenant", "set", COMMUNE, "--refuse", "extensions", "--know", "accord=FINANCES")
    assert changed["policy"]["refuse"] == ["extensions"]
    assert changed["policy"]["known"]["accord"] == ["FINANCES"]
    spoken = fresh("tenant", "set", COMMUNE)
    assert "  refuse : extensions\n  connaît accord : FINANCES\n" in spoken.out
    changed = fresh.json("tenant", "set", COMMUNE, "--accept", "extensions", "--forget", "accord=FINANCES")
    assert (changed["policy"]["refuse"], changed["policy"]["known"]["accord"]) == ([], [])
    for arguments in (["--refuse", "rien"], ["--know", "accord"], ["--know", "rien=x"], ["--know", "accord= "]):
        answer = fresh("tenant", "set", COMMUNE, *arguments, "--json")
        assert (answer.status, answer.json["error"]["code"]) == (2, "ADM-005")
    assert fresh("tenant", "set", "999999999").status == 4


def test_persons(fresh: Chartrier) -> None:
    fresh.json("tenant", "add", COMMUNE)
    added = fresh.json(
        "person", "add", "Jeanne  Martin", "--email", "j@exemple.fr", "--role", "archiviste", "--tenant", COMMUNE
    )
    assert (added["name"], added["roles"], added["tenant"]) == ("Jeanne Martin", ["archiviste"], COMMUNE)
    (listed,) = fresh("person", "list", "--json").objects
    assert (listed["id"], listed["active"]) == (added["id"], True)
    assert listed["roles"] == [{"tenant": COMMUNE, "role": "archiviste"}]
    assert f"{added['id']} Jeanne Martin j@exemple.fr\n    {COMMUNE} archiviste\n" == fresh("person", "list").out
    codes = {
        "ADM-004": [" "],
        "ADM-006": ["X", "--role", "?", "--tenant", COMMUNE],
        "ADM-007": ["X", "--role", "archiviste"],
        "ADM-011": ["X\u202e"],
    }
    for code, arguments in codes.items():
        answer = fresh("person", "add", *arguments, "--json")
        assert (answer.status, answer.json["error"]["code"]) == (2, code)
    assert "archiviste" in fresh("person", "add", "X", "--role", "?", "--tenant", COMMUNE).err


def test_settings(chartrier: Chartrier) -> None:
    rows = chartrier("settings", "--json").objects
    assert {row["name"] for row in rows} == {each.name for each in fields(Settings)} - {"origins"}
    origins = {row["variable"]: row["origin"] for row in rows}
    assert origins["CHARTRIER_HOME"] == "environment"
    assert origins["CHARTRIER_STAGING"] == "default"
    french, english = chartrier("settings"), chartrier("settings", "--lang", "en")
    for row in rows:
        assert f"{row['variable']} = " in french.out
        assert row["meaning"] in french.out
    assert "[environnement]" in french.out and "[environment]" in english.out
    assert "[défaut]" in french.out and "[default]" in english.out
    assert all(line == line.rstrip() for line in french.out.splitlines())
    password = chartrier.environ["CHARTRIER_DATABASE_URL"].split(":")[2].split("@")[0]
    assert len(password) > 8
    assert password not in french.out + chartrier("settings", "--json").out


def test_doctor(fresh: Chartrier) -> None:
    answer = fresh("doctor", "--json")
    assert answer.status == 0, answer.out
    assert len(answer.objects) == 14
    assert all(set(each) == {"look", "state", "findings", "script"} for each in answer.objects)
    states = {each["look"]: each["state"] for each in answer.objects}
    assert (states["dossiers et droits"], states["base de données"], states["antivirus"]) == ("good", "good", "warning")
    assert (states["copies et publication"], states["processus de travail"]) == ("good", "warning")
    assert states["mentions légales"] == "good", "nobody else reaches this site"
    public = Chartrier({**fresh.environ, "CHARTRIER_WEB_URL": "https://archives.exemple.fr"}, fresh.folder)
    told = public("doctor", "--json").out
    assert "DOC-015" in told and "web_director" in told and "DOC-023" in told and "web_scheme" in told
    english = fresh("doctor", "--lang", "en")
    assert "✓ folders and permissions" in english.out
    assert "✓ database" in english.out
    assert "! antivirus" in english.out


@pytest.mark.parametrize("part", ["keys", "staging"])
def test_doctor_sees_an_open_folder(fresh: Chartrier, part: str) -> None:
    (fresh.folder / part).chmod(0o755)
    answer = fresh("doctor", "--json")
    assert answer.status == 1
    assert "fault" in {each["state"] for each in answer.objects}
    assert "✗ " in fresh("doctor").out


def test_doctor_sees_an_open_home(database: Database) -> None:
    with TemporaryDirectory(prefix="chartrier-open-") as open_to_all:
        Path(open_to_all).chmod(0o755)
        chartrier = make_chartrier(Path(open_to_all) / "home", database)
        assert chartrier("init").status == 0
        assert chartrier("doctor").status == 0
        for folder in (chartrier.folder, chartrier.folder / "copies", chartrier.folder / "copies" / "a"):
            folder.chmod(0o755)
        answer = chartrier("doctor", "--json")
        assert answer.status == 1
        found = [each for look in answer.objects for each in look["findings"] if each["code"] == "DOC-001"]
        assert {each["place"]["file"] for each in found} == {
            str(chartrier.folder),
            str(chartrier.folder / "copies" / "a"),
        }


def test_doctor_sees_what_is_missing(fresh: Chartrier, tmp_path: Path) -> None:
    (fresh.folder / "copies" / "b").rmdir()
    answer = fresh("doctor", "--json")
    assert answer.status == 1
    assert "DOC-002" in [found["code"] for each in answer.objects for found in each["findings"]]
    nowhere = fresh("doctor", "--home", tmp_path / "none")
    assert nowhere.status == 1
    assert not (tmp_path / "none").exists()
