"""Orders of destruction for the tests: given, and what must hold afterwards wherever bytes may lie."""

from __future__ import annotations

import dataclasses
import hashlib
import json
import zipfile
import zlib
from collections.abc import Collection
from pathlib import Path
from typing import Any
from uuid import UUID

from chartrier.catalog.acts.register import Act as Recorded
from chartrier.catalog.acts.register import acts_about, acts_of
from chartrier.catalog.history.register import enter_history
from chartrier.copies.acting import Act, act
from chartrier.copies.copies import Copies
from chartrier.copies.destruction.ordering import Ordered, order
from chartrier.disposition.guards import listed, members_of, took
from chartrier.records.actor import Actor
from chartrier.records.identifiers import new_package_id
from chartrier.records.lists import write_units
from chartrier.records.roles import Role
from chartrier.records.tenant import Tenant
from chartrier.wiring import Wiring
from tests.actors import entered
from tests.conftest import Database, Server
from tests.ingest.archive import Bench
from tests.packages_of_ours import Document, Sip
from tests.vault.other_ocfl import complaints_about_object

TITLE = "Zéphyrine Quatremain"
"""The planted name."""

OPERATION = "retrait"
"""Of the orders of `eliminate`."""

PLANTED = b"dossier medical de la plante " * 3
"""The planted bytes."""


def planted_sip(message: str, kept: int = 3, going: int = 3, size: int = 1) -> Sip:
    """Documents that stay, and documents that go, with the planted name in all their words."""
    stay = [Document(f"reste-{n}.txt", f"reste {n}\n".encode() * size, f"Reste {n}") for n in range(kept)]
    go = [
        Document(
            f"quatremain-{n}.pdf",  # which it is not: a finding names it
            PLANTED * size + f"{n}".encode(),
            f"{TITLE} {n}",
            extra=f"<Description>Au sujet de {TITLE}</Description>",
        )
        for n in range(going)
    ]
    mixed = [each for pair in zip(stay, go, strict=False) for each in pair] + stay[going:] + go[kept:]
    return PlantedSip(message=message, title="Dossier", documents=mixed)


class PlantedSip(Sip):
    """The planted name is in the comment of the transfer too, in one of XML, and in the ids that findings place."""

    def bordereau(self) -> bytes:
        comment = f"<Comment>Au sujet de {TITLE}</Comment><!-- {TITLE} -->".encode()
        data = super().bordereau().replace(b"<Comment>Essai</Comment>", comment)
        assert comment in data
        for number, each in enumerate(self.documents):
            if TITLE in each.title:
                for letter in "OU":
                    plain, planted = (f'id="{letter}-{number}{end}"'.encode() for end in ("", "-quatremain"))
                    assert plain in data
                    data = data.replace(plain, planted)
        return data


def going_units(bench: Bench, outcome: Any) -> list[UUID]:
    """The units of a versement that have the planted name."""
    return [UUID(unit["id"]) for unit in bench.units(outcome) if TITLE in json.dumps(unit, ensure_ascii=False)]


def eliminate(bench: Bench, units: list[UUID], copies: Copies | None = None, **how: Any) -> Ordered:
    """Destroy these units by a withdrawal of two people, which needs no visa: bytes go alike by every order."""
    used = copies or bench.means.copies
    what, second = withdrawal(bench.archive, bench.tenant, units, bench.means.copies)
    return order(dataclasses.replace(what, **how), units, bench.tenant, used, second)


def withdrawal(archive: Wiring, tenant: Tenant, units: Collection[UUID], copies: Copies) -> tuple[Act, Actor]:
    """Ask for the withdrawal of exactly these units; what confirms it, and the person who may."""
    asking, second = entered(archive, tenant, Role.ARCHIVISTE), entered(archive, tenant, Role.RESPONSABLE)
    data, ground = write_units(units), {"ground": "mauvais-document", "units": listed(write_units(units))}
    identifier, now = new_package_id(copies.clock()), copies.clock()
    request = Act(
        OPERATION,
        {**members_of(took(asking, now)), **ground, "step": "demande", "proof": "x", "informed": "2026-01-01"},
        files={"units.jsonl": data},
        facts=lambda cursor: enter_history(cursor, tenant.key, identifier, units),
    )
    act(request, tenant, copies, asking, identifier)
    confirmed = {**members_of(took(second, now)), **ground, "step": "confirmation", "typed": len(units)}
    return Act(OPERATION, confirmed, identifier), second


