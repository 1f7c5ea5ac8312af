"""`chartrier series adopt | import | export | list | show | decide | validate | history`"""

from __future__ import annotations

import io
import sys
from pathlib import Path
from typing import Annotated, Any
from uuid import UUID

import typer

from chartrier.administration.series.adopting import (
    Outcome,
    adopt,
    decide,
    import_table,
    series_named,
    table_in_force,
    table_of_act,
    validate,
)
from chartrier.administration.series.tableau import Making
from chartrier.administration.tenants import tenant_of
from chartrier.catalog.acts.register import acts_of
from chartrier.cli import exit_codes
from chartrier.cli.answering import AnsweringFor, answering_for
from chartrier.cli.attaching import attached
from chartrier.cli.choosing import choice, day
from chartrier.cli.deciding import Deciding, deciding
from chartrier.cli.findings import UNREADABLE_FILE
from chartrier.cli.impacts import impact_as_json, tell_impacts
from chartrier.cli.moments import readable
from chartrier.cli.output import Output
from chartrier.copies.documents import new_file
from chartrier.errors import InvalidInput
from chartrier.records.finding import Findings
from chartrier.records.roles import Permission
from chartrier.rules.series.columns import Column
from chartrier.rules.series.reading import LARGEST
from chartrier.rules.series.serie import Series
from chartrier.rules.series.shipped import Kind, shipped_table
from chartrier.rules.series.table import Table, Validation
from chartrier.rules.series.writing import cells_of
from chartrier.wiring import Wiring, wire

series = typer.Typer(
    name="series", help="Le tableau de gestion : les séries.", no_args_is_help=True, rich_markup_mode=None
)

DryRun = Annotated[bool, typer.Option("--dry-run", help="Dire ce qui serait fait, et ne rien faire.")]
Confirm = Annotated[bool, typer.Option("--confirm", help="Faire aussi ce qui déplace des échéances.")]
Motive = Annotated[str | None, typer.Option("--motive", metavar="TEXTE", help="Pourquoi.")]
At = Annotated[
    UUID | None, typer.Option("--at", metavar="ACTE", help="Le tableau de cet acte, plutôt que celui en vigueur.")
]

MOST_BYTES = 4 * LARGEST
"""Of a file with a table: beyond, it is too large whatever its characters."""

LABELS = {
    Column.DOMAIN: "domain",
    Column.DUA: "dua",
    Column.DEPART: "depart",
    Column.COUNTING: "counting",
    Column.SORT_FINAL: "sort_final",
    Column.MENTION: "mention",
    Column.ACCESS: "access",
    Column.LEGAL_BASIS: "legal_basis",
    Column.SOURCE: "source",
    Column.CONFIDENCE: "confidence",
    Column.DOUBTS: "doubts",
    Column.OTHERS: "others",
    Column.PERSONAL_DATA: "personal_data",
    Column.OPEN_DATA: "open_data",
}
"""The cells that `show` tells after code and title, and their names in JSON."""


@series.command("adopt")
@deciding
def adopt_(
    by: Deciding,
    kind: Annotated[
        str, typer.Option("--type", metavar="commune|epci", help="Ce qu'est la collectivité.")
    ] = Kind.COMMUNE.value,
    only: Annotated[
        str | None,
        typer.Option("--only", metavar="CODE,…", help="Ces séries seulement, même si elles ont été adaptées."),
    ] = None,
    dry_run: DryRun = False,
    confirm: Confirm = False,
    motive: Motive = None,
) -> int:
    """Adopter les séries fournies que la collectivité n'a pas encore. Elles sont indicatives."""
    output = by.output
    wanted = choice(Kind, kind)
    codes = [code.strip() for code in only.split(",") if code.strip()] if only is not None else []
    with wire(by.settings) as archive:
        making = _making(archive, by, dry_run, confirm, motive)
        outcome = adopt(wanted, codes, making)
    _tell(output, outcome, dry_run)
    return exit_codes.DONE


@series.command("import")
@deciding
def import_(
    by: Deciding,
    file: Annotated[Path, typer.Argument(metavar="FICHIER", help="Le tableau entier, en CSV.")],
    dry_run: DryRun = False,
    confirm: Confirm = False,
    motive: Motive = None,
) -> int:
    """Remplacer le tableau de la collectivité par un tableau en CSV."""
    output = by.output
    findings = Findings()
    try:
        with file.open("rb") as stream:
            table = io.BytesIO(stream.read(MOST_BYTES + 1))
    except OSError:
        raise InvalidInput(UNREADABLE_FILE, path=str(file)) from None
    with wire(by.settings) as archive:
        making = _making(archive, by, dry_run, confirm, motive)
        outcome = import_table(table, file.name, findings, making)
    if outcome is None:
        output.emit({"act": None, "findings": [finding.as_json(output.language) for finding in findings]})
        output.say("✗ {file} : refusé, rien n'a été changé.", file=file)
        output.findings(findings)
        return exit_codes.REFUSED
    _tell(output, outcome, dry_run, findings)
    return exit_codes.DONE


