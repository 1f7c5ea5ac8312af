"""The strict reading and the official schema judge changed replies and acknowledgements alike."""

from __future__ import annotations

import random
from collections import Counter
from pathlib import Path

import pytest
from lxml import etree

from chartrier.records.finding import Findings
from chartrier.seda.grammar.xsd import schema
from chartrier.seda.message import read_message
from chartrier.seda.versions import Version

from .differential import SCHEMA_CODES, UNREADABLE, accepted_by_the_official_schema, parsed
from .document_maker import full_transfer, random_transfer
from .gentle import change_gently
from .mutations import element_names, mutate
from .official import needs_corpus, official_schema

pytestmark = needs_corpus

MESSAGES = ["ArchiveTransferReply", "Acknowledgement"]
SHORT, WHOLE = 150, 3_000
LEAST_SHARE = 0.25


def accepted_by_the_reading(path: Path) -> bool:
    findings = Findings()
    message = read_message(path, strict=True, findings=findings)
    codes = {finding.code for finding in findings}
    assert message is not None
    assert not codes & UNREADABLE, codes
    return not codes & SCHEMA_CODES


def judge(version: Version, message: str, count: int, path: Path) -> None:
    choose, names = random.Random(f"{version} {message}"), element_names()
    verdicts: Counter[bool] = Counter()
    for number in range(count):
        full = choose.random() > 0.95
        tree = parsed(full_transfer(version, number, message) if full else random_transfer(version, choose, message))
        if choose.random() < 0.5:
            done = change_gently(tree, version, choose)
        else:
            done = mutate(tree, choose, names)
        data = etree.tostring(tree)
        path.write_bytes(data)
        expected = accepted_by_the_official_schema(parsed(data), version)
        verdicts[expected] += 1
        assert accepted_by_the_reading(path) == expected, (number, done, data)
    print(f"SEDA {version} {message}: {dict(verdicts)}")
    assert min(verdicts[True], verdicts[False]) >= LEAST_SHARE * count


@pytest.mark.parametrize("version", list(Version))
@pytest.mark.parametrize("message", MESSAGES)
def test_alike_on_some_hundreds(version: Version, message: str, tmp_path: Path) -> None:
    judge(version, message, SHORT, tmp_path / "message.xml")


@pytest.mark.faults
@pytest.mark.parametrize("version", list(Version))
@pytest.mark.parametrize("message", MESSAGES)
def test_alike_on_thousands(version: Version, message: str, tmp_path: Path) -> None:
    judge(version, message, WHOLE, tmp_path / "message.xml")


@pytest.mark.parametrize("version", list(Version))
@pytest.mark.parametrize("message", MESSAGES)
def test_the_whole_message_is_valid_and_read(version: Version, message: str, tmp_path: Path) -> None:
    data = full_transfer(version, message=message)
    assert official_schema(version).validate(etree.fromstring(data))
    assert schema(version, extensions=None).validate(etree.fromstring(data))
    path = tmp_path / "message.xml"
    path.write_bytes(data)
    assert accepted_by_the_reading(path)
