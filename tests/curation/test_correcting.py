"""Descriptions, rules and places corrected: shown, done, found, proven, and made again from a copy."""

from __future__ import annotations

import contextlib
import io
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import psycopg
import pytest

from chartrier.administration.referential import look_at_import, take_import
from chartrier.catalog.archive import questions
from chartrier.catalog.archive.browsing import tops
from chartrier.catalog.archive.correcting import described
from chartrier.catalog.transaction import as_array
from chartrier.clock import day_of
from chartrier.curation.changes import Move, Wanted, read_change_list, read_changes
from chartrier.curation.correcting import Plan, correct, plan, units_found
from chartrier.curation.gels import set_gel
from chartrier.errors import Conflict, InvalidInput, NotAllowed
from chartrier.records.actor import Actor
from chartrier.records.finding import Findings
from chartrier.records.roles import Role
from chartrier.seda.corrections import Change
from tests.actors import entered
from tests.corpus.archive import PACKAGES
from tests.curation.conftest import Place
from tests.curation.test_gels import TERMS, dossier, held
from tests.ingest.archive import Bench, lines
from tests.ingest.test_attachment import attaching, by_system_id
from tests.packages_of_ours import Sip
from tests.ruled import RuledSip, ruled
from tests.seda.official import needs_corpus


def corrected(place: Place, bench: Bench, archiviste: Actor, *wanted: Wanted) -> UUID:
    what = plan(wanted, bench.tenant, place.archive.copies)
    assert not what.findings.refused, codes(what)
    return correct(what, "erreur de saisie", bench.tenant, place.archive.copies, archiviste)


def codes(what: Plan) -> list[str]:
    return [finding.code for finding in what.findings]


def refused(place: Place, bench: Bench, *wanted: Wanted) -> list[str]:
    what = plan(wanted, bench.tenant, place.archive.copies)
    assert what.findings.refused
    return codes(what)


def setting(unit: UUID, *texts: str, rules: tuple[str, ...] = (), unset: tuple[str, ...] = ()) -> Wanted:
    return Wanted(unit, read_changes(texts, unset, rules))


def state_of(bench: Bench, unit: UUID) -> Any:
    return described(bench.tenant.key, [unit])[unit]


def at_the_top(bench: Bench) -> list[UUID]:
    """What the tree begins with."""
    return [unit.id for unit, _ in tops(bench.tenant.key, (), before=None)[0]]


def test_a_title_is_shown_done_and_found(place: Place, bench: Bench, archiviste: Actor, tmp_path: Path) -> None:
    units = dossier(bench, tmp_path)
    before = state_of(bench, units[1])
    what = plan(
        [setting(units[1], "Title=Élargissement de la rue", "StartDate=2001-02", "Tag=voirie", "Tag=plan")],
        bench.tenant,
        place.archive.copies,
    )
    (shown,) = what.corrections
    assert [(each.element, each.before, each.after) for each in shown.differences] == [
        ("Title", ("A",), ("Élargissement de la rue",)),
        ("StartDate", (), ("2001-02",)),
        ("Tag", (), ("voirie", "plan")),
    ]
    assert state_of(bench, units[1]) == before
    act = correct(what, "titre illisible", bench.tenant, place.archive.copies, archiviste)
    (found,) = questions.find([bench.tenant.key], "élargissement voirie").units
    assert (found.id, found.title, str(found.start_date), found.corrected) == (
        units[1], "Élargissement de la rue", "2001-02-01", act,
    )  # fmt: skip
    assert found.content["Tag"] == ["voirie", "plan"]
    assert bench.is_proven()
    place.same_when_made_again(bench)
    (content,) = [path / "v1/content" for path in bench.packages() if path.name == str(act)]
    assert lines(content / "before.jsonl")[0]["content"]["Title"] == ["A"]
    assert lines(content / "units.jsonl")[0]["content"]["Title"] == ["Élargissement de la rue"]
    assert "illisible" not in (content / "operation.json").read_text()


def test_the_last_correction_wins(place: Place, bench: Bench, archiviste: Actor, tmp_path: Path) -> None:
    units = dossier(bench, tmp_path)
    corrected(place, bench, archiviste, setting(units[1], "Title=Un", "Description=d"))
    last = corrected(place, bench, archiviste, setting(units[1], "Title=Deux", unset=("Description",)))
    content = state_of(bench, units[1]).content
    assert content["Title"] == ["Deux"]
    assert "Description" not in content
    found = questions.unit([bench.tenant.key], units[1])
    assert found is not None and found.corrected == last
    place.same_when_made_again(bench)


