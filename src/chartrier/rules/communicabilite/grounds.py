"""The grounds of L213-1 and L213-2, under the access codes of SEDA 1.0 (AR038 to AR062).

Codes that differ only by whether the death is known (AR043 and AR061, AR044 and AR054, …) are one ground of the law,
so they count alike.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from chartrier.rules.communicabilite.formulas import AtOnce, Formula, Medical, Never, Start, Years
from chartrier.rules.communicabilite.provenance import Confidence, Provenance
from chartrier.rules.communicabilite.words import Words

_SOURCE = "Code du patrimoine (31 juillet 2021) ; liste des codes d'accès du SEDA 1.0"


@dataclass(frozen=True, slots=True)
class Ground:
    """Why documents open, or stay closed."""

    code: str
    clause: str
    words: Words
    formula: Formula
    provenance: Provenance


def _ground(code: str, clause: str, fr: str, en: str, formula: Formula, *doubts: Words) -> Ground:
    provenance = Provenance(Confidence.A, _SOURCE, doubts)
    return Ground(code, f"Code du patrimoine, {clause}", Words(fr, en), formula, provenance)


def own_ground(code: str, label: str, formula: Formula) -> Ground:
    """The ground of an access rule of the collectivité's own, as its referential has it."""
    words = Words(f"{label} (règle {code} de la collectivité)", f"{label} (rule {code} of the collectivité)")
    return Ground(code, "Référentiel de la collectivité", words, formula, _OWN)


_OWN = Provenance(Confidence.B, "Référentiel de la collectivité")

_25 = Years(25)
_50 = Years(50)
_75 = Years(75, after_death=25)
_100 = Years(100, after_death=25)
_REGISTER = Years(75, Start.REGISTER_CLOSED, after_death=25)
_MEDICAL = Medical(after_death=25, after_birth=120)

_BUSINESS_SECRETS = Words(
    "La liste du SEDA dit encore « secret en matière commerciale et industrielle » ; la loi, depuis 2018, « secret des "
    "affaires ».",
    "The SEDA list still says “commercial and industrial secrecy”; the law, since 2018, “business secrets”.",
)
_CONTRACTS = Words(
    "La liste du SEDA cite un I, 1°, c, que le texte en vigueur n'a plus : à vérifier avant de l'employer.",
    "The SEDA list cites I, 1°, c, which the text in force no longer has: verify before using it.",
)
_CONTRACTS_DETENTION = Words(
    "Pour des bâtiments de détention, comptez plutôt depuis la fin de leur affectation (AR050).",
    "For buildings of detention, count rather from the end of that use (AR050).",
)
_CONTRACTS_75 = Words(
    "La liste du SEDA ne donne que 75 ans ; le délai de 25 ans après le décès est appliqué comme aux enquêtes et aux "
    "affaires qu'elle vise.",
    "The SEDA list gives 75 years only; 25 years after the death is applied as to the inquiries and cases it is about.",
)
_DEATH_AT_GREAT_AGE = Words(
    "Une note juridique du SIAF prend le plus court de « 25 ans après le décès » et « 120 ans après la naissance » ; "
    "le texte n'admet les 120 ans que si le décès n'est pas connu : c'est lui qui est appliqué.",
    "A legal note of the SIAF takes the shorter of “25 years after the death” and “120 years after the birth”; "
    "the text allows 120 years only when the death is not known: the text is what is applied.",
)
_BOTH_SPOUSES = Words(
    "Pour un mariage, le délai de 25 ans court depuis le second décès (lecture prudente).",
    "For a marriage, the 25 years run from the second death (a careful reading).",
)
_NOTARIES = Words(
    "Pour les notaires, l'article 23 de la loi du 25 ventôse an XI est réservé.",
    "For notaries, article 23 of the law of 25 ventôse an XI is reserved.",
)
_JUDGMENTS = Words(
    "Les jugements eux-mêmes ont leurs propres dispositions.", "Judgments themselves have provisions of their own."
)
_PROLONGED = Words(
    "La loi du 30 juillet 2021 (art. 25) prolonge certains de ces délais au-delà de 50 ans : la date est un minimum.",
    "The law of 30 July 2021 (art. 25) prolongs some of these beyond 50 years: the date is the earliest one.",
)
_NOMINATIVE_LISTS = Words(
    "Les listes nominatives du recensement jusqu'en 1975 seraient d'accès plus large (une seule source).",
    "Nominative lists of the census up to 1975 may be more widely open (one source).",
)

