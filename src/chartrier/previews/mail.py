"""E-mails: headers, texts, the list of attachments; nothing remote, nothing active. Runs in the confined process."""

from __future__ import annotations

from email import policy
from email.message import EmailMessage, MIMEPart
from email.parser import BytesParser
from html.parser import HTMLParser
from typing import Any, BinaryIO

from oxmsg import Message

from chartrier.previews.limits import ATTACHMENTS, HEADER_LENGTH, TEXT_LENGTH

HEADERS = ("From", "To", "Cc", "Date", "Subject")
_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""How a message of Outlook begins."""


def read_mail(file: BinaryIO) -> dict[str, Any]:
    """`headers` (name and value), `attachments` (name, media type, bytes), `text`, `cut`."""
    beginning = file.read(len(_COMPOUND))
    file.seek(0)
    return _read_outlook(file) if beginning == _COMPOUND else _read_internet(file)


def _read_outlook(file: BinaryIO) -> dict[str, Any]:
    message = Message.load(file)
    told = message.message_headers
    to = ", ".join(f"{each.name} <{each.email_address}>" for each in message.recipients)
    found = {
        "From": message.sender,
        "To": to,
        "Date": told.get("Date") or message.sent_date,
        "Subject": message.subject,
    }
    text = message.body or words_of_html(message.html_body or "")
    return {
        "headers": [[name, str(value)[:HEADER_LENGTH]] for name, value in found.items() if value],
        "attachments": [_outlook_attachment(each) for each in message.attachments][:ATTACHMENTS],
        "text": text[:TEXT_LENGTH],
        "cut": len(text) > TEXT_LENGTH,
    }


def _outlook_attachment(each: Any) -> list[Any]:
    name, media = each.file_name or "", each.mime_type or ""
    return [name[:HEADER_LENGTH], media[:HEADER_LENGTH], len(each.file_bytes or b"")]


def _read_internet(file: BinaryIO) -> dict[str, Any]:
    message = BytesParser(policy=policy.default).parse(file)
    assert isinstance(message, EmailMessage)
    headers = [[name, str(value)[:HEADER_LENGTH]] for name in HEADERS for value in message.get_all(name, ())]
    body = message.get_body(preferencelist=("plain", "html"))
    text = "" if body is None else _text(body)
    attachments = [_attachment(part) for part in message.iter_attachments()] if message.is_multipart() else []
    return {
        "headers": headers,
        "attachments": attachments[:ATTACHMENTS],
        "text": text[:TEXT_LENGTH],
        "cut": len(text) > TEXT_LENGTH,
    }


def _text(part: MIMEPart) -> str:
    try:
        content = part.get_content()
    except (LookupError, ValueError):
        # An encoding that nobody knows.
        payload = part.get_payload(decode=True)
        content = payload.decode("cp1252", "replace") if isinstance(payload, bytes) else ""
    if not isinstance(content, str):
        return ""
    return words_of_html(content) if part.get_content_type() == "text/html" else content


def _attachment(part: MIMEPart) -> list[Any]:
    payload = part.get_payload(decode=True)
    size = len(payload) if isinstance(payload, bytes) else None
    return [(part.get_filename() or "")[:HEADER_LENGTH], part.get_content_type()[:HEADER_LENGTH], size]


class _Words(HTMLParser):
    """What a reader of the page would read."""

    HIDDEN = frozenset({"script", "style", "head", "template"})
    BREAKING = frozenset({"p", "br", "div", "li", "tr", "h1", "h2", "h3", "h4", "blockquote"})

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self._hidden = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._hidden += tag in self.HIDDEN
        if tag in self.BREAKING:
            self.parts.append("\n")

    def handle_endtag(self, tag: str) -> None:
        self._hidden = max(0, self._hidden - (tag in self.HIDDEN))

    def handle_data(self, data: str) -> None:
        if not self._hidden:
            self.parts.append(data)


def words_of_html(page: str) -> str:
    """The text of a page, without its tags."""
    reader = _Words()
    reader.feed(page)
    reader.close()
    return "".join(reader.parts).strip()
