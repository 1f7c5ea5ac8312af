"""The line an element starts on, also beyond line 65,535, where libxml2's own counter stops."""

from __future__ import annotations

from typing import cast

from lxml import etree

_EXACT_BELOW = 65_535


def line_of(element: etree._Element) -> int | None:
    """The line of an element just begun.

    Beyond the counter libxml2 answers with the end of the nearest text: inside the element first (then its
    line feeds are taken off again), else the text before it, which the reader must not have dropped yet.
    """
    line = cast("int | None", element.sourceline)
    if line is None or line < _EXACT_BELOW:
        return line
    while element.text is None:
        if not len(element):
            return line
        element = element[0]
    return line - str(element.text).count("\n")
