"""What another producer versé to an archives service: nothing goes without its visa, nor before its three months."""

from __future__ import annotations

import dataclasses
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from chartrier import clock
from chartrier.administration.tenants import change_custody, change_visa_terms
from chartrier.copies.acting import Act
from chartrier.copies.copies import Copies
from chartrier.copies.destruction.ordering import order
from chartrier.disposition import versed
from chartrier.disposition.answering import agree, sign
from chartrier.disposition.attesting import answered
from chartrier.disposition.executing import executable, execute
from chartrier.disposition.reading import proposition
from chartrier.disposition.versed import Written
from chartrier.errors import ChartrierError, Conflict, InvalidInput, NotAllowed
from chartrier.rules.disposition.steps import Answer, Ground, Step, delay_end
from chartrier.rules.disposition.visa import Form
from tests.days import today
from tests.disposition.eliminating import SCAN, Town
from tests.disposition.test_eliminating import there
from tests.disposition.test_verified import as_executed, refusals

PRODUCER = "SERVICE-PRODUCTEUR"


@pytest.fixture
def served(town: Town) -> Town:
    """A town that an archives service serves, and whose AD agreed to the visa of producers."""
    change_custody(town.bench.tenant.code, service="Archives municipales")
    town.bench.tenant = change_visa_terms(town.bench.tenant.code, types=["versees"])
    return town


def proposed(town: Town, folder: Path, producer: str = PRODUCER) -> tuple[str, list[Any]]:
    units = town.dossier(folder, "Versé", documents=1)
    return town.propose(units[0], ground=Ground.VERSEES, producer=producer).number, units


def inform(town: Town, number: str, day: date | None = None, by: str = "archiviste") -> None:
    copies = town.place.archive.copies
    versed.inform(number, day or today(), "lettre 12", SCAN, town.bench.tenant, copies, town.people[by])


def answer(town: Town, number: str, said: Answer, form: Form = Form.PAPIER, by: str = "archiviste") -> None:
    on_paper = form is Form.PAPIER
    written = Written(
        said, today(), form, "" if said.agrees else "à nous", SCAN if on_paper else None, "carton 4", "M. Roux"
    )
    versed.answer(number, written, town.bench.tenant, town.place.archive.copies, town.people[by])


def end(town: Town, number: str) -> None:
    """The signature and the visa."""
    sign(number, town.bench.tenant, town.place.archive.copies, town.people["maire"], attests=True)
    town.visa(number)


def run(town: Town, number: str, copies: Copies | None = None) -> Any:
    tenant, here = town.bench.tenant, copies or town.place.archive.copies
    return execute(number, len(executable(number, tenant, here).units), tenant, here, town.people["exploitant"])


def later(town: Town, days: int) -> Copies:
    return dataclasses.replace(town.place.archive.copies, clock=lambda: clock.now() + timedelta(days))


def state(town: Town, number: str) -> Any:
    return proposition(town.bench.tenant, number).state


def test_it_waits_three_months_unless_the_producer_renounced(served: Town, tmp_path: Path) -> None:
    town = served
    number, units = proposed(town, tmp_path)
    with pytest.raises(Conflict, match="RUL-300"):
        answer(town, number, Answer.ACCORD)
    with pytest.raises(Conflict, match="RUL-300"):
        agree(number, town.bench.tenant, town.place.archive.copies, town.people["chef"])
    inform(town, number)
    with pytest.raises(Conflict, match="RUL-300"):
        inform(town, number)
    answer(town, number, Answer.ACCORD)
    end(town, number)
    until = delay_end(state(town, number))
    assert until is not None
    assert 89 <= (until - today()).days <= 92
    for days in (0, (until - today()).days - 1):
        with pytest.raises(Conflict, match="RUL-312"):
            run(town, number, later(town, days))
    assert there(town, units) == units
    paper = answered(proposition(town.bench.tenant, number), town.bench.tenant, town.place.archive.copies)
    assert paper.by_producer is not None
    assert (paper.by_producer.name, paper.by_producer.quality) == ("M. Roux", "producteur versant")
    assert "producteur versant" in paper.lines[0].visa_type


def test_it_goes_at_once_when_the_producer_renounced_in_writing(served: Town, tmp_path: Path) -> None:
    town = served
    number, units = proposed(town, tmp_path)
    inform(town, number)
    answer(town, number, Answer.RENONCE, Form.APPLICATION, by="chef")
    end(town, number)
    run(town, number)
    assert there(town, units) == []
    assert refusals(town) == []
    assert town.bench.is_proven()
    town.place.same_when_made_again(town.bench)


def test_its_silence_is_never_a_visa(served: Town, tmp_path: Path) -> None:
    town = served
    number, units = proposed(town, tmp_path)
    inform(town, number)
    with pytest.raises(Conflict, match="RUL-300"):
        sign(number, town.bench.tenant, later(town, 200), town.people["maire"], attests=True)
    with pytest.raises(ChartrierError):
        run(town, number, later(town, 200))
    assert there(town, units) == units


@pytest.mark.parametrize("said", [Answer.REPRISE, Answer.REFUS])
def test_what_it_takes_back_or_refuses_stays(served: Town, tmp_path: Path, said: Answer) -> None:
    town = served
    number, units = proposed(town, tmp_path)
    inform(town, number)
    answer(town, number, said)
    assert state(town, number).step is Step.CLOSED
    with pytest.raises(ChartrierError):
        run(town, number, later(town, 200))
    assert there(town, units) == units
    assert refusals(town) == []


def test_it_is_off_and_of_one_producer(town: Town, tmp_path: Path) -> None:
    change_custody(town.bench.tenant.code, service="Archives municipales")
    town.bench.tenant = change_visa_terms(town.bench.tenant.code)
    with pytest.raises(NotAllowed, match="RUL-314"):
        proposed(town, tmp_path)
    town.bench.tenant = change_visa_terms(town.bench.tenant.code, types=["versees"])
    unit = town.dossier(tmp_path, "Autre", documents=1)[0]
    for producer in ("AUTRE", ""):
        with pytest.raises(InvalidInput, match="DSP-048"):
            town.propose(unit, ground=Ground.VERSEES, producer=producer)


def test_without_an_archives_service_nothing_was_verse(town: Town, tmp_path: Path) -> None:
    town.bench.tenant = change_visa_terms(town.bench.tenant.code, types=["versees"])
    with pytest.raises(InvalidInput, match="DSP-049"):
        proposed(town, tmp_path)


def test_who_may_inform_and_answer(served: Town, tmp_path: Path) -> None:
    town = served
    number, _ = proposed(town, tmp_path)
    for name in ("chef", "maire", "exploitant", "directrice"):
        with pytest.raises(NotAllowed):
            inform(town, number, by=name)
    with pytest.raises(InvalidInput, match="RUL-310"):
        inform(town, number, today() - timedelta(1))
    inform(town, number)
    for name in ("archiviste", "maire", "exploitant"):
        with pytest.raises(NotAllowed):
            answer(town, number, Answer.ACCORD, Form.APPLICATION, by=name)


def test_an_order_within_the_three_months_is_refused_by_verify(served: Town, tmp_path: Path) -> None:
    town = served
    number, units = proposed(town, tmp_path)
    inform(town, number)
    answer(town, number, Answer.ACCORD)
    end(town, number)
    members, files, subject = as_executed(town, number)
    members["ground"] = "versees"
    tenant, copies = town.bench.tenant, town.place.archive.copies
    order(Act("elimination", members, subject, files), units, tenant, copies, town.people["exploitant"])
    assert any(each.startswith("VER-077") for each in refusals(town))
