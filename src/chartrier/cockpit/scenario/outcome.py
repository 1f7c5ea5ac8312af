"""A scenario calculated: its variants side by side, each number with its range, and what it rests on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from chartrier.cockpit.findings import NOT_COUNTED
from chartrier.cockpit.scenario.description import Scenario, Variant, quantities
from chartrier.cockpit.scenario.projection import Drawn, Numbers, Post, Projection, project
from chartrier.cockpit.scenario.reading import known_numbers
from chartrier.cockpit.scenario.roles import FORMALITIES, WHO, duties
from chartrier.cockpit.scenario.sharing import Share, shares_of_last_year
from chartrier.cockpit.scenario.uncertainty import Influence, central, draw, influences
from chartrier.records.finding import Findings, Language

LOW, HIGH = 0.10, 0.90
"""Ranges are those in which eight draws out of ten lie."""


@dataclass(frozen=True, slots=True)
class Range:
    """A number as given, and between which it lies in eight draws out of ten."""

    value: float
    low: float
    high: float

    def as_json(self) -> dict[str, float]:
        return {"value": self.value, "low": self.low, "high": self.high}


@dataclass(frozen=True, slots=True)
class Year:
    """The end of a year. Euros, bytes of one copy, full-time equivalents; None: not known.

    `communes` and `inhabitants` have joined; `left_out` are the bytes that the others produce in the year and nobody
    archives.
    """

    year: int
    communes: Range
    inhabitants: Range
    gross: Range | None
    subsidy: Range | None
    net: Range | None
    per_commune: Range | None
    per_inhabitant: Range | None
    stored: Range | None
    agents: Range | None
    left_out: Range | None


@dataclass(frozen=True, slots=True)
class ModelOutcome:
    """What a model costs in all, and to whom. `unknown` are the numbers for want of which something is left out."""

    projection: Projection
    posts: Mapping[Post, float]
    shares: Sequence[Share]
    influences: Sequence[Influence]
    unknown: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class VariantOutcome:
    variant: Variant
    years: tuple[Year, ...]
    total: Range | None
    """The net cost of all the years, in euros; None when no cost is known."""
    models: tuple[ModelOutcome, ...]
    unserved: int
    """Communes of the territory that no model takes."""

    @property
    def complete(self) -> bool:
        """Whether nothing that costs is left out for want of a number."""
        return not any(model.unknown for model in self.models)


@dataclass(frozen=True, slots=True)
class Outcome:
    scenario: Scenario
    variants: tuple[VariantOutcome, ...]

    def as_json(self, language: Language) -> dict[str, Any]:
        return _as_json(self, language)


def run(scenario: Scenario, findings: Findings) -> Outcome:
    """Calculate every variant; what is not known is told in `findings`, and left out."""
    return Outcome(scenario, tuple(_variant(scenario, each, findings) for each in scenario.variants))


def _variant(scenario: Scenario, variant: Variant, findings: Findings) -> VariantOutcome:
    served = variant.served(scenario.places)
    given, sampled, outcomes = [], [], []
    for model, places in zip(variant.models, served, strict=True):
        named = quantities(model, scenario.flows)
        drawn = draw(named, scenario.draws, scenario.seed, model.name)
        one = project(model, places, scenario.flows, scenario.years, central(named), 1)
        many = project(model, places, scenario.flows, scenario.years, drawn, scenario.draws)
        given.append(one)
        sampled.append(many)
        if one.unknown:
            findings.add(NOT_COUNTED, variant=variant.name, model=model.name, missing=", ".join(one.unknown))
        outcomes.append(
            ModelOutcome(
                projection=one,
                posts={post: float(amount.sum()) for post, amount in one.posts.items()},
                shares=shares_of_last_year(one, many),
                influences=influences(model, places, scenario.flows, scenario.years, many, drawn),
                unknown=one.unknown,
            )
        )
    return VariantOutcome(
        variant=variant,
        years=_years(scenario, given, sampled, drawn),
        total=_total(given, sampled),
        models=tuple(outcomes),
        unserved=len(scenario.places) - sum(map(len, served)),
    )


def _total(given: Sequence[Projection], sampled: Sequence[Projection]) -> Range | None:
    if not any(each.posts for each in given):
        return None
    return _range(
        sum(float(each.net.sum()) for each in given), np.sum([each.net.sum(axis=1) for each in sampled], axis=0)
    )


def _years(
    scenario: Scenario, given: Sequence[Projection], sampled: Sequence[Projection], drawn: Drawn
) -> tuple[Year, ...]:
    people = sum(place.inhabitants for place in scenario.places)
    per_head = _bytes_per_head(scenario)
    costs = any(each.posts for each in given)
    found = []
    for at in range(scenario.years):

        def of(name: str, at: int = at) -> tuple[Numbers, Numbers]:
            """The sum over the models: as given, and in each draw."""
            one, many = (
                np.sum([np.asarray(getattr(each, name))[:, at] for each in those], axis=0) for those in (given, sampled)
            )
            return one, many

        def known(name: str, at: int = at) -> Range | None:
            """Likewise, of the models of which it is known."""
            pairs = [
                (getattr(one, name)[:, at], getattr(many, name)[:, at])
                for one, many in zip(given, sampled, strict=True)
                if getattr(one, name) is not None
            ]
            if not pairs:
                return None
            return _range(float(sum(one[0] for one, _ in pairs)), np.sum([many for _, many in pairs], axis=0))

        joined, inhabitants, net = of("joined"), of("inhabitants"), of("net")
        found.append(
            Year(
                year=scenario.first_year + at,
                communes=_range(float(joined[0][0]), joined[1]),
                inhabitants=_range(float(inhabitants[0][0]), inhabitants[1]),
                gross=known("gross") if costs else None,
                subsidy=known("subsidy") if costs else None,
                net=known("net") if costs else None,
                per_commune=_per(net, joined) if costs else None,
                per_inhabitant=_per(net, inhabitants) if costs else None,
                stored=known("stored"),
                agents=known("agents"),
                left_out=None if per_head is None else _left_out(per_head, drawn, scenario, people, inhabitants),
            )
        )
    return tuple(found)


def _bytes_per_head(scenario: Scenario) -> float | None:
    """Bytes per inhabitant and year of the flows that are known."""
    known = [
        flow.dossiers.value * flow.megabytes.value * 1e6
        for flow in scenario.flows
        if flow.dossiers.value is not None and flow.megabytes.value is not None
    ]
    return sum(known) if known else None


def _left_out(
    per_head: float,
    drawn: Drawn,
    scenario: Scenario,
    people: int,
    inhabitants: tuple[Numbers, Numbers],
) -> Range:
    heads = np.zeros(scenario.draws)
    for flow in scenario.flows:
        dossiers, megabytes = (
            drawn[f"flux.{flow.name}.{name}"] for name in ("dossiers_par_habitant", "mo_par_dossier")
        )
        if dossiers is not None and megabytes is not None:
            heads = heads + dossiers * megabytes * 1e6
    return _range(per_head * (people - float(inhabitants[0][0])), heads * (people - inhabitants[1]))


def _per(net: tuple[Numbers, Numbers], of: tuple[Numbers, Numbers]) -> Range | None:
    if of[0][0] <= 0:
        return None
    there = of[1] > 0
    return _range(float(net[0][0] / of[0][0]), net[1][there] / of[1][there])


def _range(value: float, drawn: Numbers) -> Range:
    low, high = np.quantile(drawn, (LOW, HIGH))
    return Range(float(value), float(low), float(high))


def _as_json(of: Outcome, language: Language) -> dict[str, Any]:
    scenario = of.scenario
    return {
        "title": scenario.title,
        "territory": {
            "name": scenario.territory,
            "communes": len(scenario.places),
            "inhabitants": sum(place.inhabitants for place in scenario.places),
        },
        "years": scenario.years,
        "first_year": scenario.first_year,
        "draws": scenario.draws,
        "seed": scenario.seed,
        "variants": [_variant_json(each, language) for each in of.variants],
        "sources": [
            {
                "variant": variant,
                "model": model,
                "name": name,
                "value": each.value,
                "low": each.low,
                "high": each.high,
                "source": each.source,
                "date": each.day.isoformat() if each.day else None,
            }
            for variant, model, name, each in known_numbers(scenario)
        ],
    }


def _variant_json(of: VariantOutcome, language: Language) -> dict[str, Any]:
    return {
        "name": of.variant.name,
        "complete": of.complete,
        "total": _json(of.total),
        "unserved": of.unserved,
        "years": [
            {
                "year": each.year,
                "communes": each.communes.as_json(),
                "inhabitants": each.inhabitants.as_json(),
                "gross": _json(each.gross),
                "subsidy": _json(each.subsidy),
                "net": _json(each.net),
                "per_commune": _json(each.per_commune),
                "per_inhabitant": _json(each.per_inhabitant),
                "stored_bytes": _json(each.stored),
                "agents": _json(each.agents),
                "left_out_bytes": _json(each.left_out),
            }
            for each in of.years
        ],
        "models": [_model_json(each, language) for each in of.models],
    }


def _model_json(of: ModelOutcome, language: Language) -> dict[str, Any]:
    model = of.projection.model
    return {
        "name": model.name,
        "operator": model.operator,
        "regime": model.regime.value,
        "communes": len(of.projection.ranked),
        "posts": {post.value: amount for post, amount in of.posts.items()},
        "unknown": list(of.unknown),
        "influences": [
            {"name": each.name, "low": each.low, "high": each.high, "rank": each.rank} for each in of.influences
        ],
        "formalities": [
            {"what": each.what.within(language), "clause": each.clause} for each in FORMALITIES[model.regime]
        ],
        "roles": [
            {
                "what": duty.what.within(language),
                "parts": {WHO[who].within(language): letters for who, letters in duty.parts.items()},
            }
            for duty in duties(model.regime)
        ],
        "shares": [
            {
                "code": each.place.code,
                "name": each.place.name,
                "inhabitants": each.place.inhabitants,
                "amount": each.amount,
                "low": each.low,
                "high": each.high,
                "joined": each.joined,
            }
            for each in of.shares
        ],
    }


def _json(value: Range | None) -> dict[str, float] | None:
    return None if value is None else value.as_json()
