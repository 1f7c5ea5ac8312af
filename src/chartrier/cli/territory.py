"""`chartrier territory coverage | white | history | initiatives | commune | rampup | import | export`; `observatory`"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Annotated, Any

import typer

from chartrier.administration.status import free_bytes
from chartrier.cli import exit_codes
from chartrier.cli.answering import Answering, answering
from chartrier.cli.appending import appending
from chartrier.cli.choosing import choice, day
from chartrier.cli.invocation import invoked
from chartrier.cli.lists import opened
from chartrier.cli.moments import readable
from chartrier.cli.observatory import observatory
from chartrier.cli.options import Home, Json, Lang
from chartrier.cli.output import Output
from chartrier.cli.rampup import tell_rampup
from chartrier.clock import day_of
from chartrier.copies.documents import new_file
from chartrier.geography.archives import archives_services
from chartrier.records.finding import Findings
from chartrier.records.territory import Flow
from chartrier.settings import Settings
from chartrier.territory.area import Area, area_of, chosen, is_apart
from chartrier.territory.coverage import Count, Coverage, coverage, history, known_on
from chartrier.territory.exporting import export
from chartrier.territory.hosts import TO_VERIFY, field_of, leads, overlaps
from chartrier.territory.importing import import_list
from chartrier.territory.own import OPERATOR, own
from chartrier.territory.rampup.rampup import rampup
from chartrier.territory.words import FLOWS, MODELS, OFFERS, STAGES, STATES
from chartrier.wiring import wire

territory = typer.Typer(
    name="territory",
    help="Le territoire : qui est couvert par l'archivage, par qui, et où il n'y a rien.",
    no_args_is_help=True,
    rich_markup_mode=None,
)
territory.add_typer(observatory)

Region = Annotated[str | None, typer.Option("--region", metavar="CODE", help="Une région, par son code INSEE.")]
Departement = Annotated[str | None, typer.Option("--departement", metavar="CODE", help="Un département, par son code.")]
Epci = Annotated[str | None, typer.Option("--epci", metavar="SIREN", help="Un EPCI, par son SIREN.")]
AsOf = Annotated[str | None, typer.Option("--as-of", metavar="DATE", help="Ce jour-là, plutôt qu'aujourd'hui.")]


@dataclass(frozen=True, slots=True)
class Within:
    """Where a command looks, in which archive."""

    settings: Settings
    output: Output
    area: Area


def _within(
    *,
    region: Region = None,
    departement: Departement = None,
    epci: Epci = None,
    home: Home = None,
    json: Json = False,
    lang: Lang = None,
) -> Within:
    settings, output = invoked(home, json, lang)
    return Within(settings, output, chosen(region, departement, epci))


within = appending(_within)
"""The command, whose first parameter is a `Within`, as typer takes it: its others, then these options."""


@territory.command("coverage")
@within
def coverage_(
    of: Within,
    flow: Annotated[
        str | None, typer.Option("--flow", metavar="actes|pes|marches|rh|urbanisme|etat-civil", help="D'un seul flux.")
    ] = None,
    as_of: AsOf = None,
) -> int:
    """Dire quelle part des communes et des habitants est couverte, et ce que l'on n'en sait pas."""
    output, only = of.output, choice(Flow, flow) if flow is not None else None
    with wire(of.settings) as archive:
        found = coverage(known_on(day(as_of, day_of(archive.copies.clock()))), of.area, only)
    output.emit(found.as_json())
    _tell(output, found)
    return exit_codes.DONE


@territory.command()
@within
def white(of: Within, as_of: AsOf = None) -> int:
    """Donner les zones blanches, où quelqu'un a vérifié qu'il n'y a rien, et des pistes pour chacune."""
    output = of.output
    with wire(of.settings) as archive:
        known = known_on(day(as_of, day_of(archive.copies.clock())))
        found, field = coverage(known, of.area), field_of(known)
    for commune in found.white:
        stated = known.standing(commune.insee).by
        told = leads(commune, field, known)
        output.emit(
            {
                "code": commune.insee,
                "name": commune.name,
                "inhabitants": commune.population,
                "source": stated and stated.source,
                "source_day": stated and stated.seen.isoformat(),
                "leads": [
                    {"name": each.name, "reason": each.reason.within(output.language), "initiative": _id(each)}
                    for each in told
                ],
                "note": TO_VERIFY.within(output.language),
            }
        )
        output.line(commune.insee, commune.name, output.count(commune.population or 0, "habitant"))
        for each in told:
            output.line("   ", f"{each.name} : {each.reason.within(output.language)}")
    if found.white:
        output.say("Chaque nom est {what}.", what=TO_VERIFY.within(output.language))
    _tell_unknown(output, found)
    return exit_codes.DONE