@series.command()
@answering_for
def export(
    asked: AnsweringFor,
    csv: Annotated[
        Path | None,
        typer.Option("--csv", metavar="FICHIER", help="Un nouveau fichier ; sinon, sortie standard."),
    ] = None,
    at: At = None,
) -> int:
    """Donner le tableau en CSV."""
    output = asked.output
    with wire(asked.settings):
        key = asked.tenant.key
        table = table_of_act(key, at) if at is not None else table_in_force(key)
    if csv is None:
        output.emit({"table": table.csv})
        if not output.json:
            sys.stdout.buffer.write(table.csv.encode())
            sys.stdout.buffer.flush()
        return exit_codes.DONE
    with new_file(csv) as file:
        file.write(table.csv.encode())
    output.emit({"act": str(table.act), "number": table.number, "output": str(csv), "series": len(table.series)})
    output.say("✓ {file} : {count}", file=csv, count=output.count(len(table.series), "ligne"))
    return exit_codes.DONE


@series.command("list")
@answering_for
def list_(
    asked: AnsweringFor,
    shipped: Annotated[bool, typer.Option("--shipped", help="Les séries fournies.")] = False,
    at: At = None,
) -> int:
    """Donner les séries : DUA, départ, sort final, et ce qui est indicatif."""
    output = asked.output
    table: Table
    if shipped:
        table = shipped_table()
    else:
        with wire(asked.settings):
            key = asked.tenant.key
            table = (table_of_act(key, at) if at is not None else table_in_force(key)).table
    output.say("Tableau {status}", status=table.status.within(output.language))
    for each in table.series.values():
        output.emit(_as_json(output, table, each))
        decided = "" if not each.undecided else output.text("à décider")
        output.line(each.code, each.title)
        output.line("   ", each.dua, f"({each.depart})" if each.depart else "", each.sort_final, decided)
        output.line("   ", table.status_of(each.code).within(output.language))
    return exit_codes.DONE


@series.command()
@answering_for
def show(
    asked: AnsweringFor,
    code: Annotated[str, typer.Argument(metavar="CODE", help="Le code de la série.")],
    at: At = None,
) -> int:
    """Montrer tout ce que l'on sait d'une série, et ce qui est à décider."""
    output = asked.output
    with wire(asked.settings):
        key = asked.tenant.key
        tableau = table_of_act(key, at) if at is not None else table_in_force(key)
        found = series_named(tableau, code)
    status = tableau.table.status_of(code).within(output.language)
    output.emit(_as_json(output, tableau.table, found))
    output.line(found.code, found.title)
    output.line(" ", status)
    cells = cells_of(found)
    for column in LABELS:
        if cells[column]:
            said = f"{cells[column]} ({found.confidence.words.within(output.language)})"
            output.line(" ", f"{column} :", said if column is Column.CONFIDENCE else cells[column])
    if found.dua_undecided:
        output.say('  → À décider : chartrier series decide {code} --dua "10 ans"', code=found.code)
    if found.sort_undecided:
        output.say("  → À décider : chartrier series decide {code} --sort-final Conserver", code=found.code)
    return exit_codes.DONE


@series.command("decide")
@deciding
def decide_(
    by: Deciding,
    code: Annotated[str, typer.Argument(metavar="CODE", help="Le code de la série.")],
    dua: Annotated[str | None, typer.Option("--dua", metavar="DUA", help="Par exemple « 10 ans ».")] = None,
    depart: Annotated[
        str | None, typer.Option("--depart", metavar="DÉPART", help="L'événement à partir duquel elle court.")
    ] = None,
    counting: Annotated[
        str | None, typer.Option("--counting", metavar="DÉCOMPTE", help="« jour pour jour » ou « 31 décembre ».")
    ] = None,
    sort_final: Annotated[
        str | None, typer.Option("--sort-final", metavar="SORT", help="Conserver, Éliminer ou Trier.")
    ] = None,
    mention: Annotated[
        str | None, typer.Option("--mention", metavar="TEXTE", help="Ce qui est gardé d'une série à trier.")
    ] = None,
    access: Annotated[
        str | None, typer.Option("--access", metavar="CODES", help="Codes d'accès, séparés par des espaces.")
    ] = None,
    dry_run: DryRun = False,
    confirm: Confirm = False,
    motive: Motive = None,
) -> int:
    """Noter ce que la collectivité a choisi pour une série."""
    output = by.output
    given = {
        Column.DUA: dua,
        Column.DEPART: depart,
        Column.COUNTING: counting,
        Column.SORT_FINAL: sort_final,
        Column.MENTION: mention,
        Column.ACCESS: access,
    }
    choices = {column: text.strip() for column, text in given.items() if text is not None}
    with wire(by.settings) as archive:
        making = _making(archive, by, dry_run, confirm, motive)
        outcome = decide(code, choices, making)
    _tell(output, outcome, dry_run)
    return exit_codes.DONE


