"""Opening a collectivité: repeatable, and never over a journal that has entries."""

from __future__ import annotations

from pathlib import Path

import pytest

from chartrier.administration.findings import JOURNAL_THERE
from chartrier.administration.tenants import has_siren_key, open_tenant, tenant_of
from chartrier.catalog.tenants import register
from chartrier.errors import ChartrierError, Conflict, IntegrityFailure, Unavailable
from chartrier.journal.checkpoint import Checkpoint, VerifierKey, read_checkpoint, write_checkpoint
from chartrier.records.finding import Findings
from chartrier.records.tenant import Tenant
from chartrier.wiring import wire
from tests.conftest import Home

COMMUNE = "211234567"


def opened(home: Home, name: str = "Ma commune") -> Tenant:
    with wire(home.settings) as archive:
        return open_tenant(
            COMMUNE,
            name,
            instance="essai.localhost",
            copies=archive.copies,
            findings=Findings(),
        )


def journal(home: Home, copy: str = "a") -> Path:
    return home.folder / "copies" / copy / COMMUNE / "journal"


def test_what_is_made(home: Home) -> None:
    tenant = opened(home)
    note = read_checkpoint((journal(home) / "checkpoint").read_bytes())
    key = VerifierKey.read((journal(home) / "key").read_bytes())
    assert key == VerifierKey(tenant.origin, tenant.public_key)
    assert key.signed(note)
    assert note.checkpoint.size == 0
    assert (journal(home, "b") / "checkpoint").read_bytes() == (journal(home) / "checkpoint").read_bytes()
    with wire(home.settings):
        assert tenant_of(None) == tenant_of(COMMUNE) == tenant


def test_an_opening_that_was_interrupted_is_taken_up(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    def crash(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(register, "add_tenant", crash)
        with pytest.raises(KeyboardInterrupt):
            opened(home)
    before = {path: path.read_bytes() for path in journal(home).iterdir()}
    tenant = opened(home)
    assert {path: path.read_bytes() for path in journal(home).iterdir()} == before
    assert opened(home, "Autre").name == tenant.name


def test_a_journal_with_entries_is_never_begun_again(home: Home) -> None:
    """As when the database was lost, and somebody runs `init` again over the copies."""
    with wire(home.settings) as archive:
        key = archive.means.copies.keyring.make(COMMUNE)
    folder = journal(home, "b")
    folder.mkdir(parents=True, mode=0o700)
    note = write_checkpoint(Checkpoint(f"essai.localhost/{COMMUNE}/01234567", 7, b"r" * 32), key)
    (folder / "checkpoint").write_bytes(note)
    with pytest.raises(Conflict) as caught:
        opened(home)
    assert caught.value.finding.kind is JOURNAL_THERE
    assert (folder / "checkpoint").read_bytes() == note
    assert not (journal(home) / "checkpoint").exists()
    (folder / "checkpoint").write_bytes(b"unreadable")
    with pytest.raises(IntegrityFailure):
        opened(home)
    with wire(home.settings), pytest.raises(ChartrierError):
        tenant_of(None)


def test_no_tenant_is_opened_on_a_disk_that_is_not_mounted(home: Home) -> None:
    opened(home)
    mounted = home.folder / "copies" / "b"
    mounted.rename(home.folder / "elsewhere")
    mounted.mkdir(mode=0o700)
    with wire(home.settings) as archive, pytest.raises(Unavailable) as caught:
        open_tenant(
            "130005481",
            "Autre",
            instance="essai.localhost",
            copies=archive.copies,
            findings=Findings(),
        )
    assert caught.value.finding.code == "CPY-006"
    assert not list(mounted.iterdir())
    assert not (home.folder / "copies" / "a" / "130005481").exists()


@pytest.mark.parametrize(
    ("code", "valid"),
    [("552100554", True), ("130025265", True), ("211234567", False), ("552100555", False), ("732829320", True)],
)
def test_siren_key(code: str, valid: bool) -> None:
    assert has_siren_key(code) is valid
