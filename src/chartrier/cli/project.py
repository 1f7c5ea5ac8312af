"""`chartrier project add | set | list | show | decide | forget | clauses`"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

import typer

from chartrier.administration.tenants import tenant_of
from chartrier.cli import exit_codes
from chartrier.cli.answering import AnsweringFor, answering_for
from chartrier.cli.appending import appending
from chartrier.cli.choosing import choice
from chartrier.cli.deciding import Deciding, deciding
from chartrier.cli.invocation import invoked
from chartrier.cli.options import Home, Json, Lang, TenantCode
from chartrier.cli.output import Output
from chartrier.cockpit.gate.clauses import as_text
from chartrier.cockpit.gate.deciding import ANSWERS, Answer
from chartrier.cockpit.gate.deciding import decide as decide_on
from chartrier.cockpit.gate.declaring import add_project, change_project, forget_project
from chartrier.cockpit.gate.standing import Standing, standing_of, standings
from chartrier.records.days import written_day
from chartrier.records.roles import Permission
from chartrier.rules.project import FLOWS, POINTS, READINESS, FlowKind, Project
from chartrier.settings import Settings
from chartrier.wiring import wire

project = typer.Typer(
    name="project",
    help="Les projets de dématérialisation : où iront leurs archives, et la décision de mise en service.",
    no_args_is_help=True,
    rich_markup_mode=None,
)

Which = Annotated[UUID, typer.Argument(metavar="PROJET", help="Son identifiant.")]
Flow = Annotated[
    str | None,
    typer.Option(
        "--flow",
        metavar="FLUX",
        help="actes, pes, marches, rh, etat-civil, gru, urbanisme, elections, courrier ou autre.",
    ),
]
Purpose = Annotated[str | None, typer.Option(metavar="TEXTE", help="Ce qu'il fait.")]
Begins = Annotated[
    datetime | None, typer.Option(metavar="JOUR", formats=["%Y-%m-%d"], help="La mise en service (AAAA-MM-JJ).")
]
Running = Annotated[
    bool | None, typer.Option("--running/--planned", help="Il produit déjà des documents, ou pas encore.")
]
Responsible = Annotated[str | None, typer.Option(metavar="NOM", help="Qui répond de son archivage.")]
SeriesCodes = Annotated[
    list[str] | None, typer.Option("--series", metavar="SÉRIE", help="Un code du tableau de gestion ; à répéter.")
]
Agency = Annotated[str | None, typer.Option(metavar="SERVICE", help="L'identifiant du service qui versera.")]
Profile = Annotated[str | None, typer.Option(metavar="TEXTE", help="Le profil des versements : où il est décrit.")]
Test = Annotated[UUID | None, typer.Option(metavar="VERSEMENT", help="Le versement d'essai.")]
ExitClauses = Annotated[
    str | None, typer.Option("--clauses", metavar="TEXTE", help="Les clauses de sortie : contrat, article.")
]
Treatment = Annotated[str | None, typer.Option(metavar="TEXTE", help="Son entrée au registre des traitements.")]
Budget = Annotated[str | None, typer.Option(metavar="TEXTE", help="La ligne de budget de son archivage.")]


@dataclass(frozen=True, slots=True)
class Said:
    """What is said of a project, by the names of `rules.project.Project`, and where: in which archive and tenant."""

    settings: Settings
    output: Output
    tenant: str | None
    members: dict[str, Any]


def _said(
    *,
    flow: Flow = None,
    purpose: Purpose = None,
    begins: Begins = None,
    running: Running = None,
    responsible: Responsible = None,
    series: SeriesCodes = None,
    agency: Agency = None,
    profile: Profile = None,
    test: Test = None,
    exit_clauses: ExitClauses = None,
    treatment: Treatment = None,
    budget: Budget = None,
    tenant: TenantCode = None,
    home: Home = None,
    json: Json = False,
    lang: Lang = None,
) -> Said:
    settings, output = invoked(home, json, lang)
    given = {
        "flow": None if flow is None else choice(FlowKind, flow),
        "purpose": purpose,
        "begins": begins.date() if begins else None,
        "running": running,
        "responsible": responsible,
        "series": None if series is None else tuple(series),
        "agency": agency,
        "profile": profile,
        "test": test,
        "exit_clauses": exit_clauses,
        "treatment": treatment,
        "budget": budget,
    }
    return Said(settings, output, tenant, {name: value for name, value in given.items() if value is not None})


saying = appending(_said)
"""The command, whose first parameter is a `Said`, as typer takes it: its others, then these options."""


@project.command()
@saying
def add(said: Said, name: Annotated[str, typer.Argument(metavar="NOM", help="Comment l'appeler.")]) -> int:
    """Entrer un projet, ou un flux qui existe déjà."""
    with wire(said.settings) as archive:
        of = tenant_of(said.tenant)
        given = Project(name=name, **{"flow": FlowKind.AUTRE, **said.members})
        identifier = add_project(of, given, archive.copies.clock)
        _tell(said.output, standing_of(of, identifier))
    return exit_codes.DONE


@project.command(name="set")
@saying
def set_(said: Said, which: Which) -> int:
    """Dire ce qui est réglé depuis."""
    with wire(said.settings) as archive:
        of = tenant_of(said.tenant)
        change_project(of, which, archive.copies.clock, **said.members)
        _tell(said.output, standing_of(of, which))
    return exit_codes.DONE


@project.command(name="list")
@answering_for
def list_(asked: AnsweringFor) -> int:
    """Lister les projets, les plus exposés d'abord : ce qu'on porte au comité."""
    output = asked.output
    with wire(asked.settings):
        found = standings(asked.tenant)
    for each in found:
        output.emit(each.as_json())
        output.line(
            each.id,
            each.project.name,
            f"· {FLOWS[each.project.flow].within(output.language)}",
            f"· {READINESS[each.readiness].within(output.language)} ({each.settled}/{len(each.checks)})",
            _last(output, each),
        )
    output.say("{count}", count=output.count(len(found), "projet"))
    return exit_codes.DONE


@project.command()
@answering_for
def show(asked: AnsweringFor, which: Which) -> int:
    """Montrer un projet, point par point."""
    with wire(asked.settings):
        _tell(asked.output, standing_of(asked.tenant, which))
    return exit_codes.DONE


@project.command()
@deciding
def decide(
    by: Deciding,
    which: Which,
    answer: Annotated[str, typer.Argument(metavar="DÉCISION", help="accord, reserve ou refus.")],
    motive: Annotated[str, typer.Option(metavar="TEXTE", help="Pourquoi ; avec une réserve ou un refus.")] = "",
    until: Annotated[
        datetime | None,
        typer.Option(metavar="JOUR", formats=["%Y-%m-%d"], help="Avec une réserve : pour quand le reste est réglé."),
    ] = None,
) -> int:
    """Décider de la mise en service d'un projet : un acte daté et signé, au journal."""
    output = by.output
    with wire(by.settings) as archive:
        of = tenant_of(by.tenant)
        actor = by.actor(archive, of, Permission.SIGN)
        day = until.date() if until else None
        act = decide_on(of, which, choice(Answer, answer), motive, day, archive.copies, actor)
    output.emit({"act": str(act)})
    output.say("✓ {decision} : acte {act}", decision=ANSWERS[Answer(answer)].within(output.language), act=act)
    return exit_codes.DONE


