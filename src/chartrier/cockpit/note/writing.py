"""The note of a collectivité, written from its facts: in French, as a council reads it."""

from __future__ import annotations

from chartrier.catalog.extents import Extent
from chartrier.cockpit.note.advice import LAW, advice, stakes
from chartrier.cockpit.note.facts import Facts
from chartrier.papers import words
from chartrier.papers.note import Bar, Key, Note
from chartrier.papers.note_map import NoteMap
from chartrier.registers.register import collectivite
from chartrier.rules.age import Age
from chartrier.rules.communicabilite.words import Words

UNKNOWN = "inconnu"

AGES = {
    Age.COURANTE: Words("Utiles au quotidien", "In daily use"),
    Age.INTERMEDIAIRE: Words("À garder un temps", "To be kept for a time"),
    Age.DEFINITIVE: Words("À garder toujours", "To be kept for ever"),
}
"""The ages, as those who are no archivists say them."""


def note_of(facts: Facts, drawn: NoteMap | None = None) -> Note:
    """Every number with its source; what is not known says « inconnu ». The map is drawn by who knows the territory."""
    given = advice(facts)
    return Note(
        collectivite=collectivite(facts.tenant),
        day=facts.day,
        made=facts.made,
        lead=_lead(facts),
        keys=(_held(facts), _due(facts), _exposed(facts)),
        decision=given.decision.fr,
        why=given.why.fr,
        diagram="Ce que nous gardons, selon l'usage",
        bars=_bars(facts),
        stakes=tuple(each.fr for each in stakes(facts)),
        facts=_others(facts),
        law=tuple((said.fr, clause) for said, clause in LAW),
        map=drawn,
    )


def _lead(facts: Facts) -> str:
    if not facts.held.units:
        return (
            f"{facts.tenant.name} a ouvert son système d'archivage, mais n'y a encore rien versé. Ses documents "
            "numériques n'existent que dans les logiciels qui les ont produits."
        )
    proof = "prouvés intacts" if facts.proven else "gardés"
    files, size = words.count(facts.held.files, "fichier"), words.amount(facts.held.bytes)
    copies = words.count(facts.copies, "copie")
    return (
        f"{facts.tenant.name} garde aujourd'hui {files} ({size}) dans son système d'archivage, {proof} dans {copies}."
    )


def _held(facts: Facts) -> Key:
    return Key(
        words.number(facts.held.units),
        "dossiers et documents archivés",
        f"{words.volume(facts.held.bytes, facts.held.metres)}, chacun inscrit à un journal que l'on peut vérifier."
        if facts.held.units
        else "Rien n'a encore été versé.",
        f"index de l'archive, {words.number(facts.entries)} inscriptions au journal",
        alarm=not facts.held.units,
    )


def _due(facts: Facts) -> Key:
    value = words.number(facts.due)
    return Key(
        f"{value} ou plus" if facts.due_at_least else value,
        "arrivés à échéance, sans décision",
        f"{words.volume(facts.due_extent.bytes, facts.due_extent.metres)} à garder pour toujours, à trier ou à "
        "éliminer sous visa."
        if facts.due
        else "Rien n'attend de décision aujourd'hui.",
        "règles de gestion des documents archivés, au jour de cette note",
        alarm=facts.due > 0,
    )


def _exposed(facts: Facts) -> Key:
    if facts.exposed is None:
        return Key(
            UNKNOWN,
            "projets et flux sans archivage",
            "Le registre des projets numériques est vide : personne ne peut le dire.",
            "registre des projets, aucun projet",
            alarm=True,
        )
    risk = f" ; {words.count(facts.at_risk or 0, 'autre est', 'autres sont')} à risque" if facts.at_risk else ""
    return Key(
        words.number(facts.exposed),
        "projets et flux sans archivage",
        f"Sur {words.count(len(facts.projects or ()), 'projet inscrit', 'projets inscrits')}{risk}.",
        "registre des projets, comparé à l'archive",
        alarm=facts.exposed > 0,
    )


def _bars(facts: Facts) -> tuple[Bar, ...]:
    most = max((each.units for each in facts.ages.values()), default=0)
    return tuple(
        Bar(label.fr, _content(facts.ages[age]), facts.ages[age].units / most if most else 0.0)
        for age, label in AGES.items()
    )


def _content(extent: Extent) -> str:
    if not extent.units:
        return "rien"
    return f"{words.count(extent.units, 'unité')}, {words.volume(extent.bytes, extent.metres)}"


def _others(facts: Facts) -> tuple[tuple[str, str, str], ...]:
    table = {None: "aucun", False: "indicatif, à faire valider", True: "validé par les Archives départementales"}
    audit = UNKNOWN if facts.audited is None else words.day(facts.audited)
    result = {None: "", True: ", tout est intact", False: ", des défauts trouvés"}[facts.proven]
    return (
        (
            "Copies complètes et à jour",
            f"{facts.in_step} sur {facts.copies}",
            "journal signé, lu dans chaque copie au jour de cette note",
        ),
        ("Tenu par une seule copie complète", words.amount(facts.alone), "le même calcul"),
        ("Dernière relecture de toutes les copies", f"{audit}{result}", "journal de l'archive, opération « audit »"),
        (
            "Dernier versement",
            UNKNOWN if facts.last_deposit is None else words.day(facts.last_deposit),
            "registre des entrées",
        ),
        (
            "Dossiers dont la date de départ manque",
            words.number(facts.waiting),
            "règles de gestion : la durée ne court pas encore",
        ),
        ("Tableau de gestion", table[facts.validated], "tableau en vigueur et ses validations"),
        (
            "Projets à risque",
            UNKNOWN if facts.at_risk is None else words.number(facts.at_risk),
            "registre des projets, point par point",
        ),
        ("Conventions en vigueur", ", ".join(facts.conventions) or "aucune", "registre des conventions"),
        ("Coût de l'archivage", UNKNOWN, "aucun coût n'est tenu dans l'archive ; voir un scénario"),
    )
