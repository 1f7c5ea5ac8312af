"""What the first words of a French administrative document say it is: its number, its objet, its day.

Pure reading of text that comes from anywhere: every search is bounded, and what is found is a proposal to a person.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date

from chartrier.reception.citations import ARTICLE, without_cited_days, without_visas

READ = 6_000
"""Characters in which a document says what it is."""
SIGNED = 20_000
"""Characters in which it is signed."""
LONGEST = 200
"""Characters of an objet that is proposed as a title."""

_MONTHS = (
    "janvier", "fevrier", "mars", "avril", "mai", "juin", "juillet", "aout", "septembre", "octobre", "novembre",
    "decembre",
)  # fmt: skip
_UNITS = (
    "zero", "un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix", "onze", "douze", "treize",
    "quatorze", "quinze", "seize",
)  # fmt: skip
_TENS = {"vingt": 20, "trente": 30, "quarante": 40, "cinquante": 50, "soixante": 60, "septante": 70, "nonante": 90}
_MONTH = "|".join(_MONTHS)
_WORDS = r"[a-z]{2,12}(?:[ -][a-z]{2,12}){0,5}"
_WEEKDAY = r"(?:(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche),? )?"
_FIGURES = rf"{_WEEKDAY}(?P<d>[0-9]{{1,2}})(?:er)? (?P<m>{_MONTH}) (?P<y>[12][0-9]{{3}})"
_SHORT = r"(?P<d>[0-9]{1,2})[/.](?P<m>[0-9]{1,2})[/.](?P<y>[12][0-9]{3})"
_DAY = re.sub(r"\?P<.>", "", rf"(?:{_FIGURES}|{_SHORT})")
_QUALIFIED = (
    r"(?: (?:municipale?|communautaire|syndicale?|temporaire|permanente?|conjointe?|individuelle?|r[ée]glementaire"
    r"|(?:du|de la|de|d') ?(?:maire|pr[ée]sidente?|conseil|bureau|comit[ée]|voirie|circulation|police|urbanisme)))"
    r"{0,3}"
)
_NUMBERED = r"(?:n ?[°ºo]\.?|num[ée]ro) ?:? ?(?P<number>[A-Z]{0,6}[-_/. ]?[0-9][0-9A-Z_/.-]{0,19})"
_SITTING = (
    r"\b(?:seance|reunion|assemblee|session|deliberations|compte[ -]rendu|proces[ -]verbal|scrutin)"
    r"[a-z' ,-]{0,60}? (?:du|le|en date du) "
)
_OWN = (
    rf"\b(?:deliberation|arrete|decision|facture|contrat|convention|marche|avenant){_QUALIFIED}"
    r"(?: ?n ?[°ºo]\.? ?:? ?[0-9a-z_/.-]{1,26})?,? (?:du|le|en date du) "
)
_DONE = (
    r"\b(?:fait|signe|etabli|donne)(?: et [a-z]{4,10})?(?: en [a-z0-9() -]{3,40}?)?"
    r"(?:,? (?:a|au|en mairie d[e'u]) ?[a-z' -]{2,40}?)?,? (?:le|ce) "
)
_DATED = (
    r"\b(?:date(?: (?:de (?:la )?(?:facture|facturation|signature|seance)|d'emission|du document))? ?: ?|emise? )"
    r"(?:le )?"
)
_HEADED = r"^(?:a )?[a-z][a-z' -]{1,40}, ?(?:le )?"
_ANY = r"(?<!\bne )(?<!\bnee )(?<!\(e\) )(?<!convoque )(?<!avant )(?<!depuis )\ble "
_IN_WORDS = re.compile(
    rf"l'an (?P<year>deux mille(?:[ -]{_WORDS})?|[12][0-9]{{3}}),? ?(?:et )?le {_WEEKDAY}"
    rf"(?P<day>premier|{_WORDS}?|[0-9]{{1,2}})(?:er)?(?: du mois)?(?: de| d')? ?(?P<month>{_MONTH})\b"
)


def _written(*before: str) -> tuple[re.Pattern[str], ...]:
    """Days after each of these, in the order in which they are believed."""
    return tuple(re.compile(rf"{each}{how}\b", re.MULTILINE) for each in before for how in (_FIGURES, _SHORT))


_OF_SITTINGS = _written(_SITTING, _OWN, _DONE, _HEADED, _DATED, _ANY)
_OF_SIGNED = _written(_OWN, _DONE, _HEADED, _DATED)
"""Of what is of the day of its signature: other days in it are those that it speaks of."""
_OF_OTHERS = _written(_HEADED, _OWN, _DONE, _DATED, _SITTING, _ANY)
_HEADING = re.compile(
    r"^(?:extrait (?:du|des) (?:registre des )?)?(?:(?P<sitting>seance|reunion|assemblee|session|deliberation"
    r"|proces[ -]verbal|compte[ -]rendu)|(?P<signed>arrete|decision|contrat|convention|marche|avenant|bail|facture))",
    re.MULTILINE,
)
_NUMBER = re.compile(
    rf"(?<!\w)(?<!')(?P<cited>{ARTICLE})?(?P<what>d[ée]lib[ée]ration|arr[êe]t[ée]|d[ée]cision|facture|contrat|convention"
    rf"|march[ée]){_QUALIFIED} ?{_NUMBERED}",
    re.IGNORECASE,
)
_NUMBER_ALONE = re.compile(rf"^[ \t]*{_NUMBERED}[ \t]*$", re.IGNORECASE | re.MULTILINE)
_BEARS = r"(?:portant|relatif|relative|fixant|r[ée]glementant|modifiant|autorisant|interdisant)"
_BEARING = re.compile(
    rf"(?<![\w'])(?P<what>arr[êe]t[ée]|d[ée]cision|d[ée]lib[ée]ration){_QUALIFIED}(?: ?{_NUMBERED})?"
    rf"(?: du [0-9]{{1,2}}(?:er)? \w{{3,9}} [0-9]{{4}})? "
    rf"(?P<object>{_BEARS} [^.;¶]{{3,400}})",
    re.IGNORECASE,
)
_NEW_SENTENCE = re.compile(
    r"\n[ \t]*(?=\n|(?:Le|La|Les|Nous|Monsieur|Madame|N ?°|Objet|Article|ARTICLE|LE|LA|NOUS)\b)"
    rf"(?!\n{{0,2}}[ \t]*(?i:{_BEARS})\b)"
)
_OBJECT = re.compile(
    r"^[ \t]*(?:objet|obj\.?)(?: de la d[ée]lib[ée]ration)?[ \t]*:[ \t]*\n{0,2}[ \t]*(?P<object>\S.{2,400})$",
    re.IGNORECASE | re.MULTILINE,
)
_KINDS = {
    "deliberation": "Délibération", "arrete": "Arrêté", "decision": "Décision", "facture": "Facture",
    "contrat": "Contrat", "convention": "Convention", "marche": "Marché",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Said:
    """What the document says: each part empty or None when it does not. `number` with its kind: `Délibération n° 3`;
    `object` in lower case where it goes on from there: `portant …`.
    """

    number: str = ""
    object: str = ""
    day: date | None = None

    @property
    def title(self) -> str:
        """What a person would write on its cover; empty when it says nothing of that."""
        return (" " if self.object[:1].islower() else " : ").join(filter(None, (self.number, self.object)))


def read_words(text: str) -> Said:
    """What these first words say."""
    own = without_visas(_straight(text[:SIGNED]))
    beginning = own[:READ]
    number, object_ = _number(beginning), _object(beginning)
    if not object_ and (bearing := _bearing(beginning)) is not None:
        kind, object_ = bearing
        number = number or kind
    return Said(number, object_, _day(own))


def day_in_words(text: str) -> date | None:
    """The day that a text gives itself, in figures or in words, not one that it cites; None for none."""
    return _day(without_visas(_straight(text)))


def _day(own: str) -> date | None:
    lines = _lines(own)
    plain = " ".join(lines.split())
    if (match := _IN_WORDS.search(plain)) is not None and (day := _day_of_words(match)) is not None:
        return day
    heading = _HEADING.search(lines[:READ])
    order = _OF_OTHERS if heading is None else _OF_SITTINGS if heading["sitting"] else _OF_SIGNED
    uncited = without_cited_days(plain, _DAY)
    for pattern in order:
        for match in pattern.finditer(lines if pattern.pattern.startswith("^") else uncited):
            month = match["m"]
            number = int(month) if month.isdigit() else _MONTHS.index(month) + 1
            try:
                return date(int(match["y"]), number, int(match["d"]))
            except ValueError:
                continue
    return None


def _number(text: str) -> str:
    """The number that it gives itself: none that follows an article, or is in its objet."""
    of_itself = _OBJECT.sub("\n", text)
    for match in _NUMBER.finditer(" ".join(of_itself.split())):
        if not match["cited"]:
            return f"{_KINDS[_plain(match['what'])]} n° {_tidy(match['number'])}"
    heading, alone = _HEADING.search(_lines(text)), _NUMBER_ALONE.search(of_itself)
    if heading is None or alone is None:
        return ""
    kind = _KINDS.get(heading["signed"] or heading["sitting"])
    return f"{kind} n° {_tidy(alone['number'])}" if kind else ""


def _tidy(number: str) -> str:
    return number.strip().rstrip(".-/_ ")


def _object(text: str) -> str:
    match = _OBJECT.search(text)
    if match is None:
        return ""
    found = " ".join(match["object"].split())[:LONGEST].strip(" .;,:")
    return found[:1].upper() + found[1:]


def _bearing(text: str) -> tuple[str, str] | None:
    """The kind of an act and what it bears (`portant …`), which may go on over some lines."""
    flat = " ".join(_NEW_SENTENCE.sub(" ¶ ", text).split())
    match = next((each for each in _BEARING.finditer(flat)), None)
    if match is None:
        return None
    found = match["object"][:LONGEST].strip(" ,:")
    first, _, rest = found.partition(" ")
    return _KINDS[_plain(match["what"])], f"{first.lower()} {rest}"


def _day_of_words(match: re.Match[str]) -> date | None:
    year, day = _count(match["year"]), _count(match["day"])
    if year is None or day is None:
        return None
    try:
        return date(year, _MONTHS.index(match["month"]) + 1, day)
    except ValueError:
        return None


def _count(words: str) -> int | None:
    """A number below 3000 as written in words or in figures; None for what is none."""
    if words.isdigit():
        return int(words)
    if words == "premier":
        return 1
    total = current = 0
    for word in re.split(r"[ -]", words):
        word = word.removesuffix("s") if word in ("vingts", "cents") else word
        if word == "et":
            continue
        if word == "mille":
            total, current = (current or 1) * 1_000, 0
        elif word == "cent":
            current = (current or 1) * 100
        elif word == "vingt" and current == 4:
            current = 80
        elif word in _TENS:
            current += _TENS[word]
        elif word in _UNITS:
            current += _UNITS.index(word)
        else:
            return None
    return total + current


def _straight(text: str) -> str:
    """With one kind of line, of space, of apostrophe."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n")
    return lines.replace("\u00a0", " ").replace("\u202f", " ").replace("\u2019", "'")


def _lines(text: str) -> str:
    return "\n".join(_plain(line) for line in text.split("\n"))


def _plain(text: str) -> str:
    """Lower case, without accents, one space between words."""
    bare = "".join(each for each in unicodedata.normalize("NFKD", text) if not unicodedata.combining(each))
    return " ".join(bare.casefold().split())