@project.command()
@answering_for
def forget(asked: AnsweringFor, which: Which) -> int:
    """Ôter un projet du registre ; les décisions restent au journal."""
    output = asked.output
    with wire(asked.settings):
        forget_project(asked.tenant, which)
    output.emit({"forgotten": str(which)})
    output.say("✓ {target}", target=which)
    return exit_codes.DONE


@project.command()
def clauses(home: Home = None, json: Json = False, lang: Lang = None) -> int:
    """Donner des clauses de sortie à mettre dans un marché de logiciel."""
    _, output = invoked(home, json, lang)
    output.emit({"clauses": as_text()})
    for line in as_text().splitlines():
        output.line(line)
    return exit_codes.DONE


def _last(output: Output, each: Standing) -> str:
    if not each.decisions:
        return ""
    last = each.decisions[-1]
    return f"· {ANSWERS[Answer(last.what)].within(output.language)}, {written_day(last.day, output.language)}"


def _tell(output: Output, each: Standing) -> None:
    output.emit(each.as_json())
    output.line(
        each.id, each.project.name, f"· {READINESS[each.readiness].within(output.language)}", _last(output, each)
    )
    for check in each.checks:
        mark = "✓" if check.settled else "✗"
        output.line("   ", mark, POINTS[check.point].within(output.language), "·", check.why.within(output.language))
