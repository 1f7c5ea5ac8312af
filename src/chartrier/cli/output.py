"""What commands print: sentences for people, one JSON object a line for programs."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

from chartrier.cli.english import translate
from chartrier.cli.terminal import visible
from chartrier.ingest.steps import Progress as Tell
from chartrier.ingest.steps import silent
from chartrier.records.finding import Finding, Language, Severity

STEPS = {
    "recovery": "reprise",
    "container": "conteneur",
    "room": "place",
    "bordereau": "bordereau",
    "seda": "lecture du bordereau",
    "references": "références",
    "members": "effectifs",
    "reservation": "réservation",
    "files": "fichiers",
    "objects": "objets",
    "formats": "formats",
    "malware": "antivirus",
    "package": "paquet",
    "copies": "copies",
    "transaction": "transaction",
    "publication": "publication",
    "verification": "vérification",
}
"""Steps of an operation, in French."""

MARKS = {Severity.ERROR: "✗", Severity.WARNING: "!"}


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
        """Print what is data, made visible; nothing for programs."""
        if not self.json:
            print(" ".join(visible(part) for part in parts))  # noqa: T201

    def emit(self, value: Any) -> None:
        """One JSON object on a line of ASCII; nothing for people."""
        if self.json:
            print(json.dumps(value), flush=True)  # noqa: T201

    def findings(self, findings: Iterable[Finding]) -> None:
        for finding in findings:
            self.finding(finding)

    def finding(self, finding: Finding, *, error: bool = False) -> None:
        """A finding for people: mark, code, message, where, what to do."""
        if self.json:
            return
        stream = sys.stderr if error else sys.stdout
        severity = translate("erreur" if finding.severity is Severity.ERROR else "attention", self.language)
        head = f"  {MARKS[finding.severity]} {finding.code} ({severity}) {finding.message(self.language)}"
        print(visible(head), file=stream)  # noqa: T201
        place = self._place(finding)
        if place:
            print(f"      {visible(place)}", file=stream)  # noqa: T201
        print(f"      → {visible(finding.remedy(self.language))}", file=stream)  # noqa: T201

    def _place(self, finding: Finding) -> str:
        place = finding.place
        parts = [
            place.file,
            place.line and self.text("ligne {line}", line=place.line),
            place.unit and self.text("unité {unit}", unit=place.unit),
            place.object and self.text("objet {object}", object=place.object),
        ]
        return ", ".join(str(part) for part in parts if part)

    def amount(self, size: int) -> str:
        """Bytes for people, in the units and with the decimal mark of the language."""
        units = ("octets", "ko", "Mo", "Go", "To") if self.language == "fr" else ("bytes", "kB", "MB", "GB", "TB")
        value, unit = float(size), 0
        while value >= 1000 and unit < len(units) - 1:
            value, unit = value / 1000, unit + 1
        if unit == 0:
            return f"{size} {units[0]}"
        text = f"{value:.1f}"
        return f"{text.replace('.', ',') if self.language == 'fr' else text} {units[unit]}"

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
