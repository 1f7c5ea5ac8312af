"""Web pages, and e-mails written as such: what a reader would read; nothing active. Runs in the confined process."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import BinaryIO

from chartrier.previews.limits import PAGE_SIZE, TEXT_LENGTH
from chartrier.previews.plain import decode

_GAP = re.compile(r"\n{3,}")


def read_page(file: BinaryIO, length: int = TEXT_LENGTH) -> tuple[str, str, bool]:
    """Its title, its text with the title first, and whether it goes on."""
    data = file.read(PAGE_SIZE + 1)
    reader = _read(decode(data[:PAGE_SIZE], whole=len(data) <= PAGE_SIZE))
    text = reader.text()
    return " ".join("".join(reader.title).split()), text[:length], len(data) > PAGE_SIZE or len(text) > length


def words_of_html(page: str) -> str:
    """The text of a page, without its tags."""
    return _read(page).text()


class _Words(HTMLParser):
    """What a reader of the page would read."""

    HIDDEN = frozenset({"script", "style", "template"})
    BREAKING = frozenset(
        {
            "address", "article", "blockquote", "br", "caption", "center", "dd", "div", "dl", "dt", "fieldset",
            "figcaption", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "legend", "li", "main",
            "nav", "ol", "option", "p", "pre", "section", "table", "title", "tr", "ul",
        }
    )  # fmt: skip
    CELLS = frozenset({"td", "th"})

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self.title: list[str] = []
        self._hidden = 0
        self._titled = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "body":
            # whatever its head left open
            self._hidden, self._titled = 0, False
        self._hidden += tag in self.HIDDEN
        self._titled = self._titled or tag == "title"
        self._part(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._part(tag)

    def handle_endtag(self, tag: str) -> None:
        self._hidden = max(0, self._hidden - (tag in self.HIDDEN))
        self._titled = self._titled and tag != "title"
        if tag in self.BREAKING:
            self._part(tag)

    def handle_data(self, data: str) -> None:
        if not self._hidden:
            self.parts.append(data)
            if self._titled:
                self.title.append(data)

    def text(self) -> str:
        lines = (line.strip(" \t\r\f\xa0") for line in "".join(self.parts).split("\n"))
        return _GAP.sub("\n\n", "\n".join(lines)).strip()

    def _part(self, tag: str) -> None:
        """One word from the next, where they stand apart on the page."""
        if tag in self.BREAKING:
            self.parts.append("\n")
        elif tag in self.CELLS:
            self.parts.append("\t")


def _read(page: str) -> _Words:
    reader = _Words()
    reader.feed(page)
    reader.close()
    return reader
