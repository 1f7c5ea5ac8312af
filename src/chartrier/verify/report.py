"""What a verification found: numbered steps, findings, counts, and the key that all of it stands on."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from types import TracebackType
from typing import Any, NamedTuple

from chartrier.errors import ChartrierError
from chartrier.records.finding import NOWHERE, Finding, FindingKind, Findings, Language, Place
from chartrier.verify.findings import UNREADABLE


class Outcome(StrEnum):
    """Of a step: SKIPPED when it was not asked for, or when what it stands on has failed."""

    PROVEN = "proven"
    FAILED = "failed"
    SKIPPED = "skipped"


class Words(NamedTuple):
    """The same thing in French and in English."""

    fr: str
    en: str

    def text(self, language: Language) -> str:
        return self.fr if language == "fr" else self.en


NOTHING = Words("", "")


def counted(count: int, fr: str, en: str) -> Words:
    """A number of things; each word of the French name takes its plural, the English one takes its own at the end.

    `fr` and `en` are singular: `objet binaire`, `binary object`.
    """
    french = fr if count < 2 else " ".join(f"{word}s" for word in fr.split())
    english = en if count == 1 else f"{en.removesuffix('y')}ies" if en.endswith("y") else f"{en}s"
    return Words(f"{count} {french}", f"{count} {english}")


@dataclass(frozen=True, slots=True)
class StepKind:
    """One step of verification, declared in `steps`."""

    number: int
    words: Words


@dataclass(frozen=True, slots=True)
class Step:
    """What a step came to, in a copy (`copy` is empty for what concerns them all)."""

    kind: StepKind
    copy: str
    outcome: Outcome
    detail: Words = NOTHING

    def as_json(self, language: Language) -> dict[str, Any]:
        return {
            "number": self.kind.number,
            "copy": self.copy,
            "step": self.kind.words.text(language),
            "outcome": str(self.outcome),
            "detail": self.detail.text(language),
        }


@dataclass(frozen=True, slots=True)
class UsedKey:
    """A key that the proof stands on: given by whoever asks (`trusted`), or only found in the copy itself."""

    copy: str
    name: str
    fingerprint: str
    found: str
    trusted: bool


@dataclass(slots=True)
class Counts:
    """How much was read and proven: descriptions of units (of documents alone), binary objects, packages, bytes."""

    descriptions: int = 0
    documents: int = 0
    packages: int = 0
    bytes: int = 0


@dataclass(frozen=True, slots=True)
class Progress:
    """Where a verification is: packages done of those in this copy's journal, bytes hashed so far."""

    copy: str
    packages: int
    of: int
    bytes: int


OnProgress = Callable[[Progress], None]


@dataclass(frozen=True, slots=True)
class Report:
    """The whole answer."""

    steps: tuple[Step, ...]
    findings: Findings
    counts: Counts
    keys: tuple[UsedKey, ...]

    @property
    def proven(self) -> bool:
        """Whether every step that was asked for holds. See `self_asserted` for what that is worth."""
        failed = any(step.outcome is Outcome.FAILED for step in self.steps)
        some = any(step.outcome is Outcome.PROVEN for step in self.steps)
        return some and not failed and not self.findings.refused

    @property
    def self_asserted(self) -> bool:
        """Whether a key was taken from the very copy that it should prove."""
        return not all(key.trusted for key in self.keys)

    def as_json(self, language: Language) -> dict[str, Any]:
        """For `--json`."""
        return {
            "proven": self.proven,
            "self_asserted": self.self_asserted,
            "keys": [
                {
                    "copy": key.copy,
                    "name": key.name,
                    "fingerprint": key.fingerprint,
                    "found": key.found,
                    "trusted": key.trusted,
                }
                for key in self.keys
            ],
            "documents": self.counts.documents,
            "packages": self.counts.packages,
            "bytes": self.counts.bytes,
            "steps": [step.as_json(language) for step in self.steps],
            "findings": [finding.as_json(language) for finding in self.findings],
        }


