"""All that the page of a record shows, gathered for a door to draw: nothing here is written for one language only."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import BinaryIO
from uuid import UUID

from chartrier.access.communicabilite.answer import PublicReading, public_reading
from chartrier.access.extracting import kind_of_object
from chartrier.access.fetching import fetch, name_of
from chartrier.access.findings import NOT_FOUND, PROVEN_NOW
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
from chartrier.catalog.preservation import campaigns
from chartrier.catalog.preservation.damage import Damage, copies_named, damages
from chartrier.catalog.transaction import transaction
from chartrier.catalog.works.models import Work
from chartrier.catalog.works.register import ask, enter_refused
from chartrier.clock import Clock, day_of
from chartrier.copies.copies import Copies
from chartrier.copies.staging import open_staging
from chartrier.delivery.parcel import Parcel
from chartrier.delivery.proofs import write_proofs
from chartrier.errors import ChartrierError, NotFound
from chartrier.journal.checkpoint import VerifierKey
from chartrier.previews.kinds import Kind
from chartrier.records.finding import TOO_MANY, Findings, Language
from chartrier.records.identifiers import new_package_id, package_of
from chartrier.records.tenant import Tenant
from chartrier.rules.age import Age
from chartrier.rules.communicabilite.regime import Regime
from chartrier.rules.explaining import explain
from chartrier.verify import steps
from chartrier.verify.document import verify_document
from chartrier.verify.report import Report, together

PROVEN_AT_ONCE = 256 << 20
"""Bytes of all the copies of a record that are read again while somebody waits."""
LANGUAGES: tuple[Language, ...] = ("fr", "en")
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


@dataclass(frozen=True, slots=True)
class HeldBy:
    """A copy that should have a unit. `there`: whether it has its package; None when the copy is away."""

    copy: str
    there: bool | None
    damage: Damage | None
    """What was found in the copy, and is not proven again."""
    damaged: bool
    """Whether it was found in this unit, or in its package."""


def copies_holding(tenant: Tenant, unit: UUID, copies: Copies) -> list[HeldBy]:
    """How each copy holds a unit."""
    package = package_of(unit)
    names = [store.name for store in copies.stores]
    known = {each.copy: each for each in damages([tenant.key], names).get(tenant.key, [])}
    found: list[HeldBy] = []
    for store in copies.stores:
        try:
            there = store.contains(tenant.code, package)
        except ChartrierError:
            there = None
        damage = known.get(store.name) or known.get("")
        damaged = damage is not None and (unit in damage.units or _is_named(tenant, package, store.name, damage))
        found.append(HeldBy(store.name, there, damage, damaged))
    return found


def _is_named(tenant: Tenant, package: UUID, copy: str, damage: Damage) -> bool:
    """Whether the audit that found a copy damaged says so of this package."""
    audit = campaigns.done(tenant.key, damage.source)
    found = audit.findings if audit is not None else []
    if any(each["code"] == TOO_MANY.code for each in found):
        # so many of one code that not all are kept: it may be any package
        return True
    of_copy = [each for each in found if str(each["place"].get("file") or "").startswith(f"{copy}/")]
    return any(str(package) in json.dumps(each, ensure_ascii=False) for each in of_copy if each["severity"] == "error")


@dataclass(frozen=True, slots=True)
class ProvenNow:
    """What reading a record again came to, and the sentence that says what was proven, and by what."""

    report: Report
    findings: Findings


def is_long_to_prove(tenant: Tenant, unit: UUID, copies: Copies) -> bool:
    """Whether there is more to read than somebody waits for: it is then a travail."""
    objects = questions.objects_of([tenant.key], unit)
    return sum(each.size or 0 for each in objects) * len(copies.stores) > PROVEN_AT_ONCE


def prove_now(tenant: Tenant, unit: UUID, copies: Copies) -> ProvenNow:
    """Prove a record again from the bytes of every copy, with the tenant's key as this instance knows it."""
    key = VerifierKey(tenant.origin, tenant.public_key)
    report = together(verify_document(store.reader(tenant.code), unit, keys=[key]) for store in copies.stores)
    findings = Findings()
    findings.extend(report.findings)
    if report.proven:
        heads = [step for step in report.steps if step.kind is steps.CHECKPOINT]
        fr, en = (" ; ".join(f"{step.copy} : {step.detail.text(language)}" for step in heads) for language in LANGUAGES)
        findings.add(
            PROVEN_NOW,
            bytes=report.counts.bytes,
            copies=", ".join(store.name for store in copies.stores),
            key=key.fingerprint,
            checkpoint_fr=fr,
            checkpoint_en=en,
        )
    return ProvenNow(report, findings)


