"""The e-mail address by which somebody signs in, and is invited: said anew when it changes or was wrong."""

from __future__ import annotations

from chartrier.administration.invitations import require_address
from chartrier.administration.names import clean_name
from chartrier.administration.people import find_person
from chartrier.catalog.accounts import invitations
from chartrier.catalog.people import directory
from chartrier.catalog.people.models import Person
from chartrier.catalog.transaction import transaction


def change_address(who: str, email: str) -> Person:
    """Have a person sign in by another address; an invitation that they had not used opens nothing any more.

    Both are done, or nothing is; saying the address that they have forgets the invitation too. Raises NotFound,
    Conflict when several have the name or somebody has the address, InvalidInput when it is none.
    """
    person, email = find_person(who), clean_name(email).lower()
    require_address(email)
    with transaction([]):
        invitations.forget(person.id)
        return person if person.email == email else directory.set_email(person.id, email)
