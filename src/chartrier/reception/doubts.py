"""What may be wrong in days that nothing forbids: told before a deposit leaves, never refused."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from chartrier.reception import findings as say
from chartrier.reception.answers import Understood
from chartrier.reception.sight import SeenFile
from chartrier.records.finding import Finding, Place

FAR = 30
"""Years after which the day of an event is doubted that may well be to come: the end of a contract."""


def doubts(understood: Understood, files: Sequence[SeenFile], today: date) -> list[Finding]:
    """What the answers say against what was understood of the files, and days that are to come."""
    found = []
    depart = str(understood.kind.series.depart)
    if understood.event is not None and understood.event.year > today.year + FAR:
        found.append(Finding(say.FAR_EVENT, values={"event": depart, "day": understood.event.isoformat()}))
    aside = {name for name, each in understood.pieces.items() if each.aside}
    dated = sorted((each.day, each.name) for each in files if each.day is not None and each.name not in aside)
    for day, name in dated:
        if day > today:
            found.append(Finding(say.DAY_TO_COME, Place(name), {"name": name, "day": day.isoformat()}))
    # what is of a year is often made a little before or after it
    if understood.year is not None and dated and not dated[0][0].year - 1 <= understood.year <= dated[-1][0].year + 1:
        day, name = dated[0] if understood.year < dated[0][0].year else dated[-1]
        values: dict[str, str | int] = {"year": understood.year, "name": name, "day": day.isoformat()}
        found.append(Finding(say.OTHER_YEAR, Place(name), values))
    return found
