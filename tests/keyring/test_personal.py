"""Personal keys: closed under a passphrase as docs and standards say, open with that passphrase only."""

from __future__ import annotations

import unicodedata
from dataclasses import replace
from uuid import UUID, uuid4

from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from hypothesis import given
from hypothesis import strategies as st

from chartrier.keyring.personal import make_key, open_key, seal_key
from chartrier.records.sealed_key import Cost

CHEAP = Cost(passes=1, memory=8, lanes=1)
PERSON = UUID("0199a3f2-5d1c-7b3e-9a4f-2c6d8e000001")
texts = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=40)


def test_the_cost_is_that_of_rfc_9106(at_full_cost: Cost) -> None:
    """Its second recommended option (§4): 64 MiB, three passes, four lanes; a salt of 128 bits."""
    assert Cost(passes=3, memory=64 * 1024, lanes=4) == at_full_cost
    sealed = seal_key(make_key(), "cinq mots sans aucun lien", PERSON)
    assert (sealed.cost, len(sealed.salt), len(sealed.nonce), len(sealed.sealed)) == (at_full_cost, 16, 12, 32 + 16)
    assert open_key(sealed, "cinq mots sans aucun lien", PERSON) is not None


@given(texts, texts)
def test_only_its_passphrase_opens_it(passphrase: str, other: str) -> None:
    key = make_key()
    sealed = seal_key(key, passphrase, PERSON, CHEAP)
    opened = open_key(sealed, passphrase, PERSON)
    assert opened is not None
    assert opened.private_bytes_raw() == key.private_bytes_raw()
    same = unicodedata.normalize("NFC", passphrase) == unicodedata.normalize("NFC", other)
    assert (open_key(sealed, other, PERSON) is not None) is same


def test_an_accent_has_one_spelling() -> None:
    sealed = seal_key(make_key(), "les e\u0301coles d'e\u0301te\u0301", PERSON, CHEAP)
    assert open_key(sealed, "les écoles d'été", PERSON) is not None


def test_it_is_bound_to_its_person_and_public_key() -> None:
    """A row moved to somebody else, or whose public key was replaced, opens for nobody."""
    sealed = seal_key(make_key(), "phrase", PERSON, CHEAP)
    assert open_key(sealed, "phrase", uuid4()) is None
    public = make_key().public_key().public_bytes_raw()
    assert open_key(replace(sealed, public_key=public), "phrase", PERSON) is None
    assert open_key(replace(sealed, cost=replace(CHEAP, passes=2)), "phrase", PERSON) is None


def test_nothing_is_used_twice() -> None:
    key = make_key()
    one, two = (seal_key(key, "phrase", PERSON, CHEAP) for _ in range(2))
    assert one.public_key == two.public_key
    assert one.salt != two.salt and one.nonce != two.nonce and one.sealed != two.sealed


def test_another_implementation_opens_it() -> None:
    key = make_key()
    sealed = seal_key(key, "phrase", PERSON, CHEAP)
    derived = Argon2id(salt=sealed.salt, length=32, iterations=1, lanes=1, memory_cost=8).derive(b"phrase")
    context = b"chartrier-credential/1\n" + PERSON.bytes + sealed.public_key
    assert ChaCha20Poly1305(derived).decrypt(sealed.nonce, sealed.sealed, context) == key.private_bytes_raw()