def together(reports: Iterable[Report]) -> Report:
    """One report of several copies, each verified on its own: proven when all are."""
    listed = list(reports)
    findings, total = Findings(), Counts()
    for report in listed:
        findings.extend(report.findings)
        total.descriptions += report.counts.descriptions
        total.documents += report.counts.documents
        total.packages += report.counts.packages
        total.bytes += report.counts.bytes
    return Report(
        tuple(step for report in listed for step in report.steps),
        findings,
        total,
        tuple(key for report in listed for key in report.keys),
    )


@dataclass(slots=True)
class Recorder:
    """The report of one copy while it is being made. A step that failed stays failed."""

    copy: str
    findings: Findings = field(default_factory=Findings)
    counts: Counts = field(default_factory=Counts)
    on_progress: OnProgress | None = None
    keys: list[UsedKey] = field(default_factory=list)
    of: int = 0
    _steps: dict[StepKind, Step] = field(default_factory=dict)

    def prove(self, step: StepKind, detail: Words = NOTHING) -> None:
        """The step holds, unless it failed before."""
        self._set(step, Outcome.PROVEN, detail)

    def skip(self, step: StepKind, detail: Words) -> None:
        """The step was not taken, and why."""
        self._set(step, Outcome.SKIPPED, detail)

    def fail(self, step: StepKind, kind: FindingKind, place: Place = NOWHERE, **values: str | int) -> None:
        """The step does not hold, and what was found."""
        self._fail(step, Finding(kind, place, values))

    def attempt(self, step: StepKind, path: str = "") -> _Attempt:
        """A block whose failure (ChartrierError, OSError) fails the step; what follows the block goes on."""
        return _Attempt(self, step, path)

    def skip_the_rest(self, steps: Iterable[StepKind], detail: Words) -> None:
        """The steps not taken so far were not reached."""
        for step in steps:
            if step not in self._steps:
                self.skip(step, detail)

    def failed(self, step: StepKind) -> bool:
        return step in self._steps and self._steps[step].outcome is Outcome.FAILED

    def place(self, path: str, line: int | None = None) -> Place:
        """A place in this copy."""
        return Place(file=f"{self.copy}/{path}", line=line)

    def advance(self, *, packages: int = 0, bytes_: int = 0) -> None:
        """So much more is done."""
        self.counts.packages += packages
        self.counts.bytes += bytes_
        if self.on_progress is not None:
            self.on_progress(Progress(self.copy, self.counts.packages, self.of, self.counts.bytes))

    def steps(self) -> list[Step]:
        return sorted(self._steps.values(), key=lambda step: step.kind.number)

    def report(self) -> Report:
        return Report(tuple(self.steps()), self.findings, self.counts, tuple(self.keys))

    def _set(self, step: StepKind, outcome: Outcome, detail: Words) -> None:
        if not self.failed(step):
            self._steps[step] = Step(step, self.copy, outcome, detail)

    def _fail(self, step: StepKind, finding: Finding) -> None:
        self.findings.append(finding)
        if not self.failed(step):
            detail = Words(finding.message("fr"), finding.message("en"))
            self._steps[step] = Step(step, self.copy, Outcome.FAILED, detail)


class _Attempt:
    def __init__(self, recorder: Recorder, step: StepKind, path: str) -> None:
        self._recorder = recorder
        self._step = step
        self._path = path

    def __enter__(self) -> None:
        return None

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> bool:
        if isinstance(error, ChartrierError):
            found = error.finding
            path = found.place.file or self._path
            place = self._recorder.place(path, found.place.line) if path else NOWHERE
            self._recorder._fail(self._step, Finding(found.kind, place, found.values))
            return True
        if isinstance(error, OSError):
            why = error.strerror or str(error)
            place = self._recorder.place(self._path)
            self._recorder.fail(self._step, UNREADABLE, place, path=self._path, why=why)
            return True
        return False
