"""A standing authorisation (autorisation permanente): the Archives départementales permit in advance the élimination
of limited categories, for a period that ends, and revoke it when they like.

It takes the place of the visa of a list, line by line, and of nothing else: every other step is taken as for a visa. A
category is a rule as it stood when the authorisation was granted: once its wording or its DUA is another, nothing of
it goes any more by that authorisation.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from typing import Any
from uuid import UUID

from chartrier.clock import day_of
from chartrier.errors import Conflict, InvalidInput, NotAllowed
from chartrier.records.canonical import canonical
from chartrier.records.days import written_day
from chartrier.records.digest import Digest
from chartrier.records.policy import AUTORISATION, VisaTerms
from chartrier.rules.communicabilite.words import Words
from chartrier.rules.disposition import findings as say
from chartrier.rules.disposition.acts import taken_by
from chartrier.rules.disposition.line import Line
from chartrier.rules.disposition.steps import Disposition, Imputation, PrincipalOf, Taken
from chartrier.rules.disposition.visa import Form

LETTER = "autorisation.pdf"
"""In the package of an `autorisation`: what the Archives départementales wrote."""

LONGEST_YEARS = 10
"""A period that is longer is no period: it is to be granted again."""


class Act(StrEnum):
    """The step that an act `autorisation` is (docs/format.md §2.1.3)."""

    GRANT = "octroi"
    REVOCATION = "revocation"


class Lapse(StrEnum):
    """Why an authorisation permits nothing; the value is what an order writes of the lines that it drops."""

    REVOKED = "revoked"
    OUTSIDE = "outside-period"
    SAME_PERSON = "same-person"
    SWITCHED_OFF = "switched-off"
    UNKNOWN = "unknown"


LAPSED = {
    Lapse.REVOKED: Words("son autorisation permanente est révoquée", "its standing authorisation is revoked"),
    Lapse.OUTSIDE: Words(
        "son autorisation permanente ne court pas ce jour-là", "its standing authorisation does not run on that day"
    ),
    Lapse.SAME_PERSON: Words(
        "qui a accordé son autorisation permanente a aussi proposé ou signé",
        "whoever granted its standing authorisation also proposed or signed",
    ),
    Lapse.SWITCHED_OFF: Words(
        "la collectivité ne permet plus les autorisations permanentes",
        "the tenant permits standing authorisations no more",
    ),
    Lapse.UNKNOWN: Words("son autorisation permanente n'est pas prouvée", "its standing authorisation is not proven"),
}


@dataclass(frozen=True, slots=True)
class Category:
    """A rule of limited categories, as its referential had it on the day of the grant: `label` is its typology.

    `tableau` is the act by which the tableau de gestion of that série came in force; None for another referential.
    """

    rule: str
    label: str
    dua: str
    text: str
    tableau: str | None = None

    def as_json(self) -> dict[str, Any]:
        return {name: getattr(self, name) for name in self.__dataclass_fields__}


@dataclass(frozen=True, slots=True)
class Authorisation:
    """What was granted. `first` and `last` are the days of its period, both within; limits are of all that it permits.

    `digest` is that of the `operation.json` of the grant, which each imputation names.
    """

    id: UUID
    digest: str
    granted: Taken
    form: Form
    day: date
    first: date
    last: date
    categories: tuple[Category, ...]
    most_units: int | None = None
    most_bytes: int | None = None
    revoked: Taken | None = None

    def covers(self, line: Line) -> bool:
        """Whether all that a line holds is of its categories, word for word; a line without rule is of none."""
        known = {(each.rule, each.label, each.dua, each.text) for each in self.categories}
        return bool(line.rules) and all((each.rule, each.label, each.dua, each.text) in known for each in line.rules)

    def runs(self, day: date) -> bool:
        return self.first <= day <= self.last


@dataclass(frozen=True, slots=True)
class Used:
    """How much of the limits of an authorisation is used."""

    units: int = 0
    bytes: int = 0

    def plus(self, lines: Iterable[Line]) -> Used:
        listed = list(lines)
        return Used(self.units + sum(each.units for each in listed), self.bytes + sum(each.bytes for each in listed))


def digest_of(record: Mapping[str, Any]) -> str:
    """The digest by which an imputation names an act."""
    return str(Digest.of("sha512", canonical(dict(record))))


def grant(authorisation: Authorisation, terms: VisaTerms) -> Authorisation:
    """What is granted, when it may be.

    Raises NotAllowed where the tenant has no such type of visa, or not in that form; InvalidInput without categories,
    for a period that does not end, ends before it begins or is too long, and for limits of nothing.
    """
    if AUTORISATION not in terms.types:
        raise NotAllowed(say.TYPE_NOT_PERMITTED, type=AUTORISATION)
    if authorisation.form not in terms.forms:
        accepted = ", ".join(sorted(terms.forms)) or "—"
        raise NotAllowed(say.FORM_NOT_ACCEPTED, form=authorisation.form, accepted=accepted)
    if authorisation.form is Form.APPLICATION and not terms.agreement.strip():
        raise NotAllowed(say.NO_AGREEMENT)
    if not authorisation.categories:
        raise InvalidInput(say.NO_CATEGORY)
    first, last = authorisation.first, authorisation.last
    if not first <= last or last.year - first.year > LONGEST_YEARS:
        raise InvalidInput(say.BAD_PERIOD, first=str(first), last=str(last), years=LONGEST_YEARS)
    if authorisation.day > min(day_of(authorisation.granted.at), last):
        raise InvalidInput(say.TOO_LATE_TO_AUTHORISE, day=str(authorisation.day), last=str(last))
    if any(limit is not None and limit <= 0 for limit in (authorisation.most_units, authorisation.most_bytes)):
        raise InvalidInput(say.BAD_LIMIT)
    return authorisation


def revoke(authorisation: Authorisation, taken: Taken) -> Authorisation:
    """The authorisation revoked. Raises Conflict when it is already, InvalidInput without a motive."""
    if authorisation.revoked is not None:
        raise Conflict(say.REVOKED_ALREADY)
    if not taken.motive.strip():
        raise InvalidInput(say.NO_MOTIVE)
    return replace(authorisation, revoked=taken)


def require_imputable(
    authorisation: Authorisation, lines: Collection[Line], state: Disposition, taken: Taken, used: Used
) -> None:
    """Refuse to impute lines of a proposition on an authorisation that does not permit it.

    `state` is what is in force that day, `used` what was imputed on it before. Raises Conflict when it is revoked, does
    not run, is used up or was granted by whoever proposed or signed, or a line is imputed already; NotAllowed for a
    line outside its categories.
    """
    why = lapse_of(authorisation, state, day_of(taken.at))
    if why is not None:
        raise Conflict(say.NOT_IN_FORCE, why_fr=LAPSED[why].fr, why_en=LAPSED[why].en)
    for line in lines:
        if line.number in state.imputed:
            raise Conflict(say.IMPUTED_ALREADY, line=line.number)
        if not authorisation.covers(line):
            raise NotAllowed(say.NOT_COVERED, line=line.number)
    require_within(authorisation, used.plus(lines))


def require_within(authorisation: Authorisation, used: Used) -> None:
    """Refuse (Conflict) more than the limits of an authorisation."""
    for limit, amount, what_fr, what_en in (
        (authorisation.most_units, used.units, "unités", "units"),
        (authorisation.most_bytes, used.bytes, "octets", "bytes"),
    ):
        if limit is not None and amount > limit:
            last = authorisation.last
            raise Conflict(
                say.USED_UP,
                limit=limit,
                amount=amount,
                what_fr=what_fr,
                what_en=what_en,
                last_fr=written_day(last, "fr"),
                last_en=written_day(last, "en"),
            )


def lapse_of(authorisation: Authorisation | None, state: Disposition, day: date | None) -> Lapse | None:
    """Why an authorisation permits nothing of a proposition on this day, None when it does; no day: on any.

    One that was revoked permits nothing, whatever was imputed on it before.
    """
    if authorisation is None:
        return Lapse.UNKNOWN
    if authorisation.revoked is not None:
        return Lapse.REVOKED
    if day is not None and not authorisation.runs(day):
        return Lapse.OUTSIDE
    if authorisation.form is Form.APPLICATION:
        steps = [state.proposed]
        if state.signature is not None and state.signature_form is Form.APPLICATION:
            steps.append(state.signature)
        granted = authorisation.granted
        if any(each.principal == granted.principal or each.person == granted.person for each in steps):
            return Lapse.SAME_PERSON
    return None


def in_force(
    state: Disposition, known: Mapping[UUID, Authorisation], day: date | None
) -> tuple[Disposition, dict[int, Lapse]]:
    """The state with only those imputations whose authorisation still permits them; of the other lines, why not.

    What was ordered stays as it was ordered.
    """
    if state.order is not None or not state.imputations:
        return state, {}
    kept: list[Imputation] = []
    lapsed: dict[int, Lapse] = {}
    imputed = state.imputed
    for each in state.imputations:
        authorisation = known.get(each.authorisation)
        why = lapse_of(authorisation, state, day)
        if authorisation is None or why is not None:
            mine = [line for line in each.lines if imputed.get(line) == each.authorisation]
            lapsed |= dict.fromkeys(mine, why or Lapse.UNKNOWN)
        else:
            kept.append(replace(each, granted=authorisation.granted))
    return replace(state, imputations=tuple(kept)), lapsed


@dataclass(slots=True)
class Authorisations:
    """The authorisations of a tenant as its acts tell them. To be given each act, in the order of the journal."""

    known: dict[UUID, Authorisation] = field(default_factory=dict)

    def take(self, record: Mapping[str, Any], principal_of: PrincipalOf) -> None:
        """Learn from an act `autorisation`.

        Raises ChartrierError when it could not be taken; KeyError, TypeError or ValueError for what is none.
        """
        taken = taken_by(record, principal_of)
        if Act(record["step"]) is Act.GRANT:
            if record["subject"] is not None:
                raise ValueError("an authorisation goes on from nothing")
            given = _read(record, taken)
            if given.form is not Form.APPLICATION and LETTER not in record["files"]:
                raise ValueError("granted elsewhere, without the letter")
            self.known[given.id] = grant(given, VisaTerms.read(record["terms"]))
        else:
            subject = UUID(record["subject"])
            self.known[subject] = revoke(self.known[subject], taken)

    def named(self, record: Mapping[str, Any]) -> Authorisation:
        """The one that an act `imputation` names. Raises NotAllowed when it is not known, or another."""
        named = record["authorisation"]
        found = self.known.get(UUID(named["id"]))
        if found is None or found.digest != named["digest"]:
            raise NotAllowed(say.NO_AUTHORISATION, name=str(named["id"])[:60])
        return found

    def as_known(self, principal_of: PrincipalOf) -> dict[UUID, Authorisation]:
        """All of them, with the principals of persons as they are known now."""
        return {
            each.id: replace(
                each,
                granted=replace(each.granted, principal=principal_of(each.granted.person, each.granted.principal)),
            )
            for each in self.known.values()
        }


def _read(record: Mapping[str, Any], taken: Taken) -> Authorisation:
    limits = record["limits"]
    return Authorisation(
        id=UUID(record["id"]),
        digest=digest_of(record),
        granted=taken,
        form=Form(record["form"]),
        day=date.fromisoformat(record["day"]),
        first=date.fromisoformat(record["first"]),
        last=date.fromisoformat(record["last"]),
        categories=tuple(Category(**each) for each in record["categories"]),
        most_units=limits["units"],
        most_bytes=limits["bytes"],
    )
