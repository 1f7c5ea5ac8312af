"""`chartrier privacy request open | identity | find | tick | decide | advise | answer | propose | erase | …`"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated, Any
from uuid import UUID

import typer

from chartrier.administration.findings import NOT_PROVEN
from chartrier.administration.tenants import tenant_of
from chartrier.catalog.acts.register import acts_of
from chartrier.catalog.people.directory import person
from chartrier.catalog.people.models import Person
from chartrier.catalog.persons.effects import DROITS
from chartrier.cli import exit_codes
from chartrier.cli.choosing import choice, day
from chartrier.cli.deciding import Deciding, deciding
from chartrier.cli.output import Output
from chartrier.clock import day_of
from chartrier.copies.documents import new_file
from chartrier.errors import NotAllowed
from chartrier.privacy.presented import requests_sheet
from chartrier.privacy.requests import opening
from chartrier.privacy.requests.answering import answer as sign_answer
from chartrier.privacy.requests.answering import draft_of, is_as_signed, letter_of
from chartrier.privacy.requests.deciding import decide_lines
from chartrier.privacy.requests.erasing import erase_proposed, over, take_back
from chartrier.privacy.requests.erasing import propose as propose_erasing
from chartrier.privacy.requests.finding import find as look_for
from chartrier.privacy.requests.finding import tick as tick_units
from chartrier.privacy.requests.standing import Line, Standing, lines_of, standing_of, standings
from chartrier.records.roles import Permission
from chartrier.records.tenant import Tenant
from chartrier.rules.persons.request import STEPS, PersonRequest, Said, Step
from chartrier.rules.persons.rights import GROUNDS, OUTCOMES, RIGHTS, LineDecision, Outcome, RefusalGround, Right
from chartrier.wiring import Wiring, wire

request = typer.Typer(
    name="request",
    help="Les demandes des personnes : accès, rectification, effacement, opposition (RGPD, articles 15 à 21).",
    no_args_is_help=True,
    rich_markup_mode=None,
)

RequestId = Annotated[UUID, typer.Argument(metavar="DEMANDE", help="L'identifiant de la demande.")]
Units = Annotated[list[UUID] | None, typer.Option("--unit", metavar="UNITÉ", help="Une unité ; peut être répété.")]
On = Annotated[str | None, typer.Option("--day", metavar="DATE", help="Le jour de cette étape ; sinon, aujourd'hui.")]
Why = Annotated[str, typer.Option("--why", metavar="TEXTE", help="Pourquoi, en des mots que la personne comprendra.")]
Terms = Annotated[
    list[str] | None,
    typer.Option("--term", metavar="TERME", help="Un autre nom, un numéro, une adresse ; peut être répété."),
]


@request.command(name="open")
@deciding
def open_(
    by: Deciding,
    name: Annotated[str, typer.Argument(metavar="NOM", help="La personne qui demande.")],
    right: Annotated[
        str, typer.Option("--right", metavar="DROIT", help="acces, rectification, effacement ou opposition.")
    ],
    received: Annotated[
        str | None, typer.Option("--received", metavar="DATE", help="Le jour de sa réception ; sinon, aujourd'hui.")
    ] = None,
    said: Annotated[str, typer.Option("--said", metavar="TEXTE", help="Ce qu'elle demande, en ses mots.")] = "",
    contact: Annotated[str, typer.Option("--contact", metavar="ADRESSE", help="Où lui répondre.")] = "",
    term: Terms = None,
) -> int:
    """Inscrire une demande ; le mois pour répondre court de sa réception."""
    with wire(by.settings) as archive:
        of = _tenant(by, archive, Permission.ANSWER_PERSONS)
        on = day(received, day_of(archive.copies.clock()))
        asked = PersonRequest(name, choice(Right, right), on, said, contact, tuple(term or ()))
        identifier = opening.open_request(of, asked, archive.copies.clock)
        _tell(by.output, standing_of(of, identifier, day_of(archive.copies.clock())))
    return exit_codes.DONE


@request.command(name="list")
@deciding
def list_(by: Deciding) -> int:
    """Lister les demandes, les plus pressantes d'abord."""
    with wire(by.settings) as archive:
        found = standings([_tenant(by, archive, Permission.ANSWER_PERSONS).key], day_of(archive.copies.clock()))
    for each in found:
        _tell(by.output, each)
    by.output.say("{count}", count=by.output.count(len(found), "demande"))
    return exit_codes.DONE


