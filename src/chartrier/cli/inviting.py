"""What becomes of invitations while commands change what persons may do."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from chartrier.administration.invitations import waits
from chartrier.catalog.people.models import Person
from chartrier.cli.output import Output
from chartrier.clock import Clock


@contextmanager
def telling_of_invitation(person: Person, clock: Clock, output: Output) -> Iterator[None]:
    """Say it when what is done within this ends the invitation of a person, who is then to be invited again."""
    waited = waits(person, clock)
    yield
    if waited and not waits(person, clock):
        output.say(
            "⚠ {name} : son invitation, que sa collectivité peut connaître, n'ouvre plus rien."
            " « chartrier person invite {id} » en fait une autre.",
            name=person.name,
            id=person.id,
        )
