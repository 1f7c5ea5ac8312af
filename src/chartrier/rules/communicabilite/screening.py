"""What is not a dérogation: whom to answer otherwise, before any request is registered."""

from __future__ import annotations

from collections.abc import Collection

from chartrier.errors import NotAllowed
from chartrier.rules.communicabilite import findings as say
from chartrier.rules.communicabilite.administrative import Relation
from chartrier.rules.communicabilite.derogation import Derogation, Request
from chartrier.rules.communicabilite.formulas import Outcome
from chartrier.rules.communicabilite.public import PublicAnswer
from chartrier.rules.communicabilite.words import Words

_OWN_FILES = Words(
    "un service qui lit ses propres dossiers y a accès par le régime administratif",
    "a service that reads its own files has them under the administrative regime",
)
_OWN_PERSON = Words(
    "une personne a accès à ce qui la concerne (CRPA, L311-6)",
    "people have access to what is about themselves (CRPA, L311-6)",
)
_NEVER = Words(
    "certains de ces documents ne sont jamais communicables (L213-2, II), et L213-3 ne vise que les délais du I",
    "some of these documents are never open (L213-2, II), and L213-3 is about the delays of I only",
)
_OPEN = Words("ces documents sont déjà communicables à tous", "these documents are open to everybody already")


def why_not_a_derogation(relation: Relation, accesses: Collection[PublicAnswer], request: Request) -> Words | None:
    """Why this asker needs, or can get, no dérogation for documents of these accesses; None where it is the way.

    A date to be established or a missing rule does not stand in the way: the documents are closed meanwhile.
    """
    if relation in (Relation.PRODUCER, Relation.TRANSFERRING, Relation.ARCHIVES):
        return _OWN_FILES
    if relation is Relation.CONCERNED:
        return _OWN_PERSON
    if any(access.outcome is Outcome.NEVER for access in accesses):
        return _NEVER
    return _OPEN if accesses and all(access.is_open(request.registered) for access in accesses) else None


def open_derogation(relation: Relation, accesses: Collection[PublicAnswer], request: Request) -> Derogation:
    """The dérogation of a request that needs one; `accesses` are those of the documents asked for.

    Raises NotAllowed where it is not a dérogation.
    """
    why = why_not_a_derogation(relation, accesses, request)
    if why is not None:
        raise NotAllowed(say.NOT_A_DEROGATION, why_fr=why.fr, why_en=why.en)
    return Derogation(request)
