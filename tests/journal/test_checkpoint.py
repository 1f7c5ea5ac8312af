"""Checkpoints: the C2SP signed note and tlog-checkpoint, strictly."""

from __future__ import annotations

import base64
import contextlib
import hashlib

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from chartrier.errors import IntegrityFailure
from chartrier.journal.checkpoint import Checkpoint, VerifierKey, read_checkpoint, write_checkpoint
from chartrier.journal.tree import EMPTY_ROOT

ORIGIN = "archives.example/211234567/0a1b2c3d"
PRIVATE = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
KEY = VerifierKey.of(ORIGIN, PRIVATE)
ROOT = hashlib.sha256(b"root").digest()
NOTE = write_checkpoint(Checkpoint(ORIGIN, 17, ROOT), PRIVATE)


def test_written_and_read_back() -> None:
    note = read_checkpoint(NOTE)
    assert note.checkpoint == Checkpoint(ORIGIN, 17, ROOT)
    assert [s.name for s in note.signatures] == [ORIGIN]
    assert KEY.signed(note)


def test_its_lines_are_those_of_the_format() -> None:
    text, _, signed = NOTE.decode().partition("\n\n")
    assert text == f"{ORIGIN}\n17\n{base64.b64encode(ROOT).decode()}"
    assert signed.startswith(f"— {ORIGIN} ")
    assert signed.endswith("\n")
    blob = base64.b64decode(signed.split(" ")[2])
    public = PRIVATE.public_key().public_bytes_raw()
    assert blob[:4] == hashlib.sha256(ORIGIN.encode() + b"\n\x01" + public).digest()[:4]
    PRIVATE.public_key().verify(blob[4:], text.encode() + b"\n")


def test_key_written_and_read_back() -> None:
    assert VerifierKey.read(str(KEY).encode()) == KEY
    assert VerifierKey.read(str(KEY).encode() + b"\n") == KEY
    assert str(KEY).split("+", 2)[:2] == [ORIGIN, KEY.key_hash.hex()]
    assert len(KEY.fingerprint) == 79


def test_a_key_whose_base64_has_a_plus_sign() -> None:
    for number in range(200):
        key = VerifierKey.of(ORIGIN, Ed25519PrivateKey.from_private_bytes(hashlib.sha256(b"%d" % number).digest()))
        assert VerifierKey.read(str(key).encode()) == key


def test_key_hash_counts_the_name() -> None:
    other = VerifierKey("elsewhere.example", KEY.public)
    assert other.key_hash != KEY.key_hash
    assert not other.signed(read_checkpoint(NOTE))


WRITTEN_KEY = str(KEY).encode()


@pytest.mark.parametrize(
    "bad",
    [
        *(b"", b"a+b", b"\xff+00000000+AA==", b"name+zzzzzzzz+AQ=="),
        *(WRITTEN_KEY[:-4], WRITTEN_KEY + b"\n\n", b" " + WRITTEN_KEY),
        WRITTEN_KEY.replace(KEY.key_hash.hex().encode(), b"00000000"),
    ],
)
def test_malformed_keys_are_refused(bad: bytes) -> None:
    with pytest.raises(IntegrityFailure) as caught:
        VerifierKey.read(bad)
    assert caught.value.finding.code == "JRN-003"


def test_another_key_does_not_verify() -> None:
    other = Ed25519PrivateKey.from_private_bytes(b"x" * 32)
    assert not KEY.signed(read_checkpoint(write_checkpoint(Checkpoint(ORIGIN, 17, ROOT), other)))


def test_every_flipped_bit_is_refused() -> None:
    for at in range(len(NOTE)):
        for bit in (0, 3, 7):
            damaged = NOTE[:at] + bytes([NOTE[at] ^ 1 << bit]) + NOTE[at + 1 :]
            try:
                note = read_checkpoint(damaged)
            except IntegrityFailure:
                continue
            assert not KEY.signed(note), damaged


def test_cosignatures_and_other_lines_have_their_place() -> None:
    note = write_checkpoint(Checkpoint(ORIGIN, 17, ROOT, ("something later",)), PRIVATE)
    cosigned = note + f"— witness.example {base64.b64encode(b'kkkk' + bytes(72)).decode()}\n".encode()
    read = read_checkpoint(cosigned)
    assert KEY.signed(read)
    assert [s.name for s in read.signatures] == [ORIGIN, "witness.example"]
    assert read.checkpoint.extensions == ("something later",)


def test_a_wrong_signature_of_our_key_spoils_the_note() -> None:
    wrong = f"— {ORIGIN} {base64.b64encode(KEY.key_hash + bytes(64)).decode()}\n".encode()
    assert not KEY.signed(read_checkpoint(NOTE + wrong))


def text(origin: str = ORIGIN, size: str = "17", root: str = base64.b64encode(ROOT).decode()) -> bytes:
    return f"{origin}\n{size}\n{root}\n\n— {ORIGIN} {base64.b64encode(bytes(68)).decode()}\n".encode()


@pytest.mark.parametrize(
    "bad",
    [
        *(text(size=size) for size in ("", "017", "-1", "+1", "1 ", "1_0", "١", "9" * 19, "9" * 5000)),
        *(text(root=root) for root in ("", "AAAA", base64.b64encode(ROOT).decode()[:-1], "é" * 44)),
        text(origin=""),
        text(size="0"),
        text() + b"x",
        text()[:-1],
        text().replace(b"\n\n", b"\n"),
        text().replace("—".encode(), b"-"),
        text().replace(b"17", b"17\r"),
        b"",
        b"\n\n",
        b"\xff" * 50,
        text() * 1000,
    ],
)
def test_malformed_checkpoints_are_refused(bad: bytes) -> None:
    with pytest.raises(IntegrityFailure) as caught:
        read_checkpoint(bad)
    assert caught.value.finding.code == "JRN-002"


@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    for read in (read_checkpoint, VerifierKey.read):
        with contextlib.suppress(IntegrityFailure):
            read(data)


def test_an_empty_log() -> None:
    note = write_checkpoint(Checkpoint(ORIGIN, 0, EMPTY_ROOT), PRIVATE)
    assert KEY.signed(read_checkpoint(note))
    with pytest.raises(ValueError):
        write_checkpoint(Checkpoint(ORIGIN, 0, ROOT), PRIVATE)


@pytest.mark.parametrize("origin", ["", "a b", "a+b", "a\nb"])
def test_names_that_no_key_may_have(origin: str) -> None:
    with pytest.raises(ValueError):
        write_checkpoint(Checkpoint(origin, 1, ROOT), PRIVATE)
