"""`chartrier privacy violation add | set | list | show | register`"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Annotated, Any
from uuid import UUID

import typer

from chartrier.administration.tenants import tenant_of
from chartrier.cli import exit_codes
from chartrier.cli.choosing import choice
from chartrier.cli.deciding import Deciding, deciding
from chartrier.cli.moments import readable
from chartrier.cli.output import Output
from chartrier.clock import instant_of, write_instant
from chartrier.copies.documents import new_file
from chartrier.privacy.presented import violations_sheet
from chartrier.privacy.violations import Entered, add_violation, change_violation
from chartrier.privacy.violations import violation_of as entered_violation
from chartrier.privacy.violations import violations_of as entered_violations
from chartrier.records.roles import Permission
from chartrier.rules.persons.violation import BREACHES, RISKS, Breach, Risk, Violation
from chartrier.wiring import wire

violation = typer.Typer(
    name="violation",
    help="Le registre des violations de données personnelles (RGPD, articles 33 et 34).",
    no_args_is_help=True,
    rich_markup_mode=None,
)

FORMATS = ["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M", "%Y-%m-%d"]
"""Of a moment, in the time of France."""

Which = Annotated[UUID, typer.Argument(metavar="VIOLATION", help="Son identifiant.")]
Breaches = Annotated[
    list[str] | None,
    typer.Option("--breach", metavar="ATTEINTE", help="confidentialite, integrite ou disponibilite ; à répéter."),
]
Data = Annotated[str | None, typer.Option(metavar="TEXTE", help="Les catégories de données.")]
People = Annotated[str | None, typer.Option(metavar="TEXTE", help="Les catégories de personnes.")]
Persons = Annotated[int | None, typer.Option(metavar="NOMBRE", min=0, help="Combien de personnes, environ.")]
Records = Annotated[
    int | None, typer.Option("--records", metavar="NOMBRE", min=0, help="Combien d'enregistrements, environ.")
]
Consequences = Annotated[str | None, typer.Option(metavar="TEXTE", help="Les conséquences probables.")]
Measures = Annotated[str | None, typer.Option(metavar="TEXTE", help="Les mesures prises ou envisagées.")]
RiskText = Annotated[str | None, typer.Option("--risk", metavar="RISQUE", help="a-evaluer, aucun, risque ou eleve.")]
Cnil = Annotated[
    datetime | None,
    typer.Option("--cnil", metavar="MOMENT", formats=FORMATS, help="Quand la CNIL a été notifiée."),
]
CnilWhy = Annotated[
    str | None, typer.Option("--cnil-why", metavar="TEXTE", help="Pourquoi elle ne l'est pas, ou l'est tard.")
]
ToldAt = Annotated[
    datetime | None,
    typer.Option("--told", metavar="MOMENT", formats=FORMATS, help="Quand les personnes ont été informées."),
]
ToldWhy = Annotated[str | None, typer.Option("--told-why", metavar="TEXTE", help="Pourquoi elles ne le sont pas.")]


@violation.command()
@deciding
def add(
    by: Deciding,
    what: Annotated[str, typer.Argument(metavar="TEXTE", help="Ce qui s'est passé.")],
    known: Annotated[
        datetime | None,
        typer.Option(metavar="MOMENT", formats=FORMATS, help="Quand on l'a su ; sinon, maintenant."),
    ] = None,
    breach: Breaches = None,
    data: Data = None,
    people: People = None,
    persons: Persons = None,
    records: Records = None,
    consequences: Consequences = None,
    measures: Measures = None,
    risk: RiskText = None,
    cnil: Cnil = None,
    cnil_why: CnilWhy = None,
    told: ToldAt = None,
    told_why: ToldWhy = None,
) -> int:
    """Inscrire une violation ; les 72 heures pour notifier la CNIL courent du moment où on l'a su."""
    given = _members(
        breach, data, people, persons, records, consequences, measures, risk, cnil, cnil_why, told, told_why
    )
    with wire(by.settings) as archive:
        of, clock = tenant_of(by.tenant), archive.copies.clock
        if by.who is not None:
            by.actor(archive, of, Permission.ANSWER_PERSONS)
        at = instant_of(known) if known is not None else clock()
        identifier = add_violation(of, Violation(known=at, what=what, **given), clock)
        _tell(by.output, entered_violation(of, identifier, clock()))
    return exit_codes.DONE


