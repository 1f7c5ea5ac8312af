"""`chartrier hosting offer add | change | show | list | remove`, `hosting policy | check | drill | cost`"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from chartrier.administration.tenants import tenant_of
from chartrier.catalog.hosting import register
from chartrier.catalog.hosting.register import Entered
from chartrier.catalog.tenants.register import tenants
from chartrier.cli import exit_codes
from chartrier.cli.answering import Answering, AnsweringFor, answering, answering_for
from chartrier.cli.appending import appending
from chartrier.cli.moments import readable
from chartrier.cli.output import Output
from chartrier.clock import write_instant
from chartrier.errors import InvalidInput
from chartrier.hosting.breaches import Breach
from chartrier.hosting.checking import Checked, registered
from chartrier.hosting.checking import check as check_tenant
from chartrier.hosting.costing import MOST_YEARS, Cost, Year, cost_of
from chartrier.hosting.drilling import drill as drill_offer
from chartrier.hosting.findings import CODE_OR_FILE
from chartrier.hosting.offers import add_offers, change_offer, offer_of, remove_offer
from chartrier.hosting.reading import items_of, read_file, read_policy
from chartrier.hosting.words import STATUTES, place_in_words
from chartrier.records.hosting import HostingPolicy
from chartrier.wiring import Wiring, wire

hosting = typer.Typer(
    name="hosting",
    help="L'hébergement : où sont les copies, chez qui, à quel prix, et ce qui ne va pas.",
    no_args_is_help=True,
    rich_markup_mode=None,
)
offer = typer.Typer(
    name="offer", help="Les offres de stockage et leurs fournisseurs.", no_args_is_help=True, rich_markup_mode=None
)
hosting.add_typer(offer)

Code = Annotated[str, typer.Argument(metavar="CODE", help="Le code de l'offre : minuscules, chiffres, tirets.")]
Provider = Annotated[str | None, typer.Option(metavar="NOM", help="Le fournisseur.")]
Statut = Annotated[
    str | None, typer.Option("--statute", metavar="STATUT", help="propre, mutualise, hebergeur ou tiers-archiveur.")
]
Country = Annotated[str | None, typer.Option(metavar="XX", help="Le pays, en deux lettres : FR.")]
Departement = Annotated[str | None, typer.Option(metavar="CODE", help="Le département.")]
Site = Annotated[str | None, typer.Option(metavar="LIEU", help="Le site : une ville, un bâtiment.")]
Technology = Annotated[str | None, typer.Option(metavar="TEXTE", help="Disque, bande, objets…")]
Copies = Annotated[
    list[str] | None, typer.Option("--copy", metavar="COPIE", help="Une copie des réglages qui y est ; à répéter.")
]
Certifications = Annotated[
    list[str] | None,
    typer.Option(
        "--certification",
        metavar="NOM=JOUR",
        help="secnumcloud, hds, iso-27001 ou nf-461, avec son dernier jour ; à répéter.",
    ),
]
Agrement = Annotated[str | None, typer.Option(metavar="JOUR", help="Le dernier jour de l'agrément (AAAA-MM-JJ).")]
Contract = Annotated[str | None, typer.Option(metavar="JOUR", help="Le dernier jour du contrat (AAAA-MM-JJ).")]
Tried = Annotated[
    str | None, typer.Option(metavar="JOUR", help="Le jour où le retour des archives a été essayé (AAAA-MM-JJ).")
]
Price = Annotated[str | None, typer.Option(metavar="EUROS", help="Le prix d'un téraoctet par an.")]
Fixed = Annotated[str | None, typer.Option(metavar="EUROS", help="Le prix fixe par an.")]
PriceSource = Annotated[str | None, typer.Option(metavar="TEXTE", help="D'où vient le prix : contrat, facture, date.")]
Energy = Annotated[str | None, typer.Option(metavar="KWH", help="L'énergie d'un téraoctet par an.")]
EnergySource = Annotated[str | None, typer.Option(metavar="TEXTE", help="D'où vient ce chiffre.")]
Remark = Annotated[str | None, typer.Option(metavar="TEXTE", help="Une remarque.")]


def _given(
    *,
    provider: Provider = None,
    statute: Statut = None,
    country: Country = None,
    departement: Departement = None,
    site: Site = None,
    technology: Technology = None,
    copies: Copies = None,
    certifications: Certifications = None,
    agrement_until: Agrement = None,
    contract_until: Contract = None,
    reversal_tested: Tried = None,
    price_per_tb: Price = None,
    fixed_price: Fixed = None,
    price_source: PriceSource = None,
    energy_per_tb: Energy = None,
    energy_source: EnergySource = None,
    remark: Remark = None,
) -> dict[str, str]:
    """What was given, by the names of the items of `hosting.reading`."""
    given = {
        "fournisseur": provider,
        "statut": statute,
        "pays": country,
        "departement": departement,
        "site": site,
        "technologie": technology,
        "copies": None if copies is None else ",".join(copies),
        "certifications": None if certifications is None else ",".join(certifications),
        "agrement_jusqu_au": agrement_until,
        "contrat_jusqu_au": contract_until,
        "retour_essaye_le": reversal_tested,
        "prix_par_to": price_per_tb,
        "prix_fixe": fixed_price,
        "source_du_prix": price_source,
        "energie_par_to": energy_per_tb,
        "source_de_l_energie": energy_source,
        "remarque": remark,
    }
    return {name: value for name, value in given.items() if value is not None}


offering = appending(_given)
"""The command, whose first parameter is what was given of an offer: its others, then the options of an offer."""


@offer.command()
@answering
@offering
def add(
    given: dict[str, str],
    asked: Answering,
    code: Annotated[
        str | None, typer.Argument(metavar="CODE", help="Le code de l'offre : minuscules, chiffres, tirets.")
    ] = None,
    file: Annotated[
        Path | None,
        typer.Option("--file", metavar="FICHIER", help="Un fichier TOML, une table [offre.CODE] par offre."),
    ] = None,
) -> int:
    """Entrer une offre de stockage, par ses options ou toutes celles d'un fichier."""
    if (file is None) == (code is None):
        raise InvalidInput(CODE_OR_FILE)
    wanted = read_file(file) if file is not None else {str(code): given}
    with wire(asked.settings) as archive:
        for each in add_offers(wanted, list(asked.settings.copies), archive.copies.clock()):
            _tell(asked.output, each)
    return exit_codes.DONE