@series.command("validate")
@deciding
def validate_(
    by: Deciding,
    authority: Annotated[
        str, typer.Option("--authority", metavar="NOM", help="Les Archives départementales qui l'ont validé.")
    ],
    letter: Annotated[str, typer.Option("--letter", metavar="RÉFÉRENCE", help="La référence de leur lettre.")],
    on: Annotated[str, typer.Option("--day", metavar="DATE", help="La date de leur lettre.")],
    file: Annotated[
        Path | None, typer.Option("--file", metavar="FICHIER", help="La lettre, à joindre à l'acte.")
    ] = None,
    motive: Motive = None,
) -> int:
    """Noter que les Archives départementales ont validé le tableau. Ce n'est pas un visa d'élimination."""
    output = by.output
    with wire(by.settings) as archive:
        making = _making(archive, by, False, False, motive)
        validation = Validation(day(on, making.today), authority, letter)
        made = validate(validation, attached(file), making)
    output.emit(
        {"act": str(made), "validation": {"authority": authority, "letter": letter, "day": str(validation.day)}}
    )
    output.say("✓ Tableau {status}", status=validation.words.within(output.language))
    output.say("  acte {act}", act=made)
    return exit_codes.DONE


@series.command()
@answering_for
def history(asked: AnsweringFor) -> int:
    """Donner les tableaux que la collectivité a eus, du premier au dernier."""
    output = asked.output
    with wire(asked.settings):
        acts = acts_of(asked.tenant.key, ["tableau"])
    for each in acts:
        record = each.record
        told = {name: record[name] for name in ("number", "made", "table", "changes", "validation", "motive", "began")}
        output.emit({"act": str(each.id), "by": each.by, **told})
        output.say(
            "n° {number} {act}, le {when} : {made}",
            number=record["number"],
            act=each.id,
            when=readable(record["began"], output.language),
            made=output.text(
                {
                    "adoption": "adoption",
                    "import": "import",
                    "decision": "décision",
                    "validation": "validation par les Archives départementales",
                }[record["made"]]
            ),
        )
        _tell_counts(output, record["changes"])
    return exit_codes.DONE


def _making(archive: Wiring, by: Deciding, dry_run: bool, confirmed: bool, motive: str | None) -> Making:
    """Nobody needs to prove who they are to look at what would be done."""
    of = tenant_of(by.tenant)
    actor = None if dry_run else by.actor(archive, of, Permission.RULES)
    return Making(of, archive.copies, actor, dry_run, confirmed, motive)


def _tell(output: Output, outcome: Outcome, dry_run: bool, findings: Findings | None = None) -> None:
    change = outcome.change
    told = findings or Findings()
    output.emit(
        {
            "act": outcome.act and str(outcome.act),
            "added": list(change.added),
            "changed": list(change.changed),
            "removed": list(change.removed),
            "kept": list(outcome.kept),
            "moved": [impact_as_json(each) for each in outcome.moved],
            "undecided": [each.code for each in change.after.series.values() if each.undecided],
            "findings": [finding.as_json(output.language) for finding in told],
        }
    )
    if change.nothing:
        output.say("Rien à changer.")
    elif dry_run:
        output.say("Serait fait (rien n'a été changé) :")
    else:
        output.say("✓ Tableau de gestion enregistré : acte {act}", act=outcome.act)
    _tell_counts(output, {"added": len(change.added), "changed": len(change.changed), "removed": len(change.removed)})
    for code in change.changed:
        was, now = change.was(code), change.after.series[code]
        if was is not None and (was.dua, was.sort_final) != (now.dua, now.sort_final):
            before, after = (f"{each.dua}, {each.sort_final}" for each in (was, now))
            output.say("  {code} : {before} → {after}", code=code, before=before, after=after)
    tell_impacts(output, outcome.moved)
    if outcome.kept:
        output.say("  gardées comme la collectivité les a : {codes}", codes=", ".join(outcome.kept))
    undecided = [each.code for each in change.after.series.values() if each.undecided]
    if undecided:
        output.say("  à décider, les sources se contredisant ou manquant : {codes}", codes=", ".join(undecided))
    output.findings(told)


def _tell_counts(output: Output, changes: dict[str, int]) -> None:
    if changes["added"]:
        output.say("  ajoutées : {count}", count=output.count(changes["added"], "ligne"))
    if changes["changed"]:
        output.say("  changées : {count}", count=output.count(changes["changed"], "ligne"))
    if changes["removed"]:
        output.say("  retirées : {count}", count=output.count(changes["removed"], "ligne"))


def _as_json(output: Output, table: Table, each: Series) -> dict[str, Any]:
    cells = cells_of(each)
    return {
        "code": each.code,
        "title": each.title,
        **{name: cells[column] for column, name in LABELS.items()},
        "access": list(each.access),
        "others": [{"value": str(other.value), "source": other.source} for other in each.others],
        "status": table.status_of(each.code).within(output.language),
        "dua_undecided": each.dua_undecided,
        "sort_undecided": each.sort_undecided,
        "final_action": each.final_action,
    }
