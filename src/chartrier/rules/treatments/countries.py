"""Where data may go: the European Economic Area, the countries said to be adequate, and all others."""

from __future__ import annotations

EEA = frozenset(
    {
        "AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU", "IE", "IS", "IT", "LI",
        "LT", "LU", "LV", "MT", "NL", "NO", "PL", "PT", "RO", "SE", "SI", "SK",
        # French territory, where the RGPD is in force by itself or by the law of 1978 (art. 125 and 126)
        "GF", "GP", "MQ", "RE", "YT", "PM", "BL", "MF", "NC", "PF", "WF", "TF",
    }
)  # fmt: skip
"""Codes ISO 3166-1 of where the RGPD holds."""

ADEQUATE = frozenset({"AD", "AR", "CA", "CH", "FO", "GB", "GG", "IL", "IM", "JE", "JP", "KR", "NZ", "US", "UY"})
"""Countries of a decision of adequacy (art. 45). General knowledge of 2026: whether it covers the receiver (Canada:
commercial organisations; United States: those that adhere to the Data Privacy Framework) is for people to check.
"""


def outside(country: str) -> bool:
    """Whether a country is outside of the EEA; one that is not said is not."""
    return bool(country) and country not in EEA
