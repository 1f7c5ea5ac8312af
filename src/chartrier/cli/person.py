"""`chartrier person add | invite | list | email | passphrase | reset | role | deactivate | reactivate | same | apart |
operator` and `why`."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from chartrier.administration import people
from chartrier.administration.addresses import change_address
from chartrier.administration.credentials import change_passphrase
from chartrier.administration.findings import ROLE_NEEDS_TENANT
from chartrier.administration.invitations import invite as make_invitation
from chartrier.administration.invitations import require_address
from chartrier.administration.rights import rights_of
from chartrier.administration.tenants import tenant_of, tenants_in
from chartrier.catalog.people import directory
from chartrier.catalog.people.models import Person
from chartrier.cli import exit_codes
from chartrier.cli.acting import PassphraseFile, new_passphrase_of, passphrase_of
from chartrier.cli.answering import Answering, answering
from chartrier.cli.choosing import choice
from chartrier.cli.findings import NOT_A_DAY
from chartrier.cli.inviting import telling_of_invitation
from chartrier.cli.output import Output
from chartrier.clock import write_instant
from chartrier.errors import ChartrierError, InvalidInput
from chartrier.records.roles import Permission
from chartrier.wiring import wire

person = typer.Typer(name="person", help="Les personnes de l'archive.", no_args_is_help=True, rich_markup_mode=None)
role_ = typer.Typer(
    name="role", help="Ce que les personnes peuvent faire.", no_args_is_help=True, rich_markup_mode=None
)
person.add_typer(role_)

Who = Annotated[str, typer.Argument(metavar="NOM", help="Son nom, ou son identifiant si plusieurs ont ce nom.")]
RoleName = Annotated[
    str, typer.Option("--role", metavar="RÔLE", help="Son rôle, par exemple archiviste ; « ? » les donne tous.")
]
OfTenant = Annotated[str, typer.Option("--tenant", metavar="SIREN", help="La collectivité de ce rôle.")]
Reference = Annotated[
    str | None,
    typer.Option(
        "--delegation-reference", metavar="TEXTE", help="Par quelle délégation (arrêté, numéro, de qui) : délégataires."
    ),
]
Day = Annotated[str | None, typer.Option("--delegation-day", metavar="AAAA-MM-JJ", help="Le jour de cette délégation.")]


@person.command()
@answering
def add(
    asked: Answering,
    name: Annotated[str, typer.Argument(metavar="NOM", help="Nom de la personne.")],
    email: Annotated[str | None, typer.Option(metavar="ADRESSE", help="Son adresse électronique.")] = None,
    role: Annotated[
        list[str] | None,
        typer.Option(metavar="RÔLE", help="Son rôle, par exemple archiviste ; « ? » : tous ; peut être répété."),
    ] = None,
    tenant: Annotated[str | None, typer.Option(metavar="SIREN", help="La collectivité de ce rôle.")] = None,
    passphrase_file: Annotated[
        Path | None, typer.Option(metavar="FICHIER", help="Lui donner une clé, sous la phrase secrète de ce fichier.")
    ] = None,
    ask_passphrase: Annotated[
        bool, typer.Option("--ask-passphrase", help="Lui donner une clé, sous une phrase secrète qu'elle tape ici.")
    ] = False,
    delegation_reference: Reference = None,
    delegation_day: Day = None,
) -> int:
    """Inscrire une personne. Les journaux ne la nommeront que par son identifiant."""
    output = asked.output
    day = _day(delegation_day)
    passphrase = None
    if passphrase_file is not None or ask_passphrase:
        passphrase = new_passphrase_of(name, passphrase_file, asked.settings.language)
    roles = role or []
    with wire(asked.settings) as archive:
        added = people.add_person(
            name, email, roles, tenant, archive.copies, passphrase, reference=delegation_reference, day=day
        )
    output.emit({"id": str(added.id), "name": added.name, "email": added.email, "roles": roles, "tenant": tenant})
    output.say("✓ {name} : {id}", name=added.name, id=added.id)
    return exit_codes.DONE


@person.command()
@answering
def invite(
    asked: Answering,
    name: Annotated[str, typer.Argument(metavar="NOM", help="Nom de la personne, inscrite ou non.")],
    email: Annotated[
        str | None, typer.Option(metavar="ADRESSE", help="Son adresse électronique, si elle n'est pas inscrite.")
    ] = None,
    role: Annotated[
        list[str] | None,
        typer.Option(metavar="RÔLE", help="Son rôle, par exemple archiviste ; « ? » : tous ; peut être répété."),
    ] = None,
    tenant: Annotated[str | None, typer.Option(metavar="SIREN", help="La collectivité de ce rôle.")] = None,
) -> int:
    """Donner le lien par lequel une personne choisit son mot de passe ; il sert une fois, pendant sept jours."""
    output = asked.output
    with wire(asked.settings) as archive:
        if email is not None:
            require_address(email)
            who = people.add_person(name, email, role or [], tenant, archive.copies)
        else:
            who = people.find_person(name)
        made = make_invitation(who, archive.copies.clock)
    link, expires = made.link(asked.settings.web_url), write_instant(made.expires)
    output.emit({"id": str(who.id), "name": who.name, "link": link, "expires": expires})
    output.say("✓ {name} : {id}", name=who.name, id=who.id)
    output.line("   ", link)
    return exit_codes.DONE


@person.command("list")
@answering
def list_(asked: Answering) -> int:
    """Donner les personnes et leurs rôles."""
    output = asked.output
    with wire(asked.settings):
        persons = people.listed()
    for each in persons:
        roles = [{"tenant": tenant, "role": role} for tenant, role in each.roles]
        told = each.person
        output.emit(
            {
                "id": str(told.id),
                "name": told.name,
                "email": told.email,
                "active": told.active,
                "principal": str(each.principal),
                "fingerprint": each.fingerprint,
                "roles": roles,
            }
        )
        output.line(told.id, told.name, told.email or "")
        if not told.active:
            output.say("    désactivée : elle ne peut plus rien faire")
        if each.principal != told.id:
            output.say("    la même personne que {principal}", principal=each.principal)
        if each.fingerprint:
            output.say("    clé : empreinte {fingerprint}", fingerprint=each.fingerprint)
        for membership in roles:
            output.line("   ", membership["tenant"], membership["role"])
    return exit_codes.DONE


@person.command()
@answering
def email(
    asked: Answering,
    name: Who,
    address: Annotated[str, typer.Argument(metavar="ADRESSE", help="Sa nouvelle adresse électronique.")],
) -> int:
    """Changer l'adresse par laquelle une personne se connecte ; ce qui ouvrait son compte ne l'ouvre plus."""
    with wire(asked.settings):
        before = people.find_person(name)
        who = change_address(str(before.id), address)
    _tell(asked.output, who)
    if who.email != before.email:
        asked.output.say(
            "⚠ {name} : ses sessions sont terminées ; mot de passe, seconds facteurs et identités liées n'ouvrent plus"
            " son compte. « chartrier person invite {id} » donne le lien à transmettre à {email}.",
            name=who.name,
            id=who.id,
            email=who.email or "",
        )
    return exit_codes.DONE


@person.command()
@answering
def passphrase(
    asked: Answering,
    name: Who,
    passphrase_file: PassphraseFile = None,
    new_passphrase_file: Annotated[
        Path | None, typer.Option(metavar="FICHIER", help="Où lire la nouvelle ; sinon, elle est demandée au terminal.")
    ] = None,
) -> int:
    """Changer de phrase secrète : l'ancienne est demandée, la clé reste la même."""
    with wire(asked.settings) as archive:
        who = people.find_person(name)
        old = passphrase_of(name, passphrase_file, asked.settings.language)
        new = new_passphrase_of(name, new_passphrase_file, asked.settings.language)
        change_passphrase(who, old, new, archive.copies.clock)
    return _tell(asked.output, who)


