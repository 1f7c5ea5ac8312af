"""Which names a page looks up in what it was given: what it never looks up cannot change its answer."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.core.handlers.wsgi import WSGIRequest
from django.http import QueryDict
from django.utils.functional import cached_property
from django.utils.html import escape

EVERY = "*"
"""Stands for all names: it was gone through, counted or copied."""

WHOLE = (
    "__iter__", "__len__", "__eq__", "__copy__", "__deepcopy__", "keys", "values", "items", "lists", "dict", "copy",
    "urlencode",
)  # fmt: skip


class Watched(QueryDict):
    """What came with a request, which notes in `looked_up` what is asked of it."""

    looked_up: set[str] = set()
    """Of a copy, this one, which nobody reads: that it was copied is noted."""

    @classmethod
    def of(cls, given: QueryDict, looked_up: set[str]) -> Watched:
        made = cls("", mutable=True, encoding=given.encoding)
        for name, values in given.lists():
            made.setlist(name, values)
        made._mutable, made.looked_up = False, looked_up
        return made

    def __getitem__(self, name: str) -> Any:
        self.looked_up.add(name)
        return super().__getitem__(name)

    def __contains__(self, name: object) -> bool:
        self.looked_up.add(str(name))
        return super().__contains__(name)

    def getlist(self, name: str, default: Any = None) -> Any:
        self.looked_up.add(name)
        return super().getlist(name, default)


def _whole(method: str) -> Any:
    def noted(self: Watched, *given: Any, **named: Any) -> Any:
        self.looked_up.add(EVERY)
        return getattr(QueryDict, method)(self, *given, **named)

    return noted


for each in WHOLE:
    setattr(Watched, each, _whole(each))


def without_way_back(body: bytes, address: str) -> bytes:
    """A page without the address that was asked for, to which one goes back when language or colours are changed."""
    return body.replace(f'name="next" value="{escape(address)}"'.encode(), b'name="next" value=""')


@contextmanager
def watching() -> Iterator[set[str]]:
    """The names that requests of this process look up, in their address or form, from here on."""
    looked_up: set[str] = set()
    address, form = vars(WSGIRequest)["GET"], vars(WSGIRequest)["POST"]
    watched = cached_property(lambda request: Watched.of(address.func(request), looked_up))
    watched.__set_name__(WSGIRequest, "GET")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(WSGIRequest, "GET", watched)
        patch.setattr(
            WSGIRequest, "POST", property(lambda request: Watched.of(form.fget(request), looked_up), form.fset)
        )
        yield looked_up
