"""The one place where the view asks for the registre des traitements (RGPD, art. 30)."""

from __future__ import annotations

from collections.abc import Mapping

from chartrier.catalog.treatments.register import standing


def treatments_of(tenant: int) -> Mapping[str, str] | None:
    """The names of the treatments that each série is entered under, by its code; None: no register is kept yet."""
    versions = [each.treatment for each in standing(tenant) if each.treatment is not None]
    if not versions:
        return None
    names: dict[str, list[str]] = {}
    for treatment in versions:
        for code in treatment.series:
            names.setdefault(code, []).append(treatment.name)
    return {code: " ; ".join(each) for code, each in names.items()}
