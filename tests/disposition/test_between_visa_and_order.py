"""What happens between a visa and the destruction, and while the order is computed: it counts, or nothing goes."""

from __future__ import annotations

import dataclasses
import io
import threading
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from chartrier.administration.habilitations import declare_to
from chartrier.administration.series.adopting import adopt
from chartrier.administration.series.tableau import Making
from chartrier.catalog.acts.register import acts_of
from chartrier.catalog.people import directory
from chartrier.copies.copies import Copies
from chartrier.curation.gels import Terms, set_gel
from chartrier.disposition.answering import agree, sign
from chartrier.disposition.executing import executable, execute
from chartrier.disposition.reading import proposition, propositions
from chartrier.disposition.withdrawing import Asked, ask_withdrawal, confirm_withdrawal
from chartrier.errors import ChartrierError, Conflict, NotAllowed
from chartrier.records.finding import Findings
from chartrier.records.policy import VisaTerms
from chartrier.records.roles import Role
from chartrier.rules.disposition.sampling import read_method
from chartrier.rules.disposition.steps import Ground, Step
from chartrier.rules.disposition.visa import Form, LineVerdict, Verdict, read_verdicts
from chartrier.rules.disposition.withdrawal import Motive, Proof
from chartrier.rules.series.shipped import Kind
from tests.actors import entered
from tests.copies.destroying import TITLE, needles, rows_with
from tests.curation.test_correcting import corrected, setting
from tests.disposition.eliminating import RULES, Town, appraisal
from tests.disposition.test_eliminating import there

GEL = Terms("Procès", "contentieux", "tribunal", date(2099, 1, 1))
HOLD = "<HoldRule><Rule>HOL-1</Rule><StartDate>2020-01-01</StartDate></HoldRule>"


def vised(town: Town, *units: UUID) -> str:
    """The number of a proposition with its visa."""
    number = town.propose(*units).number
    town.sign(number)
    town.visa(
        number, *(LineVerdict(line, Verdict.ACCORDE) for line in proposition(town.bench.tenant, number).state.lines)
    )
    return number


def when_computed(town: Town, do: Callable[[], Any]) -> Copies:
    """Copies on which something happens once, between the computation of an order and its transaction."""
    left = [do]

    def breakpoint_(name: str) -> None:
        if name == "computed" and left:
            left.pop()()

    return dataclasses.replace(town.place.archive.copies, breakpoint=breakpoint_)


def same_person(town: Town, one: str, other: str) -> None:
    """The directory learns that two accounts are one person, and tells the journal."""
    principal = town.people[one].principal
    directory.set_principal([town.people[other].person], principal)
    declare_to(directory.person(town.people[other].person), town.bench.tenant, town.place.archive.copies)
    town.people[other] = dataclasses.replace(town.people[other], principal=principal)


def without_role(town: Town, name: str, role: Role) -> None:
    directory.take_role(town.bench.tenant.key, town.people[name].person, role)
    declare_to(directory.person(town.people[name].person), town.bench.tenant, town.place.archive.copies)


def test_what_happens_while_the_order_is_computed(town: Town, tmp_path: Path) -> None:
    """A gel, a correction, a longer DUA."""
    tenant, copies, archiviste = town.bench.tenant, town.place.archive.copies, town.people["archiviste"]
    held, titled, ruled = (town.dossier(tmp_path, title) for title in ("Gelé", "Corrigé", "Prolongé"))
    for units, change in (
        (held, lambda: set_gel([held[1]], GEL, tenant, copies, archiviste)),
        (titled, lambda: corrected(town.place, town.bench, archiviste, setting(titled[1], "Title=Autre"))),
        (ruled, lambda: town.rules(RULES.replace(",10,Year", ",30,Year"))),
    ):
        number, how = vised(town, units[0]), when_computed(town, change)
        with pytest.raises(Conflict, match="DSP-007"):
            execute(number, 3, tenant, how, town.people["exploitant"])
        assert there(town, units) == units
    assert acts_of(tenant.key, ["elimination"]) == []
    assert town.bench.is_proven()


def test_a_person_changes_while_the_order_is_computed(town: Town, tmp_path: Path) -> None:
    """The role of whoever executes is taken away; or they turn out to be who proposed, or who proposed to be them."""
    tenant = town.bench.tenant
    units = town.dossier(tmp_path, "Convoité")
    number = vised(town, units[0])
    town.people["autre"] = entered(town.place.archive, tenant, Role.EXPLOITANT)
    for name, change in (
        ("exploitant", lambda: without_role(town, "exploitant", Role.EXPLOITANT)),
        ("responsable", lambda: same_person(town, "archiviste", "responsable")),
        ("autre", lambda: same_person(town, "autre", "archiviste")),
    ):
        how = when_computed(town, change)
        with pytest.raises((Conflict, NotAllowed)):
            execute(number, 3, tenant, how, town.people[name])
    with pytest.raises(NotAllowed, match="RUL-301"):
        execute(number, 3, tenant, town.place.archive.copies, town.people["autre"])
    assert there(town, units) == units
    assert acts_of(tenant.key, ["elimination"]) == []
    assert town.bench.is_proven()


