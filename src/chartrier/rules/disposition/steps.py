"""What has become of a disposition, read from its steps in order; `record_*` gives it with one more, or refuses.

    proposition → assentiment of the service producteur → signature of the autorité territoriale → visa, line by line →
    elimination (the order) → attestation

Drafts, blank forms and doubles go without visa: a second person confirms instead of the three steps in the middle.
Nobody executes what they proposed, signed or gave the visa for; persons are compared by principal, as it is known now:
a proposition of which one person took two steps that two must take is closed. A step is never taken for done because
time went by.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from uuid import UUID

from chartrier.clock import day_of
from chartrier.errors import Conflict, InvalidInput, NotAllowed
from chartrier.records.days import written_day
from chartrier.records.policy import VisaTerms
from chartrier.rules.communicabilite.words import Words
from chartrier.rules.disposition import findings as say
from chartrier.rules.disposition.visa import Form, LineVerdict, Verdict, require_complete


class Ground(StrEnum):
    """Why a proposition may go: by a visa, or what the law dispenses with one (L212-2, R212-14)."""

    VISA = "visa"
    TRI = "tri"
    """What a sample leaves out of a série to sort: by a visa too."""
    BROUILLON = "brouillon"
    FORMULAIRE = "formulaire"
    DOUBLE = "double"

    @property
    def needs_visa(self) -> bool:
        return self in (Ground.VISA, Ground.TRI)


class Step(StrEnum):
    """How far a disposition has come."""

    PROPOSED = "proposed"
    AGREED = "agreed"
    SIGNED = "signed"
    VISED = "vised"
    CONFIRMED = "confirmed"
    ORDERED = "ordered"
    DONE = "done"
    CLOSED = "closed"


STATES = {
    Step.PROPOSED: Words("l'assentiment du service producteur est attendu", "the service producteur has yet to agree"),
    Step.AGREED: Words(
        "la signature de l'autorité territoriale est attendue", "the autorité territoriale has yet to sign"
    ),
    Step.SIGNED: Words(
        "le visa des Archives départementales est attendu", "the visa of the Archives départementales is awaited"
    ),
    Step.VISED: Words("le visa est donné, l'exécution est attendue", "the visa is given, the execution is awaited"),
    Step.CONFIRMED: Words(
        "une seconde personne a confirmé, l'exécution est attendue", "a second person confirmed, execution is awaited"
    ),
    Step.ORDERED: Words("l'élimination est ordonnée", "the élimination is ordered"),
    Step.DONE: Words("l'élimination est faite et attestée", "the élimination is done and attested"),
    Step.CLOSED: Words(
        "la proposition est close, rien n'en sera éliminé", "the proposition is closed, nothing will go"
    ),
}
AWAITING_CONFIRMATION = Words(
    "la confirmation d'une seconde personne est attendue", "a second person has yet to confirm"
)


@dataclass(frozen=True, slots=True)
class Taken:
    """A step that somebody took. `granted` false: a refusal, with its motive."""

    person: UUID
    principal: UUID
    at: datetime
    granted: bool = True
    motive: str = ""


@dataclass(frozen=True, slots=True)
class Visa:
    """A visa as it was recorded. `day` is that of the visa itself, `by` recorded it, or gave it in the application."""

    by: Taken
    form: Form
    day: date
    verdicts: tuple[LineVerdict, ...]

    @property
    def accepted(self) -> tuple[int, ...]:
        return tuple(sorted(each.line for each in self.verdicts if each.verdict is Verdict.ACCORDE))


@dataclass(frozen=True, slots=True)
class Order:
    """What was ordered: the lines executed, and those dropped because something changed since their visa."""

    by: Taken
    lines: tuple[int, ...]
    dropped: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Disposition:
    """A proposition and the steps that were taken. `shared` are groups of lines that have units in common."""

    ground: Ground
    lines: tuple[int, ...]
    shared: tuple[frozenset[int], ...]
    proposed: Taken
    assentiment: Taken | None = None
    signature: Taken | None = None
    visa: Visa | None = None
    signature_form: Form = Form.APPLICATION
    signed_on: date | None = None
    """The day of the signature itself; on paper, whoever took the step recorded it and is another than who signed."""
    confirmation: Taken | None = None
    order: Order | None = None
    done: bool = False

    @property
    def step(self) -> Step:
        if self.order is not None:
            return Step.DONE if self.done else Step.ORDERED
        taken = (self.assentiment, self.signature, self.confirmation)
        if any(each is not None and not each.granted for each in taken) or self._by_one_person():
            return Step.CLOSED
        if self.visa is not None:
            return Step.VISED if self.visa.accepted else Step.CLOSED
        if self.confirmation is not None:
            return Step.CONFIRMED
        if self.signature is not None:
            return Step.SIGNED
        return Step.PROPOSED if self.assentiment is None else Step.AGREED

    @property
    def principals(self) -> dict[UUID, UUID]:
        """The human being that each person who took a step is."""
        taken = [
            self.proposed,
            self.assentiment,
            self.signature,
            self.confirmation,
            self.visa.by if self.visa else None,
        ]
        return {each.person: each.principal for each in taken if each is not None}

    def _by_one_person(self) -> bool:
        """Whether two accounts that took steps are one person, which was not known then."""
        steps = [each for each in (self.proposed, self.confirmation) if each is not None]
        # what was given on paper was given by somebody else than whoever recorded it
        if self.signature is not None and self.signature_form is Form.APPLICATION:
            steps.append(self.signature)
        if self.visa is not None and self.visa.form is Form.APPLICATION:
            steps.append(self.visa.by)
        return len({each.principal for each in steps}) < len(steps)

    @property
    def state(self) -> Words:
        """The step in words."""
        if self.step is Step.PROPOSED and not self.ground.needs_visa:
            return AWAITING_CONFIRMATION
        return STATES[self.step]

    @property
    def executable(self) -> tuple[int, ...]:
        """The lines that may be executed, and no others: those accepted, or all where no visa is needed."""
        if self.step is Step.VISED:
            assert self.visa is not None
            return self.visa.accepted
        return self.lines if self.step is Step.CONFIRMED else ()

    @property
    def pending(self) -> tuple[int, ...]:
        """The lines that nobody may propose elsewhere meanwhile."""
        if self.step in (Step.DONE, Step.CLOSED):
            return ()
        if self.order is not None:
            return self.order.lines
        return self.executable or self.lines


PrincipalOf = Callable[[UUID, UUID], UUID]
"""The human being that a person is, given the one that the act says."""


def as_known(disposition: Disposition, principal_of: PrincipalOf) -> Disposition:
    """The same with each person's principal as it is known now: it may not have been when they took their step."""

    def known(taken: Taken) -> Taken:
        return replace(taken, principal=principal_of(taken.person, taken.principal))

    visa, order = disposition.visa, disposition.order
    return replace(
        disposition,
        proposed=known(disposition.proposed),
        assentiment=disposition.assentiment and known(disposition.assentiment),
        signature=disposition.signature and known(disposition.signature),
        confirmation=disposition.confirmation and known(disposition.confirmation),
        visa=visa and replace(visa, by=known(visa.by)),
        order=order and replace(order, by=known(order.by)),
    )


