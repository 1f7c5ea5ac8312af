"""What a model does and costs, year by year, for many draws of its numbers at once (docs/scenarios.md, §2).

Arrays have a row a draw and a column a year. Every formula has its letter in the document, where three examples are
worked by hand.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from chartrier.cockpit.scenario.description import Adoption, Flow, Model, Order, Place

Numbers = NDArray[np.float64]
Counts = NDArray[np.int64]

Drawn = Mapping[str, Numbers | None]
"""Each number of a model by its name, a value a draw; None: unknown."""

NINE_TENTHS = 2 * np.log(9)
"""How far apart, on the scale of the logistic curve, a tenth and nine tenths are."""


class Post(StrEnum):
    """What money goes to."""

    INVESTMENT = "investissement"
    JOINING = "mise_en_service"
    RUNNING = "fonctionnement"
    COMMUNES = "par_commune"
    STORAGE = "stockage"
    STAFF = "agents"


NEEDS: Mapping[Post, tuple[str, ...]] = {
    Post.INVESTMENT: ("couts.investissement",),
    Post.JOINING: ("couts.mise_en_service",),
    Post.RUNNING: ("couts.fonctionnement",),
    Post.COMMUNES: ("couts.par_commune",),
    Post.STORAGE: ("couts.par_to_et_copie",),
    Post.STAFF: ("couts.cout_d_un_agent",),
}
"""The numbers without which a post is unknown; storage needs those of a flow too, staff one of its two numbers."""


@dataclass(frozen=True, slots=True)
class Projection:
    """`ranked` are the communes in the order in which they join. Amounts are euros, without the posts that are unknown.

    `stored` and `arriving` are bytes of one copy, `agents` full-time equivalents; None: not known at all.
    """

    model: Model
    ranked: tuple[Place, ...]
    joined: Counts
    inhabitants: Counts
    arriving: Numbers | None
    stored: Numbers | None
    agents: Numbers | None
    posts: Mapping[Post, Numbers]
    gross: Numbers
    subsidy: Numbers
    unknown: tuple[str, ...]
    """Names of the numbers for want of which something is left out."""

    @property
    def net(self) -> Numbers:
        return self.gross - self.subsidy


def project(
    model: Model, served: Sequence[Place], flows: Sequence[Flow], years: int, drawn: Drawn, draws: int
) -> Projection:
    """Follow a model from its first year to the last, in so many draws."""
    ranked = _ranked(model.adoption.order, served)
    joined = _joined(model.adoption, len(ranked), years, drawn, draws)
    upto = np.concatenate(([0], np.cumsum([place.inhabitants for place in ranked], dtype=np.int64)))
    inhabitants = upto[joined]
    new = np.diff(joined, axis=1, prepend=0)
    arriving, stored = _volumes(flows, inhabitants, drawn)
    agents = _agents(joined, drawn)
    index = _index(drawn, draws, years)
    first = np.zeros(years)
    first[0] = 1.0
    found: dict[Post, Numbers] = {}

    def enter(post: Post, amount: Numbers | None, times: Numbers | Counts | None) -> None:
        if amount is not None and times is not None:
            found[post] = amount[:, None] * times * index

    enter(Post.INVESTMENT, drawn["couts.investissement"], first[None, :])
    enter(Post.JOINING, drawn["couts.mise_en_service"], new)
    enter(Post.RUNNING, drawn["couts.fonctionnement"], np.ones((1, years)))
    enter(Post.COMMUNES, drawn["couts.par_commune"], joined)
    enter(Post.STORAGE, drawn["couts.par_to_et_copie"], None if stored is None else stored / 1e12 * model.copies)
    enter(Post.STAFF, drawn["couts.cout_d_un_agent"], agents)
    gross = sum(found.values(), np.zeros((draws, years)))
    return Projection(
        model=model,
        ranked=ranked,
        joined=joined,
        inhabitants=inhabitants,
        arriving=arriving,
        stored=stored,
        agents=agents,
        posts=found,
        gross=gross,
        subsidy=_subsidy(model, found, drawn, draws, years),
        unknown=_unknown(flows, drawn),
    )


def _ranked(order: Order, served: Sequence[Place]) -> tuple[Place, ...]:
    """The communes in the order in which they join; equal ones by their code."""
    if order is Order.SMALLEST:
        return tuple(sorted(served, key=lambda place: (place.inhabitants, place.code)))
    if order is Order.LARGEST:
        return tuple(sorted(served, key=lambda place: (-place.inhabitants, place.code)))
    size: dict[str, int] = {}
    for place in served:
        size[place.group] = size.get(place.group, 0) + place.inhabitants
    # those of no EPCI come last: nobody brings them in
    return tuple(
        sorted(
            served,
            key=lambda place: (not place.group, -size[place.group], place.group, -place.inhabitants, place.code),
        )
    )


def _joined(adoption: Adoption, served: int, years: int, drawn: Drawn, draws: int) -> Counts:
    """How many communes have joined at the end of each year: n(t) = ⌊a(t) × N + ½⌋."""
    if adoption.curve:
        last = adoption.curve[-1]
        shares = np.array([*adoption.curve, *[last] * years][:years])[None, :]
        shares = np.broadcast_to(shares, (draws, years))
    else:
        ceiling, middle, spread = (drawn[f"adhesion.{name}"] for name in ("plafond", "milieu", "etalement"))
        assert ceiling is not None
        assert middle is not None
        assert spread is not None
        after = np.arange(1, years + 1)[None, :]
        steepness = NINE_TENTHS / np.maximum(spread, 1e-6)
        # beyond these bounds the curve is flat, and its exponential would overflow
        shares = ceiling[:, None] / (1 + np.exp(np.clip(-steepness[:, None] * (after - middle[:, None]), -60, 60)))
    count: Counts = np.floor(np.clip(shares, 0, 1) * served + 0.5).astype(np.int64)
    return count


def _volumes(flows: Sequence[Flow], inhabitants: Counts, drawn: Drawn) -> tuple[Numbers | None, Numbers | None]:
    """Bytes that arrive each year, and that are there at its end, of one copy; flows that are not known left out."""
    arriving: Numbers | None = None
    stored: Numbers | None = None
    for flow in flows:
        dossiers, megabytes = (
            drawn[f"flux.{flow.name}.{name}"] for name in ("dossiers_par_habitant", "mo_par_dossier")
        )
        if dossiers is None or megabytes is None:
            continue
        came = (dossiers * megabytes * 1e6)[:, None] * inhabitants
        held = np.cumsum(came, axis=1)
        if flow.years is not None and flow.years < came.shape[1]:
            held[:, flow.years :] -= np.cumsum(came, axis=1)[:, : -flow.years]
        arriving = came if arriving is None else arriving + came
        stored = held if stored is None else stored + held
    return arriving, stored


def _agents(joined: Counts, drawn: Drawn) -> Numbers | None:
    fixed, each = drawn["couts.agents"], drawn["couts.communes_par_agent"]
    if fixed is None and each is None:
        return None
    agents: Numbers = np.zeros(joined.shape)
    if fixed is not None:
        agents = agents + fixed[:, None]
    if each is not None:
        agents = agents + joined / np.maximum(each[:, None], 1e-9)
    return agents


def _index(drawn: Drawn, draws: int, years: int) -> Numbers:
    growth = drawn["couts.indexation"]
    base = np.ones(draws) if growth is None else 1 + growth
    grown: Numbers = base[:, None] ** np.arange(years)[None, :]
    return grown


def _subsidy(model: Model, posts: Mapping[Post, Numbers], drawn: Drawn, draws: int, years: int) -> Numbers:
    """A share of investment and joining in the first years, up to its ceiling, which is used as it comes."""
    rate, most = drawn["subvention.taux"], drawn["subvention.plafond"]
    given: Numbers = np.zeros((draws, years))
    if rate is None:
        return given
    for post in (Post.INVESTMENT, Post.JOINING):
        if post in posts:
            given[:, : model.subsidy.years] += rate[:, None] * posts[post][:, : model.subsidy.years]
    if most is not None:
        given = np.diff(np.minimum(np.cumsum(given, axis=1), most[:, None]), axis=1, prepend=0)
    return given


def _unknown(flows: Sequence[Flow], drawn: Drawn) -> tuple[str, ...]:
    """What nobody gave and something is left out for: a post, a flow."""
    wanted = [name for needs in NEEDS.values() for name in needs]
    wanted += [name for name in drawn if name.startswith("flux.")]
    missing = [name for name in wanted if drawn[name] is None]
    if drawn["couts.agents"] is None and drawn["couts.communes_par_agent"] is None:
        missing.append("couts.agents")
    return tuple(missing if flows else [*missing, "flux"])
