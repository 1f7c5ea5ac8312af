"""`chartrier derogation request | accord | opinion | decision | open | list | show`"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated, Any
from uuid import UUID

import typer

from chartrier.access.communicabilite.answer import Asker
from chartrier.access.communicabilite.derogations import (
    Reader,
    Recording,
    answer_request,
    decide_request,
    give_opinion,
    granted_units,
    open_early,
    record_request,
    recorded,
)
from chartrier.access.communicabilite.findings import NOT_AN_OPINION
from chartrier.access.communicabilite.replying import letter_of
from chartrier.administration.tenants import tenant_of
from chartrier.catalog.communicabilite.derogations import Recorded, derogations_of, early_openings_of
from chartrier.cli import exit_codes
from chartrier.cli.answering import AnsweringFor, answering_for
from chartrier.cli.attaching import attached
from chartrier.cli.choosing import choice, day
from chartrier.cli.deciding import Deciding, deciding
from chartrier.cli.invocation import invoked
from chartrier.cli.moments import readable
from chartrier.cli.options import Home, Json, Lang, TenantCode
from chartrier.cli.output import Output
from chartrier.clock import day_of
from chartrier.copies.documents import new_file
from chartrier.copies.texts import outlasting
from chartrier.errors import InvalidInput
from chartrier.records.roles import Permission
from chartrier.rules.communicabilite.dates import last_day
from chartrier.rules.communicabilite.derogation import STEPS, Accord, Authority, Decision, Opinion
from chartrier.rules.communicabilite.early_opening import EarlyOpening
from chartrier.wiring import Wiring, wire

derogation = typer.Typer(
    name="derogation",
    help="Les dérogations : un lecteur, une liste, avant le délai (L213-3).",
    no_args_is_help=True,
    rich_markup_mode=None,
)

RequestId = Annotated[UUID, typer.Argument(metavar="DEMANDE", help="L'identifiant de la demande.")]
Units = Annotated[list[UUID] | None, typer.Option("--unit", metavar="UNITÉ", help="Une unité ; peut être répété.")]
On = Annotated[str | None, typer.Option("--day", metavar="DATE", help="Le jour de cette étape ; sinon, aujourd'hui.")]
MotiveText = Annotated[str, typer.Option("--motive", metavar="TEXTE", help="Le motif.")]
LetterFile = Annotated[
    Path | None, typer.Option("--file", metavar="FICHIER", help="La pièce à joindre : demande, lettre.")
]
AllUnits = Annotated[bool, typer.Option("--all", help="Toute la liste demandée.")]
NoUnit = Annotated[bool, typer.Option("--none", help="Rien : c'est un refus, à motiver.")]


@derogation.command()
@deciding
def request(
    by: Deciding,
    reader: Annotated[str, typer.Option("--reader", metavar="NOM", help="Le lecteur, une seule personne.")],
    unit: Units = None,
    motive: MotiveText = "",
    contact: Annotated[str, typer.Option("--contact", metavar="TEXTE", help="Comment le joindre.")] = "",
    reader_id: Annotated[
        str | None, typer.Option("--reader-id", metavar="IDENTIFIANT", help="Son identifiant, s'il en a déjà un.")
    ] = None,
    undertaking: Annotated[bool, typer.Option("--undertaking", help="L'engagement de réserve est signé.")] = False,
    reproduction: Annotated[bool, typer.Option("--reproduction", help="La reproduction est demandée.")] = False,
    asker: Annotated[
        str,
        typer.Option(
            "--for", metavar="public|producteur|versant|archives|interesse", help="Ce que le lecteur est aux documents."
        ),
    ] = Asker.PUBLIC.value,
    on: On = None,
    file: LetterFile = None,
) -> int:
    """Enregistrer une demande. Le délai de deux mois court de ce jour."""
    output = by.output
    with wire(by.settings) as archive:
        recording = _recording(archive, by, file)
        found = record_request(
            Reader(reader, contact, reader_id),
            unit or [],
            motive,
            undertaking=undertaking,
            reproduction=reproduction,
            registered=day(on, recording.today),
            asker=choice(Asker, asker),
            recording=recording,
        )
        _tell(output, found, recording.today)
        output.findings(outlasting(recording.tenant.key, unit or [], (motive,)))
    return exit_codes.DONE


@derogation.command()
@deciding
def accord(
    by: Deciding,
    asked: RequestId,
    everything: AllUnits = False,
    nothing: NoUnit = False,
    unit: Units = None,
    letter: Annotated[
        str | None,
        typer.Option(
            "--letter", metavar="RÉFÉRENCE", help="La lettre de l'autorité ; sans elle, c'est l'autorité qui agit."
        ),
    ] = None,
    motive: MotiveText = "",
    on: On = None,
    file: LetterFile = None,
) -> int:
    """Noter la réponse de l'autorité dont émanent les documents : son refus lie."""
    output = by.output
    with wire(by.settings) as archive:
        needed = Permission.AGREE if letter is None else Permission.DEROGATION
        recording = _recording(archive, by, file, needed)
        units = granted_units(asked, unit or [], recording, everything=everything, nothing=nothing)
        found = answer_request(asked, Accord(day(on, recording.today), units, motive), letter, recording)
        _tell(output, found, recording.today)
    return exit_codes.DONE


