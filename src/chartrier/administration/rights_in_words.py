"""Roles and permissions in words, for whoever asks why they may or may not."""

from __future__ import annotations

from collections.abc import Iterable
from types import MappingProxyType

from chartrier.records.roles import ACCESS, PERMISSIONS, Permission, Role
from chartrier.rules.communicabilite.words import Words

ROLES = MappingProxyType(
    {
        Role.DEPOSANT: Words("déposant", "depositor"),
        Role.CHEF_DE_SERVICE: Words("chef de service producteur", "head of the producing service"),
        Role.ARCHIVISTE: Words("archiviste", "archivist"),
        Role.ARCHIVISTE_ITINERANT: Words("archiviste itinérant", "itinerant archivist"),
        Role.RESPONSABLE: Words("responsable", "manager"),
        Role.SIGNATAIRE: Words("signataire", "signatory"),
        Role.VISA: Words("visa des Archives départementales", "visa of the Archives départementales"),
        Role.DPO: Words("délégué à la protection des données", "data protection officer"),
        Role.REFERENT_OPEN_DATA: Words("référent open data", "open data lead"),
        Role.CHEF_DE_PROJET: Words("chef de projet de territoire", "territory project lead"),
        Role.ELU: Words("élu", "elected representative"),
        Role.CONTROLE: Words("contrôle scientifique et technique", "scientific and technical control"),
        Role.LECTEUR: Words("lecteur", "reader"),
        Role.EXPLOITANT: Words("exploitant", "operator"),
    }
)

PERMISSIONS_IN_WORDS = MappingProxyType(
    {
        Permission.RULES: Words("changer les règles de gestion", "change the management rules"),
        Permission.EVENT: Words("dire qu'un événement a eu lieu", "say that an event has happened"),
        Permission.HOLD: Words("geler", "hold"),
        Permission.LIFT: Words("lever un gel", "lift a hold"),
        Permission.PROPOSE: Words("proposer ce qui sort de l'archive", "propose what leaves the archive"),
        Permission.AGREE: Words("donner l'assentiment du service producteur", "agree for the producing service"),
        Permission.SIGN: Words("signer pour l'autorité territoriale", "sign for the territorial authority"),
        Permission.VISA: Words("donner le visa", "give the visa"),
        Permission.EXECUTE: Words("exécuter une destruction", "execute a destruction"),
        Permission.SECOND: Words("confirmer, en seconde personne", "confirm, as the second person"),
        Permission.WITHDRAW: Words("retirer ce qui n'aurait pas dû être versé", "withdraw what should not be there"),
        Permission.CORRECT: Words("corriger les descriptions", "correct descriptions"),
        Permission.DEROGATION: Words("instruire les dérogations", "handle dérogations"),
        Permission.DELIVER: Words("faire remettre des archives", "have archives handed out"),
        Permission.PUBLISH: Words("mettre en ligne et retirer", "put online and withdraw"),
        Permission.CHECK: Words("faire contrôler un paquet", "have a package checked"),
        Permission.DEPOSIT: Words("déposer", "deposit"),
        Permission.REVIEW_DEPOSITS: Words("examiner les dépôts", "review deposits"),
        Permission.CORRECT_BEFORE_ACCEPTANCE: Words(
            "corriger un dépôt avant son acceptation", "correct a deposit before it is accepted"
        ),
        Permission.SEARCH_DESCRIPTIONS: Words("chercher et voir les descriptions", "search and see descriptions"),
        Permission.READ_DOCUMENT: Words("ouvrir les documents", "open documents"),
        Permission.READ_WITH_MOTIVE: Words("ouvrir un document en disant pourquoi", "open a document, saying why"),
        Permission.SEE_PERSONAL_DATA: Words("voir les données personnelles", "see personal data"),
        Permission.REDACT: Words("faire des copies occultées", "make redacted copies"),
        Permission.ANSWER_PERSONS: Words("tenir les demandes des personnes", "keep the requests of persons"),
        Permission.READ_AUDIT: Words("voir qui a consulté quoi", "see who looked at what"),
        Permission.READ_INDICATORS: Words("voir les indicateurs", "see the indicators"),
        Permission.ADMINISTER_TENANT: Words("administrer la collectivité", "administer the collectivité"),
        Permission.KEEP_TREATMENTS: Words(
            "tenir le registre des traitements", "keep the register of treatments of personal data"
        ),
        Permission.SEE_PLANS: Words(
            "voir projets, scénarios et conventions", "see projects, scenarios and conventions"
        ),
        Permission.LEAD_PROJECTS: Words(
            "inscrire les projets de dématérialisation", "enter the projects of dematerialisation"
        ),
        Permission.LEAD_TERRITORY: Words(
            "entrer ce que l'on sait d'un territoire", "enter what is known of a territory"
        ),
        Permission.OPERATE: Words("exploiter l'instance", "operate the instance"),
    }
)


def roles_giving(permission: Permission) -> Words:
    """The roles that let somebody do this, as a list in words."""
    return listed(ROLES[role] for role in Role if permission in PERMISSIONS[role] | ACCESS[role])


def listed(words: Iterable[Words]) -> Words:
    """Several things, with commas between them."""
    kept = list(words)
    return Words(", ".join(each.fr for each in kept), ", ".join(each.en for each in kept))
