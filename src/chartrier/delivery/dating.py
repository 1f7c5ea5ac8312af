"""The départs that events gave, put into what a unit declares: another archive has nothing else to count from."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from datetime import date

from chartrier.seda.element_text import in_order, of_children
from chartrier.seda.values import ElementValue, first_child, text_of


def with_departs(management: ElementValue | None, departs: Mapping[str, date]) -> ElementValue | None:
    """`Management` where each of these rules starts on its day, or on the later one that is stated there."""
    if not isinstance(management, dict) or not departs:
        return management
    made = dict(management)
    for name in management:
        if name.endswith("Rule") and isinstance(declared := first_child(management, name), dict):
            made[name] = [_dated(f"{name}Type", declared, departs)]
    return made


def _dated(
    type_name: str, declared: dict[str, str | list[ElementValue]], departs: Mapping[str, date]
) -> dict[str, str | list[ElementValue]]:
    pairs: list[tuple[str, ElementValue]] = []
    given: date | None = None
    for name, value in in_order(type_name, declared):
        if given is not None:
            # a start stands right behind its rule
            pairs.append(("StartDate", _later(value, given) if name == "StartDate" else given.isoformat()))
        if given is None or name != "StartDate":
            pairs.append((name, value))
        given = departs.get(text_of(value) or "") if name == "Rule" else None
    if given is not None:
        pairs.append(("StartDate", given.isoformat()))
    return of_children(declared, pairs)


def _later(stated: ElementValue, day: date) -> ElementValue:
    with suppress(ValueError):
        if date.fromisoformat((text_of(stated) or "")[:10]) >= day:
            return stated
    return day.isoformat()