def orders_of(tenant: Tenant) -> list[Recorded]:
    """The acts that ordered something, without those that asked for it."""
    return [each for each in acts_of(tenant.key, [OPERATION]) if each.record["step"] == "confirmation"]


def needles() -> list[bytes]:
    """The planted name and bytes, as they may be spelled."""
    return [TITLE.encode(), TITLE.encode("utf-16-le"), b"quatremain", b"zephyrin", PLANTED[:29]]


def files_with(folder: Path, wanted: list[bytes]) -> list[Path]:
    """Every file below in which one of these is, members of zips too."""
    found = []
    for path in sorted(folder.rglob("*")):
        if not path.is_file() or path.is_symlink():
            continue
        data = path.read_bytes()
        # what was sent by that name may be none
        if path.suffix == ".zip" and zipfile.is_zipfile(path):
            with zipfile.ZipFile(path) as archive:
                data += b"".join(archive.read(name) for name in archive.namelist())
        if any(each in data for each in wanted):
            found.append(path)
    return found


def rows_with(database: Database, wanted: list[bytes]) -> list[str]:
    """Every table in which one of these is."""
    found = []
    with database.connect("postgres") as connection:
        names = connection.execute(
            "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'"
        )
        for (name,) in names.fetchall():
            for (text,) in connection.execute(f'SELECT t::text FROM "{name}" t').fetchall():
                if any(each in text.encode() for each in wanted):
                    found.append(f"{name}: {text[:200]}")
    return found


def nothing_is_left(archive: Wiring, tenant: Tenant | None = None) -> None:
    """The planted name and bytes are in no file of the home, copies, staging and aside included.

    With `tenant`, in none that is of this tenant: others may have theirs.
    """
    code = tenant.code if tenant else ""
    assert files_with(archive.settings.staging, needles()) == []
    for folder in archive.settings.copies.values():
        assert files_with(folder / code, needles()) == []
    if tenant is None:
        assert files_with(archive.settings.home, needles()) == []


def packages_are_valid(archive: Wiring, tenant: Tenant) -> None:
    """Each package in each copy, for another implementation of OCFL; packs for another of zip."""
    for folder in archive.settings.copies.values():
        for path in (folder / tenant.code / "packages").glob("*/*/*"):
            if path.is_dir() and len(path.name) == 36:
                assert complaints_about_object(path) == "", path
                for pack in path.rglob("*.zip"):
                    with zipfile.ZipFile(pack) as archived:
                        assert archived.testzip() is None


def stored(archive: Wiring, tenant: Tenant, package: UUID) -> dict[str, bytes]:
    """What each surviving binary object of a package has for bytes, the same in every copy."""
    each = []
    for folder in archive.settings.copies.values():
        name = str(package)
        place = folder / tenant.code / "packages" / name[:4] / name[4:8] / name
        inventory = json.loads((place / "inventory.json").read_bytes())
        manifest = inventory["manifest"]
        state = {
            path: next(found for found in manifest[digest] if found.endswith(f"/content/{path}"))
            for digest, paths in inventory["versions"][inventory["head"]]["state"].items()
            for path in paths
        }
        objects = [json.loads(line) for line in (place / state["objects.jsonl"]).read_bytes().splitlines()]
        found = {}
        for record in objects:
            location = record["location"]
            data = (place / state[location["path"]]).read_bytes()
            if "offset" in location:
                data = data[location["offset"] : location["offset"] + location["length"]]
            assert hashlib.sha512(data).hexdigest() == record["digests"]["sha512"]
            found[record["id"]] = data
        each.append(found)
    assert all(other == each[0] for other in each)
    return each[0]


def database_of(archive: Wiring, server: Server) -> Database:
    assert archive.settings.database_url
    return Database(server, archive.settings.database_url.partition("@/")[2].partition("?")[0])


def operations_about(tenant: Tenant, ordered: UUID) -> list[str]:
    return [act.operation for act in acts_about(tenant.key, ordered)]


def crc_of_zeros(length: int) -> int:
    return zlib.crc32(bytes(length))
