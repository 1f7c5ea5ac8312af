"""Why a category of a unit ends when it does, in one sentence."""

from __future__ import annotations

from datetime import date

from chartrier.records.days import written_day
from chartrier.records.finding import Language
from chartrier.rules.declaration import Open
from chartrier.rules.ending import Ending

_OPEN = {
    Open.UNLIMITED: ("sans fin : la durée de {rules} est illimitée", "no end: the duration of {rules} is unlimited"),
    Open.NO_START: (
        "attend son événement : la date de départ de {rules} n'est pas connue",
        "waits for its event: the day from which {rules} runs is not known",
    ),
    Open.NO_DURATION: ("sans fin connue : {rules} n'a pas de durée", "no known end: {rules} has no duration"),
    Open.UNKNOWN_RULE: (
        "à déterminer : {rules} n'est pas au référentiel",
        "to be determined: {rules} is not in the referential",
    ),
}


def explain(ending: Ending, today: date, language: Language) -> str:
    """The sentence, without capital or full stop."""
    french = language == "fr"
    if not ending.ruled:
        return "aucune règle" if french else "no rule"
    if ending.end is None:
        return _OPEN[ending.why or Open.NO_START][0 if french else 1].format(rules=", ".join(ending.open))
    day = written_day(ending.end, language)
    if ending.has_ended(today):
        return f"échue depuis le {day}" if french else f"over since {day}"
    return f"échéance le {day}" if french else f"ends on {day}"
