"""What the filters of a search may be set to, by the names that people know: services, séries and rules, formats."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from chartrier.access.searching import Question, Scope
from chartrier.catalog.rules.effective import imported_referential
from chartrier.catalog.rules.inherited import reading
from chartrier.catalog.series.rules import series_in_force
from chartrier.catalog.tenants.services import services as services_entered
from chartrier.formats.plain_names import NAMED, named_whole, plain_names, puids_named
from chartrier.reception.kinds import kinds_among
from chartrier.records.finding import Language
from chartrier.records.tenant import Tenant
from chartrier.rules.categories import Category
from chartrier.rules.communicabilite.words import Words

USUAL = Words("Ce qui se dépose le plus", "What is deposited most")
OTHERS = Words("Autres séries", "Other séries")
RULES = Words("Autres règles", "Other rules")
GIVEN = Words("Choix en cours", "Chosen now")

Option = tuple[str, str]
"""A value and what it is called."""


@dataclass(frozen=True, slots=True)
class Choices:
    """By value, what each is called; `usual` are the séries that come first, `rules` those that are no séries."""

    services: Mapping[str, str]
    usual: Mapping[str, str]
    others: Mapping[str, str]
    rules: Mapping[str, str]

    def called(self, part: str, value: str) -> str:
        """What a value of a part of a question is called: itself where nobody named it."""
        known = self.services if part == "service" else {**self.usual, **self.others, **self.rules}
        return known.get(value, value)

    def offered(self, question: Question, scope: Scope) -> dict[str, list[tuple[Words | None, list[Option]]]]:
        """The options of each field in groups; what was asked for and is none of them comes first."""
        theirs = _services_within(scope)
        services = [each for each in self.services.items() if theirs is None or each[0] in theirs]
        series = [(USUAL, self.usual), (OTHERS, self.others), (RULES, self.rules)]
        formats: list[tuple[Words | None, list[Option]]] = []
        if question.format and chosen_format(question) not in NAMED:
            formats.append((GIVEN, [(chosen_format(question), called_formats(question.format))]))
        return {
            "service": [*self._given("service", question.service, services), (None, services)],
            "series": [
                *self._given("series", question.series, [each for _, known in series for each in known.items()]),
                *((name, list(known.items())) for name, known in series if known),
            ],
            "format": [*formats, (None, [(name, name) for name in sorted(NAMED, key=str.casefold)])],
        }

    def _given(
        self, part: str, values: Sequence[str], known: Iterable[Option]
    ) -> list[tuple[Words | None, list[Option]]]:
        offered = {value for value, _ in known}
        others = [(value, self.called(part, value)) for value in values if value not in offered]
        return [(GIVEN, others)] if others else []


def choices_of(tenant: Tenant, language: Language) -> Choices:
    """Read together, in one transaction."""
    with reading(tenant.key) as cursor:
        services = services_entered(tenant.key)
        found = kinds_among(series_in_force(cursor, tenant.key), tenant.kind)
        imported = imported_referential(cursor, tenant.key)
    return Choices(
        {tenant.siren: tenant.name} | {each.identifier: each.name for each in services},
        {each.code: each.label(language) for each in found.values() if each.usual},
        {each.code: each.label(language) for each in found.values() if not each.usual},
        {
            name: rule.label or name
            for name, rule in sorted(imported.rules.items())
            if rule.category is Category.APPRAISAL and name not in found
        },
    )


def chosen_format(question: Question) -> str:
    """The option that stands for the formats of a question: a name, where they are all those that it means."""
    asked = set(question.format)
    return next((name for name in NAMED if set(puids_named(name)) == asked), " ".join(question.format))


def called_formats(puids: Sequence[str]) -> str:
    """These formats as people call them, the rest by their PUIDs."""
    names, alone = named_whole(puids)
    return ", ".join([*names, *plain_names(alone)])


def _services_within(scope: Scope) -> frozenset[str] | None:
    """Those that bound what somebody finds; None: nothing of the kind does."""
    if not scope.bounds or not all(bound.services for bound in scope.bounds):
        return None
    return frozenset[str]().union(*(bound.services for bound in scope.bounds))
