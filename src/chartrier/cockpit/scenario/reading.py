"""A scenario as its file says it (docs/scenarios.md, §1): TOML, whose keys are French."""

from __future__ import annotations

import math
import tomllib
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from itertools import pairwise
from pathlib import Path
from typing import Any

from chartrier.cockpit.findings import (
    ANET_RATE,
    BOUNDS,
    CURVE,
    MISSING_KEY,
    NAMED_TWICE,
    NOT_TOML,
    TOO_BIG,
    UNKNOWN_KEY,
    WITHOUT_SOURCE,
    WRONG_VALUE,
)
from chartrier.cockpit.scenario.description import (
    NAMES,
    Adoption,
    Costs,
    Flow,
    Model,
    Order,
    Place,
    Scenario,
    Subsidy,
    Variant,
    quantities,
)
from chartrier.cockpit.scenario.quantity import Quantity
from chartrier.cockpit.scenario.territory import Asked, territory
from chartrier.errors import InvalidInput
from chartrier.records.finding import FindingKind, Findings
from chartrier.rules.convention import ConventionKind

LARGEST = 4 << 20
"""Bytes of a file."""
MOST_YEARS, MOST_DRAWS, MOST_VARIANTS, MOST_MODELS, MOST_FLOWS = 30, 100_000, 12, 12, 40

ANET, ANET_MOST = "ANET", 0.30
"""The State's call for projects, and the largest share of what is eligible that it pays."""

_LIMIT = 1e15
"""No number of a scenario is larger."""

Within = Mapping[str, Sequence[str]]
"""A territory in the words of a file: `regions`, `departements` or `epci`, with codes."""

QUANTITY = ("valeur", "bas", "haut", "source", "date")


def read_scenario_file(path: Path, findings: Findings, within: Within | None = None) -> Scenario:
    """The scenario of a file, of the territory `within` rather than its own where it is given. Raises InvalidInput."""
    try:
        with path.open("rb") as file:
            data = file.read(LARGEST + 1)
    except OSError as problem:
        raise InvalidInput(NOT_TOML, reason=str(problem.strerror)) from problem
    return read_scenario(data, findings, within)


def read_scenario(data: bytes, findings: Findings, within: Within | None = None) -> Scenario:
    """The scenario that a file says; `within`: as above. Numbers without a source are told in `findings`.

    Raises InvalidInput.
    """
    if len(data) > LARGEST:
        raise InvalidInput(TOO_BIG, what=f"{len(data)} octets", most=LARGEST)
    try:
        whole = tomllib.loads(data.decode("utf-8"))
    except (ValueError, RecursionError) as problem:
        raise InvalidInput(NOT_TOML, reason=" ".join(str(problem).split())[:200]) from problem
    if within is not None:
        whole = {**whole, "titre": "", "territoire": {**_bounds(whole.get("territoire")), **within}}
    return scenario_of(whole, findings)


def _bounds(territory: Any) -> Mapping[str, Any]:
    """What a file says of the size of communes, wherever they are."""
    given = territory if isinstance(territory, dict) else {}
    return {name: given[name] for name in ("habitants_min", "habitants_max") if name in given}


def scenario_of(whole: Mapping[str, Any], findings: Findings) -> Scenario:
    """The same, of the tables that the file would have: a form fills them. Raises InvalidInput."""
    return _Reader(findings).scenario(whole)


