"""Who is in the demonstration: their roles for the commune, what each comes to do on the site, and where."""

from __future__ import annotations

from dataclasses import dataclass

from chartrier.records.roles import PERMISSIONS, Role

Look = tuple[str, str, str]
"""An address of the site, where `~` stands for the commune; what is to be seen there, in French, then in English."""


@dataclass(frozen=True, slots=True)
class Someone:
    """Nobody who exists. `roles` are for the commune; `function` is in French, then in English."""

    name: str
    email: str
    roles: tuple[str, ...]
    function: tuple[str, str]
    looks: tuple[Look, ...]

    @property
    def first_name(self) -> str:
        return self.name.split()[0]

    @property
    def decides(self) -> bool:
        """Whether a role lets them do acts, which are signed by a key."""
        return any(PERMISSIONS[Role(role)] for role in self.roles)


PEOPLE = (
    Someone(
        "Claire Fontaine",
        "claire@mairie.example",
        ("deposant",),
        ("secrétaire de mairie", "town clerk"),
        (
            ("/~/", "déposer les trois délibérations qui l'attendent", "deposit the three délibérations that wait"),
            ("/~/recherche/?words=toiture", "retrouver un document, le prouver", "find a document again, prove it"),
        ),
    ),
    Someone(
        "Jeanne Martin",
        "jeanne@etangs.example",
        ("archiviste",),
        ("archiviste de la communauté de communes", "archivist of the EPCI"),
        (
            (
                "/territoire/montee-en-charge/",
                "où en sont ses communes, qui a cessé de verser",
                "where her communes are, who stopped",
            ),
            ("/~/vue/", "tout d'un coup d'œil, le rouge d'abord", "everything at a glance, the red first"),
            ("/~/echeances/", "ce qui est échu", "what is due"),
        ),
    ),
    Someone(
        "Paul Durand",
        "paul@mairie.example",
        ("chef-de-service", "responsable", "referent-open-data"),
        ("directeur général des services", "chief executive"),
        (
            (
                "/~/projets/",
                "les projets : prêt, à risque, sans archivage",
                "projects: ready, at risk, without archiving",
            ),
            ("/~/maturite/", "la maturité, l'an passé et cette année", "maturity, last year and this one"),
            ("/~/donnees-ouvertes/", "ce qui est en ligne, ce qui est retenu", "what is online, what is withheld"),
            (
                "/~/scenarios/",
                "y donner demo/commune/scenario.toml : deux services comparés",
                "give demo/commune/scenario.toml there: two services compared",
            ),
            (
                "/~/rapport/",
                "le rapport annuel, chaque chiffre avec sa liste",
                "the annual report, each number with its list",
            ),
        ),
    ),
    Someone(
        "Odile Vasseraud",
        "odile@mairie.example",
        ("signataire",),
        ("maire", "mayor"),
        (
            ("/~/propositions/", "une élimination à signer", "an élimination to sign"),
            ("/~/conventions/", "la convention et son kit", "the convention and its kit"),
        ),
    ),
    Someone(
        "Bernard Taillevigne",
        "bernard@mairie.example",
        ("elu",),
        ("adjoint au maire", "deputy mayor"),
        (
            (
                "/~/cockpit/",
                "trois chiffres, une décision, la note à imprimer",
                "three numbers, a decision, the note to print",
            ),
            ("/territoire/lieu/D96/", "la couverture de la Haute-Sylve", "the coverage of the Haute-Sylve"),
        ),
    ),
    Someone(
        "Nadia Benali",
        "nadia@etangs.example",
        ("dpo",),
        ("déléguée à la protection des données", "data protection officer"),
        (
            ("/dpo/", "ce qui presse : une demande, une violation", "what is urgent: a request, a violation"),
            (
                "/~/traitements/contradictions/",
                "ce que l'archive dit d'autre que le registre",
                "what the archive says otherwise",
            ),
        ),
    ),
    Someone(
        "Marc Lefèvre",
        "marc@archives.example",
        ("controle", "visa"),
        ("directeur des Archives départementales", "head of the Archives départementales"),
        (
            (
                "/territoire/lieu/D96/zones-blanches/",
                "les zones blanches, une piste pour chacune",
                "white zones, a lead for each",
            ),
            ("/territoire/initiatives/", "qui offre quoi à qui", "who offers what to whom"),
            ("/~/recherche/", "contrôler, en disant pourquoi il lit", "look over, saying why he reads"),
        ),
    ),
    Someone(
        "Léa Roux",
        "lea@exploitation.example",
        ("exploitant",),
        ("exploitante de l'instance", "operator of the instance"),
        (
            (
                "/exploitation/hebergement/",
                "un agrément qui finit, ce que cela coûte",
                "an agrément that ends, what it costs",
            ),
            (
                "/exploitation/collectivites/",
                "ouvrir une collectivité en une minute",
                "open a collectivité in a minute",
            ),
        ),
    ),
)

EVERYBODY: Look = (
    "/public/~/",
    "ce que chacun lit et cite, sans compte",
    "what everybody reads and cites, without an account",
)
