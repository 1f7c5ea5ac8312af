"""`chartrier rules import | history | export | show`"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated, Any
from uuid import UUID

import typer

from chartrier.access.inherited import HeldRule, RulesShown, inherited_rules, rules_shown, unit_called
from chartrier.administration import referential
from chartrier.administration.findings import IMPORT_MOVES
from chartrier.administration.referential import Difference, Import
from chartrier.administration.tenants import tenant_of
from chartrier.cli import exit_codes
from chartrier.cli.answering import AnsweringFor, answering_for
from chartrier.cli.deciding import Deciding, deciding
from chartrier.cli.findings import UNREADABLE_FILE
from chartrier.cli.impacts import impact_as_json, tell_impacts
from chartrier.cli.moments import readable
from chartrier.cli.output import Output
from chartrier.clock import day_of
from chartrier.errors import Conflict, InvalidInput
from chartrier.records.days import written_day
from chartrier.records.roles import Permission
from chartrier.rules.explaining import explain
from chartrier.wiring import wire

rules = typer.Typer(
    name="rules", help="Les règles de gestion : référentiel, héritage.", no_args_is_help=True, rich_markup_mode=None
)
SHOWN = 20
"""Identifiers that are told one by one."""


@rules.command("import")
@deciding
def import_(
    by: Deciding,
    file: Annotated[Path, typer.Argument(metavar="FICHIER", help="Le nouveau référentiel, entier, en CSV.")],
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Dire ce qui changerait, sans rien écrire.")] = False,
    confirm: Annotated[bool, typer.Option("--confirm", help="Prendre aussi ce qui déplace des échéances.")] = False,
) -> int:
    """Importer un référentiel de règles, compatible avec celui de Vitam. Avec une erreur, rien n'est pris."""
    output = by.output
    act = None
    with wire(by.settings) as archive:
        chosen = tenant_of(by.tenant)
        try:
            with file.open("rb") as table:
                looked = referential.look_at_import(table, file.name, chosen, archive.copies)
        except OSError:
            raise InvalidInput(UNREADABLE_FILE, path=str(file)) from None
        refused = looked.findings.refused
        unconfirmed = looked.moves and not (confirm or dry_run)
        if not (dry_run or refused or unconfirmed) and looked.difference.any:
            actor = by.actor(archive, chosen, Permission.RULES)
            act = referential.take_import(looked, chosen, archive.copies, actor)
    if refused:
        findings = [finding.as_json(output.language) for finding in looked.findings]
        output.emit({"act": None, "rules": looked.rules, "findings": findings})
        output.findings(looked.findings)
        output.say("✗ Rien n'a été pris.")
        return exit_codes.REFUSED
    output.emit(_import_as_json(looked, act, output))
    _tell_import(output, looked)
    if unconfirmed:
        if output.json:
            return exit_codes.CONFLICT
        raise Conflict(IMPORT_MOVES)
    if act is not None:
        output.say("✓ Référentiel en vigueur : {count} (acte {act})", count=_rules(output, looked.rules), act=act)
    elif dry_run:
        output.say("Rien n'a été écrit.")
    else:
        output.say("Ce référentiel est déjà en vigueur.")
    return exit_codes.DONE


@rules.command()
@answering_for
def history(asked: AnsweringFor) -> int:
    """Donner les référentiels successifs, du premier à celui qui est en vigueur."""
    output = asked.output
    with wire(asked.settings):
        entered = referential.history(asked.tenant)
    for each in entered:
        output.emit(
            {
                "number": each.version.number,
                "act": str(each.version.act),
                "began": each.began,
                "by": each.by,
                "rules": each.rules,
                **_difference_as_json(each.difference),
            }
        )
        output.say(
            "{number}. {began} : {count} (acte {act})",
            number=each.version.number,
            began=readable(each.began, output.language),
            count=_rules(output, each.rules),
            act=each.version.act,
        )
        _tell_difference(output, each.difference)
    if not entered:
        output.say("Aucun référentiel n'a été importé.")
    return exit_codes.DONE


@rules.command()
@answering_for
def export(
    asked: AnsweringFor,
    at: Annotated[
        UUID | None, typer.Option("--at", metavar="ACTE", help="Celui de cet acte ; sinon le dernier.")
    ] = None,
) -> int:
    """Donner le référentiel en CSV, sur la sortie standard."""
    output = asked.output
    with wire(asked.settings):
        content = referential.exported(asked.tenant, at)
    output.emit({"referential": content})
    if not output.json:
        sys.stdout.buffer.write(content.encode())
        sys.stdout.buffer.flush()
    return exit_codes.DONE


