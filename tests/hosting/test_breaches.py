"""The rules of the hosting policy, each tried by what breaks it and by what does not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest

from chartrier.catalog.extents import Extent
from chartrier.catalog.hosting.by_series import Held
from chartrier.catalog.hosting.register import Entered
from chartrier.copies.findings import WAITING
from chartrier.copies.status import CopyStatus
from chartrier.errors import InvalidInput
from chartrier.hosting.breaches import Situation, breaches
from chartrier.hosting.placing import Placed
from chartrier.hosting.reading import ITEMS, items_of, read_offer
from chartrier.records.finding import Finding
from chartrier.records.hosting import Certified, HostingPolicy, Offer, Statute
from chartrier.rules.communicabilite.words import Words

ON = date(2026, 11, 29)
HERE = Offer(
    "SIB",
    Statute.MUTUALISED,
    country="FR",
    departement="35",
    site="Rennes",
    technology="disque",
    copies=("a",),
    certifications=((Certified.HDS, date(2028, 1, 1)),),
    contract_until=date(2029, 12, 31),
    reversal_tested=date(2026, 11, 2),
)
THERE = replace(HERE, provider="Département", departement="22", site="Saint-Brieuc", technology="bande", copies=("b",))
HELD = (
    Held("S001", True, Extent(2, 2, 200, None)),
    Held("S006", False, Extent(3, 3, 300, None)),
    Held("S043", False, Extent(1, 1, 100, None)),
)
MEDICAL = {"S043": Words("santé", "health")}


def placed(name: str, offer: Offer | None, *, behind: bool = False) -> Placed:
    finding = Finding(WAITING, values={"copy": name, "theirs": 1, "ours": 2}) if behind else None
    entered = Entered(f"chez-{name}", 1, datetime(2026, 1, 1, tzinfo=UTC), None, offer) if offer else None
    return Placed(CopyStatus(name, 2, True, finding, None, 0), entered)


def situation(
    a: Offer | None = HERE, b: Offer | None = THERE, *, behind: bool = False, held: Sequence[Held] = HELD, **policy: Any
) -> Situation:
    places = [placed("a", a), placed("b", b, behind=behind)]
    whole = Extent(6, 6, 600, None)
    return Situation(ON, places, held, whole, HostingPolicy(**policy), MEDICAL)


def codes(of: Situation) -> list[str]:
    return [each.finding.code for each in breaches(of)]


def test_what_is_as_wanted_breaks_nothing() -> None:
    assert codes(situation()) == []


@pytest.mark.parametrize(
    ("of", "wanted"),
    [
        # a copy that is behind counts for no copy, no site, no technology
        (situation(behind=True), ["HEB-020", "HEB-021", "HEB-022"]),
        (situation(copies=3), ["HEB-020"]),
        (situation(b=None), ["HEB-033", "HEB-021", "HEB-022"]),
        (situation(b=replace(THERE, site="")), ["HEB-021", "HEB-034"]),
        # the same site written otherwise is the same site
        (situation(b=replace(THERE, departement="35", site="RENNÈS")), ["HEB-021"]),
        (situation(b=replace(THERE, technology="Disque")), ["HEB-022"]),
        (situation(b=replace(THERE, country="DE")), ["HEB-023", "HEB-024"]),
        (situation(b=replace(THERE, country="DE"), french=False), ["HEB-023"]),
        (situation(b=replace(THERE, country="DE"), held=HELD[1:], french=False), []),
        (situation(b=replace(THERE, certifications=())), ["HEB-025"]),
        # what somebody keeps itself is no hosting for others; a service with its agrément is one that may
        (situation(b=replace(THERE, certifications=(), statute=Statute.OWN)), []),
        (
            situation(
                b=replace(THERE, certifications=(), statute=Statute.THIRD_PARTY, agrement_until=date(2028, 1, 1)),
                held=HELD[1:],
            ),
            [],
        ),
        (situation(b=replace(THERE, statute=Statute.THIRD_PARTY), held=HELD[1:]), ["HEB-037"]),
        (
            situation(b=replace(THERE, statute=Statute.THIRD_PARTY, agrement_until=date(2026, 11, 28)), held=HELD[1:]),
            ["HEB-026"],
        ),
        (
            situation(b=replace(THERE, statute=Statute.THIRD_PARTY, agrement_until=date(2027, 1, 31))),
            ["HEB-035", "HEB-027"],
        ),
        (situation(b=replace(THERE, contract_until=date(2026, 11, 28))), ["HEB-029"]),
        (situation(b=replace(THERE, contract_until=ON)), ["HEB-030"]),
        (situation(b=replace(THERE, contract_until=ON), ahead=0), []),
        (situation(b=replace(THERE, certifications=((Certified.HDS, date(2026, 11, 28)),))), ["HEB-025", "HEB-031"]),
        (situation(b=replace(THERE, certifications=((Certified.HDS, date(2027, 1, 1)),))), ["HEB-032"]),
        (situation(b=replace(THERE, reversal_tested=None)), ["HEB-036"]),
        (situation(b=replace(THERE, certifications=((Certified.HDS, None),))), ["HEB-025", "HEB-038"]),
        (situation(b=replace(THERE, reversal_tested=date(2025, 11, 28))), ["HEB-028"]),
    ],
)
def test_each_rule(of: Situation, wanted: list[str]) -> None:
    assert codes(of) == wanted


def test_a_breach_tells_which_series_and_how_much() -> None:
    abroad, policy = breaches(situation(b=replace(THERE, country="DE")))
    assert (abroad.series, abroad.extent.bytes, abroad.grave) == (("S001",), 200, True)
    assert (policy.series, policy.extent.bytes, policy.grave) == (("S006", "S043"), 400, False)
    (sensitive,) = breaches(situation(b=replace(THERE, certifications=())))
    assert (sensitive.series, dict(sensitive.regimes)) == (("S043",), MEDICAL)
    few, *_ = breaches(situation(copies=3))
    assert (few.series, few.extent.bytes, few.concerns("S999")) == ((), 600, True)
    assert "L111-1" in abroad.as_json("fr")["reference"]


def test_an_offer_is_read_as_it_is_written() -> None:
    offer = replace(HERE, price_per_terabyte=Decimal("240.5"), energy_per_terabyte=Decimal(18), remark="—")
    assert Offer.read(offer.as_json()) == offer
    assert read_offer(items_of(offer)) == offer
    assert read_offer({"site": ""}, offer) == replace(offer, site="")


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("fournisseur", "  "),
        ("statut", "ami"),
        ("pays", "France"),
        ("departement", "99"),
        ("certifications", "iso-9001=2027-01-01"),
        ("certifications", "hds=demain"),
        ("contrat_jusqu_au", "31/12/2027"),
        ("prix_par_to", "-3"),
        ("prix_par_to", "1e9"),
        ("prix_fixe", "NaN"),
        ("site", "x" * 301),
        ("tarif", "3"),
    ],
)
def test_what_cannot_be_read_says_where(key: str, value: str) -> None:
    assert key in ITEMS or key == "tarif"
    with pytest.raises(InvalidInput) as problem:
        read_offer({"fournisseur": "SIB", "statut": "propre", key: value})
    assert problem.value.finding.values["key"] == key
    assert problem.value.finding.code in ("HEB-005", "HEB-006")
