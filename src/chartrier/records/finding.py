"""What a control has to say: a stable code, a place, a message and a remedy in French and in English."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from typing import Any, ClassVar, Literal

from chartrier.records.amounts import ROUNDINGS, written_amount
from chartrier.records.days import written_day

Language = Literal["fr", "en"]


class Severity(StrEnum):
    """ERROR refuses the package; WARNING lets it in and says so."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class FindingKind:
    """One kind of finding, declared once as a constant in the room that finds it.

    `code` is stable for ever (`SEDA-017`). The four texts are `str.format` templates over the finding's values; of a
    number they may want a word that agrees with it (`{count} {count:unité|unités}`).
    `reference` names the clause, or the nearest outcome of Vitam (`CHECK_SEDA.NOT_XSD_VALID`), when there is one.
    """

    code: str
    severity: Severity
    fr: str
    en: str
    remedy_fr: str
    remedy_en: str
    reference: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """Where: a file of the package, a line of it (1 is the first), the xml id of a unit, of an object."""

    file: str | None = None
    line: int | None = None
    unit: str | None = None
    object: str | None = None

    def as_json(self) -> dict[str, str | int | None]:
        return {"file": self.file, "line": self.line, "unit": self.unit, "object": self.object}


NOWHERE = Place()

LONGEST_VALUE = 2_000
"""Characters kept of a value or of a part of a place."""


def _cut(value: Any) -> Any:
    return f"{value[:LONGEST_VALUE]}…" if isinstance(value, str) and len(value) > LONGEST_VALUE else value


class _FrenchNumber(int):
    """A number that chooses between two words (in French none is singular too), or is an amount of bytes."""

    language: ClassVar[Language] = "fr"

    def __format__(self, wanted: str) -> str:
        if wanted in ROUNDINGS:
            return written_amount(self, self.language, wanted)
        one, several, many = wanted.partition("|")
        return super().__format__(wanted) if not several else one if self._is_singular else many

    @property
    def _is_singular(self) -> bool:
        return self < 2


class _EnglishNumber(_FrenchNumber):
    language: ClassVar[Language] = "en"

    @property
    def _is_singular(self) -> bool:
        return self == 1


class _Text(str):
    """A text that `{…:day}` writes as a day when it is one of ISO 8601."""

    language: Language

    def __new__(cls, text: str, language: Language) -> _Text:
        made = super().__new__(cls, text)
        made.language = language
        return made

    def __format__(self, wanted: str) -> str:
        if wanted != "day":
            return super().__format__(wanted)
        try:
            return written_day(date.fromisoformat(self), self.language)
        except ValueError:
            return str(self)


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding. `values` come from outside: doors escape them."""

    kind: FindingKind
    place: Place = NOWHERE
    values: Mapping[str, str | int] = field(default_factory=dict)
    refused: bool = False
    """A warning that the tenant's settings turn into a refusal."""

    def __post_init__(self) -> None:
        """Cut what is too long: a sender's text is in several sentences of each of hundreds of findings."""
        place = replace(self.place, **{name: _cut(getattr(self.place, name)) for name in ("file", "unit", "object")})
        object.__setattr__(self, "place", place)
        object.__setattr__(self, "values", {name: _cut(value) for name, value in self.values.items()})

    @property
    def code(self) -> str:
        return self.kind.code

    @property
    def severity(self) -> Severity:
        return Severity.ERROR if self.refused else self.kind.severity

    def message(self, language: Language) -> str:
        return (self.kind.fr if language == "fr" else self.kind.en).format_map(self._told(language))

    def remedy(self, language: Language) -> str:
        return (self.kind.remedy_fr if language == "fr" else self.kind.remedy_en).format_map(self._told(language))

    def _told(self, language: Language) -> Mapping[str, str | int]:
        of = _FrenchNumber if language == "fr" else _EnglishNumber
        return {
            name: of(each) if isinstance(each, int) else _Text(each, language) for name, each in self.values.items()
        }

    def as_refusal(self) -> Finding:
        """The same finding, refusing."""
        return replace(self, refused=True)

    def as_json(self, language: Language) -> dict[str, Any]:
        return {
            "code": self.code,
            "severity": str(self.severity),
            "message": self.message(language),
            "place": self.place.as_json(),
            "remedy": self.remedy(language),
            "reference": self.kind.reference,
        }

    def as_recorded(self) -> dict[str, Any]:
        """As `findings.json` keeps it, in both languages (docs/format.md §2.2)."""
        return {
            **self.as_json("fr"),
            "message": {"fr": self.message("fr"), "en": self.message("en")},
            "remedy": {"fr": self.remedy("fr"), "en": self.remedy("en")},
        }

    @classmethod
    def read(cls, recorded: Mapping[str, Any]) -> Finding:
        """Read what `as_recorded` wrote: its sentences are what they were, whatever those of its code are today."""

        def plain(text: str) -> str:
            return text.replace("{", "{{").replace("}", "}}")

        message, remedy = recorded["message"], recorded["remedy"]
        kind = FindingKind(
            recorded["code"],
            Severity(recorded["severity"]),
            plain(message["fr"]),
            plain(message["en"]),
            plain(remedy["fr"]),
            plain(remedy["en"]),
            recorded["reference"],
        )
        return cls(kind, Place(**recorded["place"]))


TOO_MANY = FindingKind(
    "FIND-001",
    Severity.WARNING,
    fr="{count} autres constats « {code} » ne sont pas détaillés.",
    en="{count} more findings “{code}” are not listed.",
    remedy_fr="Corrigez les premiers, puis relancez le contrôle.",
    remedy_en="Mend the first ones, then check again.",
)


class Findings:
    """Findings gathered in order, at most `limit` of each code (the rest are counted): memory stays bounded."""

    def __init__(self, limit: int = 100) -> None:
        self._limit = limit
        self._kept: list[Finding] = []
        self._count: Counter[str] = Counter()
        self._refused = False

    def add(self, kind: FindingKind, place: Place = NOWHERE, *, refused: bool = False, **values: str | int) -> None:
        if self._count[kind.code] < self._limit:
            self.append(Finding(kind, place, values, refused))
        else:
            # one that will not be told needs not be made
            self._count[kind.code] += 1
            self._refused = self._refused or refused or kind.severity is Severity.ERROR

    def append(self, finding: Finding) -> None:
        self._count[finding.code] += 1
        self._refused = self._refused or finding.severity is Severity.ERROR
        if self._count[finding.code] <= self._limit:
            self._kept.append(finding)

    def extend(self, findings: Findings | list[Finding]) -> None:
        for finding in findings:
            self.append(finding)

    def __iter__(self) -> Iterator[Finding]:
        yield from self._kept
        for code, count in self._count.items():
            if count > self._limit:
                yield Finding(TOO_MANY, NOWHERE, {"count": count - self._limit, "code": code})

    def __len__(self) -> int:
        return sum(1 for _ in self)

    @property
    def refused(self) -> bool:
        """Whether one finding at least refuses the package."""
        return self._refused

    @property
    def verdict(self) -> Literal["accept", "warning", "reject"]:
        if self._refused:
            return "reject"
        return "warning" if self._kept else "accept"
