"""Answers in a file: TOML, a line a question; and the file to start from."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from typing import Any, BinaryIO

from chartrier.cockpit.maturity.answers import ANSWERS, Answer, Given
from chartrier.cockpit.maturity.findings import NO_SUCH_ANSWER, NO_SUCH_QUESTION, NOT_ANSWERS
from chartrier.cockpit.maturity.questions import questionnaire
from chartrier.cockpit.maturity.standing import Answered, Standing
from chartrier.errors import InvalidInput
from chartrier.records.canonical import canonical
from chartrier.records.finding import Findings, Language, Place

LARGEST = 1 << 20
"""Bytes of a file."""

TABLE, ANSWER, REASON = "reponses", "reponse", "motif"


def read_answers(stream: BinaryIO, findings: Findings, *, file: str) -> dict[str, Given]:
    """The answers of a file by code of question; what is wrong in it is told, question by question.

    Raises InvalidInput (MAT-001) when it cannot be read at all.
    """
    data = stream.read(LARGEST + 1)
    try:
        if len(data) > LARGEST:
            raise ValueError(f"> {LARGEST}")
        told = tomllib.loads(data.decode("utf-8")).get(TABLE)
    except (ValueError, RecursionError) as problem:
        raise InvalidInput(NOT_ANSWERS, reason=" ".join(str(problem).split())[:200]) from problem
    if not isinstance(told, Mapping):
        raise InvalidInput(NOT_ANSWERS, reason=f"[{TABLE}]")
    place, found = Place(file=file), {}
    for code, value in told.items():
        if code not in questionnaire().questions:
            findings.add(NO_SUCH_QUESTION, place, question=code, choices=", ".join(questionnaire().questions))
        elif (given := _given(value)) is not None:
            found[code] = given
        else:
            findings.add(NO_SUCH_ANSWER, place, question=code, answer=str(value)[:80], choices=", ".join(Answer))
    return found


def questions_file(standing: Standing, language: Language) -> Iterator[str]:
    """The lines of a file to answer in: what is known is said beside each question; nothing is answered yet."""
    choices = ", ".join(f"{each.value} ({ANSWERS[each].within(language)})" for each in Answer)
    yield _comment(f"{standing.tenant.name}, {standing.year}")
    yield _comment(choices)
    yield f'# J1 = "oui"      J1 = {{ {ANSWER} = "non", {REASON} = "…" }}'
    yield f"[{TABLE}]"
    for theme in questionnaire().themes:
        yield ""
        yield _comment(theme.name.within(language))
        for each in standing.of(theme.code):
            yield from _lines(each, language)


def _lines(each: Answered, language: Language) -> Iterator[str]:
    yield _comment(f"{each.question.code}. {each.question.text.within(language)}")
    if each.known is not None:
        yield _comment(f"= {each.known.answer.value} : {each.known.why.within(language)}")
    if each.given is None:
        yield f'# {each.question.code} = ""'
    elif each.given.reason:
        reason = _quoted(each.given.reason)
        yield f'{each.question.code} = {{ {ANSWER} = "{each.given.answer.value}", {REASON} = {reason} }}'
    else:
        yield f'{each.question.code} = "{each.given.answer.value}"'


def _comment(text: str) -> str:
    """On one line, whatever names it has: a line of its own would be read as an answer."""
    return "# " + "".join(each for each in " ".join(text.split()) if each.isprintable())


def _quoted(text: str) -> str:
    """As a string of TOML, which writes a text that shows as JSON does."""
    return canonical(text).decode("utf-8")


def _given(value: Any) -> Given | None:
    if isinstance(value, str):
        value = {ANSWER: value}
    if not isinstance(value, Mapping) or not {ANSWER} <= value.keys() <= {ANSWER, REASON}:
        return None
    answer, reason = value[ANSWER], value.get(REASON, "")
    if not isinstance(answer, str) or answer not in set(Answer) or not isinstance(reason, str):
        return None
    return Given(Answer(answer), reason)