class _Reader:
    def __init__(self, findings: Findings) -> None:
        self.findings = findings

    def scenario(self, whole: Mapping[str, Any]) -> Scenario:
        table = _Table(whole, "")
        table.only("titre", "premiere_annee", "annees", "tirages", "territoire", "flux", "variante")
        draws = table.table("tirages")
        draws.only("nombre", "graine")
        count = draws.whole("nombre", 1, MOST_DRAWS, 10_000)
        places, words = self.territory(table.table("territoire", needed=True))
        flows = tuple(self.flow(each) for each in table.tables("flux", MOST_FLOWS))
        variants = tuple(self.variant(each) for each in table.tables("variante", MOST_VARIANTS, needed=True))
        _once("flux", [flow.name for flow in flows])
        _once("variante", [variant.name for variant in variants])
        return Scenario(
            title=table.text("titre") or words,
            first_year=table.whole("premiere_annee", 1900, 2200, None),
            years=table.whole("annees", 1, MOST_YEARS, 5),
            territory=words,
            places=places,
            flows=flows,
            variants=variants,
            draws=count,
            seed=draws.whole("graine", 0, 2**32 - 1, 1),
        )

    def territory(self, table: _Table) -> tuple[tuple[Place, ...], str]:
        table.only("regions", "departements", "epci", "communes", "commune", "habitants_min", "habitants_max")
        given = []
        for position, each in enumerate(table.tables("commune", 50_000), 1):
            each.only("nom", "habitants", "groupe")
            inhabitants = each.whole("habitants", 0, 10_000_000, None)
            given.append(Place(f"~{position:05d}", each.text("nom", needed=True), inhabitants, each.text("groupe")))
        asked = Asked(
            regions=table.texts("regions"),
            departements=table.texts("departements"),
            epci=table.texts("epci"),
            communes=table.texts("communes"),
            given=given,
            at_least=table.whole("habitants_min", 0, 10_000_000, 0),
            at_most=table.whole_or_none("habitants_max", 0, 10_000_000),
        )
        return territory(asked, self.findings)

    def flow(self, table: _Table) -> Flow:
        table.only("nom", "dossiers_par_habitant", "mo_par_dossier", "conserve_ans")
        return Flow(
            name=table.text("nom", needed=True),
            dossiers=self.quantity(table, "dossiers_par_habitant"),
            megabytes=self.quantity(table, "mo_par_dossier"),
            years=table.whole_or_none("conserve_ans", 1, 200),
        )

    def variant(self, table: _Table) -> Variant:
        table.only("nom", "modele")
        name = table.text("nom", needed=True)
        models = tuple(self.model(each) for each in table.tables("modele", MOST_MODELS, needed=True))
        _once(f"{table.key}.modele", [model.name for model in models])
        return Variant(name, models)

    def model(self, table: _Table) -> Model:
        table.only(
            "nom", "porteur", "regime", "copies", "habitants_min", "habitants_max", "adhesion", "couts", "partage",
            "subvention",
        )  # fmt: skip
        sharing = table.table("partage")
        sharing.only("part_egale")
        return Model(
            name=table.text("nom", needed=True),
            operator=table.text("porteur", needed=True),
            regime=table.choice("regime", ConventionKind),
            adoption=self.adoption(table.table("adhesion", needed=True)),
            costs=self.costs(table.table("couts")),
            subsidy=self.subsidy(table.table("subvention")),
            equal_share=sharing.number("part_egale", 0, 1, 0.0),
            copies=table.whole("copies", 1, 10, 2),
            at_least=table.whole("habitants_min", 0, 10_000_000, 0),
            at_most=table.whole_or_none("habitants_max", 0, 10_000_000),
        )

    def adoption(self, table: _Table) -> Adoption:
        table.only("courbe", "ordre", *NAMES["adhesion"].values())
        order = table.choice("ordre", Order, Order.EPCI)
        if (curve := table.value("courbe")) is not None:
            return Adoption(curve=_curve(f"{table.key}.courbe", curve), order=order)
        made = Adoption(
            ceiling=self.quantity(table, "plafond", 0, 1),
            middle=self.quantity(table, "milieu", -50, 100),
            spread=self.quantity(table, "etalement", 0.1, 100),
            order=order,
        )
        for name, each in (("plafond", made.ceiling), ("milieu", made.middle), ("etalement", made.spread)):
            if not each.known:
                raise InvalidInput(MISSING_KEY, key=f"{table.key}.{name}")
        return made

    def costs(self, table: _Table) -> Costs:
        names = NAMES["couts"]
        table.only(*names.values())
        least = {"indexation": -0.5, "communes_per_agent": 0.01}
        most = {"indexation": 1.0}
        return Costs(
            **{
                field: self.quantity(table, name, least.get(field, 0), most.get(field, _LIMIT))
                for field, name in names.items()
            }
        )

    def subsidy(self, table: _Table) -> Subsidy:
        table.only("dispositif", "annees", "taux", "plafond")
        made = Subsidy(
            scheme=table.text("dispositif"),
            rate=self.quantity(table, "taux", 0, 1),
            years=table.whole("annees", 1, MOST_YEARS, 1),
            most=self.quantity(table, "plafond"),
        )
        highest = made.rate.highest
        if made.scheme.upper() == ANET and highest is not None and highest > ANET_MOST:
            raise InvalidInput(ANET_RATE, key=f"{table.key}.taux", rate=f"{highest * 100:g}")
        return made

    def quantity(self, table: _Table, name: str, least: float = 0, most: float = _LIMIT) -> Quantity:
        """A number, alone or with its bounds and its source; an empty text, or nothing: unknown."""
        key, value = f"{table.key}.{name}", table.value(name)
        if value is None:
            return Quantity()
        if not isinstance(value, dict):
            self.findings.add(WITHOUT_SOURCE, key=key)
            return Quantity(_number(key, value, least, most))
        inner = _Table(value, key)
        inner.only(*QUANTITY)
        middle, low, high = (
            None if (each := inner.value(part)) is None else _number(f"{key}.{part}", each, least, most)
            for part in ("valeur", "bas", "haut")
        )
        if middle is None:
            if low is not None or high is not None:
                raise InvalidInput(MISSING_KEY, key=f"{key}.valeur")
            return Quantity()
        bottom, top = middle if low is None else low, middle if high is None else high
        if not bottom <= middle <= top:
            raise InvalidInput(BOUNDS, key=key, value=f"{middle:g}", low=f"{bottom:g}", high=f"{top:g}")
        source = inner.text("source")
        if not source:
            self.findings.add(WITHOUT_SOURCE, key=key)
        return Quantity(middle, bottom, top, source, _day(f"{key}.date", inner.value("date")))