@request.command()
@deciding
def register(
    by: Deciding,
    target: Annotated[Path, typer.Option("--output", "-o", metavar="FICHIER", help="Un nouveau fichier .csv.")],
) -> int:
    """Écrire le registre des demandes, à présenter à qui contrôle ; les personnes y sont nommées."""
    with wire(by.settings) as archive:
        found = standings([_tenant(by, archive, Permission.ANSWER_PERSONS).key], day_of(archive.copies.clock()))
    with new_file(target) as file:
        file.write(requests_sheet(found))
    by.output.emit({"output": str(target), "requests": len(found)})
    by.output.say("✓ {target} : {count}", target=target, count=by.output.count(len(found), "demande"))
    return exit_codes.DONE


@request.command()
@deciding
def show(by: Deciding, which: RequestId) -> int:
    """Montrer une demande, ce qui a été trouvé, ce qui en est décidé."""
    with wire(by.settings) as archive:
        of, today = _tenant(by, archive, Permission.ANSWER_PERSONS), day_of(archive.copies.clock())
        found, lines = standing_of(of, which, today), lines_of(of, which, today)
        signed = found.act is not None and found.step is not Step.ERASED
        proven = is_as_signed(of, which, [each.record for each in acts_of(of.key, [DROITS])]) if signed else None
    by.output.emit({**found.as_json(), "found": [each.as_json() for each in lines], "as_signed": proven})
    _say(by.output, found)
    for line in lines:
        _tell_line(by.output, line)
    if signed:
        by.output.say(
            "La réponse gardée est celle qui a été signée."
            if proven
            else "La réponse gardée n'est pas celle qui a été signée."
        )
    return exit_codes.DONE


@request.command()
@deciding
def identity(
    by: Deciding,
    which: RequestId,
    how: Annotated[
        str, typer.Option("--how", metavar="TEXTE", help="Comment ; jamais la copie d'une pièce d'identité.")
    ],
    on: On = None,
) -> int:
    """Noter comment l'identité de la personne a été établie."""
    with wire(by.settings) as archive:
        of = _tenant(by, archive, Permission.ANSWER_PERSONS)
        opening.establish(of, which, Said(_day(on, archive), how), archive.copies.clock)
        return _told(by, archive, of, which)


@request.command()
@deciding
def extend(by: Deciding, which: RequestId, why: Why = "", on: On = None) -> int:
    """Prolonger de deux mois une demande complexe, la personne en ayant été informée ce jour-là."""
    with wire(by.settings) as archive:
        of = _tenant(by, archive, Permission.ANSWER_PERSONS)
        opening.take_longer(of, which, Said(_day(on, archive), why), archive.copies.clock)
        return _told(by, archive, of, which)


@request.command()
@deciding
def withdraw(by: Deciding, which: RequestId, why: Why = "") -> int:
    """Clore une demande que la personne a retirée."""
    with wire(by.settings) as archive:
        of = _tenant(by, archive, Permission.ANSWER_PERSONS)
        opening.withdraw(of, which, why, archive.copies.clock)
        return _told(by, archive, of, which)


@request.command()
@deciding
def find(by: Deciding, which: RequestId, term: Terms = None) -> int:
    """Chercher la personne partout : descriptions et textes, par son nom et par chaque terme."""
    with wire(by.settings) as archive:
        of = tenant_of(by.tenant)
        actor = by.actor(archive, of, Permission.SEE_PERSONAL_DATA) if by.who is not None else None
        clock = archive.copies.clock
        if term:
            opening.add_terms(of, which, (*opening.kept(of, which).asked.terms, *term), clock)
        look_for(of, which, actor.person if actor else None, clock)
        lines = lines_of(of, which, day_of(clock()))
    for line in lines:
        by.output.emit(line.as_json())
        _tell_line(by.output, line)
    by.output.say("{count}", count=by.output.count(len(lines), "unité"))
    return exit_codes.DONE


@request.command()
@deciding
def tick(
    by: Deciding,
    which: RequestId,
    unit: Units = None,
    rest: Annotated[bool, typer.Option("--rest", help="Toutes celles que personne n'a encore regardées.")] = False,
    other: Annotated[bool, typer.Option("--other", help="Elles concernent quelqu'un d'autre.")] = False,
) -> int:
    """Dire de ce qui a été trouvé ce qui concerne la personne, ou non."""
    with wire(by.settings) as archive:
        of = _tenant(by, archive, Permission.SEE_PERSONAL_DATA)
        units = list(unit or ())
        if rest:
            lines = lines_of(of, which, day_of(archive.copies.clock()))
            units += [each.unit for each in lines if each.mark.concerns is None]
        tick_units(of, which, units, concerns=not other)
        return _told(by, archive, of, which)


