"""Small documents of each kind, made here."""

from __future__ import annotations

import base64
import io
import struct
import zipfile
import zlib
from collections.abc import Sequence
from email.message import EmailMessage
from typing import Any

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
    return _assembled(objects, f"/Root 1 0 R /Info {len(objects)} 0 R")


def _assembled(objects: Sequence[bytes], root: str) -> bytes:
    out = bytearray(b"%PDF-1.4\n")
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n".encode() + body + b"\nendobj\n"
    start = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    out += b"".join(f"{place:010d} 00000 n \n".encode() for place in places)
    trailer = f"<< /Size {len(objects) + 1} {root} >>"
    out += f"trailer\n{trailer}\nstartxref\n{start}\n%%EOF\n".encode()
    return bytes(out)


def form() -> bytes:
    """A PDF with a page of a form: a field that is drawn, one that is not, one that a script would fill with "PIRATE",
    a password, one that is hidden, and a signature that is seen.
    """
    script = "/OpenAction << /S /JavaScript /JS (this.getField\\('Nom'\\).value='PIRATE') >>"
    fields = "/Annots [6 0 R 8 0 R 10 0 R 11 0 R 12 0 R 13 0 R]"
    field = "<< /Type /Annot /Subtype /Widget /F 4 /DA (/F1 12 Tf 0 g) /FT"
    objects = [
        f"<< /Type /Catalog /Pages 2 0 R {script} /AcroForm << /Fields {fields.partition(' ')[2]}"
        " /DR << /Font << /F1 3 0 R >> >> >> >>",
        "<< /Type /Pages /Kids [4 0 R] /Count 1 >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 5 0 R"
        f" /Resources << /Font << /F1 3 0 R >> >> {fields} >>",
        _drawn("Demande"),
        f"{field} /Tx /T (Nom) /TU (Nom du demandeur) /V (Dupontel) /Rect [40 700 340 730] /AP << /N 7 0 R >> >>",
        _drawn("Dupontel"),
        f"{field} /Sig /T (Signature1) /TU (Visa du maire) /Rect [40 600 340 630] /AP << /N 9 0 R >> >>",
        _drawn("Certifié par Marchandeau"),
        f"{field} /Tx /T (Ville) /V (Besancourt) /Rect [40 500 340 530] >>",
        f"{field} /Tx /Ff 8192 /T (Code) /V (secretissime) /Rect [40 400 340 430] >>",
        f"{field} /Tx /T (Ancien) /V (invisible) /Rect [40 300 340 330] >>".replace("/F 4", "/F 2"),
        f"{field} /Tx /T (Long) /V (suite qui depasse) /Rect [40 200 60 210] /AP << /N 14 0 R >> >>",
        _drawn("…"),
    ]
    return _assembled([each.encode("cp1252") for each in objects], "/Root 1 0 R")


def _drawn(words: str) -> str:
    body = f"BT /F1 18 Tf 2 8 Td ({words}) Tj ET"
    head = "/Type /XObject /Subtype /Form /BBox [0 0 300 30] /Resources << /Font << /F1 3 0 R >> >>"
    return f"<< {head} /Length {len(body)} >>\nstream\n{body}\nendstream"


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


def forwarding(depth: int) -> bytes:
    """An e-mail that forwards another, that forwards another."""
    inner = EmailMessage()
    inner["From"], inner["Subject"] = "Riverain <riverain@exemple.fr>", "Nuisances du chantier"
    inner.set_content("Le marteau-piqueur commence à cinq heures.\n")
    inner.add_attachment(b"RIFF", maintype="audio", subtype="wav", filename="bruit.wav")
    for number in range(depth):
        outer = EmailMessage()
        outer["From"], outer["Subject"] = f"Agent {number} <agent@exemple.fr>", f"TR {number}"
        outer.set_content(f"Pour suite à donner, rang {number}.\n")
        outer.add_attachment(inner)
        inner = outer
    return inner.as_bytes()


def picture(width: int = 60, height: int = 40, *, form: str = "PNG", mode: str = "RGB") -> bytes:
    out = io.BytesIO()
    Image.new(mode, (width, height)).save(out, form)
    return out.getvalue()


HEIC = base64.b64decode(
    "AAAAHGZ0eXBoZWljAAAAAG1pZjFoZWljbWlhZgAAAXxtZXRhAAAAAAAAACFoZGxyAAAAAAAAAABwaWN0AAAAAAAAAAAAAAAAAAAAACJpbG9jAAAAAERAAA"
    "EAAQAAAAABoAABAAAAAAAAACoAAAAjaWluZgAAAAAAAQAAABVpbmZlAgAAAAABAABodmMxAAAAAA5waXRtAAAAAAABAAAA/GlwcnAAAADcaXBjbwAAAHVo"
    "dmNDAQNwAAAAkAAAAAAAHvAA/P34+AAADwNgAAEAGEABDAH//wNwAAADAJAAAAMAAAMAHroCQGEAAQApQgEBA3AAAAMAkAAAAwAAAwAeoCCBBZbqrprm4C"
    "GgwIAAAAyAAAADAIRiAAEABkQBwXPBiQAAABNjb2xybmNseAABAA0ABoAAAAAUaXNwZQAAAAAAAABAAAAAQAAAAChjbGFwAAAAIAAAAAEAAAAYAAAAAf//"
    "/+AAAAAC////2AAAAAIAAAAQcGl4aQAAAAADCAgIAAAAGGlwbWEAAAAAAAAAAQABBYECAwWEAAAAMm1kYXQAAAAmKAGvGSFeQkDvXaW//34+/1mF/iVbfK"
    "ZKppcE14iZCwOBgI2RnTg="
)
"""A red picture of 32 by 24, as a telephone writes it."""


