"""A convention from its draft to its end: what the law's days allow, and who works by it."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chartrier.administration.conventions import living
from chartrier.administration.conventions.delegating import delegate, follow_days
from chartrier.administration.conventions.drafting import add, party, require_fit
from chartrier.administration.conventions.living import Known
from chartrier.administration.people import add_role, remove_role
from chartrier.administration.rights import rights_of
from chartrier.administration.tenants import open_tenant
from chartrier.catalog.acts.habilitations import habilitation_of
from chartrier.catalog.conventions import register
from chartrier.catalog.people import directory
from chartrier.catalog.tenants import register as tenants
from chartrier.errors import ChartrierError, Conflict, InvalidInput, NotFound
from chartrier.records.finding import Findings
from chartrier.records.roles import Permission, Role
from chartrier.rules.convention import Convention, ConventionKind, Covers, Party, Position
from chartrier.wiring import Wiring, wire
from tests.actors import entered
from tests.conftest import Home

COMMUNE, NEIGHBOUR, OTHER = "211234567", "130025265", "732829320"
FIRST = date(2027, 1, 1)

DRAFT = Convention(
    kind=ConventionKind.MUTUALISATION,
    covers=Covers.INTERMEDIAIRES,
    name="Archives partagées",
    parties=(Party("Commune", COMMUNE), Party("Centre de gestion")),
    first=FIRST,
    perimetre="archives intermédiaires numériques",
    missions="le centre tient, la commune verse",
    service_level="une réponse en deux jours",
    indicators=("nombre de versements",),
    cost_key="par habitant",
)
DEFINITIVE = replace(DRAFT, covers=Covers.DEFINITIVES, public_service="Archives départementales")
DEPOT = replace(DEFINITIVE, kind=ConventionKind.DEPOT)
THIRD = replace(
    DRAFT,
    kind=ConventionKind.TIERS_ARCHIVAGE,
    agrement="2026-12",
    agrement_until=date(2029, 1, 1),
    declared=date(2026, 11, 2),
    last=date(2028, 12, 31),
)

days = st.dates(date(2026, 1, 1), date(2030, 12, 31))


@pytest.fixture(autouse=True)
def in_memory(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without an archive, what is changed is only handed back."""
    if "home" not in request.fixturenames:
        monkeypatch.setattr(register, "replace", lambda *_: True)


def refusal(step: Callable[..., Any], *given: Any) -> str:
    with pytest.raises(ChartrierError) as caught:
        step(*given)
    return str(caught.value.finding.code)


@pytest.mark.parametrize("draft", [DEFINITIVE, DEPOT, replace(DEPOT, covers=Covers.INTERMEDIAIRES)])
@given(sent=days, signed=days, observed=st.none() | days, conforming=st.booleans())
def test_the_law_is_kept_whatever_the_days(
    draft: Convention, sent: date, signed: date, observed: date | None, conforming: bool
) -> None:
    """Whatever is done in whatever order, nothing is signed before four months or against a refusal."""
    known, today = Known(UUID(int=1), draft), date(2031, 1, 1)
    with suppress(ChartrierError):
        known = living.send(known, sent, today)
        if observed is not None:
            position = Position.CONFORME if conforming else Position.NON_CONFORME
            known = living.observe(known, position, "", observed, today)
    done = known.convention
    with suppress(Conflict):
        done = living.sign(known, signed, today).convention
    if done.signed is None:
        assert refusal(living.sign, known, signed, today) in ("ADM-146", "ADM-147")
        return
    assert done.sent == sent
    assert done.position is not Position.NON_CONFORME
    assert (signed.year * 12 + signed.month) - (sent.year * 12 + sent.month) >= 4
    assert signed - sent >= timedelta(days=119)


@given(signed=days, today=days)
def test_intermediaires_wait_for_nobody_and_owe_a_copy(signed: date, today: date) -> None:
    known = Known(UUID(int=1), DRAFT)
    if signed > today:
        assert refusal(living.sign, known, signed, today) == "ADM-144"
        return
    known = living.sign(known, signed, today)
    assert known.convention.copy_owed
    known = living.send_copy(known, signed, today)
    assert not known.convention.copy_owed
    assert refusal(living.send_copy, known, signed, today) == "ADM-150"
    assert refusal(living.sign, known, signed, today) == "ADM-148"


