"""The gate: what a project declares beside what the archive knows, and the decision as an act that `verify` proves."""

from __future__ import annotations

import json
from typing import Any
from uuid import UUID

import pytest

from chartrier.rules.project import (
    FLOWS,
    POINTS,
    FlowKind,
    Point,
    Project,
    Readiness,
    Reality,
    checks,
    readiness,
)
from tests.cli.commands import COMMUNE, NEIGHBOUR
from tests.cockpit.conftest import Commune

DECLARED = (
    "--profile", "profil PES", "--clauses", "marché 2026-04, article 12", "--treatment", "fiche 14",
    "--budget", "611, 2 000 €", "--responsible", "Jeanne Archives",
)  # fmt: skip


def add(commune: Commune, name: str, *options: object) -> Any:
    return commune.chartrier.json("project", "add", name, "--flow", "pes", "--tenant", COMMUNE, *options)


def refused(commune: Commune, *arguments: object) -> str:
    answer = commune.chartrier(*arguments, "--tenant", COMMUNE, "--json")
    assert answer.status in (2, 4, 5, 6), answer
    return str(answer.json["error"]["code"])


def test_reality_decides_not_what_is_declared(commune: Commune) -> None:
    made = add(commune, "PES 2027", *DECLARED)
    assert made["readiness"] == "sans-archivage"
    assert made["checks"] == {each.value: each.value not in ("series", "accord", "versement-d-essai") for each in Point}
    which = made["id"]

    def now(*options: object) -> Any:
        return commune.chartrier.json("project", "set", which, *options, "--tenant", COMMUNE)

    assert not now("--series", "S999")["checks"]["series"]
    assert now("--series", "S001")["checks"]["series"]
    assert not now("--agency", "absent")["checks"]["accord"]
    assert now("--agency", "finances")["checks"]["accord"]
    for other in (commune.refused, commune.elsewhere, "0190b6a0-0000-7000-8000-000000000000"):
        tried = now("--test", other)
        assert not tried["checks"]["versement-d-essai"] and tried["readiness"] == "a-risque"
    done = now("--test", commune.deposit)
    assert all(done["checks"].values()) and done["readiness"] == "prete"
    shown = commune.chartrier("project", "show", which, "--tenant", COMMUNE, "--lang", "en")
    assert "Test deposit accepted" in shown.out
    bounded = commune.chartrier("tenant", "accord", "--service", "finances", "--series", "S002", "--tenant", COMMUNE)
    assert bounded.status == 0, bounded
    assert not commune.chartrier.json("project", "show", which, "--tenant", COMMUNE)["checks"]["accord"]
    commune.chartrier("tenant", "accord", "--service", "finances", "--series", "S001", "--tenant", COMMUNE)


def test_a_decision_is_an_act_that_is_proven(commune: Commune) -> None:
    all_of_it = (*DECLARED, "--series", "S001", "--agency", "finances", "--test", commune.deposit)
    ready, short = add(commune, "Marchés prêts", *all_of_it)["id"], add(commune, "GRU en retard", *DECLARED)["id"]
    assert refused(commune, "project", "decide", ready, "accord", *commune.archivist) in ("ADM-041", "ADM-040")
    assert refused(commune, "project", "decide", short, "accord", *commune.signatory) == "COC-019"
    assert refused(commune, "project", "decide", short, "refus", *commune.signatory) == "COC-020"
    reserve = ("project", "decide", short, "reserve", "--motive", "le marché est signé", *commune.signatory)
    assert refused(commune, *reserve) == "COC-021"
    assert refused(commune, *reserve, "--until", "2020-01-01") == "COC-022"
    assert refused(commune, "project", "decide", short, "peut-etre", *commune.signatory).startswith("CLI-")
    commune.chartrier.json(*reserve, "--until", "2099-12-31", "--tenant", COMMUNE)
    act = commune.chartrier.json("project", "decide", ready, "accord", *commune.signatory, "--tenant", COMMUNE)["act"]
    listed = commune.chartrier("project", "list", "--tenant", COMMUNE, "--json").objects
    by_id = {each["id"]: each for each in listed}
    (decided,) = by_id[ready]["decisions"]
    assert (decided["act"], decided["decision"], decided["readiness"]) == (act, "accord", "prete")
    assert by_id[short]["decisions"][0]["until"] == "2099-12-31"
    order = [each["readiness"] for each in listed]
    assert order == sorted(order, key=["sans-archivage", "a-risque", "prete"].index)
    package = commune.chartrier.folder / "copies" / "a" / COMMUNE / "packages" / act[:4] / act[4:8] / act
    kept = json.loads((package / "v1" / "content" / "project.json").read_bytes())
    assert kept["name"] == "Marchés prêts" and all(each["settled"] for each in kept["checks"])
    verified = commune.chartrier("verify", "--tenant", COMMUNE)
    assert verified.status == 0, verified.out


def test_a_neighbour_sees_nothing_and_decides_nothing(commune: Commune) -> None:
    which = add(commune, "Chez nous")["id"]
    assert commune.chartrier("project", "list", "--tenant", NEIGHBOUR, "--json").objects == []
    for command in (("show", which), ("forget", which), ("set", which, "--budget", "x")):
        answer = commune.chartrier("project", *command, "--tenant", NEIGHBOUR, "--json")
        assert (answer.status, answer.json["error"]["code"]) == (4, "COC-015")
    commune.chartrier.json("project", "forget", which, "--tenant", COMMUNE)
    assert refused(commune, "project", "show", which) == "COC-015"


def test_a_name_is_needed_and_texts_are_one_line(commune: Commune) -> None:
    assert refused(commune, "project", "add", "  ") == "COC-016"
    assert refused(commune, "project", "add", "a\u202eb").startswith("CPY-")
    made = add(commune, "Deux\nlignes")
    assert made["name"] == "Deux lignes"
    commune.chartrier.json("project", "forget", made["id"], "--tenant", COMMUNE)


def test_clauses(commune: Commune) -> None:
    text = commune.chartrier.json("project", "clauses")["clauses"]
    assert "Réversibilité" in text and "L212-2" in text


@pytest.mark.parametrize("missing", list(Point))
def test_one_point_short_is_not_ready(missing: Point) -> None:
    reality = Reality(True, frozenset({"S1"}), frozenset(), True, "accepted")
    members: dict[str, Any] = {
        "series": ("S1",), "agency": "f", "profile": "p", "exit_clauses": "e", "treatment": "t", "budget": "b",
        "responsible": "r", "test": None,
    }  # fmt: skip
    members["test"] = UUID(int=1)
    project = Project("P", FlowKind.PES, **members)
    assert readiness(checks(project, reality)) is Readiness.READY
    names = {
        Point.SERIES: "series", Point.ACCORD: "agency", Point.PROFILE: "profile", Point.TEST: "test",
        Point.EXIT: "exit_clauses", Point.PERSONAL_DATA: "treatment", Point.BUDGET: "budget",
        Point.RESPONSIBLE: "responsible",
    }  # fmt: skip
    empty: Any = () if missing is Point.SERIES else None if missing is Point.TEST else ""
    short = Project("P", FlowKind.PES, **{**members, names[missing]: empty})
    assert readiness(checks(short, reality)) is Readiness.AT_RISK
    assert Project.read(short.as_json()) == short


def test_every_word_is_said() -> None:
    assert set(FLOWS) == set(FlowKind) and set(POINTS) == set(Point)
