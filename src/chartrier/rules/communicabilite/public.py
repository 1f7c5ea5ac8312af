"""Access of the public: grounds and known dates in, the day of opening and its reason out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import ClassVar

from chartrier.records.finding import Language
from chartrier.rules.calendar import has_ended
from chartrier.rules.communicabilite.dates import KnownDates
from chartrier.rules.communicabilite.formulas import Missing, Opening, Outcome, closedness
from chartrier.rules.communicabilite.grounds import GROUNDS, Ground
from chartrier.rules.communicabilite.regime import Regime
from chartrier.rules.communicabilite.words import Words, day_in_words

_MISSING = {
    Missing.LATEST_DOCUMENT: Words("date du document le plus récent", "date of the latest document"),
    Missing.REGISTER_CLOSED: Words("date de clôture du registre", "date on which the register was closed"),
    Missing.DETENTION_ENDED: Words(
        "date de fin de l'affectation à la détention", "date on which the use for detention ended"
    ),
    Missing.BIRTH_OR_DEATH: Words(
        "date de décès ou de naissance de chaque personne", "date of death or birth of each person"
    ),
    Missing.RULE_START: Words("date de départ de la règle", "date from which the rule runs"),
    Missing.DECISION: Words("date de la décision que ces documents préparent", "date of the decision they prepare"),
}
_SHOWN = 40


@dataclass(frozen=True, slots=True)
class Reason:
    """What one access code gives; no ground: the code is none that we know."""

    code: str
    ground: Ground | None
    opening: Opening


@dataclass(frozen=True, slots=True)
class PublicAnswer:
    """When the public may read. `reasons` has one per code, the one that holds first; none where no rule is set."""

    regime: ClassVar[Regime] = Regime.PUBLIC
    reasons: tuple[Reason, ...]

    @property
    def outcome(self) -> Outcome:
        return self.reasons[0].opening.outcome if self.reasons else Outcome.NO_RULE

    @property
    def day(self) -> date | None:
        """The first day of opening; None unless the outcome is ON_A_DAY."""
        return self.reasons[0].opening.day if self.reasons else None

    def is_open(self, today: date) -> bool:
        """Whether everybody may read on that day. A doubt opens nothing."""
        return self.outcome is Outcome.AT_ONCE or has_ended(self.day, today)

    @property
    def doubts(self) -> tuple[Words, ...]:
        """What is doubted of the grounds that were used."""
        grounds = [reason.ground for reason in self.reasons if reason.ground is not None]
        return tuple(dict.fromkeys(doubt for ground in grounds for doubt in ground.provenance.doubts))

    def sentence(self, language: Language) -> str:
        """The answer and its reason, in one sentence without its full stop."""
        return _sentence(self).within(language)


NO_OWN_RULES: Mapping[str, Ground] = MappingProxyType({})


def public_access(codes: Iterable[str], dates: KnownDates, own: Mapping[str, Ground] = NO_OWN_RULES) -> PublicAnswer:
    """When the public may read documents that have these access codes; of several, the longest delay holds.

    `own` are the grounds of the collectivité's own rules, by their identifiers; those of the law are never among them.
    No code: to be determined. An unknown code, or a date that is missing for one of them, leaves them closed whatever
    the others give. Nothing opens while the decision that the documents prepare is pending.
    """
    reasons = [_reason(code, GROUNDS.get(code) or own.get(code), dates) for code in dict.fromkeys(codes)]
    return PublicAnswer(tuple(sorted(reasons, key=lambda reason: closedness(reason.opening), reverse=True)))


def _reason(code: str, ground: Ground | None, dates: KnownDates) -> Reason:
    if ground is None:
        return Reason(code, None, Opening(Outcome.NO_RULE))
    opening = ground.formula.opening(dates)
    if dates.decision_pending and opening.outcome is not Outcome.NEVER:
        opening = Opening(Outcome.DATE_MISSING, missing=Missing.DECISION)
    return Reason(code, ground, opening)


def _sentence(answer: PublicAnswer) -> Words:
    if not answer.reasons:
        return Words("à déterminer : aucune règle d'accès", "to be determined: no access rule")
    first = answer.reasons[0]
    if first.ground is None:
        code = first.code[:_SHOWN]
        return Words(f"à déterminer : règle d'accès inconnue ({code})", f"to be determined: unknown rule ({code})")
    words, opening = first.ground.words, first.opening
    if opening.outcome is Outcome.NEVER:
        return Words(f"jamais communicable : {words.fr}", f"never open to the public: {words.en}")
    if opening.day is not None and opening.delay is not None:
        day = day_in_words(opening.day)
        return Words(
            f"communicable le {day.fr} : {words.fr}, {opening.delay.fr}",
            f"open to the public on {day.en}: {words.en}, {opening.delay.en}",
        )
    if opening.missing is not None:
        return _date_missing(answer.reasons)
    return Words(f"communicable immédiatement : {words.fr}", f"open to the public at once: {words.en}")


def _date_missing(reasons: Sequence[Reason]) -> Words:
    """All the dates that are missing, each once."""
    missing = dict.fromkeys(reason.opening.missing for reason in reasons if reason.opening.missing is not None)
    wanted = [_MISSING[each] for each in missing]
    grounds = list(
        dict.fromkeys(reason.ground.words for reason in reasons if reason.opening.missing and reason.ground is not None)
    )
    return Words(
        "non communicable : date à établir"
        f" ({', '.join(each.fr for each in wanted)}) : {' ; '.join(each.fr for each in grounds)}",
        "not open to the public: date to be established"
        f" ({', '.join(each.en for each in wanted)}): {'; '.join(each.en for each in grounds)}",
    )
