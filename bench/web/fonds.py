"""A believable fonds: dossiers and their pieces, as the records of a package, the same from the same seed."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Any
from uuid import UUID

from bench.payload import WORDS
from chartrier.records.identifiers import member_id

PER_DOSSIER = 40
FREQUENT, COMMON, RARE = "facture", "cimetière", "zéphyrine"
"""Words in one piece of two, in one of some fifty, and in one of twenty thousand (one at least of each versement)."""
RARE_EVERY = 20_000
SERVICES = tuple(
    f"SERVICE-{name}" for name in ("FINANCES", "URBANISME", "ETAT-CIVIL", "ECOLES", "VOIRIE", "CULTURE", "POLICE", "RH")
)
NAMES = tuple(
    f"{first}{second}" for first in ("Mar", "Du", "Le", "Ber", "Gi", "Ro", "Pel", "Fau", "Cha", "Mo", "Bou", "Tri")
    for second in ("tin", "rand", "blanc", "nard", "raud", "ger", "letier", "cher", "pelle", "reau", "vier", "gnon")
)  # fmt: skip
FORMATS = (
    ("fmt/276", "Acrobat PDF 1.7", "application/pdf", "pdf", 60),
    ("fmt/412", "Microsoft Word for Windows", "application/msword", "docx", 20),
    ("x-fmt/111", "Plain Text File", "text/plain", "txt", 15),
    ("fmt/43", "JPEG File Interchange Format", "image/jpeg", "jpg", 5),
)
TABLE = """RuleId,RuleType,RuleValue,RuleDescription,RuleDuration,RuleMeasurement
DUA-LONGUE,AppraisalRule,D'un dossier,,30,Year
DUA-BREVE,AppraisalRule,D'une pièce,,10,Year
ACCES,AccessRule,Vie privée,,50,Year
DUC,StorageRule,Base active,,1,Year
"""
"""The rules that its units name."""
FIRST_DAY = date(1990, 1, 1)


@dataclass(frozen=True, slots=True)
class Lot:
    """One versement of the fonds: `units` in all, dossiers of `PER_DOSSIER` pieces, numbered `number` in its tenant."""

    package: UUID
    number: int
    units: int

    @property
    def dossiers(self) -> int:
        return -(-self.units // (PER_DOSSIER + 1))

    @property
    def pieces(self) -> int:
        return self.units - self.dossiers


def units(lot: Lot) -> Iterator[dict[str, Any]]:
    """The lines of `units.jsonl` (docs/format.md §2.3): the dossiers, then the pieces, each with its group."""
    random = Random(lot.number)
    for dossier in range(lot.dossiers):
        day = _day(random)
        yield _unit(
            lot.package, dossier + 1, None, None,
            {
                "DescriptionLevel": ["RecordGrp"], "Title": [f"Dossier {random.choice(WORDS)} {lot.number}-{dossier}"],
                "OriginatingAgency": [{"Identifier": [random.choice(SERVICES)]}],
            },
            {"AppraisalRule": [{"Rule": ["DUA-LONGUE"], "StartDate": [str(day)], "FinalAction": ["Destroy"]}]},
        )  # fmt: skip
    for piece in range(lot.pieces):
        number = lot.dossiers + 3 * piece
        yield _unit(
            lot.package, number + 1, piece % lot.dossiers + 1, number + 2, _content(random, lot, piece),
            _management(random, piece),
        )  # fmt: skip


def objects(lot: Lot) -> Iterator[dict[str, Any]]:
    """The lines of `objects.jsonl` (§2.4), one of each piece."""
    random = Random(-lot.number)
    weights = [each[-1] for each in FORMATS]
    for piece in range(lot.pieces):
        number = lot.dossiers + 3 * piece
        puid, name, mime, extension, _ = random.choices(FORMATS, weights)[0]
        size = random.randrange(2_000, 900_000)
        sha512 = hashlib.sha512(f"{lot.package} {piece}".encode()).hexdigest()
        file = f"piece-{lot.number:03d}-{piece:06d}.{extension}"
        yield {
            "declared": {"digest": f"sha512:{sha512}", "format": puid, "size": size}, "digests": {"sha512": sha512},
            "filename": file,
            "format": {"basis": "", "mime": mime, "name": name, "puid": puid, "version": "", "warning": ""},
            "group": str(member_id(lot.package, number + 2)), "group_metadata": None, "group_xml_id": f"G{piece}",
            "id": str(member_id(lot.package, number + 3)), "kind": "binary", "line": piece + 1,
            "location": {"path": "objets-0001.zip", "offset": 0, "length": size},
            "metadata": {"@id": f"O{piece}", "DataObjectVersion": ["BinaryMaster_1"], "Uri": [f"content/{file}"]},
            "size": size, "uri": f"content/{file}", "usage": "BinaryMaster", "version": 1, "xml_id": f"O{piece}",
        }  # fmt: skip


def words_of_texts(lot: Lot) -> Iterator[tuple[UUID, str | None]]:
    """What documents say, by object: scans (three of four) say nothing."""
    random = Random(lot.number * 7 + 1)
    for piece in range(lot.pieces):
        said = " ".join(random.choices(WORDS, k=60)) + f" {random.choice(NAMES)}" if piece % 4 == 0 else None
        yield member_id(lot.package, lot.dossiers + 3 * piece + 3), said


def _content(random: Random, lot: Lot, piece: int) -> dict[str, Any]:
    day = _day(random)
    words = random.choices(WORDS, k=8)
    if piece % 2 == 0:
        words.append(FREQUENT)
    if piece % RARE_EVERY == 3:
        words.append(RARE)
    return {
        "DescriptionLevel": ["Item"], "Title": [f"{words[0].capitalize()} {words[1]} n° {lot.number}-{piece:06d}"],
        "Description": [f"{' '.join(words[2:])}, {random.choice(NAMES)} {random.choice(NAMES)}, exercice {day.year}"],
        "StartDate": [str(day)], "EndDate": [str(day + timedelta(days=random.randrange(60)))],
    }  # fmt: skip


def _management(random: Random, piece: int) -> dict[str, Any] | None:
    day = str(_day(random))
    if piece % 10 == 0:
        return {"AppraisalRule": [{"Rule": ["DUA-BREVE"], "StartDate": [day], "FinalAction": ["Destroy"]}]}
    if piece % 5 == 1:
        return {"AccessRule": [{"Rule": ["ACCES"], "StartDate": [day]}]}
    return None


def _day(random: Random) -> date:
    return FIRST_DAY + timedelta(days=random.randrange(12_500))


def _unit(
    package: UUID, number: int, parent: int | None, group: int | None, content: dict[str, Any], management: Any
) -> dict[str, Any]:
    return {
        "id": str(member_id(package, number)), "xml_id": f"U{number}", "line": number, "profile": None,
        "parents": [] if parent is None else [str(member_id(package, parent))], "attached_to": [],
        "groups": [] if group is None else [str(member_id(package, group))], "content": content,
        "management": management,
    }  # fmt: skip
