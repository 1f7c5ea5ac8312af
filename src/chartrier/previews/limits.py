"""How much is read of a document, and shown of it. Known to both processes."""

from __future__ import annotations

TEXT_LENGTH = 1_000_000
"""Characters kept of a text."""
PAGES_READ = 5_000
"""Pages of a PDF whose text is read."""
FIELDS = 2_000
"""Fields of a page of a PDF that are read."""
FILE_SIZE = 512 << 20
"""Bytes of a document that is opened at all."""
MEMBER_SIZE = 64 << 20
"""Bytes of one unpacked part of an office document."""
MEMBERS = 10_000
"""Parts of an office document."""
MAIL_SIZE = 64 << 20
"""Bytes of an e-mail, which is read whole."""
PAGE_SIZE = 16 << 20
"""Bytes of a web page, which may hold its pictures."""
DECODED_SIZE = 640 << 20
"""Bytes that decoding a picture takes at most: an A0 in colours at 300 dots an inch, in black and white at 400."""
PIXELS = 100_000_000
"""Of a picture that is decoded by what takes more than its pixels."""
LARGEST_SIDE = 2_000
"""Pixels of the longer side of what is shown."""
PICTURE_SIZE = 8 << 20
"""Bytes of what is shown."""
ATTACHMENTS = 200
"""Attachments of an e-mail that are listed."""
FORWARDED = 4
"""How deep messages within messages are read."""
HEADER_LENGTH = 1_000
"""Characters kept of a header, or of the name of an attachment."""
THUMBNAIL_SIDE = 160
"""Pixels of the longer side of a small picture: a photograph is known by it, a letter is not read."""
THUMBNAIL_SIZE = 100_000
"""Bytes of a small picture that is kept."""
BEGINNING_PAGES = 3
"""Pages of a PDF that are read to know what it is."""
BEGINNING_LENGTH = 20_000
"""Characters of a document that are read to know what it is."""