class _Table:
    """A table of the file and where it is; asks for its members one by one."""

    def __init__(self, value: Any, key: str) -> None:
        if not isinstance(value, dict):
            raise _wrong(key, value, "un tableau de réglages", "a table of settings")
        self._value, self.key = value, key

    def _at(self, name: str) -> str:
        return f"{self.key}.{name}" if self.key else name

    def only(self, *names: str) -> None:
        for name in self._value:
            if name not in names:
                raise InvalidInput(UNKNOWN_KEY, key=self._at(name)[:120], choices=", ".join(names))

    def value(self, name: str) -> Any:
        """None for what is absent or an empty text."""
        found = self._value.get(name)
        return None if found == "" else found

    def table(self, name: str, *, needed: bool = False) -> _Table:
        if needed and name not in self._value:
            raise InvalidInput(MISSING_KEY, key=self._at(name))
        return _Table(self._value.get(name, {}), self._at(name))

    def tables(self, name: str, most: int, *, needed: bool = False) -> list[_Table]:
        found = self._value.get(name, [])
        if not isinstance(found, list):
            raise _wrong(self._at(name), found, f"[[{self._at(name)}]]", f"[[{self._at(name)}]]")
        if len(found) > most:
            raise InvalidInput(TOO_BIG, what=f"{len(found)} × {self._at(name)}", most=most)
        if needed and not found:
            raise InvalidInput(MISSING_KEY, key=f"[[{self._at(name)}]]")
        return [_Table(each, self._at(name)) for each in found]

    def text(self, name: str, *, needed: bool = False) -> str:
        found = self._value.get(name, "")
        if not isinstance(found, str) or len(found) > 500:
            raise _wrong(self._at(name), found, "un texte", "a text")
        if needed and not found.strip():
            raise InvalidInput(MISSING_KEY, key=self._at(name))
        return found.strip()

    def texts(self, name: str) -> list[str]:
        found = self._value.get(name, [])
        if not isinstance(found, list) or not all(isinstance(each, str) for each in found):
            raise _wrong(self._at(name), found, "une liste de codes entre guillemets", "a list of codes in quotes")
        return list(found)

    def choice(self, name: str, of: Any, otherwise: Any = None) -> Any:
        found = self.value(name)
        if found is None and otherwise is not None:
            return otherwise
        if found is None:
            raise InvalidInput(MISSING_KEY, key=self._at(name))
        try:
            return of(found)
        except ValueError:
            choices = ", ".join(of)
            raise _wrong(self._at(name), found, choices, choices) from None

    def number(self, name: str, least: float, most: float, otherwise: float) -> float:
        found = self.value(name)
        return otherwise if found is None else _number(self._at(name), found, least, most)

    def whole(self, name: str, least: int, most: int, otherwise: int | None) -> int:
        found = self.whole_or_none(name, least, most)
        if found is None:
            if otherwise is None:
                raise InvalidInput(MISSING_KEY, key=self._at(name))
            return otherwise
        return found

    def whole_or_none(self, name: str, least: int, most: int) -> int | None:
        found = self.value(name)
        if found is None:
            return None
        if not isinstance(found, int) or isinstance(found, bool) or not least <= found <= most:
            raise _wrong(
                self._at(name), found, f"un nombre entier de {least} à {most}", f"a whole number from {least} to {most}"
            )
        return found


def _number(key: str, value: Any, least: float, most: float) -> float:
    sound = isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)
    if not sound or not least <= value <= most:
        raise _wrong(key, value, f"un nombre de {least:g} à {most:g}", f"a number from {least:g} to {most:g}")
    return float(value)


def _curve(key: str, value: Any) -> tuple[float, ...]:
    if not isinstance(value, list) or not 0 < len(value) <= MOST_YEARS:
        raise InvalidInput(CURVE, key=key)
    shares = [_number(key, each, 0, 1) for each in value]
    if any(after < before for before, after in pairwise(shares)):
        raise InvalidInput(CURVE, key=key)
    return tuple(shares)


def _day(key: str, value: Any) -> date | None:
    if value is None:
        return None
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    if isinstance(value, int) and 1900 <= value <= 2200:
        # of many numbers only the year is known
        return date(value, 12, 31)
    try:
        return date.fromisoformat(str(value))
    except ValueError:
        raise _wrong(key, value, "une date (2026-11-29) ou une année", "a date (2026-11-29) or a year") from None


def _once(key: str, names: list[str]) -> None:
    for name in names:
        if names.count(name) > 1:
            raise InvalidInput(NAMED_TWICE, key=key, name=name[:120])


def _wrong(key: str, value: Any, french: str, english: str) -> InvalidInput:
    kind: FindingKind = WRONG_VALUE
    return InvalidInput(kind, key=key[:120], value=str(value)[:60], wanted_fr=french, wanted_en=english)


def known_numbers(scenario: Scenario) -> list[tuple[str, str, str, Quantity]]:
    """Each number given, with its variant, model and name: what a table of sources lists."""
    return [
        (variant.name, model.name, name, each)
        for variant in scenario.variants
        for model in variant.models
        for name, each in quantities(model, scenario.flows).items()
        if each.known
    ]
