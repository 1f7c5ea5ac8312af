"""The score, theme by theme, and what to do next: arithmetic on answers, nothing else."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from chartrier.cockpit.maturity.answers import Answer
from chartrier.cockpit.maturity.questions import Question, Questionnaire, Theme

POINTS = {Answer.OUI: 2, Answer.EN_PARTIE: 1, Answer.NON: 0, Answer.NE_SAIT_PAS: 0}
FULL = 2

ACTIONS = 5
"""How many are told."""


@dataclass(frozen=True, slots=True)
class ThemeScore:
    """`points` of `most`, of the questions that are answered and count; `score` of 100, None when there are none."""

    theme: Theme
    points: int
    most: int
    unanswered: int

    @property
    def score(self) -> int | None:
        return round(self.points * 100 / self.most) if self.most else None


@dataclass(frozen=True, slots=True)
class Action:
    """What to do next: `gain` is what the whole score gains, in points of 100, when its question becomes a yes."""

    question: Question
    gain: float

    def as_json(self) -> dict[str, Any]:
        return {
            "question": self.question.code,
            "fr": self.question.action.fr,
            "en": self.question.action.en,
            "effort": int(self.question.effort),
            "gain": round(self.gain, 1),
        }


@dataclass(frozen=True, slots=True)
class Score:
    """The whole: themes count alike, those of which nothing is answered do not."""

    themes: tuple[ThemeScore, ...]
    actions: tuple[Action, ...]

    @property
    def exact(self) -> float | None:
        counted = [each.points * 100 / each.most for each in self.themes if each.most]
        return sum(counted) / len(counted) if counted else None

    @property
    def score(self) -> int | None:
        return round(self.exact) if self.exact is not None else None

    @property
    def unanswered(self) -> int:
        return sum(each.unanswered for each in self.themes)

    @property
    def complete(self) -> bool:
        """Whether all is answered: only then is it compared with others."""
        return not self.unanswered


def score(asked: Questionnaire, answers: Mapping[str, Answer]) -> Score:
    """Of the answers by code of question; the best actions first: by their gain for their effort."""
    themes = tuple(_of_theme(asked, theme, answers) for theme in asked.themes)
    counted = sum(1 for each in themes if each.most)
    most = {each.theme.code: each.most for each in themes}
    actions = [
        Action(question, missing * question.weight * 100 / most[question.theme] / counted)
        for code, question in asked.questions.items()
        if (missing := FULL - POINTS.get(answers.get(code, Answer.SANS_OBJET), FULL))
    ]
    actions.sort(key=lambda each: (-each.gain / each.question.effort, -each.gain))
    return Score(themes, tuple(actions[:ACTIONS]))


def _of_theme(asked: Questionnaire, theme: Theme, answers: Mapping[str, Answer]) -> ThemeScore:
    questions = asked.of(theme.code)
    counted = [each for each in questions if answers.get(each.code) in POINTS]
    return ThemeScore(
        theme=theme,
        points=sum(POINTS[answers[each.code]] * each.weight for each in counted),
        most=sum(FULL * each.weight for each in counted),
        unanswered=sum(1 for each in questions if each.code not in answers),
    )
