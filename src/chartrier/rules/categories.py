"""The seven categories of management rules, and what each may say besides its rules (SEDA 2.1 to 2.3)."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import TypeAlias


class Category(StrEnum):
    """By their SEDA names."""

    STORAGE = "StorageRule"
    APPRAISAL = "AppraisalRule"
    ACCESS = "AccessRule"
    DISSEMINATION = "DisseminationRule"
    REUSE = "ReuseRule"
    CLASSIFICATION = "ClassificationRule"
    HOLD = "HoldRule"


PropertyValue: TypeAlias = str | bool

FINAL_ACTION = "FinalAction"
NEED_AUTHORIZATION = "NeedAuthorization"
"""The one property that a unit declares outside the categories."""

PROPERTIES: Mapping[Category, tuple[str, ...]] = {
    Category.STORAGE: (FINAL_ACTION,),
    Category.APPRAISAL: (FINAL_ACTION,),
    Category.ACCESS: (),
    Category.DISSEMINATION: (),
    Category.REUSE: (),
    Category.CLASSIFICATION: (
        "ClassificationAudience",
        "ClassificationLevel",
        "ClassificationOwner",
        "ClassificationReassessingDate",
        "NeedReassessingAuthorization",
    ),
    Category.HOLD: (),
}
"""What holds for a whole category of a unit, and is inherited apart from its rules."""

BOOLEANS = frozenset({NEED_AUTHORIZATION, "NeedReassessingAuthorization"})

KEEP, DESTROY = "Keep", "Destroy"
"""The final actions of an appraisal rule."""
