"""Keys: made once, closed to others, never replaced."""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, generate_private_key
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    NoEncryption,
    PrivateFormat,
)

from chartrier.errors import Unavailable
from chartrier.keyring.findings import KEY_MISSING, KEY_UNREADABLE, KEY_UNSAFE
from chartrier.keyring.keyring import Keyring

COMMUNE = "211234567"


@pytest.fixture
def keyring(tmp_path: Path) -> Keyring:
    return Keyring(tmp_path / "keys")


def test_a_key_is_made_once(keyring: Keyring) -> None:
    made = keyring.make(COMMUNE)
    assert keyring.make(COMMUNE).private_bytes_raw() == made.private_bytes_raw()
    assert keyring.signing_key(COMMUNE).private_bytes_raw() == made.private_bytes_raw()
    assert keyring.make("130025265").private_bytes_raw() != made.private_bytes_raw()
    assert sorted(path.name for path in keyring.folder.iterdir()) == ["130025265.pem", f"{COMMUNE}.pem"]


def test_it_is_closed_to_others(keyring: Keyring) -> None:
    before = os.umask(0)
    try:
        keyring.make(COMMUNE)
    finally:
        os.umask(before)
    assert keyring.folder.stat().st_mode & 0o777 == 0o700
    assert (keyring.folder / f"{COMMUNE}.pem").stat().st_mode & 0o777 == 0o600


def test_makers_at_once_get_the_same_key(keyring: Keyring) -> None:
    keyring.folder.mkdir(mode=0o700)
    with ThreadPoolExecutor(8) as pool:
        made = list(pool.map(lambda _: keyring.make(COMMUNE).private_bytes_raw(), range(8)))
    assert len(set(made)) == 1
    assert [path.name for path in keyring.folder.iterdir()] == [f"{COMMUNE}.pem"]


def test_what_a_crash_left_does_no_harm(keyring: Keyring) -> None:
    keyring.folder.mkdir(mode=0o700)
    (keyring.folder / f".{COMMUNE}.pem.{os.getpid()}").write_bytes(b"half a key")
    assert keyring.make(COMMUNE).private_bytes_raw()


def test_a_missing_key(keyring: Keyring) -> None:
    with pytest.raises(Unavailable) as caught:
        keyring.signing_key(COMMUNE)
    assert caught.value.finding.kind is KEY_MISSING
    assert not keyring.folder.exists()


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o660, 0o644])
def test_an_open_key(keyring: Keyring, mode: int) -> None:
    keyring.make(COMMUNE)
    (keyring.folder / f"{COMMUNE}.pem").chmod(mode)
    with pytest.raises(Unavailable) as caught:
        keyring.signing_key(COMMUNE)
    assert caught.value.finding.kind is KEY_UNSAFE


def strange_files() -> dict[str, bytes]:
    elliptic = generate_private_key(SECP256R1()).private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    locked = Ed25519PrivateKey.generate().private_bytes(
        Encoding.PEM, PrivateFormat.PKCS8, BestAvailableEncryption(b"x")
    )
    return {"empty": b"", "text": b"not a key", "elliptic": elliptic, "locked": locked}


@pytest.mark.parametrize("name", ["empty", "text", "elliptic", "locked"])
def test_a_file_that_is_no_key_is_told_and_kept(keyring: Keyring, name: str) -> None:
    data = strange_files()[name]
    keyring.folder.mkdir(mode=0o700)
    path = keyring.folder / f"{COMMUNE}.pem"
    path.write_bytes(data)
    path.chmod(0o600)
    for use in (keyring.signing_key, keyring.make):
        with pytest.raises(Unavailable) as caught:
            use(COMMUNE)
        assert caught.value.finding.kind is KEY_UNREADABLE
        assert "BEGIN" not in str(caught.value)
    assert path.read_bytes() == data


def test_a_key_that_is_a_folder(keyring: Keyring) -> None:
    (keyring.folder / f"{COMMUNE}.pem").mkdir(parents=True, mode=0o700)
    with pytest.raises(Unavailable) as caught:
        keyring.signing_key(COMMUNE)
    assert caught.value.finding.kind is KEY_UNREADABLE
