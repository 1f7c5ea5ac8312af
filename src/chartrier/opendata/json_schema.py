"""What of a JSON value does not follow a schema: the words of JSON Schema that the format of public contracts uses.

A word that is not known here is an error of ours (KeyError), never passed over.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

Problem = tuple[str, str]
"""Where (`$.titulaires[0].id`), and what is wanted there."""

Schema = Mapping[str, Any]

_MOST = 1e300


def problems(value: Any, schema: Schema, where: str = "$") -> Iterator[Problem]:
    """All of them, in the order of the schema; of what has not its type, nothing else is told."""
    wanted = schema.get("type")
    if wanted is not None and not _TYPES[wanted](value):
        yield where, f"type: {wanted}"
        return
    for word, said in schema.items():
        yield from _WORDS[word](value, said, schema, where)


def _is_number(value: Any) -> bool:
    """NaN, infinities, and what no floating number reaches are none: nobody meant them."""
    return isinstance(value, int | float) and not isinstance(value, bool) and -_MOST < value < _MOST


_TYPES: Mapping[str, Callable[[Any], bool]] = {
    "object": lambda value: isinstance(value, dict),
    "array": lambda value: isinstance(value, list),
    "string": lambda value: isinstance(value, str),
    "boolean": lambda value: isinstance(value, bool),
    "number": _is_number,
    "integer": lambda value: _is_number(value) and float(value).is_integer(),
}


def _properties(value: Any, said: Any, schema: Schema, where: str) -> Iterator[Problem]:
    for name, inner in said.items():
        if isinstance(value, dict) and name in value:
            yield from problems(value[name], inner, f"{where}.{name}")


def _required(value: Any, said: Any, schema: Schema, where: str) -> Iterator[Problem]:
    for name in said:
        if isinstance(value, dict) and name not in value:
            yield f"{where}.{name}", "required"


def _items(value: Any, said: Any, schema: Schema, where: str) -> Iterator[Problem]:
    for number, each in enumerate(value if isinstance(value, list) else ()):
        yield from problems(each, said, f"{where}[{number}]")


def _others(value: Any, said: Any, schema: Schema, where: str) -> Iterator[Problem]:
    if said is False and isinstance(value, dict):
        for name in sorted(set(value) - set(schema.get("properties", ()))):
            yield f"{where}.{name[:40]}", "additionalProperties"


def _unique(value: Any, said: Any, schema: Schema, where: str) -> Iterator[Problem]:
    # written alike is alike, but for 1 and 1.0: comparing each with each would take for ever of a list made to
    if said and isinstance(value, list) and len({json.dumps(each, sort_keys=True) for each in value}) < len(value):
        yield where, "uniqueItems"


def _is(word: str, of: Callable[[Any], bool], holds: Callable[[Any, Any], bool]) -> Callable[..., Iterator[Problem]]:
    def check(value: Any, said: Any, schema: Schema, where: str) -> Iterator[Problem]:
        if of(value) and not holds(value, said):
            told = " | ".join(map(str, said)) if isinstance(said, list) else str(said)
            yield where, f"{word}: {told[:200]}"

    return check


def _any(value: Any) -> bool:
    return True


_WORDS: Mapping[str, Callable[..., Iterator[Problem]]] = {
    "type": lambda *_: iter(()),
    "properties": _properties,
    "required": _required,
    "items": _items,
    "additionalProperties": _others,
    "uniqueItems": _unique,
    "enum": _is("enum", _any, lambda value, said: value in said),
    "pattern": _is("pattern", _TYPES["string"], lambda value, said: re.search(said, value) is not None),
    "minLength": _is("minLength", _TYPES["string"], lambda value, said: len(value) >= said),
    "maxLength": _is("maxLength", _TYPES["string"], lambda value, said: len(value) <= said),
    "minItems": _is("minItems", _TYPES["array"], lambda value, said: len(value) >= said),
    "minimum": _is("minimum", _is_number, lambda value, said: value >= said),
    "maximum": _is("maximum", _is_number, lambda value, said: value <= said),
}
