"""`check --strict` and the official schema judge changed bordereaux alike, in the three versions."""

from __future__ import annotations

from copy import deepcopy
from pathlib import Path

import pytest
from lxml import etree

from chartrier.seda.grammar.xsd import schema
from chartrier.seda.versions import Version

from .differential import BETWEEN_ENGINES, DECLARED, corpus_sources, mutants, parsed, run, second_engine
from .document_maker import full_transfer
from .official import needs_corpus, official_schema

pytestmark = needs_corpus

SHORT = 400
WHOLE = 5_000
LEAST_SHARE = 0.3


def judge(version: Version, count: int, folder: Path, seed: int) -> None:
    tally = run(version, count, folder, seed=seed)
    print(tally.told(version))
    assert tally.verdicts.total() == count
    assert tally.least_share >= LEAST_SHARE
    assert tally.apart == []
    assert tally.engines_apart == []


@pytest.mark.parametrize("version", list(Version))
def test_alike_on_some_hundreds(version: Version, tmp_path: Path) -> None:
    judge(version, SHORT, tmp_path, seed=1)


@pytest.mark.faults
@pytest.mark.parametrize("version", list(Version))
def test_alike_on_five_thousand(version: Version, tmp_path: Path) -> None:
    judge(version, WHOLE, tmp_path, seed=0)


def test_few_differences_are_declared_and_every_version_has_real_sources() -> None:
    assert len(DECLARED) + len(BETWEEN_ENGINES) <= 12
    assert all(len(corpus_sources(version)) >= 3 for version in Version)


@pytest.mark.parametrize("version", list(Version))
def test_the_engines_differ_on_loose_base64_and_only_then_is_it_declared(version: Version) -> None:
    tree = parsed(full_transfer(version))
    official, declared = official_schema(version), BETWEEN_ENGINES["loose base64"]
    digest = next(tree.iter("{*}MessageDigest"))
    assert not declared(tree)
    digest.text = "--02-29"
    assert declared(tree) and official.validate(tree) and not second_engine(version).is_valid(tree)
    digest.text = " QU JD "
    assert not declared(tree) and official.validate(tree) and second_engine(version).is_valid(tree)


def test_the_mutants_are_the_same_at_every_run() -> None:
    def drawn() -> list[bytes]:
        corpus_sources.cache_clear()
        return [etree.tostring(mutant.tree) for mutant in mutants(Version.V2_1, 200, seed=0)]

    assert drawn() == drawn()


@pytest.mark.parametrize("version", list(Version))
def test_alike_on_every_element_deleted_doubled_emptied_or_stripped(version: Version) -> None:
    """Each in turn, of a document that has nearly every element of the version."""
    ours, theirs = schema(version, extensions=None), official_schema(version)
    root = parsed(full_transfer(version)).getroot()
    seen = set()
    for number, element in enumerate(root.iter("*")):
        parent = element.getparent()
        place = (element.tag, tuple(child.tag for child in element), None if parent is None else parent.tag)
        if parent is None or place in seen:
            continue
        seen.add(place)
        for change in (delete, double, empty, strip):
            copy = deepcopy(root)
            change(next(each for at, each in enumerate(copy.iter("*")) if at == number))
            tree = etree.ElementTree(copy)
            expected = theirs.validate(tree)
            assert ours.validate(tree) == expected, (place, change.__name__, theirs.error_log, ours.error_log)
    assert len(seen) > 300


def delete(element: etree._Element) -> None:
    element.getparent().remove(element)


def double(element: etree._Element) -> None:
    element.addnext(deepcopy(element))


def empty(element: etree._Element) -> None:
    element.text = None
    for child in list(element):
        element.remove(child)


def strip(element: etree._Element) -> None:
    element.attrib.clear()
