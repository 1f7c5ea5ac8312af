"""From the proposition to the destruction, on a real archive: who may do what, what is destroyed, what is dropped."""

from __future__ import annotations

from pathlib import Path
from uuid import UUID

import pytest

from chartrier.catalog.archive import questions
from chartrier.curation.gels import Terms, set_gel
from chartrier.disposition.answering import agree, sign
from chartrier.disposition.executing import executable, execute
from chartrier.disposition.reading import proposition
from chartrier.errors import Conflict, InvalidInput, NotAllowed
from chartrier.rules.disposition.steps import Ground, Step
from chartrier.rules.disposition.visa import LineVerdict, Verdict
from tests.disposition.eliminating import Town, appraisal


def there(town: Town, units: list[UUID]) -> list[UUID]:
    return [unit for unit in units if questions.unit([town.bench.tenant.key], unit) is not None]


def test_the_whole_way(town: Town, tmp_path: Path) -> None:
    tenant, copies = town.bench.tenant, town.place.archive.copies
    first = town.dossier(tmp_path, "Factures")
    second = town.dossier(tmp_path, "Marchés")
    kept = town.dossier(tmp_path, "Délibérations", appraisal(final="Keep"))
    proposed = town.propose(*first, *second, *kept)
    assert [line.title for line in proposed.analysis.lines] == ["Factures", "Marchés"]
    assert [line.units for line in proposed.analysis.lines] == [3, 3]
    assert {each.unit: str(each.why) for each in proposed.analysis.left_out} == {
        **dict.fromkeys([*first[1:], *second[1:]], "beneath"),
        **dict.fromkeys(kept, "kept"),
    }
    number = proposed.number
    with pytest.raises(Conflict, match="RUL-300"):
        sign(number, tenant, copies, town.people["maire"], attests=True)
    with pytest.raises(NotAllowed, match="DSP-001"):
        agree(number, tenant, copies, town.people["archiviste"])
    town.sign(number)
    with pytest.raises(Conflict, match="RUL-300"):
        execute(number, 3, tenant, copies, town.people["exploitant"])
    refused = LineVerdict(2, Verdict.REFUSE, "série à conserver", "Conserver")
    town.visa(number, LineVerdict(1, Verdict.ACCORDE), refused)
    with pytest.raises(NotAllowed, match="RUL-301"):
        execute(number, 3, tenant, copies, town.people["archiviste"])
    with pytest.raises(InvalidInput, match="RUL-306"):
        execute(number, 6, tenant, copies, town.people["exploitant"])
    assert executable(number, tenant, copies).units == {*first}
    done = execute(number, 3, tenant, copies, town.people["exploitant"])
    assert done.ordered.owing == ()
    assert proposition(tenant, number).state.step is Step.DONE
    assert there(town, [*first, *second, *kept]) == [*second, *kept]
    assert town.bench.is_proven()
    with pytest.raises(Conflict, match="RUL-300"):
        execute(number, 3, tenant, copies, town.people["exploitant"])
    again = town.propose(*second)
    assert again.number.endswith("-002")


def test_what_is_proposed_is_not_proposed_twice(town: Town, tmp_path: Path) -> None:
    units = town.dossier(tmp_path, "Courrier")
    number = town.propose(*units).number
    with pytest.raises(Conflict, match="DSP-005"):
        town.propose(*units)
    agree(number, town.bench.tenant, town.place.archive.copies, town.people["chef"], granted=False, motive="en cours")
    assert town.propose(*units).number != number


def test_what_changes_after_the_visa_is_dropped(town: Town, tmp_path: Path) -> None:
    tenant, copies = town.bench.tenant, town.place.archive.copies
    held, stays, goes = (town.dossier(tmp_path, title) for title in ("Gelé", "Prolongé", "Parti"))
    longer = town.dossier(tmp_path, "Trentenaire", appraisal("R30", "1990-01-01"))
    number = town.propose(held[0], stays[0], goes[0], longer[0]).number
    town.sign(number)
    town.visa(number, *(LineVerdict(line, Verdict.ACCORDE) for line in (1, 2, 3, 4)))
    from datetime import date

    set_gel(
        [held[1]],
        Terms("Procès", "contentieux", "tribunal", date(2027, 1, 1)),
        tenant,
        copies,
        town.people["archiviste"],
    )
    town.rules(
        "RuleId,RuleType,RuleValue,RuleDescription,RuleDuration,RuleMeasurement\n"
        "R10,AppraisalRule,Dix ans,,10,Year\nR30,AppraisalRule,Quarante ans,,40,Year\n"
    )
    would = executable(number, tenant, copies)
    assert (would.lines, dict(would.dropped)) == ((2, 3), {1: "hold", 4: "rules"})
    execute(number, 6, tenant, copies, town.people["exploitant"])
    assert there(town, [*held, *stays, *goes, *longer]) == [*held, *longer]
    assert proposition(tenant, number).state.order.dropped == (1, 4)  # type: ignore[union-attr]
    assert town.bench.is_proven()


def test_a_draft_takes_two_people(town: Town, tmp_path: Path) -> None:
    tenant, copies = town.bench.tenant, town.place.archive.copies
    draft = town.dossier(tmp_path, "Brouillons", "")
    running = town.dossier(tmp_path, "En cours", appraisal(start="2020-01-01"))
    with pytest.raises(Conflict, match="DSP-005"):
        town.propose(*draft)
    proposed = town.propose(*draft, *running, ground=Ground.BROUILLON)
    assert [line.unit for line in proposed.analysis.lines] == [draft[0]]
    with pytest.raises(Conflict, match="RUL-300"):
        execute(proposed.number, 3, tenant, copies, town.people["exploitant"])
    with pytest.raises(NotAllowed, match="RUL-301"):
        agree(proposed.number, tenant, copies, town.people["archiviste"])
    agree(proposed.number, tenant, copies, town.people["responsable"])
    execute(proposed.number, 3, tenant, copies, town.people["responsable"])
    assert there(town, [*draft, *running]) == running


def test_the_index_made_again_has_the_same_rows(town: Town, tmp_path: Path) -> None:
    number = town.propose(*town.dossier(tmp_path, "Listes")).number
    town.sign(number)
    town.visa(number)
    town.place.same_when_made_again(town.bench)
