"""`chartrier tenant add | list | set`, and what lies in `tenant_open` and `tenant_services`."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from chartrier.administration.tenants import (
    change_custody,
    change_notice,
    change_policy,
    change_visa_terms,
    open_tenant,
    rename_tenant,
)
from chartrier.catalog.tenants import register
from chartrier.cli import exit_codes
from chartrier.cli.answering import Answering, answering
from chartrier.cli.tenant_open import follow, open_
from chartrier.cli.tenant_services import accord, logo, service
from chartrier.journal.checkpoint import VerifierKey
from chartrier.records.finding import Findings
from chartrier.records.tenant import Tenant
from chartrier.wiring import wire

tenant = typer.Typer(name="tenant", help="Les collectivités de l'archive.", no_args_is_help=True, rich_markup_mode=None)
tenant.command("open")(open_)
tenant.command()(follow)
tenant.command()(accord)
tenant.command()(logo)
tenant.add_typer(service)


@tenant.command()
@answering
def add(
    asked: Answering,
    tenants: Annotated[list[str], typer.Argument(metavar="SIREN[=NOM]", help="Collectivités à ouvrir.")],
) -> int:
    """Ouvrir des collectivités : une clé, un journal, un dossier dans chaque copie."""
    output = asked.output
    with wire(asked.settings) as archive:
        for declared in tenants:
            code, _, name = declared.partition("=")
            findings = Findings()
            opened = open_tenant(
                code.strip(), name, instance=asked.settings.journal_origin, copies=archive.copies, findings=findings
            )
            told = [finding.as_json(output.language) for finding in findings]
            output.emit({**_as_json(opened), "findings": told})
            output.say("✓ {code} : {name}", code=opened.code, name=opened.name)
            output.findings(findings)
    return exit_codes.DONE


@tenant.command("list")
@answering
def list_(asked: Answering) -> int:
    """Donner les collectivités, leur journal et leur clé publique."""
    output = asked.output
    with wire(asked.settings):
        tenants = register.tenants()
    for each in tenants:
        output.emit(_as_json(each))
        output.line(each.code, each.name)
        output.line("   ", _key(each))
    if not tenants:
        output.say("Aucune collectivité. « chartrier tenant add SIREN=NOM » en ouvre une.")
    return exit_codes.DONE


@tenant.command("set")
@answering
def set_(
    asked: Answering,
    code: Annotated[str, typer.Argument(metavar="SIREN", help="La collectivité.")],
    name: Annotated[str | None, typer.Option(metavar="NOM", help="Son nom.")] = None,
    refuse: Annotated[
        list[str] | None,
        typer.Option(metavar="QUOI", help="Refuser ce qui n'était qu'une remarque ; peut être répété."),
    ] = None,
    accept: Annotated[
        list[str] | None, typer.Option(metavar="QUOI", help="Ne plus refuser ; peut être répété.")
    ] = None,
    know: Annotated[
        list[str] | None,
        typer.Option(metavar="GENRE=VALEUR", help="Déclarer connu, par exemple accord=FINANCES ; peut être répété."),
    ] = None,
    forget: Annotated[
        list[str] | None, typer.Option(metavar="GENRE=VALEUR", help="Ne plus connaître ; peut être répété.")
    ] = None,
    archives_service: Annotated[
        str | None,
        typer.Option(
            metavar="NOM", help="Le service public d'archives qui tient ses archives définitives ; vide : aucun."
        ),
    ] = None,
    population: Annotated[
        int | None, typer.Option(metavar="NOMBRE", min=0, help="Le nombre d'habitants de la commune.")
    ] = None,
    visa_form: Annotated[
        list[str] | None,
        typer.Option(
            "--visa-form",
            metavar="FORME",
            help="Une forme de visa que les Archives départementales acceptent ; peut être répété.",
        ),
    ] = None,
    visa_agreement: Annotated[
        str | None,
        typer.Option(
            "--visa-agreement", metavar="RÉFÉRENCE", help="La référence de leur accord pour un visa dans l'application."
        ),
    ] = None,
    visa_waiting: Annotated[
        int | None, typer.Option("--visa-waiting", metavar="JOURS", help="Les jours entre le visa et l'exécution.")
    ] = None,
    visa_type: Annotated[
        list[str] | None,
        typer.Option(
            "--visa-type",
            metavar="TYPE",
            help="Un type de visa à permettre : autorisation ou versees ; vide : aucun ; peut être répété.",
        ),
    ] = None,
    notice: Annotated[
        str | None, typer.Option(metavar="CHOIX", help="Ce que garde une notice d'élimination : none ou typologie.")
    ] = None,
) -> int:
    """Régler le nom de la collectivité, et ce qu'elle connaît et refuse à partir du prochain versement."""
    output = asked.output
    with wire(asked.settings):
        if name is not None:
            rename_tenant(code, name)
        if archives_service is not None or population is not None:
            change_custody(code, service=archives_service, population=population)
        if any(each is not None for each in (visa_form, visa_agreement, visa_waiting, visa_type)):
            change_visa_terms(code, visa_form, visa_agreement, visa_waiting, visa_type)
        if notice is not None:
            change_notice(code, notice)
        changed = change_policy(code, refuse=refuse or (), accept=accept or (), know=know or (), forget=forget or ())
    output.emit(_as_json(changed))
    policy = changed.policy.as_json()
    output.say("✓ {code} : {name}", code=changed.code, name=changed.name)
    output.say("  refuse : {refused}", refused=", ".join(policy["refuse"]) or "—")
    for kind, values in policy["known"].items():
        if values:
            output.say("  connaît {kind} : {values}", kind=kind, values=", ".join(values))
    terms = changed.policy.visa
    output.say("  visa : {forms} ; délai de {days} jours", forms=", ".join(sorted(terms.forms)), days=terms.waiting)
    if terms.types:
        output.say("  types de visa permis : {types}", types=", ".join(sorted(terms.types)))
    if changed.custody.service is not None:
        output.say("  archives définitives tenues par {service}", service=changed.custody.service)
    return exit_codes.DONE


def _as_json(tenant: Tenant) -> dict[str, Any]:
    return {
        "code": tenant.code,
        "siren": tenant.siren,
        "kind": tenant.kind,
        "insee": tenant.where.insee,
        "departement": tenant.where.departement,
        "epci": tenant.where.epci,
        "name": tenant.name,
        "origin": tenant.origin,
        "key": _key(tenant),
        "policy": tenant.policy.as_kept(),
        "custody": tenant.custody.as_json(),
    }


def _key(tenant: Tenant) -> str:
    return str(VerifierKey(tenant.origin, tenant.public_key))
