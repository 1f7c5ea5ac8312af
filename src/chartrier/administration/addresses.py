"""The e-mail address by which somebody signs in, and is invited: said anew when it changes or was wrong."""

from __future__ import annotations

from chartrier.administration.invitations import require_address
from chartrier.administration.names import clean_name
from chartrier.administration.people import find_person
from chartrier.catalog.accounts import invitations
from chartrier.catalog.people import directory
from chartrier.catalog.people.models import Person


def change_address(who: str, email: str) -> Person:
    """Have a person sign in by another address; an invitation that was sent to the one before opens nothing.

    Raises NotFound, Conflict when several have the name or somebody has the address, InvalidInput when it is none.
    """
    person, email = find_person(who), clean_name(email).lower()
    require_address(email)
    if person.email == email:
        return person
    changed = directory.set_email(person.id, email)
    invitations.forget(person.id)
    return changed
