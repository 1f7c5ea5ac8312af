"""Places that an instance adds to the national list: counted with the others, refused where they cannot be."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from chartrier.errors import InvalidInput, NotFound
from chartrier.geography import national_list
from chartrier.geography.archives import archives_services
from chartrier.territory.area import FRANCE, area_of, parts_of

SHIPPED = Path(__file__).resolve().parents[2] / "demo" / "lieux"


@pytest.fixture(autouse=True)
def list_alone() -> Iterator[None]:
    """Whatever a test adds, the list is itself again after it."""
    yield
    national_list.add(None)


def test_what_is_added_is_there_until_it_is_not() -> None:
    before = len(FRANCE.communes)
    national_list.add(SHIPPED)
    assert len(FRANCE.communes) == before + national_list.how_many_added() == before + 26
    (found,) = national_list.named("saint remy les etangs", "96")
    assert found.insee == "96042" and national_list.with_siren("219600426") == found
    assert [each.name for each in parts_of(area_of("R96"))] == ["Haute-Sylve"]
    assert len(area_of("200960011").communes) == 12
    assert archives_services()["96"].name == "Archives départementales de la Haute-Sylve"
    national_list.add(None)
    assert len(FRANCE.communes) == before and not national_list.how_many_added()
    assert "96" not in archives_services()
    with pytest.raises(NotFound):
        area_of("D96")


@pytest.mark.parametrize(
    ("file", "lines", "code", "column"),
    [
        ("communes", ["96001,Ici,,,12,"], "GEO-003", "insee"),  # no such département
        ("communes", ["01001,Ici,,,12,"], "GEO-003", "insee"),  # taken
        ("communes", ["01999,Ici,,999999999,12,"], "GEO-003", "epci"),
        ("communes", ["01999,Ici,,,douze,"], "GEO-003", "population"),
        ("communes", ["01999, ,,,12,"], "GEO-003", "name"),
        ("communes", ["01999,Ici"], "GEO-003", "insee,name,siren,epci,population,postal_codes"),
        ("departements", ["96,Ici,98,metro,96001"], "GEO-003", "region"),
        ("regions", ["1,Ici,metro,01001"], "GEO-003", "code"),
        ("archives", ["ad96,Ici,96,Département"], "GEO-003", "departements"),
    ],
)
def test_what_cannot_be_added_is_told_with_its_line(
    file: str, lines: list[str], code: str, column: str, tmp_path: Path
) -> None:
    head = ",".join(national_list.COLUMNS[file])
    (tmp_path / f"{file}.csv").write_text("\n".join([head, *lines]), "utf-8")
    with pytest.raises(InvalidInput) as told:
        national_list.add(tmp_path)
    finding = told.value.finding
    assert (finding.kind.code, finding.values["column"], finding.place.line) == (code, column, 2)
    assert national_list.how_many_added() == 0


def test_what_is_no_list_is_told(tmp_path: Path) -> None:
    with pytest.raises(InvalidInput, match="GEO-001"):
        national_list.add(tmp_path / "absent")
    (tmp_path / "communes.csv").write_text("nom;insee\n", "utf-8")
    with pytest.raises(InvalidInput, match="GEO-002"):
        national_list.add(tmp_path)
    (tmp_path / "communes.csv").write_bytes(b"\xff\xfe")
    with pytest.raises(InvalidInput, match="GEO-001"):
        national_list.add(tmp_path)
