"""How somebody is reached: telephone numbers, e-mail addresses, postal addresses."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cache

import phonenumbers

from chartrier.detection.context import is_called, is_reference
from chartrier.detection.masking import masked, masked_email
from chartrier.detection.occurrence import Kind, Occurrence
from chartrier.geography.folding import fold
from chartrier.geography.national_list import communes

_GAP = r"[ \u00a0\u202f.\-–/]{0,2}"
_IN_PAIRS = rf"0{_GAP}[1-9](?:{_GAP}\d{{2}}){{4}}"
_IN_THREES = rf"(?<!\d[ \u00a0\u202f])0[1-9]{_GAP}\d{{2}}(?:{_GAP}\d{{3}}){{2}}(?![ \u00a0\u202f]\d)"
_FROM_ABROAD = rf"(?:\+|00){_GAP}[1-9]\d{{0,2}}{_GAP}(?:\(0\){_GAP})?\d(?:{_GAP}\d){{6,12}}"
_PHONE = re.compile(rf"(?<![\w+])(?:{_IN_PAIRS}|{_IN_THREES}|{_FROM_ABROAD})(?!\w|[.,-]\d|/(?!0[1-9])\d)")
_INSIDE_A_NUMBER = re.compile(r"\d[.,/-]$")
_GOES_ON = re.compile(r"[ \u00a0\u202f]\d{2}(?!\d)(?![ \u00a0\u202f]\w)")
_SEPARATORS = re.compile(r"[\s\u202f.\-–/]+")
_EMAIL = re.compile(
    r"(?<![\w.%+'-])[A-Za-z0-9](?:[A-Za-z0-9._%+'-]{0,62}[A-Za-z0-9_])?@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.){1,6}[A-Za-z]{2,18}(?![\w@]|[.-]\w)"
)
_IN_AN_ADDRESS_OF_A_SITE = re.compile(r"(?:[a-z]+://|\w:)[^\s@]*$", re.IGNORECASE)
_NOT_DOMAINS = frozenset({"png", "jpg", "jpeg", "gif", "svg", "pdf", "docx", "xlsx", "html", "local", "localhost"})

_WAY = (
    r"rue|avenue|av\.|ave|boulevard|bd\.?|blvd|place|pl\.|impasse|imp\.|chemin|ch\.|all[ée]es?|route|rte|quai|cours|square|sentier|venelle|"
    r"passage|faubourg|fbg|mont[ée]e|cit[ée]|clos|hameau|lieu-dit|lotissement|lot\.|r[ée]sidence|rond-point|esplanade|promenade|traverse|villa|ruelle|voie"
)
_STREET = re.compile(
    rf"(?<![\w,.]\d)(?<!\w)(?P<number>\d{{1,4}}(?:\s?(?:bis|ter|quater|[A-D]))?)\s?,?\s(?:{_WAY})\s(?P<name>[^\n,;:()]{{2,60}})",
    re.IGNORECASE,
)
_TOWN = re.compile(r"(?<!\d)(?P<code>\d{5})\s+(?P<town>[A-Za-zÀ-ÿŒœ'’ -]{2,45}(?:(?<=cedex )\d{1,2})?)", re.IGNORECASE)
_AFTER = 90
"""Characters after a street where its town is looked for."""


def phones(text: str) -> Iterator[Occurrence]:
    """Numbers that a numbering plan knows, unless the words before call them a reference."""
    position, last = 0, -1
    while (found := _PHONE.search(text, position)) is not None:
        start = found.start()
        position = start + 1
        beside_another = last == start - 1  # 03 21 00 00 00/06 12 00 00 00
        inside = not beside_another and _INSIDE_A_NUMBER.search(text[max(0, start - 2) : start])
        if not inside and _is_dialled(found[0]):
            position = last = found.end()
            yield Occurrence(Kind.PHONE, start, last, _certainty(text, found), masked(found[0], keep=2))


def _certainty(text: str, found: re.Match[str]) -> float:
    if _GOES_ON.match(text, found.end()):
        return 0.4
    if is_called(text, found.start()):
        return 1.0
    return 0.2 if is_reference(text, found.start()) else 0.8


def _is_dialled(written: str) -> bool:
    try:
        number = phonenumbers.parse(_SEPARATORS.sub(" ", written), "FR")
    except phonenumbers.NumberParseException:
        return False
    return phonenumbers.is_valid_number(number)


def emails(text: str) -> Iterator[Occurrence]:
    """E-mail addresses; not the name of somebody in the address of a site (`ssh://name@host`)."""
    if "@" not in text:
        return
    for found in _EMAIL.finditer(text):
        local, _, domain = found[0].partition("@")
        if ".." in local or domain.rpartition(".")[2].lower() in _NOT_DOMAINS:
            continue
        head = _IN_AN_ADDRESS_OF_A_SITE.search(text[max(0, found.start() - 80) : found.start()])
        if head and not head[0].lower().endswith("mailto:") and "//" in head[0]:
            continue
        yield Occurrence(Kind.EMAIL, found.start(), found.end(), 1.0, masked_email(found[0]))


def addresses(text: str) -> Iterator[Occurrence]:
    """A number in a street; surely an address when a postal code of the national list follows with its commune."""
    for found in _STREET.finditer(text):
        end, certainty = found.end(), 0.6
        near = _TOWN.search(text, found.start("name"), min(len(text), found.end("name") + _AFTER))
        if near is not None:
            end = near.start("town") + len(near["town"].rstrip())
            certainty = 1.0 if _is_of(near["code"], near["town"]) else 0.8
        yield Occurrence(Kind.ADDRESS, found.start(), end, certainty, masked(text[found.start() : end]))


def _is_of(code: str, town: str) -> bool:
    said = fold(town)
    return any(said.startswith(name) for name in _towns().get(code, ()))


@cache
def _towns() -> Mapping[str, tuple[str, ...]]:
    """The folded names of the communes that each postal code serves."""
    served: defaultdict[str, list[str]] = defaultdict(list)
    for commune in communes().values():
        for code in commune.postal_codes:
            served[code].append(fold(commune.name))
    return {code: tuple(names) for code, names in served.items()}
