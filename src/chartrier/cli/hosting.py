"""`chartrier hosting offer add | change | show | list | remove`, `hosting policy | check | cost`"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from chartrier.administration.tenants import tenant_of
from chartrier.catalog.hosting import register
from chartrier.catalog.hosting.register import Entered
from chartrier.catalog.tenants.register import tenants
from chartrier.cli import exit_codes
from chartrier.cli.invocation import invoked
from chartrier.cli.options import Home, Json, Lang, TenantCode
from chartrier.cli.output import Output
from chartrier.clock import write_instant
from chartrier.errors import InvalidInput
from chartrier.hosting.breaches import Breach
from chartrier.hosting.checking import Checked, registered
from chartrier.hosting.checking import check as check_tenant
from chartrier.hosting.costing import MOST_YEARS, Cost, Year, cost_of
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


@offer.command()
def add(
    code: Annotated[
        str | None, typer.Argument(metavar="CODE", help="Le code de l'offre : minuscules, chiffres, tirets.")
    ] = None,
    file: Annotated[
        Path | None,
        typer.Option("--file", metavar="FICHIER", help="Un fichier TOML, une table [offre.CODE] par offre."),
    ] = None,
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
    home: Home = None,
    json: Json = False,
    lang: Lang = None,
) -> int:
    """Entrer une offre de stockage, par ses options ou toutes celles d'un fichier."""
    settings, output = invoked(home, json, lang)
    given = _given(
        provider, statute, country, departement, site, technology, copies, certifications, agrement_until,
        contract_until, reversal_tested, price_per_tb, fixed_price, price_source, energy_per_tb, energy_source, remark,
    )  # fmt: skip
    if (file is None) == (code is None):
        raise InvalidInput(CODE_OR_FILE)
    wanted = read_file(file) if file is not None else {str(code): given}
    with wire(settings) as archive:
        for each in add_offers(wanted, list(settings.copies), archive.copies.clock()):
            _tell(output, each)
    return exit_codes.DONE


@offer.command()
def change(
    code: Code,
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
    home: Home = None,
    json: Json = False,
    lang: Lang = None,
) -> int:
    """Changer ce qui est donné d'une offre ; une valeur vide efface ce qui était dit."""
    settings, output = invoked(home, json, lang)
    given = _given(
        provider, statute, country, departement, site, technology, copies, certifications, agrement_until,
        contract_until, reversal_tested, price_per_tb, fixed_price, price_source, energy_per_tb, energy_source, remark,
    )  # fmt: skip
    with wire(settings) as archive:
        _tell(output, change_offer(code, given, list(settings.copies), archive.copies.clock()))
    return exit_codes.DONE


@offer.command()
def show(code: Code, home: Home = None, json: Json = False, lang: Lang = None) -> int:
    """Montrer une offre, et quand elle a changé."""
    settings, output = invoked(home, json, lang)
    with wire(settings):
        known, versions = offer_of(code), register.versions(code)
    output.emit({**_as_json(known), "versions": [write_instant(each.entered) for each in versions]})
    output.line(known.code)
    for key, value in items_of(known.offer).items():
        if value:
            output.line("   ", f"{key} : {value}")
    for each in versions:
        output.line("   ", write_instant(each.entered))
    return exit_codes.DONE


@offer.command("list")
def list_(home: Home = None, json: Json = False, lang: Lang = None) -> int:
    """Lister les offres, et les copies qui ne sont dans aucune."""
    settings, output = invoked(home, json, lang)
    with wire(settings):
        found = register.offers()
    for each in found:
        _tell(output, each)
    placed = {name for each in found for name in each.offer.copies}
    for name in settings.copies:
        if name not in placed:
            output.emit({"copy": name, "offer": None})
            output.say("✗ copie {name} : chez qui elle est n'est pas dit", name=name)
    return exit_codes.DONE


@offer.command()
def remove(code: Code, home: Home = None, json: Json = False, lang: Lang = None) -> int:
    """Dire que plus rien n'est chez un fournisseur ; ce qui en était dit reste."""
    settings, output = invoked(home, json, lang)
    with wire(settings) as archive:
        remove_offer(code, archive.copies.clock())
    output.emit({"offer": code, "removed": True})
    output.say("✓ {target}", target=code)
    return exit_codes.DONE


@hosting.command()
def policy(
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
    home: Home = None,
    json: Json = False,
    lang: Lang = None,
) -> int:
    """Donner la politique de l'hébergeur, ou la changer."""
    settings, output = invoked(home, json, lang)
    members = {"copies": copies, "sites": sites, "technologies": technologies, "ahead": ahead, "drill": drill}
    given: dict[str, int | bool] = {name: value for name, value in members.items() if value is not None}
    if french is not None:
        given["french"] = french
    with wire(settings) as archive:
        standing = register.policy()
        if given:
            standing = read_policy(standing, given)
            register.enter_policy(standing, archive.copies.clock(), None)
    output.emit(standing.as_json())
    _tell_policy(output, standing)
    return exit_codes.DONE


@hosting.command()
def check(tenant: TenantCode = None, home: Home = None, json: Json = False, lang: Lang = None) -> int:
    """Comparer à la politique l'endroit où sont vraiment les copies : ce qui ne va pas, sur quoi, et que faire."""
    settings, output = invoked(home, json, lang)
    grave = False
    with wire(settings) as archive:
        for checked in _checked(archive, tenant):
            grave = grave or checked.grave
            _tell_check(output, checked)
    return exit_codes.REFUSED if grave else exit_codes.DONE


@hosting.command()
def cost(
    years: Annotated[
        int, typer.Option(metavar="NOMBRE", min=1, max=MOST_YEARS, help="Combien d'années sont projetées.")
    ] = 5,
    tenant: TenantCode = None,
    home: Home = None,
    json: Json = False,
    lang: Lang = None,
) -> int:
    """Dire ce que coûte l'hébergement, d'après les prix entrés ; rien n'est inventé."""
    settings, output = invoked(home, json, lang)
    with wire(settings) as archive:
        for checked in _checked(archive, tenant):
            found = cost_of(checked, years)
            output.emit({"tenant": checked.tenant.code, "name": checked.tenant.name, **found.as_json()})
            output.line(checked.tenant.code, checked.tenant.name)
            _tell_cost(output, found)
    return exit_codes.DONE


def _checked(archive: Wiring, tenant: str | None) -> list[Checked]:
    entered = registered()
    wanted = [tenant_of(tenant)] if tenant is not None else tenants()
    return [check_tenant(each, archive.copies, entered) for each in wanted]


def _given(
    provider: str | None,
    statute: str | None,
    country: str | None,
    departement: str | None,
    site: str | None,
    technology: str | None,
    copies: list[str] | None,
    certifications: list[str] | None,
    agrement_until: str | None,
    contract_until: str | None,
    reversal_tested: str | None,
    price_per_tb: str | None,
    fixed_price: str | None,
    price_source: str | None,
    energy_per_tb: str | None,
    energy_source: str | None,
    remark: str | None,
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
    _tell_year(output, found.now)
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


def _tell_year(output: Output, each: Year) -> None:
    energy = "" if each.energy is None else f"· {_decimals(output, each.energy)} kWh"
    output.line("   ", each.year, output.amount(each.bytes), f"· {_euros(output, each.price)}", energy)


def _euros(output: Output, price: Any) -> str:
    if price is None:
        return output.text("prix inconnu")
    written = _decimals(output, price)
    return f"{written} €" if output.language == "fr" else f"€{written}"


def _decimals(output: Output, number: Any) -> str:
    written = f"{number:.2f}"
    return written.replace(".", ",") if output.language == "fr" else written
