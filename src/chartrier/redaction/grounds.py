"""Why a passage may not be communicated: the secrets and interests that the law protects.

A document that holds such mentions is communicated once they are hidden (CRPA, L311-7); what is an archive follows
L213-2 of the code du patrimoine; what is published, L312-1-2.
"""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType

from chartrier.rules.communicabilite.words import Words


@dataclass(frozen=True, slots=True)
class Ground:
    """One reason that the law knows; `code` is what people and programs write."""

    code: str
    clause: str
    words: Words

    @property
    def sentence(self) -> Words:
        """The clause, then what it protects."""
        return Words(f"{self.clause} : {self.words.fr}", f"{self.clause}: {self.words.en}")


_ALL = (
    Ground("vie-privee", "CRPA, L311-6, 1°", Words("protection de la vie privée", "protection of private life")),
    Ground("secret-medical", "CRPA, L311-6, 1°", Words("secret médical", "medical secrecy")),
    Ground("secret-affaires", "CRPA, L311-6, 1°", Words("secret des affaires", "business secrets")),
    Ground(
        "appreciation",
        "CRPA, L311-6, 2°",
        Words(
            "appréciation ou jugement de valeur sur une personne physique",
            "an assessment of, or a value judgement on, a natural person",
        ),
    ),
    Ground(
        "comportement",
        "CRPA, L311-6, 3°",
        Words(
            "comportement d'une personne, dont la divulgation pourrait lui nuire",
            "somebody's conduct, whose disclosure could harm them",
        ),
    ),
    Ground(
        "securite",
        "CRPA, L311-5, 2°",
        Words(
            "sûreté de l'État, sécurité publique, des personnes ou des systèmes d'information",
            "safety of the State, public safety, that of persons or of information systems",
        ),
    ),
    Ground(
        "procedures",
        "CRPA, L311-5, 2°",
        Words("procédures engagées devant les juridictions", "proceedings before the courts"),
    ),
    Ground(
        "archives-vie-privee",
        "Code du patrimoine, L213-2, I, 3°",
        Words("vie privée, avant le délai de 50 ans", "private life, before 50 years"),
    ),
    Ground(
        "archives-secret-medical",
        "Code du patrimoine, L213-2, I, 2°",
        Words("secret médical, avant son délai", "medical secrecy, before its time"),
    ),
    Ground(
        "archives-secret-affaires",
        "Code du patrimoine, L213-2, I, 1°",
        Words("secret des affaires, avant le délai de 25 ans", "business secrets, before 25 years"),
    ),
    Ground(
        "publication",
        "CRPA, L312-1-2",
        Words("données personnelles, avant une publication", "personal data, before a publication"),
    ),
)
GROUNDS = MappingProxyType({ground.code: ground for ground in _ALL})
"""By code, in the order in which they are shown."""
