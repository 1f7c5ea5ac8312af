"""The answers expected of a real transfer: twenty units, every rule, property, date and path."""

from __future__ import annotations

import csv
import json
import zipfile
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from chartrier.records.finding import Findings
from chartrier.rules.dating import date_declaration
from chartrier.rules.inheritance import Inheritance, RuledUnit, inherit
from chartrier.rules.reading import read_declaration
from chartrier.rules.referential import read_referential
from chartrier.rules.showing import show_rules
from chartrier.seda.reader import read_bordereau
from tests.seda.trial import Kept

CORPUS = Path(__file__).resolve().parents[3] / "shared" / "corpus"

pytestmark = pytest.mark.skipif(not CORPUS.is_dir(), reason="the corpus is not beside the repository")


def cases() -> list[dict[str, str]]:
    if not CORPUS.is_dir():
        return []
    with (CORPUS / "inherited-rules" / "index.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@cache
def inherited(package: str, folder: Path) -> Inheritance[str]:
    """The rules of the units of a package, which go by their titles."""
    path, findings, kept = folder / "manifest.xml", Findings(), Kept()
    with zipfile.ZipFile(CORPUS / package) as archive:
        path.write_bytes(archive.read("manifest.xml"))
    bordereau = read_bordereau(path, strict=False, findings=findings, sink=kept)
    assert bordereau is not None
    with (CORPUS / "referentials" / "rules_ok.csv").open("rb") as stream:
        referential = read_referential(stream, findings)
    titles = {unit.number: unit.title or "" for unit in bordereau.units}
    assert len(set(titles.values())) == len(titles)
    metadata = read_declaration(bordereau.header.management, findings)
    units = []
    for unit in bordereau.units:
        declaration = read_declaration(kept.units[unit.number][1], findings)
        declared = declaration if unit.parents else declaration.under(metadata)
        dated = date_declaration(declared, referential, findings)
        parents = [titles[parent] for parent in unit.parents]
        units.append(RuledUnit(titles[unit.number], parents, bordereau.header.originating_agency, dated))
    assert {finding.code for finding in findings} <= {"SEDA-017"}, [finding.message("en") for finding in findings]
    return inherit(units)


def unordered(value: Any) -> Any:
    """The same whatever the order of its lists, paths apart."""
    if isinstance(value, dict):
        return {name: held if name == "Paths" else unordered(held) for name, held in value.items()}
    if isinstance(value, list):
        return sorted((unordered(each) for each in value), key=lambda each: json.dumps(each, sort_keys=True))
    return value


def normal(value: Any) -> Any:
    for category in value.values():
        for each in category if isinstance(category, list) else category["Rules"] + category["Properties"]:
            each["Paths"] = sorted(each["Paths"])
    return unordered(value)


@pytest.mark.parametrize("case", cases(), ids=lambda case: case["unit_title"])
def test_what_a_unit_inherits(case: dict[str, str], tmp_path_factory: pytest.TempPathFactory) -> None:
    inheritance = inherited(case["sip"], tmp_path_factory.getbasetemp())
    shown = show_rules(inheritance, case["unit_title"], "{{{{unit:{}}}}}".format)
    expected = json.loads((CORPUS / "inherited-rules" / case["expected_json"]).read_text("utf-8"))
    assert normal(shown) == normal(expected)


def test_all_twenty_are_there() -> None:
    assert len(cases()) == 20
