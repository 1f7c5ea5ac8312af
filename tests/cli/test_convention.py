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
    assert fresh.json("convention", "refresh")["persons"] == []


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


def test_a_refusal_is_not_undone_by_an_earlier_day(fresh: Chartrier) -> None:
    parties = ("--party", COMMUNE, "--party", NEIGHBOUR, "--first", "2020-01-01", "--covers", "definitives")
    fresh.json("convention", "add", "Longue", *parties, *SAYS, "--public-service", "Archives départementales")
    against = ("--sent", "2025-10-01", "--position", "non-conforme", "--observations", "le périmètre")
    fresh.json("convention", "observe", "Longue", *against, "--day", "2025-11-15")
    for day in ("2025-06-01", "2025-11-15"):
        assert refused(fresh, "convention", "observe", "Longue", "--sent", day) == "ADM-158"
    assert refused(fresh, "convention", "sign", "Longue", "--day", "2026-11-20") == "ADM-146"
    early = ("--position", "conforme", "--day", "2025-11-01")
    assert refused(fresh, "convention", "observe", "Longue", *early) == "ADM-159"
    changed = fresh.json("convention", "change", "Longue", "--perimetre", "tout", "--host", "Le centre")
    assert (changed["perimetre"], changed["host"], changed["cost_key"]) == ("tout", "Le centre", "par habitant")
    assert refused(fresh, "convention", "sign", "Longue", "--day", "2026-11-20") == "ADM-145", "it is to be sent again"
    assert refused(fresh, "convention", "observe", "Longue", "--sent", "2025-11-15") == "ADM-158"
    fresh.json("convention", "observe", "Longue", "--sent", "2025-12-01")
    assert refused(fresh, "convention", "sign", "Longue", "--day", "2026-03-31") == "ADM-147"
    shown = fresh("convention", "show", "Longue").out
    assert "15 novembre 2025 : avis des Archives départementales · non-conforme · le périmètre ; inscrit le" in shown
    assert shown.count("projet envoyé") == 2 and "texte du projet modifié" in shown
    fresh.json("convention", "sign", "Longue", "--day", "2026-04-01")
    assert refused(fresh, "convention", "change", "Longue", "--host", "Un autre") == "ADM-148"
    history = fresh("convention", "show", "Longue", "--json").json["history"]
    assert [each["what"] for each in history] == ["envoi", "avis", "modification", "envoi"]
    assert history[1]["position"] == "non-conforme" and history[1]["written"]


def test_a_draft_is_mended(fresh: Chartrier) -> None:
    fresh.json("convention", "add", "Partage", "--party", COMMUNE, "--party", "Centre", "--first", "2020-01-01", *SAYS)
    assert refused(fresh, "convention", "change", "Partage", "--last", "2019-01-01") == "ADM-143"
    assert refused(fresh, "convention", "change", "Partage", "--cost-key", "") == "ADM-142"
    parties = ("--party", NEIGHBOUR, "--party", "Centre")
    assert refused(fresh, "convention", "change", "Partage", *parties) == "ADM-225"
    fresh.json("convention", "change", "Partage", *parties, "--party", COMMUNE, "--name", "Partagée")
    for code in (COMMUNE, NEIGHBOUR):
        assert [each["name"] for each in fresh("convention", "list", "--tenant", code, "--json").objects] == [
            "Partagée"
        ]


def test_days_that_contradict_each_other(fresh: Chartrier) -> None:
    parties = ("--party", COMMUNE, "--party", "Tiers", "--first", "2020-01-01", "--last", "2020-12-31")
    third = (*parties, *SAYS, "--kind", "tiers-archivage", "--agrement", "2019-1", "--agrement-until", "2021-12-31")
    definitives = (*third, "--declared", "2019-11-01", "--covers", "definitives")
    assert refused(fresh, "convention", "add", "Tiers", *definitives) == "ADM-221"
    fresh.json("convention", "add", "Tiers", *third, "--declared", "2020-02-01")
    assert refused(fresh, "convention", "sign", "Tiers", "--day", "2020-01-31") == "ADM-222"
    assert refused(fresh, "convention", "sign", "Tiers", "--day", "2021-01-01") == "ADM-224"
    fresh.json("convention", "sign", "Tiers", "--day", "2020-02-01")
    assert refused(fresh, "convention", "send-copy", "Tiers", "--day", "2020-01-31") == "ADM-223"
    for day in ("2021-01-01", "2099-01-01"):
        assert refused(fresh, "convention", "end", "Tiers", "--day", day) == "ADM-220"
    assert fresh.json("convention", "end", "Tiers", "--day", "2020-06-30")["last"] == "2020-06-30"


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