@rules.command()
@answering_for
def show(
    asked: AnsweringFor,
    unit: Annotated[str, typer.Option("--unit", metavar="TITRE", help="Son titre exact, ou son identifiant.")],
    titles: Annotated[
        bool, typer.Option("--titles", help="En JSON, désigner les unités par leur titre ({{unit:…}}).")
    ] = False,
    endings: Annotated[
        bool, typer.Option("--endings", help="En JSON, donner les échéances et l'âge, au lieu des règles héritées.")
    ] = False,
) -> int:
    """Montrer les règles qu'une unité déclare et hérite, ses échéances et son âge."""
    output = asked.output
    with wire(asked.settings) as archive:
        chosen, today = asked.tenant, day_of(archive.copies.clock())
        found = unit_called(chosen.key, unit)
        if output.json and not endings:
            output.emit(inherited_rules(chosen.key, found, titles=titles))
            return exit_codes.DONE
        shown = rules_shown(chosen.key, found, today)
    sentences = [explain(each.ending, today, output.language) for each in shown.categories]
    output.emit(_shown_as_json(shown, sentences))
    output.line(shown.unit, shown.title)
    output.say("  âge : {age}", age=shown.age)
    for each, sentence in zip(shown.categories, sentences, strict=True):
        output.say("  {category} : {sentence}", category=each.category, sentence=sentence)
        for rule in each.rules:
            _tell_rule(output, rule, shown.unit)
        for name, value in each.properties:
            output.line("   ", name, str(value).lower() if isinstance(value, bool) else value)
    if not shown.categories:
        output.say("  Aucune règle.")
    return exit_codes.DONE


def _tell_rule(output: Output, rule: HeldRule, unit: UUID) -> None:
    start = written_day(rule.start, output.language) if rule.start else None
    if start is None:
        output.say("    {rule} : départ inconnu", rule=rule.rule)
    elif rule.end is None:
        output.say("    {rule} : depuis le {start}", rule=rule.rule, start=start)
    else:
        end = written_day(rule.end, output.language)
        output.say("    {rule} : du {start} au {end}", rule=rule.rule, start=start, end=end)
    if rule.label:
        output.line("      ", rule.label)
    if rule.origin != unit:
        output.say("       héritée de {title} ({origin})", title=rule.origin_title, origin=rule.origin)


def _shown_as_json(shown: RulesShown, sentences: list[str]) -> dict[str, Any]:
    return {
        "unit": str(shown.unit),
        "title": shown.title,
        "age": str(shown.age),
        "categories": {
            str(each.category): {
                "ending": each.ending.end and each.ending.end.isoformat(),
                "open": each.ending.why and str(each.ending.why),
                "sentence": sentence,
                "rules": [rule.rule for rule in each.rules],
            }
            for each, sentence in zip(shown.categories, sentences, strict=True)
        },
    }


def _import_as_json(looked: Import, act: UUID | None, output: Output) -> dict[str, Any]:
    return {
        "act": act and str(act),
        "rules": looked.rules,
        **_difference_as_json(looked.difference),
        "impacts": [impact_as_json(each) for each in looked.impacts],
        "findings": [finding.as_json(output.language) for finding in looked.findings],
    }


def _tell_import(output: Output, looked: Import) -> None:
    output.findings(looked.findings)
    _tell_difference(output, looked.difference)
    tell_impacts(output, looked.impacts)


def _difference_as_json(difference: Difference) -> dict[str, Any]:
    return {
        "added": difference.added,
        "removed": difference.removed,
        "changed": difference.changed,
        "reworded": difference.reworded,
    }


def _tell_difference(output: Output, difference: Difference) -> None:
    added, removed, changed, reworded = difference.added, difference.removed, difference.changed, difference.reworded
    if added:
        output.say("  ajoutées ({count}) : {names}", count=len(added), names=_some(added))
    if removed:
        output.say("  retirées ({count}) : {names}", count=len(removed), names=_some(removed))
    if changed:
        output.say("  de durée ou de catégorie changée ({count}) : {names}", count=len(changed), names=_some(changed))
    if reworded:
        output.say("  d'intitulé changé ({count}) : {names}", count=len(reworded), names=_some(reworded))


def _some(names: list[str]) -> str:
    return ", ".join([*names[:SHOWN], *(["…"] if len(names) > SHOWN else [])])


def _rules(output: Output, count: int) -> str:
    return output.count(count, "règle")
