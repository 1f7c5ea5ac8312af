"""The registers, read from what versements and acts wrote."""

from __future__ import annotations

import csv
import io
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chartrier.catalog.acts.entered import EnteredAct
from chartrier.catalog.archive import entries as reading
from chartrier.catalog.archive.entries import LONGEST, METRES, entries, linear_metres
from chartrier.clock import day_of, read_instant
from chartrier.copies.acting import Act, act
from chartrier.errors import InvalidInput
from chartrier.journal.entry import Counts
from chartrier.records.acquisition import Acquisition, read_acquisition
from chartrier.records.actor import Actor
from chartrier.records.roles import Role
from chartrier.registers import register as registers
from chartrier.registers.actes import DEROGATIONS, ELIMINATIONS, Inscription, RegisterOfActs, register_of_acts
from chartrier.registers.entrees import register_of_entries
from chartrier.registers.register import Register
from chartrier.registers.yearly import yearly_figures
from tests.actors import entered
from tests.ingest.archive import Bench, zip_of
from tests.packages_of_ours import Sip
from tests.papers.reading import text


def rows(register: Register[Any]) -> list[dict[str, str]]:
    stream = io.BytesIO()
    register.write_csv(stream)
    assert stream.getvalue().startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(io.StringIO(stream.getvalue().decode("utf-8-sig"), newline=""), delimiter=";"))


def test_entries_have_continuous_numbers_and_what_they_brought(filled: Bench) -> None:
    first, second, third = entries(filled.tenant.key)
    assert [each.number for each in (first, second, third)] == [1, 2, 3]
    assert [each.index for each in (first, second, third)] == [0, 2, 3]
    assert (first.first, first.last) == (date(1998, 1, 1), date(2004, 6, 30))
    assert (first.units, first.files, first.physical, first.metres) == (2, 1, 0, None)
    assert [top.title for top in second.tops] == ["@Plans", "Cartons"]
    assert [top.cotes for top in second.tops] == [(), ("12 W 1-2",)]
    assert (second.files, second.physical, second.metres) == (1, 2, Decimal("0.21"))
    assert (second.units_without_object, third.units_without_object) == (0, 1)


def test_the_register_of_entries(filled: Bench) -> None:
    today = day_of(filled.means.copies.clock())
    register = register_of_entries(filled.tenant, today.year)
    told = rows(register)
    assert [row["numero"] for row in told] == ["1", "2", "3"]
    assert [row["modeEntree"] for row in told] == ["Versement", "Don", "Versement"]
    assert [row["statutJur"] for row in told] == ["Archives publiques", "", "Archives publiques"]
    assert [row["natureSupport"] for row in told] == ["Support électronique", "Support mixte", "Support électronique"]
    assert told[0]["ID"] == f"{filled.tenant.code}_{today.year}_001"
    assert (told[0]["datesExD"], told[0]["datesExF"], told[0]["dateEntree"]) == ("1998", "2004", today.isoformat())
    assert (told[0]["descContenu"], told[0]["bordereau"], told[0]["accord"]) == ("Délibérations", "M-1", "ACCORD-1")
    assert (told[0]["servVers"], told[0]["servProd"]) == ("SERVICE-VERSANT", "SERVICE-PRODUCTEUR")
    assert (told[1]["mlEntree"], told[1]["coteArch"], told[1]["objElec"]) == ("0.21", "12 W 1-2", "1")
    assert (told[1]["bordereau"], told[1]["descContenu"]) == ("'=M-3", "'@Plans ; Cartons")
    assert (told[0]["volElec"], told[0]["octets"]) == ("0.000000008", "8")
    said = text(register.pdf(today, filled.means.copies.clock()))
    for expected in ("Registre des entrées", f"année {today.year}", "Délibérations", "12 W 1-2", "Total : 3 entrées"):
        assert expected in said
    assert "0,21 ml" in said
    told_in_json = [register.as_json(line) for line in register.lines()]
    assert told_in_json[1]["seda"]["ArchiveUnit"][1] == {
        "Title": "Cartons",
        "ArchivalAgencyArchiveUnitIdentifier": ["12 W 1-2"],
    }
    assert told_in_json[1]["seda"]["AcquisitionInformation"] == "Don"
    assert rows(register_of_entries(filled.tenant, today.year - 1)) == []
    assert "Aucune inscription" in text(
        register_of_entries(filled.tenant, 1999).pdf(today, filled.means.copies.clock())
    )


