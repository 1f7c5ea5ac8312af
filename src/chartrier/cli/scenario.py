"""`chartrier scenario run | example | roles`"""

from __future__ import annotations

from pathlib import Path
from time import perf_counter
from typing import Annotated

import typer

from chartrier.administration.tenants import tenant_of
from chartrier.cli import exit_codes
from chartrier.cli.choosing import choice
from chartrier.cli.invocation import invoked
from chartrier.cli.options import Home, Json, Lang
from chartrier.cli.output import Output
from chartrier.cockpit.findings import FILE_OR_TENANT
from chartrier.cockpit.scenario.example import example as example_file
from chartrier.cockpit.scenario.outcome import Outcome, Range, VariantOutcome
from chartrier.cockpit.scenario.outcome import run as run_scenario
from chartrier.cockpit.scenario.reading import read_scenario, read_scenario_file
from chartrier.cockpit.scenario.roles import FORMALITIES, WHO, duties, missions, raci_sheet
from chartrier.cockpit.scenario.territory import around
from chartrier.copies.documents import new_file
from chartrier.errors import InvalidInput
from chartrier.records.finding import Findings
from chartrier.records.tenant import Tenant
from chartrier.rules.convention import ConventionKind
from chartrier.settings import Settings
from chartrier.wiring import wire

scenario = typer.Typer(
    name="scenario",
    help="Comparer des mutualisations : adhésions, coûts et leurs fourchettes, rôles de chacun.",
    no_args_is_help=True,
    rich_markup_mode=None,
)

Around = Annotated[
    str | None,
    typer.Option("--tenant", metavar="SIREN", help="Le territoire de cette collectivité : son EPCI, son département…"),
]

TOLD = 5
"""Numbers that matter most, of each model, that are told to people."""


@scenario.command()
def run(
    file: Annotated[
        Path | None, typer.Argument(metavar="[FICHIER]", help="Le scénario, en TOML ; sans lui, l'exemple.")
    ] = None,
    tenant: Around = None,
    home: Home = None,
    json: Json = False,
    lang: Lang = None,
) -> int:
    """Calculer un scénario : variantes, années, fourchettes, ce qui compte le plus. Un fichier suffit, sans archive."""
    settings, output = invoked(home, json, lang)
    findings = Findings(limit=20)
    if file is None and tenant is None:
        raise InvalidInput(FILE_OR_TENANT)
    of = _tenant(settings, tenant)
    within = around(of) if of is not None else None
    if file is not None:
        read = read_scenario_file(file, findings, within)
    else:
        read = read_scenario(example_file().encode(), findings, within)
    began = perf_counter()
    outcome = run_scenario(read, findings)
    seconds = perf_counter() - began
    told = [finding.as_json(output.language) for finding in findings]
    output.emit({**outcome.as_json(output.language), "seconds": round(seconds, 3), "findings": told})
    output.findings(findings)
    _tell(output, outcome)
    output.say(
        "{draws} sur {communes} en {seconds} s (graine {seed})",
        draws=output.count(read.draws, "tirage"),
        communes=output.count(len(read.places), "commune"),
        seconds=f"{seconds:.2f}",
        seed=read.seed,
    )
    return exit_codes.DONE


@scenario.command()
def example(tenant: Around = None, home: Home = None, json: Json = False, lang: Lang = None) -> int:
    """Écrire un scénario commenté, dont partir."""
    settings, output = invoked(home, json, lang)
    of = _tenant(settings, tenant)
    text = example_file() if of is None else example_file(of.name, around(of))
    output.emit({"toml": text})
    for line in text.splitlines():
        output.line(line)
    return exit_codes.DONE


