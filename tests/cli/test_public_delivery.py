"""`chartrier deliver` is judged as `fetch`: the regime decides, unit by unit, and what it refuses is named."""

from __future__ import annotations

import zipfile
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.cli.test_consultations import Readable, archive

__all__ = ["archive"]


def deliver(archive: Readable, tmp_path: Path, *arguments: object, name: str = "Anne") -> Any:
    return archive.chartrier(
        "deliver", *arguments, "--plain", "--json", "--to", tmp_path / "z.zip", *archive.people[name]
    )


def readings(archive: Readable) -> list[dict[str, Any]]:
    return [each for each in archive.register() if each["what"] == "paquet"]


def test_what_is_closed_is_named_and_left_out(archive: Readable, tmp_path: Path) -> None:
    before = len(readings(archive))
    answer = deliver(archive, tmp_path, archive.free, archive.closed, "--public")
    assert answer.status == 1
    told = answer.json
    assert (told["regime"], told["refused"]) == ("public", [archive.closed])
    (found,) = told["findings"]
    assert found["code"] == "ACC-040"
    assert "Dossier fermé" in found["message"]
    with zipfile.ZipFile(tmp_path / "z.zip") as package:
        assert "Dossier fermé" not in package.read("index.html").decode()
        assert "Dossier libre" in package.read("index.html").decode()
    (entered,) = readings(archive)[before:]
    assert (entered["unit"], entered["regime"]) == (archive.free, "public")


def test_nothing_that_may_be_had_is_no_package(archive: Readable, tmp_path: Path) -> None:
    before = len(readings(archive))
    answer = deliver(archive, tmp_path, archive.closed, "--public")
    assert (answer.status, answer.json["error"]["code"]) == (5, "ACC-041")
    assert list(tmp_path.iterdir()) == []
    assert len(readings(archive)) == before


def test_by_rights_it_goes(archive: Readable, tmp_path: Path) -> None:
    answer = deliver(archive, tmp_path, archive.closed)
    assert answer.status == 0
    assert (answer.json["regime"], answer.json["refused"]) == ("administrative", [])


def test_a_reader_is_of_the_public(archive: Readable, tmp_path: Path) -> None:
    answer = deliver(archive, tmp_path, archive.free, "--reader", "L-1")
    assert (answer.status, answer.json["error"]["code"]) == (2, "ACC-012")


@pytest.mark.parametrize("copies", [True, False], ids=["copies", "reading"])
def test_a_derogation_lets_copies_be_made_or_not(archive: Readable, tmp_path: Path, copies: bool) -> None:
    anne, iris, reader = archive.people["Anne"], archive.people["Iris"], f"L-{copies}"
    day = ("--day", datetime.now(UTC).date() - timedelta(days=1))
    asked_for = ["--reproduction"] if copies else []
    asked = archive.chartrier.json(
        "derogation", "request", "--reader", "Jean Historien", "--reader-id", reader, "--motive", "Thèse",
        "--undertaking", "--unit", archive.closed, *asked_for, *day, *anne,
    )["id"]  # fmt: skip
    archive.chartrier.json("derogation", "accord", asked, "--all", *day, *iris)
    archive.chartrier.json("derogation", "opinion", asked, "--favourable", *day, *anne)
    archive.chartrier.json("derogation", "decision", asked, "--all", "--letter", "S/9", *asked_for, *day, *anne)
    answer = deliver(archive, tmp_path, archive.closed, "--public", "--reader", reader)
    if not copies:
        assert (answer.status, answer.json["error"]["code"]) == (5, "ACC-041")
        assert "reproduire" in answer.json["error"]["message"]
        return
    assert answer.status == 0, answer
    entered = readings(archive)[-1]
    assert (entered["reader"], entered["derogation"], entered["regime"]) == (reader, asked, "public")


def test_searches_are_kept_and_done_again(archive: Readable) -> None:
    who = archive.people["Anne"]
    first = archive.chartrier.json("search", "dossier", "--save", "Mes dossiers", "--communicable", *who)
    assert {unit["title"] for unit in first["units"]} == {"Dossier libre", "Pièce 0 de Dossier libre"}
    again = archive.chartrier.json("search", "--saved", "Mes dossiers", *who)
    assert again["units"] == first["units"]
    other = archive.chartrier("search", "--saved", "Mes dossiers", "--json", *archive.people["Luc"])
    assert (other.status, other.json["error"]["code"]) == (4, "ACC-050")
    unnamed = archive.chartrier("search", "x", "--save", " ", "--json", *who)
    assert (unnamed.status, unnamed.json["error"]["code"]) == (2, "ACC-048")
    # the operator's own, and the regime with it
    archive.chartrier.json("search", "dossier", "--save", "Du public", "--public", "--tenant", who[-1])
    assert archive.chartrier.json("search", "--saved", "Du public", "--tenant", who[-1])["regime"] == "public"


def test_a_search_by_words_is_entered(archive: Readable) -> None:
    def searches() -> list[dict[str, Any]]:
        return [each for each in archive.register() if each["what"] == "recherche"]

    before = len(searches())
    archive.chartrier.json("search", "libre", *archive.people["Luc"])
    archive.chartrier.json("search", *archive.people["Luc"])
    (one,) = searches()[before:]
    assert (one["name"], one["unit"], one["motive"]) == ("Luc", None, None)
