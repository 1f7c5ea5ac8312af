"""`chartrier cockpit note | maturity`"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from chartrier.administration.tenants import tenant_of
from chartrier.cli import exit_codes
from chartrier.cli.choosing import choice
from chartrier.cli.invocation import invoked
from chartrier.cli.lists import opened, refused
from chartrier.cli.maturity import tell_maturity
from chartrier.cli.options import Home, Json, Lang, TenantCode
from chartrier.cockpit.maturity.reading import questions_file, read_answers
from chartrier.cockpit.maturity.standing import answer, standing_of
from chartrier.cockpit.note.facts import facts_of
from chartrier.cockpit.note.forms import Form, written
from chartrier.cockpit.note.writing import note_of
from chartrier.copies.documents import new_file
from chartrier.records.finding import Findings
from chartrier.wiring import wire

cockpit = typer.Typer(
    name="cockpit",
    help="Ce que regarde qui décide : la note aux élus, la maturité.",
    no_args_is_help=True,
    rich_markup_mode=None,
)


@cockpit.command()
def note(
    target: Annotated[
        Path | None,
        typer.Option("--output", "-o", metavar="FICHIER", help="Le fichier à écrire ; il ne doit pas exister."),
    ] = None,
    form: Annotated[
        str, typer.Option(metavar="FORME", help="pdf (deux pages), diapos, ou odt (à modifier).")
    ] = Form.PDF,
    tenant: TenantCode = None,
    home: Home = None,
    json: Json = False,
    lang: Lang = None,
) -> int:
    """Écrire la note aux élus : trois chiffres, une décision à prendre, chaque chiffre avec sa source."""
    settings, output = invoked(home, json, lang)
    chosen = choice(Form, form)
    with wire(settings) as archive:
        facts = facts_of(tenant_of(tenant), archive.copies)
    made = note_of(facts)
    if target is not None:
        data = written(made, chosen)
        with new_file(target) as file:
            file.write(data)
    output.emit({**facts.as_json(), "decision": made.decision, "output": str(target) if target else None})
    output.line(made.lead)
    for key in made.keys:
        output.line("   ", key.value, key.label, f"({key.source})")
    output.line("→", made.decision)
    if target is not None:
        output.say("✓ {target}", target=target)
    return exit_codes.DONE


@cockpit.command()
def maturity(
    answers: Annotated[
        Path | None,
        typer.Option("--answers", metavar="FICHIER", help="Des réponses, en TOML : elles s'ajoutent à celles d'avant."),
    ] = None,
    questions: Annotated[
        bool, typer.Option("--questions", help="Écrire les questions, en TOML, avec ce que l'archive en sait.")
    ] = False,
    tenant: TenantCode = None,
    home: Home = None,
    json: Json = False,
    lang: Lang = None,
) -> int:
    """Dire où en est la collectivité : un score expliqué, cinq actions, les années d'avant, ses pairs."""
    settings, output = invoked(home, json, lang)
    findings = Findings()
    with wire(settings) as archive:
        found = standing_of(tenant_of(tenant), archive.copies)
        if answers is not None:
            with opened(answers) as stream:
                given = {**found.given, **read_answers(stream, findings, file=answers.name)}
            if refused(output, findings):
                return exit_codes.REFUSED
            made = answer(found.tenant, given, archive.copies, None, findings)
            if made is None:
                refused(output, findings)
                return exit_codes.REFUSED
            found = made
    if questions:
        lines = list(questions_file(found, output.language))
        output.emit({"questions": "\n".join(lines)})
        for line in lines:
            output.line(line)
        return exit_codes.DONE
    output.emit(found.as_json())
    tell_maturity(output, found)
    return exit_codes.DONE
