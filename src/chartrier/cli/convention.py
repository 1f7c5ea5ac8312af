"""`chartrier convention add | change | observe | sign | send-copy | list | show | kit | delegate | end | refresh`"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Annotated, Any
from uuid import UUID

import typer

from chartrier.administration.conventions import living
from chartrier.administration.conventions.delegating import delegate as delegate_to
from chartrier.administration.conventions.delegating import follow_days
from chartrier.administration.conventions.drafting import add as add_draft
from chartrier.administration.conventions.drafting import party
from chartrier.administration.conventions.findings import COPY_OWED
from chartrier.administration.conventions.happenings_in_words import HAPPENED
from chartrier.administration.conventions.living import Known
from chartrier.administration.people import find_person, role_named
from chartrier.administration.tenants import keys_of
from chartrier.catalog.conventions import register
from chartrier.catalog.people.directory import names_of
from chartrier.cli import exit_codes
from chartrier.cli.answering import Answering, AnsweringFor, answering, answering_for
from chartrier.cli.choosing import choice
from chartrier.cli.findings import NOT_A_DAY
from chartrier.cli.inviting import telling_of_invitation
from chartrier.cli.output import Output
from chartrier.clock import day_of, now
from chartrier.cockpit.kit.facts import facts_of
from chartrier.cockpit.kit.kit import WHOLE, kit_of
from chartrier.copies.documents import new_file
from chartrier.errors import InvalidInput
from chartrier.records.days import written_day
from chartrier.records.finding import Findings
from chartrier.rules.convention import Convention, ConventionKind, Covers, Position
from chartrier.wiring import wire

convention = typer.Typer(
    name="convention",
    help="Les conventions entre collectivités : mutualisation, dépôt, tiers-archivage.",
    no_args_is_help=True,
    rich_markup_mode=None,
)

Which = Annotated[str, typer.Argument(metavar="CONVENTION", help="Son nom ou son identifiant.")]
Day = Annotated[str | None, typer.Option("--day", metavar="AAAA-MM-JJ", help="Le jour où c'est fait ; sinon ce jour.")]


@convention.command()
@answering
def add(
    asked: Answering,
    name: Annotated[str, typer.Argument(metavar="NOM", help="Comment l'appeler.")],
    parties: Annotated[
        list[str],
        typer.Option(
            "--party",
            metavar="PARTIE",
            help="Le code d'une collectivité ou un nom, et ce qu'elle y est : 219600426 | sous-traitant ; à répéter.",
        ),
    ],
    first: Annotated[str, typer.Option(metavar="AAAA-MM-JJ", help="Le premier jour où elle vaut.")],
    last: Annotated[str | None, typer.Option(metavar="AAAA-MM-JJ", help="Le dernier ; sinon, elle est sans terme.")] = (
        None
    ),
    kind: Annotated[
        str, typer.Option(metavar="TYPE", help="mutualisation, depot ou tiers-archivage.")
    ] = ConventionKind.MUTUALISATION,
    covers: Annotated[
        str, typer.Option(metavar="ARCHIVES", help="intermediaires ou definitives.")
    ] = Covers.INTERMEDIAIRES,
    perimetre: Annotated[str, typer.Option(metavar="TEXTE", help="Ce qu'elle couvre.")] = "",
    missions: Annotated[str, typer.Option(metavar="TEXTE", help="Qui fait quoi.")] = "",
    service_level: Annotated[str, typer.Option(metavar="TEXTE", help="Le niveau de service.")] = "",
    indicator: Annotated[
        list[str] | None, typer.Option(metavar="TEXTE", help="Un indicateur de suivi ; peut être répété.")
    ] = None,
    cost_key: Annotated[str, typer.Option(metavar="TEXTE", help="La clé de répartition des coûts.")] = "",
    host: Annotated[str, typer.Option(metavar="NOM", help="Qui porte le service.")] = "",
    means: Annotated[str, typer.Option(metavar="TEXTE", help="Les moyens : locaux, matériel, agents.")] = "",
    skills: Annotated[str, typer.Option(metavar="TEXTE", help="Les compétences des agents.")] = "",
    report_by: Annotated[str, typer.Option(metavar="NOM", help="Qui écrit le rapport annuel.")] = "",
    public_service: Annotated[
        str, typer.Option(metavar="NOM", help="Le service public d'archives qui participe (définitives).")
    ] = "",
    agrement: Annotated[str, typer.Option(metavar="RÉFÉRENCE", help="L'agrément du tiers-archiveur.")] = "",
    agrement_until: Annotated[
        str | None, typer.Option(metavar="AAAA-MM-JJ", help="Le dernier jour de cet agrément.")
    ] = None,
    declared: Annotated[
        str | None, typer.Option(metavar="AAAA-MM-JJ", help="Le jour de la déclaration aux Archives départementales.")
    ] = None,
) -> int:
    """Entrer le projet d'une convention."""
    with wire(asked.settings) as archive:
        draft = Convention(
            kind=choice(ConventionKind, kind),
            covers=choice(Covers, covers),
            name=name,
            parties=tuple(party(each) for each in parties),
            first=_day(first),
            last=_day_or_none(last),
            perimetre=perimetre,
            missions=missions,
            service_level=service_level,
            indicators=tuple(indicator or ()),
            cost_key=cost_key,
            host=host,
            means=means,
            skills=skills,
            report_by=report_by,
            public_service=public_service,
            agrement=agrement,
            agrement_until=_day_or_none(agrement_until),
            declared=_day_or_none(declared),
        )
        identifier = add_draft(draft, archive.copies.clock)
        known = living.find(str(identifier), keys_of(None))
    return _tell(known, asked.output)