def bomb() -> bytes:
    """A PNG that says it has billions of pixels."""
    head = struct.pack(">IIBBBBB", 60_000, 60_000, 8, 2, 0, 0, 0)
    data = b"\x89PNG\r\n\x1a\n"
    for name, body in ((b"IHDR", head), (b"IDAT", zlib.compress(b"")), (b"IEND", b"")):
        data += struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))
    return data


def plan(form: str, **options: Any) -> bytes:
    """An A0 that was scanned: black on one side, white on the other, with a line there of two dots across."""
    out = io.BytesIO()
    sheet = Image.new("1" if form == "TIFF" else "RGB", (14_043, 9_933), "white")
    sheet.paste("black", (0, 0, 7_000, 9_933))
    sheet.paste("black", (12_000, 0, 12_002, 9_933))
    sheet.save(out, form, **options)
    return out.getvalue()


def deep(mode: str, form: str = "TIFF") -> bytes:
    """A scale of greys in more than 8 bits, from black to white."""
    scale = {"I;16": 16, "I": 100_000, "F": 1 / 255}[mode]
    greys = Image.linear_gradient("L").convert("I" if mode == "I" else "F")
    out = io.BytesIO()
    made = greys.point(lambda grey: grey * scale)
    (made.convert("I").convert(mode) if mode == "I;16" else made).save(out, form)
    return out.getvalue()


def tiff(*sizes: tuple[int, int]) -> bytes:
    """A file of several pictures, as scanners make them."""
    out = io.BytesIO()
    first, *others = [Image.new("L", size, 200) for size in sizes]
    first.save(out, "TIFF", save_all=True, append_images=others)
    return out.getvalue()


def msg(subject: str, body: str, sender: str, attachment: str) -> bytes:
    """A message of Outlook: properties as streams of a compound file ([MS-OXMSG], [MS-CFB])."""
    texts = {0x0037: subject, 0x1000: body, 0x0C1F: sender, 0x001A: "IPM.Note"}
    inner = {0x3707: attachment, 0x370E: "application/pdf"}
    return _compound(
        {
            **_properties(texts, b"\0" * 32),
            "__attach_version1.0_#00000000": _properties(inner, b"\0" * 8, {0x3701: b"%PDF-1.4"}),
        }
    )


def _properties(texts: dict[int, str], head: bytes, files: dict[int, bytes] | None = None) -> dict[str, bytes]:
    streams, table = {}, head
    values = [(0x001F, number, text.encode("utf-16-le")) for number, text in texts.items()]
    for kind, number, data in [*values, *((0x0102, number, data) for number, data in (files or {}).items())]:
        streams[f"__substg1.0_{number:04X}{kind:04X}"] = data
        table += struct.pack("<HHIII", kind, number, 6, len(data) + 2 * (kind == 0x001F), 0)
    return {"__properties_version1.0": table, **streams}


def _compound(tree: dict[str, object]) -> bytes:
    """Storages and small streams, all of them in the mini stream."""
    entries: list[list[object]] = [["Root Entry", 5, None, -1, -1]]

    def add(storage: int, held: dict[str, object]) -> None:
        before = -1
        for name, content in held.items():
            number = len(entries)
            entries.append([name, 1 if isinstance(content, dict) else 2, content, -1, -1])
            entries[storage if before < 0 else before][4 if before < 0 else 3] = number
            before = number
            if isinstance(content, dict):
                add(number, content)

    add(0, tree)
    small, chain = b"", list[int]()
    places = []
    for _, _, content, _, _ in entries:
        data = content if isinstance(content, bytes) else b""
        places.append((len(chain) if data else -2, len(data)))
        count = -(-len(data) // 64)
        chain += [*(len(chain) + each for each in range(1, count)), -2][: max(count, 0)]
        small += data.ljust(count * 64, b"\0")
    sectors, fat = b"", list[int]()

    def put(data: bytes, filling: bytes = b"\0") -> int:
        nonlocal sectors
        first, count = len(fat), -(-len(data) // 512)
        fat.extend([*(first + each for each in range(1, count)), -2])
        sectors += data.ljust(count * 512, filling)
        return first

    places[0] = (put(small), len(small))
    mini_table = put(b"".join(struct.pack("<i", each) for each in chain), b"\xff")
    directory = b""
    for (name, kind, _, following, child), (start, size) in zip(entries, places, strict=True):
        title = str(name).encode("utf-16-le") + b"\0\0"
        directory += title.ljust(64, b"\0") + struct.pack("<HBBiii", len(title), kind, 1, -1, following, child)
        directory += b"\0" * 36 + struct.pack("<iQ", start, size)
    first = put(directory)
    table = len(fat)
    fat.append(-3)
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 16 + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + b"\0" * 6
    head += struct.pack("<IIiIIiIiI", 0, 1, first, 0, 4096, mini_table, 1, -2, 0)
    head += struct.pack("<i", table) + struct.pack("<i", -1) * 108
    return head + sectors + b"".join(struct.pack("<i", each) for each in fat).ljust(512, b"\xff")
