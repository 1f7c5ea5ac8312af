"""Accounts of who has nothing to do here any more are closed after a while, and none of the others."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID, uuid4

import pytest

from chartrier.administration.conventions.delegating import delegate
from chartrier.administration.conventions.drafting import party
from chartrier.administration.idle import CLOSED_AFTER, close_idle
from chartrier.administration.joining import join
from chartrier.administration.people import add_role, deactivate, let_operate, remove_role
from chartrier.administration.tenants import open_tenant
from chartrier.catalog.acts.habilitations import habilitation_of
from chartrier.catalog.conventions import register as conventions
from chartrier.catalog.people import directory
from chartrier.catalog.tenants import register
from chartrier.copies.copies import Copies
from chartrier.errors import NotAllowed
from chartrier.records.finding import Findings
from chartrier.records.roles import Role
from chartrier.rules.convention import Convention, ConventionKind, Covers
from chartrier.wiring import Wiring, wire
from tests.actors import entered
from tests.conftest import Home

COMMUNE = "211234567"


def opened(archive: Wiring) -> Copies:
    open_tenant(COMMUNE, "", instance="essai.localhost", copies=archive.copies, findings=Findings())
    return archive.copies


def after(copies: Copies, days: int) -> Copies:
    then = copies.clock() + timedelta(days=days)
    return replace(copies, clock=lambda: then)


def person(name: str, copies: Copies) -> UUID:
    return directory.add_person(uuid4(), name, f"{name.lower()}@exemple.fr", copies.clock()).id


def test_without_a_role_for_long_an_account_is_closed(home: Home) -> None:
    with wire(home.settings) as archive:
        copies = opened(archive)
        who = entered(archive, register.tenant(COMMUNE), Role.ARCHIVISTE).person
        assert close_idle(copies) == close_idle(after(copies, 400)) == []
        remove_role(str(who), Role.ARCHIVISTE, COMMUNE, copies)
        assert close_idle(copies) == close_idle(after(copies, CLOSED_AFTER.days - 1)) == []
        assert directory.person(who).active
        assert close_idle(after(copies, CLOSED_AFTER.days)) == [who]
        assert not directory.person(who).active
        told = habilitation_of(int(COMMUNE), who)
        assert told is not None and told.roles == frozenset()
        assert close_idle(after(copies, 400)) == []
        add_role(str(who), Role.ARCHIVISTE, COMMUNE, copies)
        told = habilitation_of(int(COMMUNE), who)
        assert directory.person(who).active and told is not None and told.roles == {Role.ARCHIVISTE}
        assert close_idle(after(copies, 800)) == []


def test_who_is_awaited_or_operates_is_never_closed(home: Home) -> None:
    with wire(home.settings) as archive:
        copies = opened(archive)
        operator, awaited, back = (person(name, copies) for name in ("Olivia", "Aline", "Bruno"))
        let_operate(str(operator), True)
        first, identifier = date(2099, 1, 1), uuid4()
        parties = (party(COMMUNE), party("Centre de gestion"))
        signed = Convention(
            ConventionKind.MUTUALISATION, Covers.INTERMEDIAIRES, "Plus tard", parties, first, signed=date(2026, 1, 1)
        )
        conventions.enter([int(COMMUNE)], identifier, signed)
        delegate(identifier, signed, directory.person(awaited), Role.DPO, copies)
        assert close_idle(copies) == []
        add_role(str(back), Role.LECTEUR, COMMUNE, copies)
        remove_role(str(back), Role.LECTEUR, COMMUNE, copies)
        assert close_idle(after(copies, 400)) == [], "it is counted anew since the last role"
        assert all(directory.person(each).active for each in (operator, awaited, back))


def test_who_comes_back_is_invited_and_what_somebody_closed_stays_closed(home: Home) -> None:
    with wire(home.settings) as archive:
        copies = opened(archive)
        idle, closed = person("Ida", copies), person("Carl", copies)
        close_idle(copies)
        deactivate(str(closed), copies)
        assert close_idle(after(copies, CLOSED_AFTER.days)) == [idle]
        assert join(COMMUNE, "", "ida@exemple.fr", Role.LECTEUR, copies) is not None, "she had no password yet"
        with pytest.raises(NotAllowed):
            join(COMMUNE, "", "carl@exemple.fr", Role.LECTEUR, copies)
        assert directory.person(idle).active and not directory.person(closed).active
