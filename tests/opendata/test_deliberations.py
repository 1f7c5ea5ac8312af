"""The dataset of the délibérations: what is on a line, what is withheld and why; valid by frictionless."""

from __future__ import annotations

import csv
import io
import json
import random
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from frictionless import Resource, Schema, system, validate

from chartrier.opendata.scdl.ctes import NAMESPACE, key_of, transmitted
from chartrier.opendata.scdl.deliberations import (
    COLUMNS,
    Act,
    Dataset,
    Publisher,
    deliberations,
    is_deliberation,
    write_dataset,
)
from chartrier.opendata.scdl.matieres import matiere_in, matieres
from chartrier.opendata.scdl.validating import Problem, schema_of
from chartrier.opendata.scdl.validating import validate as problems_of
from chartrier.opendata.sources import Source

PUBLISHED = Path(__file__).parents[3] / "shared" / "corpus" / "opendata" / "scdl-deliberations-2.1.5.json"
COMMUNE = Publisher("Commune d'Exemple", "21123456700014")
CONTENT = {
    "DescriptionLevel": ["Item"],
    "DocumentType": ["Délibération"],
    "OriginatingAgencyArchiveUnitIdentifier": ["2025-001"],
    "TransactedDate": ["2025-01-23"],
    "ReceivedDate": ["2025-01-27"],
    "Tag": ["5.7"],
}
TITLE = "Délibération n° 2025-001 : adhésion au service mutualisé d'archivage"


def act(title: str = TITLE, **content: Any) -> Act:
    return Act(uuid4(), title, CONTENT | content)


def of(*acts: Act) -> Dataset:
    return deliberations(acts, COMMUNE)


def test_a_line_says_what_the_unit_says() -> None:
    (line,) = of(act()).lines
    assert {name: value for name, value in line.items() if value} == {
        "COLL_NOM": "Commune d'Exemple",
        "COLL_SIRET": "21123456700014",
        "DELIB_ID": "2025-001",
        "DELIB_DATE": "2025-01-23",
        "DELIB_MATIERE_CODE": "5.7",
        "DELIB_MATIERE_NOM": "Intercommunalité",
        "DELIB_OBJET": "adhésion au service mutualisé d'archivage",
        "PREF_DATE": "2025-01-27",
    }


@pytest.mark.parametrize(
    ("title", "content", "codes"),
    [
        ("Délibération : adhésion", {"OriginatingAgencyArchiveUnitIdentifier": []}, ["ODT-001"]),
        (TITLE, {"TransactedDate": [], "StartDate": ["2025-01-01"], "EndDate": ["2025-12-31"]}, ["ODT-002"]),
        (TITLE, {"Tag": ["archives"]}, ["ODT-003"]),
        ("Délibération n° 2025-001 : ", {}, ["ODT-004"]),
        (TITLE, {"Tag": ["8.2"]}, ["ODT-005"]),
        (TITLE, {"Tag": ["4.2.1"]}, ["ODT-005"]),
        ("Délibération n° 1 : subvention à Mme Zoé Petit", {"Tag": ["7.5"]}, ["ODT-006"]),
        ("Délibération n° 1 : cession à DUPONT Jean", {"Tag": ["9.1"]}, ["ODT-006"]),
        ("Délibération n° 1 : acquisition de la parcelle de Jean Petit", {"Tag": ["3.1"]}, ["ODT-006"]),
        ("Délibération n° 1 : secours d'urgence", {"Tag": ["7.10"]}, ["ODT-006"]),
        ("Délibération n° 1 : =HYPERLINK()", {}, ["ODT-008"]),
        ("Délibération", {"OriginatingAgencyArchiveUnitIdentifier": [], "Tag": []}, ["ODT-001", "ODT-003"]),
    ],
)
def test_what_is_withheld_is_listed_with_its_reasons(title: str, content: dict[str, Any], codes: list[str]) -> None:
    dataset = of(act(title, **content))
    assert dataset.lines == []
    assert [each.code for each in dataset.withheld] == codes


