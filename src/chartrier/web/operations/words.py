"""The filters by which templates of operations name kinds and states."""

from __future__ import annotations

from django import template

from chartrier.registers.operation_names import called
from chartrier.registers.operations import STATES
from chartrier.rules.communicabilite.words import Words
from chartrier.web.frame.sentences import spoken

register = template.Library()


@register.filter
def operation_words(operation: str) -> str:
    """An operation in the language of the page."""
    return called(operation).within(spoken())


@register.filter
def state_words(state: str) -> Words:
    """A state in both languages."""
    return STATES[state]