@derogation.command()
@deciding
def opinion(
    by: Deciding,
    asked: RequestId,
    favourable: Annotated[bool, typer.Option("--favourable", help="L'avis est favorable.")] = False,
    unfavourable: Annotated[bool, typer.Option("--unfavourable", help="L'avis est défavorable.")] = False,
    motive: MotiveText = "",
    on: On = None,
    file: LetterFile = None,
) -> int:
    """Noter l'avis des Archives départementales."""
    output = by.output
    if favourable == unfavourable:
        raise InvalidInput(NOT_AN_OPINION)
    with wire(by.settings) as archive:
        recording = _recording(archive, by, file)
        found = give_opinion(asked, Opinion(day(on, recording.today), favourable, motive), recording)
        _tell(output, found, recording.today)
    return exit_codes.DONE


@derogation.command()
@deciding
def decision(
    by: Deciding,
    asked: RequestId,
    letter: Annotated[str, typer.Option("--letter", metavar="RÉFÉRENCE", help="La référence de la lettre.")],
    everything: AllUnits = False,
    nothing: NoUnit = False,
    unit: Units = None,
    authority: Annotated[
        str, typer.Option("--authority", metavar="siaf|archives-departementales", help="Qui décide.")
    ] = Authority.SIAF.value,
    reproduction: Annotated[bool, typer.Option("--reproduction", help="La reproduction est accordée.")] = False,
    until: Annotated[
        str | None, typer.Option("--until", metavar="DATE", help="Le dernier jour de l'autorisation.")
    ] = None,
    motive: MotiveText = "",
    on: On = None,
    file: LetterFile = None,
) -> int:
    """Noter la décision, d'après sa lettre."""
    output = by.output
    with wire(by.settings) as archive:
        recording = _recording(archive, by, file)
        units = granted_units(asked, unit or [], recording, everything=everything, nothing=nothing)
        decided = Decision(
            day=day(on, recording.today),
            authority=choice(Authority, authority),
            letter=letter,
            units=units,
            reproduction=reproduction,
            until=last_day(until) if until is not None else None,
            motive=motive,
        )
        found = decide_request(asked, decided, recording)
        _tell(output, found, recording.today)
    return exit_codes.DONE


@derogation.command("open")
@deciding
def open_(
    by: Deciding,
    letter: Annotated[str, typer.Option("--letter", metavar="RÉFÉRENCE", help="La référence de la lettre.")],
    agreed: Annotated[
        str, typer.Option("--agreed", metavar="DATE", help="Le jour de l'accord de l'autorité dont ils émanent.")
    ],
    unit: Units = None,
    on: On = None,
    file: LetterFile = None,
) -> int:
    """Noter une ouverture anticipée à tous (L213-3, II) ; ce n'est pas une dérogation."""
    output = by.output
    with wire(by.settings) as archive:
        recording = _recording(archive, by, file)
        opening = EarlyOpening(letter, last_day(agreed), day(on, recording.today), frozenset(map(str, unit or [])))
        made = open_early(opening, recording)
    output.emit({"act": str(made), "units": sorted(opening.units), "decided": str(opening.decided)})
    output.say("✓ Ouverture anticipée enregistrée : acte {act}", act=made)
    return exit_codes.DONE


