"""The form of a scenario: from what was typed to the tables that its file would have."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from chartrier.cockpit.scenario.description import NAMES, Order
from chartrier.cockpit.scenario.reading import MOST_VARIANTS
from chartrier.cockpit.scenario.territory import around
from chartrier.errors import InvalidInput
from chartrier.records.tenant import Tenant
from chartrier.rules.convention import ConventionKind
from chartrier.web.frame.asking import Asked
from chartrier.web.frame.sentences import say

VARIANTS = 2
"""Variants that the form begins with; it may have as many as a file."""

SHARES = frozenset({"plafond", "indexation", "taux", "part_egale"})
"""Numbers that people type in percent."""

LAW = ("valeur", "bas", "haut")

ADOPTION = {"plafond": ("80", "60", "95"), "milieu": ("2,5", "2", "3,5"), "etalement": ("3", "2", "4")}
"""Hypotheses to begin from, which say that they are: without them nothing can be calculated."""

_NAME, _NUMBER = re.compile("v([0-9]{1,2})-nom"), re.compile("[0-9]{1,2}")

REGIMES = tuple(each.value for each in ConventionKind)
ORDERS = tuple(each.value for each in Order)


@dataclass(frozen=True, slots=True)
class Row:
    """A number of the form: its name in the page, what it is, its unit, and what was typed in each of its parts."""

    name: str
    label: str
    unit: str
    typed: Mapping[str, str]


def first(tenant: Tenant, today: date) -> dict[str, str]:
    """What the form shows at first: the territory of the collectivité, and no number that nobody published."""
    try:
        place = {name: " ".join(codes) for name, codes in around(tenant).items()}
    except InvalidInput:
        place = {}
    typed = {
        "titre": "",
        "premiere_annee": str(today.year + 1),
        "annees": "5",
        "departements": "",
        "epci": "",
        "regions": "",
        **place,
        "habitants_max": "",
        "flux-nom": "@ctes et PES",
        "flux-conserve_ans": "10",
        "flux-mo_par_dossier-valeur": "4,4",
        "flux-mo_par_dossier-source": "SITIV au SIB, rapport d'activité 2019 : 32 Go pour 7 250 dossiers",
    }
    typed |= {"v0-nom": "Service mutualisé", "v0-porteur": "", "v0-regime": "mutualisation", "v0-ordre": "epci"}
    typed |= {"v1-nom": "", "v1-porteur": "", "v1-regime": "tiers-archivage", "v1-ordre": "epci"}
    return typed | _hypotheses(0)


def count(typed: Mapping[str, str]) -> int:
    """How many variants the form shows."""
    named = [int(found[1]) + 1 for name in typed if (found := _NAME.fullmatch(name)) and typed[name].strip()]
    given = typed.get("variantes", "")
    asked = int(given) if _NUMBER.fullmatch(given) else VARIANTS
    return min(max(asked, VARIANTS, *named), MOST_VARIANTS)


def with_another(typed: Mapping[str, str]) -> dict[str, str]:
    """The same form with one more variant, to be named."""
    at = count(typed)
    if at == MOST_VARIANTS:
        return dict(typed)
    new = {f"v{at}-regime": "mutualisation", f"v{at}-ordre": "epci", **_hypotheses(at)}
    return {**typed, **new, "variantes": str(at + 1)}


def _hypotheses(at: int) -> dict[str, str]:
    typed: dict[str, str] = {}
    for name, numbers in ADOPTION.items():
        typed |= {f"v{at}-adhesion-{name}-{part}": each for part, each in zip(LAW, numbers, strict=True)}
        typed[f"v{at}-adhesion-{name}-source"] = "hypothèse de travail, à discuter"
    return typed


def whole_of(typed: Mapping[str, str]) -> dict[str, Any]:
    """The tables of the file. What is no number stays as it was typed: reading it says so."""
    territory: dict[str, Any] = {
        name: codes for name in ("regions", "departements", "epci") if (codes := _codes(typed.get(name, "")))
    }
    if typed.get("habitants_max", "").strip():
        territory["habitants_max"] = _whole(typed["habitants_max"])
    variants = [_variant(typed, at) for at in range(count(typed)) if typed.get(f"v{at}-nom", "").strip()]
    return {
        "titre": typed.get("titre", "").strip()[:200],
        "premiere_annee": _whole(typed.get("premiere_annee", "")),
        "annees": _whole(typed.get("annees", "")),
        "territoire": territory,
        "flux": [_flow(typed)] if typed.get("flux-nom", "").strip() else [],
        "variante": variants,
    }


def _flow(typed: Mapping[str, str]) -> dict[str, Any]:
    return {
        "nom": typed["flux-nom"].strip()[:200],
        "dossiers_par_habitant": _quantity(typed, "flux-dossiers_par_habitant"),
        "mo_par_dossier": _quantity(typed, "flux-mo_par_dossier"),
        "conserve_ans": _whole(typed.get("flux-conserve_ans", "")),
    }


def _variant(typed: Mapping[str, str], at: int) -> dict[str, Any]:
    name, of = typed[f"v{at}-nom"].strip()[:200], f"v{at}"
    rate = _quantity(typed, f"{of}-subvention-taux")
    subsidy = {"dispositif": typed.get(f"{of}-dispositif", "").strip()[:200], "taux": rate}
    adoption = {each: _quantity(typed, f"{of}-adhesion-{each}") for each in NAMES["adhesion"].values()}
    model = {
        "nom": name,
        "porteur": typed.get(f"{of}-porteur", "").strip()[:200] or name,
        "regime": typed.get(f"{of}-regime", ""),
        "adhesion": {**adoption, "ordre": typed.get(f"{of}-ordre", "")},
        "couts": {each: _quantity(typed, f"{of}-couts-{each}") for each in NAMES["couts"].values()},
        "partage": {"part_egale": _number(typed.get(f"{of}-part_egale", ""), "part_egale")},
        "subvention": subsidy,
    }
    return {"nom": name, "modele": [model]}


def _quantity(typed: Mapping[str, str], name: str) -> Any:
    last = name.rsplit("-", 1)[-1]
    given = {part: _number(typed.get(f"{name}-{part}", ""), last) for part in LAW}
    given = {part: value for part, value in given.items() if value != ""}
    if not given:
        return ""
    source = typed.get(f"{name}-source", "").strip()[:500]
    return {**given, **({"source": source} if source else {})}


def _number(text: str, name: str) -> Any:
    plain = "".join(text.split()).replace("\u202f", "").replace(",", ".").removesuffix("€").removesuffix("%")
    if not plain:
        return ""
    try:
        value = float(plain)
    except ValueError:
        return text.strip()[:60]
    return round(value / 100, 6) if name in SHARES else value


def _whole(text: str) -> Any:
    plain = "".join(text.split())
    return int(plain) if plain.isascii() and plain.isdecimal() and len(plain) < 12 else text.strip()[:60]


def _codes(text: str) -> list[str]:
    return text.replace(",", " ").replace(";", " ").split()[:500]


def rows(request: Asked, typed: Mapping[str, str]) -> dict[str, Any]:
    """The numbers of the form, with their words: those of the flow, and of each variant."""
    per_year, euros = say(request, "par an"), say(request, "€ TTC")
    flow = (
        ("dossiers_par_habitant", say(request, "Dossiers par habitant"), per_year),
        ("mo_par_dossier", say(request, "Taille d'un dossier"), say(request, "Mo")),
    )
    model = (
        ("adhesion-plafond", say(request, "Part des communes qui adhèrent à terme"), "%"),
        ("adhesion-milieu", say(request, "Temps avant que la moitié d'entre elles soit là"), say(request, "années")),
        ("adhesion-etalement", say(request, "Temps entre un dixième et neuf dixièmes"), say(request, "années")),
        ("couts-investissement", say(request, "Investissement, une fois"), euros),
        ("couts-fonctionnement", say(request, "Fonctionnement, par an"), euros),
        ("couts-mise_en_service", say(request, "Mise en service d'une commune, une fois"), euros),
        ("couts-par_commune", say(request, "Par commune adhérente, par an"), euros),
        ("couts-par_to_et_copie", say(request, "Par To et par copie, par an"), euros),
        ("couts-agents", say(request, "Agents, quel que soit le nombre de communes"), say(request, "temps pleins")),
        ("couts-communes_par_agent", say(request, "Communes par agent supplémentaire"), say(request, "communes")),
        ("couts-cout_d_un_agent", say(request, "Coût d'un agent, par an"), euros),
        ("couts-indexation", say(request, "Hausse des coûts, par an"), "%"),
        ("subvention-taux", say(request, "Subvention de la dépense éligible, la première année"), "%"),
    )

    def row(name: str, label: str, unit: str) -> Row:
        return Row(name, label, unit, {part: typed.get(f"{name}-{part}", "") for part in (*LAW, "source")})

    return {
        "flow_name": typed.get("flux-nom", ""),
        "flow_years": typed.get("flux-conserve_ans", ""),
        "flow": [row(f"flux-{name}", label, unit) for name, label, unit in flow],
        "count": count(typed),
        "more": count(typed) < MOST_VARIANTS,
        "variants": [
            {
                "at": f"v{at}",
                "number": at + 1,
                "rows": [row(f"v{at}-{name}", label, unit) for name, label, unit in model],
                **{
                    name: typed.get(f"v{at}-{name}", "")
                    for name in ("nom", "porteur", "regime", "ordre", "part_egale", "dispositif")
                },
            }
            for at in range(count(typed))
        ],
    }
