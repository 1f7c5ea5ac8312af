"""How much is drawn and read of a page. Known to both processes."""

from __future__ import annotations

RESOLUTION = 200
"""Dots an inch at which a page is drawn: small print stays legible."""
CLOSEST = 4.0
"""Times 72 dots an inch that a small page is enlarged at most."""
PIXELS = 6_000_000
"""Of a page: an A4 has 3.9 million at that resolution."""
SIDE = 2_000
"""Pixels of the longer side of a picture."""
PACKED = 11 << 20
"""Bytes of the pixels of a page, compressed: their message must fit."""
LETTERS = 60_000
"""Characters of one page."""
PAGES = 2_000
"""Pages of a document that is redacted at once."""
TEXT_SIZE = 32 << 20
"""Bytes of a plain text or a table."""
CELLS = 500_000
"""Cells of a spreadsheet."""
CELLS_LENGTH = 6_000_000
"""Characters of all of them: their message must fit."""
