"""Choices and days as a command line writes them."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import TypeVar

from chartrier.cli.findings import NOT_A_CHOICE
from chartrier.errors import InvalidInput
from chartrier.rules.communicabilite.dates import last_day

Choice = TypeVar("Choice", bound=StrEnum)

_SHOWN = 40


def choice(of: type[Choice], text: str) -> Choice:
    """The member whose value is written. Raises InvalidInput."""
    try:
        return of(text)
    except ValueError:
        raise InvalidInput(NOT_A_CHOICE, value=text[:_SHOWN], choices=", ".join(of)) from None


def day(text: str | None, otherwise: date) -> date:
    """The day written, or the last one of the month or year written. Raises InvalidInput."""
    return otherwise if text is None else last_day(text)
