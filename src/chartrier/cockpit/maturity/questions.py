"""The questionnaire: themes and questions, each with its ground (`questions.toml`)."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntEnum
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any

from chartrier.rules.communicabilite.words import Words


class Effort(IntEnum):
    """What an action asks for: our appraisal."""

    DECISION = 1
    DAYS = 2
    PROJECT = 3


EFFORTS = MappingProxyType(
    {
        Effort.DECISION: Words("une décision", "one decision"),
        Effort.DAYS: Words("quelques jours", "some days"),
        Effort.PROJECT: Words("un projet", "a project"),
    }
)


@dataclass(frozen=True, slots=True)
class Theme:
    code: str
    name: Words


@dataclass(frozen=True, slots=True)
class Question:
    """`known` names what the archive knows of it, empty when it knows nothing; `ground` empty: asked by our choice."""

    code: str
    theme: str
    text: Words
    weight: int
    effort: Effort
    action: Words
    ground: str = ""
    known: str = ""


@dataclass(frozen=True, slots=True)
class Questionnaire:
    edition: str
    themes: tuple[Theme, ...]
    questions: Mapping[str, Question]
    """By code, in the order in which they are asked."""

    def of(self, theme: str) -> tuple[Question, ...]:
        return tuple(each for each in self.questions.values() if each.theme == theme)


@cache
def questionnaire() -> Questionnaire:
    """The one that is asked now."""
    read = tomllib.loads(files(__package__).joinpath("questions.toml").read_text("utf-8"))
    themes = tuple(Theme(each["code"], Words(each["fr"], each["en"])) for each in read["theme"])
    questions = {each["code"]: _question(each) for each in read["question"]}
    return Questionnaire(read["edition"], themes, MappingProxyType(questions))


def _question(each: Mapping[str, Any]) -> Question:
    return Question(
        code=each["code"],
        theme=each["theme"],
        text=Words(each["fr"], each["en"]),
        weight=each["weight"],
        effort=Effort(each["effort"]),
        action=Words(each["action_fr"], each["action_en"]),
        ground=each["ground"],
        known=each.get("known", ""),
    )