@request.command()
@deciding
def decide(
    by: Deciding,
    which: RequestId,
    outcome: Annotated[str, typer.Argument(metavar="DÉCISION", help="accorde ou refuse.")],
    unit: Units = None,
    ground: Annotated[
        str | None, typer.Option("--ground", metavar="MOTIF", help="D'un refus : rgpd-17-3-b… ; « show » les donne.")
    ] = None,
    why: Why = "",
    annexed: Annotated[
        UUID | None,
        typer.Option("--annexed", metavar="UNITÉ", help="La version, la mention ou la déclaration qui a été versée."),
    ] = None,
    whole: Annotated[
        bool, typer.Option("--whole", help="Refuser la demande entière : rgpd-12-2 ou rgpd-12-5.")
    ] = False,
) -> int:
    """Décider, unité par unité ; sans unité, de toutes celles dont rien n'est décidé."""
    with wire(by.settings) as archive:
        of, clock = _tenant(by, archive, Permission.SEE_PERSONAL_DATA), archive.copies.clock
        by_what = choice(RefusalGround, ground) if ground is not None else None
        said = choice(Outcome, outcome)
        if whole:
            opening.refuse_whole(of, which, by_what if said is Outcome.REFUSED else None, why, clock)
        else:
            decide_lines(of, which, unit or (), LineDecision(said, by_what, why, annexed), clock)
        return _told(by, archive, of, which)


@request.command()
@deciding
def advise(
    by: Deciding,
    which: RequestId,
    text: Annotated[str, typer.Argument(metavar="TEXTE", help="L'avis, pour qui signera.")],
) -> int:
    """Noter l'avis du délégué à la protection des données."""
    with wire(by.settings) as archive:
        of = _tenant(by, archive, Permission.SEE_PERSONAL_DATA)
        opening.advise(of, which, text, archive.copies.clock)
        return _told(by, archive, of, which)


@request.command()
@deciding
def answer(by: Deciding, which: RequestId) -> int:
    """Signer la réponse, pour le responsable de traitement : un acte, au journal, qui ne nomme personne."""
    with wire(by.settings) as archive:
        of = tenant_of(by.tenant)
        actor = by.actor(archive, of, Permission.SIGN)
        act = sign_answer(of, which, archive.copies, actor)
    by.output.emit({"act": str(act)})
    by.output.say("✓ réponse signée : acte {act}", act=act)
    return exit_codes.DONE


@request.command()
@deciding
def letter(
    by: Deciding,
    which: RequestId,
    target: Annotated[Path, typer.Argument(metavar="FICHIER", help="Le PDF à écrire ; il ne doit pas exister.")],
    draft: Annotated[bool, typer.Option("--draft", help="Le projet de réponse, avant la signature.")] = False,
) -> int:
    """Écrire la lettre de réponse, en PDF/A."""
    with wire(by.settings) as archive:
        of = _tenant(by, archive, Permission.ANSWER_PERSONS)
        data = draft_of(of, which, archive.copies.clock()) if draft else letter_of(of, which)
        with new_file(target, private=True) as file:
            file.write(data)
    by.output.emit({"file": str(target)})
    by.output.say("✓ {target}", target=target)
    return exit_codes.DONE


@request.command()
@deciding
def erasable(by: Deciding) -> int:
    """Lister les demandes dont la DUA est finie : à proposer à l'effacement, proposées, retenues."""
    with wire(by.settings) as archive:
        of = _tenant(by, archive, Permission.ANSWER_PERSONS)
        found = over(of, day_of(archive.copies.clock()))
    for each in found.erasable:
        _tell_state(by.output, each, "erasable")
        by.output.say("        à proposer, sous un visa")
    for each in found.proposed:
        _tell_state(by.output, each, "proposed")
        by.output.say("        proposée à l'effacement : une autre personne l'exécute")
    for each in found.holding:
        _tell_state(by.output, each, "holding")
        by.output.say("        ce qui a été accordé tient encore : elle reste")
    for each in found.lapsed:
        _tell_state(by.output, each, "lapsed")
        by.output.say("        proposée, mais ne s'efface plus : reprenez la proposition")
    return exit_codes.DONE