def test_the_number_may_be_in_the_title_and_the_day_that_of_the_unit() -> None:
    days = {"TransactedDate": [], "StartDate": ["2025-03-02"], "EndDate": ["2025-03-02"]}
    (line,) = of(act("Délibération n° 2025/12-B : vœu", OriginatingAgencyArchiveUnitIdentifier=[], **days)).lines
    assert (line["DELIB_ID"], line["DELIB_DATE"]) == ("2025/12-B", "2025-03-02")


def test_a_number_is_of_one_act() -> None:
    dataset = of(act(), act())
    assert (len(dataset.lines), [each.code for each in dataset.withheld]) == (1, ["ODT-009"])


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("5.7", "5.7"),
        ("7.5.1 Subventions", "7.5"),
        ("7-10", "7.10"),
        ("Matière 1.1.", "1.1"),
        ("7.11", None),
        ("12.5.3", None),
        ("", None),
    ],
)
def test_matieres(text: str, code: str | None) -> None:
    assert matiere_in(text) == code


def test_which_units_are_deliberations() -> None:
    assert is_deliberation(CONTENT)
    assert not is_deliberation(CONTENT | {"DescriptionLevel": ["Series"]})
    assert not is_deliberation(CONTENT | {"DocumentType": ["Arrêté"]})


def made(count: int, seed: int) -> Dataset:
    """`count` acts made up from a seed, all withheld ones among them."""
    dice = random.Random(seed)
    objets = [
        "adhésion au service",
        'convention « "guillemets" », virgule',
        "vœu\nsur deux lignes",
        "budget primitif",
        "voirie",
        "subvention à Mme Zoé Petit",
    ]
    acts = [
        Act(
            UUID(int=dice.getrandbits(128)),
            f"Délibération n° {number} : {dice.choice(objets)}",
            CONTENT
            | {
                "OriginatingAgencyArchiveUnitIdentifier": [f"2025-{number:05d}"],
                "TransactedDate": [f"2025-{dice.randint(1, 12):02d}-{dice.randint(1, 28):02d}"],
                "Tag": [dice.choice([*matieres(), "sans matière"])],
            },
        )
        for number in range(count)
    ]
    return deliberations(acts, COMMUNE)


def test_ten_thousand_acts_are_valid_by_the_published_schema(tmp_path: Path) -> None:
    dataset, path = made(10_000, 7), tmp_path / "deliberations.csv"
    assert 5_000 < len(dataset.lines) < 9_000
    with path.open("w", encoding="utf-8", newline="") as stream:
        write_dataset(dataset, stream)
    assert problems_of(path, "deliberations") == []
    if not PUBLISHED.exists():
        pytest.skip("the published schema is not here: only our own description was used")
    descriptor = json.loads(PUBLISHED.read_text("utf-8"))
    descriptor.pop("custom_checks", None)
    with system.use_context(trusted=True):
        report = validate(Resource(path=str(path), schema=Schema.from_descriptor(descriptor)))
    assert report.valid, report.flatten(["rowNumber", "fieldName", "message"])[:5]


def test_our_description_is_that_of_the_published_schema() -> None:
    if not PUBLISHED.exists():
        pytest.skip("the published schema is not here")
    published, ours = json.loads(PUBLISHED.read_text("utf-8")), schema_of("deliberations")
    kept = [
        {key: each[key] for key in ("name", "type", "constraints") if each.get(key)} for each in published["fields"]
    ]
    assert (published["version"], kept) == (ours["version"], ours["fields"])
    assert tuple(each["name"] for each in ours["fields"]) == COLUMNS


def test_a_problem_points_at_its_line(tmp_path: Path) -> None:
    dataset, path = of(act()), tmp_path / "wrong.csv"
    dataset.lines[0]["COLL_SIRET"] = "212345"
    with path.open("w", encoding="utf-8", newline="") as stream:
        write_dataset(dataset, stream)
    (problem,) = problems_of(path, "deliberations")
    assert isinstance(problem, Problem)
    assert (problem.line, problem.column) == (2, "COLL_SIRET")


