"""Standing authorisations: what they cover goes without a visa of its list, and nothing else, nor before, nor after."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from chartrier import clock
from chartrier.administration.series.adopting import adopt
from chartrier.administration.series.tableau import Making
from chartrier.administration.tenants import change_visa_terms
from chartrier.catalog.series.register import current, in_force
from chartrier.copies.acting import Act, act
from chartrier.copies.copies import Copies
from chartrier.copies.destruction.ordering import order
from chartrier.disposition import authorising
from chartrier.disposition.attesting import answered, attestation
from chartrier.disposition.authorising import Granting, Letter
from chartrier.disposition.executing import executable, execute
from chartrier.disposition.reading import proposition
from chartrier.errors import ChartrierError, Conflict, InvalidInput, NotAllowed
from chartrier.records.policy import VisaTerms
from chartrier.records.roles import Role
from chartrier.rules.disposition.authorisation import Authorisation
from chartrier.rules.disposition.steps import Ground, Step
from chartrier.rules.disposition.visa import Form, LineVerdict, Verdict
from chartrier.rules.series.shipped import Kind
from tests.actors import entered
from tests.days import today
from tests.disposition.eliminating import RULES, SCAN, Town, appraisal
from tests.disposition.test_between_visa_and_order import when_computed
from tests.disposition.test_eliminating import there as those_there
from tests.disposition.test_verified import as_executed, refusals

FORMS = frozenset(Form)
ON = VisaTerms(FORMS, "courrier du 3 mars", types=frozenset({"autorisation"}))


@pytest.fixture
def permitted(town: Town) -> Town:
    """A town whose Archives départementales give standing authorisations."""
    permit(town, ["autorisation"])
    return town


def permit(town: Town, types: list[str]) -> None:
    terms = (sorted(FORMS), "courrier du 3 mars", 0)
    town.bench.tenant = change_visa_terms(town.bench.tenant.code, *terms, types)


def letter(form: Form = Form.PAPIER, day: date | None = None) -> Letter:
    outside = form is not Form.APPLICATION
    return Letter(form, day or today(), "AD/2026/45", SCAN if outside else None, "carton 3" if outside else "")


def grant(
    town: Town,
    *rules: str,
    by: str = "archiviste",
    form: Form = Form.PAPIER,
    copies: Copies | None = None,
    **more: Any,
) -> Authorisation:
    given = {"first": today() - timedelta(1), "last": today() + timedelta(300), "rules": rules or ("R10",), **more}
    what = Granting(letter(form), **given)
    return authorising.grant(what, town.bench.tenant, copies or town.place.archive.copies, town.people[by])


def revoke(town: Town, given: Authorisation, by: str = "archiviste", form: Form = Form.PAPIER) -> UUID:
    copies = town.place.archive.copies
    return authorising.revoke(given.id, "trop de dérives", letter(form), town.bench.tenant, copies, town.people[by])


def impute(town: Town, number: str, given: Authorisation, *lines: int, by: str = "archiviste") -> tuple[int, ...]:
    tenant, copies = town.bench.tenant, town.place.archive.copies
    return authorising.impute(number, given.id, tenant, copies, town.people[by], lines or None)


def run(town: Town, number: str, by: str = "exploitant", copies: Copies | None = None) -> Any:
    tenant, here = town.bench.tenant, copies or town.place.archive.copies
    count = len(executable(number, tenant, here).units)
    return execute(number, count, tenant, here, town.people[by])


def later(town: Town, days: int) -> Copies:
    copies = town.place.archive.copies
    return dataclasses.replace(copies, clock=lambda: clock.now() + timedelta(days))


def signed(town: Town, folder: Path, *managements: str) -> tuple[str, list[list[UUID]]]:
    """A signed proposition of a dossier for each of these rules; what each of its lines holds."""
    dossiers = [town.dossier(folder, f"Dossier {n}", each, documents=1) for n, each in enumerate(managements)]
    number = town.propose(*(each[0] for each in dossiers)).number
    town.sign(number)
    return number, dossiers


OLD = "1980-01-01"


def there(town: Town, unit: UUID) -> bool:
    return those_there(town, [unit]) == [unit]


def state(town: Town, number: str) -> Any:
    return proposition(town.bench.tenant, number).state


def test_what_it_covers_goes_without_a_visa(permitted: Town, tmp_path: Path) -> None:
    town = permitted
    given = grant(town)
    number, (mine, other) = signed(town, tmp_path, appraisal(), appraisal("R30", OLD))
    assert impute(town, number, given) == (1,)
    assert state(town, number).step is Step.SIGNED
    assert state(town, number).executable == ()
    town.visa(number, LineVerdict(2, Verdict.REFUSE, "à garder"))
    assert state(town, number).executable == (1,)
    done = run(town, number)
    assert done.executable.units == {*mine}
    assert [there(town, unit) for unit in (*mine, *other)] == [False, False, True, True]
    assert town.bench.is_proven()
    assert refusals(town) == []
    found = proposition(town.bench.tenant, number)
    told = attestation(found, town.bench.tenant, town.place.archive.copies)
    assert [(each.reference, each.lines, each.digest) for each in told.standing] == [("AD/2026/45", (1,), given.digest)]
    assert told.pdf().startswith(b"%PDF-")
    paper = answered(found, town.bench.tenant, town.place.archive.copies)
    assert [line.visa_type for line in paper.lines] == ["autorisation permanente « AD/2026/45 »", "visa de la liste"]
    assert "autorisation permanente « AD/2026/45 »".encode() in paper.csv()
    known = authorising.known_as(given.id, town.bench.tenant, town.place.archive.copies)
    assert known.used.units == len(mine)


def test_it_is_off_until_the_tenant_has_it(town: Town, tmp_path: Path) -> None:
    town.visa_terms(VisaTerms(FORMS, "courrier du 3 mars"))
    with pytest.raises(NotAllowed, match="RUL-314"):
        grant(town)
    permit(town, ["autorisation"])
    given = grant(town)
    number, (mine,) = signed(town, tmp_path, appraisal())
    permit(town, [])
    with pytest.raises(NotAllowed, match="RUL-314"):
        impute(town, number, given)
    permit(town, ["autorisation"])
    impute(town, number, given)
    permit(town, [])
    with pytest.raises(Conflict):
        run(town, number)
    assert there(town, mine[0])


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"rules": ("R99",)}, "DSP-046"),
        ({"rules": (), "typologies": ("Sans nom",)}, "DSP-046"),
        ({"last": today() - timedelta(2)}, "RUL-344"),
        ({"last": today() + timedelta(12 * 366)}, "RUL-344"),
        ({"most_units": 0}, "RUL-345"),
    ],
)
def test_what_is_no_limited_category(permitted: Town, changes: dict[str, Any], code: str) -> None:
    with pytest.raises(InvalidInput, match=code):
        grant(permitted, **changes)


def test_categories_are_needed(permitted: Town) -> None:
    what = Granting(letter(), today(), today())
    with pytest.raises(InvalidInput, match="RUL-343"):
        authorising.grant(what, permitted.bench.tenant, permitted.place.archive.copies, permitted.people["archiviste"])


def test_who_may_grant_and_revoke(permitted: Town) -> None:
    town = permitted
    for name in ("archiviste", "chef", "maire", "exploitant"):
        with pytest.raises(NotAllowed):
            grant(town, by=name, form=Form.APPLICATION)
    for name in ("chef", "maire", "exploitant"):
        with pytest.raises(NotAllowed):
            grant(town, by=name)
    given = grant(town, by="directrice", form=Form.APPLICATION)
    with pytest.raises(NotAllowed):
        revoke(town, given, by="archiviste", form=Form.APPLICATION)
    revoke(town, given, by="directrice", form=Form.APPLICATION)
    with pytest.raises(Conflict, match="RUL-346"):
        revoke(town, given)


def test_revoked_it_permits_nothing_whatever_was_imputed(permitted: Town, tmp_path: Path) -> None:
    town = permitted
    given = grant(town)
    number, (mine,) = signed(town, tmp_path, appraisal())
    impute(town, number, given)
    assert state(town, number).step is Step.VISED
    assert authorising.waiting_on(given.id, town.bench.tenant) == {number: [1]}
    revoke(town, given)
    assert state(town, number).step is Step.SIGNED
    with pytest.raises(Conflict):
        run(town, number)
    with pytest.raises(Conflict, match="RUL-347"):
        impute(town, number, given)
    assert there(town, mine[0])
    # a visa of the list is then needed, and enough
    town.visa(number)
    run(town, number)
    assert not there(town, mine[0])
    assert refusals(town) == []


def test_revoked_lines_are_dropped_beside_those_of_a_visa(permitted: Town, tmp_path: Path) -> None:
    town = permitted
    given = grant(town)
    number, (mine, other) = signed(town, tmp_path, appraisal(), appraisal("R30", OLD))
    impute(town, number, given)
    town.visa(number, LineVerdict(2, Verdict.ACCORDE))
    revoke(town, given)
    would = executable(number, town.bench.tenant, town.place.archive.copies)
    assert (would.lines, would.dropped) == ((2,), {1: "revoked"})
    run(town, number)
    assert there(town, mine[0])
    assert not there(town, other[0])
    assert refusals(town) == []
    assert town.bench.is_proven()
    town.place.same_when_made_again(town.bench)


def test_revoked_while_the_order_is_computed(permitted: Town, tmp_path: Path) -> None:
    town = permitted
    given = grant(town)
    number, (mine,) = signed(town, tmp_path, appraisal())
    impute(town, number, given)
    with pytest.raises(Conflict, match="DSP-0"):
        run(town, number, copies=when_computed(town, lambda: revoke(town, given)))
    assert there(town, mine[0])
    assert refusals(town) == []


def test_nothing_before_or_after_its_period(permitted: Town, tmp_path: Path) -> None:
    town = permitted
    early = grant(town, first=today() + timedelta(1))
    given = grant(town, last=today() + timedelta(5))
    number, (mine,) = signed(town, tmp_path, appraisal())
    with pytest.raises(Conflict, match="RUL-347"):
        impute(town, number, early)
    impute(town, number, given)
    with pytest.raises(ChartrierError):
        run(town, number, copies=later(town, 6))
    assert there(town, mine[0])
    run(town, number)


def test_the_visa_of_the_list_prevails(permitted: Town, tmp_path: Path) -> None:
    town = permitted
    given = grant(town)
    number, (mine,) = signed(town, tmp_path, appraisal())
    impute(town, number, given)
    town.visa(number, LineVerdict(1, Verdict.REFUSE, "à garder"))
    assert state(town, number).step is Step.CLOSED
    with pytest.raises(Conflict):
        run(town, number)
    assert there(town, mine[0])


def test_a_rule_that_changed_is_another(permitted: Town, tmp_path: Path) -> None:
    town = permitted
    given = grant(town)
    town.rules(RULES.replace("Dix ans", "Dix ans révisés"))
    number, _ = signed(town, tmp_path, appraisal())
    with pytest.raises(InvalidInput, match="RUL-348"):
        impute(town, number, given)
    with pytest.raises(NotAllowed, match="RUL-348"):
        impute(town, number, given, 1)


def test_series_to_keep_or_to_sort_are_in_none(permitted: Town) -> None:
    town = permitted
    adopt(Kind.COMMUNE, [], Making(town.bench.tenant, town.place.archive.copies, town.people["archiviste"]))
    table = current(town.bench.tenant.key)
    assert table is not None
    series = table.series.values()
    sorts = {str(each.sort_final): each for each in series if not each.undecided}
    for sort in ("Conserver", "Trier"):
        with pytest.raises(InvalidInput, match=r"DSP-04[67]"):
            grant(town, sorts[sort].code)
    goes = next(each for each in series if str(each.sort_final) == "Éliminer" and not each.undecided)
    given = grant(town, rules=(), typologies=(goes.title.upper(),))
    assert [(each.rule, each.tableau) for each in given.categories] == [
        (goes.code, str(in_force(town.bench.tenant.key)))
    ]


def test_its_limits_are_of_all_that_it_permits(permitted: Town, tmp_path: Path) -> None:
    town = permitted
    given = grant(town, most_units=3)
    number, _ = signed(town, tmp_path, appraisal(), appraisal())
    with pytest.raises(Conflict, match="RUL-349"):
        impute(town, number, given)
    impute(town, number, given, 1)
    with pytest.raises(Conflict, match=r"RUL-300|RUL-349"):
        impute(town, number, given, 2)
    with pytest.raises(InvalidInput):
        impute(town, number, given, 1)


def test_it_is_of_no_sample_and_no_draft(permitted: Town, tmp_path: Path) -> None:
    town = permitted
    given = grant(town)
    unit = town.dossier(tmp_path, "Brouillon")[0]
    number = town.propose(unit, ground=Ground.BROUILLON).number
    with pytest.raises(Conflict, match="RUL-359"):
        impute(town, number, given)


@pytest.mark.parametrize("name", ["archiviste", "directrice"])
def test_who_imputed_or_granted_executes_nothing(permitted: Town, tmp_path: Path, name: str) -> None:
    town = permitted
    town.people["both"] = entered(town.place.archive, town.bench.tenant, Role.EXPLOITANT, same_as=town.people[name])
    given = grant(town, by="directrice", form=Form.APPLICATION)
    number, (mine,) = signed(town, tmp_path, appraisal())
    impute(town, number, given)
    with pytest.raises(NotAllowed, match="RUL-301"):
        run(town, number, by="both")
    assert there(town, mine[0])


def test_who_granted_proposes_nothing_by_it(permitted: Town, tmp_path: Path) -> None:
    town = permitted
    town.people["same"] = entered(
        town.place.archive, town.bench.tenant, Role.ARCHIVISTE, same_as=town.people["directrice"]
    )
    given = grant(town, by="directrice", form=Form.APPLICATION)
    unit = town.dossier(tmp_path, "Échu")[0]
    number = town.propose(unit, by="same").number
    town.sign(number)
    with pytest.raises(Conflict, match="RUL-347"):
        impute(town, number, given)


# what whoever holds the program, a key and a role writes all the same

Forge = Callable[[Town, str, Authorisation], None]


def imputed_by_hand(town: Town, number: str, named: dict[str, Any], *lines: int) -> None:
    found, tenant = proposition(town.bench.tenant, number), town.bench.tenant
    members = {
        "principal": str(town.people["archiviste"].principal),
        "granted": True,
        "motive": "",
        "authorisation": named,
        "imputed": list(lines),
        "lines": found.record["lines"],
        "terms": ON.as_json(),
    }
    act(Act("imputation", members, found.id), tenant, town.place.archive.copies, town.people["archiviste"])


def absent(town: Town, number: str, given: Authorisation) -> None:
    imputed_by_hand(town, number, {"id": str(UUID(int=7)), "digest": given.digest}, 1)


def other_digest(town: Town, number: str, given: Authorisation) -> None:
    imputed_by_hand(town, number, {"id": str(given.id), "digest": given.digest[:-1] + "x"}, 1)


def already_revoked(town: Town, number: str, given: Authorisation) -> None:
    revoke(town, given)
    imputed_by_hand(town, number, {"id": str(given.id), "digest": given.digest}, 1)


def uncovered(town: Town, number: str, given: Authorisation) -> None:
    imputed_by_hand(town, number, {"id": str(given.id), "digest": given.digest}, 1, 2)


def right(town: Town, number: str, given: Authorisation) -> None:
    imputed_by_hand(town, number, {"id": str(given.id), "digest": given.digest}, 1)


@pytest.mark.parametrize(
    ("forge", "refused"),
    [(right, False), (absent, True), (other_digest, True), (already_revoked, True), (uncovered, True)],
)
def test_an_imputation_that_is_not_permitted_is_refused_by_verify(
    permitted: Town, tmp_path: Path, forge: Forge, refused: bool
) -> None:
    town = permitted
    given = grant(town)
    number, dossiers = signed(town, tmp_path, appraisal(), appraisal("R30", OLD))
    forge(town, number, given)
    assert any(each.startswith("VER-077") for each in refusals(town)) is refused
    if refused:
        with pytest.raises(ChartrierError):
            run(town, number)
        assert all(there(town, each[0]) for each in dossiers)


def test_an_authorisation_in_the_application_by_whoever_may_not(permitted: Town) -> None:
    """Written as one who may record those on paper, as if the directrice had granted it here."""
    town = permitted
    with pytest.raises(NotAllowed):
        act(
            Act("autorisation", {"form": "application", "step": "octroi"}),
            town.bench.tenant,
            town.place.archive.copies,
            town.people["archiviste"],
        )


def test_an_order_after_the_revocation_is_refused_by_verify(permitted: Town, tmp_path: Path) -> None:
    town = permitted
    given = grant(town)
    number, (mine,) = signed(town, tmp_path, appraisal())
    impute(town, number, given)
    members, files, subject = as_executed(town, number)
    revoke(town, given)
    order(
        Act("elimination", members, subject, files),
        mine,
        town.bench.tenant,
        town.place.archive.copies,
        town.people["exploitant"],
    )
    assert any(each.startswith("VER-077") for each in refusals(town))


def test_lines_of_a_revoked_one_are_imputed_on_another(permitted: Town, tmp_path: Path) -> None:
    town = permitted
    first, second = grant(town), grant(town)
    number, (mine,) = signed(town, tmp_path, appraisal())
    impute(town, number, first)
    with pytest.raises(ChartrierError):
        impute(town, number, second, 1)
    revoke(town, first)
    assert impute(town, number, second) == (1,)
    assert state(town, number).imputed == {1: second.id}
    run(town, number)
    assert not there(town, mine[0])
    assert refusals(town) == []