@pytest.mark.parametrize(
    ("sent", "earliest"),
    [
        (date(2026, 10, 31), date(2027, 2, 28)),
        (date(2027, 10, 31), date(2028, 2, 29)),
        (date(2026, 9, 1), date(2027, 1, 1)),
    ],
)
def test_four_months(sent: date, earliest: date) -> None:
    known, today = living.send(Known(UUID(int=1), DEFINITIVE), sent, date(2030, 1, 1)), date(2030, 1, 1)
    assert known.convention.earliest_signature == earliest
    assert refusal(living.sign, known, earliest - timedelta(days=1), today) == "ADM-147"
    assert living.sign(known, earliest, today).convention.signed == earliest
    assert not living.sign(known, earliest, today).convention.copy_owed


def test_a_draft_that_is_refused_is_sent_again() -> None:
    today = date(2030, 1, 1)
    known = Known(UUID(int=1), DEFINITIVE)
    assert refusal(living.observe, known, Position.CONFORME, "", FIRST, today) == "ADM-145"
    assert refusal(living.sign, known, FIRST, today) == "ADM-145"
    known = living.send(known, FIRST, today)
    assert refusal(living.observe, known, Position.CONFORME, "", FIRST - timedelta(days=1), today) == "ADM-157"
    known = living.observe(known, Position.NON_CONFORME, "le périmètre", date(2027, 2, 1), today)
    assert refusal(living.sign, known, date(2029, 1, 1), today) == "ADM-146"
    known = living.send(known, date(2027, 3, 1), today)
    assert known.convention.position is None
    assert living.sign(known, date(2027, 7, 1), today).convention.signed


@pytest.mark.parametrize(
    ("draft", "code"),
    [
        (replace(DRAFT, cost_key=""), "ADM-142"),
        (replace(DRAFT, indicators=()), "ADM-142"),
        (replace(DEFINITIVE, public_service=""), "ADM-142"),
        (replace(DEPOT, public_service=""), "ADM-142"),
        (replace(THIRD, declared=None), "ADM-142"),
        (replace(THIRD, agrement=""), "ADM-142"),
        (replace(THIRD, last=None), "ADM-152"),
        (replace(THIRD, last=date(2029, 1, 2)), "ADM-152"),
        (replace(DRAFT, last=date(2026, 12, 31)), "ADM-143"),
        (replace(DRAFT, parties=DRAFT.parties[:1]), "ADM-153"),
        (replace(DRAFT, parties=(Party("a"), Party("b"))), "ADM-153"),
        (replace(DRAFT, parties=(*DRAFT.parties, Party("CENTRE DE GESTION"))), "ADM-153"),
        (replace(DRAFT, parties=(*DRAFT.parties, Party(""))), "ADM-153"),
    ],
)
def test_what_it_has_to_say(draft: Convention, code: str) -> None:
    assert refusal(require_fit, draft) == code


@pytest.mark.parametrize("draft", [DRAFT, DEFINITIVE, DEPOT, THIRD])
def test_it_is_read_as_it_was_written(draft: Convention) -> None:
    require_fit(draft)
    whole = replace(draft, sent=FIRST, observed=FIRST, position=Position.CONFORME, signed=FIRST, copy_sent=FIRST)
    for each in (draft, whole):
        assert Convention.read({**each.as_json(), "of-later": 1}) == each


def opened(archive: Wiring, *codes: str) -> None:
    for code in codes:
        open_tenant(code, f"Commune {code}", instance="essai.localhost", copies=archive.copies, findings=Findings())


