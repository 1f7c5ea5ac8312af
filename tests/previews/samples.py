"""Small documents of each kind, made here."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from email.message import EmailMessage

from PIL import Image

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
TEXT = "urn:oasis:names:tc:opendocument:xmlns:text:1.0"


def pdf(*pages: str, title: str = "", created: str = "") -> bytes:
    """A PDF with lines of text on each page, and what it says of itself (`created` as PDF writes it: `D:2026…`)."""
    kids = " ".join(f"{4 + 2 * number} 0 R" for number in range(len(pages)))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>".encode(),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    for number, words in enumerate(pages):
        lines = words.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)").encode("cp1252").split(b"\n")
        stream = b"BT /F1 18 Tf 40 780 Td " + b" 0 -24 Td ".join(b"(" + line + b") Tj" for line in lines) + b" ET"
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {5 + 2 * number} 0 R"
            " /Resources << /Font << /F1 3 0 R >> >> >>".encode()
        )
        objects.append(f"<< /Length {len(stream)} >>\nstream\n".encode() + stream + b"\nendstream")
    objects.append(f"<< /Title <{title.encode('utf-16').hex()}> /CreationDate ({created}) >>".encode())
    out = bytearray(b"%PDF-1.4\n")
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n".encode() + body + b"\nendobj\n"
    start = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    out += b"".join(f"{place:010d} 00000 n \n".encode() for place in places)
    trailer = f"<< /Size {len(objects) + 1} /Root 1 0 R /Info {len(objects)} 0 R >>"
    out += f"trailer\n{trailer}\nstartxref\n{start}\n%%EOF\n".encode()
    return bytes(out)


def zipped(parts: dict[str, str | bytes]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return packed.getvalue()


def docx(paragraphs: Sequence[str], doctype: str = "") -> bytes:
    body = "".join(f"<w:p><w:r><w:t>{words}</w:t></w:r></w:p>" for words in paragraphs)
    document = f'<?xml version="1.0"?>{doctype}<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>'
    return zipped({"word/document.xml": document, "word/media/image1.bin": b"\0" * 100})


def odt(paragraphs: Sequence[str]) -> bytes:
    body = "".join(f"<text:p>{words[:3]}<text:span>{words[3:]}</text:span></text:p>" for words in paragraphs)
    return zipped({"content.xml": f'<o xmlns:text="{TEXT}">{body}</o>'})


def xlsx(words: str, number: str) -> bytes:
    return zipped(
        {
            "xl/sharedStrings.xml": f"<sst><si><t>{words}</t></si></sst>",
            "xl/worksheets/sheet1.xml": f"<worksheet><row><c><v>{number}</v></c></row></worksheet>",
        }
    )


def eml(*, html_only: bool = False) -> bytes:
    message = EmailMessage()
    message["From"] = "Mairie <mairie@exemple.fr>"
    message["To"] = "prefecture@exemple.fr"
    message["Subject"] = "Contrôle de légalité"
    if html_only:
        message.set_content(
            "<html><head><style>p{}</style></head><body><script>alert(1)</script><p>Bonjour <b>Madame</b></p>"
            '<img src="https://exemple.fr/pixel.png"></body></html>',
            subtype="html",
        )
    else:
        message.set_content("Veuillez trouver ci-joint la délibération.\n")
        message.add_attachment(b"%PDF", maintype="application", subtype="pdf", filename="délib.pdf")
    return message.as_bytes()


def picture(width: int = 60, height: int = 40, *, form: str = "PNG", mode: str = "RGB") -> bytes:
    out = io.BytesIO()
    Image.new(mode, (width, height)).save(out, form)
    return out.getvalue()
