"""Make the SEDA 2.1 packages of the demonstration from `versements.toml` and `documents/`.

    python demo/build.py OUT_FOLDER

A package is a zip: `manifest.xml` at the root, the documents under `content/`. Members are stored, in order,
without dates of their own, so that the same sources give the same bytes everywhere.
"""

from __future__ import annotations

import io
import sys
import tomllib
import zipfile
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path, PurePosixPath
from typing import Any

from chartrier.clock import write_instant
from chartrier.records.digest import Digest
from chartrier.seda.bordereau import Agency, Header
from chartrier.seda.values import ElementValue
from chartrier.seda.writer import WrittenGroup, WrittenObject, WrittenUnit, write_bordereau

HERE = Path(__file__).resolve().parent
DOCUMENTS = HERE / "documents"

FORMATS = {
    ".pdf": ("PDF/A-2b", "application/pdf", "fmt/477"),
    ".xml": ("XML 1.0", "application/xml", "fmt/101"),
    ".csv": ("CSV", "text/csv", "x-fmt/18"),
    ".json": ("JSON", "application/json", "fmt/817"),
    ".jpg": ("JPEG 1.01", "image/jpeg", "fmt/43"),
}
"""What the sender declares of a document: name, MIME type and PRONOM identifier of its format."""

RULES = ("AppraisalRule", "AccessRule")
"""The keys of a unit that go into `Management`; every other one with a capital goes into `Content`."""


@dataclass
class Package:
    """What a package gathers while its tree is walked: object groups, and the bytes to put in the zip."""

    groups: list[WrittenGroup] = field(default_factory=list)
    files: dict[str, bytes] = field(default_factory=dict)
    units: int = 0


def build(folder: Path) -> list[Path]:
    """Write every package of `versements.toml` into `folder`, made if missing; their paths, in order."""
    plan = tomllib.loads((HERE / "versements.toml").read_text("utf-8"))
    described = {versement["package"]: versement for versement in plan["versement"]}
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for name, versement in described.items():
        tree = described[versement.get("same_units_as", name)]["unit"]
        path = folder / name
        path.write_bytes(package(header(plan, versement["header"]), tree, altered=versement.get("altered")))
        written.append(path)
    return written


def package(head: Header, tree: list[dict[str, Any]], *, altered: str | None = None) -> bytes:
    """One package of the units of `tree`. One byte of the document `altered` changes once declared."""
    gathered = Package()
    units = [unit(gathered, described) for described in tree]
    manifest = io.BytesIO()
    write_bordereau(manifest, head, groups=gathered.groups, units=units)
    members = {"manifest.xml": manifest.getvalue(), **gathered.files}
    if altered is not None:
        damaged = uri_of(altered)
        members[damaged] = with_one_byte_changed(members[damaged])
    return zipped(members)


def header(plan: dict[str, Any], given: dict[str, Any]) -> Header:
    commune, archives = agency(plan, "commune"), agency(plan, "archives")
    return Header(
        message_identifier=given["MessageIdentifier"],
        date=text(given["Date"]),
        comment=given["Comment"],
        archival_agreement=given["ArchivalAgreement"],
        archival_agency=archives,
        transferring_agency=commune,
        originating_agency=commune.identifier,
        submission_agency=commune.identifier,
        acquisition_information=given["AcquisitionInformation"],
        legal_status=given["LegalStatus"],
        code_list_versions=plan["code_lists"],
    )


def agency(plan: dict[str, Any], name: str) -> Agency:
    return Agency(plan["agency"][name]["Identifier"], plan["agency"][name]["Name"])


def unit(gathered: Package, described: dict[str, Any]) -> WrittenUnit:
    """A unit and those below it; ids follow the order of the tree."""
    gathered.units += 1
    xml_id = f"U{gathered.units:03d}"
    elements = {name: value for name, value in described.items() if name[0].isupper()}
    rules = {name: elements.pop(name) for name in RULES if name in elements}
    return WrittenUnit(
        xml_id,
        content=element(elements),
        management=element(rules) if rules else None,
        group=group(gathered, described),
        units=[unit(gathered, child) for child in described.get("unit", [])],
    )


def group(gathered: Package, described: dict[str, Any]) -> str | None:
    """The object group of a unit's document, on file or on paper; its id, None when it has no document."""
    number = len(gathered.groups) + 1
    if "file" in described:
        held = binary(gathered, f"O{number:03d}", described["file"])
    elif "physical" in described:
        held = WrittenObject(f"O{number:03d}", "PhysicalMaster_1", kind="physical", physical_id=described["physical"])
    else:
        return None
    gathered.groups.append(WrittenGroup(f"G{number:03d}", (held,)))
    return f"G{number:03d}"


def binary(gathered: Package, xml_id: str, name: str) -> WrittenObject:
    content = (DOCUMENTS / name).read_bytes()
    gathered.files[uri_of(name)] = content
    format_litteral, mime_type, format_id = FORMATS[PurePosixPath(name).suffix]
    return WrittenObject(
        xml_id,
        "BinaryMaster_1",
        uri=uri_of(name),
        digest=Digest.of("sha512", content),
        size=len(content),
        filename=PurePosixPath(name).name,
        format_litteral=format_litteral,
        mime_type=mime_type,
        format_id=format_id,
    )


def uri_of(name: str) -> str:
    """Where a document lies in its package; names are unique within one."""
    return f"content/{PurePosixPath(name).name}"


def element(value: Any) -> ElementValue:
    """A TOML value as an element value (docs/format.md, section 2.6)."""
    if not isinstance(value, dict):
        return text(value)
    return {
        name: [element(item) for item in (held if isinstance(held, list) else [held])] for name, held in value.items()
    }


def text(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime):
        return write_instant(value)
    return value.isoformat() if isinstance(value, date) else str(value)


def with_one_byte_changed(content: bytes) -> bytes:
    middle = len(content) // 2
    return content[:middle] + bytes([content[middle] ^ 1]) + content[middle + 1 :]


def zipped(members: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        for name, content in members.items():
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.create_system = 3
            entry.external_attr = 0o100644 << 16
            archive.writestr(entry, content)
    return out.getvalue()


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("usage : python demo/build.py DOSSIER")
    for made in build(Path(sys.argv[1])):
        sys.stdout.write(f"{made}\n")