def signed(archive: Wiring, **changes: Any) -> Known:
    parties = (party(COMMUNE), party(NEIGHBOUR), party("Centre de gestion", "tient l'archive"))
    draft = replace(DRAFT, parties=parties, first=date(2020, 1, 1), **changes)
    identifier = add(draft, archive.copies.clock)
    found = living.find(str(identifier), [int(NEIGHBOUR)])
    return living.sign(found, date(2020, 1, 1), date(2026, 1, 1))


def test_each_party_has_its_exemplaire_and_nobody_else_sees_it(home: Home) -> None:
    with wire(home.settings) as archive:
        opened(archive, COMMUNE, NEIGHBOUR, OTHER)
        known = signed(archive)
        for code in (COMMUNE, NEIGHBOUR):
            assert register.conventions([int(code)]) == {known.id: known.convention}
        assert register.conventions([int(OTHER)]) == {}
        for which in (str(known.id), known.convention.name, "'; --"):
            assert refusal(living.find, which, [int(OTHER)]) == "ADM-140"
        stale = Known(known.id, replace(known.convention, name="Autre"))
        assert refusal(living.end, stale, date(2026, 1, 1), archive.copies) == "ADM-155"
        signed(archive)
        assert refusal(living.find, known.convention.name, [int(COMMUNE)]) == "ADM-141"
        with pytest.raises(NotFound):
            party("999999999")


def test_who_works_by_a_convention_does_so_until_it_ends(home: Home) -> None:
    with wire(home.settings) as archive:
        opened(archive, COMMUNE, NEIGHBOUR, OTHER)
        known = signed(archive)
        own = tenants.tenant(OTHER)
        who = entered(archive, own, Role.ARCHIVISTE)
        person = directory.person(who.person)
        given = delegate(known.id, known.convention, person, Role.ARCHIVISTE_ITINERANT, archive.copies)
        assert given == [NEIGHBOUR, COMMUNE]
        assert rights_of(person.id).tenants == (int(NEIGHBOUR), int(COMMUNE), int(OTHER))
        heard = habilitation_of(int(COMMUNE), person.id)
        assert heard is not None and heard.roles == {Role.ARCHIVISTE_ITINERANT}
        before = rights_of(person.id, date(2019, 12, 31))
        assert not before.decide(Permission.DEPOSIT, int(COMMUNE))
        living.end(known, date(2026, 1, 1), archive.copies)
        assert rights_of(person.id).tenants == (int(OTHER),)
        gone = habilitation_of(int(COMMUNE), person.id)
        assert gone is not None and gone.roles == frozenset()
        assert directory.members(int(COMMUNE)) == []


def test_a_renewal_takes_nothing_from_the_one_in_force(home: Home) -> None:
    with wire(home.settings) as archive:
        opened(archive, COMMUNE, NEIGHBOUR, OTHER)
        current = signed(archive, last=date(2027, 6, 30))
        parties = (party(COMMUNE), party("Centre de gestion"))
        renewal = replace(DRAFT, parties=parties, name="La suivante", first=date(2027, 7, 1))
        found = living.find(str(add(renewal, archive.copies.clock)), [int(COMMUNE)])
        following = living.sign(found, date(2026, 11, 1), date(2026, 11, 1))
        person = directory.person(entered(archive, tenants.tenant(OTHER), Role.ARCHIVISTE).person)
        role, tenant = Role.ARCHIVISTE_ITINERANT, int(COMMUNE)
        for each in (current, following):
            delegate(each.id, each.convention, person, role, archive.copies, [COMMUNE])
        days = (date(2026, 12, 1), date(2027, 6, 30), date(2027, 7, 1))
        assert all(rights_of(person.id, day).decide(Permission.DEPOSIT, tenant) for day in days)
        heard = habilitation_of(tenant, person.id)
        assert heard is not None and heard.roles == {role}
        add_role(str(person.id), role, COMMUNE, archive.copies)
        assert directory.members(tenant, days[0]) == [(person.id, role)]
        assert directory.memberships_of(person.id, days[0]).count((tenant, role)) == 1

        july = replace(archive.copies, clock=lambda: datetime(2027, 7, 1, 12, tzinfo=UTC))
        follow_days(july)
        ways = {each.convention for each in directory.grants_of(person.id) if each.tenant == tenant}
        assert ways == {following.id, None}, "what the ended one gave is gone, and nothing else"
        heard = habilitation_of(tenant, person.id)
        assert heard is not None and heard.roles == {role}
        living.end(following, date(2027, 7, 1), replace(july, clock=lambda: datetime(2027, 8, 1, 12, tzinfo=UTC)))
        assert {each.convention for each in directory.grants_of(person.id) if each.tenant == tenant} == {None}
        remove_role(str(person.id), role, COMMUNE, archive.copies)
        gone = habilitation_of(tenant, person.id)
        assert gone is not None and gone.roles == frozenset()


