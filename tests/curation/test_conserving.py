"""Units become archives définitives: with all below, by a service, on French soil, and only a second act undoes it."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path
from uuid import UUID, uuid4

import pytest

from chartrier.administration.referential import look_at_import, take_import
from chartrier.administration.tenants import change_custody, change_policy
from chartrier.catalog.conservation.register import definitive
from chartrier.curation.conserving import Letter, Position, conserve, end_conservation
from chartrier.errors import Conflict, InvalidInput, NotAllowed, NotFound
from chartrier.records.actor import Actor
from chartrier.records.roles import Role
from tests.actors import entered
from tests.curation.conftest import Place
from tests.curation.test_correcting import corrected, setting
from tests.curation.test_gels import dossier
from tests.ingest.archive import Bench

LETTER = Letter("Réponse (scan).PDF", b"%PDF-1.7 lettre\n")
POSITION = Position("avis favorable à la conservation", date(2026, 11, 3), LETTER)


def served(bench: Bench) -> None:
    bench.tenant = change_custody(bench.tenant.code, service="Archives départementales du Finistère")


def definitives(bench: Bench, units: list[UUID]) -> list[UUID]:
    return sorted(definitive(bench.tenant.key, units))


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
    assert conserve([units[1]], POSITION, bench.tenant, copies, archiviste, french_soil=True).units == 1
    place.same_when_made_again(bench)
