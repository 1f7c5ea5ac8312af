"""What commands print: sentences for people, one JSON object a line for programs."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

from chartrier.cli.english import translate
from chartrier.cli.terminal import visible
from chartrier.ingest.steps import Progress as Tell
from chartrier.ingest.steps import silent
from chartrier.records.amounts import written_amount
from chartrier.records.finding import Finding, Language

STEPS = {
    "recovery": "reprise",
    "container": "conteneur",
    "room": "place",
    "bordereau": "bordereau",
    "seda": "lecture du bordereau",
    "references": "références",
    "agencies": "services nommés",
    "accord": "accord de versement",
    "members": "effectifs",
    "descriptions": "descriptions",
    "reservation": "réservation",
    "units": "unités",
    "files": "fichiers",
    "objects": "objets",
    "unchanged": "dernier regard sur le paquet",
    "formats": "formats",
    "antivirus": "antivirus",
    "malware": "analyse antivirus",
    "package": "paquet",
    "copies": "copies",
    "transaction": "transaction",
    "publication": "publication",
    "verification": "vérification",
    "documents": "documents",
    "proofs": "preuves",
    "digests": "empreintes",
    "collectivites": "collectivités",
}
"""Steps of an operation, in French."""

MARKS = {"error": "✗", "warning": "!"}
SEVERITIES = {"error": "erreur", "warning": "remarque"}


@dataclass(frozen=True, slots=True)
class Output:
    """Where and in which language a command answers."""

    json: bool
    language: Language

    def text(self, french: str, **values: object) -> str:
        """A sentence of ours in the language of the output; the values are made visible."""
        sentence = translate(french, self.language)
        return sentence.format_map({name: visible(value) for name, value in values.items()})

    def say(self, french: str, **values: object) -> None:
        """Print a sentence; nothing for programs."""
        if not self.json:
            print(self.text(french, **values))  # noqa: T201

    def line(self, *parts: object) -> None:
        """Print what is data, made visible; nothing for programs. Only the first part may be empty or a margin."""
        if not self.json:
            first, *others = (visible(part) for part in parts)
            print(" ".join([first, *(part for part in others if part)]))  # noqa: T201

    def emit(self, value: Any, *, error: bool = False) -> None:
        """One JSON object on a line of ASCII; nothing for people."""
        if self.json:
            print(json.dumps(value), file=sys.stderr if error else sys.stdout, flush=True)

    def findings(self, findings: Iterable[Finding], *, error: bool = False) -> None:
        for finding in findings:
            self.finding(finding, error=error)

    def finding(self, finding: Finding, *, error: bool = False) -> None:
        """A finding for people: mark, code, message, where, what to do; `error`: on standard error."""
        self.finding_as_json(finding.as_json(self.language), error=error)

    def recorded_finding(self, recorded: Mapping[str, Any]) -> None:
        """A finding for people, as a package keeps it (docs/format.md, 2.2)."""
        words = {name: recorded[name][self.language] for name in ("message", "remedy")}
        self.finding_as_json({**recorded, **words})

    def finding_as_json(self, finding: Mapping[str, Any], *, error: bool = False) -> None:
        if self.json:
            return
        severity = translate(SEVERITIES[finding["severity"]], self.language)
        lines = [f"  {MARKS[finding['severity']]} {finding['code']} ({severity}) {finding['message']}"]
        if place := self._place(finding["place"]):
            lines.append(f"      {place}")
        lines.append(f"      → {finding['remedy']}")
        for line in lines:
            print(visible(line), file=sys.stderr if error else sys.stdout)

    def _place(self, place: Mapping[str, Any]) -> str:
        parts = [
            place["file"],
            place["line"] and self.text("ligne {line}", line=place["line"]),
            place["unit"] and self.text("unité {unit}", unit=place["unit"]),
            place["object"] and self.text("objet {object}", object=place["object"]),
        ]
        return ", ".join(str(part) for part in parts if part)

    def count(self, number: int, french: str) -> str:
        """So many of something, its name given in the singular: both languages make the plural with an s."""
        plural = number > 1 if self.language == "fr" else number != 1
        return f"{self.number(number)} {translate(french, self.language)}{'s' if plural else ''}"

    def number(self, number: int) -> str:
        return f"{number:,}".replace(",", "\u202f" if self.language == "fr" else ",")

    def amount(self, size: int) -> str:
        """Bytes for people, with the units and the decimal mark of the language, and a plain space to search for."""
        return written_amount(size, self.language).replace("\N{NO-BREAK SPACE}", " ")

    def metres(self, length: Decimal) -> str:
        """Mètres linéaires, without needless zeros."""
        written = f"{length.normalize():f}"
        return self.text("{metres} ml", metres=written.replace(".", "," if self.language == "fr" else "."))

    def volume(self, size: int, length: Decimal | None) -> str:
        """Bytes, mètres linéaires, or both, of what is there; empty for nothing."""
        parts = [self.amount(size)] if size else []
        parts += [self.metres(length)] if length else []
        return " + ".join(parts)

    @contextmanager
    def progress(self) -> Iterator[Tell]:
        """A progress bar on a terminal, silence elsewhere and for programs."""
        console = Console(stderr=True)
        if self.json or not console.is_terminal:
            yield silent
            return
        columns = (TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
        with Progress(*columns, console=console, transient=True) as bars:
            task = bars.add_task("", total=None)

            def tell(step: str, done: int, total: int) -> None:
                name = STEPS.get(step, step) if self.language == "fr" else step
                bars.update(task, description=name, completed=done, total=total or None)

            yield tell
