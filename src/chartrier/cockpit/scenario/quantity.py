"""A number of a scenario, with how sure it is and where it comes from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Quantity:
    """`value` None: nobody gave it, and nothing stands for it. `low` and `high`: between which it lies, if not sure.

    The unit is that of the place where it stands. `source` and `day` say who said so and when.
    """

    value: float | None = None
    low: float | None = None
    high: float | None = None
    source: str = ""
    day: date | None = None

    @property
    def known(self) -> bool:
        return self.value is not None

    @property
    def uncertain(self) -> bool:
        """Whether it is drawn: between `low` and `high`, `value` being the likeliest (triangular law)."""
        return self.known and self.low is not None and self.high is not None and self.low < self.high

    @property
    def lowest(self) -> float | None:
        return self.low if self.uncertain else self.value

    @property
    def highest(self) -> float | None:
        return self.high if self.uncertain else self.value


UNKNOWN = Quantity()