def begin(ground: Ground, lines: Iterable[int], shared: Iterable[Collection[int]], proposed: Taken) -> Disposition:
    """A new proposition. Raises InvalidInput when it has no line."""
    listed = tuple(lines)
    if not listed:
        raise InvalidInput(say.NO_LINES)
    groups = tuple(frozenset(group) for group in shared)
    return Disposition(ground, listed, groups, proposed)


def record_assentiment(disposition: Disposition, taken: Taken) -> Disposition:
    """With the answer of the service producteur, which closes it when it refuses. Raises Conflict, InvalidInput."""
    _must_be(disposition, Step.PROPOSED, needs_visa=True)
    _must_follow(taken, disposition.proposed)
    _must_be_motivated(taken)
    return replace(disposition, assentiment=taken)


def record_confirmation(disposition: Disposition, taken: Taken) -> Disposition:
    """With the answer of the second person, where no visa is needed. Raises Conflict, NotAllowed, InvalidInput."""
    _must_be(disposition, Step.PROPOSED, needs_visa=False)
    _must_follow(taken, disposition.proposed)
    _must_be_motivated(taken)
    _must_be_another(taken, [(disposition.proposed, _PROPOSED)], _CONFIRM)
    return replace(disposition, confirmation=taken)


def record_signature(
    disposition: Disposition,
    taken: Taken,
    *,
    attests: bool,
    form: Form = Form.APPLICATION,
    day: date | None = None,
) -> Disposition:
    """With the signature of the autorité territoriale, which attests that the DUA is over, or refuses.

    On paper, `taken` recorded it, and `day` is that of the signature: whoever proposed may record it, and executes no
    more than if they had signed. Raises Conflict out of order, NotAllowed in the application to the person who
    proposed, InvalidInput without the attestation, for another form, or a day that cannot be.
    """
    _must_be(disposition, Step.AGREED)
    assert disposition.assentiment is not None
    _must_follow(taken, disposition.assentiment)
    _must_be_motivated(taken)
    if taken.granted and not attests:
        raise InvalidInput(say.NOT_ATTESTED)
    if form is Form.APPLICATION:
        _must_be_another(taken, [(disposition.proposed, _PROPOSED)], _SIGN)
        return replace(disposition, signature=taken, signed_on=day_of(taken.at))
    if form is not Form.PAPIER or day is None:
        raise InvalidInput(say.NOT_SIGNED_SO, form=form)
    proposed = day_of(disposition.proposed.at)
    if not proposed <= day <= day_of(taken.at):
        raise InvalidInput(say.BACKWARDS, day=str(day), before=str(proposed))
    return replace(disposition, signature=taken, signature_form=form, signed_on=day)


