"""By what a person is in their account, or comes in: ended here for who changes it from outside.

Tables of django-allauth and of sessions, which only commands that serve pages load: they are spoken to in SQL.
"""

from __future__ import annotations

from uuid import UUID

from django.contrib.auth.hashers import make_password
from django.db import connections

from chartrier.catalog.people.models import Person
from chartrier.catalog.transaction import transaction


def end_sessions(person: UUID) -> None:
    """Sign a person out wherever they are signed in."""
    with transaction([]), connections["default"].cursor() as cursor:
        cursor.execute(
            "DELETE FROM django_session WHERE session_key IN"
            " (SELECT session_key FROM usersessions_usersession WHERE user_id = %s)",
            [person],
        )
        cursor.execute("DELETE FROM usersessions_usersession WHERE user_id = %s", [person])


def end_all(person: UUID) -> None:
    """The same, and let nothing that opened their account open it again: password, second factors, passkeys, identities
    of issuers. An invitation opens it then, as the first one did.
    """
    with transaction([]), connections["default"].cursor() as cursor:
        end_sessions(person)
        Person.objects.filter(id=person).update(password=make_password(None))
        cursor.execute("DELETE FROM mfa_authenticator WHERE user_id = %s", [person])
        cursor.execute("DELETE FROM socialaccount_socialaccount WHERE user_id = %s", [person])
