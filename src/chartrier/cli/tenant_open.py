"""`chartrier tenant open | follow`: by their name in the national list, one or a thousand."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from chartrier.administration.collectivites import following
from chartrier.administration.collectivites.bulk import open_lines, read_list
from chartrier.administration.collectivites.finding import find, kind_of
from chartrier.administration.collectivites.opening import Opened, open_listed
from chartrier.administration.credentials import Proven, prove
from chartrier.administration.invitations import Invitation
from chartrier.administration.joining import join
from chartrier.administration.people import find_person
from chartrier.cli import exit_codes
from chartrier.cli.acting import As, PassphraseFile, passphrase_of
from chartrier.cli.findings import NAME_OR_LIST
from chartrier.cli.invocation import invoked
from chartrier.cli.lists import opened as opened_file
from chartrier.cli.options import Home, Json, Lang
from chartrier.cli.output import Output
from chartrier.errors import InvalidInput
from chartrier.records.finding import Findings
from chartrier.records.roles import Role
from chartrier.settings import Settings
from chartrier.wiring import Wiring, wire


def open_(
    name: Annotated[
        str | None, typer.Argument(metavar="[NOM]", help="Le nom de la commune, le nom entier de l'EPCI, ou son SIREN.")
    ] = None,
    departement: Annotated[
        str | None,
        typer.Option(
            metavar="DÉPARTEMENT",
            help="Son département (numéro ou nom), si plusieurs ont ce nom ou que la liste ne sait pas où elle est.",
        ),
    ] = None,
    siren: Annotated[
        str | None, typer.Option(metavar="SIREN", help="Son SIREN, quand la liste nationale ne le dit pas.")
    ] = None,
    kind: Annotated[
        str | None,
        typer.Option(
            metavar="TYPE",
            help="commune, epci, departement, region, syndicat, ccas, centre-de-gestion ou autre.",
        ),
    ] = None,
    deposant: Annotated[str | None, typer.Option(metavar="NOM", help="Qui déposera d'abord ; avec --email.")] = None,
    email: Annotated[
        str | None, typer.Option(metavar="ADRESSE", help="Son adresse : le lien qui ouvre son compte est donné.")
    ] = None,
    list_: Annotated[
        Path | None,
        typer.Option(
            "--list",
            metavar="FICHIER",
            help="Un CSV : « nom », et s'il le faut « departement », « siren », « type », « deposant », « courriel ».",
        ),
    ] = None,
    who: As = None,
    passphrase_file: PassphraseFile = None,
    home: Home = None,
    json: Json = False,
    lang: Lang = None,
) -> int:
    """Ouvrir des collectivités de la liste nationale. Avec --as, l'archiviste y adopte les séries par défaut."""
    settings, output = invoked(home, json, lang)
    if (name is None) is (list_ is None):
        raise InvalidInput(NAME_OR_LIST)
    with wire(settings) as archive:
        archivist = _archivist(archive, who, passphrase_file)
        if list_ is not None:
            return _open_list(list_, archive, settings, output, archivist)
        findings = Findings()
        listed = find(name or "", departement, siren, kind_of(kind) if kind is not None else None)
        opened = open_listed(
            listed,
            instance=settings.journal_origin,
            copies=archive.copies,
            findings=findings,
            archivist=archivist,
        )
        invitation = None
        if email is not None:
            code = opened.tenant.code
            invitation = join(code, deposant or "", email, Role.DEPOSANT, archive.copies)
    told = [finding.as_json(output.language) for finding in findings]
    output.emit({**_as_json(opened), "invitation": _link(invitation, settings), "findings": told})
    _tell(opened, output)
    if invitation is not None:
        output.say("  invitation de {name} :", name=invitation.person.name)
        output.line("   ", invitation.link(settings.web_url))
    output.findings(findings)
    return exit_codes.DONE


