"""The séries in plain words, and the questions that each asks of whoever deposits."""

from __future__ import annotations

import csv
import difflib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import resources
from types import MappingProxyType

from chartrier.catalog.series import register
from chartrier.errors import InvalidInput
from chartrier.reception import findings as say
from chartrier.records.collectivite import CollectiviteKind
from chartrier.records.finding import Language
from chartrier.records.tenant import Tenant
from chartrier.rules.series.english import english_title
from chartrier.rules.series.serie import Series
from chartrier.rules.series.shipped import shipped_table
from chartrier.rules.series.vocabulary import Depart, folded

BY_YEAR = frozenset({Depart.FILE_CLOSED, Depart.FISCAL_YEAR_CLOSED, Depart.DOCUMENT})
"""Events that the end of the documents' year stands for when nobody says better."""


_IN_REGISTERS = re.compile(
    r"\b(?:deliberations?|arretes?(?! (?:de|des|du) comptes?)"
    r"|decisions? (?:reglementaires?|permanentes?|municipales?|communautaires?|du (?:maire|president|bureau)"
    r"|de la (?:maire|presidente))"
    r"|proces[- ]verba(?:l|ux) (?:des? |du |de la )?(?:seances?|conseil|comite|bureau|assemblee)"
    r"|registres? (?:.{0,40}\b)?(?:etat civil|naissances?|mariages?|deces)|actes? (?:de l'|d')etat civil)\b"
)
"""Séries of what is kept in a register on paper that remains compulsory, by their titles."""


@dataclass(frozen=True, slots=True)
class _Plain:
    fr: str
    en: str


@dataclass(frozen=True, slots=True)
class Kind:
    """What somebody deposits. `usual`: it is in the short list that is shown first."""

    series: Series
    fr: str
    en: str
    register: bool
    """A register on paper remains compulsory."""
    usual: bool

    @property
    def code(self) -> str:
        return self.series.code

    @property
    def asks_event(self) -> bool:
        """Whether only the day of an event can date its DUA: it may be unknown at deposit."""
        return self.series.depart is not None and self.series.depart not in BY_YEAR

    def label(self, language: Language) -> str:
        return self.fr if language == "fr" else self.en

    def start(self, year: int | None, event: date | None) -> date | None:
        """The day from which its DUA runs; None while it is not known, and where no DUA runs."""
        if self.series.depart is None:
            return None
        if event is None and year is not None and self.series.depart in BY_YEAR:
            return date(year, 12, 31)
        return event


def kinds(tenant: Tenant) -> Mapping[str, Kind]:
    """By the code of its séries, in the table in force: the usual ones first. Raises InvalidInput without a table."""
    tableau = register.current(tenant.key)
    if tableau is None:
        raise InvalidInput(say.NO_TABLE)
    return kinds_among(tableau.series.values(), tenant.kind)


def kinds_among(series: Iterable[Series], collectivite: CollectiviteKind | None) -> Mapping[str, Kind]:
    """The same of these séries, in the words of such a collectivité (None: of a commune)."""
    plain = _plain(collectivite or CollectiviteKind.COMMUNE)
    found = [_kind(each, plain.get((each.code, folded(each.title)))) for each in series]
    return {kind.code: kind for kind in sorted(found, key=lambda kind: not kind.usual)}


def kind_of(tenant: Tenant, name: str) -> Kind:
    """The kind of this code, plain label or title, whatever its accents; else the only one whose label or title begins
    so. Raises InvalidInput with the nearest.
    """
    known = kinds(tenant)
    if name in known:
        return known[name]
    wanted = folded(name)
    names = {
        kind.code: [folded(text) for text in (kind.code, kind.fr, kind.en, kind.series.title)]
        for kind in known.values()
    }
    exact = [code for code, texts in names.items() if wanted in texts]
    begins = [code for code, texts in names.items() if wanted and any(text.startswith(wanted) for text in texts)]
    for codes in (exact, begins):
        if len(codes) == 1:
            return known[codes[0]]
    everything = {text: code for code, texts in reversed(names.items()) for text in texts}
    near = begins or [everything[text] for text in difflib.get_close_matches(wanted, everything, 5, 0)]
    nearest = ", ".join(f"{known[code].fr} ({code})" for code in dict.fromkeys(near[:5]))
    raise InvalidInput(say.UNKNOWN_SERIES, series=name[:80], nearest=nearest)


def _kind(series: Series, plain: _Plain | None) -> Kind:
    kept = _IN_REGISTERS.search(folded(series.title)) is not None
    if plain is None:
        return Kind(series, series.title, english_title(series) or series.title, kept, usual=False)
    return Kind(series, plain.fr, plain.en, kept, usual=True)


@cache
def _plain(collectivite: CollectiviteKind) -> Mapping[tuple[str, str], _Plain]:
    """The labels that are shipped, for such a collectivité, by the code and title of the shipped séries that they hold
    for: a tenant's own may have the same code.
    """
    shipped = shipped_table().series
    text = (resources.files("chartrier.reception") / "kinds.csv").read_text("utf-8")
    found: dict[tuple[str, str], _Plain] = {}
    for row in csv.DictReader(text.splitlines(), delimiter=";"):
        # rows for some kinds of collectivité come before the one for all others
        if not row["collectivités"] or collectivite in row["collectivités"].split():
            key = (row["code"], folded(shipped[row["code"]].title))
            found.setdefault(key, _Plain(row["fr"], row["en"]))
    return MappingProxyType(found)
