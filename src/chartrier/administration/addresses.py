"""The e-mail address by which somebody signs in, and is invited: said anew when it changes or was wrong."""

from __future__ import annotations

from chartrier.administration.invitations import require_address
from chartrier.administration.names import clean_name
from chartrier.administration.people import find_person
from chartrier.catalog.accounts import entrances, invitations
from chartrier.catalog.people import directory
from chartrier.catalog.people.models import Person
from chartrier.catalog.transaction import transaction


def change_address(who: str, email: str) -> Person:
    """Have a person sign in by another address; whoever was in their account, or could come in, is out, and an
    invitation that they had not used opens nothing any more. They are to be invited there.

    All is done, or nothing is; saying the address that they have forgets the invitation, and ends nothing else. Raises
    NotFound, Conflict when several have the name or somebody has the address, InvalidInput when it is none.
    """
    person, email = find_person(who), clean_name(email).lower()
    require_address(email)
    with transaction([]):
        invitations.forget(person.id)
        if person.email == email:
            return person
        directory.set_email(person.id, email)
        # whoever reads the mail of a wrong address chose what opens the account
        entrances.end_all(person.id)
        return directory.person(person.id)