@derogation.command("list")
@answering_for
def list_(
    asked: AnsweringFor,
    reader: Annotated[str | None, typer.Option("--reader", metavar="IDENTIFIANT", help="Celles d'un lecteur.")] = None,
) -> int:
    """Donner les demandes de dérogation, et à part les ouvertures anticipées."""
    output = asked.output
    with wire(asked.settings) as archive:
        key, today = asked.tenant.key, day_of(archive.copies.clock())
        found = derogations_of(key, reader)
        openings = early_openings_of(key) if reader is None else []
    for each in found:
        output.emit({"kind": "derogation", **_as_json(output, each, today)})
        output.line(each.id, each.reader_name)
        output.line("   ", STEPS[each.derogation.step].within(output.language))
        _tell_time(output, each, today)
    for opened in openings:
        opening = opened.opening
        output.emit(
            {
                "kind": "early-opening",
                "id": str(opened.id),
                "letter": opening.letter,
                "agreed": str(opening.agreed),
                "decided": str(opening.decided),
                "units": sorted(opening.units),
            }
        )
        output.line(opened.id)
        output.say(
            "    ouverture anticipée à tous, décidée le {day}", day=readable(str(opening.decided), output.language)
        )
    return exit_codes.DONE


@derogation.command()
def show(
    asked: RequestId,
    pdf: Annotated[
        Path | None, typer.Option("--pdf", metavar="FICHIER", help="Écrire la lettre au lecteur, une fois décidée.")
    ] = None,
    tenant: TenantCode = None,
    home: Home = None,
    json: Json = False,
    lang: Lang = None,
) -> int:
    """Montrer une dérogation : où elle en est, les jours qui restent, les voies de recours."""
    settings, output = invoked(home, json, lang)
    with wire(settings) as archive:
        of, now = tenant_of(tenant), archive.copies.clock()
        found = recorded(of.key, asked)
        if pdf is not None:
            letter = letter_of(found, of, now).pdf()
            with new_file(pdf) as file:
                file.write(letter)
        _tell(output, found, day_of(now))
    if pdf is not None:
        output.say("✓ {target}", target=pdf)
    return exit_codes.DONE


def _recording(
    archive: Wiring, by: Deciding, file: Path | None, needed: Permission = Permission.DEROGATION
) -> Recording:
    of, letter = tenant_of(by.tenant), attached(file)
    return Recording(of, archive.copies, by.actor(archive, of, needed), letter)


def _tell(output: Output, found: Recorded, today: date) -> None:
    output.emit(_as_json(output, found, today))
    asked = found.derogation.request
    output.line(found.id, found.reader_name, found.contact)
    output.say("  lecteur {reader}, demande du {day}", reader=asked.reader, day=_day(output, asked.registered))
    output.say("  motif : {motive}", motive=asked.motive)
    output.line("   ", STEPS[found.derogation.step].within(output.language))
    _tell_time(output, found, today)
    decided = found.derogation.decision
    granted = decided.units if decided is not None else frozenset()
    for unit in sorted(asked.units):
        output.line("   ", "✓" if unit in granted else "·", unit)
    if decided is not None and decided.until is not None:
        output.say("  jusqu'au {day}", day=_day(output, decided.until))
    recours = found.derogation.voies_de_recours(today)
    if recours is not None:
        output.line(" ", recours.within(output.language))


def _tell_time(output: Output, found: Recorded, today: date) -> None:
    asked = found.derogation
    if asked.decision is not None:
        return
    if asked.is_refused_by_silence(today):
        output.say("  refusée par le silence gardé jusqu'au {day}", day=_day(output, asked.due))
    else:
        left = output.count((asked.due - today).days, "jour")
        output.say("  à décider avant le {day} : reste {days}", day=_day(output, asked.due), days=left)


def _as_json(output: Output, found: Recorded, today: date) -> dict[str, Any]:
    asked = found.derogation
    request, decided = asked.request, asked.decision
    recours = asked.voies_de_recours(today)
    return {
        "id": str(found.id),
        "step": asked.step,
        "reader": request.reader,
        "name": found.reader_name,
        "contact": found.contact,
        "registered": str(request.registered),
        "motive": request.motive,
        "reproduction_asked": request.reproduction,
        "units": sorted(request.units),
        "accord": asked.accord and {"day": str(asked.accord.day), "units": sorted(asked.accord.units)},
        "opinion": asked.opinion and {"day": str(asked.opinion.day), "favourable": asked.opinion.favourable},
        "decision": decided
        and {
            "day": str(decided.day),
            "authority": decided.authority,
            "letter": decided.letter,
            "units": sorted(decided.units),
            "reproduction": decided.reproduction,
            "until": decided.until and str(decided.until),
            "motive": decided.motive,
        },
        "due": str(asked.due),
        "days_left": None if decided is not None else max(0, (asked.due - today).days),
        "refused_by_silence": asked.is_refused_by_silence(today),
        "refused": sorted(asked.refused_units(today)),
        "voies_de_recours": recours and recours.within(output.language),
        "acts": {step: str(act) for step, act in found.acts.items()},
    }


def _day(output: Output, day_: date) -> str:
    return readable(str(day_), output.language)