@violation.command(name="set")
@deciding
def set_(
    by: Deciding,
    which: Which,
    what: Annotated[str | None, typer.Option("--what", metavar="TEXTE", help="Ce qui s'est passé.")] = None,
    breach: Breaches = None,
    data: Data = None,
    people: People = None,
    persons: Persons = None,
    records: Records = None,
    consequences: Consequences = None,
    measures: Measures = None,
    risk: RiskText = None,
    cnil: Cnil = None,
    cnil_why: CnilWhy = None,
    told: ToldAt = None,
    told_why: ToldWhy = None,
) -> int:
    """Compléter une violation ; ce qui en était dit avant est gardé."""
    given = _members(
        breach, data, people, persons, records, consequences, measures, risk, cnil, cnil_why, told, told_why
    )
    if what is not None:
        given["what"] = what
    with wire(by.settings) as archive:
        of, clock = tenant_of(by.tenant), archive.copies.clock
        actor = by.actor(archive, of, Permission.ANSWER_PERSONS) if by.who is not None else None
        change_violation(of, which, actor.person if actor else None, clock, **given)
        _tell(by.output, entered_violation(of, which, clock()))
    return exit_codes.DONE


@violation.command(name="list")
@deciding
def list_(by: Deciding) -> int:
    """Lister les violations, celles pour lesquelles quelque chose reste dû d'abord."""
    with wire(by.settings) as archive:
        of = tenant_of(by.tenant)
        if by.who is not None:
            by.actor(archive, of, Permission.ANSWER_PERSONS)
        found = entered_violations([of.key], archive.copies.clock())
    for each in found:
        _tell(by.output, each)
    by.output.say("{count}", count=by.output.count(len(found), "violation"))
    return exit_codes.DONE


@violation.command()
@deciding
def register(
    by: Deciding,
    target: Annotated[Path, typer.Option("--output", "-o", metavar="FICHIER", help="Un nouveau fichier .csv.")],
) -> int:
    """Écrire le registre des violations, à présenter à la CNIL (RGPD, article 33, 5)."""
    with wire(by.settings) as archive:
        of = tenant_of(by.tenant)
        if by.who is not None:
            by.actor(archive, of, Permission.ANSWER_PERSONS)
        found = entered_violations([of.key], archive.copies.clock())
    with new_file(target) as file:
        file.write(violations_sheet(found))
    by.output.emit({"output": str(target), "violations": len(found)})
    by.output.say("✓ {target} : {count}", target=target, count=by.output.count(len(found), "violation"))
    return exit_codes.DONE


@violation.command()
@deciding
def show(by: Deciding, which: Which) -> int:
    """Montrer une violation, et ce qui en était dit avant."""
    with wire(by.settings) as archive:
        of = tenant_of(by.tenant)
        if by.who is not None:
            by.actor(archive, of, Permission.ANSWER_PERSONS)
        found = entered_violation(of, which, archive.copies.clock())
    by.output.emit({**found.as_json(), "before": list(found.kept.before)})
    _say(by.output, found)
    for text in (found.kept.violation.data, found.kept.violation.people, found.kept.violation.measures):
        if text:
            by.output.line("   ", text)
    return exit_codes.DONE


def _members(
    breach: list[str] | None,
    data: str | None,
    people: str | None,
    persons: int | None,
    records: int | None,
    consequences: str | None,
    measures: str | None,
    risk: str | None,
    cnil: datetime | None,
    cnil_why: str | None,
    told: datetime | None,
    told_why: str | None,
) -> dict[str, Any]:
    """What was given, by the names of `rules.persons.violation.Violation`."""
    given = {
        "breaches": None if breach is None else tuple(choice(Breach, each) for each in breach),
        "data": data,
        "people": people,
        "persons": persons,
        "records": records,
        "consequences": consequences,
        "measures": measures,
        "risk": None if risk is None else choice(Risk, risk),
        "cnil": None if cnil is None else instant_of(cnil),
        "cnil_why": cnil_why,
        "told": None if told is None else instant_of(told),
        "told_why": told_why,
    }
    return {name: value for name, value in given.items() if value is not None}


def _tell(output: Output, found: Entered) -> None:
    output.emit(found.as_json())
    _say(output, found)


def _say(output: Output, found: Entered) -> None:
    violation, language = found.kept.violation, output.language
    known, risk = readable(write_instant(violation.known), language), RISKS[violation.risk].within(language)
    breaches = ", ".join(BREACHES[each].within(language) for each in violation.breaches)
    output.line(found.kept.id, found.reference, known, "·", risk, "·", breaches)
    output.line("   ", violation.what)
    for each in found.owed:
        output.line("    !", each.said.within(language))