@scenario.command()
def roles(
    regime: Annotated[str, typer.Argument(metavar="TYPE", help="mutualisation, depot ou tiers-archivage.")],
    operator: Annotated[
        str | None,
        typer.Option("--operator", metavar="NOM", help="Qui porte le service, tel que la convention le nomme."),
    ] = None,
    csv: Annotated[
        Path | None, typer.Option("--csv", metavar="FICHIER", help="L'écrire en CSV, pour un tableur.")
    ] = None,
    home: Home = None,
    json: Json = False,
    lang: Lang = None,
) -> int:
    """Dire qui fait quoi dans un modèle (RACI), ses formalités, et le texte à mettre dans la convention."""
    _, output = invoked(home, json, lang)
    kind, named = choice(ConventionKind, regime), operator or "le porteur"
    if csv is not None:
        with new_file(csv) as file:
            file.write(raci_sheet(kind))
        output.emit({"output": str(csv)})
        output.say("✓ {target}", target=csv)
        return exit_codes.DONE
    output.emit(
        {
            "regime": kind.value,
            "roles": [
                {
                    "what": duty.what.within(output.language),
                    "parts": {WHO[who].within(output.language): letters for who, letters in duty.parts.items()},
                }
                for duty in duties(kind)
            ],
            "formalities": [
                {"what": each.what.within(output.language), "clause": each.clause} for each in FORMALITIES[kind]
            ],
            "missions": missions(kind, named),
        }
    )
    for duty in duties(kind):
        parts = [f"{WHO[who].within(output.language)} {letters}" for who, letters in duty.parts.items()]
        output.line(f"{duty.what.within(output.language)} :", " · ".join(parts))
    output.line("")
    for each in FORMALITIES[kind]:
        output.line("   ", each.what.within(output.language), f"({each.clause})")
    output.line("")
    for line in missions(kind, named).splitlines():
        output.line(line)
    return exit_codes.DONE


def _tenant(settings: Settings, code: str | None) -> Tenant | None:
    """The collectivité that is named. Raises NotFound."""
    if code is None:
        return None
    with wire(settings):
        return tenant_of(code)


def _tell(output: Output, outcome: Outcome) -> None:
    scenario = outcome.scenario
    inhabitants = sum(place.inhabitants for place in scenario.places)
    output.say(
        "{title} : {communes}, {inhabitants}",
        title=scenario.title,
        communes=output.count(len(scenario.places), "commune"),
        inhabitants=output.count(inhabitants, "habitant"),
    )
    for variant in outcome.variants:
        _tell_variant(output, variant)


def _tell_variant(output: Output, of: VariantOutcome) -> None:
    output.line("")
    output.line(of.variant.name)
    for year in of.years:
        output.say(
            "    {year} : {communes}, coût net {net}, soit {commune} par commune et {inhabitant} par habitant",
            year=year.year,
            communes=output.count(round(year.communes.value), "commune"),
            net=_euros(output, year.net),
            commune=_euros(output, year.per_commune),
            inhabitant=_euros(output, year.per_inhabitant, 2),
        )
        if year.left_out is not None and year.left_out.value > 0:
            output.say(
                "        sans archive cette année-là : {amount}", amount=output.amount(round(year.left_out.value))
            )
    output.say("    en tout : {net}", net=_euros(output, of.total))
    if not of.complete:
        output.say("    ce coût est incomplet : des chiffres manquent")
    if of.unserved:
        output.say("    sans modèle : {communes}", communes=output.count(of.unserved, "commune"))
    for model in of.models:
        for each in model.influences[:TOLD]:
            output.say(
                "    {model}, {name} : de {low} à {high}",
                model=model.projection.model.name,
                name=each.name,
                low=_amount(output, each.low, 0),
                high=_amount(output, each.high, 0),
            )


def _euros(output: Output, value: Range | None, places: int = 0) -> str:
    if value is None:
        return output.text("inconnu")
    middle = _amount(output, value.value, places)
    if round(value.low, places) == round(value.high, places):
        return middle
    return f"{middle} ({_amount(output, value.low, places)} – {_amount(output, value.high, places)})"


def _amount(output: Output, value: float, places: int) -> str:
    whole = output.number(round(value)) if not places else f"{value:.{places}f}"
    return f"{whole.replace('.', ',') if output.language == 'fr' and places else whole} €"