def test_two_people_execute_at_once(town: Town, tmp_path: Path) -> None:
    tenant, copies = town.bench.tenant, town.place.archive.copies
    number = vised(town, *town.dossier(tmp_path, "Convoité"), *town.dossier(tmp_path, "Aussi"))
    both = threading.Barrier(2)
    how = dataclasses.replace(copies, breakpoint=lambda name: both.wait(60) if name == "computed" else None)
    failures: list[BaseException] = []

    def run(name: str) -> None:
        try:
            execute(number, 6, tenant, how, town.people[name])
        except ChartrierError as problem:
            failures.append(problem)

    threads = [threading.Thread(target=run, args=[name]) for name in ("exploitant", "responsable")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(failures) == 1
    assert [act.operation for act in acts_of(tenant.key, ["elimination", "attestation"])] == [
        "elimination",
        "attestation",
    ]
    assert town.bench.is_proven()


def test_two_accounts_turn_out_to_be_one_person(town: Town, tmp_path: Path) -> None:
    """What one person decided alone is closed; all else of the tenant goes on, what is done stays proven."""
    tenant, copies = town.bench.tenant, town.place.archive.copies
    done = vised(town, *town.dossier(tmp_path, "Parti"))
    execute(done, 3, tenant, copies, town.people["exploitant"])
    units = town.dossier(tmp_path, "Convoité")
    number = vised(town, units[0])
    same_person(town, "archiviste", "maire")
    assert [each.state.step for each in propositions(tenant)] == [Step.DONE, Step.CLOSED]
    with pytest.raises(Conflict, match="RUL-300"):
        execute(number, 3, tenant, copies, town.people["exploitant"])
    same_person(town, "archiviste", "exploitant")
    assert propositions(tenant)[0].state.step is Step.DONE
    again = town.propose(units[0]).number
    agree(again, tenant, copies, town.people["chef"])
    with pytest.raises(NotAllowed, match="RUL-301"):
        sign(again, tenant, copies, town.people["maire"], attests=True)
    assert there(town, units) == units
    assert town.bench.is_proven()


def test_what_the_visa_did_not_see_is_not_executed(town: Town, tmp_path: Path) -> None:
    """A correction, or a rule that has another DUA: that line is dropped, even where it might still go."""
    tenant, copies = town.bench.tenant, town.place.archive.copies
    longer = town.dossier(tmp_path, "Règle", appraisal("R30", "1980-01-01"))
    titled, same = town.dossier(tmp_path, "Titre"), town.dossier(tmp_path, "Intact")
    number = vised(town, longer[0], titled[0], same[0])
    corrected(town.place, town.bench, town.people["archiviste"], setting(titled[2], "Title=Tout autre chose"))
    town.rules(RULES.replace("30,Year", "31,Year"))
    assert dict(executable(number, tenant, copies).dropped) == {1: "rules", 2: "corrected"}
    town.rules(RULES)
    assert dict(executable(number, tenant, copies).dropped) == {2: "corrected"}
    execute(number, 6, tenant, copies, town.people["exploitant"])
    assert there(town, [*longer, *titled, *same]) == titled
    assert town.bench.is_proven()


def withdrawal(piece: bytes = b"%PDF-1.4 l'original est au service") -> Asked:
    return Asked(Motive.WRONG_DOCUMENT, Proof.ORIGINAL_HELD, piece, date(2026, 11, 1), "2026/45")


def test_a_withdrawal_under_a_hold_rule_is_refused(town: Town, tmp_path: Path) -> None:
    tenant, copies = town.bench.tenant, town.place.archive.copies
    table = RULES.replace("R10,", "HOL-1,HoldRule,Gel,,,\nR10,")
    town.rules(table)
    held = town.dossier(tmp_path, "Retenu", HOLD)
    with pytest.raises(Conflict, match="DSP-0"):
        ask_withdrawal([held[1]], withdrawal(), tenant, copies, town.people["archiviste"])
    free = town.dossier(tmp_path, "Libre", "")
    request = ask_withdrawal([free[0]], withdrawal(), tenant, copies, town.people["archiviste"])
    corrected(
        town.place, town.bench, town.people["archiviste"], setting(free[0], rules=("add HoldRule HOL-1 2020-01-01",))
    )
    with pytest.raises(Conflict, match="DSP-0"):
        confirm_withdrawal(request.id, 3, tenant, copies, town.people["responsable"])
    assert there(town, [*held, *free]) == [*held, *free]


def test_a_correction_while_a_withdrawal_is_computed(town: Town, tmp_path: Path) -> None:
    """Its package would keep the words of what goes: the order is refused, and done again has them all."""
    tenant, copies, archive = town.bench.tenant, town.place.archive.copies, town.place.archive
    units = town.dossier(tmp_path, "Retiré", "")
    request = ask_withdrawal([units[0]], withdrawal(), tenant, copies, town.people["archiviste"])
    how = when_computed(
        town,
        lambda: corrected(town.place, town.bench, town.people["archiviste"], setting(units[1], f"Title={TITLE}")),
    )
    with pytest.raises(Conflict, match="CAT-040"):
        confirm_withdrawal(request.id, 3, tenant, how, town.people["responsable"])
    assert there(town, units) == units
    same_person(town, "archiviste", "responsable")
    with pytest.raises(NotAllowed, match="RUL-301"):
        confirm_withdrawal(request.id, 3, tenant, copies, town.people["responsable"])
    town.people["autre"] = entered(archive, tenant, Role.RESPONSABLE)
    confirm_withdrawal(request.id, 3, tenant, copies, town.people["autre"])
    assert rows_with(town.place.home.database, needles()) == []
    assert town.bench.is_proven()
    town.place.same_when_made_again(town.bench)


def test_what_a_sample_kept_is_in_no_other_draw(town: Town, tmp_path: Path) -> None:
    tenant, copies = town.bench.tenant, town.place.archive.copies
    making = Making(tenant, copies, town.people["archiviste"], confirmed=True)
    adopt(Kind.COMMUNE, ["S008"], making)
    declared = appraisal("S008", "2010-01-01", "Keep")
    each = [town.dossier(tmp_path, f"Courrier {n}", declared, documents=1) for n in range(4)]
    roots = [units[0] for units in each]
    proposed = town.propose(*roots, ground=Ground.TRI, sampling=read_method("1/2"))
    sample = proposed.analysis.sample
    assert sample is not None
    kept = [unit for units in each if units[0] in sample.kept for unit in units]
    for wanted in ([kept[0]], [kept[1]]):
        with pytest.raises(Conflict, match="DSP-005"):
            town.propose(*wanted, ground=Ground.TRI, sampling=read_method("critere:rien"))
    town.sign(proposed.number)
    town.visa(proposed.number, *(LineVerdict(line, Verdict.ACCORDE) for line in (1, 2)))
    execute(proposed.number, 4, tenant, copies, town.people["exploitant"])
    with pytest.raises(Conflict, match="DSP-005"):
        town.propose(*kept, ground=Ground.TRI, sampling=read_method("critere:rien"))
    assert there(town, kept) == kept


def test_a_visa_in_the_application_by_whoever_turns_out_to_have_proposed(town: Town, tmp_path: Path) -> None:
    tenant, copies = town.bench.tenant, town.place.archive.copies
    town.visa_terms(VisaTerms(frozenset(Form), "convention du 3 mars"))
    units = town.dossier(tmp_path, "Convoité")
    number = town.propose(units[0]).number
    town.sign(number)
    town.visa(number, by="directrice", form=Form.APPLICATION)
    same_person(town, "archiviste", "directrice")
    with pytest.raises(Conflict, match="RUL-300"):
        execute(number, 3, town.bench.tenant, copies, town.people["exploitant"])
    assert there(town, units) == units
    assert tenant.key == town.bench.tenant.key


@pytest.mark.parametrize(
    ("table", "code"),
    [
        ("ligne;décision\n1;accordé\n1;accordé\n", None),
        ("ligne;décision;décision\n1;refusé;accordé\n", "RUL-327"),
        ("ligne;décision;bordereau\n1;accordé;2026-002\n", "RUL-331"),
        ("\ufeffLIGNE;Decision;Bordereau\n1;ACCORDE;2026-001\n", None),
        ("ligne;décision\n=1;accordé\n", "RUL-329"),
        ("ligne;décision\n1;=accordé\n", "RUL-323"),
        ("ligne;décision\n1;\n", "RUL-323"),
        ("ligne;décision\n٣;accordé\n", "RUL-329"),
        ("ligne;décision\n-1;accordé\n", "RUL-329"),
    ],
)
def test_tables_of_decisions_that_were_tampered_with(table: str, code: str | None) -> None:
    findings = Findings()
    read = read_verdicts(io.BytesIO(table.encode()), findings, number="2026-001")
    assert [finding.code for finding in findings] == ([] if code is None else [code])
    assert bool(read) is (code is None)