def enter_failure(tenant: Tenant, unit: UUID, person: UUID, proven: ProvenNow, now: datetime) -> UUID | None:
    """Have all who watch over the copies know that a record is not proven; None where nothing was damaged: a copy that
    is away says so itself.
    """
    if not (named := copies_named(each.as_recorded() for each in proven.findings)):
        return None
    known = {each.copy: each for each in damages([tenant.key], named).get(tenant.key, [])}
    if all(copy in known and unit in known[copy].units for copy in named):
        # it was entered already, and nothing was mended since
        return known[min(named)].source
    return enter_refused(
        tenant.key, Work.Kind.VERIFICATION, subject=unit, person=person, findings=proven.findings, now=now
    )


def ask_proof(tenant: Tenant, unit: UUID, person: UUID, now: datetime) -> UUID:
    """Have a record proven again by a worker; the travail."""
    # not its title: a travail stays when its unit is destroyed
    return ask(tenant.key, Work.Kind.VERIFICATION, title="", subject=unit, person=person, now=now)


def write_record_proofs(out: BinaryIO, tenant: Tenant, unit: UUID, copies: Copies) -> None:
    """The bundle of proofs of a unit and its files (docs/format.md §7), which `chartrier verify --bundle` reads.

    Raises NotFound, IntegrityFailure when no copy proves it, Unavailable.
    """
    if questions.unit([tenant.key], unit) is None:
        raise NotFound(NOT_FOUND, identifier=str(unit))
    objects = sorted(each.id for each in questions.objects_of([tenant.key], unit))
    listed = b"".join(b"%b\n" % str(each).encode() for each in objects)
    parcel = Parcel([unit], b"%b\n" % str(unit).encode(), listed, 1, len(objects), 0, "")
    with open_staging(copies.staging, new_package_id(copies.clock())) as place:
        write_proofs(out, parcel, tenant, copies, Path(place.folder))


def write_document_proofs(out: BinaryIO, tenant: Tenant, unit: UUID, document: DataObject, copies: Copies) -> None:
    """A document and its bundle of proofs in one zip, which `chartrier verify --bundle` checks by itself.

    Raises as `write_record_proofs` does.
    """
    listed = b"%b\n" % str(document.id).encode()
    parcel = Parcel([unit], b"%b\n" % str(unit).encode(), listed, 1, 1, document.size or 0, "")
    name = name_of(document)
    with open_staging(copies.staging, new_package_id(copies.clock())) as place:
        held = Path(place.folder) / str(document.id)
        with held.open("x+b") as file:
            fetch(copies.stores, document, file)
        # what is no name anywhere gives way to the identifier
        beside = {name if name.strip(". ") and name.isprintable() else str(document.id): held}
        write_proofs(out, parcel, tenant, copies, Path(place.folder), beside)


def _versions(objects: Sequence[DataObject]) -> list[Version]:
    order = {usage: rank for rank, usage in enumerate(("BinaryMaster", "Dissemination", "TextContent", "Thumbnail"))}
    groups: dict[tuple[str, int | None], list[File]] = {}
    for each in objects:
        groups.setdefault((each.usage or "", each.version), []).append(File(each, kind_of_object(each)))
    ranked = sorted(groups.items(), key=lambda group: (order.get(group[0][0], len(order)), -(group[0][1] or 0)))
    return [Version(usage, number, files) for (usage, number), files in ranked]