def test_a_term_that_passes_ends_it_at_once_and_is_told_later(home: Home) -> None:
    with wire(home.settings) as archive:
        opened(archive, COMMUNE, NEIGHBOUR, OTHER)
        known = signed(archive, last=date(2026, 6, 30))
        archive_then = replace(archive.copies, clock=lambda: datetime(2026, 6, 30, 12, tzinfo=UTC))
        who = entered(archive, tenants.tenant(OTHER), Role.DPO)
        person = directory.person(who.person)
        delegate(known.id, known.convention, person, Role.DPO, archive_then, [COMMUNE])
        assert rights_of(person.id, date(2026, 6, 30)).decide(Permission.READ_AUDIT, int(COMMUNE))
        assert not rights_of(person.id, date(2026, 7, 1)).decide(Permission.READ_AUDIT, int(COMMUNE))
        assert directory.deciding_roles(int(COMMUNE), person.id, date(2026, 6, 30)) == {"dpo"}
        assert directory.deciding_roles(int(COMMUNE), person.id, date(2026, 7, 1)) == set()
        heard = habilitation_of(int(COMMUNE), person.id)
        assert heard is not None and heard.roles == {Role.DPO}
        assert follow_days(archive.copies) == [person.id]
        gone = habilitation_of(int(COMMUNE), person.id)
        assert gone is not None and gone.roles == frozenset()
        assert follow_days(archive.copies) == []


def test_one_that_begins_later_is_told_on_its_day(home: Home) -> None:
    with wire(home.settings) as archive:
        opened(archive, COMMUNE, NEIGHBOUR, OTHER)
        known = signed(archive)
        who = entered(archive, tenants.tenant(OTHER), Role.DPO)
        before = replace(archive.copies, clock=lambda: datetime(2019, 12, 31, 12, tzinfo=UTC))
        delegate(known.id, known.convention, directory.person(who.person), Role.DPO, before, [COMMUNE])
        assert habilitation_of(int(COMMUNE), who.person) is None
        assert follow_days(before) == []
        assert follow_days(archive.copies) == [who.person]
        heard = habilitation_of(int(COMMUNE), who.person)
        assert heard is not None and heard.roles == {Role.DPO}
        assert follow_days(archive.copies) == []


def test_what_no_convention_gives(home: Home) -> None:
    with wire(home.settings) as archive:
        opened(archive, COMMUNE, NEIGHBOUR, OTHER)
        known = signed(archive)
        person = directory.add_person(uuid4(), "Ada", None, archive.copies.clock())
        for role in (Role.SIGNATAIRE, Role.VISA, Role.CONTROLE, Role.EXPLOITANT):
            with pytest.raises(InvalidInput):
                delegate(known.id, known.convention, person, role, archive.copies)
        draft = replace(known.convention, signed=None)
        assert refusal(delegate, known.id, draft, person, Role.DPO, archive.copies) == "ADM-149"
        assert refusal(delegate, known.id, known.convention, person, Role.DPO, archive.copies, [OTHER]) == "ADM-154"
        directory.give_role(int(COMMUNE), person.id, Role.LECTEUR)
        delegate(known.id, known.convention, person, Role.LECTEUR, archive.copies)
        living.end(known, date(2026, 1, 1), archive.copies)
        assert rights_of(person.id).tenants == (int(COMMUNE),)  # what was theirs stays