@request.command()
@deciding
def propose(
    by: Deciding,
    which: Annotated[list[UUID], typer.Argument(metavar="DEMANDE", help="Une demande que le visa couvre.")],
    visa: Annotated[str, typer.Option("--visa", metavar="RÉFÉRENCE", help="Le visa des Archives départementales.")],
    on: Annotated[str, typer.Option("--day", metavar="DATE", help="Le jour du visa.")],
) -> int:
    """Proposer d'effacer ce qui nomme les personnes de demandes dont la DUA était finie au jour du visa."""
    with wire(by.settings) as archive:
        of, who = _proposing(by, archive)
        found = propose_erasing(of, which, Said(_day(on, archive), visa), who, archive.copies.clock)
    for each in found:
        _tell(by.output, each)
    return exit_codes.DONE


@request.command(name="take-back")
@deciding
def take_back_(
    by: Deciding,
    which: Annotated[list[UUID], typer.Argument(metavar="DEMANDE", help="Une demande proposée à l'effacement.")],
) -> int:
    """Ne plus proposer l'effacement de ces demandes."""
    with wire(by.settings) as archive:
        found = take_back(_proposing(by, archive)[0], which, archive.copies.clock)
    for each in found:
        _tell(by.output, each)
    return exit_codes.DONE


@request.command()
@deciding
def erase(
    by: Deciding,
    which: Annotated[list[UUID], typer.Argument(metavar="DEMANDE", help="Une demande proposée à l'effacement.")],
    visa: Annotated[str, typer.Option("--visa", metavar="RÉFÉRENCE", help="Le visa sous lequel elles sont proposées.")],
) -> int:
    """Effacer ce qui nomme les personnes de demandes qu'une autre personne a proposées : c'est définitif."""
    with wire(by.settings) as archive:
        of = tenant_of(by.tenant)
        actor = by.actor(archive, of, Permission.SIGN)
        found = erase_proposed(of, dict.fromkeys(which, visa), actor, archive.copies)
    for each in found:
        _tell(by.output, each)
    by.output.say("✓ {count} : plus aucun nom", count=by.output.count(len(found), "demande"))
    return exit_codes.DONE


def _tenant(by: Deciding, archive: Wiring, permission: Permission) -> Tenant:
    """The tenant, once whoever is named has proven to have the permission; nobody named: the operator."""
    of = tenant_of(by.tenant)
    if by.who is not None:
        by.actor(archive, of, permission)
    return of


def _proposing(by: Deciding, archive: Wiring) -> tuple[Tenant, Person]:
    """Whoever answers persons and sees what is found of them: as in the pages."""
    of = tenant_of(by.tenant)
    actor = by.actor(archive, of, Permission.ANSWER_PERSONS)
    if not actor.may(Permission.SEE_PERSONAL_DATA):
        raise NotAllowed(NOT_PROVEN)
    return of, person(actor.person)


def _day(text: str | None, archive: Wiring) -> date:
    return day(text, day_of(archive.copies.clock()))


def _told(by: Deciding, archive: Wiring, of: Tenant, which: UUID) -> int:
    _tell(by.output, standing_of(of, which, day_of(archive.copies.clock())))
    return exit_codes.DONE


def _tell(output: Output, found: Standing) -> None:
    output.emit(found.as_json())
    _say(output, found)


def _tell_state(output: Output, found: Standing, state: str) -> None:
    output.emit({**found.as_json(), "state": state})
    _say(output, found)


def _say(output: Output, found: Standing) -> None:
    language = output.language
    time = found.time.within(language) if found.time else ""
    output.line(
        found.id, found.reference, found.asked.name, "·", RIGHTS[found.asked.right].within(language), "·",
        STEPS[found.step].within(language), "·" if time else "", time,
    )  # fmt: skip


def _tell_line(output: Output, line: Line) -> None:
    mark = {None: "?", True: "✓", False: "✗"}[line.mark.concerns]
    age: Any = line.placed.situation.age if line.placed else ""
    title = line.placed.title if line.placed else output.text("n'est plus dans l'archive")
    output.line("   ", mark, line.unit, title, f"({age})" if age else "", "·", ", ".join(line.terms))
    if decision := line.mark.decision:
        ground = GROUNDS[decision.ground].within(output.language) if decision.ground else ""
        output.line("       ", OUTCOMES[decision.outcome].within(output.language), ground, decision.why)
    elif line.mark.concerns:
        output.say("        motifs de refus : {grounds}", grounds=", ".join(line.grounds) or "—")
