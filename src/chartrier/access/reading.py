"""Reading what is archived: one regime decides, the reading is entered, and only then is anything given.

The administrative regime goes by rights; that of the public by the calendar, an early opening or a dérogation. Whoever
asks says which of the two, and the answer says which one applied. What is not there and what one may not have by one's
rights answer alike; what is closed to the public says until when.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, BinaryIO
from uuid import UUID

from chartrier.access.communicabilite.answer import ENTITLING, Asker, PublicReading, public_reading
from chartrier.access.describing import describe
from chartrier.access.fetching import Fetched, fetch, readable, readable_object
from chartrier.access.findings import MOTIVE_WANTED, NOT_FOUND, NOT_OPEN, READER_OF_THE_PUBLIC
from chartrier.access.inherited import RulesShown, rules_shown
from chartrier.catalog.archive import questions
from chartrier.catalog.archive.models import DataObject
from chartrier.catalog.consultations.register import Consultation, What, enter_consultation
from chartrier.catalog.transaction import transaction
from chartrier.clock import Clock, day_of
from chartrier.copies.copies import Copies
from chartrier.copies.texts import clean_motive
from chartrier.errors import InvalidInput, NotAllowed, NotFound
from chartrier.records.identifiers import new_package_id
from chartrier.records.roles import Permission, Role, permissions_of
from chartrier.rules.age import Age
from chartrier.rules.communicabilite.administrative import Relation, administrative_access
from chartrier.rules.communicabilite.regime import Regime
from chartrier.rules.communicabilite.words import Words


@dataclass(frozen=True, slots=True)
class Reader:
    """Somebody who proved who they are, with their roles for the tenant."""

    person: UUID
    roles: frozenset[Role]


@dataclass(frozen=True, slots=True)
class Asking:
    """Who wants to read, and why. `by` None: the operator of the machine, whom nothing here holds back.

    `public`: under the regime of the public, by the hands of `by`; `reader`, an opaque identifier, may have a
    dérogation. Else by the rights of `by`.
    """

    by: Reader | None = None
    motive: str | None = None
    public: bool = False
    reader: str | None = None


@dataclass(frozen=True, slots=True)
class Known:
    """What was read of a unit already: its rules, and what the public may do with it (the reader of `Asking`)."""

    rules: RulesShown
    public: PublicReading


@dataclass(frozen=True, slots=True)
class Admission:
    """Why something may be read: the regime that applied, and its sentence without a full stop."""

    regime: Regime
    sentence: Words
    derogation: UUID | None = None
    reproduction: bool = True
    """Whether copies may be made of it: a dérogation may be for reading only."""
    units: Sequence[UUID] = ()
    """Those that a document is of."""


def read_document(
    tenants: Sequence[int],
    identifier: UUID,
    usage: str | None,
    asking: Asking,
    copies: Copies,
    writing: Callable[[Callable[[BinaryIO], Fetched], DataObject], Fetched],
) -> tuple[Fetched, Admission]:
    """Read a document (`readable_object`): `writing` is given what writes its bytes to a file, and the object.

    `tenants` are those of `asking.by`: one, unless the operator asks. Raises NotFound for what is not there and for
    who has no right alike; NotAllowed (ACC-010) for what is closed to the public; InvalidInput; and what
    `readable_object` and `fetch` raise. A reading that fails after it was admitted stays entered.
    """
    found, admission = open_document(tenants, identifier, usage, asking, copies)
    return writing(lambda file: fetch(copies.stores, found, file), found), admission


def open_document(
    tenants: Sequence[int], identifier: UUID, usage: str | None, asking: Asking, copies: Copies, *, again: bool = False
) -> tuple[DataObject, Admission]:
    """Admit the reading of a document, and enter it: whoever has its answer may give the bytes, whole or in parts.

    `again`: a further part of what was entered already (the next page of a preview), which is admitted anew and not
    entered. Raises as `read_document` does, but for what `fetch` raises.
    """
    named = questions.data_object(tenants, identifier)
    if named is None:
        _require_may_know(tenants, identifier, asking, copies.clock)
        named = readable_object(tenants, identifier, usage)
    holding = questions.units_holding([named.tenant], named.object_group)
    unit = identifier if identifier in holding else next(iter(holding), None)
    with transaction([named.tenant]):
        # before anything is said of the file: what is refused to somebody tells them nothing
        admission = _admitted(named.tenant, identifier, holding, asking, copies.clock, document=True)
        found = readable(named, usage)
        if not again:
            _enter(found.tenant, What.DOCUMENT, unit, found.id, admission, asking, copies.clock)
    return found, replace(admission, units=holding)


def read_description(
    tenants: Sequence[int], identifier: UUID, asking: Asking, copies: Copies
) -> tuple[dict[str, Any], Admission]:
    """What the archive knows of a unit or an object (`describe`), entered as a reading; of an operation, or of what is
    no longer here, to who has rights only, and not entered: it describes nothing that is archived here.

    The public is not told the titles of what is above and below, which may be closed, nor what holds a unit. Raises
    as `read_document` and `describe` do.
    """
    known = describe(tenants, identifier, copies)
    tenant = int(known["tenant"])
    if known["kind"] not in ("unit", "object"):
        if asking.public:
            raise NotFound(NOT_FOUND, identifier=str(identifier))
        return known, _admitted(tenant, identifier, (), asking, copies.clock)
    of_object = known["kind"] == "object"
    units = questions.units_holding([tenant], UUID(known["group"])) if of_object else [identifier]
    with transaction([tenant]):
        admission = _admitted(tenant, identifier, units, asking, copies.clock)
        described = identifier if of_object else None
        _enter(tenant, What.DESCRIPTION, next(iter(units), None), described, admission, asking, copies.clock)
    if asking.public and not of_object:
        near = {side: [{**each, "title": None} for each in known[side]] for side in ("parents", "children")}
        known = {**known, **near, "gels": []}
    return known, admission


def require_readable(tenants: Sequence[int], identifier: UUID, asking: Asking, copies: Copies) -> None:
    """Admit and enter a reading, where something else than the description will be told. Raises as `read_description`
    does.
    """
    unit = questions.unit(tenants, identifier)
    if unit is None:
        read_description(tenants, identifier, asking, copies)
    else:
        admit_to_unit(unit.tenant, identifier, asking, copies.clock)


def admit_to_unit(tenant: int, unit: UUID, asking: Asking, clock: Clock, known: Known | None = None) -> Admission:
    """Admit the reading of the description of a unit that is there, and enter it. Raises as `read_description` does."""
    with transaction([tenant]):
        admission = _admitted(tenant, unit, [unit], asking, clock, known=known)
        _enter(tenant, What.DESCRIPTION, unit, None, admission, asking, clock)
    return admission


def _require_may_know(tenants: Sequence[int], identifier: UUID, asking: Asking, clock: Clock) -> None:
    """Before anything is said of which files a unit has. Raises as `_admitted`."""
    unit = questions.unit(tenants, identifier)
    if unit is not None:
        _admitted(unit.tenant, identifier, [identifier], asking, clock, document=True)
    elif asking.public or _relation(asking.by, document=True) is None:
        raise NotFound(NOT_FOUND, identifier=str(identifier))


def _admitted(
    tenant: int,
    identifier: UUID,
    units: Sequence[UUID],
    asking: Asking,
    clock: Clock,
    *,
    document: bool = False,
    known: Known | None = None,
) -> Admission:
    """`known`: of the one unit, where it is one and was read."""
    if asking.reader is not None and not asking.public:
        raise InvalidInput(READER_OF_THE_PUBLIC)
    today = day_of(clock())
    if asking.public:
        return _for_the_public(tenant, identifier, units, asking.reader, today, known)
    relation = _relation(asking.by, document=document)
    if relation is None:
        raise NotFound(NOT_FOUND, identifier=str(identifier))
    motivated = relation is Relation.CONTROL or (document and relation is Relation.PROTECTION)
    if motivated and clean_motive(asking.motive) is None:
        raise InvalidInput(MOTIVE_WANTED)
    age = known.rules.age if known is not None else _age(tenant, units, today)
    answer = administrative_access(relation, age, entitled=True)
    return Admission(answer.regime, answer.words)


def _relation(by: Reader | None, *, document: bool) -> Relation | None:
    """By which of their roles somebody reads; None: by none.

    Whoever may see descriptions is told them; documents take a role that reads them, and of who protects data a motive.
    """
    if by is None:
        return Relation.OPERATOR
    for asker in (Asker.ARCHIVES, Asker.PRODUCTEUR, Asker.CONTROLE):
        if by.roles & ENTITLING[asker]:
            return asker.relation
    permitted = permissions_of(by.roles)
    if Permission.READ_WITH_MOTIVE in permitted:
        return Relation.PROTECTION
    return Relation.COLLECTIVITE if not document and Permission.SEARCH_DESCRIPTIONS in permitted else None


def _age(tenant: int, units: Sequence[UUID], today: date) -> Age:
    """What is of several units is intermédiaire while it is so in one of them; of none, it is guarded as such."""
    ages = {rules_shown(tenant, unit, today).age for unit in units}
    return next((age for age in (Age.INTERMEDIAIRE, Age.COURANTE) if age in ages), next(iter(ages), Age.INTERMEDIAIRE))


def _for_the_public(
    tenant: int, identifier: UUID, units: Sequence[UUID], reader: str | None, today: date, known: Known | None
) -> Admission:
    """What is of several units is open when it is so in each. Raises NotFound, NotAllowed."""
    admission: Admission | None = None
    for unit in units:
        reading = known.public if known is not None else public_reading(tenant, unit, today, reader)
        sentence = Words(reading.answer.sentence("fr"), reading.answer.sentence("en"))
        if not reading.open and reading.derogation is None:
            raise NotAllowed(NOT_OPEN, identifier=str(identifier), why_fr=sentence.fr, why_en=sentence.en)
        admission = admission or Admission(reading.answer.regime, sentence)
        if reading.early is not None and not reading.answer.is_open(today):
            opened = _ruled(sentence, "ouvert à tous par anticipation (L213-3, II)", "open early to all (L213-3, II)")
            admission = replace(admission, sentence=opened)
        elif not reading.open and reading.derogation is not None:
            decision = reading.derogation.derogation.decision
            admission = Admission(
                reading.answer.regime,
                _ruled(sentence, "ce lecteur a une dérogation", "this reader has a dérogation"),
                reading.derogation.id,
                reproduction=decision is not None and decision.reproduction,
            )
    if admission is None:
        raise NotFound(NOT_FOUND, identifier=str(identifier))
    return admission


def _ruled(sentence: Words, fr: str, en: str) -> Words:
    return Words(f"{sentence.fr} ; {fr}", f"{sentence.en}; {en}")


def _enter(
    tenant: int,
    what: What,
    unit: UUID | None,
    document: UUID | None,
    admission: Admission,
    asking: Asking,
    clock: Clock,
) -> None:
    now = clock()
    consultation = Consultation(
        id=new_package_id(now),
        at=now,
        person=asking.by.person if asking.by is not None else None,
        regime=admission.regime,
        what=what,
        unit=unit,
        object=document,
        motive=clean_motive(asking.motive),
        reader=asking.reader,
        derogation=admission.derogation,
    )
    enter_consultation(tenant, consultation)