@convention.command()
@answering
def change(
    asked: Answering,
    which: Which,
    name: Annotated[str | None, typer.Option(metavar="NOM", help="Comment l'appeler.")] = None,
    parties: Annotated[
        list[str] | None,
        typer.Option(
            "--party", metavar="PARTIE", help="Les parties, toutes, à la place de celles d'avant ; à répéter."
        ),
    ] = None,
    first: Annotated[str | None, typer.Option(metavar="AAAA-MM-JJ", help="Le premier jour où elle vaut.")] = None,
    last: Annotated[
        str | None, typer.Option(metavar="AAAA-MM-JJ", help="Le dernier ; vide : elle est sans terme.")
    ] = None,
    kind: Annotated[str | None, typer.Option(metavar="TYPE", help="mutualisation, depot ou tiers-archivage.")] = None,
    covers: Annotated[str | None, typer.Option(metavar="ARCHIVES", help="intermediaires ou definitives.")] = None,
    perimetre: Annotated[str | None, typer.Option(metavar="TEXTE", help="Ce qu'elle couvre.")] = None,
    missions: Annotated[str | None, typer.Option(metavar="TEXTE", help="Qui fait quoi.")] = None,
    service_level: Annotated[str | None, typer.Option(metavar="TEXTE", help="Le niveau de service.")] = None,
    indicator: Annotated[
        list[str] | None, typer.Option(metavar="TEXTE", help="Un indicateur de suivi ; peut être répété.")
    ] = None,
    cost_key: Annotated[str | None, typer.Option(metavar="TEXTE", help="La clé de répartition des coûts.")] = None,
    host: Annotated[str | None, typer.Option(metavar="NOM", help="Qui porte le service.")] = None,
    means: Annotated[str | None, typer.Option(metavar="TEXTE", help="Les moyens : locaux, matériel, agents.")] = None,
    skills: Annotated[str | None, typer.Option(metavar="TEXTE", help="Les compétences des agents.")] = None,
    report_by: Annotated[str | None, typer.Option(metavar="NOM", help="Qui écrit le rapport annuel.")] = None,
    public_service: Annotated[
        str | None, typer.Option(metavar="NOM", help="Le service public d'archives qui participe (définitives).")
    ] = None,
    agrement: Annotated[str | None, typer.Option(metavar="RÉFÉRENCE", help="L'agrément du tiers-archiveur.")] = None,
    agrement_until: Annotated[
        str | None, typer.Option(metavar="AAAA-MM-JJ", help="Le dernier jour de cet agrément.")
    ] = None,
    declared: Annotated[
        str | None, typer.Option(metavar="AAAA-MM-JJ", help="Le jour de la déclaration aux Archives départementales.")
    ] = None,
) -> int:
    """Corriger le projet d'une convention ; envoyé déjà aux Archives, il est à leur envoyer de nouveau."""
    texts = {
        "name": name, "perimetre": perimetre, "missions": missions, "service_level": service_level,
        "cost_key": cost_key, "host": host, "means": means, "skills": skills, "report_by": report_by,
        "public_service": public_service, "agrement": agrement,
    }  # fmt: skip
    days = {"last": last, "agrement_until": agrement_until, "declared": declared}
    with wire(asked.settings):
        known = living.find(which, keys_of(None))
        given: dict[str, Any] = {member: text for member, text in texts.items() if text is not None}
        given |= {member: _day_or_none(day or None) for member, day in days.items() if day is not None}
        given |= {"first": _day(first)} if first is not None else {}
        given |= {"kind": choice(ConventionKind, kind)} if kind is not None else {}
        given |= {"covers": choice(Covers, covers)} if covers is not None else {}
        given |= {"parties": tuple(party(each) for each in parties)} if parties else {}
        given |= {"indicators": tuple(indicator)} if indicator else {}
        known = living.change(known, replace(known.convention, **given), _today())
    return _tell(known, asked.output)


