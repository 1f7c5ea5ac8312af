"""What each article says, by what the convention is about."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from chartrier.cockpit.kit.blanks import Blanks
from chartrier.cockpit.kit.custody import abroad, contract, custodian, place
from chartrier.cockpit.kit.demands import Article
from chartrier.cockpit.kit.facts import Facts
from chartrier.cockpit.kit.written import COVERS, KINDS, archives, depositors, host
from chartrier.papers import words
from chartrier.papers.blocks import Block, List, Text
from chartrier.rules.convention import ConventionKind, Covers

Write = Callable[[Facts, Blanks], list[Block]]


def _text(*texts: str) -> list[Block]:
    return [Text(texts)]


def _object(facts: Facts, blanks: Blanks) -> list[Block]:
    covers = COVERS[facts.convention.covers]
    match facts.convention.kind:
        case ConventionKind.MUTUALISATION:
            return _text(
                f"Les parties mettent en commun la conservation de leurs {covers} numériques, en application des "
                "articles L212-4 II et L212-4-1 du code du patrimoine.",
                f"Le service est porté par {host(facts, blanks)}. La mutualisation entre personnes publiques n’est pas "
                "un tiers-archivage : elle ne demande pas d’agrément.",
            )
        case ConventionKind.DEPOT:
            return _text(
                f"Le déposant confie la conservation de ses {covers} numériques à {host(facts, blanks)}, en application"
                " des articles L212-4 II, L212-11 et L212-12 du code du patrimoine. Des archives numériques peuvent "
                "être déposées avant la fin de leur durée d’utilité administrative, quelle que soit la taille de la "
                "commune."
            )
        case ConventionKind.TIERS_ARCHIVAGE:
            return _text(
                "La collectivité confie la conservation de ses archives courantes et intermédiaires numériques à "
                f"{host(facts, blanks)}, tiers-archiveur agréé, en application de l’article L212-4 II du code du "
                "patrimoine."
            )


def _perimeter(facts: Facts, blanks: Blanks) -> list[Block]:
    said = [blanks.known(facts.convention.perimetre, "le périmètre : quelles archives, quels services, quels flux")]
    if facts.convention.kind is ConventionKind.TIERS_ARCHIVAGE:
        said.append(
            "Aucune archive définitive n’est confiée au tiers : à la fin de leur durée d’utilité administrative, les "
            "archives à conserver rejoignent un service public d’archives."
        )
    elif facts.convention.covers is Covers.INTERMEDIAIRES:
        said.append(
            "Les archives sélectionnées pour être conservées définitivement sortent de ce périmètre : elles rejoignent "
            "un service public d’archives, ou une convention qui porte sur des archives définitives."
        )
    else:
        said.append("Elle porte sur des archives issues de la sélection (code du patrimoine, L212-2 et L212-3).")
    return _text(*said)


def _ownership(facts: Facts, blanks: Blanks) -> list[Block]:
    names = ", ".join(each.name for each in depositors(facts))
    return _text(
        f"Les archives restent la propriété de la partie qui les a produites ou reçues : {names} (code du patrimoine, "
        "L212-6). Chaque partie demeure responsable de ses données.",
        "Aucune partie ne se sert des archives d’une autre pour une autre fin que celle de la présente. Les archives de"
        " chaque partie sont tenues à part, dans un dossier, un journal et des droits qui sont les siens.",
    )


def _service(facts: Facts, blanks: Blanks) -> list[Block]:
    name = blanks.known(facts.convention.public_service, "le service public d’archives")
    if facts.convention.kind is ConventionKind.DEPOT:
        return _text(f"Le dépositaire est un service public d’archives : {name}.")
    return _text(f"Le service public d’archives qui participe à la conservation des archives définitives est : {name}.")


def _agrement(facts: Facts, blanks: Blanks) -> list[Block]:
    convention = facts.convention
    reference = blanks.known(convention.agrement, "référence de l’agrément")
    until = convention.agrement_until
    ends = words.day(until) if until else blanks.blank("dernier jour de l’agrément")
    return _text(
        f"Le tiers détient l’agrément {reference}, délivré par le préfet de département, valable jusqu’au {ends}. Le "
        "présent contrat ne dure pas au-delà. Le tiers prévient sans délai de toute suspension ou de tout retrait ; la "
        "collectivité peut alors reprendre ses archives aux conditions de l’article « Sortie et restitution »."
    )


def _missions(facts: Facts, blanks: Blanks) -> list[Block]:
    said = blanks.known(facts.convention.missions, "qui fait quoi")
    return _text(
        said, "Le tableau des rôles (RACI), annexé, précise qui fait, qui répond, qui est consulté et informé."
    )


def _level(facts: Facts, blanks: Blanks) -> list[Block]:
    said = blanks.known(facts.convention.service_level, "les délais et la disponibilité promis, et la suite d’un écart")
    return _text(
        said,
        "Chaque versement reçoit une réponse d’acceptation ou de rejet motivé ; il n’est dit accepté qu’une fois écrit "
        f"durablement dans {words.count(facts.minimum, 'copie')} au moins.",
    )


def _custody(facts: Facts, blanks: Blanks) -> list[Block]:
    said: list[Block] = [
        Text(
            (
                f"Les archives sont écrites dans {words.count(len(facts.copies), 'copie')}. Chacune est un format "
                "ouvert (OCFL), avec un journal signé que toute personne peut vérifier sans ce logiciel. Les copies "
                "sont relues, et ce qui manque dans l’une est réparé depuis une autre.",
            )
        ),
        List(
            tuple(
                f"copie « {name} » : {' ; '.join(part for part in _lies(facts, blanks, name) if part)}"
                for name in facts.copies
            )
        ),
    ]
    if facts.convention.covers is Covers.DEFINITIVES:
        said.append(
            Text(
                (
                    "Les archives publiques issues de la sélection sont des trésors nationaux (code du patrimoine, "
                    "L111-1) : toutes les copies sont et restent sur le territoire français.",
                )
            )
        )
        said += [
            Text((blanks.blank(f"la copie « {name} » est hors de France : à déplacer avant de signer"),))
            for name in abroad(facts)
        ]
    said.append(
        Text(
            (
                "Qui tient le service assure la sécurité et la confidentialité des archives, trace chaque accès et "
                "chaque opération, et se prête aux audits des parties et des Archives départementales. Les mesures de "
                f"sécurité sont : {blanks.blank('mesures de sécurité, certifications, plan de reprise')}.",
            )
        )
    )
    return said


def _lies(facts: Facts, blanks: Blanks, name: str) -> tuple[str, str, str]:
    return custodian(facts, blanks, name), place(facts, blanks, name), contract(facts, blanks, name)


def _means(facts: Facts, blanks: Blanks) -> list[Block]:
    return _text(blanks.known(facts.convention.means, "les moyens : locaux, matériel, logiciels, agents"))


def _skills(facts: Facts, blanks: Blanks) -> list[Block]:
    return _text(blanks.known(facts.convention.skills, "les compétences des agents, et leur formation"))


def _following(facts: Facts, blanks: Blanks) -> list[Block]:
    convention = facts.convention
    by = blanks.known(convention.report_by, "qui écrit le rapport annuel")
    return [
        Text(("Les indicateurs de suivi sont :",)),
        List(convention.indicators or (blanks.blank("les indicateurs de suivi"),)),
        Text(
            (
                f"Chaque année, {by} remet aux parties un rapport annuel : ces indicateurs, les volumes, les incidents,"
                " le coût et sa répartition. Chaque chiffre du rapport renvoie aux opérations du journal qui le font.",
            )
        ),
    ]


def _cost(facts: Facts, blanks: Blanks) -> list[Block]:
    convention = facts.convention
    if convention.kind is ConventionKind.TIERS_ARCHIVAGE:
        return _text(f"Prix : {blanks.blank('prix, révision, modalités de paiement')}.")
    if convention.kind is ConventionKind.DEPOT:
        key = blanks.known(convention.cost_key, "gratuité, ou part du coût à la charge du déposant")
        return _text(f"Participation du déposant : {key}")
    key = blanks.known(convention.cost_key, "la clé de répartition")
    return _text(
        "Les parties se remboursent le coût de fonctionnement du service, sans bénéfice. Ce coût comprend : "
        f"{blanks.blank('ce qui est compté : agents, hébergement, licences, maintenance')}. Il est estimé à : "
        f"{blanks.blank('montant prévisionnel du coût de fonctionnement, année par année')}.",
        f"Il est réparti ainsi : {key}",
        f"Il est appelé : {blanks.blank('échéancier des versements')}. La répartition de l’année est dans le rapport "
        "annuel.",
    )


def _control(facts: Facts, blanks: Blanks) -> list[Block]:
    return _text(
        "Les archives restent sous le contrôle scientifique et technique de l’État (code du patrimoine, L212-10), "
        f"exercé par : {archives(facts, blanks)}. Un accès en lecture leur est ouvert à leur demande."
    )


def _elimination(facts: Facts, blanks: Blanks) -> list[Block]:
    return _text(
        "Rien n’est éliminé de soi-même. À la fin de la durée d’utilité administrative, une élimination est proposée "
        "par un bordereau, approuvée par l’autorité de la partie propriétaire, visée par le directeur des Archives "
        "départementales (code du patrimoine, L212-2 et R212-14), puis exécutée dans toutes les copies et attestée."
    )


def _access(facts: Facts, blanks: Blanks) -> list[Block]:
    return _text(
        "Les archives sont communiquées selon les articles L213-1 à L213-3 du code du patrimoine. La partie "
        "propriétaire accède aux siennes à tout moment. Demandes du public et dérogations sont instruites par : "
        f"{blanks.blank('qui reçoit les demandes de communication')}."
    )


def _data(facts: Facts, blanks: Blanks) -> list[Block]:
    return _text(
        "Qui tient le service traite les données à caractère personnel pour le compte des autres parties, sur leur "
        "instruction. L’annexe « Données à caractère personnel » vaut contrat au sens de l’article 28 du RGPD."
    )


def _length(facts: Facts, blanks: Blanks) -> list[Block]:
    convention = facts.convention
    ends = f"jusqu’au {words.day(convention.last)}" if convention.last else "sans terme"
    return _text(
        f"Elle prend effet le {words.day(convention.first)}, {ends}. Elle peut être dénoncée par chaque partie avec un "
        f"préavis de {blanks.blank('durée du préavis')}. Elle est modifiée par avenant, dans les mêmes formes."
    )


def _exit(facts: Facts, blanks: Blanks) -> list[Block]:
    return _text(
        "Qui s’en va reprend toutes ses archives : les paquets dans leur format ouvert, avec leurs descriptions, leurs "
        "règles, leur journal et les preuves de leur intégrité, ou en paquets SEDA. La restitution est faite dans un "
        f"délai de {blanks.blank('délai de restitution')}, aux frais de {blanks.blank('qui paie la restitution')}.",
        "Une fois la restitution reçue et vérifiée par la partie, ses archives sont effacées de toutes les copies, et "
        "cet effacement est attesté. Jusque-là, le service continue.",
    )


def _formalities(facts: Facts, blanks: Blanks) -> list[Block]:
    convention, names = facts.convention, archives(facts, blanks)
    if convention.kind is ConventionKind.TIERS_ARCHIVAGE:
        declared = words.day(convention.declared) if convention.declared else blanks.blank("jour de la déclaration")
        return _text(
            f"La collectivité a déclaré l’externalisation à {names} le {declared}, avec le projet du présent contrat, "
            "pour avis dans le délai d’un mois. Une copie du contrat signé leur est adressée."
        )
    if convention.needs_observation:
        sent = words.day(convention.sent) if convention.sent else blanks.blank("jour de l’envoi du projet")
        earliest = convention.earliest_signature
        first = words.day(earliest) if earliest else blanks.blank("quatre mois après cet envoi")
        return _text(
            f"Le projet a été envoyé à {names} le {sent} ; elles ont quatre mois pour leurs observations. La présente "
            f"n’est pas signée avant le {first}, ni contre un avis de non-conformité. Les observations reçues y sont "
            "annexées."
        )
    return _text(f"Une copie de la convention est adressée à {names} dès qu’elle est conclue.")


def _disputes(facts: Facts, blanks: Blanks) -> list[Block]:
    return _text(
        "Les parties cherchent d’abord un accord. À défaut, le litige est porté devant le tribunal administratif de "
        f"{blanks.blank('siège du tribunal administratif')}."
    )


WRITES: Mapping[Article, Write] = MappingProxyType(
    {
        Article.OBJECT: _object,
        Article.PERIMETER: _perimeter,
        Article.OWNERSHIP: _ownership,
        Article.SERVICE: _service,
        Article.AGREMENT: _agrement,
        Article.MISSIONS: _missions,
        Article.LEVEL: _level,
        Article.CUSTODY: _custody,
        Article.MEANS: _means,
        Article.SKILLS: _skills,
        Article.FOLLOWING: _following,
        Article.COST: _cost,
        Article.CONTROL: _control,
        Article.ELIMINATION: _elimination,
        Article.ACCESS: _access,
        Article.DATA: _data,
        Article.LENGTH: _length,
        Article.EXIT: _exit,
        Article.FORMALITIES: _formalities,
        Article.DISPUTES: _disputes,
    }
)
"""In the order of the text."""


def articles(facts: Facts) -> tuple[Article, ...]:
    """Those of this convention, in order."""
    convention = facts.convention
    left_out = set()
    if convention.kind is not ConventionKind.TIERS_ARCHIVAGE:
        left_out.add(Article.AGREMENT)
    needs_service = convention.kind is ConventionKind.DEPOT or convention.covers is Covers.DEFINITIVES
    if convention.kind is ConventionKind.TIERS_ARCHIVAGE or not needs_service:
        left_out.add(Article.SERVICE)
    return tuple(each for each in WRITES if each not in left_out)


def title(facts: Facts) -> str:
    """`Convention de mutualisation …`."""
    return KINDS[facts.convention.kind]
