"""How mature a collectivité is today: what it answered, what its archive knows, the years before, and its peers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from chartrier.catalog.maturity import register
from chartrier.catalog.maturity.register import Entered
from chartrier.clock import day_of
from chartrier.cockpit.maturity.answers import Answer, Given, Known, owes_reason
from chartrier.cockpit.maturity.findings import NO_REASON
from chartrier.cockpit.maturity.known import known
from chartrier.cockpit.maturity.peers import NOBODY, Peers, peers_of
from chartrier.cockpit.maturity.questions import Question, questionnaire
from chartrier.cockpit.maturity.score import Score, score
from chartrier.copies.copies import Copies
from chartrier.copies.texts import clean_text
from chartrier.records.finding import Findings
from chartrier.records.tenant import Tenant


@dataclass(frozen=True, slots=True)
class Answered:
    """A question, what stands for its answer, and where that comes from; `before`: the answer of an earlier year."""

    question: Question
    given: Given | None
    known: Known | None
    before: Answer | None

    @property
    def answer(self) -> Answer | None:
        """What somebody answered, else what the archive knows."""
        if self.given is not None:
            return self.given.answer
        return self.known.answer if self.known is not None else None

    @property
    def corrects(self) -> bool:
        """Whether what somebody answered contradicts what the archive knows now."""
        return self.given is not None and self.known is not None and self.given.answer is not self.known.answer

    def as_json(self) -> dict[str, Any]:
        return {
            "question": self.question.code,
            "theme": self.question.theme,
            "answer": self.answer and self.answer.value,
            "from": "person" if self.given is not None else "archive" if self.known is not None else None,
            "reason": self.given.reason or None if self.given is not None else None,
            "known": self.known
            and {"answer": self.known.answer.value, "fr": self.known.why.fr, "en": self.known.why.en},
            "ground": self.question.ground or None,
            "before": self.before and self.before.value,
        }


@dataclass(frozen=True, slots=True)
class Standing:
    """`earlier`: the assessments of the years before, the newest first; `entered`: this year's, None before any."""

    tenant: Tenant
    year: int
    edition: str
    answered: Sequence[Answered]
    score: Score
    entered: Entered | None
    earlier: Sequence[Entered]
    peers: Peers

    def of(self, theme: str) -> list[Answered]:
        return [each for each in self.answered if each.question.theme == theme]

    @property
    def given(self) -> dict[str, Given]:
        """What somebody answered, by code of question."""
        return {each.question.code: each.given for each in self.answered if each.given is not None}

    @property
    def change(self) -> int | None:
        """How much the score has changed since the last year that was whole; None: one of them is not."""
        before = next((each.score for each in self.earlier if each.score is not None), None)
        now = self.score.score if self.score.complete else None
        return now - before if now is not None and before is not None else None

    def as_json(self) -> dict[str, Any]:
        return {
            "tenant": self.tenant.code,
            "year": self.year,
            "edition": self.edition,
            "score": self.score.score,
            "complete": self.score.complete,
            "unanswered": self.score.unanswered,
            "change": self.change,
            "themes": [
                {
                    "theme": each.theme.code,
                    "score": each.score,
                    "points": each.points,
                    "most": each.most,
                    "unanswered": each.unanswered,
                }
                for each in self.score.themes
            ],
            "actions": [each.as_json() for each in self.score.actions],
            "answers": [each.as_json() for each in self.answered],
            "earlier": [
                {"year": each.year, "score": each.score, "themes": each.content["themes"]} for each in self.earlier
            ],
            "peers": self.peers.as_json(),
        }


def standing_of(tenant: Tenant, copies: Copies) -> Standing:
    """Of this year, with what the archive knows now."""
    year = day_of(copies.clock()).year
    entered = register.assessments(tenant.key)
    this = next((each for each in entered if each.year == year), None)
    earlier = [each for each in entered if each.year < year]
    made = _standing(tenant, known(questionnaire(), tenant, copies), year, _given(this), earlier)
    return replace(made, entered=this, peers=peers_of(tenant, year))


def answer(
    tenant: Tenant, given: Mapping[str, Given], copies: Copies, person: UUID | None, findings: Findings
) -> Standing | None:
    """Enter the answers of this year, all of them: a question that is left out is answered by what the archive knows.

    None after findings, and nothing is entered: an answer lacks the reason that it owes. What says the same as the
    archive is not kept apart: it follows what the archive knows. Raises InvalidInput for a reason that does not show.
    """
    current = standing_of(tenant, copies)
    kept = {}
    for each in current.answered:
        code = each.question.code
        if code not in given:
            continue
        said = Given(given[code].answer, clean_text(given[code].reason))
        owed = owes_reason(said, each.known)
        if owed and not said.reason:
            findings.add(NO_REASON, question=code, answer=said.answer.value)
        if owed or each.known is None:
            kept[code] = said
    if findings.refused:
        return None
    told = {each.question.code: each.known for each in current.answered if each.known is not None}
    made = _standing(tenant, told, current.year, kept, current.earlier)
    whole = made.score.score if made.score.complete else None
    entered = Entered(made.year, copies.clock(), person, whole, _content(made))
    register.enter(tenant.key, entered)
    return replace(made, entered=entered, peers=peers_of(tenant, made.year))


def _standing(
    tenant: Tenant, told: Mapping[str, Known], year: int, given: Mapping[str, Given], earlier: Sequence[Entered]
) -> Standing:
    asked = questionnaire()
    before = earlier[0].content["answers"] if earlier else {}
    answered = [
        Answered(
            question=each,
            given=given.get(code),
            known=told.get(code),
            before=Answer(before[code]) if code in before else None,
        )
        for code, each in asked.questions.items()
    ]
    made = score(asked, {each.question.code: each.answer for each in answered if each.answer is not None})
    return Standing(tenant, year, asked.edition, answered, made, None, earlier, NOBODY)


def _given(entered: Entered | None) -> dict[str, Given]:
    """What was answered of the questions that are still asked."""
    if entered is None:
        return {}
    asked = questionnaire().questions
    return {code: Given.read(each) for code, each in entered.content["given"].items() if code in asked}


def _content(made: Standing) -> dict[str, Any]:
    """What is kept of a year: whoever compares later needs neither this archive as it was, nor this questionnaire."""
    return {
        "edition": made.edition,
        "given": {code: each.as_json() for code, each in made.given.items()},
        "answers": {each.question.code: each.answer.value for each in made.answered if each.answer is not None},
        "themes": {each.theme.code: each.score for each in made.score.themes},
    }