@convention.command()
@answering
def observe(
    asked: Answering,
    which: Which,
    sent: Annotated[
        str | None, typer.Option(metavar="AAAA-MM-JJ", help="Le jour où le projet est parti aux Archives.")
    ] = None,
    position: Annotated[str | None, typer.Option(metavar="AVIS", help="conforme ou non-conforme.")] = None,
    observations: Annotated[str, typer.Option(metavar="TEXTE", help="Ce qu'elles ont observé.")] = "",
    day: Day = None,
) -> int:
    """Dire quand le projet est parti aux Archives départementales, et ce qu'elles en ont dit."""
    with wire(asked.settings):
        known, today = living.find(which, keys_of(None)), _today()
        if sent is not None:
            known = living.send(known, _day(sent), today)
        if position is not None:
            known = living.observe(known, choice(Position, position), observations, _day(day), today)
    return _tell(known, asked.output)


@convention.command()
@answering
def sign(asked: Answering, which: Which, day: Day = None) -> int:
    """Dire que les parties ont signé ; pour des définitives, quatre mois au moins après l'envoi du projet."""
    with wire(asked.settings):
        known = living.sign(living.find(which, keys_of(None)), _day(day), _today())
    return _tell(known, asked.output)


@convention.command("send-copy")
@answering
def send_copy(asked: Answering, which: Which, day: Day = None) -> int:
    """Dire que la copie de la convention conclue est partie aux Archives départementales."""
    with wire(asked.settings):
        known = living.send_copy(living.find(which, keys_of(None)), _day(day), _today())
    return _tell(known, asked.output)


@convention.command()
@answering
def end(
    asked: Answering,
    which: Which,
    day: Annotated[str | None, typer.Option("--day", metavar="AAAA-MM-JJ", help="Son dernier jour.")] = None,
) -> int:
    """Mettre fin à une convention : ce qu'elle donnait à des personnes finit avec elle."""
    with wire(asked.settings) as archive:
        known = living.end(living.find(which, keys_of(None)), _day(day), archive.copies)
    return _tell(known, asked.output)


@convention.command()
@answering
def delegate(
    asked: Answering,
    which: Which,
    person: Annotated[str, typer.Argument(metavar="PERSONNE", help="Qui travaille pour les collectivités parties.")],
    role: Annotated[str, typer.Option(metavar="RÔLE", help="Dans quel rôle.")],
    tenant: Annotated[
        list[str] | None, typer.Option(metavar="SIREN", help="Pour cette collectivité seulement ; peut être répété.")
    ] = None,
) -> int:
    """Donner à une personne un rôle dans les collectivités parties, tant que la convention vaut."""
    output = asked.output
    with wire(asked.settings) as archive:
        known, who = living.find(which, keys_of(None)), find_person(person)
        with telling_of_invitation(who, archive.copies.clock, output):
            codes = delegate_to(known.id, known.convention, who, role_named(role), archive.copies, tenant or ())
    output.emit({"person": str(who.id), "role": role, "tenants": codes})
    output.say(
        "✓ {name} : {role} pour {count}", name=who.name, role=role, count=output.count(len(codes), "collectivité")
    )
    return exit_codes.DONE


@convention.command()
@answering
def refresh(asked: Answering) -> int:
    """Dire aux journaux ce que donnent les conventions commencées, et retirer ce que donnaient les finies."""
    output = asked.output
    with wire(asked.settings) as archive:
        persons = follow_days(archive.copies)
    output.emit({"persons": [str(each) for each in persons]})
    output.say("✓ {count}", count=output.count(len(persons), "personne"))
    return exit_codes.DONE


@convention.command("list")
@answering_for
def list_(asked: AnsweringFor) -> int:
    """Donner les conventions, et ce qui est dû."""
    output = asked.output
    with wire(asked.settings):
        found = register.conventions(keys_of(asked.code))
    for identifier, each in found.items():
        _tell(Known(identifier, each), output)
    if not found:
        output.say("Aucune convention. « chartrier convention add » en entre une.")
    return exit_codes.DONE


