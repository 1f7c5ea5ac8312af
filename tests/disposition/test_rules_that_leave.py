"""What holds for units of any graph holds for them where they arrive, whatever above them stays behind."""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from hypothesis import HealthCheck, Phase, assume, given, settings
from hypothesis import strategies as st

from chartrier.catalog.archive.leaving import Selection
from chartrier.catalog.rules.inherited import inherited
from chartrier.errors import Conflict
from chartrier.rules.categories import Category
from tests.curation.conftest import Place
from tests.delivery.leaving import dip, sip
from tests.disposition.eliminating import RULES, Town, appraisal
from tests.disposition.graphs import COUNT, by_title, nodes

TABLE = RULES + "".join(
    f"{code}{number},{category},{code}{number},texte,{number},Year\n"
    for code, category in (("S", "StorageRule"), ("A", "AccessRule"), ("D", "DisseminationRule"), ("U", "ReuseRule"))
    for number in (1, 2)
)
STARTS = st.sampled_from(["", "", "2001-02-03", "2011-12-13"])
STOPS = st.sampled_from(
    ["", "", "", "<PreventInheritance>true</PreventInheritance>", "<RefNonRuleId>{}</RefNonRuleId>"]
)


@st.composite
def categories(draw: st.DrawFn) -> str:
    """What a unit says in some categories."""
    told = []
    for category, code, after in (
        ("StorageRule", "S", "<FinalAction>{}</FinalAction>"),
        ("AppraisalRule", "R", "<FinalAction>{}</FinalAction>"),
        ("AccessRule", "A", ""),
        ("DisseminationRule", "D", ""),
        ("ReuseRule", "U", ""),
    ):
        if draw(st.integers(0, 2)):
            continue
        codes = ["R10", "R30"] if code == "R" else [f"{code}1", f"{code}2"]
        said = "".join(
            f"<Rule>{each}</Rule>" + (f"<StartDate>{start}</StartDate>" if (start := draw(STARTS)) else "")
            for each in draw(st.lists(st.sampled_from(codes), max_size=2, unique=True))
        )
        final = draw(st.sampled_from(["Keep", "Destroy"] if code == "R" else ["Copy", "Transfer"]))
        told.append(f"<{category}>{said}{draw(STOPS).format(codes[0])}{after.format(final)}</{category}>")
    if draw(st.integers(0, 3)) == 0:
        told.append("<NeedAuthorization>true</NeedAuthorization>")
    if draw(st.integers(0, 3)) == 0:
        told.append("<HoldRule><Rule>H1</Rule><HoldEndDate>2040-01-01</HoldEndDate><HoldOwner>Greffe</HoldOwner>"
                    "<HoldReason>Procès</HoldReason></HoldRule>")  # fmt: skip
    return "".join(told)


@st.composite
def graphs(draw: st.DrawFn) -> tuple[list[list[int]], list[str], list[int]]:
    """The parents of each unit, what each says, and which leave."""
    count = draw(st.integers(3, 6))
    parents = [draw(st.lists(st.integers(0, n - 1), max_size=2, unique=True)) if n else [] for n in range(count)]
    return (
        parents,
        [draw(categories()) for _ in range(count)],
        draw(st.lists(st.integers(1, count - 1), min_size=1, max_size=2, unique=True)),
    )


def below(parents: list[list[int]], roots: list[int]) -> list[int]:
    found = set(roots)
    for number, above in enumerate(parents):
        if found & set(above):
            found.add(number)
    return sorted(found)


def holds(tenant: int, unit: UUID) -> Any:
    """All that holds for a unit, whoever declares it; a final action to keep may be implicit."""
    of = inherited(tenant, unit).inheritance.of(unit)
    told = {
        category: (
            {(each.declared.rule, each.declared.start, each.declared.end, each.declared.hold)
             for origins in held.rules.values() for each in origins},
            {(each.name, each.value) for origins in held.properties.values() for each in origins},
        )
        for category in Category
        if (held := of.of(category))
    }  # fmt: skip
    return told, {each.value for origins in of.everywhere.values() for each in origins}


@pytest.fixture(scope="module")
def towns(place: Place) -> tuple[Town, Town]:
    made = Town.new(place), Town.new(place)
    for each in made:
        each.rules(TABLE)
    return made


@settings(
    max_examples=25, deadline=None, database=None, derandomize=True, phases=[Phase.generate],
    suppress_health_check=[*HealthCheck],
)  # fmt: skip
@given(graph=graphs(), head=categories())
def test_what_holds_is_the_same_there(
    towns: tuple[Town, Town], tmp_path_factory: pytest.TempPathFactory, graph: Any, head: str
) -> None:
    (here, there), (parents, rules, roots) = towns, graph
    folder = tmp_path_factory.mktemp("graph")
    units = nodes(here.bench, folder, parents, rules, head)
    package, archive = folder / "sip.zip", here.place.archive
    selection = Selection(units=[units[root] for root in roots])
    try:
        sip(archive, here.bench.tenant, selection, package)
    except Conflict as refused:
        if refused.finding.code != "DLV-016":
            raise
        parcel = dip(archive, here.bench.tenant, selection, folder / "dip.zip")
        assert "DLV-017" in {each.code for each in parcel.findings}
        assume(False)
    received = by_title(there.bench, package)
    left = below(parents, roots)
    assert len(received) == len(left)
    for number, arrived in zip(left, received, strict=True):
        assert holds(there.bench.tenant.key, arrived) == holds(here.bench.tenant.key, units[number])


def test_a_delivery_says_it_too(towns: tuple[Town, Town], tmp_path: Path) -> None:
    here, _ = towns
    said = appraisal("R30", "2001-02-03", "Keep")
    _, child = nodes(here.bench, tmp_path, [[], [0]], [said, ""])
    package = tmp_path / f"dip-{next(COUNT)}.zip"
    dip(here.place.archive, here.bench.tenant, Selection(units=[child]), package)
    text = "".join(manifest(package).split())
    assert "<Management><AppraisalRule><Rule>R30</Rule><StartDate>2001-02-03</StartDate>" in text


def manifest(package: Path) -> str:
    with zipfile.ZipFile(package) as opened:
        return opened.read("manifest.xml").decode()
