"""`chartrier search` and `chartrier show`."""

from __future__ import annotations

from pathlib import Path
from uuid import uuid4

import pytest

from tests.cli.commands import COMMUNE, NEIGHBOUR, Chartrier
from tests.cli.conftest import STRANGE, Filled


def titles(chartrier: Chartrier, *arguments: str) -> list[str]:
    return [unit["title"] for unit in chartrier.json("search", *arguments)["units"]]


BOTH = ["Délibération n° 12", "Délibérations du conseil municipal"]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        (["délibération"], BOTH),
        (["délibérations"], BOTH),
        (["DELIBERATION"], BOTH),
        (["conseil", "délibération"], BOTH[1:]),
        (['"conseil municipal"'], BOTH[1:]),
        (['"municipal conseil"'], []),
        (["délibération", "-conseil"], BOTH[:1]),
        (["elargissement"], ["Élargissement de la rue"]),
        (["introuvable"], []),
    ],
)
def test_words(chartrier: Chartrier, words: list[str], found: list[str]) -> None:
    answer = chartrier.json("search", *words, "--tenant", COMMUNE)
    assert sorted(unit["title"] for unit in answer["units"]) == found
    assert answer["count"] == len(found)


def test_an_option_that_does_not_exist_is_not_a_word(chartrier: Chartrier) -> None:
    assert chartrier("search", "école", "--tennant", COMMUNE).status == 2


def test_the_public_does_not_ask_what_is_held(chartrier: Chartrier, tmp_path: Path) -> None:
    listed = tmp_path / "liste.csv"
    for more in ((), ("--csv", listed)):
        refused = chartrier("search", "--public", "--frozen", *more, "--json")
        assert (refused.status, refused.json["error"]["code"]) == (2, "ACC-051")
    assert not listed.exists() and chartrier("search", "--frozen").status == 0


def test_pages(chartrier: Chartrier) -> None:
    everything = chartrier.json("search", "--tenant", COMMUNE)["units"]
    assert len(everything) == 6
    pages, before = [], []
    while page := chartrier.json("search", "--tenant", COMMUNE, "--limit", "4", *before)["units"]:
        pages.append(len(page))
        assert page == everything[: len(page)]
        everything = everything[len(page) :]
        before = ["--before", page[-1]["id"]]
    assert (pages, everything) == ([4, 2], [])
    first = chartrier("search", "délibération", "--limit", "1")
    assert "2 réponses" in first.out
    assert "Suite : ajoutez --before" in first.out


def test_for_people(chartrier: Chartrier) -> None:
    french, english = chartrier("search", "élargissement"), chartrier("search", "élargissement", "--lang", "en")
    assert french.out.splitlines()[0].endswith(" Élargissement de la rue")
    assert french.out.splitlines()[1:] == ["    BinaryMaster rue.txt 7 octets", "1 réponse"]
    assert english.out.splitlines()[1:] == ["    BinaryMaster rue.txt 7 bytes", "1 result"]
    assert chartrier("search", "introuvable").out == "Aucune réponse.\n"


def test_show_a_unit_an_object_an_operation(filled: Filled) -> None:
    chartrier = filled.chartrier
    told = filled.ingested["school"].json
    unit = chartrier.json("show", chartrier.unit("délibération -conseil"))
    assert (unit["kind"], unit["title"]) == ("unit", "Délibération n° 12")
    assert [each["title"] for each in unit["parents"]] == ["Délibérations du conseil municipal"]
    parent = chartrier.json("show", unit["parents"][0]["id"])
    assert {each["title"] for each in parent["children"]} == {
        "Délibération n° 12",
        "Compte rendu de la séance",
        STRANGE,
    }
    found = chartrier.json("show", unit["objects"][0]["id"])
    assert (found["kind"], found["filename"], found["usage"]) == ("object", "délib.txt", "BinaryMaster")
    operation = chartrier.json("show", told["operation"])
    assert (operation["kind"], operation["state"], operation["message_identifier"]) == (
        "operation",
        "accepted",
        "M-ECOLE",
    )
    assert unit["versement"] == found["versement"] == operation["id"] == told["operation"]


def test_show_for_people(filled: Filled) -> None:
    chartrier = filled.chartrier
    unit = chartrier.unit("élargissement")
    french, english = chartrier("show", unit), chartrier("show", unit, "--lang", "en")
    assert french.status == english.status == 0
    assert "nature : unité\n" in french.out
    assert "titre : Élargissement de la rue\n" in french.out
    assert "  Title : Élargissement de la rue\n" in french.out
    assert "kind: unit\n" in english.out
    assert "start date" not in english.out
    rejected = chartrier("show", filled.ingested["broken"].json["operation"])
    assert "état : rejetée\n" in rejected.out
    assert "✗ ING-003 (erreur) L'empreinte" in rejected.out
    assert "None" not in french.out + english.out + rejected.out


def test_a_neighbours_identifier_is_an_absent_one(filled: Filled) -> None:
    chartrier = filled.chartrier
    theirs, absent = chartrier.unit("voisin", NEIGHBOUR), str(uuid4())
    for command in ("show", "fetch"):
        answers = [chartrier(command, each, "--tenant", COMMUNE) for each in (theirs, absent)]
        assert [each.status for each in answers] == [4, 4]
        assert answers[0].err.replace(theirs, absent) == answers[1].err
    for name in ("M-AILLEURS", filled.ingested["elsewhere"].json["operation"]):
        answer, other = chartrier("reply", name, "--tenant", COMMUNE), chartrier("reply", absent, "--tenant", COMMUNE)
        assert (answer.status, answer.err.replace(name, absent)) == (4, other.err)
    assert titles(chartrier, "voisin", "--tenant", COMMUNE) == []
    assert chartrier("search", "voisin", "--tenant", "999999999").status == 4
