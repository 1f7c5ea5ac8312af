"""The registers of acts: éliminations, transferts and dépôts, dérogations. One definition each, below.

They say what acts hold: identifiers, days, counts, motives as given. The bordereau is found by its number.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from itertools import islice
from typing import Any

from chartrier.catalog.acts.entered import EnteredAct, acts_going_on, acts_named, entered_acts
from chartrier.papers import words
from chartrier.papers.blocks import Cell, Column
from chartrier.papers.register import Period
from chartrier.records.tenant import Tenant
from chartrier.registers.register import Field, Printed, Register, iso, period_of
from chartrier.rules.disposition.withdrawal import MOTIVES, Motive

CHUNK = 500


@dataclass(frozen=True, slots=True)
class Inscription:
    """A line of a register: an act, its continuous number, and the acts that it is known by.

    `subject` is what it goes on from (an élimination: its proposition), `beside` what else went on from that (its
    visa), `later` what went on from the act itself (its attestations).
    """

    number: int
    act: EnteredAct
    later: tuple[EnteredAct, ...] = ()
    subject: EnteredAct | None = None
    beside: tuple[EnteredAct, ...] = ()


@dataclass(frozen=True, slots=True)
class Told:
    """What a register tells of an act beside its number, day, extent and identifier."""

    name: str
    title: str
    read: Callable[[Inscription], str]
    mm: float = 40


@dataclass(frozen=True, slots=True)
class RegisterOfActs:
    """Which acts are its lines (`operations`, `is_line`), which acts they are known by, and what is told of each."""

    title: str
    operations: tuple[str, ...]
    later: tuple[str, ...]
    told: tuple[Told, ...]
    has_extent: bool = True
    is_line: Callable[[EnteredAct], bool] = lambda act: True
    beside: tuple[str, ...] = ()


def member(*path: str) -> Callable[[Inscription], str]:
    """What a member of `operation.json` says, by its path; nothing where there is none."""

    def read(line: Inscription) -> str:
        found: Any = line.act.record
        for name in path:
            found = found.get(name) if isinstance(found, Mapping) else None
        if isinstance(found, list):
            return ", ".join(map(str, found))
        return "" if found is None or isinstance(found, Mapping) else str(found)

    return read


NATURES = {
    "elimination": "élimination", "retrait": "retrait pour erreur de versement", "transfert": "transfert",
    "restitution": "restitution", "derogation": "dérogation",
}  # fmt: skip


def _nature(line: Inscription) -> str:
    return NATURES.get(line.act.operation, line.act.operation)


def _bordereau(line: Inscription) -> str:
    """The number of the bordereau: that of the proposition that the act goes on from."""
    number = ((line.subject or line.act).record).get("number")
    if isinstance(number, Mapping):
        return f"{number.get('year')}-{int(number.get('rank', 0)):03}"
    return str(number or "")


def _visa(line: Inscription) -> str:
    """The days of the visas given to what it goes on from, and of what was imputed on standing authorisations."""
    before = {"visa": "", "imputation": "autorisation, imputée le "}
    return ", ".join(before[act.operation] + words.short_day(act.day) for act in line.beside if act.operation in before)


def _ground(line: Inscription) -> str:
    """Why: the ground of the order, as it was given; in words where it is one of those of a retrait."""
    said = member("ground")(line) or member("motive")(line)
    return MOTIVES[Motive(said)].fr if said in set(Motive) else said


def _dropped(line: Inscription) -> str:
    """How many lines of the visa were not executed, since something had changed."""
    dropped = line.act.record.get("dropped")
    return str(len(dropped)) if isinstance(dropped, list) and dropped else ""


def _purged(line: Inscription) -> str:
    """Per copy, the day on which the bytes were gone from it."""
    days = {each["copy"]: str(each["at"])[:10] for act in line.later for each in act.record.get("purged", ())}
    return ", ".join(f"{copy} le {day}" for copy, day in days.items())


def _owing(line: Inscription) -> str:
    """The copies that still have it: those of the last attestation; all of them while there is none."""
    attested = [act for act in line.later if act.operation == "attestation"]
    if not attested:
        return "toutes (pas encore attestée)"
    return ", ".join(map(str, attested[-1].record.get("owing", ())))


def _step(line: Inscription) -> str:
    steps = {"request": "demandée", "accord": "réponse du producteur", "opinion": "avis des AD", "decision": "décidée"}
    last = (line.later or (line.act,))[-1]
    return f"{steps.get(str(last.record.get('step')), '')} le {words.short_day(last.day)}"


def _left(line: Inscription) -> str:
    """How far what left has come by this act."""
    steps = {"envoi": "envoi", "reponse": "réponse", "effacement": "effacement ici", "abandon": "abandon"}
    answers = {"accepted": "accepté", "partly": "accepté en partie", "refused": "refusé"}
    step = steps.get(str(line.act.record.get("step")), "remise")
    answer = answers.get(str(line.act.record.get("answer")))
    return f"{step} : {answer}" if answer else step


def _decided(line: Inscription) -> str:
    """How much of what was asked for was granted; nothing while it is not decided."""
    decided = [act.record for act in line.later if act.record.get("step") == "decision"]
    if not decided:
        return ""
    granted = (decided[-1].get("told") or {}).get("units", 0)
    return words.count(int(granted), "unité accordée", "unités accordées") if granted else "refusée"


ELIMINATIONS = RegisterOfActs(
    title="Registre des éliminations",
    operations=("elimination", "retrait"),
    later=("attestation",),
    told=(
        Told("nature", "Nature", _nature, 30),
        Told("bordereau", "Bordereau", _bordereau, 22),
        Told("visa", "Visa du", _visa, 22),
        Told("motif", "Motif", _ground, 0),
        Told("ecartees", "Lignes écartées", _dropped, 18),
        Told("efface", "Effacé", _purged, 38),
        Told("reste", "Copies qui le doivent", _owing, 32),
    ),
    is_line=lambda act: act.operation != "retrait" or act.record.get("step") != "demande",
    beside=("visa", "imputation"),
)
TRANSFERTS = RegisterOfActs(
    title="Registre des transferts et dépôts",
    operations=("transfert", "restitution"),
    later=("attestation",),
    told=(
        Told("nature", "Nature", lambda line: member("kind")(line) or _nature(line), 30),
        Told("destinataire", "Destinataire", member("receiver"), 0),
        Told("etape", "Étape", _left, 30),
        Told("message", "Message", member("message"), 38),
        Told("efface", "Effacé", _purged, 38),
    ),
)
DEROGATIONS = RegisterOfActs(
    title="Registre des dérogations",
    operations=("derogation",),
    later=("derogation",),
    told=(
        Told("enregistree", "Enregistrée le", member("day"), 26),
        Told("lecteur", "Lecteur", member("told", "reader"), 36),
        Told("unites", "Unités demandées", member("told", "units"), 28),
        Told("etape", "Étape", _step, 0),
        Told("decision", "Décision", _decided, 40),
    ),
    has_extent=False,
    is_line=lambda act: act.subject is None and act.record.get("step", "request") == "request",
)

PUBLICATIONS = RegisterOfActs(
    title="Registre des publications",
    operations=("publication",),
    later=(),
    told=(
        Told("etape", "Ce qui a été fait", member("step"), 32),
        Told("quoi", "De quoi", member("what"), 24),
        Told("nom", "Nom", member("name"), 0),
        Told("fondement", "Fondement", member("ground"), 28),
        Told("lignes", "Lignes", member("lines"), 20),
        Told("retenus", "Documents retenus", member("withheld"), 24),
    ),
    has_extent=False,
)


def register_of_acts(which: RegisterOfActs, tenant: Tenant, year: int | None) -> Register[Inscription]:
    """That register over a year, or over all time."""
    period = period_of(year)
    return Register(
        title=which.title,
        tenant=tenant,
        period=period,
        lines=partial(_lines, which, tenant, period),
        fields=_fields(which),
        printed=_printed(which),
        as_json=partial(_as_json, which),
        totals=partial(_totals, which),
        notes=("Les personnes sont désignées par l’identifiant que porte le journal.",),
    )


def _lines(which: RegisterOfActs, tenant: Tenant, period: Period) -> Iterator[Inscription]:
    """Numbered from the first act of all, so that a number is the same whatever the period."""
    lines = (act for act in entered_acts(tenant.key, which.operations) if which.is_line(act))
    within = ((number, act) for number, act in enumerate(lines, 1) if period.has(act.day))
    while some := list(islice(within, CHUNK)):
        later = acts_going_on(tenant.key, [act.id for _, act in some], which.later)
        origins = list(dict.fromkeys(act.subject for _, act in some if act.subject is not None))
        subjects = acts_named(tenant.key, origins)
        beside = acts_going_on(tenant.key, origins, which.beside) if which.beside else {}
        for number, act in some:
            origin = act.subject
            yield Inscription(
                number,
                act,
                later=tuple(later.get(act.id, ())),
                subject=subjects.get(origin) if origin else None,
                beside=tuple(beside.get(origin, ())) if origin else (),
            )


def _extent(act: EnteredAct) -> tuple[str, ...]:
    return (words.count(act.counts.objects, "objet"), words.count(act.counts.units, "unité"))


def _fields(which: RegisterOfActs) -> tuple[Field[Inscription], ...]:
    extent: tuple[Field[Inscription], ...] = (
        Field("unites_concernees", lambda line: str(line.act.counts.units)),
        Field("objets", lambda line: str(line.act.counts.objects)),
        Field("octets", lambda line: str(line.act.counts.bytes)),
    )
    return (
        Field("numero", lambda line: str(line.number)),
        Field("date", lambda line: iso(line.act.day)),
        *(Field(told.name, told.read) for told in which.told),
        *(extent if which.has_extent else ()),
        Field("personne", lambda line: line.act.by),
        Field("acte", lambda line: str(line.act.id)),
        Field("inscription", lambda line: str(line.act.index)),
    )


def _printed(which: RegisterOfActs) -> tuple[Printed[Inscription], ...]:
    extent: Printed[Inscription] = Printed(
        Column("Importance", mm=28, side="right"),
        lambda line: Cell(words.volume(line.act.counts.bytes, None), _extent(line.act)),
    )
    return (
        Printed(Column("N°", mm=12, side="right"), lambda line: Cell(words.number(line.number))),
        Printed(Column("Date", mm=22), lambda line: Cell(words.short_day(line.act.day))),
        *map(_column, which.told),
        *((extent,) if which.has_extent else ()),
        Printed(
            Column("Acte, personne", mm=37),
            lambda line: Cell(str(line.act.id), (line.act.by, f"inscription n°{words.FIXED}{line.act.index}")),
        ),
    )


def _column(told: Told) -> Printed[Inscription]:
    return Printed(Column(told.title, mm=told.mm), partial(_told, told.read))


def _told(read: Callable[[Inscription], str], line: Inscription) -> Cell:
    return Cell(read(line) or words.NOTHING)


def _totals(which: RegisterOfActs, lines: Iterable[Inscription]) -> tuple[Cell, ...]:
    acts = [line.act for line in lines]
    nothing = Cell("")
    total = Cell(words.count(len(acts), "acte"))
    extent = Cell(
        words.volume(sum(act.counts.bytes for act in acts), None),
        (
            words.count(sum(act.counts.objects for act in acts), "objet"),
            words.count(sum(act.counts.units for act in acts), "unité"),
        ),
    )
    told = (nothing,) * len(which.told)
    return (nothing, total, *told, *((extent,) if which.has_extent else ()), nothing)


def _as_json(which: RegisterOfActs, line: Inscription) -> dict[str, Any]:
    act = line.act
    return {
        "number": line.number,
        "day": act.day.isoformat(),
        "act": str(act.id),
        "operation": act.operation,
        "entry": act.index,
        "by": act.by,
        "told": {told.name: told.read(line) for told in which.told},
        "counts": {"units": act.counts.units, "objects": act.counts.objects, "bytes": act.counts.bytes},
        "later": [
            {"act": str(each.id), "operation": each.operation, "day": each.day.isoformat()} for each in line.later
        ],
    }
