"""The form of the questionnaire: an answer and a reason for each question, and the problems beside their question."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django import forms
from django.forms.boundfield import BoundField

from chartrier.cockpit.maturity.answers import ANSWERS, Answer, Given, owes_reason
from chartrier.cockpit.maturity.questions import Theme, questionnaire
from chartrier.cockpit.maturity.standing import Answered, Standing
from chartrier.web.frame.asking import Asked
from chartrier.web.frame.sentences import say


class Questions(forms.Form):
    """All of them. What is left unanswered is answered by what the archive knows."""

    def __init__(self, request: Asked, standing: Standing, data: Any = None) -> None:
        super().__init__(data)
        self._request, self._standing = request, standing
        language = request.language
        for each in standing.answered:
            code = each.question.code
            choices = [(one.value, words.within(language)) for one, words in ANSWERS.items()]
            left = say(request, "pas de réponse")
            if each.known is not None:
                known = ANSWERS[each.known.answer].within(language)
                left = say(request, "{answer}, selon l'archive", answer=known)
            self.fields[_answer(code)] = forms.ChoiceField(
                choices=[("", left), *choices],
                required=False,
                label=f"{code}. {each.question.text.within(language)}",
                initial=each.given.answer.value if each.given else "",
                help_text=self._hint(each),
            )
            self.fields[_reason(code)] = forms.CharField(
                max_length=500,
                required=False,
                label=say(request, "Motif, question {code}", code=code),
                initial=each.given.reason if each.given else "",
            )

    def clean(self) -> dict[str, Any]:
        """An answer that contradicts the archive, or takes its question out, says why."""
        given = super().clean() or {}
        for each in self._standing.answered:
            code = each.question.code
            answer, reason = given.get(_answer(code)), given.get(_reason(code), "")
            if answer and not reason.strip() and owes_reason(Given(Answer(answer)), each.known):
                self.add_error(_reason(code), say(self._request, "Dites pourquoi."))
        return given

    def given(self) -> dict[str, Given]:
        """What was answered, by code of question."""
        read = self.cleaned_data
        return {
            code: Given(Answer(answer), read[_reason(code)])
            for code in questionnaire().questions
            if (answer := read[_answer(code)])
        }

    def themes(self) -> Iterator[tuple[Theme, list[tuple[BoundField, BoundField]]]]:
        """Theme by theme, the fields of each question."""
        asked = questionnaire()
        for theme in asked.themes:
            yield theme, [(self[_answer(each.code)], self[_reason(each.code)]) for each in asked.of(theme.code)]

    def _hint(self, each: Answered) -> str:
        parts = []
        if each.known is not None:
            parts.append(f"{each.known.why.within(self._request.language)}.")
        if each.before is not None:
            before = ANSWERS[each.before].within(self._request.language)
            parts.append(say(self._request, "Avant cette année : {answer}.", answer=before))
        return " ".join(parts)


def _answer(code: str) -> str:
    return f"answer_{code}"


def _reason(code: str) -> str:
    return f"reason_{code}"