def follow(
    code: Annotated[
        str | None, typer.Argument(metavar="[SIREN]", help="La collectivité ; sans elle, dire lesquelles ont changé.")
    ] = None,
    home: Home = None,
    json: Json = False,
    lang: Lang = None,
) -> int:
    """Suivre la fusion d'une commune : la collectivité garde son code et son journal, son SIREN change."""
    settings, output = invoked(home, json, lang)
    with wire(settings):
        if code is not None:
            followed = following.follow(code)
            output.emit({"code": followed.code, "siren": followed.siren, "insee": followed.where.insee})
            output.say("✓ {code} : SIREN {siren}", code=followed.code, siren=followed.siren)
            return exit_codes.DONE
        changed = list(following.changed())
    for each in changed:
        code, name, now = each.tenant.code, each.tenant.name, each.commune
        output.emit({"code": code, "commune": now.name, "siren": now.siren, "population": now.population})
        if each.merged:
            output.say(
                "{code} {name} : dans la commune {commune} (SIREN {siren})",
                code=code,
                name=name,
                commune=now.name,
                siren=now.siren,
            )
        else:
            people = output.count(now.population or 0, "habitant")
            output.say("{code} {name} : {people} dans la liste nationale", code=code, name=name, people=people)
    if not changed:
        output.say("Aucune collectivité n'a changé dans la liste nationale.")
    return exit_codes.DONE


def _open_list(file: Path, archive: Wiring, settings: Settings, output: Output, archivist: Proven | None) -> int:
    findings = Findings()
    with opened_file(file) as stream:
        lines = read_list(stream, findings, file=file.name)
    new = there = failed = 0
    with output.progress() as tell:
        opening = open_lines(
            lines,
            instance=settings.journal_origin,
            copies=archive.copies,
            findings=findings,
            tell=tell,
            archivist=archivist,
        )
        for done in opening:
            if done.opened is None:
                failed += 1
                continue
            new, there = (new + 1, there) if done.opened.new else (new, there + 1)
            output.emit({**_as_json(done.opened), "invitation": _link(done.invitation, settings)})
            if done.invitation is not None:
                output.line(done.opened.tenant.code, done.invitation.person.name, _link(done.invitation, settings))
    output.emit(
        {
            "opened": new,
            "known": there,
            "failed": failed,
            "findings": [finding.as_json(output.language) for finding in findings],
        }
    )
    output.say(
        "✓ de plus : {opened} ; déjà là : {known}",
        opened=output.count(new, "collectivité"),
        known=output.number(there),
    )
    output.findings(findings)
    return exit_codes.REFUSED if findings.refused else exit_codes.DONE


def _archivist(archive: Wiring, who: str | None, passphrase_file: Path | None) -> Proven | None:
    if who is None:
        return None
    person = find_person(who)
    passphrase = passphrase_of(who, passphrase_file, archive.settings.language)
    return prove(person, passphrase, archive.copies.clock)


def _tell(opened: Opened, output: Output) -> None:
    tenant = opened.tenant
    output.say("✓ {code} : {name}", code=tenant.code, name=tenant.name)
    if tenant.custody.population is not None:
        output.say(
            "  {people}, département {departement}, EPCI {epci}",
            people=output.count(tenant.custody.population, "habitant"),
            departement=tenant.where.departement or "—",
            epci=tenant.where.epci or "—",
        )
    if opened.adoption is not None:
        output.say("  séries par défaut adoptées : acte {act}", act=opened.adoption)


def _link(invitation: Invitation | None, settings: Settings) -> str | None:
    return invitation.link(settings.web_url) if invitation is not None else None


def _as_json(opened: Opened) -> dict[str, object]:
    tenant = opened.tenant
    return {
        "code": tenant.code,
        "name": tenant.name,
        "kind": tenant.kind,
        "insee": tenant.where.insee,
        "departement": tenant.where.departement,
        "epci": tenant.where.epci,
        "population": tenant.custody.population,
        "new": opened.new,
        "adoption": opened.adoption and str(opened.adoption),
    }
