"""E-mails: headers, texts, the list of attachments; nothing remote, nothing active. Runs in the confined process."""

from __future__ import annotations

from email import policy
from email.message import EmailMessage, MIMEPart
from email.parser import BytesParser
from typing import Any, BinaryIO

from oxmsg import Message

from chartrier.previews.limits import ATTACHMENTS, FORWARDED, HEADER_LENGTH, TEXT_LENGTH
from chartrier.previews.webpage import words_of_html

HEADERS = ("From", "To", "Cc", "Date", "Subject")
_RULE = "-" * 20
"""Above a message that was forwarded."""
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
    text, attachments = _body(message, FORWARDED)
    return {
        "headers": _headers(message),
        "attachments": attachments[:ATTACHMENTS],
        "text": text[:TEXT_LENGTH],
        "cut": len(text) > TEXT_LENGTH,
    }


def _headers(message: EmailMessage) -> list[list[str]]:
    return [[name, str(value)[:HEADER_LENGTH]] for name in HEADERS for value in message.get_all(name, ())]


def _body(message: EmailMessage, depth: int) -> tuple[str, list[list[Any]]]:
    """Its text, those of the messages that are within it after it, `depth` deep; and what is attached to them all."""
    body = message.get_body(preferencelist=("plain", "html"))
    texts, attachments = ["" if body is None else _text(body)], []
    for part in message.iter_attachments() if message.is_multipart() else ():
        attachments.append(_attachment(part))
        within = _message_in(part)
        if within is not None and depth:
            inner, more = _body(within, depth - 1)
            told = "\n".join(f"{name}: {value}" for name, value in _headers(within))
            texts.append(f"{_RULE}\n{told}\n\n{inner}".rstrip() + "\n")
            attachments += more
    return "\n".join(texts), attachments


def _message_in(part: MIMEPart) -> EmailMessage | None:
    """The message that was forwarded in this part."""
    if part.get_content_type() != "message/rfc822" or not part.is_multipart():
        return None
    within = part.get_payload(0)
    return within if isinstance(within, EmailMessage) else None


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
    within = _message_in(part)
    payload = part.get_payload(decode=True)
    size = len(payload) if isinstance(payload, bytes) else None
    name = part.get_filename() or ("" if within is None else str(within.get("Subject", "")))
    return [name[:HEADER_LENGTH], part.get_content_type()[:HEADER_LENGTH], size]
