"""From the proposition to the destruction, on a real archive: who may do what, what is destroyed, what is dropped."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from uuid import UUID

import pytest

from chartrier.access.history import history
from chartrier.administration.series.adopting import adopt
from chartrier.administration.series.tableau import Making
from chartrier.administration.tenants import change_custody
from chartrier.catalog.archive import questions
from chartrier.catalog.conservation.register import definitive
from chartrier.copies.copies import Attested, Copies
from chartrier.copies.destruction.finishing import finish_orders
from chartrier.curation.conserving import Position, conserve
from chartrier.curation.gels import Terms, set_gel
from chartrier.disposition.answering import agree, sign
from chartrier.disposition.attesting import ATTESTATION, attestation_documents, attestation_file
from chartrier.disposition.executing import executable, execute
from chartrier.disposition.keeping import kept_of
from chartrier.disposition.reading import proposition
from chartrier.errors import Conflict, IntegrityFailure, InvalidInput, NotAllowed, Unavailable
from chartrier.papers.findings import NOT_LAID_OUT
from chartrier.records.tenant import Tenant
from chartrier.rules.disposition.sampling import Sorted, draw, read_method
from chartrier.rules.disposition.steps import Ground, Step
from chartrier.rules.disposition.visa import LineVerdict, Verdict
from chartrier.rules.series.shipped import Kind
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
    told = history(second[1], tenant, copies)
    ways = ["versement", "proposition", "assentiment", "signature", "visa", "elimination", "attestation"]
    assert [event.operation for event in told] == ways
    assert told[1].said == {"number": number, "line": 2}
    assert told[4].said == {"verdict": "refusé", "motive": "série à conserver"}
    gone = history(first[1], tenant, copies)
    assert [event.operation for event in gone] == ways[1:]
    assert gone[3].said["verdict"] == "accordé"
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
    set_gel(
        [held[1]],
        Terms("Procès", "contentieux", "tribunal", date(2099, 1, 1)),
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
    (dropped,) = [each for each in history(held[1], tenant, copies) if each.operation == "elimination"]
    assert dropped.said == {"dropped": "hold"}
    assert there(town, [*held, *stays, *goes, *longer]) == [*held, *longer]
    assert proposition(tenant, number).state.order.dropped == (1, 4)  # type: ignore[union-attr]
    assert town.bench.is_proven()


def test_a_draft_takes_two_people(town: Town, tmp_path: Path) -> None:
    tenant, copies = town.bench.tenant, town.place.archive.copies
    draft = town.dossier(tmp_path, "Brouillons", "")
    running = town.dossier(tmp_path, "En cours", appraisal(start="2020-01-01"))
    with pytest.raises(Conflict, match="DSP-005"):
        town.propose(*draft)
    kept = town.dossier(tmp_path, "À conserver", "<AppraisalRule><FinalAction>Keep</FinalAction></AppraisalRule>")
    with pytest.raises(Conflict, match="DSP-005"):
        town.propose(*kept, ground=Ground.BROUILLON)
    proposed = town.propose(*draft, *running, *kept, ground=Ground.BROUILLON)
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
    execute(number, 3, town.bench.tenant, town.place.archive.copies, town.people["exploitant"])
    town.place.same_when_made_again(town.bench)


def test_a_double_is_proven_by_its_digest(town: Town, tmp_path: Path) -> None:
    tenant, copies = town.bench.tenant, town.place.archive.copies
    original = town.dossier(tmp_path, "Original", content="le même")
    double = town.dossier(tmp_path, "Double", content="le même")
    shorter = town.dossier(tmp_path, "Court", appraisal(start="2005-01-01"), content="ailleurs")
    longer = town.dossier(tmp_path, "Long", appraisal(start="2012-01-01"), content="ailleurs")
    alone = town.dossier(tmp_path, "Seul")
    with pytest.raises(Conflict, match="DSP-005"):
        town.propose(original[0], double[0], longer[0], alone[0], ground=Ground.DOUBLE)
    proposed = town.propose(double[0], shorter[0], ground=Ground.DOUBLE)
    assert [line.unit for line in proposed.analysis.lines] == [double[0], shorter[0]]
    agree(proposed.number, tenant, copies, town.people["responsable"])
    # what it is a double of is proposed meanwhile: it does not stay any more
    town.propose(original[0])
    assert dict(executable(proposed.number, tenant, copies).dropped) == {1: "double"}
    execute(proposed.number, 3, tenant, copies, town.people["exploitant"])
    assert there(town, [*original, *double, *shorter, *longer]) == [*original, *double, *longer]


def test_what_is_forged_in_the_index_is_not_executed(town: Town, tmp_path: Path) -> None:
    tenant, copies = town.bench.tenant, town.place.archive.copies
    number = town.propose(*town.dossier(tmp_path, "Convoité"), *town.dossier(tmp_path, "Autre")).number
    town.sign(number)
    act = town.visa(
        number,
        LineVerdict(1, Verdict.ACCORDE),
        LineVerdict(2, Verdict.REFUSE, "à garder"),
    )
    with town.place.home.database.connect("postgres") as connection:
        connection.execute(
            "UPDATE acts_act SET record = jsonb_set(jsonb_set(record, '{verdicts,1,verdict}', '\"accordé\"'),"
            " '{verdicts,1,sort_final}', 'null') WHERE id = %s",
            [act],
        )
    assert proposition(tenant, number).state.executable == (1, 2)
    assert executable(number, tenant, copies).lines == (1,)
    with pytest.raises(InvalidInput, match="RUL-306"):
        execute(number, 6, tenant, copies, town.people["exploitant"])
    for copy in town.place.archive.settings.copies.values():
        for file in (copy / tenant.code / "packages").rglob(f"{act}/v1/content/operation.json"):
            file.chmod(0o600)
            file.write_bytes(file.read_bytes().replace("refusé".encode(), "accordé".encode()))
    with pytest.raises(IntegrityFailure):
        execute(number, 6, tenant, copies, town.people["exploitant"])


def test_a_sample_is_kept_and_the_rest_goes_by_visa(town: Town, tmp_path: Path) -> None:
    tenant, copies = town.bench.tenant, town.place.archive.copies
    making = Making(tenant, copies, town.people["archiviste"], confirmed=True)
    adopt(Kind.COMMUNE, ["S008"], making)
    declared = appraisal("S008", "2010-01-01", "Keep")
    each = [town.dossier(tmp_path, f"Courrier {n}", declared, documents=1) for n in range(5)]
    with pytest.raises(Conflict, match="DSP-005"):
        town.propose(*(units[0] for units in each))
    sampling = read_method("1/3")
    proposed = town.propose(*(units[0] for units in each), ground=Ground.TRI, sampling=sampling)
    sample = proposed.analysis.sample
    assert sample is not None and len(sample.kept) == 2 and len(sample.going) == 3
    assert {line.unit for line in proposed.analysis.lines} == {*sample.going}
    assert {line.title for line in proposed.analysis.lines} == {"Courrier administratif général"}
    again = draw(sampling, [Sorted(units[0], "", None) for units in each])
    assert (again.seed, {*again.kept}) == (sample.seed, {*sample.kept})
    town.sign(proposed.number)
    town.visa(proposed.number, *(LineVerdict(line, Verdict.ACCORDE) for line in (1, 2, 3)))
    execute(proposed.number, 6, tenant, copies, town.people["exploitant"])
    assert there(town, [units[0] for units in each]) == sorted(sample.kept)
    kept = kept_of(proposed.number, tenant, copies)
    assert (kept.number, {*kept.units}) == (proposed.number, {*sample.kept})
    service = change_custody(tenant.code, service="Archives départementales du Nord")
    position = Position("tri visé", kept.day)
    done = conserve(kept.units, position, service, copies, town.people["archiviste"], french_soil=True)
    assert done.units == 4
    assert {*kept.units} <= {*definitive(tenant.key, kept.units)}


def test_only_what_a_visa_sorted_is_kept_so(town: Town, tmp_path: Path) -> None:
    number = town.propose(*town.dossier(tmp_path, "Factures")).number
    town.sign(number)
    town.visa(number)
    with pytest.raises(Conflict, match="DSP-043"):
        kept_of(number, town.bench.tenant, town.place.archive.copies)


def test_an_attestation_without_its_document_is_given_again_with_it(town: Town, tmp_path: Path) -> None:
    tenant, whole = town.bench.tenant, town.place.archive.copies
    tried: list[UUID] = []

    def press(attested: Attested, tenant: Tenant, copies: Copies) -> Mapping[str, bytes]:
        tried.append(attested.order)
        if len(tried) == 1:
            raise Unavailable(NOT_LAID_OUT, paper="attestation", reason="died")
        return attestation_documents(attested, tenant, copies)

    copies = replace(whole, attest=press)
    number = town.propose(*town.dossier(tmp_path, "Factures")).number
    town.sign(number)
    town.visa(number)
    order = execute(number, 3, tenant, copies, town.people["exploitant"]).ordered.act
    finish_orders(tenant, copies)
    finish_orders(tenant, copies)
    assert tried == [order, order]
    found = proposition(tenant, number)
    bare, documented = (record for _, record in found.acts if record["operation"] == "attestation")
    assert (bare["files"], list(documented["files"])) == ({}, [ATTESTATION])
    assert (documented["purged"], documented["owing"]) == (bare["purged"], [])
    assert found.state.step is Step.DONE
    assert attestation_file(found, tenant, whole).startswith(b"%PDF-")
    assert town.bench.is_proven()
    town.place.same_when_made_again(town.bench)


def test_what_is_destroyed_is_attested_even_without_its_document(town: Town, tmp_path: Path) -> None:
    tenant = town.bench.tenant

    def no_press(attested: Attested, tenant: Tenant, copies: Copies) -> Mapping[str, bytes]:
        raise Unavailable(NOT_LAID_OUT, paper="attestation", reason="died")

    copies = replace(town.place.archive.copies, attest=no_press)
    number = town.propose(*town.dossier(tmp_path, "Factures")).number
    town.sign(number)
    town.visa(number)
    assert execute(number, 3, tenant, copies, town.people["exploitant"]).ordered.owing == ()
    found = proposition(tenant, number)
    assert found.state.step is Step.DONE
    assert [record["files"] for _, record in found.acts if record["operation"] == "attestation"] == [{}]
    assert attestation_file(found, tenant, copies).startswith(b"%PDF-")
    assert town.bench.is_proven()
    finish_orders(tenant, town.place.archive.copies)
    town.place.same_when_made_again(town.bench)
