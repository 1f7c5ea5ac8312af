"""Canonical JSON, digests, identifiers, findings."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from chartrier.records.canonical import canonical
from chartrier.records.digest import ALGORITHMS, Digest
from chartrier.records.finding import Finding, FindingKind, Findings, Place, Severity
from chartrier.records.identifiers import MEMBERS, made_at, member_id, new_package_id, package_of

TEXT = st.text(st.characters(exclude_categories=["Cs"]))
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | TEXT,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXT, inner, max_size=4),
    max_leaves=12,
)


@given(VALUES)
def test_canonical_json_is_that_of_the_reference_library(value: object) -> None:
    assert canonical(value) == rfc8785.dumps(value)
    assert json.loads(canonical(value)) == value


def test_keys_beyond_the_basic_plane_are_ordered_as_utf_16() -> None:
    assert canonical({"\U0001f600": 1, "\uff61": 2}) == '{"\U0001f600":1,"\uff61":2}'.encode()


def test_what_json_does_not_have_is_refused() -> None:
    with pytest.raises(ValueError):
        canonical(float("nan"))
    with pytest.raises(UnicodeEncodeError):
        canonical("\ud800")


@given(st.datetimes(datetime(1970, 1, 2), datetime(5000, 1, 1)), st.integers(1, MEMBERS - 1))  # noqa: DTZ001
def test_an_identifier_names_its_package_and_its_time(instant: datetime, number: int) -> None:
    aware = instant.replace(tzinfo=UTC)
    package = new_package_id(aware)
    member = member_id(package, number)
    assert package.version == 7
    assert member.version == 7
    assert member.variant == package.variant == "specified in RFC 4122"
    assert package_of(member) == package == package_of(package)
    assert member.int - package.int == number
    assert str(package).endswith("000000")
    assert abs((made_at(member) - aware).total_seconds()) <= 0.002


def test_a_package_identifier_is_not_made_twice() -> None:
    now = datetime.now(UTC)
    assert len({new_package_id(now) for _ in range(2000)}) == 2000


@pytest.mark.parametrize("number", [0, -1, MEMBERS])
def test_members_are_numbered_from_one_to_the_limit(number: int) -> None:
    with pytest.raises(ValueError):
        member_id(new_package_id(datetime.now(UTC)), number)


@given(st.sampled_from(sorted(ALGORITHMS)), st.binary(max_size=40))
def test_a_digest_reads_what_it_writes(algorithm: str, data: bytes) -> None:
    digest = Digest.of(algorithm, data)
    assert Digest.read(str(digest)) == digest


@pytest.mark.parametrize("text", ["", "sha512", "sha512:", "sha256:" + "A" * 64, "crc32:00000000", "md5:" + "g" * 32])
def test_what_is_no_digest_is_refused(text: str) -> None:
    with pytest.raises(ValueError):
        Digest.read(text)


KIND = FindingKind("T-001", Severity.WARNING, "le {x}", "the {x}", "faire {x}", "do {x}")
ERROR = FindingKind("T-002", Severity.ERROR, "non", "no", "-", "-")


def test_findings_are_bounded_and_say_so() -> None:
    findings = Findings(limit=3)
    for number in range(10):
        findings.add(KIND, x=number)
    listed = list(findings)
    assert [finding.code for finding in listed] == ["T-001"] * 3 + ["FIND-001"]
    assert "7" in listed[-1].message("fr")
    assert findings.verdict == "warning"


def test_what_a_finding_quotes_is_bounded() -> None:
    finding = Finding(KIND, Place(file="f" * 3_000, line=7, unit="u" * 3_000), {"x": "n" * 10_000_000, "count": 3})
    assert len(str(finding.as_json("fr"))) < 10_000
    assert finding.place.line == 7
    assert finding.values["count"] == 3
    assert len(str(finding.values["x"])) == 2_001


def test_an_error_beyond_the_limit_still_refuses() -> None:
    findings = Findings(limit=0)
    findings.add(ERROR)
    assert findings.refused
    assert findings.verdict == "reject"


def test_values_of_a_finding_are_data_not_templates() -> None:
    findings = Findings()
    findings.add(KIND, x="{x} {y}")
    assert next(iter(findings)).message("fr") == "le {x} {y}"


def test_a_tenant_can_turn_a_warning_into_a_refusal() -> None:
    findings = Findings()
    findings.add(KIND, refused=True, x="a")
    assert findings.verdict == "reject"
    assert next(iter(findings)).as_json("en")["severity"] == "error"
