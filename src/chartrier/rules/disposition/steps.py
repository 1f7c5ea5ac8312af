"""What has become of a disposition, read from its steps in order; `record_*` gives it with one more, or refuses.

    proposition → assentiment of the service producteur → signature of the autorité territoriale → visa, line by line →
    elimination (the order) → attestation

A standing authorisation may take the place of the visa for the lines that are imputed on it (`authorisation.py`); a
visa given all the same prevails over it. Of what was versé to an archives service, the producer is informed and
answers instead of the service producteur, with a delay to take it back.

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
from chartrier.records.policy import AUTORISATION, VisaTerms
from chartrier.rules.calendar import Duration, Unit, end_of, has_ended
from chartrier.rules.communicabilite.words import Words
from chartrier.rules.disposition import findings as say
from chartrier.rules.disposition.visa import Form, LineVerdict, Verdict, require_complete


class Ground(StrEnum):
    """Why a proposition may go: by a visa, or what the law dispenses with one (L212-2, R212-14)."""

    VISA = "visa"
    TRI = "tri"
    """What a sample leaves out of a série to sort: by a visa too."""
    VERSEES = "versees"
    """What another producer versé to the archives service that holds it: by the visa of that producer besides."""
    BROUILLON = "brouillon"
    FORMULAIRE = "formulaire"
    DOUBLE = "double"

    @property
    def needs_visa(self) -> bool:
        return self in (Ground.VISA, Ground.TRI, Ground.VERSEES)


class Answer(StrEnum):
    """What the producer of what was versé answers, in writing."""

    ACCORD = "accord"
    """It agrees, and keeps its delay to take the documents back."""
    RENONCE = "renonce"
    """It agrees, and takes nothing back: the delay need not run to its end."""
    REPRISE = "reprise"
    """It takes the documents back: they are restituted, and nothing is eliminated."""
    REFUS = "refus"

    @property
    def agrees(self) -> bool:
        return self in (Answer.ACCORD, Answer.RENONCE)


TAKING_BACK = Duration(3, Unit.MONTH)
"""How long the producer may take back what it versé, from the day it was told (R212-14 and following)."""


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

AWAITING_INFORMATION = Words("le producteur n'en est pas encore informé", "its producer has yet to be told of it")
AWAITING_PRODUCER = Words("le visa du producteur est attendu", "the visa of its producer is awaited")
IMPUTED = Words(
    "toutes les lignes sont imputées sur une autorisation permanente, l'exécution est attendue",
    "all lines are imputed on a standing authorisation, the execution is awaited",
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
class Imputation:
    """Lines that go by a standing authorisation instead of a visa.

    `granted`: who granted or recorded it, where that is known.
    """

    by: Taken
    authorisation: UUID
    lines: tuple[int, ...]
    granted: Taken | None = None


@dataclass(frozen=True, slots=True)
class Informed:
    """That the producer of what was versé was told of the proposition, on this day."""

    by: Taken
    day: date


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
    imputations: tuple[Imputation, ...] = ()
    informed: Informed | None = None
    renounced: bool = False
    """Whether the producer wrote that it takes nothing back: its delay need not run to its end."""

    @property
    def step(self) -> Step:
        if self.order is not None:
            return Step.DONE if self.done else Step.ORDERED
        taken = (self.assentiment, self.signature, self.confirmation)
        if any(each is not None and not each.granted for each in taken) or self._by_one_person():
            return Step.CLOSED
        if self.visa is not None:
            return Step.VISED if self.accepted else Step.CLOSED
        if self.imputations and {*self.imputed} == {*self.lines}:
            return Step.VISED
        if self.confirmation is not None:
            return Step.CONFIRMED
        if self.signature is not None:
            return Step.SIGNED
        return Step.PROPOSED if self.assentiment is None else Step.AGREED

    @property
    def imputed(self) -> dict[int, UUID]:
        """The lines that go by a standing authorisation, each with it; not those that a visa decided on."""
        decided = {each.line for each in self.visa.verdicts} if self.visa else set()
        return {line: each.authorisation for each in self.imputations for line in each.lines if line not in decided}

    @property
    def accepted(self) -> tuple[int, ...]:
        """The lines that the visa accepted, or that go by a standing authorisation."""
        return tuple(sorted({*(self.visa.accepted if self.visa else ()), *self.imputed}))

    @property
    def principals(self) -> dict[UUID, UUID]:
        """The human being that each person who took a step is."""
        taken = [
            self.proposed,
            self.assentiment,
            self.signature,
            self.confirmation,
            self.visa.by if self.visa else None,
            self.informed.by if self.informed else None,
            *(each.by for each in self.imputations),
            *(each.granted for each in self.imputations),
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
        if self.step is Step.PROPOSED and self.ground is Ground.VERSEES:
            return AWAITING_PRODUCER if self.informed else AWAITING_INFORMATION
        if self.step is Step.VISED and self.visa is None:
            return IMPUTED
        return STATES[self.step]

    @property
    def executable(self) -> tuple[int, ...]:
        """The lines that may be executed, and no others: those accepted, or all where no visa is needed."""
        if self.step is Step.VISED:
            return self.accepted
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
        imputations=tuple(
            replace(each, by=known(each.by), granted=each.granted and known(each.granted))
            for each in disposition.imputations
        ),
        informed=disposition.informed and replace(disposition.informed, by=known(disposition.informed.by)),
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
    if disposition.ground is Ground.VERSEES:
        raise _out_of_order(disposition)
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


def record_information(disposition: Disposition, taken: Taken, day: date) -> Disposition:
    """With that the producer of what was versé was told, on `day`, from which its delay runs.

    Raises Conflict out of order, or a second time; InvalidInput for a day that cannot be.
    """
    if disposition.ground is not Ground.VERSEES or disposition.informed is not None:
        raise _out_of_order(disposition)
    _must_be(disposition, Step.PROPOSED)
    _must_follow(taken, disposition.proposed)
    proposed = day_of(disposition.proposed.at)
    if not proposed <= day <= day_of(taken.at):
        raise InvalidInput(say.BACKWARDS, day=str(day), before=str(proposed))
    return replace(disposition, informed=Informed(taken, day))


def record_producer(
    disposition: Disposition, taken: Taken, answer: Answer, day: date, form: Form = Form.APPLICATION
) -> Disposition:
    """With the written answer of the producer of what was versé, which takes the place of the assentiment.

    A refusal, or that it takes the documents back, closes the proposition. Raises Conflict while it is not informed,
    NotAllowed in the application to whoever proposed, InvalidInput for a day that cannot be, or another form.
    """
    if disposition.ground is not Ground.VERSEES or disposition.informed is None:
        raise _out_of_order(disposition)
    _must_be(disposition, Step.PROPOSED)
    _must_follow(taken, disposition.informed.by)
    _must_be_motivated(taken)
    if form is Form.PADES:
        raise InvalidInput(say.NOT_SIGNED_SO, form=form)
    if form is Form.APPLICATION:
        _must_be_another(taken, [(disposition.proposed, _PROPOSED)], _ANSWER)
    if not disposition.informed.day <= day <= day_of(taken.at):
        raise InvalidInput(say.BACKWARDS, day=str(day), before=str(disposition.informed.day))
    if taken.granted is not answer.agrees:
        raise InvalidInput(say.BAD_ANSWER, value=answer, choices=", ".join(Answer))
    return replace(disposition, assentiment=taken, renounced=answer is Answer.RENONCE)


def delay_end(disposition: Disposition) -> date | None:
    """The first day on which what was versé may be executed although its producer did not renounce taking it back.

    None where there is no such delay, it does not run yet, or the producer renounced.
    """
    if disposition.informed is None or disposition.renounced:
        return None
    return end_of(disposition.informed.day, TAKING_BACK)


def require_delay_over(disposition: Disposition, today: date) -> None:
    """Refuse (Conflict) to execute what was versé while its producer may take it back."""
    end = delay_end(disposition)
    if end is not None and not has_ended(end, today):
        raise Conflict(say.TAKING_BACK, day_fr=written_day(end, "fr"), day_en=written_day(end, "en"))


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

    It may leave out the lines that are imputed on a standing authorisation, and prevails on those that it names.
    Raises Conflict out of order, NotAllowed for a form that is not agreed on, InvalidInput where a line is left out or
    the day is before the signature.
    """
    if disposition.step is not Step.VISED or disposition.visa is not None:
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
    require_complete(visa.verdicts, disposition.lines, disposition.shared, disposition.imputed)
    return replace(disposition, visa=visa)


