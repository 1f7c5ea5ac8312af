"""Accounts that wait for their password: whoever knows the link of their invitation opens them, with all they hold."""

from __future__ import annotations

from chartrier.catalog.accounts import invitations
from chartrier.catalog.people import directory
from chartrier.catalog.people.models import Person
from chartrier.records.roles import Role

OF_THE_COLLECTIVITE = frozenset({Role.DEPOSANT, Role.CHEF_DE_SERVICE, Role.LECTEUR, Role.ELU, Role.REFERENT_OPEN_DATA})
"""Roles that whoever administers a collectivité gives and takes; the others, which destroy, bind or control, are the
operator's to give."""


def end_known_invitation(person: Person, *, within: int | None = None, role: str | None = None) -> None:
    """Before a person is given something: an invitation that a collectivité may have made, and so may know, opens
    nothing any more once they hold more than that collectivité gives. Ended first: what fails in between opens nothing.

    `within` and `role`: a role for this tenant, by themselves; without them, what no collectivité gives.
    """
    if person.has_usable_password() or not _of_one_collectivite(person):
        return
    tenants = {held.tenant for held in directory.grants_of(person.id)} | {within}
    if role not in OF_THE_COLLECTIVITE or len(tenants) > 1:
        invitations.forget(person.id)


def _of_one_collectivite(person: Person) -> bool:
    grants = directory.grants_of(person.id)
    return (
        not person.operator
        and len({held.tenant for held in grants}) <= 1
        and all(held.convention is None and held.role in OF_THE_COLLECTIVITE for held in grants)
    )
