"""What lies beside the copy in the folder of a collectivité that leaves: for people, and for other programs."""

from __future__ import annotations

import csv
import hashlib
import json
import os
from collections.abc import Iterable, Iterator
from datetime import datetime
from importlib.resources import files
from pathlib import Path
from typing import Any
from uuid import UUID

from chartrier import __version__
from chartrier.catalog.acts.register import every_act
from chartrier.catalog.archive import questions
from chartrier.catalog.archive.leaving import Leaving, Selection, leaving
from chartrier.catalog.archive.models import Versement
from chartrier.catalog.people import directory
from chartrier.clock import day_of
from chartrier.copies.copies import Copies
from chartrier.journal.checkpoint import VerifierKey
from chartrier.records.canonical import canonical
from chartrier.records.tenant import Tenant
from chartrier.rules.series.cells import guarded
from chartrier.seda.values import first_child, text_of
from chartrier.vault.durability import sync

SUMS = "SHA512SUMS"
UNITS = ("unité", "versement", "parents", "titre", "niveau", "début", "fin", "objets")
OBJECTS = ("objet", "versement", "groupe", "usage", "version", "nom", "octets", "format", "sha512", "chemin")

READ_ME = """\
Départ de la collectivité {name} ({code})
{rule}

Fait le {day} par Chartrier {version}. Acte de restitution : {act}.

Ce dossier contient tout ce que l'archive détenait pour cette collectivité. Aucun logiciel particulier n'est nécessaire
pour le lire ni pour le vérifier : format.md décrit tout.

  copie/{code}/    les paquets (OCFL 1.1) et le journal, tels que chaque copie les détenait, avec la clé publique
  cles.txt            la clé publique du journal et son empreinte, à comparer à celle que vous avez notée
  unites.csv          les unités d'archives ; objets.csv : les objets et leurs empreintes
  actes.jsonl         les actes, un par ligne (JSON), dans l'ordre
  personnes.csv       qui est qui : le journal ne nomme les personnes que par leur identifiant
  reglages.json       les réglages de la collectivité
  seda/               un paquet SEDA par versement accepté, si cela a été demandé
  format.md           le format, en entier
  SHA512SUMS          l'empreinte de chaque fichier :  sha512sum -c SHA512SUMS

Vérifier avec Chartrier : CHARTRIER_COPIES="depart=CE-DOSSIER/copie" chartrier verify --tenant {code}

Ce qui reste après ce départ
----------------------------

Rien n'a été détruit par ce départ : l'archive garde ses copies jusqu'à ce que leur destruction soit ordonnée par un
acte à part, prouvé de la même manière. L'acte de restitution ci-dessus est dans le journal que vous emportez.

Après une telle destruction, l'archive garde : le journal (identifiants, empreintes, nombres, dates et motifs, sans
titre ni nom), et ce que la loi ou la convention l'oblige à garder. Sont détruits dans toutes les copies : les
documents, leurs descriptions et leurs bordereaux, l'index. Les sauvegardes de la base disparaissent à leur terme.
La clé privée du journal n'est pas remise : elle ne sert qu'à signer la suite de ce journal, dans cette archive.
"""


def write_papers(folder: Path, tenant: Tenant, act: UUID, copies: Copies) -> None:
    """Write them all, in place of those of an earlier try. Raises OSError, Unavailable."""
    key = VerifierKey(tenant.origin, tenant.public_key)
    _write(folder / "cles.txt", f"{key}\nempreinte {key.fingerprint}\n")
    _write(folder / "format.md", files("chartrier.administration").joinpath("format.md").read_text("utf-8"))
    _write(folder / "reglages.json", json.dumps(_settings(tenant), ensure_ascii=False, indent=1, sort_keys=True) + "\n")
    _write(folder / "LISEZMOI.txt", _read_me(tenant, act, copies.clock()))
    _write_acts(folder / "actes.jsonl", tenant)
    _write_table(folder / "personnes.csv", ("personne", "nom", "rôles"), _persons(tenant))
    accepted = [each.id for each in accepted_versements(tenant)]
    with leaving(tenant.key, Selection(versements=accepted)) as held:
        _write_table(folder / "unites.csv", UNITS, _units(held))
        _write_table(folder / "objets.csv", OBJECTS, _objects(held))


