"""Any document of blocks as an OpenDocument text, to be changed before it is signed."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Sequence

from odfdo import Cell as OdtCell
from odfdo import Document, Header, ListItem, Paragraph, Row, Style
from odfdo import List as OdtList
from odfdo import Table as OdtTable

from chartrier.papers.blocks import (
    Block,
    Cell,
    Facts,
    Frame,
    Heading,
    Letterhead,
    List,
    NewPage,
    Paper,
    Signatures,
    Table,
    Text,
    Title,
)
from chartrier.papers.legible import MAY_END, legible_data

BLANK = re.compile(r"\[à compléter[^\]]*\]")
"""What a document leaves to be filled in; it is marked in yellow, as the PDF does."""

_STYLES = (
    Style("text", name="Blank", area="text", background_color="#ffe680"),
    Style("paragraph", name="Page", break_before="page"),
    Style("paragraph", name="Head", area="text", bold=True),
    Style("table-cell", name="Bordered", area="table-cell", border="0.5pt solid #999999", padding="0.1cm"),
)


def odt(paper: Paper) -> bytes:
    """The same blocks in the same order; titles, lists and tables are those of the format."""
    document = Document("text")
    for style in _STYLES:
        document.insert_style(style.clone, automatic=True)
    document.body.clear()
    document.meta.title = _said(paper.title)
    document.meta.creator = _said(paper.author)
    document.meta.creation_date = paper.made.replace(tzinfo=None, microsecond=0)
    document.meta.date = paper.made.replace(tzinfo=None, microsecond=0)
    writer = _Writer(document)
    for block in paper.blocks:
        writer.write(block)
    writer.say(*paper.foot)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


class _Writer:
    def __init__(self, document: Document) -> None:
        self._append = document.body.append
        self._tables = 0

    def write(self, block: Block) -> None:
        match block:
            case Title():
                self._append(Header(1, _said(block.text)))
                self.say(*block.below)
            case Heading():
                self._append(Header(2, _said(block.text)))
            case Facts():
                self._table((), [(Cell(name), Cell(value)) for name, value in block.pairs])
            case Text():
                self.say(*block.texts)
            case List():
                items = OdtList()
                for text in block.texts:
                    item = ListItem()
                    item.append(_paragraph(text))
                    items.append(item)
                self._append(items)
            case Table():
                totals = [block.totals] if block.totals else []
                self._table([each.title for each in block.columns], [*block.rows, *totals])
            case Signatures():
                self._table((), [tuple(_framed(each) for each in block.frames)])
            case Letterhead():
                self.say(*block.sender, "", *block.addressee, "")
            case NewPage():
                self._append(Paragraph(style="Page"))

    def say(self, *texts: str) -> None:
        for text in texts:
            self._append(_paragraph(text))

    def _table(self, head: Sequence[str], rows: Iterable[Sequence[Cell]]) -> None:
        self._tables += 1
        table = OdtTable(f"Tableau {self._tables}")
        if head:
            table.append_row(_row([Cell(each) for each in head], "Head"))
        for row in rows:
            table.append_row(_row(row))
        self._append(table)


def _framed(frame: Frame) -> Cell:
    filled = [f"{name} {value}" for name, value in frame.signed] or frame.blanks
    return Cell(frame.title, (*frame.attests, *filled))


def _row(cells: Sequence[Cell], style: str | None = None) -> Row:
    row = Row()
    for at, cell in enumerate(cells):
        held = OdtCell(style="Bordered")
        for text in (cell.main, *cell.notes):
            held.append(_paragraph(text, style))
        row.set_cell(at, held)
    return row


def _paragraph(text: str, style: str | None = None) -> Paragraph:
    paragraph = Paragraph(_said(text), style=style, formatted=False)
    if BLANK.search(text):
        paragraph.set_span("Blank", regex=BLANK.pattern)
    return paragraph


def _said(text: str) -> str:
    """As text of an XML file may be: what does not show is named."""
    return str(legible_data(text)).replace(MAY_END, "")
