"""What a conformity folder answers, theme by theme: what is wanted, what the archive does, what it shows of it.

The themes are those that NF Z42-013 (ISO 14641), the code du patrimoine and the RGPD share; the numbers of the norm's
clauses are not given: its text is not among our sources. Nothing here says that anything is certified.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from chartrier.catalog.extents import Extent
from chartrier.clock import day_of
from chartrier.papers import words
from chartrier.view.cells import Column
from chartrier.view.evidence import TREATMENTS, Evidence

STALE = timedelta(days=365)
"""After so long an audit says nothing of today."""


class Shown(StrEnum):
    """How far the archive shows what a theme wants; the value is what the folder writes."""

    YES = "montré ici"
    PARTLY = "montré en partie"
    NO = "non montré"
    ELSEWHERE = "à joindre par la collectivité"


@dataclass(frozen=True, slots=True)
class Answer:
    """`said`: what is true today, in one sentence; `files`: of the folder, what it stands on."""

    shown: Shown
    said: str
    files: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Theme:
    """`wanted`: what the texts want. `designed`: what the program is designed for. `texts`: where it is written."""

    code: str
    title: str
    wanted: str
    designed: str
    texts: str
    answer: Callable[[Evidence], Answer]


def integrity(of: Evidence) -> Answer:
    """By the last full reading of the copies."""
    audit = of.status.audit
    if audit is None or audit.ended is None:
        return Answer(Shown.NO, "Les copies n'ont pas encore été relues en entier : chartrier audit.")
    day = day_of(audit.ended)
    if not audit.proven:
        said = f"La relecture du {words.day(day)} n'a pas tout prouvé : chartrier audit --repair."
        return Answer(Shown.NO, said, ("preuves/audit.json",))
    if damage := of.status.damage:
        found = words.day(day_of(damage[0].found))
        said = f"Un défaut a été trouvé le {found}, et n'est pas réparé : chartrier audit --repair."
        return Answer(Shown.NO, said, ("preuves/audit.json",))
    fresh = of.view.on - day <= STALE
    said = f"Toutes les copies ont été relues et comparées au journal le {words.day(day)} : tout est intact."
    return Answer(Shown.YES if fresh else Shown.PARTLY, said, ("preuves/audit.json",))


def journal(of: Evidence) -> Answer:
    """In part: no third party says when."""
    files = ("preuves/journal.json", "preuves/journal.cle", *(f"preuves/checkpoints/{name}" for name in of.checkpoints))
    entries = words.count(of.status.entries, "inscription")
    copies = words.count(len(of.checkpoints), "copie")
    said = (
        f"Le journal a {entries} ; sa tête signée est lue dans {copies}. Aucun horodatage par un tiers n'y est apposé."
    )
    return Answer(Shown.PARTLY, said, files)


def copies(of: Evidence) -> Answer:
    """By the check of the hosting."""
    breaches = of.view.checked.breaches
    whole = sum(each.whole for each in of.view.checked.situation.places)
    said = f"{words.count(whole, 'copie complète', 'copies complètes')} ; " + (
        f"{words.count(len(breaches), 'manquement')} à la politique de l'hébergeur."
        if breaches
        else "aucun manquement à la politique de l'hébergeur."
    )
    shown = Shown.NO if of.view.checked.grave else Shown.PARTLY if breaches else Shown.YES
    return Answer(shown, said, ("preuves/copies.json", "preuves/hebergement.json"))


def retention(of: Evidence) -> Answer:
    """By the tableau in force, and who validated it."""
    if of.table is None:
        return Answer(Shown.NO, "La collectivité n'a pas encore de tableau de gestion.")
    files = ("preuves/tableau-de-gestion.csv", "vue.csv")
    count = words.count(len(of.table.series), "série")
    if of.validated:
        return Answer(
            Shown.YES, f"Tableau n° {of.table.number}, {count}, validé par les Archives départementales.", files
        )
    return Answer(Shown.PARTLY, f"Tableau n° {of.table.number}, {count}, indicatif : à faire valider.", files)


def destruction(of: Evidence) -> Answer:
    """By the journal."""
    done = of.happened("elimination")
    said = (
        f"{words.count(done, 'élimination')} au journal, chacune avec son visa ou ce qui en dispense."
        if done
        else "Rien n'a été éliminé à ce jour."
    )
    return Answer(Shown.YES, said, ("preuves/journal.json",))


def access(of: Evidence) -> Answer:
    """By the roles and the register of readings."""
    readings, motive = of.readings
    people = sum(of.roles.values())
    said = (
        f"{words.count(people, 'rôle donné', 'rôles donnés')} ; "
        f"{words.count(readings, 'lecture inscrite', 'lectures inscrites')} sur un an, dont "
        f"{words.number(motive)} avec un motif."
    )
    return Answer(Shown.YES, said, ("preuves/roles.json", "preuves/consultations.json"))


def personal_data(of: Evidence) -> Answer:
    """By what was looked through."""
    rows = [row for row in of.view.rows if row.held]
    looked = sum(bool(row.cells[Column.PERSONAL].facts.get("scanned")) for row in rows)
    named = sum(bool(row.cells[Column.PERSONAL].facts.get("treatment")) for row in rows)
    kept = (
        f"le registre a {words.count(of.treatments, 'traitement')}, dont les durées sont celles du tableau de "
        f"gestion ; {words.count(named, 'série y est', 'séries y sont')}"
        if of.treatments
        else "aucun traitement n'est au registre"
    )
    seen = "a été examinée" if looked < 2 else "ont été examinées"
    said = f"{words.count(looked, 'série')} sur {len(rows)} {seen} ; {kept}."
    files = ("vue.csv", TREATMENTS) if of.treatments else ("vue.csv",)
    whole = bool(rows) and looked == named == len(rows)
    return Answer(Shown.YES if whole else Shown.PARTLY if looked or of.treatments else Shown.NO, said, files)


def reversibility(of: Evidence) -> Answer:
    """By the last drill that was noted."""
    offers = [each.offer for each in of.view.checked.situation.places if each.offer is not None]
    tried = [each.reversal_tested for each in offers if each.reversal_tested is not None]
    if not tried:
        return Answer(Shown.PARTLY, "Aucun essai de retour des archives n'est noté.", ("preuves/hebergement.json",))
    said = f"Dernier essai de retour des archives noté : {words.day(max(tried))}."
    return Answer(Shown.YES, said, ("preuves/hebergement.json",))


def policies(of: Evidence) -> Answer:
    """What no archive can show."""
    held: Extent = of.view.checked.situation.whole
    said = (
        f"Rien dans l'archive ne les remplace ({words.count(held.units, 'unité')}) : politique d'archivage, "
        "convention ou déclaration d'externalisation, analyse de risques, procédures, contrats."
    )
    return Answer(Shown.ELSEWHERE, said)


THEMES = (
    Theme(
        "integrite",
        "Intégrité",
        "Ce qui est gardé n'a pas changé, et on peut le montrer.",
        "Chaque paquet a les empreintes que le journal nomme ; une relecture les compare dans toutes les copies, et "
        "répare d'après une copie que le journal prouve.",
        "NF Z42-013 / ISO 14641 ; code civil, 1366",
        integrity,
    ),
    Theme(
        "tracabilite",
        "Traçabilité",
        "Tout ce qui change l'archive est inscrit, sans qu'on puisse l'effacer.",
        "Un journal par collectivité, arbre de Merkle signé (Ed25519), que chacun vérifie sans le programme : "
        "chartrier verify, ou les formats publics tlog-tiles et tlog-checkpoint.",
        "NF Z42-013 / ISO 14641 ; NF 461",
        journal,
    ),
    Theme(
        "copies",
        "Copies et lieux",
        "Plusieurs copies, sur des sites distincts, en des lieux connus ; en France pour les archives définitives.",
        "Un versement ne compte qu'une fois écrit dans le minimum de copies ; leur état est lu dans chacune.",
        "NF Z42-013 / ISO 14641 ; code du patrimoine, L111-1 et L212-4",
        copies,
    ),
    Theme(
        "durees",
        "Durées et sort final",
        "Chaque document a une durée et un sort final, décidés avec les Archives départementales.",
        "Un tableau de gestion par collectivité, dont les règles sont calculées pour chaque unité ; indicatif jusqu'à "
        "sa validation.",
        "code du patrimoine, L212-2, R212-13 ; RGPD, art. 5, 1, e",
        retention,
    ),
    Theme(
        "elimination",
        "Élimination",
        "Rien n'est éliminé sans visa ; ce qui l'est l'est partout, et attesté.",
        "Un ordre n'est exécuté qu'avec un visa signé qui couvre exactement ses lignes, par une seconde personne ; une "
        "attestation dit les copies où il est exécuté.",
        "code du patrimoine, L212-2, R212-14",
        destruction,
    ),
    Theme(
        "acces",
        "Accès",
        "Chacun ne voit que ce que son rôle lui ouvre ; qui a lu quoi est inscrit.",
        "Cloisonnement entre collectivités par la base elle-même ; rôles bornés ; registre des consultations.",
        "code du patrimoine, L213-1 à L213-3 ; RGPD, art. 32",
        access,
    ),
    Theme(
        "rgpd",
        "Données personnelles",
        "Les traitements sont connus, leurs durées tenues, les accès limités.",
        "Un registre des traitements dont les durées viennent des règles d'archivage ; un relevé de ce qui semble "
        "personnel dans les documents, jamais la donnée elle-même.",
        "RGPD, art. 5, 30 et 89",
        personal_data,
    ),
    Theme(
        "reversibilite",
        "Réversibilité",
        "La collectivité peut tout reprendre, lisible sans le programme.",
        "Paquets OCFL 1.1 et SEDA ; chartrier leave et chartrier restitution ; docs/format.md décrit tout.",
        "code du patrimoine, L212-6 ; note DGP/SIAF/2016/006 (à confirmer)",
        reversibility,
    ),
    Theme(
        "documents",
        "Politiques et contrats",
        "Les documents par lesquels la collectivité dit qui fait quoi.",
        "Les conventions et accords de versement sont dans l'archive ; les autres sont à joindre.",
        "NF Z42-013 / ISO 14641 ; code du patrimoine, L212-4, R212-18-1",
        policies,
    ),
)
