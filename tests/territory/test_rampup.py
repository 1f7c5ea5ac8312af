"""The ramp-up on an archive whose members deposit month after month, and then one of them stops."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import pytest

from chartrier.administration.tenants import tenant_of
from chartrier.ingest.steps import Steps
from chartrier.ingest.versement import ingest
from chartrier.records.territory import Flow
from chartrier.settings import load_settings
from chartrier.territory.own import Viewer
from chartrier.territory.rampup.missing import Rhythm
from chartrier.territory.rampup.rampup import rampup
from chartrier.wiring import wire
from tests.cli.commands import NEIGHBOUR as HOST
from tests.cli.commands import Chartrier
from tests.cli.conftest import new_chartrier
from tests.ruled import declaring, ruled

__all__ = ["new_chartrier"]

BELFORT, DELLE = "219000106", "219000338"
SAYS = (
    "--perimetre", "archives numériques", "--missions", "le centre tient", "--service-level", "deux jours",
    "--indicator", "versements", "--cost-key", "par habitant",
)  # fmt: skip
INITIATIVES = f"""nom;porteur;offre;modele;etape;perimetre;membres;source;date;siren
Archives partagées;Centre de gestion;sae;centre-de-gestion;production;D90;90008 90033;annuaire;2026-10-01;{HOST}
"""
STATES = """commune;etat;source;date
90051;sensibilisee;Réunion des maires;2026-05-05
90052;aucune;AD90;2026-05-05
"""


@pytest.fixture
def host(new_chartrier: Callable[..., Chartrier], tmp_path: Path) -> Chartrier:
    chartrier = new_chartrier()
    assert chartrier("init", "--tenant", f"{HOST}=Centre de gestion").status == 0
    for name in ("Belfort", "Delle"):
        chartrier.json("tenant", "open", name)
    parties = ("--party", HOST, "--party", BELFORT, "--first", "2020-01-01")
    chartrier.json("convention", "add", "Partage", *parties, *SAYS)
    chartrier.json("convention", "sign", "Partage", "--day", "2020-01-01")
    for name, text in (("initiatives.csv", INITIATIVES), ("etats.csv", STATES)):
        (tmp_path / name).write_text(text, "utf-8")
        done = chartrier("territory", "import", tmp_path / name)
        assert done.status == 0, done
    return chartrier


def deposit(chartrier: Chartrier, folder: Path, days: list[date], code: str) -> None:
    """Versements of a série, in order, each at noon of its day."""
    with wire(load_settings(None, dict(chartrier.environ))) as archive:
        for day in days:
            noon = datetime.combine(day, time(12), UTC)
            means = replace(archive.means, copies=replace(archive.copies, clock=lambda noon=noon: noon))
            message = f"{code}-{day}"
            package = ruled(message, "Mandats", declaring(code, "2026-01-01")).write(folder / f"{message}.zip")
            assert ingest(package, tenant_of(BELFORT), means, by="system", steps=Steps()).operation.accepted


def test_from_contact_to_regular_and_who_stopped(host: Chartrier, tmp_path: Path) -> None:
    start = datetime.now(UTC).date() + timedelta(days=2)
    months = [start + timedelta(days=30 * number) for number in range(6)]
    deposit(host, tmp_path, months[:5], "S026")
    deposit(host, tmp_path, [months[5]], "S001")
    told = host.json("territory", "rampup", "--as-of", months[5].isoformat())
    assert {each["name"]: each["state"] for each in told["members"]} == {
        "Froidefontaine": "sensibilisee", "Bavilliers": "convention", "Delle": "convention",
        "Centre de gestion": "convention", "Belfort": "reguliere",
    }  # fmt: skip
    assert told["steps"] == {"sensibilisee": 1, "convention": 3, "premier-versement": 0, "reguliere": 1}
    by_name = {each["name"]: each for each in told["members"]}
    belfort = by_name["Belfort"]
    assert belfort["first"] == months[0].isoformat() and belfort["agreed"] == "2020-01-01"
    assert belfort["days_to_first"] == (months[0] - date(2020, 1, 1)).days == told["wait"]["median_days"]
    assert by_name["Delle"]["days_waiting"] in ((months[5] - start).days + 2, (months[5] - start).days + 1)
    assert told["missing"] == [], "thirty days are its rhythm: sixty are in time"
    # nothing more comes: sixty days after the last one, its own rhythm says so, long before the period of a year
    late = host.json("territory", "rampup", "--as-of", (months[4] + timedelta(days=61)).isoformat())["missing"]
    assert [(each["tenant"], each["flow"], each["usual_days"], each["days_late"]) for each in late] == [
        (BELFORT, "pes", 30, 1)
    ]
    after = host.json("territory", "rampup", "--as-of", (months[5] + timedelta(days=200)).isoformat())
    assert {(each["flow"], each["by"]) for each in after["missing"]} == {("pes", "rhythm"), ("actes", "period")}
    intake = told["capacity"]["intake"]
    assert (intake["versements"], intake["days"], intake["tenants"]) == (6, 151, 1)
    assert intake["units_a_day"] == round(intake["units"] / 151, 2) > 0
    assert told["capacity"]["coming"]["bytes_a_year"] is None, "no year of versements: nothing is invented"
    assert told["capacity"]["work"]["units_an_hour"] is None and told["capacity"]["room"][0]["free_bytes"] > 0
    assert (
        told["capacity"]["room"][0]["years_left"] > 0 and told["capacity"]["room"][0]["years_left_with_coming"] is None
    )
    young = host.json("territory", "rampup", "--as-of", months[0].isoformat())["capacity"]
    assert young["intake"]["days"] == 1 and young["room"][0]["years_left"] is None, "a day is no pace"
    year = host.json("territory", "rampup", "--as-of", (months[0] + timedelta(days=365)).isoformat())["capacity"]
    (measured,) = year["volumes_per_inhabitant"]
    assert measured["yearly"] and measured["communes"] == 1
    assert year["coming"]["bytes_a_year"] == pytest.approx(
        year["intake"]["bytes"] / measured["inhabitants"] * year["coming"]["inhabitants"], abs=1
    )
    shown = host("territory", "rampup", "--as-of", (months[4] + timedelta(days=61)).isoformat()).out
    assert "Belfort, comptabilité (PES) : 1 jour de retard" in shown and "premier versement : " in shown
    with wire(load_settings(None, dict(host.environ))):
        on = months[4] + timedelta(days=61)
        guest = rampup(on, Viewer(frozenset({int(HOST)})), {})
        assert guest.missing == [] and guest.capacity.intake.versements == 0, "the versements of others are not theirs"
        known = {each.name: each for each in guest.members}
        assert known["Belfort"].first == months[0] and not known["Belfort"].seen, "what the map tells, and no more"
        assert "Delle" in known, "a member of its initiative"
        alone = rampup(on, Viewer(frozenset({int(DELLE)})), {})
        assert [each.name for each in alone.members] == ["Delle"]


@pytest.mark.parametrize(
    ("days", "usual", "due", "by_rhythm"),
    [
        (("2026-03-01", "2026-02-01"), None, "2027-03-02", False),
        (("2026-03-01",), 30, "2026-04-30", True),
        (("2026-03-01",), 2, "2026-03-18", True),
        (("2026-03-01",), 300, "2027-03-02", False),
    ],
    ids=["no rhythm", "monthly", "every other day", "slower than the period"],
)
def test_when_the_next_one_is_due(days: tuple[str, ...], usual: int | None, due: str, by_rhythm: bool) -> None:
    tenant: Any = None
    found = Rhythm(tenant, Flow.PES, tuple(map(date.fromisoformat, days)), usual)
    assert (found.due.isoformat(), found.by_rhythm) == (due, by_rhythm)
    assert (found.late(found.due), found.late(found.due + timedelta(days=1))) == (0, 1)