@pytest.mark.parametrize(
    ("wanted", "code"),
    [
        (["StartDate=hier"], "SEDA-0"),
        (["DescriptionLevel=Tiroir"], "SEDA-0"),
        (["Status=x", "Status=y"], "SEDA-206"),
        (["SystemId=x"], "SEDA-200"),
        (["Titre=x"], "SEDA-200"),
        (["Writer=Jean"], "SEDA-201"),
        (["AppraisalRule/FinalAction=Burn"], "SEDA-0"),
        (["AppraisalRule/Rule=R1"], "SEDA-200"),
        (["StartDate=2020-01-01", "EndDate=2010-01-01"], "SEDA-0"),
    ],
)
def test_values_stay_valid(place: Place, bench: Bench, tmp_path: Path, wanted: list[str], code: str) -> None:
    units = dossier(bench, tmp_path)
    found = refused(place, bench, setting(units[1], *wanted))
    assert any(each.startswith(code) for each in found), found


def test_rules_are_added_changed_and_taken_away(place: Place, bench: Bench, archiviste: Actor, tmp_path: Path) -> None:
    units = dossier(bench, tmp_path)
    corrected(
        place, bench, archiviste,
        setting(
            units[0],
            "AppraisalRule/FinalAction=Destroy",
            rules=("add AppraisalRule R1 2001-01-01", "add AppraisalRule R2", "add AccessRule A1"),
        ),
    )  # fmt: skip
    assert state_of(bench, units[0]).management == {
        "AppraisalRule": [{"Rule": ["R1", "R2"], "StartDate": ["2001-01-01"], "FinalAction": ["Destroy"],
                           "<": ["Rule", "StartDate", "Rule", "FinalAction"]}],
        "AccessRule": [{"Rule": ["A1"]}],
    }  # fmt: skip
    corrected(
        place, bench, archiviste,
        setting(
            units[0],
            "AppraisalRule/PreventInheritance=true",
            rules=("change AppraisalRule R2 2002-02-02", "remove AppraisalRule R1", "remove AccessRule A1"),
        ),
    )  # fmt: skip
    assert state_of(bench, units[0]).management == {
        "AppraisalRule": [
            {"Rule": ["R2"], "StartDate": ["2002-02-02"], "FinalAction": ["Destroy"], "PreventInheritance": ["true"]}
        ]
    }
    assert refused(place, bench, setting(units[0], rules=("add AppraisalRule R2",))) == ["SEDA-203"]
    assert refused(place, bench, setting(units[0], rules=("remove AppraisalRule R9",))) == ["SEDA-204"]
    place.same_when_made_again(bench)


def test_a_unit_moves(place: Place, bench: Bench, archiviste: Actor, tmp_path: Path) -> None:
    one, other = dossier(bench, tmp_path), dossier(bench, tmp_path, "C-2")
    assert at_the_top(bench) == [other[0], one[0]]
    corrected(place, bench, archiviste, Wanted(one[1], moves=[Move(other[0])]))
    assert questions.parents_of([bench.tenant.key], one[1]) == [other[0]]
    assert {unit.id for unit in questions.children_of([bench.tenant.key], one[0])} == {one[2]}
    corrected(place, bench, archiviste, Wanted(one[0], moves=[Move(other[2])]))
    assert questions.parents_of([bench.tenant.key], one[0]) == [other[2]]
    assert at_the_top(bench) == [other[0]]
    bad = Wanted(other[0], moves=[Move(one[2])])
    assert refused(place, bench, bad) == ["CAT-083"]
    assert refused(place, bench, Wanted(other[0], moves=[Move(other[0])])) == ["CAT-083"]
    assert refused(place, bench, Wanted(one[2], moves=[Move(uuid4())])) == ["CUR-002"]
    assert refused(place, bench, Wanted(one[2], moves=[Move(other[0], other[1])])) == ["CUR-022"]
    assert bench.is_proven()
    place.same_when_made_again(bench)
    assert at_the_top(bench) == [other[0]]


def test_a_gel_holds_units_in_their_place(place: Place, bench: Bench, archiviste: Actor, tmp_path: Path) -> None:
    one, other = dossier(bench, tmp_path), dossier(bench, tmp_path, "C-2")
    set_gel([one[1]], TERMS, bench.tenant, place.archive.copies, archiviste)
    assert refused(place, bench, Wanted(one[1], moves=[Move(other[0])])) == ["CAT-084"]
    # what is below moves with it
    assert refused(place, bench, Wanted(one[0], moves=[Move(other[0])])) == ["CAT-084"]
    corrected(place, bench, archiviste, Wanted(other[1], moves=[Move(one[1])]))
    assert held(bench, other) == [other[1]]
    corrected(place, bench, archiviste, setting(one[1], "Title=Autre"))
    place.same_when_made_again(bench)


