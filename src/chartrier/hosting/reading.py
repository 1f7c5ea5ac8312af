"""An offer from what is written of it: by options, by a form or in a file, the same items and the same findings.

Every value is text. An empty one says nothing, and erases what was said before.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from chartrier.copies.texts import clean_text
from chartrier.errors import InvalidInput
from chartrier.geography import national_list
from chartrier.hosting.findings import BAD_CODE, NOT_TOML, UNKNOWN_KEY, WRONG_VALUE
from chartrier.records.hosting import Certified, HostingPolicy, Offer, Statute
from chartrier.rules.communicabilite.words import Words

LARGEST = 1 << 20
"""Bytes of a file."""
LONGEST = 300
"""Characters of a text."""
_SHOWN = 40

_CODE = re.compile(r"[a-z][a-z0-9-]{0,39}")
_COUNTRY = re.compile(r"[A-Z]{2}")
_PLAIN_NUMBER = re.compile(r"[0-9]{1,9}([.,][0-9]{1,4})?")

Reader = Callable[[str], Any]


class _Unreadable(ValueError):
    def __init__(self, fr: str, en: str) -> None:
        self.words = Words(fr, en)
        super().__init__(en)


def _text(written: str) -> str:
    text = clean_text(written)
    if len(text) > LONGEST:
        raise _Unreadable(f"{LONGEST} caractères au plus", f"{LONGEST} characters at most")
    return text


def _needed(written: str) -> str:
    if not (text := _text(written)):
        raise _Unreadable("un nom", "a name")
    return text


def _statute(written: str) -> Statute:
    try:
        return Statute(written.strip())
    except ValueError:
        raise _Unreadable(f"l'un de : {', '.join(Statute)}", f"one of: {', '.join(Statute)}") from None


def _country(written: str) -> str:
    code = written.strip().upper()
    if code and not _COUNTRY.fullmatch(code):
        raise _Unreadable("deux lettres, FR pour la France", "two letters, FR for France")
    return code


def _departement(written: str) -> str:
    code = written.strip().upper()
    if code and code not in national_list.departements():
        raise _Unreadable("le code d'un département (22, 2A, 974)", "the code of a département (22, 2A, 974)")
    return code


def _day(written: str) -> date | None:
    try:
        return date.fromisoformat(written.strip()) if written.strip() else None
    except ValueError:
        raise _Unreadable("un jour, AAAA-MM-JJ", "a day, YYYY-MM-DD") from None


def _number(written: str) -> Decimal | None:
    text = written.strip().replace(",", ".")
    if not text:
        return None
    try:
        if _PLAIN_NUMBER.fullmatch(text):
            return Decimal(text)
    except InvalidOperation:
        pass
    raise _Unreadable("un nombre positif, comme 240 ou 0,5", "a positive number, such as 240 or 0.5")


def _copies(written: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(each.strip() for each in written.split(",") if each.strip()))


def _certifications(written: str) -> tuple[tuple[Certified, date | None], ...]:
    found: dict[Certified, date | None] = {}
    for each in filter(None, (part.strip() for part in written.split(","))):
        name, _, until = each.partition("=")
        if name.strip() not in set(Certified):
            raise _Unreadable(
                f"{', '.join(Certified)}, chacune avec son dernier jour : hds=2027-06-30",
                f"{', '.join(Certified)}, each with its last day: hds=2027-06-30",
            )
        found[Certified(name.strip())] = _day(until)
    return tuple(found.items())


ITEMS: Mapping[str, tuple[str, Reader]] = {
    "fournisseur": ("provider", _needed),
    "statut": ("statute", _statute),
    "pays": ("country", _country),
    "departement": ("departement", _departement),
    "site": ("site", _text),
    "technologie": ("technology", _text),
    "copies": ("copies", _copies),
    "certifications": ("certifications", _certifications),
    "agrement_jusqu_au": ("agrement_until", _day),
    "contrat_jusqu_au": ("contract_until", _day),
    "retour_essaye_le": ("reversal_tested", _day),
    "prix_par_to": ("price_per_terabyte", _number),
    "prix_fixe": ("fixed_price", _number),
    "source_du_prix": ("price_source", _text),
    "energie_par_to": ("energy_per_terabyte", _number),
    "source_de_l_energie": ("energy_source", _text),
    "remarque": ("remark", _text),
}
"""The items of an offer as files name them, with the member of `Offer` that each is, and how it is read."""

NEEDED = ("fournisseur", "statut")


def code_of(written: str) -> str:
    """The code of an offer. Raises InvalidInput."""
    if not _CODE.fullmatch(written):
        raise InvalidInput(BAD_CODE, code=written[:_SHOWN])
    return written


def read_offer(given: Mapping[str, str], before: Offer | None = None) -> Offer:
    """The offer that these items say, or what they make of the one before. Raises InvalidInput."""
    members: dict[str, Any] = {}
    for key in given:
        if key not in ITEMS:
            raise InvalidInput(UNKNOWN_KEY, key=key[:_SHOWN], choices=", ".join(ITEMS))
    for key, (member, read) in ITEMS.items():
        if key not in given and (before is not None or key not in NEEDED):
            continue
        written = given.get(key, "")
        try:
            members[member] = read(written)
        except _Unreadable as problem:
            wanted = problem.words
            raise InvalidInput(
                WRONG_VALUE, key=key, value=written[:_SHOWN], wanted_fr=wanted.fr, wanted_en=wanted.en
            ) from None
    return Offer(**members) if before is None else replace(before, **members)


def items_of(offer: Offer) -> dict[str, str]:
    """An offer as `read_offer` reads it, item by item: what a form begins with."""
    return {key: _written(getattr(offer, member)) for key, (member, _) in ITEMS.items()}


def read_file(path: Path) -> dict[str, dict[str, str]]:
    """The offers of a file by code, item by item. Raises InvalidInput."""
    try:
        with path.open("rb") as file:
            data = file.read(LARGEST + 1)
    except OSError as problem:
        raise InvalidInput(NOT_TOML, reason=str(problem.strerror)) from problem
    if len(data) > LARGEST:
        raise InvalidInput(NOT_TOML, reason=f"> {LARGEST}")
    try:
        whole = tomllib.loads(data.decode("utf-8"))
    except (ValueError, RecursionError) as problem:
        raise InvalidInput(NOT_TOML, reason=" ".join(str(problem).split())[:200]) from problem
    offers = whole.get("offre")
    if (
        set(whole) != {"offre"}
        or not isinstance(offers, dict)
        or not all(isinstance(each, dict) for each in offers.values())
    ):
        raise InvalidInput(NOT_TOML, reason="[offre.CODE]")
    return {code: {key: _as_text(value) for key, value in items.items()} for code, items in offers.items()}


def read_policy(before: HostingPolicy, given: Mapping[str, Any]) -> HostingPolicy:
    """The policy with what is given instead, numbers and a yes or no. Raises InvalidInput."""
    for key, value in given.items():
        most = 3_650 if key in ("ahead", "drill") else 20
        if not isinstance(value, bool) and not 0 <= value <= most:
            wanted = f"0 … {most}"
            raise InvalidInput(WRONG_VALUE, key=key, value=str(value), wanted_fr=wanted, wanted_en=wanted)
    return replace(before, **given)


def _as_text(value: Any) -> str:
    """What TOML has, as the other doors write it."""
    if isinstance(value, dict):
        return ",".join(f"{name}={_as_text(each)}" if _as_text(each) else name for name, each in value.items())
    if isinstance(value, list):
        return ",".join(map(_as_text, value))
    return value.isoformat() if isinstance(value, date) else str(value)


def _written(value: Any) -> str:
    match value:
        case None:
            return ""
        case tuple():
            return ", ".join(_pair(each) for each in value)
        case date():
            return value.isoformat()
        case Decimal():
            return f"{value:f}"
    return str(value)


def _pair(each: Any) -> str:
    """A copy, or a certification with its last day."""
    if isinstance(each, str):
        return each
    name, until = each
    return f"{name}={until.isoformat()}" if until is not None else str(name)