def record_visa(disposition: Disposition, visa: Visa, terms: VisaTerms) -> Disposition:
    """With the visa. Whoever gives it in the application neither proposed nor signed.

    Raises Conflict out of order, NotAllowed for a form that is not agreed on, InvalidInput where a line is left out or
    the day is before the signature.
    """
    _must_be(disposition, Step.SIGNED)
    assert disposition.signature is not None
    _must_follow(visa.by, disposition.signature)
    if visa.form not in terms.forms:
        accepted = ", ".join(sorted(terms.forms)) or "—"
        raise NotAllowed(say.FORM_NOT_ACCEPTED, form=visa.form, accepted=accepted)
    signed = disposition.signed_on or day_of(disposition.signature.at)
    if not signed <= visa.day <= day_of(visa.by.at):
        raise InvalidInput(say.BACKWARDS, day=str(visa.day), before=str(signed))
    if visa.form is Form.APPLICATION:
        if not terms.agreement.strip():
            raise NotAllowed(say.NO_AGREEMENT)
        earlier = [(disposition.proposed, _PROPOSED), (disposition.signature, _SIGNED)]
        _must_be_another(visa.by, earlier, _GIVE_VISA)
    require_complete(visa.verdicts, disposition.lines, disposition.shared)
    return replace(disposition, visa=visa)


def executing(disposition: Disposition, dropped: Collection[int]) -> tuple[int, ...]:
    """The lines to execute: those that may be, less those dropped and those that have units in common with them."""
    left = {line for line in disposition.executable if line not in dropped}
    gone = {*disposition.lines} - left
    while True:
        drawn = {line for group in disposition.shared if group & gone for line in group & left}
        if not drawn:
            return tuple(sorted(left))
        left -= drawn
        gone |= drawn


def require_executor(disposition: Disposition, taken: Taken, today: date, waiting: int) -> None:
    """Refuse whoever may not execute it, or not yet: Conflict, NotAllowed."""
    if not disposition.executable:
        raise _out_of_order(disposition)
    earlier = [(disposition.proposed, _PROPOSED)]
    if disposition.signature is not None:
        earlier.append((disposition.signature, _SIGNED))
    if disposition.visa is not None:
        earlier.append((disposition.visa.by, _GAVE_VISA))
        after = day_of(disposition.visa.by.at) + timedelta(days=waiting)
        if today < after:
            raise Conflict(say.WAITING, day_fr=written_day(after, "fr"), day_en=written_day(after, "en"))
    _must_be_another(taken, earlier, _EXECUTE)


def record_order(
    disposition: Disposition, order: Order, today: date, waiting: int, typed: int, count: int
) -> Disposition:
    """With the order to destroy. `typed` is what the person announced, `count` the units of the lines to execute.

    Raises Conflict out of order, before the delay is over or when nothing is left; NotAllowed to whoever proposed,
    signed or gave the visa, or for a line without visa; InvalidInput for another count.
    """
    require_executor(disposition, order.by, today, waiting)
    for line in order.lines:
        if line not in disposition.executable:
            raise NotAllowed(say.BEYOND_THE_VISA, line=line)
    if not order.lines:
        raise Conflict(say.NOTHING_LEFT)
    if order.lines != executing(disposition, order.dropped):
        raise NotAllowed(say.BEYOND_THE_VISA, line=order.lines[0])
    if typed != count:
        raise InvalidInput(say.WRONG_COUNT, typed=typed, count=count)
    return replace(disposition, order=order)


def record_done(disposition: Disposition) -> Disposition:
    """With the attestation that no copy owes anything any more. Raises Conflict."""
    _must_be(disposition, Step.ORDERED)
    return replace(disposition, done=True)


_PROPOSED = Words("proposé", "proposed it")
_SIGNED = Words("signé, ou enregistré la signature", "signed it, or recorded the signature")
_GAVE_VISA = Words("donné ou enregistré le visa", "gave or recorded the visa")
_CONFIRM = Words("confirmer", "confirm it")
_SIGN = Words("signer", "sign it")
_GIVE_VISA = Words("donner le visa", "give the visa")
_EXECUTE = Words("exécuter", "execute it")


def _must_be(disposition: Disposition, step: Step, needs_visa: bool | None = None) -> None:
    other = needs_visa is not None and disposition.ground.needs_visa is not needs_visa
    if disposition.step is not step or other:
        raise _out_of_order(disposition)


def _out_of_order(disposition: Disposition) -> Conflict:
    return Conflict(say.OUT_OF_ORDER, state_fr=disposition.state.fr, state_en=disposition.state.en)


def _must_follow(taken: Taken, before: Taken) -> None:
    if taken.at < before.at:
        raise InvalidInput(say.BACKWARDS, day=str(day_of(taken.at)), before=str(day_of(before.at)))


def _must_be_motivated(taken: Taken) -> None:
    if not taken.granted and not taken.motive.strip():
        raise InvalidInput(say.NO_MOTIVE)


def _must_be_another(taken: Taken, earlier: Iterable[tuple[Taken, Words]], act: Words) -> None:
    for before, did in earlier:
        if taken.principal == before.principal or taken.person == before.person:
            raise NotAllowed(say.SAME_PERSON, act_fr=act.fr, act_en=act.en, earlier_fr=did.fr, earlier_en=did.en)
