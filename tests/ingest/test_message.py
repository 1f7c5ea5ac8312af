"""A message identifier of an agency is accepted once in a tenant; a rejection does not use it up."""

from __future__ import annotations

import json
from pathlib import Path

from chartrier.catalog.archive import questions
from chartrier.catalog.findings import MESSAGE_TAKEN
from chartrier.wiring import Wiring
from tests.ingest.archive import Bench, codes, entries_of
from tests.packages_of_ours import Document, Sip

WRONG = Sip(message="M", documents=[Document("a.txt", b"bonjour\n", digest="0" * 128)])


def test_the_same_message_twice(bench: Bench, tmp_path: Path) -> None:
    first = bench.accept(Sip(message="M").write(tmp_path / "1.zip"))
    other_content = Sip(message="M", documents=[Document("b.txt", b"autre chose\n")])
    second = bench.reject(other_content.write(tmp_path / "2.zip"))
    assert codes(second)[-1:] == [MESSAGE_TAKEN.code]
    (finding,) = [found for found in second.operation.findings if found.code == MESSAGE_TAKEN.code]
    for language in ("fr", "en"):
        assert str(first.operation.identifier) in finding.message(language)
        assert "« M »" in finding.message(language) or "M" in finding.message(language).split()
    assert bench.is_proven()


def test_another_agency_or_another_tenant(archive: Wiring, bench: Bench, tmp_path: Path) -> None:
    package = Sip(message="M", agency="A").write(tmp_path / "1.zip")
    bench.accept(package)
    bench.accept(Sip(message="M", agency="B").write(tmp_path / "2.zip"))
    Bench.new(archive).accept(package)


def test_agency_and_message_are_not_run_together(bench: Bench, tmp_path: Path) -> None:
    bench.accept(Sip(agency="AB", message="C").write(tmp_path / "1.zip"))
    bench.accept(Sip(agency="A", message="BC").write(tmp_path / "2.zip"))


def test_after_a_rejection_it_may_be_sent_again(bench: Bench, tmp_path: Path) -> None:
    bench.reject(WRONG.write(tmp_path / "1.zip"))
    bench.reject(WRONG.write(tmp_path / "2.zip"))
    bench.accept(Sip(message="M").write(tmp_path / "3.zip"))
    bench.reject(Sip(message="M").write(tmp_path / "4.zip"))


def test_what_a_rejection_leaves(archive: Wiring, bench: Bench, tmp_path: Path) -> None:
    outcome = bench.reject(WRONG.write(tmp_path / "1.zip"))
    (package,) = bench.packages()
    assert package.name == str(outcome.operation.identifier)
    for content in bench.contents(outcome):
        files = {str(path.relative_to(content)) for path in content.rglob("*")}
        assert files == {"operation.json", "findings.json", "reply.xml"}
        operation = json.loads((content / "operation.json").read_bytes())
        assert operation["operation"] == "rejet"
        assert operation["contents"] is None
    for copy in archive.settings.copies.values():
        (entry,) = entries_of(copy / bench.tenant.code / "journal")
        assert (entry["operation"], entry["counts"]["errors"]) == ("rejet", 1)
        assert entry["counts"]["objects"] == entry["counts"]["units"] == entry["counts"]["bytes"] == 0
    assert questions.newest([bench.tenant.key]) == []
    assert list(questions.objects_in([bench.tenant.key], outcome.operation.identifier)) == []
    assert bench.is_quiet()
    assert bench.is_proven()