@offer.command()
@answering
@offering
def change(given: dict[str, str], asked: Answering, code: Code) -> int:
    """Changer ce qui est donné d'une offre ; une valeur vide efface ce qui était dit."""
    with wire(asked.settings) as archive:
        _tell(asked.output, change_offer(code, given, list(asked.settings.copies), archive.copies.clock()))
    return exit_codes.DONE


@offer.command()
@answering
def show(asked: Answering, code: Code) -> int:
    """Montrer une offre, et quand elle a changé."""
    output = asked.output
    with wire(asked.settings):
        known, versions = offer_of(code), register.versions(code)
    output.emit({**_as_json(known), "versions": [write_instant(each.entered) for each in versions]})
    output.line(known.code)
    for key, value in items_of(known.offer).items():
        if value:
            output.line("   ", f"{key} : {value}")
    for each in versions:
        output.line("   ", readable(write_instant(each.entered), output.language))
    return exit_codes.DONE


@offer.command("list")
@answering
def list_(asked: Answering) -> int:
    """Lister les offres, et les copies qui ne sont dans aucune."""
    output = asked.output
    with wire(asked.settings):
        found = register.offers()
    for each in found:
        _tell(output, each)
    placed = {name for each in found for name in each.offer.copies}
    for name in asked.settings.copies:
        if name not in placed:
            output.emit({"copy": name, "offer": None})
            output.say("✗ copie {name} : chez qui elle est n'est pas dit", name=name)
    return exit_codes.DONE