@person.command()
@answering
def reset(asked: Answering, name: Who, passphrase_file: PassphraseFile = None) -> int:
    """Donner une autre phrase secrète, et une autre clé ; ce qui est signé garde l'ancienne, les journaux le disent."""
    with wire(asked.settings) as archive:
        who = people.find_person(name)
        passphrase = new_passphrase_of(name, passphrase_file, asked.settings.language)
        people.reset(str(who.id), passphrase, archive.copies)
    return _tell(asked.output, who)


@person.command()
@answering
def deactivate(asked: Answering, name: Who) -> int:
    """Ne plus laisser cette personne agir, pour aucune collectivité ; ce qu'elle a fait reste, sous son identifiant."""
    with wire(asked.settings) as archive:
        who = people.deactivate(name, archive.copies)
    return _tell(asked.output, who)


@person.command()
@answering
def reactivate(asked: Answering, name: Who) -> int:
    """Rouvrir le compte d'une personne, avec les rôles qu'elle a encore, qui sont dits."""
    output = asked.output
    with wire(asked.settings) as archive:
        who = people.reactivate(name, archive.copies)
        held = [(f"{tenant:09d}", role) for tenant, role in directory.memberships_of(who.id)]
    roles = [{"tenant": tenant, "role": role} for tenant, role in held]
    output.emit({"id": str(who.id), "name": who.name, "roles": roles, "operator": who.operator})
    output.say("✓ {name} : {id}", name=who.name, id=who.id)
    output.say("  ses rôles :" if held else "  elle n'a plus aucun rôle")
    for tenant, role in held:
        output.line("   ", tenant, role)
    if who.operator:
        output.say("  elle exploite l'instance")
    return exit_codes.DONE


