"""The one place where the view asks for the registre des traitements (RGPD, art. 30)."""

from __future__ import annotations

from collections.abc import Mapping


def treatments_of(tenant: int) -> Mapping[str, str] | None:
    """The name of the treatment that each série is entered under, by its code; None: no register is kept here.

    No register is kept by this version: what is known of personal data is what was seen of them in documents.
    """
    return None
