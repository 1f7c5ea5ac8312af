"""Reading a CSV of rules or séries that people made: bounded, and each row with the line where it begins."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from typing import Any


def bounded_lines(text: io.TextIOWrapper, largest: int) -> Iterator[str]:
    """The lines, as long as the table is of a size that can be one. Raises csv.Error beyond `largest` characters."""
    left = largest
    while line := text.readline(left + 1):
        left -= len(line)
        if left < 0:
            raise csv.Error(f"> {largest} characters")
        yield line


def filled_rows(reader: Any, before: int = 0) -> Iterator[tuple[int, list[str]]]:
    """The rows that a `csv.reader` still has, empty ones left out, each with the number of its first line.

    `before`: lines of the file that the reader was not given.
    """
    line = reader.line_num + before + 1
    for cells in reader:
        first, line = line, reader.line_num + before + 1
        if any(cell.strip() for cell in cells):
            yield first, cells