@convention.command()
@answering_for
def show(asked: AnsweringFor, which: Which) -> int:
    """Donner tout ce que dit une convention."""
    output = asked.output
    with wire(asked.settings):
        known = living.find(which, keys_of(asked.code))
        names = names_of({UUID(step.by) for step in known.convention.steps if step.by})
    _tell(known, output)
    each = known.convention
    for party_ in each.parties:
        output.line("  ", party_.code, party_.name, party_.part)
    output.say("  périmètre : {text}", text=each.perimetre or "—")
    output.say("  missions : {text}", text=each.missions or "—")
    output.say("  niveau de service : {text}", text=each.service_level or "—")
    output.say("  indicateurs : {text}", text=", ".join(each.indicators) or "—")
    output.say("  clé de répartition : {text}", text=each.cost_key or "—")
    output.say("  porteur du service : {text}", text=each.host or "—")
    output.say("  moyens : {text}", text=each.means or "—")
    output.say("  compétences des agents : {text}", text=each.skills or "—")
    output.say("  rapport annuel écrit par : {text}", text=each.report_by or "—")
    output.say("  service public d'archives : {text}", text=each.public_service or "—")
    if each.agrement:
        output.say(
            "  agrément {reference}, jusqu'au {until} ; déclaration le {declared}",
            reference=each.agrement,
            until=each.agrement_until,
            declared=each.declared,
        )
    _tell_steps(each, {str(id_): name for id_, name in names.items()}, output)
    return exit_codes.DONE


@convention.command()
@answering_for
def kit(
    asked: AnsweringFor,
    which: Which,
    target: Annotated[
        Path | None,
        typer.Option("--output", "-o", metavar="FICHIER", help="Le fichier à écrire ; il ne doit pas exister."),
    ] = None,
    document: Annotated[
        str, typer.Option("--document", metavar="NOM", help="Un seul document, par le nom de son fichier.")
    ] = WHOLE,
) -> int:
    """Préparer les documents d'une convention (texte, délibération, annexes, lettre…) et dire ce qui manque."""
    output = asked.output
    with wire(asked.settings) as archive:
        known = living.find(which, keys_of(asked.code))
        made = kit_of(facts_of(known.id, known.convention, archive.copies, keys_of(asked.code)))
    if target is not None:
        data = made.file(document)
        with new_file(target) as file:
            file.write(data)
    output.emit(
        {
            "id": str(known.id),
            "files": list(made.files),
            "blanks": [{"document": each.document, "what": each.what} for each in made.left],
            "output": str(target) if target else None,
        }
    )
    for each in made.documents:
        output.line("   ", each.name, each.title)
    output.say("à compléter : {count}", count=len(made.left))
    for blank in made.left:
        output.line("   ", f"{blank.document} :", blank.what)
    if target is not None:
        output.say("✓ {target}", target=target)
    return exit_codes.DONE


def _tell(known: Known, output: Output) -> int:
    each, findings = known.convention, Findings()
    if each.copy_owed:
        findings.add(COPY_OWED, convention=each.name)
    output.emit({**_as_json(known), "findings": [finding.as_json(output.language) for finding in findings]})
    output.line(known.id, each.name)
    output.say(
        "  {kind}, archives {covers}, à partir du {first} ; {state}",
        kind=each.kind,
        covers=each.covers,
        first=written_day(each.first, output.language),
        state=_state(each, output),
    )
    output.findings(findings)
    return exit_codes.DONE


def _tell_steps(convention: Convention, names: Mapping[str, str], output: Output) -> None:
    """What happened to the draft, and who entered it when."""
    for step in convention.steps:
        said = HAPPENED[step.what].within(output.language)
        output.say(
            "  {day} : {said} ; inscrit le {written}, par {who}",
            day=written_day(step.day, output.language),
            said=" · ".join(filter(None, (said, step.position, step.observations))),
            written=written_day(step.written, output.language) if step.written else "—",
            who=names.get(step.by, step.by) or output.text("la ligne de commande"),
        )


def _state(each: Convention, output: Output) -> str:
    if each.signed is not None and each.last is not None:
        return output.text("signée, jusqu'au {last}", last=written_day(each.last, output.language))
    if each.signed is not None:
        return output.text("signée, sans terme")
    if each.position is Position.NON_CONFORME:
        return output.text("projet jugé non conforme")
    if each.needs_observation and each.sent is None:
        return output.text("projet à envoyer aux Archives départementales")
    if each.earliest_signature is not None:
        return output.text(
            "projet, à signer à partir du {day}", day=written_day(each.earliest_signature, output.language)
        )
    return output.text("projet")


def _as_json(known: Known) -> dict[str, Any]:
    each = known.convention
    earliest = each.earliest_signature
    return {
        "id": str(known.id),
        **each.as_json(),
        "earliest_signature": earliest and earliest.isoformat(),
        "copy_owed": each.copy_owed,
    }


def _today() -> date:
    return day_of(now())


def _day(text: str | None) -> date:
    return _day_or_none(text) or _today()


def _day_or_none(text: str | None) -> date | None:
    try:
        return None if text is None else date.fromisoformat(text)
    except ValueError:
        raise InvalidInput(NOT_A_DAY, day=text[:40] if text else "") from None
