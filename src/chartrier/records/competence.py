"""Competence: which permission each act needs. Whoever writes an act and whoever verifies it ask here."""

from __future__ import annotations

from collections.abc import Iterable
from types import MappingProxyType

from chartrier.records.roles import Permission, Role, permissions_of

BY_SYSTEM = frozenset({"attestation", "habilitation"})
"""Acts that the system may do by itself: it attests what was destroyed, and enters who may decide."""

ANY_ONE_OF = MappingProxyType(
    {
        "assentiment": frozenset({Permission.AGREE, Permission.SECOND}),
        "attestation": frozenset({Permission.EXECUTE}),
        "autorisation": frozenset({Permission.VISA}),
        "communication": frozenset({Permission.DELIVER}),
        "conservation": frozenset({Permission.PROPOSE}),
        "correction": frozenset({Permission.CORRECT}),
        "derogation": frozenset({Permission.DEROGATION, Permission.AGREE}),
        "droits": frozenset({Permission.SIGN}),
        "elimination": frozenset({Permission.EXECUTE}),
        "evenement": frozenset({Permission.EVENT}),
        "gel": frozenset({Permission.HOLD}),
        "habilitation": frozenset[Permission](),
        "imputation": frozenset({Permission.PROPOSE, Permission.VISA}),
        "levee": frozenset({Permission.LIFT}),
        "passage": frozenset({Permission.SIGN}),
        "proposition": frozenset({Permission.PROPOSE}),
        "publication": frozenset({Permission.PUBLISH}),
        "referentiel": frozenset({Permission.RULES}),
        "restitution": frozenset({Permission.DELIVER, Permission.EXECUTE}),
        "retrait": frozenset({Permission.WITHDRAW, Permission.SECOND}),
        "saisine": frozenset({Permission.PROPOSE}),
        "signature": frozenset({Permission.SIGN}),
        "tableau": frozenset({Permission.RULES}),
        "transfert": frozenset({Permission.PROPOSE, Permission.EXECUTE}),
        "visa": frozenset({Permission.VISA}),
    }
)
"""Of each act, the permissions of which one is enough; `seconde-personne` confirms what dispenses with a visa,
`execution` destroys what another archive took or its producer has back.

No permission lets a person enter an habilitation: only the system does.
"""

GIVEN_ELSEWHERE = frozenset({"papier", "pades"})
"""Forms in which a signature, a visa, an authorisation or the answer of a producer elsewhere is given outside the
application; whoever proposes records it then."""

_RECORDED = frozenset({"assentiment", "autorisation", "signature", "visa"})


def permissions_for(operation: str, form: object = None) -> frozenset[Permission]:
    """The permissions of which one is enough for this act; `form` is that member of its `operation.json`.

    Empty for an operation that no person may do, or that is no act.
    """
    needed = ANY_ONE_OF.get(operation, frozenset[Permission]())
    if operation in _RECORDED and form in GIVEN_ELSEWHERE:
        return needed | {Permission.PROPOSE}
    return needed


def is_competent(roles: Iterable[Role], operation: str, form: object = None) -> bool:
    """Whether these roles let a person do this act."""
    return bool(permissions_of(roles) & permissions_for(operation, form))