def test_a_number_does_not_depend_on_how_much_is_read_at_a_time(filled: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = list(entries(filled.tenant.key))
    for chunk in (1, 2, 3):
        monkeypatch.setattr(reading, "CHUNK", chunk)
        assert list(entries(filled.tenant.key)) == whole


def test_of_many_titles_the_first_are_told(bench: Bench, tmp_path: Path) -> None:
    sip = Sip(message="M", title="x" * 400)
    more = "".join(
        f'      <ArchiveUnit id="T-{number}"><Content><Title>Titre {number}</Title></Content></ArchiveUnit>\n'
        for number in range(6)
    )
    files = sip.files()
    files["manifest.xml"] = files["manifest.xml"].replace(
        b"    </DescriptiveMetadata>", more.encode() + b"    </DescriptiveMetadata>"
    )
    bench.accept(zip_of(tmp_path / "m.zip", files))
    (told,) = rows(register_of_entries(bench.tenant, None))
    assert told["descContenu"] == f"{'x' * 300} ; Titre 0 ; Titre 1 ; Titre 2 ; et 3\u00a0autres"


def enter(bench: Bench, operation: str, by: Actor, subject: UUID | None = None, **members: object) -> UUID:
    """An act of somebody, with members as its own function would write them."""
    return act(Act(operation, members, subject=subject), bench.tenant, bench.means.copies, by)


def inscription(operation: str, *later: EnteredAct, **record: object) -> Inscription:
    return Inscription(1, entered_act(operation, **record), later)


def entered_act(operation: str, **record: object) -> EnteredAct:
    none = Counts(0, 0, 0, 0, 0, 0)
    return EnteredAct(UUID(int=1), operation, None, "system", date(2026, 11, 28), 7, dict(record), none, 0)


def told(which: RegisterOfActs, line: Inscription) -> dict[str, str]:
    return {each.name: each.read(line) for each in which.told}


def test_where_an_order_is_carried_out() -> None:
    first = entered_act("attestation", purged=[{"copy": "a", "at": "2026-11-28T10:00:00.000000Z"}], owing=["b"])
    last = entered_act("attestation", purged=[{"copy": "b", "at": "2026-11-30T10:00:00.000000Z"}], owing=[])
    before = told(ELIMINATIONS, inscription("retrait", ground="autre collectivité"))
    assert (before["nature"], before["motif"]) == ("retrait pour erreur de versement", "autre collectivité")
    assert (before["efface"], before["reste"]) == ("", "toutes (pas encore attestée)")
    meanwhile = told(ELIMINATIONS, inscription("elimination", first, dropped=[{"line": 2, "why": "gel"}]))
    assert (meanwhile["efface"], meanwhile["reste"], meanwhile["ecartees"]) == ("a le 2026-11-28", "b", "1")
    done = told(ELIMINATIONS, inscription("elimination", first, last))
    assert (done["efface"], done["reste"]) == ("a le 2026-11-28, b le 2026-11-30", "")
    assert not ELIMINATIONS.is_line(entered_act("retrait", step="demande"))


def test_the_register_of_derogations(bench: Bench) -> None:
    by = entered(bench.archive, bench.tenant, Role.ARCHIVISTE)
    asked = enter(bench, "derogation", by, step="request", day="2026-09-14", told={"reader": "LECTEUR-7", "units": 3})
    enter(bench, "derogation", by, subject=asked, step="accord", day="2026-09-20", told={"units": 3})
    other = enter(bench, "derogation", by, step="request", day="2026-10-01", told={"reader": "LECTEUR-8", "units": 1})
    enter(bench, "derogation", by, subject=asked, step="decision", day="2026-10-20", told={"units": 2})
    enter(bench, "derogation", by, step="early-opening", day="2026-10-20", told={"units": 2})
    first, second = rows(register_of_acts(DEROGATIONS, bench.tenant, None))
    assert (first["numero"], first["lecteur"], first["unites"]) == ("1", "LECTEUR-7", "3")
    assert first["etape"].startswith("décidée le ")
    assert first["decision"] == "2\u00a0unités accordées"
    assert (second["acte"], second["decision"]) == (str(other), "")
    assert second["etape"].startswith("demandée le ")


def test_the_figures_of_a_year(filled: Bench) -> None:
    today = day_of(filled.means.copies.clock())
    told = yearly_figures(filled.tenant, today.year, today)
    as_json = told.as_json()
    assert as_json["entries"] == {
        "versements": 3, "units": 10, "files": 3, "bytes": 24, "metres": "0.210", "modes": {"Versement": 2, "Don": 1},
        "supports": {"Support électronique": 2, "Support mixte": 1}, "agencies": 1,
    }  # fmt: skip
    assert as_json["held"]["versements"] == 3
    assert as_json["operations"]["rejet"]["entries"] == 1
    said = text(told.pdf(today, filled.means.copies.clock()))
    for expected in ("Entrées 3", "dont don 1", "Éliminations ordonnées 0", "24 octets", "0,21"):
        assert expected in said
    stream = io.BytesIO()
    told.write_csv(stream)
    assert "Sorties;Éliminations ordonnées;0;" in stream.getvalue().decode("utf-8-sig")
    before = yearly_figures(filled.tenant, today.year - 1, today).as_json()
    assert (before["entries"]["versements"], before["held"]["versements"], before["operations"]) == (0, 0, {})


def test_too_many_lines_for_a_pdf(filled: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(registers, "MOST_IN_PDF", 2)
    with pytest.raises(InvalidInput) as caught:
        register_of_entries(filled.tenant, None).pdf(date(2026, 11, 28), filled.means.copies.clock())
    assert caught.value.finding.code == "REG-001"


@pytest.mark.parametrize(
    ("instant", "day"),
    [
        ("2025-12-31T22:59:59.999999Z", date(2025, 12, 31)),
        ("2025-12-31T23:00:00.000000Z", date(2026, 1, 1)),
        ("2026-06-30T22:00:00.000000Z", date(2026, 7, 1)),
    ],
)
def test_days_are_those_of_the_wall(bench: Bench, instant: str, day: date) -> None:
    assert day_of(read_instant(instant)) == day


@pytest.mark.parametrize(
    ("said", "mode"),
    [
        (None, Acquisition.VERSEMENT),
        ("  ", Acquisition.VERSEMENT),
        ("VERSEMENT", Acquisition.VERSEMENT),
        ("Dépôt révocable de la paroisse", Acquisition.DEPOT),
        ("Réintégration après don manqué", Acquisition.REINTEGRATION),
        ("dation en paiement", Acquisition.LEGS),
        ("Londonien", Acquisition.AUTRE),
    ],
)
def test_modes_of_entry(said: str | None, mode: Acquisition) -> None:
    assert read_acquisition(said) is mode


def measured(text: str, unit: str = "metre") -> dict[str, str]:
    return {"@unit": unit, "#": text}


def test_linear_metres() -> None:
    assert linear_metres(None, measured("10.5", "centimetre"), measured("33", "centimetre")) == Decimal("0.105")
    assert linear_metres(measured("4", "inch"), measured("1"), None) == Decimal("0.1016")
    assert linear_metres(None, None, measured(" 1.2 ")) == Decimal("1.2")
    assert linear_metres(None, None, None) is None
    for wrong in ("1.2", measured("1e400"), measured("x"), measured("-1"), measured("1", "lieue"), measured("NaN")):
        assert linear_metres(wrong, None, measured("1")) is None


@given(st.decimals(0, LONGEST, places=3), st.sampled_from(sorted(METRES)))
def test_every_unit_of_seda_is_a_length(value: Decimal, unit: str) -> None:
    found = linear_metres(measured(f"{value:f}", unit), None, None)
    assert found == value * METRES[unit]
