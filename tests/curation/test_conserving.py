"""Units become archives définitives: with all below, by a service, on French soil, and only a second act undoes it."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from django.db import connections

from chartrier.administration.referential import look_at_import, take_import
from chartrier.administration.tenants import change_custody, change_policy
from chartrier.catalog.conservation.register import definitive
from chartrier.catalog.legal_days import DAY
from chartrier.catalog.rules.due import count_due, due_units
from chartrier.catalog.transaction import transaction
from chartrier.clock import day_of
from chartrier.copies.copies import Copies
from chartrier.curation.conserving import Letter, Position, conserve, end_conservation
from chartrier.curation.gels import set_gel
from chartrier.errors import Conflict, InvalidInput, NotAllowed, NotFound
from chartrier.records.actor import Actor
from chartrier.records.roles import Role
from chartrier.registers.conservations import register_of_conservations
from chartrier.rules.categories import Category
from tests.actors import entered
from tests.curation.conftest import Place
from tests.curation.test_correcting import corrected, setting
from tests.curation.test_gels import TERMS, dossier
from tests.ingest.archive import Bench
from tests.papers.reading import text
from tests.registers.test_registers import rows

LETTER = Letter("Réponse (scan).PDF", b"%PDF-1.7 lettre\n")
POSITION = Position("avis favorable à la conservation", date(2026, 11, 3), LETTER)


def served(bench: Bench) -> None:
    bench.tenant = change_custody(bench.tenant.code, service="Archives départementales du Finistère")


def definitives(bench: Bench, units: list[UUID]) -> list[UUID]:
    return sorted(definitive(bench.tenant.key, units))


def test_the_register_of_archives_definitives(place: Place, bench: Bench, archiviste: Actor, tmp_path: Path) -> None:
    units, other, copies = dossier(bench, tmp_path), dossier(bench, tmp_path, "G-2"), place.archive.copies
    served(bench)
    first = conserve([units[0]], POSITION, bench.tenant, copies, archiviste, french_soil=True)
    undone = conserve([other[1]], Position("=avis", POSITION.day), bench.tenant, copies, archiviste, french_soil=True)
    end_conservation(undone.act, "erreur", bench.tenant, copies, archiviste)
    register = register_of_conservations(bench.tenant, copies, None)
    kept, ended = rows(register)
    assert (kept["numero"], kept["acte"], kept["position_ad"]) == ("1", str(first.act), POSITION.text)
    assert (kept["position_du"], kept["service"]) == ("2026-11-03", "Archives départementales du Finistère")
    assert (kept["unites"], kept["fichiers"], kept["octets"], kept["annule_le"]) == ("3", "2", "4", "")
    today = day_of(copies.clock())
    assert (ended["position_ad"], ended["unites"], ended["fichiers"]) == ("'=avis", "1", "0")
    assert ended["annule_le"] == today.isoformat()
    said = text(register.pdf(today, copies.clock()))
    for expected in ("Registre des archives définitives", "du 03/11/2026", "4 octets", "Total : 2 actes"):
        assert expected in said
    assert rows(register_of_conservations(bench.tenant, copies, today.year - 1)) == []


def test_made_definitive_and_undone(place: Place, bench: Bench, archiviste: Actor, tmp_path: Path) -> None:
    units, copies = dossier(bench, tmp_path), place.archive.copies
    other = dossier(bench, tmp_path, "G-2")
    served(bench)
    first = conserve([units[1]], POSITION, bench.tenant, copies, archiviste, french_soil=True)
    assert (first.units, definitives(bench, units + other)) == (1, [units[1]])
    whole = conserve([units[0]], POSITION, bench.tenant, copies, archiviste, french_soil=True)
    assert (whole.units, definitives(bench, units + other)) == (2, units)
    with pytest.raises(InvalidInput):
        conserve(units, POSITION, bench.tenant, copies, archiviste, french_soil=True)
    place.same_when_made_again(bench)
    with pytest.raises(InvalidInput):
        end_conservation(first.act, " ", bench.tenant, copies, archiviste)
    assert end_conservation(first.act, "erreur d'unité", bench.tenant, copies, archiviste).units == 1
    assert definitives(bench, units + other) == [units[0], units[2]]
    with pytest.raises(NotFound):
        end_conservation(first.act, "encore", bench.tenant, copies, archiviste)
    with pytest.raises(NotFound):
        end_conservation(uuid4(), "quoi", bench.tenant, copies, archiviste)
    assert bench.is_proven()
    place.same_when_made_again(bench)
    (content,) = [path / "v1/content" for path in bench.packages() if path.name == str(whole.act)]
    assert (content / "lettre.pdf").read_bytes() == LETTER.data
    assert "Finistère" not in (content / "operation.json").read_text()


def test_where_nobody_may_hold_them(place: Place, bench: Bench, archiviste: Actor, tmp_path: Path) -> None:
    units, copies = dossier(bench, tmp_path), place.archive.copies

    def refused(code: str) -> None:
        with pytest.raises(Conflict) as caught:
            conserve(units, POSITION, bench.tenant, copies, archiviste, french_soil=True)
        assert caught.value.finding.code == code
        assert "dépôt" in caught.value.finding.remedy("fr")

    refused("CUR-030")
    bench.tenant = change_custody(bench.tenant.code, population=2_000)
    refused("CUR-030")
    bench.tenant = change_custody(bench.tenant.code, population=1_999)
    refused("CUR-035")
    bench.tenant = change_custody(bench.tenant.code, service="Service commun de l'EPCI")
    # a change of policy keeps what was declared
    bench.tenant = change_policy(bench.tenant.code, know=["accord=ACCORD-1"])
    assert (bench.tenant.custody.service, bench.tenant.custody.population) == ("Service commun de l'EPCI", 1_999)
    with pytest.raises(InvalidInput):
        conserve(units, POSITION, bench.tenant, copies, archiviste, french_soil=False)
    with pytest.raises(InvalidInput):
        conserve([], POSITION, bench.tenant, copies, archiviste, french_soil=True)
    with pytest.raises(NotAllowed):
        conserve(
            units, POSITION, bench.tenant, copies, entered(place.archive, bench.tenant, Role.VISA), french_soil=True
        )
    assert definitives(bench, units) == []
    bench.tenant = change_custody(bench.tenant.code, service="")
    refused("CUR-035")


REFERENTIAL = (
    "RuleId,RuleType,RuleValue,RuleDescription,RuleDuration,RuleMeasurement\n"
    "APP-1,AppraisalRule,Un an,,1,Year\nAPP-99,AppraisalRule,Longtemps,,99,Year\n"
)


def test_not_before_the_end_of_the_dua(place: Place, bench: Bench, archiviste: Actor, tmp_path: Path) -> None:
    units, copies = dossier(bench, tmp_path), place.archive.copies
    served(bench)
    looked = look_at_import(io.BytesIO(REFERENTIAL.encode()), "rules.csv", bench.tenant, copies)
    take_import(looked, bench.tenant, copies, archiviste)

    def running(*rules: str) -> None:
        corrected(place, bench, archiviste, setting(units[0], "AppraisalRule/FinalAction=Keep", rules=rules))
        with pytest.raises(Conflict) as caught:
            conserve([units[1]], POSITION, bench.tenant, copies, archiviste, french_soil=True)
        assert caught.value.finding.code == "CUR-032"

    # its start is not known; then it is, and late; then nobody knows the rule
    running("add AppraisalRule APP-1")
    running("change AppraisalRule APP-1 2026-11-20")
    running("change AppraisalRule APP-1 2020-01-01", "add AppraisalRule APP-99 2020-01-01")
    running("remove AppraisalRule APP-99", "add AppraisalRule INCONNUE 2001-01-01")
    corrected(place, bench, archiviste, setting(units[0], rules=("remove AppraisalRule INCONNUE",)))
    key, today = bench.tenant.key, date(2026, 11, 28)

    def due() -> dict[UUID, bool]:
        listed = due_units(key, Category.APPRAISAL, today, limit=10)
        assert count_due(key, Category.APPRAISAL, today) == len(listed)
        return {each.unit: each.held for each in listed}

    assert due() == dict.fromkeys(units, False)
    set_gel([units[2]], TERMS, bench.tenant, copies, archiviste)
    assert due() == dict.fromkeys(units, False) | {units[2]: True}
    assert conserve([units[1]], POSITION, bench.tenant, copies, archiviste, french_soil=True).units == 1
    assert due() == {units[0]: False, units[2]: True}
    place.same_when_made_again(bench)


def test_the_end_of_a_dua_is_a_day_in_france(place: Place, bench: Bench, archiviste: Actor, tmp_path: Path) -> None:
    units, copies = dossier(bench, tmp_path), place.archive.copies
    served(bench)
    looked = look_at_import(io.BytesIO(REFERENTIAL.encode()), "rules.csv", bench.tenant, copies)
    take_import(looked, bench.tenant, copies, archiviste)
    rules = ("add AppraisalRule APP-1 2035-01-01",)
    corrected(place, bench, archiviste, setting(units[0], "AppraisalRule/FinalAction=Keep", rules=rules))

    def at(instant: datetime) -> Copies:
        return replace(copies, clock=lambda: instant)

    with pytest.raises(Conflict):
        conserve(
            [units[1]], POSITION, bench.tenant, at(datetime(2035, 12, 31, 22, 59, tzinfo=UTC)), archiviste,
            french_soil=True,
        )  # fmt: skip
    new_year = at(datetime(2035, 12, 31, 23, 0, tzinfo=UTC))
    assert conserve([units[1]], POSITION, bench.tenant, new_year, archiviste, french_soil=True).units == 1


def test_postgresql_finds_the_same_days(place: Place) -> None:
    instants = [datetime(2026, 1, 1, 22, 30, tzinfo=UTC) + timedelta(hours=7 * number) for number in range(5_000)]
    with transaction([]), connections["default"].cursor() as cursor:
        cursor.execute(f"SELECT {DAY.format('instant')} FROM unnest(%s::timestamptz[]) instant", [instants])
        assert [day for (day,) in cursor.fetchall()] == [day_of(instant) for instant in instants]