def record_imputation(disposition: Disposition, imputation: Imputation, terms: VisaTerms) -> Disposition:
    """With lines that go by a standing authorisation: what it covers is for `authorisation.py` to say, and whether an
    earlier one, on which they were imputed, permits nothing any more. The last one counts.

    Raises Conflict out of order or on another ground than a visa, NotAllowed where the tenant does not have it,
    InvalidInput for no line, one that is not there or that is imputed already.
    """
    if disposition.ground is not Ground.VISA:
        raise Conflict(say.NO_IMPUTATION_ON, ground=disposition.ground)
    if disposition.step is not Step.VISED or disposition.visa is not None:
        _must_be(disposition, Step.SIGNED)
    assert disposition.signature is not None
    _must_follow(imputation.by, disposition.signature)
    if AUTORISATION not in terms.types:
        raise NotAllowed(say.TYPE_NOT_PERMITTED, type=AUTORISATION)
    if not imputation.lines:
        raise InvalidInput(say.NO_LINES)
    for line in imputation.lines:
        if line not in disposition.lines or disposition.imputed.get(line) == imputation.authorisation:
            raise InvalidInput(say.UNKNOWN_LINE, line=line)
    return replace(disposition, imputations=(*disposition.imputations, imputation))


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
    for each in disposition.imputations:
        earlier.append((each.by, _IMPUTED))
        if each.granted is not None:
            earlier.append((each.granted, _GRANTED))
    if disposition.informed is not None:
        earlier.append((disposition.informed.by, _INFORMED))
    permitted = [each.by for each in disposition.imputations]
    if disposition.visa is not None:
        permitted.append(disposition.visa.by)
    if permitted:
        after = day_of(max(each.at for each in permitted)) + timedelta(days=waiting)
        if today < after:
            raise Conflict(say.WAITING, day_fr=written_day(after, "fr"), day_en=written_day(after, "en"))
    require_delay_over(disposition, today)
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
_IMPUTED = Words("imputé des lignes sur une autorisation", "imputed lines on an authorisation")
_GRANTED = Words("accordé ou enregistré l'autorisation", "granted or recorded the authorisation")
_INFORMED = Words("informé le producteur", "told its producer")
_CONFIRM = Words("confirmer", "confirm it")
_ANSWER = Words("répondre pour le producteur", "answer for its producer")
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
