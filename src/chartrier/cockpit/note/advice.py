"""The one decision that a note asks for, and what happens if nothing is done: by what is most pressing."""

from __future__ import annotations

from dataclasses import dataclass

from chartrier.cockpit.note.facts import Facts
from chartrier.rules.communicabilite.words import Words

OLD_AUDIT = 365
"""Days after which a full reading of the copies is too old to rely on."""


@dataclass(frozen=True, slots=True)
class Advice:
    """What to decide, and why now."""

    decision: Words
    why: Words


def advice(facts: Facts) -> Advice:
    """The first that applies, the gravest first."""
    if facts.proven is False:
        return Advice(
            Words(
                "Donner mandat de réparer les copies et d'en rendre compte au prochain conseil.",
                "Mandate the mending of the copies, and a report at the next council.",
            ),
            Words(
                "La dernière relecture a trouvé des archives endommagées ; les autres copies permettent encore de "
                "les réparer.",
                "The last reading found damaged archives; the other copies still let them be mended.",
            ),
        )
    if facts.held.units and facts.in_step < 2:
        return Advice(
            Words(
                "Financer ou remettre en service une seconde copie, sur un autre site.",
                "Fund, or put back to work, a second copy on another site.",
            ),
            Words(
                "Moins de deux copies sont complètes : un incendie ou une panne suffirait à tout perdre.",
                "Fewer than two copies are whole: one fire or one fault would lose everything.",
            ),
        )
    if not facts.held.units:
        return Advice(
            Words(
                "Désigner qui verse, et verser une première série avant la fin de l'année.",
                "Name who deposits, and deposit a first series before the end of the year.",
            ),
            Words(
                "Rien n'est encore archivé : ce qui n'existe que dans les logiciels disparaît avec eux.",
                "Nothing is archived yet: what exists only in software goes with it.",
            ),
        )
    if facts.exposed:
        return Advice(
            Words(
                "N'autoriser aucune mise en service sans archivage prévu, et régler les flux qui n'en ont pas.",
                "Let nothing go into service without archiving, and settle the flows that have none.",
            ),
            Words(
                "Des projets produisent ou vont produire des documents qui n'ont nulle part où aller.",
                "Projects produce, or will produce, documents that have nowhere to go.",
            ),
        )
    if facts.validated is not True:
        return Advice(
            Words(
                "Adopter le tableau de gestion et le soumettre aux Archives départementales.",
                "Adopt the retention table and submit it to the Archives départementales.",
            ),
            Words(
                "Sans tableau validé, on ne sait pas avec certitude ce qui doit être gardé, ni combien de temps.",
                "Without a validated table, nobody knows for sure what must be kept, nor for how long.",
            ),
        )
    if facts.due:
        return Advice(
            Words(
                "Charger l'archiviste de proposer le tri des dossiers dont la durée est écoulée.",
                "Charge the archivist to propose what becomes of the files whose time is over.",
            ),
            Words(
                "Garder sans décider coûte, et garder des données personnelles au-delà du nécessaire est un risque.",
                "Keeping without deciding costs, and keeping personal data longer than needed is a risk.",
            ),
        )
    if facts.audited is None or (facts.day - facts.audited).days > OLD_AUDIT:
        return Advice(
            Words(
                "Faire relire toutes les copies au moins une fois par an, et recevoir le résultat.",
                "Have all copies read at least once a year, and receive the result.",
            ),
            Words(
                "Une archive que personne ne relit est une archive dont personne ne sait si elle est lisible.",
                "An archive that nobody reads is one of which nobody knows whether it can be read.",
            ),
        )
    if facts.projects is None:
        return Advice(
            Words(
                "Ouvrir le registre des projets numériques et y inscrire chaque flux existant.",
                "Open the register of digital projects, and enter every flow that exists.",
            ),
            Words(
                "Tant qu'il est vide, personne ne peut dire quels documents n'ont pas d'archive.",
                "As long as it is empty, nobody can say which documents have no archive.",
            ),
        )
    return Advice(
        Words(
            "Reconduire les moyens de l'archivage au budget, et garder un responsable nommé.",
            "Renew the means of archiving in the budget, and keep somebody named in charge.",
        ),
        Words(
            "Tout est en ordre aujourd'hui ; cela ne le reste que si quelqu'un en répond.",
            "All is in order today; it stays so only if somebody answers for it.",
        ),
    )


def stakes(facts: Facts) -> tuple[Words, ...]:
    """What happens if nothing is done, of what applies here."""
    found = []
    if facts.due:
        found.append(
            Words(
                "Des dossiers dont la durée est écoulée restent sans décision : ils coûtent, et le RGPD demande de "
                "ne pas garder des données plus longtemps que nécessaire.",
                "Files whose time is over wait for a decision: they cost, and the GDPR asks not to keep data longer "
                "than needed.",
            )
        )
    if facts.exposed or facts.at_risk or facts.projects is None:
        found.append(
            Words(
                "Des documents qui engagent la collectivité n'existent que dans des logiciels : au changement de "
                "logiciel ou de prestataire, ils peuvent disparaître.",
                "Documents that bind the collectivité exist only in software: they may go when it is changed.",
            )
        )
    if facts.alone:
        found.append(
            Words(
                "Ce qui est archivé tient à une seule copie complète.",
                "What is archived hangs on a single whole copy.",
            )
        )
    found.append(
        Words(
            "Un document que l'on ne peut plus produire, ou dont on ne peut plus prouver qu'il n'a pas changé, ne "
            "défend plus la collectivité devant un juge, un usager ou la chambre régionale des comptes.",
            "A document that can no longer be produced, or proven unchanged, no longer defends the collectivité.",
        )
    )
    return tuple(found)


LAW: tuple[tuple[Words, str], ...] = (
    (
        Words(
            "La collectivité est propriétaire de ses archives et doit les conserver ; c'est une dépense obligatoire.",
            "The collectivité owns its archives and must keep them; it is a mandatory expense.",
        ),
        "Code du patrimoine, L212-6 ; CGCT, L2321-2",
    ),
    (
        Words(
            "Rien n'est détruit sans le visa écrit des Archives départementales.",
            "Nothing is destroyed without the written visa of the Archives départementales.",
        ),
        "Code du patrimoine, L212-2",
    ),
    (
        Words(
            "On peut mutualiser par convention, déposer, ou confier à un tiers agréé ; chacun reste responsable de "
            "ses données.",
            "One may share by convention, deposit, or entrust to a third party; each stays responsible for its data.",
        ),
        "Code du patrimoine, L212-4 II, R212-18-1",
    ),
)
"""What the law asks, each with its clause."""
