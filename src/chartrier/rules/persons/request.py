"""A request of a person: what it says, what was done with it, and the days by which something is owed.

One month from its receipt, two more where it is complex, told to the person with the reasons within the first month
(RGPD 12(3)). Days are counted from the receipt, whatever is still awaited from the person.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, fields, replace
from datetime import date
from enum import StrEnum
from types import MappingProxyType
from typing import Any

from chartrier.errors import InvalidInput
from chartrier.rules.calendar import CountFrom, Duration, Unit, end_of
from chartrier.rules.communicabilite.words import Words, day_in_words
from chartrier.rules.persons import findings as say
from chartrier.rules.persons.rights import LineDecision, RefusalGround, Right

TIME_TO_ANSWER = Duration(1, Unit.MONTH)
TIME_EXTENDED = Duration(3, Unit.MONTH)
SOON = 7
"""Days before the end at which a request is told to be urgent."""


@dataclass(frozen=True, slots=True)
class Said:
    """Something noted on a day: how the identity was established, why the time was extended, what the DPO advises."""

    day: date
    text: str

    def as_json(self) -> dict[str, str]:
        return {"day": self.day.isoformat(), "text": self.text}

    @classmethod
    def read(cls, value: Mapping[str, str] | None) -> Said | None:
        return cls(date.fromisoformat(value["day"]), value["text"]) if value else None


@dataclass(frozen=True, slots=True)
class Erasing:
    """That what names the person is to go, or is gone. `visa`: its reference and its day. `by` and `done_by`: the
    accounts of who proposed it and who did it.
    """

    visa: Said
    by: str
    proposed: date
    done_by: str = ""
    done: date | None = None

    def as_json(self) -> dict[str, Any]:
        done = self.done.isoformat() if self.done else None
        return {
            "visa": self.visa.as_json(), "by": self.by, "proposed": self.proposed.isoformat(),
            "done_by": self.done_by, "done": done,
        }  # fmt: skip

    @classmethod
    def read(cls, value: Mapping[str, Any] | None) -> Erasing | None:
        if not value:
            return None
        visa, done = Said.read(value["visa"]), value["done"]
        assert visa is not None
        return cls(
            visa, value["by"], date.fromisoformat(value["proposed"]), value["done_by"],
            date.fromisoformat(done) if done else None,
        )  # fmt: skip


NOTES = ("identity", "extension", "advice", "withdrawn")
"""Members of a request that are noted on a day."""


@dataclass(frozen=True, slots=True)
class PersonRequest:
    """`terms`: by which the person is looked for besides the name: other names, numbers. `identity`: how it was
    established, in words: a copy of a document of identity is never kept. `searched`: the last day on which everything
    was looked through. `whole`: refused without looking at any record, `whole_why` says why. Once it is `erased`, there
    is no name in it.
    """

    name: str
    right: Right
    received: date
    said: str = ""
    contact: str = ""
    terms: tuple[str, ...] = ()
    identity: Said | None = None
    extension: Said | None = None
    searched: date | None = None
    advice: Said | None = None
    whole: RefusalGround | None = None
    whole_why: str = ""
    withdrawn: Said | None = None
    erasing: Erasing | None = None

    @property
    def first_due(self) -> date:
        """The day by which the person is answered, or told that it takes longer."""
        return end_of(self.received, TIME_TO_ANSWER)

    @property
    def due(self) -> date:
        """The day by which the person is answered."""
        return end_of(self.received, TIME_EXTENDED) if self.extension else self.first_due

    @property
    def erased(self) -> bool:
        """Whether what named the person is gone."""
        return self.erasing is not None and self.erasing.done is not None

    def as_json(self) -> dict[str, Any]:
        """Every member by its name."""
        written = {each.name: getattr(self, each.name) for each in fields(self)}
        notes = {name: value.as_json() for name, value in written.items() if isinstance(value, Said | Erasing)}
        days = {name: value.isoformat() for name, value in written.items() if isinstance(value, date)}
        return {**written, **notes, **days, "terms": list(self.terms)}

    @classmethod
    def read(cls, value: Mapping[str, Any]) -> PersonRequest:
        """Read what `as_json` wrote; members of a later version are left aside."""
        known = {each.name: value[each.name] for each in fields(cls) if each.name in value}
        notes = {name: Said.read(known.get(name)) for name in NOTES}
        searched, whole = known.get("searched"), known.get("whole")
        return cls(
            **{
                **known,
                **notes,
                "right": Right(known["right"]),
                "received": date.fromisoformat(known["received"]),
                "terms": tuple(known.get("terms", ())),
                "erasing": Erasing.read(known.get("erasing")),
                "searched": date.fromisoformat(searched) if searched else None,
                "whole": RefusalGround(whole) if whole else None,
            }
        )


def extend(request: PersonRequest, notice: Said) -> PersonRequest:
    """The request, two months longer, the person having been told on that day. Raises InvalidInput when too late."""
    if not notice.text:
        raise InvalidInput(say.NO_REASON)
    if notice.day > request.first_due or notice.day < request.received:
        raise InvalidInput(say.LATE_NOTICE, day=request.first_due.isoformat())
    return replace(request, extension=notice)


def kept_until(closed: date, duration: Duration, count_from: CountFrom) -> date:
    """The last day on which a request that was closed on this day is kept."""
    return end_of(closed, duration, count_from)


def erase(request: PersonRequest, by: str, day: date) -> PersonRequest:
    """What is left of one whose erasing was proposed: what was asked, when, until when, and who let the rest go."""
    assert request.erasing is not None
    extension, withdrawn = (said and replace(said, text="") for said in (request.extension, request.withdrawn))
    done = replace(request.erasing, done_by=by, done=day)
    return PersonRequest("", request.right, request.received, extension=extension, withdrawn=withdrawn, erasing=done)


class Step(StrEnum):
    """What a request waits for."""

    IDENTIFY = "identite"
    SEARCH = "recherche"
    SORT = "tri"
    DECIDE = "decision"
    SIGN = "signature"
    ANSWERED = "repondue"
    WITHDRAWN = "retiree"
    ERASED = "effacee"


STEPS: Mapping[Step, Words] = MappingProxyType(
    {
        Step.IDENTIFY: Words("identité à établir", "identity to be established"),
        Step.SEARCH: Words("recherche à faire", "search to be made"),
        Step.SORT: Words("résultats à trier", "results to be sorted"),
        Step.DECIDE: Words("à décider", "to be decided"),
        Step.SIGN: Words("réponse à signer", "answer to be signed"),
        Step.ANSWERED: Words("répondue", "answered"),
        Step.WITHDRAWN: Words("retirée", "withdrawn"),
        Step.ERASED: Words("effacée", "erased"),
    }
)


@dataclass(frozen=True, slots=True)
class Mark:
    """What the DPO said of one record that was found: whether it concerns the person (None: not looked at yet)."""

    concerns: bool | None
    decision: LineDecision | None


def step_of(request: PersonRequest, marks: Collection[Mark], *, answered: bool) -> Step:
    """What it waits for."""
    if request.erased:
        return Step.ERASED
    if answered:
        return Step.ANSWERED
    if request.withdrawn:
        return Step.WITHDRAWN
    if request.whole:
        return Step.SIGN
    if request.identity is None:
        return Step.IDENTIFY
    if request.searched is None:
        return Step.SEARCH
    if any(mark.concerns is None for mark in marks):
        return Step.SORT
    if any(mark.concerns and mark.decision is None for mark in marks):
        return Step.DECIDE
    return Step.SIGN


def time_left(request: PersonRequest, today: date) -> Words:
    """How long there is to answer, in words."""
    days, by = (request.due - today).days, day_in_words(request.due)
    if days < 0:
        return Words(f"en retard de {-days} j (dû le {by.fr})", f"{-days} d late (due {by.en})")
    if days == 0:
        return Words(f"à rendre aujourd'hui ({by.fr})", f"due today ({by.en})")
    return Words(f"encore {days} j (le {by.fr})", f"{days} d left ({by.en})")
