"""How `chartrier search` tells what it found: to people, and to programs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from chartrier.access.finding import Shown
from chartrier.access.highlighting import Piece
from chartrier.access.searching import PUBLIC, Answer
from chartrier.catalog.archive.searching import Facets
from chartrier.catalog.transfers.models import Notice
from chartrier.cli.output import Output

FACETS = {"services": "services", "years": "années", "formats": "formats", "series": "règles"}


def tell(output: Output, answer: Answer, rows: Sequence[Shown], notices: Sequence[Notice], spread: Facets) -> None:
    """A page of answers, with what is deposited elsewhere and how all of it is spread."""
    for row in rows:
        _tell_row(output, row)
    for each in notices:
        output.line(each.unit, each.title)
        output.say(
            "    déposé à {receiver}, où il se nomme {identifier}", receiver=each.receiver, identifier=each.identifier
        )
    for name, values in spread.values.items():
        told = ", ".join(f"{value} ({output.number(count)})" for value, count in values)
        output.say("{facet} : {told}", facet=output.text(FACETS[name]), told=told or "—")
    _tell_end(output, answer, len(notices))


def row_as_json(row: Shown) -> dict[str, Any]:
    """An answer for programs."""
    unit, passage = row.row.unit, row.passage
    return {
        "id": str(unit.id),
        "tenant": f"{unit.tenant:09d}",
        "title": unit.title,
        "start_date": unit.start_date and unit.start_date.isoformat(),
        "end_date": unit.end_date and unit.end_date.isoformat(),
        "versement": str(unit.versement),
        "objects": [{"id": str(each.id), "usage": each.usage, "filename": each.filename} for each in row.row.objects],
        "passage": passage
        and {
            "object": str(passage.object),
            "page": passage.page,
            "text": "".join(piece.text for piece in passage.excerpt.pieces),
            "found": [piece.text for piece in passage.excerpt.pieces if piece.hit],
        },
    }


def _tell_row(output: Output, row: Shown) -> None:
    output.line(row.row.unit.id, row.row.unit.title)
    for each in row.row.objects:
        size = output.amount(each.size) if each.size is not None else "—"
        output.line("   ", each.usage or "", each.filename or each.uri or "", size)
    if row.passage is not None:
        output.line("   ", marked(row.passage.excerpt.pieces))


def marked(pieces: Sequence[Piece]) -> str:
    """A text whose found words stand between brackets."""
    return "".join(f"[{piece.text}]" if piece.hit else piece.text for piece in pieces)


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
