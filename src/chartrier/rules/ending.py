"""When a whole category of a unit has ended: every rule that holds counts, whatever it came by."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from chartrier.rules.calendar import has_ended
from chartrier.rules.declaration import Open, strongest
from chartrier.rules.inheritance import Held
from chartrier.rules.summary import CategorySummary

Key = TypeVar("Key", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Ending:
    """The end of all the rules of a category, the latest one.

    `end` None with rules that are `open`: it does not end by time (an unlimited access rule is never communicable by
    time; a rule whose start is not known waits for it). `end` None and nothing open: there is no rule at all.
    """

    end: date | None
    open: tuple[str, ...] = ()
    """The identifiers of the rules without end, in order."""
    why: Open | None = None
    """Why they have none, the strongest reason."""

    @property
    def ruled(self) -> bool:
        """Whether there is any rule."""
        return self.end is not None or bool(self.open)

    def has_ended(self, today: date) -> bool:
        """Whether there are rules, and all have ended: one that ends on a day has ended on that day."""
        return not self.open and has_ended(self.end, today)


def ending_of(held: Held[Key]) -> Ending:
    """The ending of what a unit holds in a category."""
    rules = ((name, each.declared) for name, several in held.rules.items() for each in several)
    return _ending((name, declared.end, declared.why) for name, declared in rules)


def ending_of_summary(summary: CategorySummary) -> Ending:
    """The same, where only the summary is known."""
    spans = ((rule, span) for rule, several in summary.rules.items() for span in several.values())
    return _ending((rule, span.latest, span.open) for rule, span in spans)


def _ending(ends: Iterable[tuple[str, date | None, Open | None]]) -> Ending:
    latest: date | None = None
    open_rules = set()
    reason: Open | None = None
    for rule, end, why in ends:
        if why is not None:
            open_rules.add(rule)
            reason = strongest(reason, why)
        elif end is not None and (latest is None or end > latest):
            latest = end
    return Ending(None if open_rules else latest, tuple(sorted(open_rules)), reason)