@person.command()
@answering
def same(
    asked: Answering,
    name: Who,
    other: Annotated[str, typer.Argument(metavar="AUTRE", help="Un autre compte de la même personne.")],
) -> int:
    """Dire que deux comptes sont ceux d'une seule personne : ils ne comptent plus pour deux."""
    with wire(asked.settings) as archive:
        who = people.make_same(name, other, archive.copies)
    return _tell(asked.output, who)


@person.command()
@answering
def apart(asked: Answering, name: Who) -> int:
    """Dire qu'un compte n'est pas de la même personne que ceux auxquels il avait été réuni."""
    with wire(asked.settings) as archive:
        who = people.make_apart(name, archive.copies)
    return _tell(asked.output, who)


@person.command()
@answering
def operator(
    asked: Answering, name: Who, stop: Annotated[bool, typer.Option("--stop", help="Ne plus le permettre.")] = False
) -> int:
    """Permettre d'exploiter l'instance dans les pages web : ouvrir des collectivités, voir travaux et copies."""
    with wire(asked.settings) as archive:
        known = people.find_person(name)
        with telling_of_invitation(known, archive.copies.clock, asked.output):
            who = people.let_operate(str(known.id), not stop)
    return _tell(asked.output, who)


@person.command()
@answering
def why(
    asked: Answering,
    name: Who,
    permission: Annotated[
        str, typer.Argument(metavar="PERMISSION", help="Ce qu'elle voudrait faire : depot, lecture…")
    ],
    tenant: Annotated[str | None, typer.Option(metavar="SIREN", help="Pour quelle collectivité.")] = None,
    service: Annotated[str | None, typer.Option(metavar="SERVICE", help="Dans quel service.")] = None,
    series: Annotated[str | None, typer.Option(metavar="CODE", help="Dans quelle série.")] = None,
) -> int:
    """Dire si une personne peut faire quelque chose, et pourquoi."""
    output = asked.output
    with wire(asked.settings):
        wanted = choice(Permission, permission)
        of = tenant_of(tenant).key if wanted is not Permission.OPERATE else None
        decision = rights_of(people.find_person(name).id).decide(wanted, of, service=service, series=series)
    because = [each.within(output.language) for each in decision.because]
    output.emit({"allowed": decision.allowed, "because": because})
    output.say("oui" if decision.allowed else "non")
    for each in because:
        output.line("  ", each)
    return exit_codes.DONE


