"""`ManagementMetadata` alone, out of a bordereau of any size: the rules that hold for every unit of a transfer."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from chartrier.seda.parsers import target_parser
from chartrier.seda.values import ElementValue, element_value


class _Sought:
    """A parser target that builds that one element, where it stands in the package of the message."""

    def __init__(self) -> None:
        self.value: ElementValue | None = None
        self._depth = 0
        self._prefix = ""
        self._builder: etree.TreeBuilder | None = None

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        if self._depth == 1:
            self._prefix = tag[: tag.rfind("}") + 1] or "{}"
        if self._builder is None and self._depth == 3 and tag == f"{self._prefix}ManagementMetadata":
            self._builder = etree.TreeBuilder()
        if self._builder is not None:
            given: dict[str | bytes, str | bytes] = {}
            given.update(attributes)
            self._builder.start(tag, given)

    def data(self, text: str) -> None:
        if self._builder is not None:
            self._builder.data(text)

    def end(self, tag: str) -> None:
        if self._builder is not None:
            self._builder.end(tag)
            if self._depth == 3:
                self.value = element_value(self._builder.close(), self._prefix)
                self._builder = None
        self._depth -= 1

    def close(self) -> None:
        """Nothing to give back: what was sought is read from outside."""


def read_management_metadata(chunks: Iterator[bytes]) -> ElementValue | None:
    """The element as a value; None where there is none. The bordereau was read and controlled before.

    Every chunk is taken, whatever is found. Raises XMLSyntaxError.
    """
    sought = _Sought()
    parser = target_parser(sought)
    for chunk in chunks:
        parser.feed(chunk)
    parser.close()
    return sought.value
