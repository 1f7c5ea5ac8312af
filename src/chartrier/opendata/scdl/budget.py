"""The dataset of the budgets (SCDL 0.8.3), read from the archived `DocumentBudgetaire` that went to the préfecture.

Of each document its lines of the budget and nothing else: annexes name agents and beneficiaries. The plan of accounts
is not in it: labels are those of the class of an account (`classes.csv`); a line whose class is not there is withheld.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from lxml import etree

from chartrier.opendata.scdl import findings as say
from chartrier.opendata.scdl.dataset import FORMULA, Dataset
from chartrier.opendata.scdl.validating import problems_of_lines, schema_of
from chartrier.opendata.sources import Source
from chartrier.records.finding import Finding

NAMESPACE = "http://www.minefi.gouv.fr/cp/demat/docbudgetaire"
COLUMNS = tuple(each["name"] for each in schema_of("budget")["fields"])
STEPS = {
    "01": "budget primitif", "02": "décision modificative", "03": "budget supplémentaire", "09": "compte administratif",
}  # fmt: skip
AMOUNTS = {
    "BGT_MTREAL": "MtReal", "BGT_MTBUDGPREC": "MtBudgPrec", "BGT_MTRARPREC": "MtRARPrec",
    "BGT_MTPROPNOUV": "MtPropNouv", "BGT_MTPREV": "MtPrev", "BGT_CREDOUV": "CredOuv", "BGT_MTRAR3112": "MtRAR3112",
}  # fmt: skip
INVESTISSEMENT, FONCTIONNEMENT = "investissement", "fonctionnement"


@dataclass(frozen=True, slots=True)
class Account:
    """A class of accounts or a chapter. `section`: empty where both have it."""

    label: str
    section: str


@cache
def accounts() -> Mapping[str, Account]:
    """By the figures with which accounts begin, or the whole chapter."""
    listed = (files("chartrier.opendata.scdl") / "classes.csv").read_text("utf-8").splitlines()
    return {row["code"]: Account(row["label"], row["section"]) for row in csv.DictReader(listed, delimiter=";")}


def is_budget(data: bytes) -> bool:
    """Whether a file is a `DocumentBudgetaire`."""
    return NAMESPACE.encode() in data[:4096] and b"DocumentBudgetaire" in data[:4096]


def budget(found: Iterable[Source | Finding], siret: str) -> Dataset:
    """The lines of the budgets of the collectivité whose establishment has this SIRET."""
    dataset = Dataset()
    lines: list[dict[str, str]] = []
    whence: list[tuple[Source, int]] = []
    documents: set[tuple[str, ...]] = set()
    for each in found:
        if isinstance(each, Finding):
            dataset.withheld.append(each)
            continue
        try:
            read = list(_lines(each))
        except (etree.XMLSyntaxError, ValueError) as broken:
            told = {"title": each.title, "reason": str(broken)[:300]}
            dataset.withheld.append(Finding(say.UNREADABLE, each.place(), told))
            continue
        whose = {line["BGT_SIRET"] for _, line in read}
        if others := sorted(one for one in whose if one[:9] != siret[:9]):
            dataset.withheld.append(Finding(say.NOT_OURS, each.place(), {"title": each.title, "siret": others[0]}))
            continue
        of = {tuple(line[name] for name in ("BGT_SIRET", "BGT_NOM", "BGT_ANNEE", "BGT_NATDEC")) for _, line in read}
        # several décisions modificatives of a year are several documents
        if again := sorted(key for key in of & documents if key[-1] != STEPS["02"]):
            told = {"title": each.title, "number": " ".join(again[0])}
            dataset.withheld.append(Finding(say.LINE_TWICE, each.place(), told))
            continue
        documents |= of
        for number, line in read:
            lines.append(line)
            whence.append((each, number))
    wrong = problems_of_lines(lines, COLUMNS, "budget")
    for index, (line, (source, number)) in enumerate(zip(lines, whence, strict=True)):
        problems = wrong.get(index, [])
        for problem in problems:
            told = {"title": source.title, **problem.values}
            dataset.withheld.append(Finding(say.LINE_INVALID, source.place(number), told))
        # amounts that the schema takes are numbers, negative ones too
        like_a_formula = any(value.startswith(FORMULA) for name, value in line.items() if name not in AMOUNTS)
        if like_a_formula:
            dataset.withheld.append(Finding(say.LINE_LIKE_A_FORMULA, source.place(number), {"title": source.title}))
        if not problems and not like_a_formula:
            dataset.lines.append(line)
    return dataset


def _lines(source: Source) -> Iterator[tuple[int, dict[str, str]]]:
    """Each line of the budget, with the number of its line in the file."""
    events = etree.iterparse(
        io.BytesIO(source.data),
        events=("start", "end"),
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
    )
    head: dict[str, str] = {}
    for event, element in events:
        if event == "start":
            if element.getparent() is None and element.getroottree().docinfo.doctype:
                raise ValueError("DOCTYPE")
            continue
        name = etree.QName(element).localname
        if name in ("EnTeteBudget", "BlocBudget"):
            head |= _values(element)
        elif name == "LigneBudget":
            yield element.sourceline or 0, _line(head, _values(element))
            element.clear()
        elif name in ("Annexes", "Budget"):
            element.clear()


def _line(head: Mapping[str, str], said: Mapping[str, str]) -> dict[str, str]:
    nature, chapter = said.get("Nature", ""), said.get("ContNat", "")
    account, of_chapter = _account(nature), _account(chapter)
    section = (of_chapter.section if of_chapter else "") or (account.section if account else "")
    line = dict.fromkeys(COLUMNS, "")
    line |= {
        "BGT_NATDEC": STEPS.get(head.get("NatDec", ""), ""),
        "BGT_ANNEE": head.get("Exer", ""),
        "BGT_SIRET": head.get("IdEtab", ""),
        "BGT_NOM": head.get("LibelleEtab", ""),
        "BGT_CONTNAT": chapter,
        "BGT_CONTNAT_LABEL": of_chapter.label if of_chapter else "",
        "BGT_NATURE": nature,
        "BGT_NATURE_LABEL": account.label if account else "",
        "BGT_FONCTION": said.get("Fonction", ""),
        "BGT_OPERATION": said.get("Operation", ""),
        "BGT_SECTION": section,
        "BGT_OPBUDG": {"0": "réel", "1": "ordre"}.get(said.get("OpBudg", ""), ""),
        "BGT_CODRD": {"R": "recette", "D": "dépense"}.get(said.get("CodRD", ""), ""),
        "BGT_ARTSPE": {"false": "non spécialisé", "true": "spécialisé"}.get(said.get("ArtSpe", ""), ""),
    }
    return line | {column: said.get(name, "") for column, name in AMOUNTS.items()}


def _account(code: str) -> Account | None:
    """The chapter or the class, the longest beginning that is known."""
    known = accounts()
    return next((known[code[:end]] for end in range(len(code), 1, -1) if code[:end] in known), None)


def _values(element: etree._Element) -> dict[str, str]:
    """What the children say in their attribute `V`."""
    found = {}
    for child in element:
        if isinstance(child.tag, str) and (value := child.get("V")) is not None:
            found[etree.QName(child).localname] = " ".join(str(value).split())
    return found