@offer.command()
@answering
def remove(asked: Answering, code: Code) -> int:
    """Dire que plus rien n'est chez un fournisseur ; ce qui en était dit reste."""
    output = asked.output
    with wire(asked.settings) as archive:
        remove_offer(code, archive.copies.clock())
    output.emit({"offer": code, "removed": True})
    output.say("✓ {target}", target=code)
    return exit_codes.DONE


@hosting.command()
@answering
def policy(
    asked: Answering,
    copies: Annotated[int | None, typer.Option(metavar="NOMBRE", help="Copies complètes voulues.")] = None,
    sites: Annotated[int | None, typer.Option(metavar="NOMBRE", help="Sites distincts voulus.")] = None,
    technologies: Annotated[int | None, typer.Option(metavar="NOMBRE", help="Technologies distinctes voulues.")] = None,
    ahead: Annotated[
        int | None, typer.Option(metavar="JOURS", help="Combien de jours avant une fin elle est annoncée.")
    ] = None,
    drill: Annotated[
        int | None, typer.Option(metavar="JOURS", help="Après combien de jours un essai de retour est trop ancien.")
    ] = None,
    french: Annotated[
        bool | None, typer.Option("--french/--anywhere", help="Tout en France, ou seulement ce que la loi y tient.")
    ] = None,
) -> int:
    """Donner la politique de l'hébergeur, ou la changer."""
    output = asked.output
    members = {"copies": copies, "sites": sites, "technologies": technologies, "ahead": ahead, "drill": drill}
    given: dict[str, int | bool] = {name: value for name, value in members.items() if value is not None}
    if french is not None:
        given["french"] = french
    with wire(asked.settings) as archive:
        standing = register.policy()
        if given:
            standing = read_policy(standing, given)
            register.enter_policy(standing, archive.copies.clock(), None)
    output.emit(standing.as_json())
    _tell_policy(output, standing)
    return exit_codes.DONE


@hosting.command()
@answering_for
def check(asked: AnsweringFor) -> int:
    """Comparer à la politique l'endroit où sont vraiment les copies : ce qui ne va pas, sur quoi, et que faire."""
    grave = False
    with wire(asked.settings) as archive:
        for checked in _checked(archive, asked.code):
            grave = grave or checked.grave
            _tell_check(asked.output, checked)
    return exit_codes.REFUSED if grave else exit_codes.DONE


@hosting.command()
@answering_for
def drill(
    asked: AnsweringFor,
    code: Code,
    scratch: Annotated[
        Path | None,
        typer.Option(metavar="DOSSIER", help="Où rapatrier le temps de l'essai ; sinon, dans le dossier de travail."),
    ] = None,
) -> int:
    """Essayer le retour des archives : tout rapatrier d'une offre, le prouver, noter le jour si tout est prouvé."""
    settings, output = asked.settings, asked.output
    with wire(settings) as archive, output.progress() as tell:
        of = [tenant_of(asked.code)] if asked.code is not None else tenants()
        into = scratch or settings.staging
        whole = asked.code is None
        found = drill_offer(code, of, settings.copies, into, archive.copies.clock, tell, whole=whole)
    for each in found:
        output.emit({**each.as_json(), **each.report.as_json(output.language)})
        output.line(
            "✓" if each.report.proven else "✗",
            each.tenant.code,
            each.tenant.name,
            f"· {each.copy} · {output.count(each.files, 'fichier')}, {output.amount(each.bytes)}, {each.seconds:.1f} s",
        )
        output.findings(each.report.findings)
    proven = all(each.report.proven for each in found)
    if proven and whole:
        output.say("✓ tout est revenu et prouvé : le jour est noté")
    elif proven:
        output.say("✓ ce qui est revenu est prouvé ; le jour n'est noté que de l'essai de toutes les collectivités")
    return exit_codes.DONE if proven else exit_codes.REFUSED


@hosting.command()
@answering_for
def cost(
    asked: AnsweringFor,
    years: Annotated[
        int, typer.Option(metavar="NOMBRE", min=1, max=MOST_YEARS, help="Combien d'années sont projetées.")
    ] = 5,
) -> int:
    """Dire ce que coûte l'hébergement, d'après les prix entrés ; rien n'est inventé."""
    output = asked.output
    with wire(asked.settings) as archive:
        for checked in _checked(archive, asked.code):
            found = cost_of(checked, years)
            output.emit({"tenant": checked.tenant.code, "name": checked.tenant.name, **found.as_json()})
            output.line(checked.tenant.code, checked.tenant.name)
            _tell_cost(output, found)
    return exit_codes.DONE


