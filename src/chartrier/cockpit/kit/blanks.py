"""What the archive does not know: left as a visible blank in a document, and listed; never invented."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Blank:
    """Something to be filled in, and in which document."""

    document: str
    what: str


@dataclass(slots=True)
class Blanks:
    """Those of the documents that are written one after the other; `document` is the one being written."""

    document: str = ""
    left: list[Blank] = field(default_factory=list)

    def blank(self, what: str) -> str:
        """What stands in the document. Asked for twice in one document, it is listed once."""
        each = Blank(self.document, what)
        if each not in self.left:
            self.left.append(each)
        return f"[à compléter : {what}]"

    def known(self, value: str, what: str) -> str:
        """The value, or the blank that stands for it."""
        return value or self.blank(what)
