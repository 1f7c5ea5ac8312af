"""Answers: what may be answered, and when a reason is owed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Any

from chartrier.rules.communicabilite.words import Words


class Answer(StrEnum):
    """`NE_SAIT_PAS` counts as no; `SANS_OBJET` takes the question out of the score."""

    OUI = "oui"
    EN_PARTIE = "en-partie"
    NON = "non"
    NE_SAIT_PAS = "ne-sait-pas"
    SANS_OBJET = "sans-objet"


ANSWERS = MappingProxyType(
    {
        Answer.OUI: Words("oui", "yes"),
        Answer.EN_PARTIE: Words("en partie", "in part"),
        Answer.NON: Words("non", "no"),
        Answer.NE_SAIT_PAS: Words("je ne sais pas", "I do not know"),
        Answer.SANS_OBJET: Words("sans objet", "not applicable"),
    }
)


@dataclass(frozen=True, slots=True)
class Known:
    """What the archive answers by itself, and where it knows it from."""

    answer: Answer
    why: Words

    def as_json(self) -> dict[str, str]:
        return {"answer": self.answer.value, "fr": self.why.fr, "en": self.why.en}


@dataclass(frozen=True, slots=True)
class Given:
    """What somebody answered; `reason` where it corrects what the archive knows, or takes the question out."""

    answer: Answer
    reason: str = ""

    def as_json(self) -> dict[str, str]:
        return {"answer": self.answer.value, "reason": self.reason}

    @classmethod
    def read(cls, value: Mapping[str, Any]) -> Given:
        """Read what `as_json` wrote."""
        return cls(Answer(value["answer"]), value["reason"])


def owes_reason(given: Given, known: Known | None) -> bool:
    """Whether it has to say why: it contradicts what the archive knows, or the question is not to be counted."""
    if given.answer is Answer.SANS_OBJET:
        return True
    return known is not None and given.answer is not known.answer
