"""`chartrier privacy register | contradictions | treatment models | start | import | show | withdraw | holder`"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Annotated, Any

import typer

from chartrier.administration.tenants import tenant_of
from chartrier.catalog.people.directory import names_of
from chartrier.catalog.treatments.register import holder_of, versions
from chartrier.cli import exit_codes
from chartrier.cli.contradicting import COMMANDS
from chartrier.cli.findings import UNREADABLE_FILE
from chartrier.cli.invocation import invoked
from chartrier.cli.options import Home, Json, Lang, TenantCode
from chartrier.cli.output import Output
from chartrier.clock import day_of
from chartrier.copies.documents import new_file
from chartrier.errors import InvalidInput
from chartrier.privacy.contradictions.looking import contradictions_of
from chartrier.privacy.treatments.declaring import Entered, say_holder, withdraw_treatment
from chartrier.privacy.treatments.declaring import start as start_from
from chartrier.privacy.treatments.exporting import form_of, written
from chartrier.privacy.treatments.fiche import fiche
from chartrier.privacy.treatments.importing import LARGEST, import_register
from chartrier.privacy.treatments.listing import Listed, register_of, treatment_named
from chartrier.records.days import written_day
from chartrier.records.finding import Findings
from chartrier.rules.treatments.models import models as all_models
from chartrier.rules.treatments.vocabulary import PARTS
from chartrier.wiring import wire

treatment = typer.Typer(
    name="treatment",
    help="Les traitements du registre : modèles, import, fiche, versions.",
    no_args_is_help=True,
    rich_markup_mode=None,
)

Reference = Annotated[str, typer.Argument(metavar="RÉFÉRENCE", help="La référence du traitement.")]


def register(
    target: Annotated[
        Path | None,
        typer.Option(
            "--output", "-o", metavar="FICHIER", help="L'écrire : .csv, .ods ou .pdf, dans un nouveau fichier."
        ),
    ] = None,
    tenant: TenantCode = None,
    home: Home = None,
    json: Json = False,
    lang: Lang = None,
) -> int:
    """Donner le registre des traitements (RGPD, article 30) ; les durées viennent du tableau de gestion."""
    settings, output = invoked(home, json, lang)
    form = form_of(target) if target is not None else None
    with wire(settings) as archive:
        of = tenant_of(tenant)
        found, now = register_of(of), archive.copies.clock()
        if target is not None and form is not None:
            data = written(form, found, of, day_of(now), now)
            with new_file(target) as file:
                file.write(data)
            output.emit({"output": str(target), "treatments": len(found)})
            output.say("✓ {target} : {count}", target=target, count=output.count(len(found), "traitement"))
            return exit_codes.DONE
    for each in found:
        output.emit(each.as_json())
        output.line(each.treatment.reference, "·", each.treatment.name, "·", _part(output, each))
        _tell_kept(output, each)
    output.say("{count}", count=output.count(len(found), "traitement"))
    return exit_codes.DONE


def contradictions(tenant: TenantCode = None, home: Home = None, json: Json = False, lang: Lang = None) -> int:
    """Dire ce qui contredit le registre dans l'archive : durées, fondements, rôles, lieux, documents."""
    settings, output = invoked(home, json, lang)
    with wire(settings) as archive:
        found = contradictions_of(tenant_of(tenant), archive.copies)
    for each in found:
        command = COMMANDS[each.kind.code]
        output.emit({**each.as_json(output.language), "command": command})
        output.finding(each.finding)
        output.line("     ", each.kind.reference, "·", command)
    kinds = Counter(each.kind.code for each in found)
    output.say(
        "{count} de {kinds}",
        count=output.count(len(found), "contradiction"),
        kinds=output.count(len(kinds), "sorte"),
    )
    return exit_codes.DONE


@treatment.command()
def models(home: Home = None, json: Json = False, lang: Lang = None) -> int:
    """Lister les modèles de traitements ; leurs textes sont à vérifier."""
    _, output = invoked(home, json, lang)
    for each in all_models():
        output.emit({**each.treatment.as_json(), "kinds": sorted(each.kinds), "confidence": each.confidence.value})
        doubt = each.confidence.words.within(output.language)
        output.line(each.code, "·", each.treatment.name, "·", " ".join(each.treatment.series), f"({doubt})")
    return exit_codes.DONE


@treatment.command()
def start(
    codes: Annotated[
        list[str] | None,
        typer.Argument(metavar="MODÈLE", help="Ces modèles ; sinon, tous ceux qui conviennent à la collectivité."),
    ] = None,
    tenant: TenantCode = None,
    home: Home = None,
    json: Json = False,
    lang: Lang = None,
) -> int:
    """Commencer le registre par des modèles ; ce qui y est déjà reste tel quel."""
    settings, output = invoked(home, json, lang)
    with wire(settings) as archive:
        entered = start_from(tenant_of(tenant), codes or (), archive.copies.clock, None)
    return _tell_entered(output, entered)