_ALL = (
    _ground("AR038", "L213-1", "régime de principe", "the general rule", AtOnce()),
    _ground(
        "AR039",
        "L213-2, I, 1°, a",
        "secret des affaires, des délibérations de l'exécutif, de la recherche des infractions fiscales et douanières",
        "business secrets, secrecy of executive deliberations, of tax and customs investigations",
        _25,
        _BUSINESS_SECRETS,
    ),
    _ground(
        "AR040",
        "L213-2, I, 1°, b",
        "avis du Conseil d'État et des juridictions administratives, documents des juridictions financières",
        "opinions of the Conseil d'État and administrative courts, documents of the financial courts",
        _25,
    ),
    _ground("AR041", "L213-2, I, 1°, a", "secret statistique", "statistical secrecy", _25),
    _ground(
        "AR042",
        "L213-2, I, 1°",
        "prestation de services pour des personnes déterminées",
        "services rendered to particular persons",
        _25,
        _CONTRACTS,
    ),
    _ground("AR043", "L213-2, I, 2°", "secret médical", "medical secrecy", _MEDICAL, _DEATH_AT_GREAT_AGE),
    _ground(
        "AR044",
        "L213-2, I, 4°, e",
        "état civil (naissance, mariage)",
        "civil register (births, marriages)",
        _REGISTER,
        _BOTH_SPOUSES,
    ),
    _ground(
        "AR045",
        "L213-2, I, 4°, d",
        "minutes des officiers publics ou ministériels",
        "records of public or ministerial officers",
        _75,
        _NOTARIES,
    ),
    _ground("AR046", "L213-2, I, 4°, b", "enquêtes de police judiciaire", "criminal investigations", _75),
    _ground("AR047", "L213-2, I, 4°, c", "affaires portées devant les juridictions", "court cases", _75, _JUDGMENTS),
    _ground("AR048", "L213-2, I, 3°", "vie privée", "privacy", _50),
    _ground(
        "AR049",
        "L213-2, I, 3°",
        "défense nationale, sûreté de l'État, sécurité publique",
        "national defence, security of the State, public safety",
        _50,
        _PROLONGED,
    ),
    _ground(
        "AR050",
        "L213-2, I, 3°",
        "bâtiments de détention",
        "buildings of detention",
        Years(50, Start.DETENTION_ENDED),
        _PROLONGED,
    ),
    _ground(
        "AR051",
        "L213-2, I, 3°",
        "prestation de services touchant à la sécurité publique ou à la vie privée",
        "services rendered that touch public safety or privacy",
        _50,
        _CONTRACTS,
        _CONTRACTS_DETENTION,
    ),
    _ground(
        "AR052",
        "L213-2, I, 4°, a",
        "questionnaires statistiques sur la vie privée",
        "statistical questionnaires on private life",
        _75,
        _NOMINATIVE_LISTS,
    ),
    _ground(
        "AR053",
        "L213-2, I, 4°",
        "prestation de services liée à une enquête ou à une affaire de justice",
        "services rendered in connection with an investigation or a court case",
        _75,
        _CONTRACTS,
        _CONTRACTS_75,
    ),
    _ground(
        "AR054",
        "L213-2, I, 4°, e",
        "état civil (naissance, mariage)",
        "civil register (births, marriages)",
        _REGISTER,
        _BOTH_SPOUSES,
    ),
    _ground(
        "AR055",
        "L213-2, I, 4°, d",
        "minutes des officiers publics ou ministériels",
        "records of public or ministerial officers",
        _75,
        _NOTARIES,
    ),
    _ground("AR056", "L213-2, I, 4°, b", "enquêtes de police judiciaire", "criminal investigations", _75),
    _ground("AR057", "L213-2, I, 4°, c", "affaires portées devant les juridictions", "court cases", _75, _JUDGMENTS),
    _ground(
        "AR058",
        "L213-2, I, 5°",
        "personnes mineures (statistiques, enquêtes, justice)",
        "minors (statistics, investigations, justice)",
        _100,
    ),
    _ground(
        "AR059",
        "L213-2, I, 5°",
        "sécurité de personnes nommées, secret de la défense nationale",
        "safety of named persons, defence secrecy",
        _100,
    ),
    _ground(
        "AR060",
        "L213-2, I, 5°",
        "intimité de la vie sexuelle (enquêtes, justice)",
        "sexual privacy (investigations, justice)",
        _100,
    ),
    _ground("AR061", "L213-2, I, 2°", "secret médical", "medical secrecy", _MEDICAL, _DEATH_AT_GREAT_AGE),
    _ground("AR062", "L213-2, II", "armes de destruction massive", "weapons of mass destruction", Never()),
)

GROUNDS: Mapping[str, Ground] = MappingProxyType({ground.code: ground for ground in _ALL})
"""Every ground by its code."""
