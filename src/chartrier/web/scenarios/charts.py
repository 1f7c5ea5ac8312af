"""The drawings of a scenario: coverage by year, net cost with its range. Coordinates only; a table says the same."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from chartrier.cockpit.scenario.outcome import Outcome

LEFT, RIGHT, TOP, BOTTOM = 46, 590, 16, 216
ROW, COST_LEFT, COST_RIGHT = 46, 8, 620


def coverage(outcome: Outcome) -> dict[str, Any]:
    """A line a variant: the share of the inhabitants of the territory whose commune has joined, by year."""
    scenario = outcome.scenario
    people = max(sum(place.inhabitants for place in scenario.places), 1)
    step = (RIGHT - LEFT) / max(scenario.years - 1, 1)
    lines = []
    for at, variant in enumerate(outcome.variants):
        points = [
            (round(LEFT + step * year), round(BOTTOM - (BOTTOM - TOP) * each.inhabitants.value / people))
            for year, each in enumerate(variant.years)
        ]
        lines.append(
            {
                "name": variant.variant.name,
                "number": at % 5 + 1,
                "points": " ".join(f"{x},{y}" for x, y in points),
                "marks": points,
                "last": round(100 * variant.years[-1].inhabitants.value / people),
            }
        )
    ticks = [(round(LEFT + step * year), scenario.first_year + year) for year in range(scenario.years)]
    grid = [(round(BOTTOM - (BOTTOM - TOP) * share / 100), share) for share in (0, 25, 50, 75, 100)]
    return {"lines": lines, "ticks": ticks[:: max(1, scenario.years // 10)], "grid": grid}


def costs(outcome: Outcome) -> dict[str, Any]:
    """A bar a variant: its net cost over all the years, and between which it lies in eight draws out of ten."""
    known = [each for each in outcome.variants if each.total is not None]
    most = max((max(each.total.high, each.total.value) for each in known if each.total), default=0) or 1.0
    wide = COST_RIGHT - COST_LEFT
    bars = []
    for at, each in enumerate(known):
        assert each.total is not None
        place = [
            round(COST_LEFT + wide * max(x, 0) / most) for x in (each.total.low, each.total.value, each.total.high)
        ]
        low, middle, high = place
        top = 8 + at * (ROW + 16)
        bars.append(
            {
                "name": each.variant.name,
                "total": each.total,
                "complete": each.complete,
                "y": top + 18,
                "text": top + 12,
                "middle": top + 48,
                "width": middle - COST_LEFT,
                "low": low,
                "high": high,
            }
        )
    return {"bars": bars, "height": 16 + len(bars) * (ROW + 16)}