def _checked(archive: Wiring, tenant: str | None) -> list[Checked]:
    entered = registered()
    wanted = [tenant_of(tenant)] if tenant is not None else tenants()
    return [check_tenant(each, archive.copies, entered) for each in wanted]


def _as_json(each: Entered) -> dict[str, Any]:
    return {"offer": each.code, "version": each.number, **each.offer.as_json()}


def _tell(output: Output, each: Entered) -> None:
    output.emit(_as_json(each))
    output.line(
        each.code,
        each.offer.provider,
        f"· {STATUTES[each.offer.statute].within(output.language)}",
        place_in_words(each.offer) and f"· {place_in_words(each.offer)}",
        each.offer.copies and f"· {', '.join(each.offer.copies)}",
    )


def _tell_policy(output: Output, policy: HostingPolicy) -> None:
    output.say(
        "copies complètes : {copies} ; sites : {sites} ; technologies : {technologies}",
        copies=policy.copies,
        sites=policy.sites,
        technologies=policy.technologies,
    )
    ahead, drill = output.count(policy.ahead, "jour"), output.count(policy.drill, "jour")
    output.say("fins annoncées {ahead} avant ; retour essayé tous les {drill}", ahead=ahead, drill=drill)
    if policy.french:
        output.say("tout en France")
    else:
        output.say("en France, seulement ce que la loi y tient")


def _tell_check(output: Output, checked: Checked) -> None:
    tenant, found = checked.tenant, checked.breaches
    output.emit(
        {
            "tenant": tenant.code,
            "name": tenant.name,
            "day": checked.situation.on.isoformat(),
            "volume": checked.situation.whole.as_json(),
            "copies": [each.as_json() for each in checked.situation.places],
            "breaches": [each.as_json(output.language) for each in found],
        }
    )
    output.line("✗" if checked.grave else "!" if found else "✓", tenant.code, tenant.name)
    for each in found:
        _tell_breach(output, each)


def _tell_breach(output: Output, each: Breach) -> None:
    output.finding(each.finding)
    series = ", ".join(code or output.text("sans série") for code in each.series) or output.text("toutes les séries")
    units = output.count(each.extent.units, "unité")
    output.line("     ", f"{series} · {units}", output.volume(each.extent.bytes, each.extent.metres))
    for code, why in each.regimes.items():
        output.line("     ", f"{code} · {why.within(output.language)}")
    if each.finding.kind.reference:
        output.line("     ", each.finding.kind.reference)


def _tell_cost(output: Output, found: Cost) -> None:
    for each in found.past:
        _tell_year(output, each)
    _tell_year(output, found.now, output.text("aujourd'hui"))
    for each in found.years:
        _tell_year(output, each)
    if found.growth is None:
        output.say("rien n'est encore venu sur un mois entier : rien n'est projeté")
    if found.rate.unpriced:
        output.say("sans prix : copies {names}", names=", ".join(found.rate.unpriced))
    if found.ending.units:
        output.say(
            "à éliminer sous visa : {amount}, {saving} par an",
            amount=output.amount(found.ending.bytes),
            saving=_euros(output, found.saving),
        )


def _tell_year(output: Output, each: Year, when: str = "") -> None:
    energy = "" if each.energy is None else f"· {_decimals(output, each.energy)} kWh"
    output.line("   ", when or each.year, output.amount(each.bytes), f"· {_euros(output, each.price)}", energy)


def _euros(output: Output, price: Any) -> str:
    if price is None:
        return output.text("prix inconnu")
    written = _decimals(output, price)
    return f"{written} €" if output.language == "fr" else f"€{written}"


def _decimals(output: Output, number: Any) -> str:
    written = f"{number:.2f}"
    return written.replace(".", ",") if output.language == "fr" else written
