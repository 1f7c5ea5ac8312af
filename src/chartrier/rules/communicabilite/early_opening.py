"""General early opening (code du patrimoine, L213-3, II): a whole set opened to everybody before its delay.

It is apart from dérogations: no reader, no period, no request.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from chartrier.errors import InvalidInput
from chartrier.rules.communicabilite import findings as say
from chartrier.rules.communicabilite.formulas import Outcome
from chartrier.rules.communicabilite.public import PublicAnswer


@dataclass(frozen=True, slots=True)
class EarlyOpening:
    """A decision of the archives administration, after the accord of the authority the documents come from.

    Raises InvalidInput without letter or units, or when the accord comes after the decision.
    """

    letter: str
    agreed: date
    decided: date
    units: frozenset[str]

    def __post_init__(self) -> None:
        if not self.letter.strip():
            raise InvalidInput(say.NO_LETTER)
        if not self.units:
            raise InvalidInput(say.NO_UNITS)
        if self.decided < self.agreed:
            raise InvalidInput(say.BACKWARDS, day=str(self.decided), before=str(self.agreed))

    def opens(self, unit: str, access: PublicAnswer, today: date) -> bool:
        """Whether it opens that unit to everybody on that day. What is never open stays closed."""
        return unit in self.units and access.outcome is not Outcome.NEVER and self.decided <= today
