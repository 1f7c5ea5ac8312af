"""What a change would move, as commands tell it before they do it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from chartrier.catalog.rules.impact import Impact
from chartrier.cli.output import Output
from chartrier.records.days import written_day


def impact_as_json(impact: Impact) -> dict[str, Any]:
    return {
        "category": str(impact.category),
        "units": impact.units,
        "earliest": impact.earliest and impact.earliest.isoformat(),
        "latest": impact.latest and impact.latest.isoformat(),
        "ending_now": impact.ending_now,
    }


def tell_impacts(output: Output, impacts: Iterable[Impact]) -> None:
    """A sentence or two for each category."""
    for each in impacts:
        count = output.count(each.units, "unité")
        if each.earliest is None or each.latest is None:
            output.say("  {category} : {count}, sans échéance connue", category=each.category, count=count)
            continue
        output.say(
            "  {category} : {count}, nouvelles échéances du {earliest} au {latest}",
            category=each.category,
            count=count,
            earliest=written_day(each.earliest, output.language),
            latest=written_day(each.latest, output.language),
        )
        if each.ending_now:
            output.say("    dont {count} à échéance dès aujourd'hui", count=output.count(each.ending_now, "unité"))