@treatment.command(name="import")
def import_(
    file: Annotated[
        Path, typer.Argument(metavar="FICHIER", help="Un CSV ou un TOML ; les références connues sont mises à jour.")
    ],
    tenant: TenantCode = None,
    home: Home = None,
    json: Json = False,
    lang: Lang = None,
) -> int:
    """Entrer ou changer des traitements d'après un fichier, en entier ou pas du tout."""
    settings, output = invoked(home, json, lang)
    findings = Findings()
    try:
        with file.open("rb") as stream:
            data = stream.read(LARGEST + 1)
    except OSError:
        raise InvalidInput(UNREADABLE_FILE, path=str(file)) from None
    with wire(settings) as archive:
        entered = import_register(data, file.name, tenant_of(tenant), findings, archive.copies.clock, None)
    if findings.refused:
        output.emit({"new": 0, "changed": 0, "findings": [each.as_json(output.language) for each in findings]})
        output.findings(findings)
        return exit_codes.REFUSED
    return _tell_entered(output, entered)


@treatment.command()
def show(
    reference: Reference, tenant: TenantCode = None, home: Home = None, json: Json = False, lang: Lang = None
) -> int:
    """Montrer la fiche d'un traitement, ses durées et ses versions."""
    settings, output = invoked(home, json, lang)
    with wire(settings):
        of = tenant_of(tenant)
        found = treatment_named(of, reference)
        known = versions(of.key, found.id)
        names = names_of({each.person for each in known if each.person is not None})
    told = [
        {"number": each.number, "entered": each.entered.isoformat(), "person": each.person and str(each.person)}
        for each in known
    ]
    output.emit({**found.as_json(), "versions": told})
    output.line(found.treatment.reference, "·", found.treatment.name)
    for heading in fiche(found):
        said = " ; ".join(value.within(output.language) for value in heading.values)
        output.line("   ", "!" if heading.missing else "·", f"{heading.title.within(output.language)} :", said)
    _tell_kept(output, found)
    for each in known:
        day = written_day(day_of(each.entered), output.language)
        output.line(
            "   ",
            output.text("version {number}", number=each.number),
            day,
            names.get(each.person, "") if each.person else "",
        )
    return exit_codes.DONE


@treatment.command()
def withdraw(
    reference: Reference, tenant: TenantCode = None, home: Home = None, json: Json = False, lang: Lang = None
) -> int:
    """Retirer un traitement du registre ; ses versions restent."""
    settings, output = invoked(home, json, lang)
    with wire(settings) as archive:
        of = tenant_of(tenant)
        found = treatment_named(of, reference)
        withdraw_treatment(of, found.id, found.version.number, archive.copies.clock, None)
    output.emit({"withdrawn": str(found.id)})
    output.say("✓ {target}", target=found.treatment.reference)
    return exit_codes.DONE


@treatment.command()
def holder(
    representative: Annotated[str | None, typer.Option(metavar="NOM", help="Qui représente la collectivité.")] = None,
    contact: Annotated[str | None, typer.Option(metavar="TEXTE", help="Ses coordonnées.")] = None,
    dpo: Annotated[str | None, typer.Option(metavar="NOM", help="Le délégué à la protection des données.")] = None,
    dpo_contact: Annotated[str | None, typer.Option(metavar="TEXTE", help="Les coordonnées du délégué.")] = None,
    tenant: TenantCode = None,
    home: Home = None,
    json: Json = False,
    lang: Lang = None,
) -> int:
    """Dire qui tient le registre : représentant, délégué ; sans option, le montrer."""
    settings, output = invoked(home, json, lang)
    given: dict[str, Any] = {
        "representative": representative, "contact": contact, "dpo": dpo, "dpo_contact": dpo_contact,
    }  # fmt: skip
    said = {name: value for name, value in given.items() if value is not None}
    with wire(settings) as archive:
        of = tenant_of(tenant)
        if said:
            say_holder(of, replace(holder_of(of.key), **said), archive.copies.clock, None)
        known = holder_of(of.key)
    output.emit(known.as_json())
    for value in known.as_json().values():
        output.line("   ", value or output.text("à préciser"))
    return exit_codes.DONE


def _part(output: Output, each: Listed) -> str:
    part = each.treatment.part
    return output.text("rôle à établir") if part is None else PARTS[part].within(output.language)


def _tell_kept(output: Output, each: Listed) -> None:
    for kept in each.kept:
        told = (kept.active, kept.intermediate, kept.final)
        output.line("   ", kept.code, kept.title, "→", " / ".join(words.within(output.language) for words in told))


def _tell_entered(output: Output, entered: Entered) -> int:
    output.emit({"new": entered.new, "changed": entered.changed, "findings": []})
    output.say(
        "✓ {new} de plus, {changed} mis à jour",
        new=output.count(entered.new, "traitement"),
        changed=output.number(entered.changed),
    )
    return exit_codes.DONE
