"""The annex on personal data: what RGPD, art. 28 §3 asks that the contract says, point by point."""

from __future__ import annotations

from chartrier.cockpit.kit.blanks import Blanks
from chartrier.cockpit.kit.custody import country, custodian
from chartrier.cockpit.kit.facts import Facts
from chartrier.cockpit.kit.written import depositors, host, paper
from chartrier.papers import words
from chartrier.papers.blocks import Block, Cell, Column, Heading, List, Paper, Table, Text
from chartrier.papers.blocks import Facts as Pairs

TITLE = "Données à caractère personnel (RGPD, article 28)"


def data_annex(facts: Facts, blanks: Blanks) -> Paper:
    """Treatment, duties, further processors, breaches, persons’ rights, restitution, audits."""
    processor = host(facts, blanks)
    return paper(facts, TITLE, [*_treatment(facts, blanks, processor), *_duties(facts, blanks), *_last(blanks)])


def _treatment(facts: Facts, blanks: Blanks, processor: str) -> list[Block]:
    convention = facts.convention
    ends = words.day(convention.last) if convention.last else "sans terme"
    return [
        Heading("1. Le traitement"),
        Pairs(
            (
                ("Responsables de traitement", ", ".join(each.name for each in depositors(facts))),
                ("Sous-traitant", processor),
                ("Objet", "conservation d’archives publiques numériques pour le compte des responsables"),
                ("Nature", "réception, contrôle, conservation, consultation, communication, élimination, restitution"),
                (
                    "Finalité",
                    "archivage : intérêt public, durées d’utilité administrative, sort final (RGPD, art. 5 et 89)",
                ),
                ("Durée", f"du {words.day(convention.first)} à : {ends}"),
                ("Types de données", blanks.blank("types de données, dont données sensibles (RGPD, art. 9 et 10)")),
                ("Personnes concernées", blanks.blank("catégories de personnes : agents, usagers, élus, élèves…")),
            )
        ),
        Table(
            (Column("Partie"), Column("Délégué à la protection des données")),
            [
                (
                    Cell(each.name),
                    Cell(
                        ", ".join(each.holdings.dpo if each.holdings is not None else ())
                        or blanks.blank(f"délégué de {each.name}, et comment le joindre")
                    ),
                )
                for each in facts.members
            ],
        ),
    ]


def _duties(facts: Facts, blanks: Blanks) -> list[Block]:
    return [
        Heading("2. Instructions et confidentialité"),
        List(
            (
                "Le sous-traitant ne traite les données que sur instruction documentée des responsables, dont la "
                "convention et ses annexes (art. 28 §3 a). Il les prévient d’une instruction qu’il juge illicite.",
                "Il ne transfère aucune donnée hors de l’Union européenne sans instruction écrite.",
                "Les personnes qui ont accès aux données sont tenues à la confidentialité (art. 28 §3 b) ; leurs droits"
                " sont nominatifs, bornés, inscrits au journal, et finissent avec la convention.",
            )
        ),
        Heading("3. Sécurité (art. 28 §3 c et art. 32)"),
        List(
            (
                f"{words.count(len(facts.copies), 'copie')}, relues et réparées ; un journal signé par collectivité.",
                "Cloisonnement des collectivités dans la base de données ; chaque lecture est inscrite à un registre.",
                f"Chiffrement, sauvegarde, sécurité des locaux : {blanks.blank('mesures de chaque hébergeur')}.",
            )
        ),
        Heading("4. Sous-traitants ultérieurs (art. 28 §2 et §4)"),
        Text(
            (
                "Le sous-traitant n’en recrute un autre qu’après en avoir informé les responsables, qui peuvent s’y "
                f"opposer dans un délai de {blanks.blank('délai d’opposition')}. Il lui impose les mêmes obligations et"
                " en répond.",
            )
        ),
        Table(
            (Column("Ce qu’il tient"), Column("Qui", share=2), Column("Pays")),
            [
                (
                    Cell(f"copie « {name} »"),
                    Cell(custodian(facts, blanks, name)),
                    Cell(country(facts, blanks, name)),
                )
                for name in facts.copies
            ],
        ),
        Heading("5. Violation de données (art. 33)"),
        Text(
            (
                "Le sous-traitant prévient chaque responsable concerné dans un délai de "
                f"{blanks.blank('délai de notification, en heures')} après en avoir pris connaissance, avec ce qu’il en"
                " sait : nature, données et personnes concernées, conséquences, mesures prises. Le responsable notifie "
                "la CNIL dans les 72 heures s’il y a lieu, et les personnes si le risque est élevé.",
                f"Contact : {blanks.blank('adresse et téléphone à prévenir en cas de violation')}.",
            )
        ),
        Heading("6. Droits des personnes et aide au responsable (art. 28 §3 e et f)"),
        Text(
            (
                "Le sous-traitant transmet sans délai toute demande reçue, et aide le responsable à y répondre, à "
                "mener une analyse d’impact et à consulter la CNIL. Le droit à l’effacement ne s’exerce pas sur ce "
                "dont l’archivage dans l’intérêt public serait compromis (art. 17 §3 d).",
            )
        ),
    ]


def _last(blanks: Blanks) -> list[Block]:
    return [
        Heading("7. Fin de la convention (art. 28 §3 g)"),
        Text(
            (
                "Au choix du responsable, les archives lui sont restituées ou sont remises à qui il désigne, dans un "
                f"délai de {blanks.blank('délai de restitution')}. Après vérification par le responsable, toutes les "
                "copies sont effacées et l’effacement est attesté. L’effacement n’est pas une élimination : celle-ci "
                "demande le visa des Archives départementales.",
            )
        ),
        Heading("8. Preuve et audit (art. 28 §3 h)"),
        Text(
            (
                "Le sous-traitant met à disposition le journal, les registres et les attestations qui montrent qu’il "
                "tient ces obligations, et se prête aux audits. Il tient le registre de ses traitements (art. 30 §2).",
            )
        ),
    ]
