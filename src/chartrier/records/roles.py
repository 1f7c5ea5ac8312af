"""What people may do for a collectivité: roles as sets of named permissions.

A permission lets somebody try; each act has its own guards besides (a second person, a standing authorisation…).
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from types import MappingProxyType


class Role(StrEnum):
    """What somebody is to a collectivité. `VISA`: the directeur of the Archives départementales or a délégataire."""

    DEPOSANT = "deposant"
    CHEF_DE_SERVICE = "chef-de-service"
    ARCHIVISTE = "archiviste"
    ARCHIVISTE_ITINERANT = "archiviste-itinerant"
    RESPONSABLE = "responsable"
    SIGNATAIRE = "signataire"
    VISA = "visa"
    DPO = "dpo"
    REFERENT_OPEN_DATA = "referent-open-data"
    ELU = "elu"
    CONTROLE = "controle"
    LECTEUR = "lecteur"
    EXPLOITANT = "exploitant"


class Permission(StrEnum):
    """What may be done; the value is what journals and the interface write."""

    RULES = "regles"
    """Import a referential, adopt or change séries, record the validation of a tableau de gestion."""
    EVENT = "evenement"
    """Say when what a DUA runs from has happened."""
    HOLD = "gel"
    LIFT = "levee"
    PROPOSE = "proposition"
    """Propose an élimination, a transfert, or that units become archives définitives."""
    AGREE = "assentiment"
    """For the service producteur, to a proposal; the answer to a request of dérogation too."""
    SIGN = "signature"
    """As autorité territoriale (maire, président or recorded délégataire)."""
    VISA = "visa"
    EXECUTE = "execution"
    """Order the destruction that a visa permits."""
    SECOND = "seconde-personne"
    """Confirm, as the second person, what dispenses with a visa: drafts, doubles, a withdrawal."""
    WITHDRAW = "retrait"
    CORRECT = "correction"
    DEROGATION = "derogation"
    DELIVER = "communication"
    """Have packages of what is archived made: DIP, restitution."""


_ARCHIVISTE = frozenset(
    {
        Permission.RULES, Permission.EVENT, Permission.HOLD, Permission.LIFT, Permission.PROPOSE, Permission.EXECUTE,
        Permission.SECOND, Permission.WITHDRAW, Permission.CORRECT, Permission.DEROGATION, Permission.DELIVER,
    }
)  # fmt: skip

PERMISSIONS = MappingProxyType(
    {
        Role.DEPOSANT: frozenset({Permission.EVENT}),
        Role.CHEF_DE_SERVICE: frozenset({Permission.EVENT, Permission.AGREE, Permission.DELIVER}),
        Role.ARCHIVISTE: _ARCHIVISTE,
        Role.ARCHIVISTE_ITINERANT: _ARCHIVISTE,
        Role.RESPONSABLE: frozenset({Permission.HOLD, Permission.EXECUTE, Permission.SECOND}),
        Role.SIGNATAIRE: frozenset({Permission.SIGN, Permission.SECOND}),
        Role.VISA: frozenset({Permission.VISA}),
        Role.DPO: frozenset({Permission.HOLD}),
        Role.REFERENT_OPEN_DATA: frozenset[Permission](),
        Role.ELU: frozenset[Permission](),
        Role.CONTROLE: frozenset[Permission](),
        Role.LECTEUR: frozenset[Permission](),
        Role.EXPLOITANT: frozenset({Permission.EXECUTE}),
    }
)
"""What each role lets one do."""


def permissions_of(roles: Iterable[Role]) -> frozenset[Permission]:
    """All that these roles together let one do."""
    return frozenset[Permission]().union(*(PERMISSIONS[role] for role in roles))
