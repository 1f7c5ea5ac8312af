"""The steps of dérogations as the packages of their acts keep them: `derogation.json` (docs/format.md §2.1.3)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from chartrier.rules.communicabilite.derogation import Accord, Authority, Decision, Derogation, Opinion, Request
from chartrier.rules.communicabilite.early_opening import EarlyOpening

REQUEST, ACCORD, OPINION, DECISION = "request", "accord", "opinion", "decision"
"""The steps of a dérogation."""
EARLY_OPENING = "early-opening"
"""Apart from them: a decision that opens documents to everybody (L213-3, II)."""


def write_request(request: Request) -> dict[str, Any]:
    return {
        "reader": request.reader,
        "units": sorted(request.units),
        "motive": request.motive,
        "undertaking": request.undertaking,
        "reproduction": request.reproduction,
        "registered": str(request.registered),
    }


def write_accord(accord: Accord) -> dict[str, Any]:
    return {"day": str(accord.day), "units": sorted(accord.units), "motive": accord.motive}


def write_opinion(opinion: Opinion) -> dict[str, Any]:
    return {"day": str(opinion.day), "favourable": opinion.favourable, "motive": opinion.motive}


def write_decision(decision: Decision) -> dict[str, Any]:
    return {
        "day": str(decision.day),
        "authority": decision.authority,
        "letter": decision.letter,
        "units": sorted(decision.units),
        "reproduction": decision.reproduction,
        "until": decision.until and str(decision.until),
        "motive": decision.motive,
    }


def write_early_opening(opening: EarlyOpening) -> dict[str, Any]:
    return {
        "letter": opening.letter,
        "agreed": str(opening.agreed),
        "decided": str(opening.decided),
        "units": sorted(opening.units),
    }


def read_derogation(steps: Mapping[str, Mapping[str, Any]]) -> Derogation:
    """The dérogation that its steps, each by its name, make. Raises KeyError without the request."""
    accord, opinion, decision = (steps.get(step) for step in (ACCORD, OPINION, DECISION))
    return Derogation(
        _request(steps[REQUEST]),
        _accord(accord) if accord else None,
        _opinion(opinion) if opinion else None,
        _decision(decision) if decision else None,
    )


def read_early_opening(written: Mapping[str, Any]) -> EarlyOpening:
    return EarlyOpening(
        written["letter"], _day(written, "agreed"), _day(written, "decided"), frozenset(written["units"])
    )


def _request(written: Mapping[str, Any]) -> Request:
    return Request(
        reader=written["reader"],
        units=frozenset(written["units"]),
        motive=written["motive"],
        undertaking=written["undertaking"],
        reproduction=written["reproduction"],
        registered=_day(written, "registered"),
    )


def _accord(written: Mapping[str, Any]) -> Accord:
    return Accord(_day(written, "day"), frozenset(written["units"]), written["motive"])


def _opinion(written: Mapping[str, Any]) -> Opinion:
    return Opinion(_day(written, "day"), written["favourable"], written["motive"])


def _decision(written: Mapping[str, Any]) -> Decision:
    return Decision(
        day=_day(written, "day"),
        authority=Authority(written["authority"]),
        letter=written["letter"],
        units=frozenset(written["units"]),
        reproduction=written["reproduction"],
        until=_day(written, "until") if written["until"] else None,
        motive=written["motive"],
    )


def _day(written: Mapping[str, Any], name: str) -> date:
    return date.fromisoformat(written[name])
