"""`chartrier tenant open`: from a name to a collectivité with its series, one or a hundred."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from chartrier.administration.collectivites import following
from chartrier.administration.collectivites.logo import made_again
from chartrier.catalog.findings import NOT_REACHED
from chartrier.catalog.tenants import register
from chartrier.errors import ChartrierError, Unavailable
from chartrier.geography import national_list
from chartrier.records.roles import Role
from chartrier.settings import load_settings
from chartrier.wiring import wire
from tests.actors import person_with
from tests.cli.commands import COMMUNE, Chartrier

MANY = 100
"""A tenth of what a région opens."""


@pytest.fixture
def fresh(new_chartrier: Callable[..., Chartrier]) -> Chartrier:
    chartrier = new_chartrier()
    assert chartrier("init", "--tenant", f"{COMMUNE}=Centre de gestion").status == 0
    return chartrier


def refused(chartrier: Chartrier, *arguments: object) -> str:
    answer = chartrier(*arguments, "--json")
    assert answer.status != 0, answer
    assert answer.json["error"]["remedy"]
    return str(answer.json["error"]["code"])


def test_a_name_is_enough(fresh: Chartrier) -> None:
    archivist = person_with(fresh, COMMUNE, "Jeanne Martin", Role.ARCHIVISTE)
    opened = fresh.json("tenant", "open", "st etienne", *archivist)
    assert (opened["code"], opened["name"], opened["insee"]) == ("214202186", "Saint-Étienne", "42218")
    assert (opened["departement"], opened["epci"], opened["kind"]) == ("42", "244200770", "commune")
    assert opened["population"] > 100_000 and opened["new"] and opened["adoption"]
    assert len(fresh("series", "list", "--tenant", "214202186", "--json").objects) > 50
    again = fresh.json("tenant", "open", "Saint-Étienne", *archivist)
    assert not again["new"] and again["adoption"] is None
    epci = fresh.json("tenant", "open", "244200770")
    assert epci["kind"] == "epci" and [each["code"] for each in epci["findings"]] == ["ADM-125"]
    assert fresh("verify", "--tenant", "214202186").status == 0


def test_homonyms_and_what_the_list_does_not_have(fresh: Chartrier) -> None:
    assert refused(fresh, "tenant", "open", "Saint-Denis") == "ADM-121"
    assert fresh.json("tenant", "open", "Saint-Denis", "--departement", "974")["insee"] == "97411"
    assert refused(fresh, "tenant", "open", "Nulle-Part-sur-Rien") == "ADM-120"
    assert refused(fresh, "tenant", "open", "Papeete") == "ADM-122"
    assert refused(fresh, "tenant", "open", "Papeete", "--siren", "123456789") == "ADM-123"
    assert fresh.json("tenant", "open", "Papeete", "--siren", "732829320")["insee"] == "98735"
    assert refused(fresh, "tenant", "open", "Loire", "--siren", "224200014", "--kind", "pays") == "ADM-124"
    assert refused(fresh, "tenant", "open", "Rien", "--siren", "130005481") == "ADM-120"
    given = fresh.json("tenant", "open", "Loire", "--siren", "130005481", "--kind", "departement")
    assert given["kind"] == "departement" and [each["code"] for each in given["findings"]] == ["ADM-126"]
    assert refused(fresh, "tenant", "open") == "CLI-060"


def test_nothing_is_guessed(fresh: Chartrier, tmp_path: Path) -> None:
    file = tmp_path / "list.csv"
    rows = (
        "Rennes;Ille-et-Vilaine", "Bourg-en-Bresse;1", "Ajaccio;2a", "Rennes;99", "Rennes;Finistère", "Métropole;35",
    )  # fmt: skip
    file.write_text("nom;departement\n" + "\n".join(rows), "utf-8")
    *opened, told = fresh("tenant", "open", "--list", file, "--json").objects
    assert [(each["name"], each["departement"]) for each in opened] == [
        ("Rennes", "35"), ("Bourg-en-Bresse", "01"), ("Ajaccio", "2A"),
    ]  # fmt: skip
    assert [(each["place"]["line"], each["code"]) for each in told["findings"] if each["code"] != "ADM-125"] == [
        (5, "ADM-135"), (6, "ADM-120"), (7, "ADM-120"),
    ]  # fmt: skip
    close = fresh("tenant", "open", "Bassin de Bourg en Bresse")
    assert close.status != 0 and "CA du Bassin de Bourg-en-Bresse (200071751)" in close.err + close.out
    assert refused(fresh, "tenant", "open", "Faucigny Glières") == "ADM-136"
    for name in ("Rennes Métropole", "Communauté d'agglomération du Bassin de Bourg-en-Bresse"):
        assert fresh.json("tenant", "open", name)["kind"] == "epci"


def test_departements_and_regions_by_their_name(fresh: Chartrier) -> None:
    assert refused(fresh, "tenant", "open", "Finistère") == "ADM-122"
    finistere = fresh.json("tenant", "open", "Finistère", "--siren", "222900011")
    assert (finistere["kind"], finistere["departement"]) == ("departement", "29")
    assert 900_000 < finistere["population"] < 1_000_000
    bretagne = fresh.json("tenant", "open", "Bretagne", "--siren", "233500016")
    assert bretagne["kind"] == "region" and bretagne["population"] > 3_000_000
    for name in ("La Réunion", "Mayotte", "Vienne"):
        assert refused(fresh, "tenant", "open", name) == "ADM-137"
    assert fresh.json("tenant", "open", "Vienne", "--kind", "commune")["insee"] == "38544"
    assert fresh.json("tenant", "open", "Paris")["kind"] == "commune"


def listed(path: Path, rows: list[dict[str, Any]]) -> Path:
    stream = io.StringIO()
    writer = csv.DictWriter(stream, ["nom", "departement"], delimiter=";")
    writer.writeheader()
    writer.writerows(rows)
    path.write_text(stream.getvalue(), "utf-8")
    return path


def test_a_list_is_opened_line_by_line_and_goes_on(fresh: Chartrier, tmp_path: Path) -> None:
    archivist = person_with(fresh, COMMUNE, "Jeanne Martin", Role.ARCHIVISTE)
    of_loire = [each for each in national_list.communes().values() if each.departement == "42"][:MANY]
    rows = [{"nom": each.name, "departement": "42"} for each in of_loire]
    some = listed(tmp_path / "some.csv", rows[:7])
    assert fresh("tenant", "open", "--list", some, *archivist).status == 0
    wrong = [*rows, {"nom": "Nulle-Part", "departement": ""}, {"nom": "Saint-Denis", "departement": ""}, rows[3]]
    every = listed(tmp_path / "every.csv", wrong)
    answer = fresh("tenant", "open", "--list", every, "--json")
    assert answer.status == 1
    *opened, told = answer.objects
    assert (told["opened"], told["known"], told["failed"]) == (MANY - 7, 7, 0)
    waiting = [each["place"]["line"] for each in told["findings"] if each["code"] == "ADM-125"]
    assert waiting == list(range(9, MANY + 2))
    assert [(each["code"], each["place"]["line"]) for each in told["findings"] if each["code"] != "ADM-125"] == [
        ("ADM-120", MANY + 2),
        ("ADM-121", MANY + 3),
        ("ADM-127", MANY + 4),
    ]
    assert [each["insee"] for each in opened] == [each.insee for each in of_loire]
    assert [each["new"] for each in opened] == [False] * 7 + [True] * (MANY - 7)
    rest = listed(tmp_path / "rest.csv", rows[:10])
    *adopted, again = fresh("tenant", "open", "--list", rest, *archivist, "--json").objects
    assert (again["opened"], again["known"]) == (0, 10)
    assert [bool(each["adoption"]) for each in adopted] == [False] * 7 + [True] * 3


def test_the_first_deposant_is_invited(fresh: Chartrier, tmp_path: Path) -> None:
    opened = fresh.json("tenant", "open", "Planfoy", "--deposant", "Zoé Roux", "--email", "zoe@planfoy.exemple.fr")
    assert "/invitation/" in opened["invitation"]
    assert fresh.json("person", "why", "Zoé Roux", "depot", "--tenant", opened["code"])["allowed"]
    file = tmp_path / "list.csv"
    rows = ("Marlhes;Ana Bel;ana@marlhes.exemple.fr", "Planfoy;Autre Nom;ZOE@planfoy.exemple.fr", "Jonzieux;X;pas-une")
    file.write_text("nom;deposant;courriel\n" + "\n".join(rows), "utf-8")
    answer = fresh("tenant", "open", "--list", file, "--json")
    assert answer.status == 1
    *each, told = answer.objects
    assert [bool(one["invitation"]) for one in each] == [True, True, False]
    assert (told["opened"], told["known"], told["failed"]) == (2, 1, 0)
    assert [one["place"]["line"] for one in told["findings"] if one["code"] != "ADM-125"] == [4]
    assert sorted(one["name"] for one in fresh("person", "list", "--json").objects) == ["Ana Bel", "Zoé Roux"]


def test_a_list_that_is_none(fresh: Chartrier, tmp_path: Path) -> None:
    file = tmp_path / "list.csv"
    file.write_bytes(b"name\nParis\n")
    answer = fresh("tenant", "open", "--list", file, "--json")
    assert answer.status == 1
    assert answer.objects[-1]["findings"][0]["place"]["line"] == 1


def test_services_and_accords(fresh: Chartrier) -> None:
    archivist = person_with(fresh, COMMUNE, "Jeanne Martin", Role.ARCHIVISTE)
    fresh.json("series", "adopt", *archivist)
    fresh.json("tenant", "service", "add", "FIN", "Finances", "--no-producer")
    fresh.json("tenant", "service", "add", "RH", "Personnel")
    assert refused(fresh, "tenant", "service", "add", "X", "Rien", "--no-producer", "--no-transferring") == "ADM-130"
    assert fresh.json("tenant", "service", "close", "RH")["closed"]
    assert refused(fresh, "tenant", "service", "close", "Autre") == "ADM-129"
    names = [each["identifier"] for each in fresh("tenant", "service", "list", "--json").objects]
    assert names == ["FIN", "RH"]
    unbounded = fresh.json("tenant", "accord")
    nothing = {"largest": None, "yearly": None, "quota": None, "review": False, "identifier": ""}
    assert unbounded == {"series": [], "formats": [], **nothing}
    whole = fresh.json("tenant", "accord", "--review")
    assert whole["review"] and fresh.json("tenant", "accord", "--service", "FIN") == whole
    own = fresh.json(
        "tenant", "accord", "--service", "FIN", "--series", "S001", "--format", "fmt/276", "--quota", "1000"
    )
    assert (own["series"], own["formats"], own["quota"], own["review"]) == (["S001"], ["fmt/276"], 1000, False)
    assert fresh.json("tenant", "accord") == whole
    assert fresh.json("tenant", "service", "add", "FIN", "Finances et marchés")["name"] == "Finances et marchés"
    assert fresh.json("tenant", "accord", "--service", "FIN") == own
    for wrong in (("--series", "S999"), ("--format", "pdf"), ("--quota", "0"), ("--largest", "-1")):
        assert refused(fresh, "tenant", "accord", "--service", "FIN", *wrong) == "ADM-132"
    assert fresh.json("tenant", "accord", "--service", "FIN", "--clear") == whole
    assert fresh.json("tenant", "accord", "--clear") == unbounded


def image(kind: str, size: tuple[int, int] = (700, 300), **info: Any) -> bytes:
    stream = io.BytesIO()
    Image.new("RGB", size, "navy").save(stream, kind, **info)
    return stream.getvalue()


def test_a_logo_is_made_again(fresh: Chartrier, tmp_path: Path) -> None:
    file = tmp_path / "logo.jpg"
    file.write_bytes(image("JPEG", comment=b"<script>secret</script>"))
    made = fresh.json("tenant", "logo", file)
    assert max(made["width"], made["height"]) == 512
    kept = made_again(io.BytesIO(file.read_bytes())).png
    assert kept.startswith(b"\x89PNG") and b"secret" not in kept
    file.write_text("<svg xmlns='http://www.w3.org/2000/svg'/>")
    assert refused(fresh, "tenant", "logo", file) == "ADM-131"


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\x89PNG\r\n\x1a\n",
        image("PNG")[:60],
        image("GIF"),
        image("PNG", (4_001, 1)),
        image("PNG") + b"\0" * (2 << 20),
    ],
)
def test_what_is_no_logo(data: bytes) -> None:
    with pytest.raises(ChartrierError) as caught:
        made_again(io.BytesIO(data))
    assert caught.value.finding.code == "ADM-131"


def test_a_merger_is_followed_without_losing_the_tenant(fresh: Chartrier) -> None:
    opened = fresh.json("tenant", "open", "Saint-Étienne")
    assert not fresh("tenant", "follow", "--json").objects
    with wire(load_settings(None, fresh.environ)):
        known = register.tenant(opened["code"])
        assert known.kind is not None
        before = known.where.__class__("01340", "01", known.where.epci)
        register.change_place(known.code, known.siren, known.kind, before)
    doctor = {look["look"]: look["findings"] for look in fresh("doctor", "--json").objects}
    assert [each["code"] for each in doctor["communes fusionnées"]] == ["ADM-128"]
    (told,) = fresh("tenant", "follow", "--json").objects
    assert (told["code"], told["commune"]) == (opened["code"], "Arboys en Bugey")
    followed = fresh.json("tenant", "follow", opened["code"])
    assert followed == {"code": opened["code"], "siren": "200053668", "insee": "01015"}
    with wire(load_settings(None, fresh.environ)):
        assert register.tenant(opened["code"]).custody.population == national_list.communes()["01015"].population
    assert not fresh("tenant", "follow", "--json").objects
    assert fresh("verify", "--tenant", opened["code"]).status == 0
    assert refused(fresh, "tenant", "follow", COMMUNE) == "ADM-133"


def test_a_population_is_followed_and_is_no_merger(fresh: Chartrier) -> None:
    opened = fresh.json("tenant", "open", "Saint-Étienne")
    fresh.json("tenant", "set", opened["code"], "--population", "12")
    (told,) = fresh("tenant", "follow", "--json").objects
    people = national_list.communes()["42218"].population
    assert (told["code"], told["population"]) == (opened["code"], people)
    assert "dans la liste nationale" in fresh("tenant", "follow").out
    doctor = {look["look"]: look["findings"] for look in fresh("doctor", "--json").objects}
    assert doctor["communes fusionnées"] == []
    fresh.json("tenant", "follow", opened["code"])
    assert not fresh("tenant", "follow", "--json").objects


def test_a_merger_is_followed_whole_or_not_at_all(fresh: Chartrier, monkeypatch: pytest.MonkeyPatch) -> None:
    code = fresh.json("tenant", "open", "Saint-Étienne")["code"]
    with wire(load_settings(None, fresh.environ)):
        known = register.tenant(code)
        assert known.kind is not None
        before = known.where.__class__("01340", "01", known.where.epci)
        moved = register.change_place(code, known.siren, known.kind, before)

        def gone(*_: object, **__: object) -> None:
            raise Unavailable(NOT_REACHED, reason="essai")

        with monkeypatch.context() as broken:
            broken.setattr(following, "change_custody", gone)
            with pytest.raises(Unavailable):
                following.follow(code)
        assert register.tenant(code) == moved
        following.follow(code)
        assert list(following.changed()) == []


def test_a_list_saved_by_a_french_spreadsheet(fresh: Chartrier, tmp_path: Path) -> None:
    file = tmp_path / "list.csv"
    file.write_bytes("nom;département;déposant\r\nSaint-Étienne;Loire;\r\nRoche-la-Molière;42;\r\n".encode("cp1252"))
    *opened, told = fresh("tenant", "open", "--list", file, "--json").objects
    assert [each["name"] for each in opened] == ["Saint-Étienne", "Roche-la-Molière"]
    assert {each["code"] for each in told["findings"]} == {"ADM-125"}