def test_lines_are_read_back_as_they_were() -> None:
    dataset, stream = made(50, 3), io.StringIO(newline="")
    write_dataset(dataset, stream)
    assert list(csv.DictReader(io.StringIO(stream.getvalue()))) == dataset.lines


def acte(
    number: str, objet: str, nature: str = "1", codes: tuple[str, ...] = ("5", "7"), day: str = "2025-01-23"
) -> bytes:
    """As a tiers de télétransmission sends it."""
    matieres = "".join(f'<actes:CodeMatiere{at} actes:CodeMatiere="{code}"/>' for at, code in enumerate(codes, 1))
    return (
        f'<?xml version="1.0" encoding="ISO-8859-1"?>\n<actes:Acte xmlns:actes="{NAMESPACE}" actes:Date="2025-01-23"'
        f' actes:NumeroInterne="{number}" actes:CodeNatureActe="{nature}">{matieres}<actes:Objet>{objet}</actes:Objet>'
        "</actes:Acte>"
    ).encode("iso-8859-1")


def acknowledged(number: str, siren: str = "211234567", day: str = "2025-01-27") -> bytes:
    return (
        f'<actes:ARActe xmlns:actes="{NAMESPACE}" actes:DateReception="{day}"'
        f' actes:IDActe="012-{siren}-20250123-{number}-DE"/>'
    ).encode()


def file(data: bytes, name: str = "a-1-1_0.xml") -> Source:
    return Source(uuid4(), "Délibération", name, data)


def test_what_was_sent_to_the_prefecture_completes_and_adds(tmp_path: Path) -> None:
    """@CTES: the State's identifier and day; the matière that no tag says; acts that no unit describes."""
    sent = transmitted(
        [
            file(acte("2025_001", "Adhésion", codes=("8", "3"))),
            file(acknowledged("2025_001")),
            file(acte("2025_002", "Charte de l'eau &amp; de la forêt")),
            file(acknowledged("2025_002", siren="219999999")),
            file(acte("2025_003", "Arrêté du maire", nature="3")),
            file(acte("2025_004", "Subvention à Mme Zoé Petit", codes=("7", "5", "2"))),
            file(acte("2025_005", "D'une autre"), "012-219999999-20250123-2025_005-DE-1-1_0.xml"),
            file(b"<casse"),
            file(b'<!DOCTYPE a [<!ENTITY x "y">]>' + acknowledged("2025_001", day="1999-01-01")),
            file(acknowledged("2025_001").replace(b"ARActe", b"Anomalie")),
            # an arrêté of the same number and day, sent before, and its acknowledgement
            file(acte("2025_002", "Arrêté du même jour", nature="3")),
            file(acknowledged("2025_002").replace(b"-DE", b"-AI")),
        ],
        COMMUNE.siret[:9],
    )
    untagged = act(Tag=[], ReceivedDate=[])
    dataset = deliberations([untagged], COMMUNE, sent)
    first, second = dataset.lines
    assert (first["DELIB_ID"], first["DELIB_MATIERE_CODE"], first["PREF_DATE"]) == ("2025-001", "8.3", "2025-01-27")
    assert first["PREF_ID"] == "012-211234567-20250123-2025_001-DE"
    assert first["DELIB_OBJET"] == "adhésion au service mutualisé d'archivage", "what its unit says comes first"
    assert (second["DELIB_ID"], second["DELIB_OBJET"]) == ("2025_002", "Charte de l'eau & de la forêt")
    assert second["PREF_ID"] == "", "the acknowledgement is of another collectivité"
    assert [each.code for each in dataset.withheld] == ["ODT-006"]
    for closed in (("2025-002", date(2025, 1, 23)), ("2025-002", None), ("", date(2025, 1, 23))):
        left = deliberations([untagged], COMMUNE, sent, without={key_of(*closed)}).lines
        assert len(left) == 1, "closed by its unit, it is untold"
    path = tmp_path / "deliberations.csv"
    with path.open("w", encoding="utf-8", newline="") as stream:
        write_dataset(dataset, stream)
    assert problems_of(path, "deliberations") == []