@territory.command("history")
@within
def history_(
    of: Within,
    since: Annotated[int, typer.Option("--since", metavar="ANNÉE", help="La première année.", min=1990)] = 2020,
) -> int:
    """Donner la couverture au 31 décembre de chaque année, puis aujourd'hui, avec les communes d'aujourd'hui."""
    output = of.output
    with wire(of.settings) as archive:
        today = day_of(archive.copies.clock())
        days = [*(date(year, 12, 31) for year in range(since, today.year)), today]
        for found in history(days, of.area):
            output.emit(found.as_json())
            output.line(readable(found.on.isoformat(), output.language))
            _tell_counts(output, found)
    return exit_codes.DONE


@territory.command()
@answering
def initiatives(asked: Answering, as_of: AsOf = None) -> int:
    """Donner les initiatives, cette instance d'abord, et où plusieurs se rencontrent."""
    output = asked.output
    language = output.language
    with wire(asked.settings) as archive:
        known = known_on(day(as_of, day_of(archive.copies.clock())))
        field, here = field_of(known), own(known.on, OPERATOR)
        meeting = overlaps(field, area_of("FR"))
    output.emit({"instance": here.as_json()})
    output.say(
        "cette instance : {tenants}, {depositing} ont versé, {size}",
        tenants=output.count(len(here.tenants), "collectivité"),
        depositing=output.number(here.depositing),
        size=output.amount(here.bytes or 0),
    )
    for entered in field.initiatives:
        each = entered.content
        communes = len(field.members[entered.id])
        output.emit({"id": str(entered.id), "version": entered.number, "communes": communes, **each.as_json()})
        output.line(f"{each.name} : {each.host}")
        output.line("   ", ", ".join(OFFERS[offer].within(language) for offer in each.offers))
        output.line("   ", f"{MODELS[each.model].within(language)}, {STAGES[each.stage].within(language)}")
        output.line("   ", output.count(communes, "commune"))
        output.line("   ", f"{each.source.words}, {readable(each.source.day.isoformat(), language)}")
    for overlap in meeting:
        names = [each.content.name for each in overlap.initiatives]
        output.emit({"overlap": names, "communes": len(overlap.communes), "served_twice": overlap.served})
        output.say(
            "se rencontrent dans {communes} : {names}",
            communes=output.count(len(overlap.communes), "commune"),
            names=", ".join(names),
        )
    return exit_codes.DONE


@territory.command()
@answering
def commune(
    asked: Answering,
    code: Annotated[str, typer.Argument(metavar="INSEE", help="Le code INSEE de la commune, présent ou passé.")],
    as_of: AsOf = None,
) -> int:
    """Dire tout ce que l'on sait d'une commune, flux par flux, et d'où on le tient."""
    output = asked.output
    area = area_of(code)
    (found,) = area.communes[:1]
    with wire(asked.settings) as archive:
        known = known_on(day(as_of, day_of(archive.copies.clock())))
    service = archives_services().get(found.departement)
    standings: dict[Flow | None, Any] = {None: known.standing(found.insee)}
    standings |= {flow: known.of_flow(found.insee, flow) for flow in Flow}
    output.emit(
        {
            "code": found.insee,
            "name": found.name,
            "inhabitants": found.population,
            "archives": service and service.name,
            "apart": is_apart(found),
            "covered": standings[None].covered,
            "state": standings[None].state,
            "flows": {flow.value: standings[flow].state for flow in Flow},
            "facts": [
                {
                    "of": each.insee,
                    "flow": each.flow,
                    "state": each.state,
                    "from": each.first.isoformat(),
                    "last": each.last and each.last.isoformat(),
                    "origin": each.origin,
                    "source": each.source,
                }
                for each in known.facts.get(found.insee, ())
            ],
        }
    )
    output.line(found.insee, found.name, output.count(found.population or 0, "habitant"))
    if is_apart(found):
        output.say("  collectivité d'outre-mer : application du code du patrimoine à vérifier")
    for flow, standing in standings.items():
        name = FLOWS[flow].within(output.language) if flow is not None else output.text("en tout")
        source = standing.by.source if standing.by is not None else ""
        output.line("   ", f"{name} : {STATES[standing.state].within(output.language)}", source and f"({source})")
    return exit_codes.DONE


