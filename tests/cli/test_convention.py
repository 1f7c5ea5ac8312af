"""`chartrier convention`, from a draft to its end, and `chartrier person why`."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from chartrier.records.roles import Role
from tests.actors import person_with
from tests.cli.commands import COMMUNE, NEIGHBOUR, Chartrier

SAYS = (
    "--perimetre", "archives numériques", "--missions", "le centre tient", "--service-level", "deux jours",
    "--indicator", "versements", "--cost-key", "par habitant",
)  # fmt: skip


@pytest.fixture
def fresh(new_chartrier: Callable[..., Chartrier]) -> Chartrier:
    chartrier = new_chartrier()
    assert chartrier("init", "--tenant", f"{COMMUNE}=Commune", "--tenant", f"{NEIGHBOUR}=Voisine").status == 0
    return chartrier


def refused(chartrier: Chartrier, *arguments: object) -> str:
    answer = chartrier(*arguments, "--json")
    assert answer.status in (2, 4, 6), answer
    return str(answer.json["error"]["code"])


def test_archives_intermediaires(fresh: Chartrier) -> None:
    parties = ("--party", COMMUNE, "--party", "Centre de gestion", "--first", "2020-01-01")
    assert refused(fresh, "convention", "add", "Partage", *parties) == "ADM-142"
    assert refused(fresh, "convention", "add", "Partage", *parties[:2], *parties[4:], *SAYS) == "ADM-153"
    made = fresh.json("convention", "add", "Partage", *parties, *SAYS)
    assert made["parties"][0] == {"name": "Commune", "code": COMMUNE, "part": ""}
    assert not made["copy_owed"] and made["findings"] == []
    signed = fresh.json("convention", "sign", "Partage", "--day", "2020-01-01")
    assert signed["copy_owed"] and [each["code"] for each in signed["findings"]] == ["ADM-151"]
    person_with(fresh, NEIGHBOUR, "Jeanne Martin", Role.ARCHIVISTE)
    assert not fresh.json("person", "why", "Jeanne Martin", "lecture", "--tenant", COMMUNE)["allowed"]
    given = fresh.json("convention", "delegate", "Partage", "Jeanne Martin", "--role", "archiviste-itinerant")
    assert given["tenants"] == [COMMUNE]
    why = fresh.json("person", "why", "Jeanne Martin", "lecture", "--tenant", COMMUNE)
    assert why["allowed"] and "par la convention « Partage »" in why["because"][0]
    assert fresh("convention", "list", "--tenant", NEIGHBOUR, "--json").objects == []
    assert "Centre de gestion" in fresh("convention", "show", "Partage").out
    assert not fresh.json("convention", "send-copy", "Partage")["copy_owed"]
    ended = fresh.json("convention", "end", "Partage", "--day", "2020-12-31")
    assert ended["last"] == "2020-12-31"
    assert not fresh.json("person", "why", "Jeanne Martin", "lecture", "--tenant", COMMUNE)["allowed"]
    assert fresh.json("convention", "expire")["persons"] == []


def test_archives_definitives(fresh: Chartrier) -> None:
    parties = ("--party", COMMUNE, "--party", NEIGHBOUR, "--first", "2020-01-01", "--covers", "definitives")
    assert refused(fresh, "convention", "add", "Longue", *parties, *SAYS) == "ADM-142"
    fresh.json("convention", "add", "Longue", *parties, *SAYS, "--public-service", "Archives départementales")
    assert refused(fresh, "convention", "sign", "Longue") == "ADM-145"
    sent = fresh.json("convention", "observe", "Longue", "--sent", "2025-10-31")
    assert sent["earliest_signature"] == "2026-02-28"
    assert refused(fresh, "convention", "sign", "Longue", "--day", "2026-02-27") == "ADM-147"
    observed = fresh.json(
        "convention", "observe", "Longue", "--position", "non-conforme", "--observations", "x", "--day", "2025-12-01"
    )
    assert observed["position"] == "non-conforme"
    assert refused(fresh, "convention", "sign", "Longue", "--day", "2026-03-01") == "ADM-146"
    assert refused(fresh, "convention", "observe", "Longue", "--sent", "demain") == "CLI-025"
    fresh.json("convention", "observe", "Longue", "--sent", "2025-12-02")
    signed = fresh.json("convention", "sign", "Longue", "--day", "2026-04-02")
    assert signed["signed"] == "2026-04-02" and not signed["copy_owed"]
    assert len(fresh("convention", "list", "--json").objects) == 1
    assert refused(fresh, "convention", "show", "Autre") == "ADM-140"


def test_who_operates(fresh: Chartrier) -> None:
    person_with(fresh, COMMUNE, "Léa Roux", Role.EXPLOITANT)
    assert not fresh.json("person", "why", "Léa Roux", "exploitation")["allowed"]
    fresh.json("person", "operator", "Léa Roux")
    assert fresh.json("person", "why", "Léa Roux", "exploitation")["allowed"]
    fresh.json("person", "operator", "Léa Roux", "--stop")
    assert not fresh.json("person", "why", "Léa Roux", "exploitation")["allowed"]


def test_a_role_for_a_service(fresh: Chartrier) -> None:
    person_with(fresh, NEIGHBOUR, "Paul Durand", Role.ELU)
    bounded = ("person", "role", "add", "Paul Durand", "--role", "deposant", "--tenant", COMMUNE, "--service", "RH")
    assert refused(fresh, *bounded) == "ADM-129"
    fresh.json("tenant", "service", "add", "RH", "Personnel", "--tenant", COMMUNE)
    fresh.json(*bounded)
    asked = ("person", "why", "Paul Durand", "depot", "--tenant", COMMUNE, "--service")
    assert fresh.json(*asked, "RH")["allowed"]
    assert not fresh.json(*asked, "FIN")["allowed"]
