"""By what means a document can be shown, from what its format was found to be."""

from __future__ import annotations

from enum import StrEnum
from pathlib import PurePosixPath


class Kind(StrEnum):
    """How a document is read. `OTHER`: not at all."""

    PDF = "pdf"
    PICTURE = "picture"
    TEXT = "text"
    HTML = "html"
    TABLE = "table"
    MAIL = "mail"
    OFFICE = "office"
    AUDIO = "audio"
    VIDEO = "video"
    OTHER = "other"


TEXTUAL = frozenset({Kind.PDF, Kind.TEXT, Kind.HTML, Kind.TABLE, Kind.MAIL, Kind.OFFICE})
"""Those that may have a text."""
PICTURED = frozenset({Kind.PDF, Kind.PICTURE})
"""Those that are shown as pictures."""

_MEDIA_TYPES = {
    "application/pdf": Kind.PDF,
    "text/html": Kind.HTML,
    "application/xhtml+xml": Kind.HTML,
    "text/csv": Kind.TABLE,
    "text/tab-separated-values": Kind.TABLE,
    "message/rfc822": Kind.MAIL,
    "application/vnd.ms-outlook": Kind.MAIL,
    "application/x-msg": Kind.MAIL,
    "application/mp4": Kind.VIDEO,
    "application/xml": Kind.TEXT,
    "application/json": Kind.TEXT,
    "image/svg+xml": Kind.TEXT,
    **dict.fromkeys(
        (
            "image/jpeg", "image/png", "image/gif", "image/tiff", "image/bmp", "image/x-ms-bmp", "image/webp",
            "image/jp2", "image/heic", "image/heif",
        ),
        Kind.PICTURE,
    ),
}  # fmt: skip
_FAMILIES = {"text/": Kind.TEXT, "audio/": Kind.AUDIO, "video/": Kind.VIDEO}
_OFFICE = ("application/vnd.openxmlformats-officedocument.", "application/vnd.oasis.opendocument.")
_BY_EXTENSION = {
    **dict.fromkeys((".txt", ".md", ".xml", ".json", ".svg"), Kind.TEXT),
    **dict.fromkeys((".html", ".htm", ".xhtml"), Kind.HTML),
    **dict.fromkeys((".csv", ".tsv"), Kind.TABLE),
    **dict.fromkeys((".eml", ".msg"), Kind.MAIL),
    **dict.fromkeys((".heic", ".heif"), Kind.PICTURE),
}
"""Formats that have no signature: what a plain text is for, its name alone says."""

_ZIPPED = frozenset({".docx", ".xlsx", ".pptx", ".odt", ".ods", ".odp"})
"""Names of office documents, which may be taken for a plain zip."""


def media_types(media_type: str | None) -> list[str]:
    """The media types of a format, which may have several, without their parameters."""
    parts = (part.partition(";")[0].strip().lower() for part in (media_type or "").split(","))
    return [part for part in parts if part]


def _kind_of_media(media: str) -> Kind | None:
    if (found := _MEDIA_TYPES.get(media)) is not None:
        return found
    if media.startswith(_OFFICE):
        return Kind.OFFICE
    return next((kind for start, kind in _FAMILIES.items() if media.startswith(start)), None)


def kind_of(media_type: str | None, filename: str | None) -> Kind:
    """How to read a document of this media type (what the identification of its format found) and name.

    A type of several parts (`application/mp4, video/mp4`) counts by the first that says how.
    """
    parts = media_types(media_type)
    media = parts[0] if parts else ""
    found = next((kind for part in parts if (kind := _kind_of_media(part)) is not None), None)
    extension = PurePosixPath(filename or "").suffix.lower()
    if media == "application/zip" and extension in _ZIPPED:
        return Kind.OFFICE
    named = _BY_EXTENSION.get(extension)
    if found in (None, Kind.TEXT) and named is not None and (found is not None or not media):
        return named
    return found or Kind.OTHER
