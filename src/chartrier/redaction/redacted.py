"""What became of a redaction: where something was hidden and why, never what it was."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from chartrier.detection.occurrence import Kind
from chartrier.records.finding import Findings
from chartrier.redaction.findings import KIND_NOT_FOUND, WORDS_NOT_FOUND
from chartrier.redaction.wanted import How, Target, Wanted
from chartrier.rules.communicabilite.words import Words
from chartrier.rules.series.cells import guarded

KIND_WORDS = {
    Kind.NIR: Words("numéro de sécurité sociale", "social security number"),
    Kind.IBAN: Words("compte bancaire", "bank account"),
    Kind.PHONE: Words("téléphone", "telephone"),
    Kind.EMAIL: Words("adresse électronique", "e-mail address"),
    Kind.ADDRESS: Words("adresse postale", "postal address"),
    Kind.BIRTH: Words("date de naissance", "date of birth"),
    Kind.NAME: Words("nom de personne", "name of a person"),
    Kind.SPECIAL: Words("sujet sensible", "sensitive subject"),
}
HEADINGS = ("Page ou feuille", "Ligne", "Colonne", "Nature", "Fondement", "Motif")


@dataclass(frozen=True, slots=True)
class Occultation:
    """One hidden passage. `page` (or sheet), `line` and `column` from 1, 0 where the format has none."""

    target: Target
    page: int = 0
    line: int = 0
    column: int = 0


@dataclass(slots=True)
class Redacted:
    """The copy that was made: its media type, the suffix of its name, its pages, what was hidden in it."""

    media_type: str
    suffix: str
    pages: int = 0
    occultations: list[Occultation] = field(default_factory=list)
    findings: Findings = field(default_factory=Findings)

    @property
    def grounds(self) -> list[tuple[str, int]]:
        """How many passages were hidden on each ground, by its code."""
        counted = Counter(each.target.ground.code for each in self.occultations)
        return sorted(counted.items())

    @property
    def natures(self) -> list[tuple[Words, int]]:
        """How many passages of each nature."""
        counted = Counter(nature(each.target) for each in self.occultations)
        return sorted(counted.items(), key=lambda each: each[0].fr)


def nature(target: Target) -> Words:
    """What a target is, without saying it."""
    if target.kind is not None:
        return KIND_WORDS[target.kind]
    return {
        How.WORDS: Words("mots désignés", "words that were named"),
        How.AREA: Words("zone tracée", "an area that was drawn"),
        How.COLUMN: Words("colonne", "column"),
    }[target.how]


def tell_what_lacks(wanted: Wanted, redacted: Redacted) -> None:
    """A remark on each kind of data, and on the words, that were asked for and found nowhere."""
    found = {each.target for each in redacted.occultations}
    for target in wanted.of(How.KIND):
        if target not in found:
            redacted.findings.add(KIND_NOT_FOUND, nature=str(target.kind))
    lacking = [number for number, target in enumerate(wanted.of(How.WORDS), 1) if target not in found]
    if lacking:
        redacted.findings.add(WORDS_NOT_FOUND, numbers=", ".join(map(str, lacking)))


def register_of(occultations: Iterable[Occultation], motive: str) -> bytes:
    """The list of what was hidden, as CSV for people: UTF-8 with a mark, semicolons, no cell that is a formula."""
    text = io.StringIO()
    table = csv.writer(text, delimiter=";", lineterminator="\r\n")
    table.writerow(HEADINGS)
    for each in occultations:
        table.writerow([guarded(cell) for cell in _cells(each, motive)])
    return text.getvalue().encode("utf-8-sig")


def _cells(each: Occultation, motive: str) -> Sequence[str]:
    places = [str(place) if place else "" for place in (each.page, each.line, each.column)]
    ground = each.target.ground
    return [*places, nature(each.target).fr, ground.sentence.fr, motive]
