"""What tells which names a page looks up misses none: a walk over pages leans on it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.test import RequestFactory

from chartrier.web import subjects
from tests.web.watched import EVERY, watching

LOOKS: dict[str, tuple[Callable[[Any], object], set[str]]] = {
    "nothing": (lambda given: None, set()),
    "get": (lambda given: given.get("words"), {"words"}),
    "get what is not there": (lambda given: given.get("other"), {"other"}),
    "item": (lambda given: given["words"], {"words"}),
    "list": (lambda given: given.getlist("words"), {"words"}),
    "in": (lambda given: "other" in given, {"other"}),
    "whether": (lambda given: bool(given), {EVERY}),
    "each": (lambda given: [*given], {EVERY}),
    "items": (lambda given: dict(given.items()), {EVERY, "words"}),
    "dict": (lambda given: dict(given), {EVERY, "words"}),
    "spread": (lambda given: {**given}, {EVERY, "words"}),
    "copy": (lambda given: given.copy()["words"], {EVERY}),
    "address": (lambda given: given.urlencode(), {EVERY}),
    "equal": (lambda given: given == {}, {EVERY}),
}


@pytest.mark.parametrize("look", LOOKS)
def test_what_is_looked_up_is_noted(look: str) -> None:
    looks, noted = LOOKS[look]
    make = RequestFactory()
    with watching() as looked_up:
        for given in (make.get("/", {"words": "a"}).GET, make.post("/", {"words": "a"}).POST):
            looked_up.clear()
            looks(given)
            assert looked_up == noted
    assert make.get("/", {"words": "a"}).GET["words"] == "a" and looked_up == noted, "afterwards nothing is watched"


def test_what_an_address_is_given_is_read_in_one_way() -> None:
    """Not but by the names of it, which is what is watched."""
    sources = [each.read_text("utf-8") for each in Path(subjects.__file__).parent.rglob("*.py")]
    assert len(sources) > 100 and not any("QUERY_STRING" in each or "get_raw_uri" in each for each in sources)
