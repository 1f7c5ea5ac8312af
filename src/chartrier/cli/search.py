"""`chartrier search`"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any
from uuid import UUID

import typer
from typer._click.exceptions import NoSuchOption

from chartrier.access.describing import Summary, describe_notice, summaries
from chartrier.access.searching import PUBLIC, Answer, Question, Scope, facets, write_csv
from chartrier.access.searching import search as search_archive
from chartrier.administration.tenants import keys_of
from chartrier.catalog.archive.searching import Facets
from chartrier.catalog.transfers.notices import find_notices
from chartrier.cli import exit_codes
from chartrier.cli.invocation import invoked
from chartrier.cli.options import Home, Json, Lang, TenantCode
from chartrier.cli.output import Output
from chartrier.clock import day_of
from chartrier.copies.documents import new_file
from chartrier.wiring import wire

PARSING = {"ignore_unknown_options": True}
"""`-mot` is a word to leave out, not an option."""

FACETS = {"services": "services", "years": "années", "formats": "formats", "series": "règles"}


def search(
    words: Annotated[
        list[str] | None,
        typer.Argument(metavar="MOT", help="Mots cherchés ; '\"une expression\"', -sans ; rien : les dernières."),
    ] = None,
    service: Annotated[
        list[str] | None, typer.Option(metavar="SERVICE", help="De ce service producteur ; plusieurs fois permis.")
    ] = None,
    series: Annotated[
        list[str] | None, typer.Option(metavar="RÈGLE", help="De cette série, ou de cette règle de DUA.")
    ] = None,
    first: Annotated[str | None, typer.Option("--from", metavar="AAAA-MM-JJ", help="À partir de ce jour.")] = None,
    last: Annotated[str | None, typer.Option("--to", metavar="AAAA-MM-JJ", help="Jusqu'à ce jour.")] = None,
    puid: Annotated[
        list[str] | None, typer.Option("--format", metavar="PUID", help="Avec un fichier de ce format : fmt/18…")
    ] = None,
    communicable: Annotated[bool, typer.Option("--communicable", help="Ce que chacun peut lire ce jour.")] = False,
    due: Annotated[bool, typer.Option("--due", help="Ce dont la DUA est échue.")] = False,
    frozen: Annotated[bool, typer.Option("--frozen", help="Ce qu'un gel retient.")] = False,
    below: Annotated[UUID | None, typer.Option(metavar="UNITÉ", help="Tout ce que cette unité contient.")] = None,
    best: Annotated[bool, typer.Option("--best", help="Les plus pertinentes d'abord.")] = False,
    spread: Annotated[
        bool, typer.Option("--facets", help="Dire aussi combien par service, année, format, règle.")
    ] = False,
    public: Annotated[bool, typer.Option("--public", help="Sous le régime du public : ce qu'il peut lire.")] = False,
    listed: Annotated[
        Path | None, typer.Option("--csv", metavar="FICHIER", help="Écrire toute la liste dans ce nouveau fichier.")
    ] = None,
    tenant: TenantCode = None,
    limit: Annotated[int, typer.Option(metavar="NOMBRE", min=1, max=1000, help="Nombre de réponses.")] = 20,
    before: Annotated[
        UUID | None, typer.Option(metavar="IDENTIFIANT", help="Page suivante : ce qui est plus ancien.")
    ] = None,
    home: Home = None,
    json: Json = False,
    lang: Lang = None,
) -> int:
    """Chercher des unités par leurs mots et ceux de leurs documents, les plus récentes d'abord."""
    for word in words or ():
        if word.startswith("--"):
            raise NoSuchOption(word)
    settings, output = invoked(home, json, lang)
    text = " ".join(words or ()).encode("utf-8", "replace").decode().strip()
    given = {
        "words": [text], "service": service or [], "series": series or [], "first": [first or ""],
        "last": [last or ""], "format": puid or [], "below": [str(below or "")],
    }  # fmt: skip
    flags = {"communicable": communicable, "due": due, "frozen": frozen, "best": best}
    question = Question.read(given | {name: ["1"] for name, asked in flags.items() if asked})
    scope = PUBLIC if public else Scope()
    with wire(settings) as archive:
        tenants, today = keys_of(tenant), day_of(archive.copies.clock())
        if listed is not None:
            with new_file(listed) as file:
                count = write_csv(file, tenants, question, scope, today)
            output.emit({"csv": str(listed), "count": count, "regime": str(scope.regime)})
            output.say("✓ {path} : {count}", path=listed, count=output.count(count, "unité"))
            return exit_codes.DONE
        answer = search_archive(tenants, question, scope, today, before=before, limit=limit)
        shown = facets(tenants, question, scope, today) if spread else Facets()
        rows = summaries(tenants, answer.units)
        only_words = question == Question(words=question.words)
        deposited = find_notices(tenants, text, limit) if text and only_words and not public and before is None else []
    notices = [describe_notice(each) for each in deposited]
    output.emit(
        {
            "regime": str(answer.regime),
            "count": answer.count,
            "units": [_as_json(row) for row in rows],
            "deposited": notices,
            "facets": {name: dict(values) for name, values in shown.values.items()},
            "next": answer.next and str(answer.next),
        }
    )
    for row in rows:
        _tell(output, row)
    for each in deposited:
        output.line(each.unit, each.title)
        output.say(
            "    déposé à {receiver}, où il se nomme {identifier}", receiver=each.receiver, identifier=each.identifier
        )
    for name, values in shown.values.items():
        told = ", ".join(f"{value} ({output.number(count)})" for value, count in values)
        output.say("{facet} : {told}", facet=output.text(FACETS[name]), told=told or "—")
    _tell_end(output, answer, len(deposited))
    return exit_codes.DONE


def _tell_end(output: Output, answer: Answer, deposited: int) -> None:
    public = answer.regime is PUBLIC.regime
    if public:
        output.say("Sous le régime du public : ce qui est fermé n'est ni montré ni compté.")
    if answer.units or deposited:
        if answer.count is not None:
            output.say("{count}", count=output.count(answer.count, "réponse"))
        elif not public and answer.next is not None:
            output.say("Plus de {count}", count=output.count(len(answer.units), "réponse"))
    elif answer.next is None:
        output.say("Aucune réponse.")
    if answer.next is not None:
        output.say("Suite : ajoutez --before {id}", id=answer.next)


def _tell(output: Output, row: Summary) -> None:
    output.line(row.unit.id, row.unit.title)
    for each in row.objects:
        size = output.amount(each.size) if each.size is not None else "—"
        output.line("   ", each.usage or "", each.filename or each.uri or "", size)


def _as_json(row: Summary) -> dict[str, Any]:
    return {
        "id": str(row.unit.id),
        "tenant": f"{row.unit.tenant:09d}",
        "title": row.unit.title,
        "start_date": row.unit.start_date and row.unit.start_date.isoformat(),
        "end_date": row.unit.end_date and row.unit.end_date.isoformat(),
        "versement": str(row.unit.versement),
        "objects": [{"id": str(each.id), "usage": each.usage, "filename": each.filename} for each in row.objects],
    }