def test_what_changed_since_it_was_shown_is_not_done(
    place: Place, bench: Bench, archiviste: Actor, tmp_path: Path
) -> None:
    units = dossier(bench, tmp_path)
    what = plan([setting(units[1], "Title=Un")], bench.tenant, place.archive.copies)
    corrected(place, bench, archiviste, setting(units[1], "Description=autre"))
    with pytest.raises(Conflict) as caught:
        correct(what, "motif", bench.tenant, place.archive.copies, archiviste)
    assert caught.value.finding.code == "CAT-082"
    assert state_of(bench, units[1]).content["Title"] == ["A"]


def test_a_list(place: Place, bench: Bench, archiviste: Actor, tmp_path: Path) -> None:
    units, other = dossier(bench, tmp_path), dossier(bench, tmp_path, "C-2")
    text = (
        f"Identifiant;Element;Valeur\n{units[1]};Title;'=1+1\n{units[1]};Tag;a\n{units[1]};Tag;b\n"
        f"{units[2]};AppraisalRule/add;R1 2001-01-01\n{units[2]};AppraisalRule/add;R2\n"
        f"{units[2]};AppraisalRule/FinalAction;Keep\n{other[1]};Parent;{units[0]}\n"
    )
    findings = Findings()
    wanted = read_change_list(io.BytesIO(text.encode()), findings, file="liste.csv")
    assert list(findings) == []
    corrected(place, bench, archiviste, *wanted)
    assert state_of(bench, units[1]).content["Title"] == ["=1+1"]
    assert state_of(bench, units[1]).content["Tag"] == ["a", "b"]
    assert state_of(bench, units[2]).management["AppraisalRule"][0]["Rule"] == ["R1", "R2"]
    assert state_of(bench, other[1]).parents == (units[0],)
    bad = f"identifiant;élément;valeur\nx;Title;a\n{units[1]};StartDate;demain\n{uuid4()};Title;a\n{units[2]};Title\n"
    wanted = read_change_list(io.BytesIO(bad.encode()), findings, file="liste.csv")
    assert [(each.code, each.place.line) for each in findings] == [("CUR-013", 2), ("LST-003", 5)]
    what = plan(wanted, bench.tenant, place.archive.copies)
    assert {each.place.line for each in what.findings} == {3, 4}


def test_by_query(place: Place, bench: Bench, archiviste: Actor, tmp_path: Path) -> None:
    units = dossier(bench, tmp_path)
    corrected(place, bench, archiviste, setting(units[1], "Tag=voirie"), setting(units[2], "Tag=voirie"))
    assert units_found(bench.tenant, "voirie") == units[1:]
    with pytest.raises(InvalidInput):
        units_found(bench.tenant, "  ")
    with pytest.raises(InvalidInput):
        plan([], bench.tenant, place.archive.copies)


def test_who_may(place: Place, bench: Bench, archiviste: Actor, tmp_path: Path) -> None:
    units, copies = dossier(bench, tmp_path), place.archive.copies
    what = plan([setting(units[1], "Title=Un")], bench.tenant, copies)
    with pytest.raises(NotAllowed):
        correct(what, "motif", bench.tenant, copies, entered(place.archive, bench.tenant, Role.SIGNATAIRE))
    with pytest.raises(InvalidInput):
        correct(what, " ", bench.tenant, copies, archiviste)
    nothing = plan([setting(units[1], "Title=A")], bench.tenant, copies)
    assert codes(nothing) == ["CUR-020"]
    with pytest.raises(InvalidInput):
        correct(nothing, "motif", bench.tenant, copies, archiviste)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE archive_unit SET title = 'autre' WHERE id = %s",
        "UPDATE archive_unit SET corrected = gen_random_uuid() WHERE id = %s",
        "DELETE FROM archive_unitparent WHERE unit = %s",
        "DELETE FROM archive_unit WHERE id = %s",
    ],
)
def test_nothing_changes_outside_a_correction(
    place: Place, bench: Bench, archiviste: Actor, tmp_path: Path, statement: str
) -> None:
    """With the application's own rights, and even for a unit that was corrected before."""
    units = dossier(bench, tmp_path)
    corrected(place, bench, archiviste, setting(units[1], "Title=Un"))
    with place.home.database.connect() as connection:
        connection.execute("SELECT set_config('app.tenants', %s, false)", [as_array([bench.tenant.key])])
        with contextlib.suppress(psycopg.errors.InsufficientPrivilege):
            assert connection.execute(statement, [units[1]]).rowcount == 0
    found = questions.unit([bench.tenant.key], units[1])
    assert found is not None and found.title == "Un"
    assert questions.parents_of([bench.tenant.key], units[1]) == [units[0]]