def _settings(tenant: Tenant) -> dict[str, Any]:
    return {"code": tenant.code, "siren": tenant.siren, "name": tenant.name, "policy": tenant.policy.as_json()}


def _read_me(tenant: Tenant, act: UUID, now: datetime) -> str:
    title = f"Départ de la collectivité {tenant.name} ({tenant.code})"
    return READ_ME.format(
        name=tenant.name,
        code=tenant.code,
        rule="=" * len(title),
        day=day_of(now).strftime("%d/%m/%Y"),
        version=__version__,
        act=act,
    )


def _persons(tenant: Tenant) -> Iterator[tuple[object, ...]]:
    """Those who have a role, or who acted."""
    roles: dict[UUID, list[str]] = {}
    for person, role in directory.members(tenant.key):
        roles.setdefault(person, []).append(role)
    acted = {each.by for each in every_act(tenant.key)}
    for each in directory.persons():
        if each.id in roles or str(each.id) in acted:
            yield each.id, each.name, " ".join(sorted(roles.get(each.id, ())))


def _units(held: Leaving) -> Iterator[tuple[object, ...]]:
    for row in held.read_units():
        title, level, start, end = (
            text_of(first_child(row.content, name)) or ""
            for name in ("Title", "DescriptionLevel", "StartDate", "EndDate")
        )
        above = " ".join(str(parent) for parent in questions.parents_of([held.tenant], row.id))
        yield row.id, row.versement, above, title, level, start, end, len(row.groups)


def _objects(held: Leaving) -> Iterator[tuple[object, ...]]:
    for rows in held.read_groups():
        for row in rows:
            name = (row.format or {}).get("name")
            yield (
                row.id, row.versement, row.group, row.usage, row.version, row.filename, row.size, name,
                row.digests.get("sha512"), row.path,
            )  # fmt: skip


def accepted_versements(tenant: Tenant) -> Iterator[Versement]:
    """Every accepted versement, the last one first, read some at a time."""
    before: UUID | None = None
    while page := questions.versements([tenant.key], before=before, limit=questions.CHUNK):
        yield from (each for each in page if each.state == Versement.State.ACCEPTED)
        before = page[-1].id


def _write_acts(target: Path, tenant: Tenant) -> None:
    with target.open("wb") as file:
        for each in every_act(tenant.key):
            file.write(canonical(each.record) + b"\n")
        _make_durable(file.fileno(), file)


def _write_table(target: Path, head: Iterable[str], rows: Iterable[Iterable[object]]) -> None:
    with target.open("w", encoding="utf-8-sig", newline="") as file:
        table = csv.writer(file, delimiter=";", lineterminator="\r\n")
        table.writerow(head)
        for row in rows:
            table.writerow([guarded("" if cell is None else str(cell)) for cell in row])
        _make_durable(file.fileno(), file)


def _write(target: Path, text: str) -> None:
    with target.open("w", encoding="utf-8") as file:
        file.write(text)
        _make_durable(file.fileno(), file)


def _make_durable(descriptor: int, file: Any) -> None:
    file.flush()
    os.fsync(descriptor)


def write_sums(folder: Path) -> None:
    """The SHA-512 of every file, as `sha512sum -c` reads them; durable with the folder on return."""
    sums = folder / SUMS
    with sums.open("w", encoding="utf-8") as file:
        for place, folders, names in os.walk(folder):
            folders.sort()
            for name in sorted(names):
                path = Path(place, name)
                if path != sums:
                    with path.open("rb") as stream:
                        digest = hashlib.file_digest(stream, "sha512").hexdigest()
                    file.write(f"{digest}  {path.relative_to(folder)}\n")
        _make_durable(file.fileno(), file)
    sync(folder)
