"""All that the page of a record shows, gathered for a door to draw: nothing here is written for one language only."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from chartrier.access.communicabilite.answer import PublicReading, public_reading
from chartrier.access.extracting import kind_of_object
from chartrier.access.history import Event, history
from chartrier.access.inherited import CategoryShown, RulesShown, rules_shown
from chartrier.access.reading import Admission, Asking, Known, admit_to_unit
from chartrier.access.searching import Scope
from chartrier.catalog.accounts.names import names_of
from chartrier.catalog.archive import questions
from chartrier.catalog.archive.browsing import children_within
from chartrier.catalog.archive.models import DataObject, Unit
from chartrier.catalog.archive.paper import place_of
from chartrier.catalog.archive.searching import those_within
from chartrier.catalog.gels.holding import holding
from chartrier.catalog.gels.models import Gel
from chartrier.catalog.persons.effects import Effect, effects_of
from chartrier.catalog.transaction import transaction
from chartrier.clock import Clock, day_of
from chartrier.copies.copies import Copies
from chartrier.previews.kinds import Kind
from chartrier.records.finding import Language
from chartrier.records.tenant import Tenant
from chartrier.rules.age import Age
from chartrier.rules.communicabilite.regime import Regime
from chartrier.rules.explaining import explain

DEEPEST = 40
"""Steps up to the top of a tree that a path shows."""


@dataclass(frozen=True, slots=True)
class File:
    """A file of a record, and how it can be shown."""

    object: DataObject
    kind: Kind


@dataclass(frozen=True, slots=True)
class Version:
    """The files of one usage and version: the latest of a usage comes first."""

    usage: str
    number: int | None
    files: Sequence[File]


@dataclass(frozen=True, slots=True)
class Ruled:
    """What holds in one category, and in one sentence why it ends when it does."""

    shown: CategoryShown
    today: date

    def sentence(self, language: Language) -> str:
        """Without capital or full stop."""
        return explain(self.shown.ending, self.today, language)


@dataclass(frozen=True, slots=True)
class Record:
    """A unit with its place, files, rules, and when the public may read it."""

    unit: Unit
    path: Sequence[Unit]
    """Those above it, from the top, by its first parent; what is out of bounds is left out, here and below."""
    within: frozenset[UUID]
    """Of those that its rules come from, the units whose titles may be told."""
    children: Sequence[Unit]
    more_children: bool
    versions: Sequence[Version]
    rules: RulesShown
    ruled: Sequence[Ruled]
    public: PublicReading
    gels: Sequence[Gel]
    """Those in force that hold it; the public is told of none."""
    stored: str | None
    """Where it stands, of what is on paper."""
    effects: Sequence[Effect]
    """What answers to persons changed for it."""

    @property
    def definitive(self) -> bool:
        return self.rules.age is Age.DEFINITIVE


def read_record(
    tenant: Tenant, identifier: UUID, asking: Asking, scope: Scope, clock: Clock
) -> tuple[Record, Admission] | None:
    """Read all that is shown of a unit to somebody of that scope; None for what is no unit. The reading is entered as
    that of its description. Raises as `reading.read_description` does.
    """
    key, today = tenant.key, day_of(clock())
    unit = questions.unit([key], identifier)
    if unit is None:
        return None
    with transaction([key]):
        rules = rules_shown(key, identifier, today)
        known = Known(rules, public_reading(key, identifier, today, asking.reader, rules.found))
        admission = admit_to_unit(key, identifier, asking, clock, known)
        return _gathered(key, unit, known, today, scope), admission


def _gathered(key: int, unit: Unit, known: Known, today: date, scope: Scope) -> Record:
    identifier, rules = unit.id, known.rules
    public = scope.regime is Regime.PUBLIC
    children, more = ([], False) if public else children_within(key, identifier, scope.bounds)
    return Record(
        unit,
        [] if public else _seen(key, path_to(key, identifier), scope),
        frozenset() if public else _origins(key, rules, scope),
        [child for child, _ in children],
        more,
        _versions(questions.objects_of([key], identifier)),
        rules,
        [Ruled(each, today) for each in rules.categories],
        known.public,
        [] if public else holding(key, [identifier]).get(identifier, []),
        place_of(unit.content),
        effects_of(key, identifier),
    )


def _seen(tenant: int, units: Sequence[Unit], scope: Scope) -> list[Unit]:
    if not scope.bounds:
        return list(units)
    seen = set(those_within([tenant], [unit.id for unit in units], scope.bounds))
    return [unit for unit in units if unit.id in seen]


def _origins(tenant: int, rules: RulesShown, scope: Scope) -> frozenset[UUID]:
    origins = {rule.origin for category in rules.categories for rule in category.rules}
    return frozenset(those_within([tenant], sorted(origins), scope.bounds) if scope.bounds else origins)


def path_to(tenant: int, unit: UUID) -> list[Unit]:
    """The units above, from the top, by the first parent of each."""
    return questions.units_above_by_first_parent(tenant, unit, most=DEEPEST)[::-1]


def told_history(tenant: Tenant, unit: UUID, copies: Copies) -> list[tuple[Event, str]]:
    """What happened to a unit, the oldest first, each with the name of who did it. Raises as `history` does."""
    events = history(unit, tenant, copies)
    names = names_of(tenant.key, {event.by for event in events})
    return [(event, names.get(event.by, event.by)) for event in events]


def _versions(objects: Sequence[DataObject]) -> list[Version]:
    order = {usage: rank for rank, usage in enumerate(("BinaryMaster", "Dissemination", "TextContent", "Thumbnail"))}
    groups: dict[tuple[str, int | None], list[File]] = {}
    for each in objects:
        groups.setdefault((each.usage or "", each.version), []).append(File(each, kind_of_object(each)))
    ranked = sorted(groups.items(), key=lambda group: (order.get(group[0][0], len(order)), -(group[0][1] or 0)))
    return [Version(usage, number, files) for (usage, number), files in ranked]
