"""The days of a convention: the four months are counted, and what is not known has no day.

Code du patrimoine, R212-18-1 (observations, copy), L212-4 II (declaration of a tiers-archivage, one month).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from types import MappingProxyType

from chartrier.cockpit.kit.blanks import Blanks
from chartrier.cockpit.kit.facts import Facts
from chartrier.cockpit.kit.written import paper
from chartrier.papers import words
from chartrier.papers.blocks import Cell, Column, Paper, Table, Text
from chartrier.rules.calendar import Duration, Unit, end_of
from chartrier.rules.communicabilite.words import Words
from chartrier.rules.convention import TO_OBSERVE, Convention, ConventionKind, Position

TITLE = "Calendrier"

FOR_ADVICE = Duration(1, Unit.MONTH)
"""How long the Archives départementales have for their advice on a declaration of tiers-archivage."""


WHAT: Mapping[str, Words] = MappingProxyType(
    {
        "envoi": Words("Envoi du projet aux Archives départementales", "Draft sent to the Archives départementales"),
        "avis": Words("Réponse des Archives départementales", "Answer of the Archives départementales"),
        "possible": Words("Signature possible, quatre mois après l’envoi", "May be signed, four months after sending"),
        "declaration": Words("Déclaration aux Archives départementales", "Declaration to the Archives départementales"),
        "conseil": Words("Fin du mois laissé pour leur avis", "End of the month for their advice"),
        "agrement": Words("Fin de l’agrément du tiers", "End of the agrément of the third party"),
        "deliberations": Words("Délibération de chaque partie", "Délibération of each party"),
        "signature": Words("Signature des parties", "Signed by the parties"),
        "debut": Words("Premier jour", "First day"),
        "copie": Words(
            "Copie de la convention conclue aux Archives départementales",
            "Copy of what was concluded to the Archives départementales",
        ),
        "fin": Words("Dernier jour", "Last day"),
    }
)
"""The steps, by key."""

PUT_OFF = Words(
    "Le premier jour prévu vient avant : il est à reculer.", "The first day comes before: it is to be put off."
)
ANSWERS = MappingProxyType(
    {
        Position.CONFORME: Words("Avis conforme.", "Found conforming."),
        Position.NON_CONFORME: Words(
            "Avis de non-conformité : un nouveau projet est à envoyer, et les quatre mois recommencent.",
            "Found not conforming: a new draft is to be sent, and the four months begin again.",
        ),
    }
)
SUPPOSED = Words("Compté depuis ce jour, à défaut d’un envoi.", "Counted from today, as nothing was sent.")


@dataclass(frozen=True, slots=True)
class Step:
    """`day` None: not known. `done`: it took place; `supposed`: it is counted from a day that is not certain."""

    key: str
    day: date | None
    done: bool = False
    supposed: bool = False
    notes: tuple[Words, ...] = ()

    @property
    def what(self) -> Words:
        return WHAT[self.key]


def steps(convention: Convention, today: date) -> list[Step]:
    """In the order of time; a draft that was not sent is supposed to leave today, and says so."""
    of, concluded = convention, convention.signed is not None
    found = [*_before(of, today)]
    found += [
        Step("deliberations", None, concluded),
        Step("signature", of.signed, concluded),
        Step("debut", of.first, concluded and of.first <= today),
    ]
    if not of.needs_observation:
        found.append(Step("copie", of.copy_sent, of.copy_sent is not None))
    if of.last is not None:
        found.append(Step("fin", of.last, of.last < today))
    return sorted(found, key=lambda each: (each.day is None, each.day or date.max))


def _before(of: Convention, today: date) -> Iterator[Step]:
    """What the law asks before the signature."""
    if of.needs_observation:
        sent, supposed = of.sent or today, of.sent is None
        earliest = end_of(sent, TO_OBSERVE)
        counted = (SUPPOSED,) if supposed else ()
        late = (PUT_OFF,) if of.signed is None and of.first < earliest else ()
        yield Step("envoi", sent, not supposed, supposed, counted)
        if of.observed is not None:
            yield Step("avis", of.observed, True, notes=(ANSWERS[of.position],) if of.position else ())
        yield Step("possible", earliest, not supposed and earliest <= today, supposed, (*counted, *late))
    if of.kind is ConventionKind.TIERS_ARCHIVAGE:
        declared, supposed = of.declared or today, of.declared is None
        counted, ends = (SUPPOSED,) if supposed else (), end_of(declared, FOR_ADVICE)
        yield Step("declaration", declared, not supposed, supposed, counted)
        yield Step("conseil", ends, not supposed and ends <= today, supposed, counted)
        if of.agrement_until is not None:
            yield Step("agrement", of.agrement_until, of.agrement_until < today)


def calendar(facts: Facts, blanks: Blanks) -> Paper:
    """A line a step, with its day or a blank."""
    rows = [
        (Cell(_day(each, blanks)), Cell(each.what.fr, _notes(each))) for each in steps(facts.convention, facts.today)
    ]
    rows.append((Cell(blanks.blank("date de remise du rapport annuel")), Cell("Chaque année : rapport annuel")))
    columns = (Column("Jour", mm=58), Column("Étape", share=3))
    return paper(facts, TITLE, [Table(columns, rows), Text((COUNTED,), small=True)])


COUNTED = (
    "Un délai en mois finit au même quantième, ou au dernier jour du mois. Une réponse favorable plus tôt ne "
    "raccourcit pas les quatre mois ; un nouveau projet les recommence."
)


def _day(step: Step, blanks: Blanks) -> str:
    if step.day is None:
        return "fait" if step.done else blanks.blank(f"jour : {step.what.fr.lower()}")
    return f"{words.day(step.day)} (supposé)" if step.supposed else words.day(step.day)


def _notes(step: Step) -> tuple[str, ...]:
    said = ("fait",) if step.done and step.day is not None else ()
    return (*said, *(each.fr for each in step.notes))


def ics(facts: Facts) -> bytes:
    """The steps that have a day, as whole days of a calendar (RFC 5545); what is only supposed is TENTATIVE."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Chartrier//Convention//FR", "CALSCALE:GREGORIAN"]
    for step in steps(facts.convention, facts.today):
        if step.day is None:
            continue
        lines += [
            "BEGIN:VEVENT",
            f"UID:{facts.id}-{step.key}@chartrier",
            f"DTSTAMP:{_instant(facts.made)}",
            f"DTSTART;VALUE=DATE:{step.day:%Y%m%d}",
            f"DTEND;VALUE=DATE:{step.day + timedelta(days=1):%Y%m%d}",
            f"SUMMARY:{_escaped(f'{step.what.fr} : {facts.convention.name}')}",
            f"STATUS:{'TENTATIVE' if step.supposed else 'CONFIRMED'}",
            "TRANSP:TRANSPARENT",
            *([f"DESCRIPTION:{_escaped(' '.join(_notes(step)))}"] if _notes(step) else []),
            "END:VEVENT",
        ]
    lines.append("END:VCALENDAR")
    return b"".join(_folded(line) for line in lines)


def _instant(instant: datetime) -> str:
    return f"{instant:%Y%m%dT%H%M%SZ}"


def _escaped(text: str) -> str:
    """TEXT of RFC 5545 §3.3.11; what is no line of text is a space."""
    plain = "".join(character if character.isprintable() else " " for character in text)
    return plain.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")


def _folded(line: str) -> bytes:
    """RFC 5545 §3.1: no line of more than 75 bytes, and no character cut."""
    pieces: list[bytes] = []
    piece = b""
    for character in line:
        written = character.encode("utf-8", "backslashreplace")
        if len(piece) + len(written) > (75 if not pieces else 74):
            pieces.append(piece)
            piece = b""
        piece += written
    return b"\r\n ".join([*pieces, piece]) + b"\r\n"