@role_.command("add")
@answering
def add_role(
    asked: Answering,
    name: Who,
    role: RoleName,
    tenant: Annotated[
        list[str] | None,
        typer.Option("--tenant", metavar="SIREN", help="La collectivité de ce rôle ; peut être répété."),
    ] = None,
    departement: Annotated[
        str | None,
        typer.Option(
            metavar="DÉPARTEMENT",
            help="Pour toutes les collectivités ouvertes ici de ce département (numéro ou nom), aujourd'hui.",
        ),
    ] = None,
    delegation_reference: Reference = None,
    delegation_day: Day = None,
    service: Annotated[
        list[str] | None,
        typer.Option(metavar="SERVICE", help="Pour ce service seulement ; le rôle ne décide alors rien ; à répéter."),
    ] = None,
    series: Annotated[
        list[str] | None,
        typer.Option(metavar="CODE", help="Pour cette série seulement ; le rôle ne décide alors rien ; à répéter."),
    ] = None,
    replace: Annotated[
        bool, typer.Option("--replace", help="Mettre ces bornes à la place de celles que ce rôle a déjà.")
    ] = False,
) -> int:
    """Donner un rôle, et l'inscrire au journal de la collectivité si la personne a une clé."""
    day = _day(delegation_day)
    with wire(asked.settings) as archive:
        who = people.find_person(name)
        of = [tenant_of(each) for each in tenant or ()]
        of += tenants_in(departement) if departement is not None else []
        given = list(dict.fromkeys(each.code for each in of))
        if not given:
            raise InvalidInput(ROLE_NEEDS_TENANT)
        done: list[str] = []
        with telling_of_invitation(who, archive.copies.clock, asked.output):
            try:
                for each in people.add_role_for_each(
                    str(who.id),
                    role,
                    given,
                    archive.copies,
                    reference=delegation_reference,
                    day=day,
                    services=service or (),
                    series=series or (),
                    replace=replace,
                ):
                    done.append(each)
            except ChartrierError:
                _tell_part(asked.output, who, done)
                raise
    asked.output.emit({"id": str(who.id), "name": who.name, "tenants": given})
    asked.output.say("✓ {name} : {id}", name=who.name, id=who.id)
    if len(given) > 1:
        asked.output.line("   ", *given)
    return exit_codes.DONE


@role_.command("remove")
@answering
def remove_role(asked: Answering, name: Who, role: RoleName, tenant: OfTenant) -> int:
    """Retirer un rôle, et l'inscrire au journal de la collectivité si la personne a une clé."""
    with wire(asked.settings) as archive:
        who = people.remove_role(name, role, tenant, archive.copies)
    return _tell(asked.output, who)


def _tell(output: Output, who: Person) -> int:
    output.emit({"id": str(who.id), "name": who.name})
    output.say("✓ {name} : {id}", name=who.name, id=who.id)
    return exit_codes.DONE


def _tell_part(output: Output, who: Person, done: Sequence[str]) -> None:
    """What was given before it failed."""
    if not done:
        return
    output.emit({"id": str(who.id), "name": who.name, "tenants": done})
    output.say(
        "✓ {name} : ce rôle est donné pour les collectivités suivantes ; recommencez pour les autres", name=who.name
    )
    output.line("   ", *done)


def _day(text: str | None) -> date | None:
    try:
        return None if text is None else date.fromisoformat(text)
    except ValueError:
        raise InvalidInput(NOT_A_DAY, day=text[:40] if text else "") from None
