"""Acts that a document cites: its visas, and others by the way. Their numbers and days are not its own.

Pure reading of text that comes from anywhere: every search is bounded.
"""

from __future__ import annotations

import re

LONGEST = 800
"""Characters of one visa."""

_MARK = re.compile(
    r"(?<![\w'])(?:"
    r"(?P<visa>V[Uu](?=\s{0,4}:|\s{1,4}(?:[Ll][AaEe]s?\b|LES\b|[Ll]'|[Ee]nsemble\b|[Ll]eur\b|[Ss](?:on|a|es)\b|[NnVv]otre\b"
    r"|[Qq]ue\b|[Qq]u'))|C(?:onsid[ée]rant|ONSID[ÉE]RANT)\b)"
    r"|;|ARR[ÊE]T(?:E|ONS)\b|Arr[êe]te\s{0,4}:|D[ÉE]CID(?:E|ONS)\b|Décide\s{0,4}:|D[ÉE]LIB[ÈE]RE\b"
    r"|A(?:rticle|RTICLE)\s{1,4}(?:1|[Pp]remier|PREMIER|I)\b|F(?:ait|AIT) [àaÀA] |O(?:bjet|BJET)\s{0,4}:|L'(?:an|AN)\s"
    r"|S(?:éance|ÉANCE)\s|Apr[èe]s (?:en )?avoir|Le [Cc]onseil|Le [Mm]aire|Le [Pp]résident|Il est)"
)
"""Where a visa begins, and where one ends: what no visa says stands there."""

ARTICLE = (
    r"(?:l'|(?<![\w'])(?:la|les?|une?|cette|cet|ce|par|sa|son|ses|leurs?|notre|nos|votre|vos|ma|mon|mes|ladite|ledit"
    r"|pr[ée]sente?|(?<!extrait )du|au) )"
)
"""What stands before an act that is cited, and not before one that names itself."""
_ACT = (
    r"(?:deliberation|arrete|decision|loi|decret|ordonnance|circulaire|lettre|courrier|courriel|mail|message|demande|devis"
    r"|facture|convention|contrat|marche|bail|avenant|jugement|proces[ -]verbal|compte[ -]rendu|rapport|avis|acte)"
)


def without_visas(text: str) -> str:
    """The text without what it is founded on (`Vu …`, `Considérant …`): a blank line stands for it."""
    kept, since, begun = [], 0, None
    for mark in _MARK.finditer(text):
        if begun is not None:
            since = min(mark.start(), begun + LONGEST)
        begun = mark.start() if mark["visa"] else None
        if begun is not None:
            kept.append(text[since:begun])
            since = begun
    if begun is not None:
        since = begun + LONGEST
    return "\n\n".join([*kept, text[since:]])


def without_cited_days(plain: str, day: str) -> str:
    """The text, in lower case without accents, without the days of acts that it cites; `day` is how one is written."""
    return re.sub(rf"{ARTICLE}{_ACT}\b[^;:]{{0,80}}?\b(?:du|le) {day}\b", " ", plain)
