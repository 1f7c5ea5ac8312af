"""Who is in the demonstration: their roles for the commune, and what each comes to do on the site."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Someone:
    """Nobody who exists. `roles` are for the commune; `function` and `does` are in French, then in English."""

    name: str
    email: str
    roles: tuple[str, ...]
    function: tuple[str, str]
    does: tuple[str, str]

    @property
    def first_name(self) -> str:
        return self.name.split()[0]


PEOPLE = (
    Someone(
        "Claire Fontaine",
        "claire@mairie.example",
        ("deposant",),
        ("secrétaire de mairie", "town clerk"),
        ("dépose, retrouve et prouve", "deposits, finds and proves"),
    ),
    Someone(
        "Jeanne Martin",
        "jeanne@etangs.example",
        ("archiviste",),
        ("archiviste de la communauté de communes", "archivist of the EPCI"),
        (
            "suit la commune et l'intercommunalité : réglages, personnes, échéances",
            "looks after the commune and the EPCI: settings, people, échéances",
        ),
    ),
    Someone(
        "Paul Durand",
        "paul@mairie.example",
        ("chef-de-service", "responsable"),
        ("directeur général des services", "chief executive"),
        ("ce qui attend son accord, les droits de chacun", "what waits for his agreement, everybody's rights"),
    ),
    Someone(
        "Anne Petit",
        "anne@mairie.example",
        ("signataire",),
        ("maire", "mayor"),
        ("ce qui attend sa signature, la convention", "what waits for her signature, the convention"),
    ),
    Someone(
        "Marc Lefèvre",
        "marc@archives.example",
        ("controle", "visa"),
        ("directeur des Archives départementales", "head of the Archives départementales"),
        (
            "contrôle la commune et l'intercommunalité, dit pourquoi il lit",
            "looks over the commune and the EPCI, says why he reads",
        ),
    ),
    Someone(
        "Léa Roux",
        "lea@exploitation.example",
        ("exploitant",),
        ("exploitante de l'instance", "operator of the instance"),
        ("ouvre des collectivités, entre des conventions", "opens collectivités, enters conventions"),
    ),
)
