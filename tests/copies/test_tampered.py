"""A journal that somebody changed in the database is not published."""

from __future__ import annotations

import os
from pathlib import Path
from types import SimpleNamespace

import pytest

from chartrier.catalog.journal import publication
from chartrier.copies import facts
from chartrier.copies.facts import proven_facts
from chartrier.errors import IntegrityFailure, Unavailable
from chartrier.ingest.recovery import finish_interrupted
from chartrier.journal.checkpoint import read_checkpoint
from chartrier.journal.entry import read_entry
from chartrier.wiring import wire
from tests.conftest import Home
from tests.ingest.archive import Bench
from tests.packages_of_ours import Sip

CHANGES = {
    "body": ("body = convert_to(replace(convert_from(body, 'UTF8'), 'system', 'sYstem'), 'UTF8')", "CAT-034"),
    "leaf_hash": ("leaf_hash = decode(repeat('00', 32), 'hex')", "CAT-035"),
}


@pytest.mark.parametrize("column", CHANGES)
def test_a_changed_entry_goes_to_no_copy(home: Home, tmp_path: Path, column: str) -> None:
    change, code = CHANGES[column]
    with wire(home.settings) as archive:
        bench = Bench.new(archive)
        bench.accept(Sip(message="FIRST").write(tmp_path / "1.zip"))
        with home.database.connect("postgres") as connection:
            (before,) = connection.execute(f"SELECT {column} FROM journal_journalentry").fetchone()
            connection.execute(f"UPDATE journal_journalentry SET {change}")
        with pytest.raises(IntegrityFailure) as refused:
            bench.ingest(Sip(message="SECOND").write(tmp_path / "2.zip"))
        assert refused.value.finding.code == code
        for folder in home.settings.copies.values():
            note = (folder / bench.tenant.code / "journal/checkpoint").read_bytes()
            assert read_checkpoint(note).checkpoint.size == 1
        with home.database.connect("postgres") as connection:
            connection.execute(f"UPDATE journal_journalentry SET {column} = %s WHERE index = 0", [before])
        finish_interrupted(bench.tenant, bench.means)
        assert bench.is_proven()


def test_a_full_staging_disk_is_not_a_lost_package(home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with wire(home.settings) as archive:
        bench = Bench.new(archive)
        bench.accept(Sip(message="FIRST").write(tmp_path / "1.zip"))
        (body,) = publication.entries(bench.tenant.key, 0, 1)
        copies = archive.copies

        def full(*_: object) -> None:
            raise OSError(28, "No space left on device")

        names = ("O_WRONLY", "O_CREAT", "O_EXCL")
        monkeypatch.setattr(facts, "os", SimpleNamespace(open=full, **{name: getattr(os, name) for name in names}))
        with (
            pytest.raises(Unavailable) as refused,
            proven_facts(read_entry(body), ("operation.json",), bench.tenant, copies, copies.stores[0]),
        ):
            pass
        assert refused.value.finding.code == "CPY-012"
