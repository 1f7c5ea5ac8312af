"""The numbers that stand for categories, reasons and final actions in the tables. They never change their meaning."""

from __future__ import annotations

from chartrier.rules.categories import DESTROY, KEEP, Category
from chartrier.rules.declaration import Open

CATEGORY = {
    Category.STORAGE: 1,
    Category.APPRAISAL: 2,
    Category.ACCESS: 3,
    Category.DISSEMINATION: 4,
    Category.REUSE: 5,
    Category.CLASSIFICATION: 6,
    Category.HOLD: 7,
}
OPEN = {Open.UNLIMITED: 1, Open.NO_START: 2, Open.NO_DURATION: 3, Open.UNKNOWN_RULE: 4}
FINAL = {KEEP: 1, DESTROY: 2}
"""Added up when several hold."""

CATEGORY_OF = {code: category for category, code in CATEGORY.items()}
OPEN_OF = {code: reason for reason, code in OPEN.items()}


def finals_of(code: int) -> tuple[str, ...]:
    """The final actions that a number stands for."""
    return tuple(final for final, bit in FINAL.items() if code & bit)