@needs_corpus
@pytest.mark.parametrize(
    "name",
    ["OK_SIP_FULL_SEDA2.2.zip", "OK_SIP_FULL_SEDA2.3.zip", "OK_RULES_EXTRA_COMPLEX.zip"],
)
def test_every_unit_of_the_corpus_can_be_corrected(place: Place, bench: Bench, archiviste: Actor, name: str) -> None:
    """Whatever elements it has, of Vitam's variant too."""
    outcome = bench.accept(PACKAGES / name)
    units = [UUID(unit["id"]) for unit in bench.units(outcome)]
    corrected(
        place, bench, archiviste,
        *(Wanted(unit, [Change("Title", (f"Corrigé {number}",))]) for number, unit in enumerate(units)),
    )  # fmt: skip
    for number, unit in enumerate(units):
        held = questions.unit([bench.tenant.key], unit)
        assert held is not None and held.title == f"Corrigé {number}"
    place.same_when_made_again(bench)


HEADER = "RuleId,RuleType,RuleValue,RuleDescription,RuleDuration,RuleMeasurement\n"


def kept_in_place(message: str, end: date | None = None, prevents: str = "true") -> RuledSip:
    ends = f"<HoldEndDate>{end}</HoldEndDate>" if end else ""
    fixed = f"<PreventRearrangement>{prevents}</PreventRearrangement>"
    rule = f"<Rule>HOL-1</Rule><StartDate>2020-01-01</StartDate>{ends}{fixed}"
    return ruled(message, "Retenu", f"<HoldRule>{rule}</HoldRule>", documents=("", ""))


def test_a_rule_keeps_units_in_their_place(place: Place, bench: Bench, archiviste: Actor, tmp_path: Path) -> None:
    other = dossier(bench, tmp_path)

    def received(sip: RuledSip) -> list[UUID]:
        found = bench.units(bench.accept(sip.write(tmp_path / f"{sip.message}.zip")))
        return [UUID(unit["id"]) for unit in found]

    held_ = received(kept_in_place("H-1"))
    assert refused(place, bench, Wanted(held_[0], moves=[Move(other[0])])) == ["CAT-087"]
    # inherited
    assert refused(place, bench, Wanted(held_[1], moves=[Move(other[0])])) == ["CAT-087"]
    # what is below moves with it
    below = attaching(tmp_path / "b.zip", kept_in_place("H-2"), by_system_id(str(other[1])))
    bench.accept(below)
    assert refused(place, bench, Wanted(other[1], moves=[Move(other[2])])) == ["CAT-087"]
    # where it is not inherited
    corrected(place, bench, archiviste, setting(held_[1], "HoldRule/PreventInheritance=true"))
    corrected(place, bench, archiviste, Wanted(held_[1], moves=[Move(other[2])]))
    # descriptions are no places
    corrected(place, bench, archiviste, setting(held_[2], "Title=Autre"))
    corrected(place, bench, archiviste, setting(held_[0], rules=("remove HoldRule HOL-1",)))
    corrected(place, bench, archiviste, Wanted(held_[2], moves=[Move(other[2])]))
    assert bench.is_proven()
    place.same_when_made_again(bench)


def test_a_rule_keeps_them_until_it_ends(place: Place, bench: Bench, archiviste: Actor, tmp_path: Path) -> None:
    other = dossier(bench, tmp_path)
    known = io.BytesIO(f"{HEADER}HOL-1,HoldRule,Contentieux,,,\n".encode())
    take_import(
        look_at_import(known, "rules.csv", bench.tenant, place.archive.copies),
        bench.tenant,
        place.archive.copies,
        archiviste,
    )
    today = day_of(place.archive.copies.clock())
    for number, (end, prevents, stays) in enumerate(
        [(today + timedelta(1), "true", True), (today, "true", False), (None, "false", False), (None, "1", True)]
    ):
        sip = kept_in_place(f"E-{number}", end, prevents).write(tmp_path / f"{number}.zip")
        units = [UUID(unit["id"]) for unit in bench.units(bench.accept(sip))]
        what = plan([Wanted(units[1], moves=[Move(other[0])])], bench.tenant, place.archive.copies)
        assert what.findings.refused is stays, (end, prevents)


def test_what_is_also_below_a_kept_unit_stays_with_it(
    place: Place, bench: Bench, archiviste: Actor, tmp_path: Path
) -> None:
    """The rule comes by another way, into something below the unit that would move."""
    other = dossier(bench, tmp_path)
    kept = bench.units(bench.accept(kept_in_place("H-1").write(tmp_path / "H-1.zip")))[0]["id"]
    shared = attaching(tmp_path / "b.zip", Sip(message="K-2"), by_system_id(str(other[1])), by_system_id(kept))
    unit = UUID(bench.units(bench.accept(shared))[0]["id"])
    assert refused(place, bench, Wanted(other[1], moves=[Move(other[2])])) == ["CAT-087"]
    corrected(place, bench, archiviste, setting(unit, "HoldRule/PreventInheritance=true"))
    corrected(place, bench, archiviste, Wanted(other[1], moves=[Move(other[2])]))
