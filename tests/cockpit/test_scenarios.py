"""Scenarios: what always holds whatever the numbers, what is not known, what is refused, and a whole région."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chartrier.cockpit.scenario.description import (
    Adoption,
    Costs,
    Flow,
    Model,
    Order,
    Place,
    Scenario,
    Subsidy,
    Variant,
)
from chartrier.cockpit.scenario.example import example
from chartrier.cockpit.scenario.outcome import run
from chartrier.cockpit.scenario.quantity import UNKNOWN, Quantity
from chartrier.cockpit.scenario.reading import read_scenario
from chartrier.cockpit.scenario.roles import FORMALITIES, duties, missions
from chartrier.cockpit.scenario.sharing import shares
from chartrier.errors import InvalidInput
from chartrier.records.finding import Findings
from chartrier.rules.convention import ConventionKind
from tests.cli.commands import COMMUNE, Chartrier

amounts = st.floats(0, 1e6, allow_nan=False)
parts = st.floats(0, 1, allow_nan=False)


@st.composite
def quantities(draw: Any, values: Any = amounts, *, known: bool = False) -> Quantity:
    if not known and draw(st.integers(0, 4)) == 0:
        return UNKNOWN
    low, middle, high = sorted(draw(st.tuples(values, values, values)))
    return Quantity(middle, low, high) if draw(st.booleans()) else Quantity(middle)


@st.composite
def models(draw: Any, name: str) -> Model:
    if draw(st.booleans()):
        adoption = Adoption(curve=tuple(sorted(draw(st.lists(parts, min_size=1, max_size=6)))))
    else:
        spans = st.floats(0.1, 20, allow_nan=False)
        adoption = Adoption(
            (),
            draw(quantities(parts, known=True)),
            draw(quantities(spans, known=True)),
            draw(quantities(spans, known=True)),
        )
    adoption = Adoption(
        adoption.curve, adoption.ceiling, adoption.middle, adoption.spread, draw(st.sampled_from(list(Order)))
    )
    costs = Costs(
        *[draw(quantities()) for _ in range(6)],
        draw(quantities(st.floats(0.01, 100, allow_nan=False))),
        draw(quantities()),
        draw(quantities(st.floats(-0.1, 0.2, allow_nan=False))),
    )
    subsidy = Subsidy("", draw(quantities(parts)), draw(st.integers(1, 6)), draw(quantities()))
    bounds = sorted(draw(st.tuples(st.integers(0, 5000), st.integers(0, 5000))))
    return Model(
        name,
        "porteur",
        draw(st.sampled_from(list(ConventionKind))),
        adoption,
        costs,
        subsidy,
        draw(parts),
        draw(st.integers(1, 3)),
        bounds[0] if draw(st.booleans()) else 0,
        bounds[1] if draw(st.booleans()) else None,
    )


@st.composite
def scenarios(draw: Any) -> Scenario:
    people = draw(st.lists(st.integers(0, 6000), min_size=1, max_size=30))
    places = tuple(
        Place(f"{at:05d}", f"C{at}", count, draw(st.sampled_from(["", "A", "B"]))) for at, count in enumerate(people)
    )
    flow = Flow(
        "PES",
        draw(quantities(st.floats(0, 20))),
        draw(quantities(st.floats(0, 50))),
        draw(st.sampled_from([None, 1, 3])),
    )
    variant = Variant("V", (draw(models("un")), draw(models("deux"))))
    return Scenario("T", 2027, draw(st.integers(1, 6)), "ici", places, (flow,), (variant,), draws=40, seed=7)


@settings(max_examples=60, deadline=None)
@given(scenarios())
def test_totals_are_conserved(scenario: Scenario) -> None:
    (outcome,) = run(scenario, Findings()).variants
    served = [model.projection for model in outcome.models]
    assert sum(len(each.ranked) for each in served) + outcome.unserved == len(scenario.places)
    assert len({place.code for each in served for place in each.ranked}) + outcome.unserved == len(scenario.places)
    for each in served:
        assert np.allclose(sum(each.posts.values(), np.zeros_like(each.gross)), each.gross)
        assert (each.subsidy >= 0).all()
        assert (each.subsidy.sum(axis=1) <= each.gross.sum(axis=1) * (1 + 1e-9) + 1e-6).all()
        assert (np.diff(each.joined, axis=1) >= 0).all()
        assert (each.joined[:, -1] <= len(each.ranked)).all()
        for year in range(scenario.years):
            if each.joined[0, year]:
                paid = shares(each, 0, year)
                assert len(paid) == each.joined[0, year]
                assert paid.sum() == pytest.approx(each.net[0, year], rel=1e-9, abs=1e-6)
    for at, year in enumerate(outcome.years):
        assert year.communes.value == sum(each.joined[0, at] for each in served)
        assert year.inhabitants.value <= sum(place.inhabitants for place in scenario.places)
        if year.net is not None:
            assert year.gross is not None
            assert year.subsidy is not None
            assert year.net.value == pytest.approx(year.gross.value - year.subsidy.value, rel=1e-9, abs=1e-6)
    if outcome.total is not None:
        nets = [year.net.value for year in outcome.years if year.net is not None]
        assert outcome.total.value == pytest.approx(sum(nets), rel=1e-9, abs=1e-6)


@settings(max_examples=25, deadline=None)
@given(scenarios())
def test_the_same_seed_says_the_same(scenario: Scenario) -> None:
    first, second = (run(scenario, Findings()).as_json("fr") for _ in range(2))
    assert first == second


@settings(max_examples=40, deadline=None)
@given(scenarios())
def test_a_commune_pays_within_its_range_or_has_not_joined(scenario: Scenario) -> None:
    (outcome,) = run(scenario, Findings()).variants
    for model in outcome.models:
        for share in model.shares:
            assert 0 <= share.joined <= 1
            assert (share.low is None) == (share.joined == 0)
            if share.low is not None:
                assert share.high is not None
                assert share.low <= share.high


def test_draws_follow_their_law() -> None:
    place = Place("1", "Une", 100)
    cost = Quantity(2_000, 1_000, 6_000)
    model = Model("M", "P", ConventionKind.MUTUALISATION, Adoption(curve=(1.0,)), Costs(running=cost))
    scenario = Scenario("T", 2027, 1, "ici", (place,), (), (Variant("V", (model,)),), draws=40_000)
    (outcome,) = run(scenario, Findings()).variants
    assert outcome.total is not None
    # quantiles of the triangular law: low + √(q (high - low)(mode - low)), and the same from the other end
    assert outcome.total.value == 2_000
    assert outcome.total.low == pytest.approx(1_000 + (0.1 * 5_000 * 1_000) ** 0.5, rel=0.02)
    assert outcome.total.high == pytest.approx(6_000 - (0.1 * 5_000 * 4_000) ** 0.5, rel=0.02)
    (influence,) = outcome.models[0].influences
    assert (influence.name, influence.low, influence.high) == ("couts.fonctionnement", 1_000, 6_000)
    assert influence.rank == pytest.approx(1)


def test_what_matters_most_comes_first() -> None:
    costs = Costs(running=Quantity(100, 90, 110), commune=Quantity(100, 0, 1_000))
    model = Model("M", "P", ConventionKind.MUTUALISATION, Adoption(curve=(1.0,)), costs)
    scenario = Scenario("T", 2027, 2, "ici", (Place("1", "Une", 100),), (), (Variant("V", (model,)),))
    (outcome,) = run(scenario, Findings()).variants
    assert [each.name for each in outcome.models[0].influences] == ["couts.par_commune", "couts.fonctionnement"]
    ranks = [each.rank or 0 for each in outcome.models[0].influences]
    assert ranks[0] > 0.9 > ranks[1]


@pytest.fixture
def alone(tmp_path: Path) -> Chartrier:
    """The commands where there is no archive at all."""
    return Chartrier({"CHARTRIER_HOME": str(tmp_path / "none")}, tmp_path)


def test_the_example_runs_and_invents_nothing(alone: Chartrier, tmp_path: Path) -> None:
    file = tmp_path / "exemple.toml"
    written = alone("scenario", "example")
    assert written.status == 0
    file.write_text(written.out, "utf-8")
    assert written.out == example()
    made = alone.json("scenario", "run", file)
    assert {each["name"] for each in made["variants"]} == {"Service mutualisé", "Tiers-archivage"}
    for variant in made["variants"]:
        assert variant["total"] is None and not variant["complete"]
        assert all(year["net"] is None and year["communes"]["value"] >= 0 for year in variant["years"])
    assert {each["code"] for each in made["findings"]} == {"COC-011"}
    assert all(each["source"] for each in made["sources"])
    shown = alone("scenario", "run", file)
    assert "inconnu" in shown.out and shown.status == 0
    assert "unknown" in alone("scenario", "run", file, "--lang", "en").out


REGION = """
premiere_annee = 2027
annees = 10
[territoire]
regions = ["53"]
[[flux]]
nom = "PES"
dossiers_par_habitant = { valeur = 1, bas = 0.5, haut = 2, source = "essai" }
mo_par_dossier = { valeur = 4.4, bas = 2, haut = 8, source = "essai" }
conserve_ans = 5
[[variante]]
nom = "A"
[[variante.modele]]
nom = "A"
porteur = "A"
regime = "mutualisation"
[variante.modele.adhesion]
plafond = { valeur = 0.8, bas = 0.5, haut = 1, source = "essai" }
milieu = { valeur = 3, bas = 2, haut = 5, source = "essai" }
etalement = { valeur = 4, bas = 2, haut = 6, source = "essai" }
[variante.modele.couts]
investissement = { valeur = 100000, bas = 50000, haut = 200000, source = "essai" }
par_commune = { valeur = 100, bas = 50, haut = 300, source = "essai" }
par_to_et_copie = { valeur = 300, bas = 100, haut = 900, source = "essai" }
communes_par_agent = { valeur = 80, bas = 40, haut = 120, source = "essai" }
cout_d_un_agent = { valeur = 45000, bas = 40000, haut = 55000, source = "essai" }
"""


def test_a_region_of_1200_communes() -> None:
    scenario = read_scenario(REGION.encode(), Findings())
    began = time.perf_counter()
    (outcome,) = run(scenario, Findings()).variants
    print(f"{scenario.draws} draws over {len(scenario.places)} communes: {time.perf_counter() - began:.2f} s")
    assert scenario.draws == 10_000
    assert 1_100 < len(scenario.places) == len(outcome.models[0].shares) < 1_300
    last = outcome.years[-1]
    assert last.net is not None
    assert last.net.low < last.net.value < last.net.high
    assert last.communes.low < last.communes.value < last.communes.high
    assert {each.name for each in outcome.models[0].influences} >= {"couts.cout_d_un_agent", "flux.PES.mo_par_dossier"}
    early, late = outcome.models[0].shares[0], outcome.models[0].shares[-1]
    assert early.joined > late.joined


GOOD = (
    'premiere_annee = 2027\n[territoire]\ncommunes = ["22278"]\n[[variante]]\nnom = "A"\n[[variante.modele]]\n'
    'nom = "M"\nporteur = "P"\nregime = "mutualisation"\nadhesion = { courbe = [1.0] }\n'
)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("premiere_annee = ", "COC-001"),
        ("\ud800".encode("utf-8", "surrogatepass").decode("latin-1"), "COC-001"),
        ("[" * 5_000, "COC-001"),
        ("surprise = 1\n" + GOOD, "COC-002"),
        (GOOD.replace("premiere_annee = 2027", ""), "COC-003"),
        (GOOD.replace("2027", '"deux mille"'), "COC-004"),
        (GOOD.replace("2027", "true"), "COC-004"),
        (GOOD.replace('"22278"', "22278"), "COC-004"),
        (GOOD.replace("mutualisation", "troc"), "COC-004"),
        (GOOD.replace("22278", "99999"), "COC-005"),
        (GOOD.replace('communes = ["22278"]', "communes = []"), "COC-006"),
        (GOOD + "couts = { agents = { valeur = 3, bas = 4, haut = 5 } }", "COC-007"),
        (GOOD + "couts = { agents = nan }", "COC-004"),
        (GOOD + "couts = { agents = 1e400 }", "COC-004"),
        (GOOD + "couts = { agents = -1 }", "COC-004"),
        (GOOD + "couts = { agents = { bas = 4 } }", "COC-003"),
        (GOOD.replace("[1.0]", "[0.5, 0.4]"), "COC-008"),
        (GOOD.replace("[1.0]", "[]"), "COC-008"),
        (GOOD.replace("courbe = [1.0]", "plafond = 1"), "COC-003"),
        (GOOD + 'subvention = { dispositif = "ANET", taux = 0.31 }', "COC-009"),
        (GOOD + 'subvention = { dispositif = "anet", taux = { valeur = 0.3, bas = 0.1, haut = 0.4 } }', "COC-009"),
        (GOOD.replace("premiere", "annees = 31\npremiere"), "COC-004"),
        (GOOD.replace('[[variante]]\nnom = "A"', "[[variante]]\n" * 13), "COC-013"),
        (GOOD + '[[flux]]\nnom = "x"\n[[flux]]\nnom = "x"\n', "COC-014"),
    ],
)
def test_refusals(alone: Chartrier, tmp_path: Path, text: str, code: str) -> None:
    file = tmp_path / "mauvais.toml"
    file.write_bytes(text.encode("latin-1") if text.startswith("\xed") else text.encode())
    answer = alone("scenario", "run", file, "--json")
    assert answer.status == 2
    assert answer.json["error"]["code"] == code


def test_anet_pays_thirty_percent_and_no_more() -> None:
    read_scenario((GOOD + 'subvention = { dispositif = "ANET", taux = 0.3 }').encode(), Findings())
    read_scenario((GOOD + 'subvention = { dispositif = "Région", taux = 0.8 }').encode(), Findings())
    with pytest.raises(InvalidInput):
        read_scenario((GOOD + 'subvention = { dispositif = "ANET", taux = 0.3001 }').encode(), Findings())


def test_numbers_without_a_source_are_told() -> None:
    findings = Findings()
    read_scenario((GOOD + "couts = { agents = 1, par_commune = { valeur = 3 } }").encode(), findings)
    assert [each.code for each in findings] == ["COC-010", "COC-010"]


@pytest.mark.parametrize("regime", list(ConventionKind))
def test_each_duty_has_one_who_answers_and_one_who_does_it(alone: Chartrier, regime: ConventionKind) -> None:
    for duty in duties(regime):
        letters = list(duty.parts.values())
        assert sum("A" in each for each in letters) == 1, duty
        assert any("R" in each for each in letters), duty
        assert all(set(each) <= set("RACI") for each in letters)
    assert len(missions(regime, "le SIVU").splitlines()) == len(duties(regime))
    assert "le SIVU" in missions(regime, "le SIVU")
    told = alone.json("scenario", "roles", regime, "--operator", "le SIVU")
    assert len(told["formalities"]) == len(FORMALITIES[regime])
    assert told["missions"] == missions(regime, "le SIVU")


def test_roles_as_a_sheet(alone: Chartrier, tmp_path: Path) -> None:
    assert alone("scenario", "roles", "depot", "--csv", tmp_path / "raci.csv").status == 0
    lines = (tmp_path / "raci.csv").read_text("utf-8-sig").splitlines()
    assert lines[0].startswith("Mission;Collectivité") and len(lines) == len(duties(ConventionKind.DEPOT)) + 1


def example_in(folder: Path) -> Path:
    file = folder / "exemple.toml"
    file.write_text(example(), "utf-8")
    return file


def test_the_territory_of_a_collectivite(new_chartrier: Any, tmp_path: Path) -> None:
    """Its intercommunalité for a commune; a file keeps all that it says but where."""
    chartrier: Chartrier = new_chartrier()
    assert chartrier("init", "--tenant", f"{COMMUNE}=Nulle part").status == 0
    code = chartrier.json("tenant", "open", "Danjoutin", "--departement", "90")["code"]
    told = chartrier.json("scenario", "run", "--tenant", code)
    assert told["territory"]["communes"] == 52
    written = chartrier.json("scenario", "example", "--tenant", code)["toml"]
    assert 'epci = ["200069052"]' in written and 'titre = "Archivage électronique autour de Danjoutin"' in written
    file = tmp_path / "scenario.toml"
    file.write_text(written.replace("# habitants_max = 3499", "habitants_max = 1000"), "utf-8")
    small = chartrier.json("scenario", "run", file)
    assert 0 < small["territory"]["communes"] < 52 and small["title"] == "Archivage électronique autour de Danjoutin"
    moved = chartrier.json("scenario", "run", example_in(tmp_path), "--tenant", code)
    assert moved["territory"]["communes"] == 52 and moved["title"] != small["title"]
    for asked, code in ((("run",), "COC-024"), (("run", "--tenant", COMMUNE), "COC-023")):
        assert chartrier("scenario", *asked, "--json").json["error"]["code"] == code
