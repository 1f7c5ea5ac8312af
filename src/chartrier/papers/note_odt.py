"""The note to élus as an OpenDocument text, to be changed before it is handed out."""

from __future__ import annotations

import io

from odfdo import Document, Header, List, ListItem, Paragraph, Table

from chartrier.papers import words
from chartrier.papers.legible import legible_data
from chartrier.papers.note import Note


def odt(note: Note) -> bytes:
    """The same content as the two pages, in the same order; titles, lists and tables are those of the format."""
    document = Document("text")
    body = document.body
    body.clear()
    document.meta.title = _said(note.title)
    document.meta.creator = _said(note.collectivite.name)
    document.meta.creation_date = note.made.replace(tzinfo=None, microsecond=0)
    document.meta.date = note.made.replace(tzinfo=None, microsecond=0)

    def title(level: int, text: str) -> None:
        body.append(Header(level, _said(text)))

    def say(*texts: str) -> None:
        for text in texts:
            body.append(Paragraph(_said(text)))

    def table(name: str, head: tuple[str, ...], rows: list[tuple[str, ...]]) -> None:
        made = Table(name)
        made.set_values([list(map(_said, row)) for row in (head, *rows)])
        body.append(made)

    def items(*texts: str) -> None:
        made = List()
        for text in texts:
            made.append(ListItem(_said(text)))
        body.append(made)

    title(1, note.title)
    say(note.collectivite.named, f"Note aux élus, chiffres du {words.day(note.day)}", note.lead)
    title(2, "Trois chiffres")
    table(
        "Trois chiffres",
        ("Chiffre", "Ce qu'il compte", "Ce qu'il veut dire", "Source"),
        [(each.value, each.label, each.note, each.source) for each in note.keys],
    )
    title(2, "La décision à prendre")
    say(note.decision, note.why)
    title(2, note.diagram)
    table("Diagramme", ("Catégorie", "Ce qui est gardé"), [(each.label, each.value) for each in note.bars])
    if note.map is not None:
        title(2, note.map.title)
        say(note.map.said, note.map.caption)
    title(2, "Si rien n'est fait")
    items(*note.stakes)
    title(2, "Les autres chiffres, et d'où ils viennent")
    table("Autres chiffres", ("Chiffre", "Valeur", "Source"), list(note.facts))
    title(2, "Ce que demande la loi")
    items(*(f"{said} ({clause})" for said, clause in note.law))
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def _said(text: str) -> str:
    """As text of an XML file may be: what does not show is named."""
    return str(legible_data(text)).replace("\u200b", "")
