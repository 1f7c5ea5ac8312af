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
    CHEF_DE_PROJET = "chef-de-projet"
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
    PUBLISH = "publication"
    """Put online and withdraw: the portal, datasets, séries, records."""

    # What follows lets somebody see, deposit and administer; no act needs it.
    CHECK = "controle-de-paquet"
    """Have a package checked without depositing it."""
    DEPOSIT = "depot"
    REVIEW_DEPOSITS = "examen-des-depots"
    """Look at what waits for an archivist, send it back, let it in."""
    CORRECT_BEFORE_ACCEPTANCE = "correction-avant-acceptation"
    SEARCH_DESCRIPTIONS = "recherche"
    """See descriptions, rules, bordereaux and registers."""
    READ_DOCUMENT = "lecture"
    READ_WITH_MOTIVE = "lecture-motivee"
    """Open a document after saying why, which the collectivité sees."""
    SEE_PERSONAL_DATA = "donnees-personnelles"
    REDACT = "occultation"
    """Have redacted copies made of documents that one may open."""
    ANSWER_PERSONS = "demandes-de-personnes"
    """Keep the requests of persons whom archives name, the violations of their data, the notes on AIPD."""
    READ_AUDIT = "acces-enregistres"
    """See who looked at what."""
    READ_INDICATORS = "indicateurs"
    ADMINISTER_TENANT = "administration"
    """Services, persons, accords and settings of the collectivité."""
    KEEP_TREATMENTS = "traitements"
    """Keep the register of treatments of personal data, and see what contradicts it."""
    SEE_PLANS = "preparation"
    """See what the collectivité prepares: projects of dematerialisation, scenarios, conventions and their documents."""
    LEAD_PROJECTS = "projets"
    """Enter projects of dematerialisation, and what has been settled of them."""
    LEAD_TERRITORY = "territoire"
    """Enter what is known of the coverage of a territory: initiatives, states of communes, actors."""
    OPERATE = "exploitation"
    """Operate the instance: open collectivités, add issuers, see jobs and copies. No role gives it."""


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
        Role.REFERENT_OPEN_DATA: frozenset({Permission.PUBLISH}),
        Role.CHEF_DE_PROJET: frozenset[Permission](),
        Role.ELU: frozenset[Permission](),
        Role.CONTROLE: frozenset[Permission](),
        Role.LECTEUR: frozenset[Permission](),
        Role.EXPLOITANT: frozenset({Permission.EXECUTE}),
    }
)
"""The acts that each role lets one do, as `docs/format.md` says them to whoever verifies."""

_LOOKS = frozenset({Permission.SEARCH_DESCRIPTIONS, Permission.READ_INDICATORS, Permission.SEE_PLANS})
_READS = _LOOKS | {Permission.READ_DOCUMENT}
_DEPOSITS = _READS | {Permission.CHECK, Permission.DEPOSIT}
_CONTROLS = _LOOKS | {Permission.CHECK, Permission.READ_WITH_MOTIVE, Permission.READ_AUDIT}
_KEEPS = _DEPOSITS | {
    Permission.REVIEW_DEPOSITS, Permission.CORRECT_BEFORE_ACCEPTANCE, Permission.SEE_PERSONAL_DATA,
    Permission.ANSWER_PERSONS, Permission.REDACT, Permission.KEEP_TREATMENTS, Permission.READ_AUDIT,
    Permission.ADMINISTER_TENANT, Permission.LEAD_PROJECTS,
}  # fmt: skip

ACCESS = MappingProxyType(
    {
        Role.DEPOSANT: _DEPOSITS,
        Role.CHEF_DE_SERVICE: _DEPOSITS | {Permission.SEE_PERSONAL_DATA},
        Role.ARCHIVISTE: _KEEPS,
        Role.ARCHIVISTE_ITINERANT: _KEEPS,
        Role.RESPONSABLE: _READS
        | {
            Permission.READ_AUDIT,
            Permission.ADMINISTER_TENANT,
            Permission.KEEP_TREATMENTS,
            Permission.LEAD_PROJECTS,
        },
        Role.SIGNATAIRE: _LOOKS | {Permission.ANSWER_PERSONS},
        Role.VISA: _CONTROLS,
        Role.DPO: _LOOKS
        | {
            Permission.READ_WITH_MOTIVE,
            Permission.READ_AUDIT,
            Permission.SEE_PERSONAL_DATA,
            Permission.REDACT,
            Permission.ANSWER_PERSONS,
            Permission.KEEP_TREATMENTS,
        },
        Role.REFERENT_OPEN_DATA: _LOOKS | {Permission.REDACT},
        Role.CHEF_DE_PROJET: frozenset(
            {
                Permission.READ_INDICATORS,
                Permission.SEE_PLANS,
                Permission.LEAD_PROJECTS,
                Permission.LEAD_TERRITORY,
            }
        ),
        Role.ELU: frozenset({Permission.READ_INDICATORS}),
        Role.CONTROLE: _CONTROLS,
        Role.LECTEUR: _READS,
        Role.EXPLOITANT: frozenset({Permission.READ_INDICATORS}),
    }
)
"""What each role lets one see, deposit and administer besides."""

OF_THE_WHOLE = frozenset[Permission]().union(
    *PERMISSIONS.values(),
    {
        Permission.ANSWER_PERSONS, Permission.READ_AUDIT, Permission.ADMINISTER_TENANT, Permission.KEEP_TREATMENTS,
        Permission.LEAD_PROJECTS, Permission.LEAD_TERRITORY,
    },
)  # fmt: skip
"""Permissions that are of a whole collectivité: every act, and what no service and no série divides. A role that
services or séries bound does not give them (decisions 0109 and 0259).
"""


def permissions_of(roles: Iterable[Role]) -> frozenset[Permission]:
    """All that these roles together let one do."""
    return frozenset[Permission]().union(*(PERMISSIONS[role] | ACCESS[role] for role in roles))