@territory.command("rampup")
@answering
def rampup_(asked: Answering, as_of: AsOf = None) -> int:
    """Dire où en sont les membres, qui a cessé de verser, et ce que l'instance peut encore recevoir."""
    output = asked.output
    with wire(asked.settings) as archive:
        room = {store.name: free_bytes(store) for store in archive.copies.stores}
        found = rampup(day(as_of, day_of(archive.copies.clock())), OPERATOR, room)
    output.emit(found.as_json())
    tell_rampup(output, found)
    return exit_codes.DONE


@territory.command("import")
@answering
def import_(
    asked: Answering,
    file: Annotated[
        Path,
        typer.Argument(
            metavar="FICHIER", help="Un CSV d'initiatives, d'états de communes ou d'acteurs : ses colonnes le disent."
        ),
    ],
) -> int:
    """Entrer une liste, tout entière ou rien ; la redonner n'entre rien deux fois."""
    output = asked.output
    findings = Findings()
    with wire(asked.settings) as archive, opened(file) as stream:
        now = archive.copies.clock()
        done = import_list(stream, findings, file=file.name, now=now, today=day_of(now), person=None)
    output.emit(
        {
            "subject": done.subject,
            "read": done.read,
            "new": done.new,
            "findings": [finding.as_json(output.language) for finding in findings],
        }
    )
    output.findings(findings)
    if findings.refused:
        output.say("✗ Rien n'est entré.")
        return exit_codes.REFUSED
    output.say("✓ {read}, {new} de nouveau", read=output.count(done.read, "élément"), new=output.number(done.new))
    return exit_codes.DONE


@territory.command("export")
@within
def export_(
    of: Within,
    which: Annotated[str, typer.Argument(metavar="initiatives|etats|acteurs|couverture", help="Ce qui est voulu.")],
    file: Annotated[Path, typer.Argument(metavar="FICHIER", help="Le CSV à écrire ; il ne doit pas exister.")],
    as_of: AsOf = None,
) -> int:
    """Écrire en CSV ce qui est entré, ou la couverture de chaque commune ; « import » relit les trois premiers."""
    output = of.output
    with wire(of.settings) as archive, new_file(file) as stream:
        lines = export(which, stream, day(as_of, day_of(archive.copies.clock())), of.area)
    output.emit({"output": str(file), "lines": lines})
    output.say("✓ {target} : {lines}", target=file, lines=output.count(lines, "ligne"))
    return exit_codes.DONE


def _id(lead: Any) -> str | None:
    return str(lead.initiative) if lead.initiative is not None else None


def _tell(output: Output, found: Coverage) -> None:
    output.line(f"{found.area.name}, {readable(found.on.isoformat(), output.language)}")
    _tell_counts(output, found)
    if found.tally.uncovered.communes:
        output.say("  {count} versent sans convention connue ici", count=_counted(output, found.tally.uncovered))
    for low, high, tally in found.by_size:
        if tally.all.communes:
            bounds = (
                output.text("{low} habitants et plus", low=output.number(low))
                if high is None
                else output.text("{low} à {high} habitants", low=output.number(low), high=output.number(high - 1))
            )
            output.line("   ", f"{bounds} :", _rates(output, tally.covered, tally.all))
    if found.apart.all.communes:
        output.say(
            "  à part : {count} des collectivités d'outre-mer, où l'application du code du patrimoine est à vérifier",
            count=_counted(output, found.apart.all),
        )


def _tell_counts(output: Output, found: Coverage) -> None:
    tally = found.tally
    output.line("   ", _counted(output, tally.all))
    output.say("  convention en vigueur : {count}", count=_rates(output, tally.covered, tally.all))
    output.say("  versements réguliers : {count}", count=_rates(output, tally.depositing, tally.all))
    output.say("  aucune initiative (vérifié) : {count}", count=_rates(output, tally.white, tally.all))
    _tell_unknown(output, found)


def _tell_unknown(output: Output, found: Coverage) -> None:
    output.say("  inconnu : {count}", count=_rates(output, found.tally.unknown, found.tally.all))


def _counted(output: Output, count: Count) -> str:
    return f"{output.count(count.communes, 'commune')}, {output.count(count.inhabitants, 'habitant')}"


def _rates(output: Output, count: Count, whole: Count) -> str:
    told = count.of(whole)
    rates = [_percent(output, told[name]) for name in ("communes_rate", "inhabitants_rate")]
    communes, people = output.count(count.communes, "commune"), output.count(count.inhabitants, "habitant")
    return f"{communes} ({rates[0]}), {people} ({rates[1]})"


def _percent(output: Output, rate: Any) -> str:
    if rate is None:
        return "—"
    written = f"{rate * 100:.1f}"
    return f"{written.replace('.', ',')} %" if output.language == "fr" else f"{written}%"
