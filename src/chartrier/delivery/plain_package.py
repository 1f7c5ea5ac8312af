"""A plain zip: documents in folders that bear the titles of their units, a page to read first, a table of them."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import datetime
from html import escape
from pathlib import Path
from typing import Any, BinaryIO, TextIO
from urllib.parse import quote
from uuid import UUID

from chartrier.catalog.archive.leaving import Leaving, Selection, TreeRow, leaving
from chartrier.clock import day_of
from chartrier.copies.copies import Copies
from chartrier.copies.documents import Located
from chartrier.delivery.parcel import Files, Parcel, Tell, number, silent, write_parcel
from chartrier.delivery.seda_package import require_there
from chartrier.packages.file_names import readable_name, safe_extension
from chartrier.papers import words
from chartrier.records.finding import Findings
from chartrier.records.tenant import Tenant
from chartrier.rules.series.cells import guarded
from chartrier.seda.values import children, first_child, text_of

INDEX, TABLE = "index.html", "index.csv"
DEEPEST = 6
"""Folders within folders: what lies deeper goes into the last one, its place told by its number."""

COLUMNS = (
    "chemin",
    "titre",
    "niveau",
    "début",
    "fin",
    "unité",
    "objet",
    "usage",
    "version",
    "format",
    "octets",
    "sha512",
)

_HEAD = """\
<!DOCTYPE html>
<html lang="fr">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>Documents remis par {tenant}</title>
<style>
body {{ font: 1.05em/1.5 sans-serif; max-width: 60em; margin: 2em auto; padding: 0 1em }}
body {{ color: #1a1a1a; background: #fff }}
ul {{ list-style: none; padding-left: 1.5em }}
li {{ margin: .4em 0 }}
.titre {{ font-weight: bold }}
.dit {{ color: #444; margin: 0; white-space: pre-line }}
a {{ color: #003d99 }}
a:focus {{ outline: 3px solid #003d99 }}
</style>
</head>
<body>
<main>
<h1>Documents remis par {tenant}</h1>
<p>Le {day} : {units}, {objects}, {amount}. Le fichier <a href="index.csv">index.csv</a>
donne la même liste pour un tableur, avec l'empreinte SHA-512 de chaque document.</p>
<h2>Contenu</h2>
"""
_TAIL = "</main>\n</body>\n</html>\n"


def write_plain(
    out: BinaryIO,
    selection: Selection,
    tenant: Tenant,
    copies: Copies,
    workshop: Path,
    now: datetime,
    tell: Tell = silent,
) -> Parcel:
    """Write the zip to a new file, durable on return. Memory does not grow with it. Raises as `write_seda`."""
    findings, files = Findings(), Files(workshop / "files")
    page, table = workshop / INDEX, workshop / TABLE
    with leaving(tenant.key, selection) as held:
        require_there(held, selection, findings)
        tell("descriptions", 0, held.units)
        parcel = number(held, "simple", findings)
        with page.open("x", encoding="utf-8") as html, table.open("x", encoding="utf-8-sig", newline="") as rows:
            html.write(_head(held, tenant, now))
            _write_contents(held, html, rows, files, tenant)
            html.write(_TAIL)
    write_parcel(out, [(INDEX, page), (TABLE, table)], files, workshop, tenant, copies, parcel, tell)
    return parcel


def _head(held: Leaving, tenant: Tenant, now: datetime) -> str:
    return _HEAD.format(
        tenant=escape(tenant.name),
        day=words.short_day(day_of(now)),
        units=words.count(held.units, "unité d'archives", "unités d'archives"),
        objects=words.count(held.objects, "document"),
        amount=words.amount(held.bytes),
    )


def _write_contents(held: Leaving, html: TextIO, rows: TextIO, files: Files, tenant: Tenant) -> None:
    """The nested list, the table and the documents, in one pass over the units."""
    table = csv.writer(rows, delimiter=";", lineterminator="\r\n")
    table.writerow(COLUMNS)
    folders: list[str] = []
    written: dict[UUID, str] = {}
    depth = 0
    for row in held.read_tree():
        level = len(row.way)
        html.write("<ul>\n" * (level - depth) if level > depth else "</li>\n" + "</ul>\n</li>\n" * (depth - level))
        depth = level
        del folders[level - 1 :]
        folder, name = _place(row, folders)
        folders.append(f"{folder}{name}/" if level <= DEEPEST else folder)
        html.write(f'<li><span class="titre">{escape(row.title or "Sans titre")}</span>\n{_told(row)}')
        held_files = list(_documents(row, folder, name, written, files, tenant))
        if held_files:
            html.write("<ul>\n" + "".join(map(_link, held_files)) + "</ul>\n")
        for path, held_object in held_files or [("", {})]:
            table.writerow([guarded(cell) for cell in _cells(row, path, held_object)])
    html.write("</li>\n</ul>\n" * depth)


def _place(row: TreeRow, folders: list[str]) -> tuple[str, str]:
    """The folder a unit lies in, and its name there: its rank among its siblings, then its title."""
    rank = f"{row.way[-1]:0{len(str(row.siblings))}d}"
    if len(row.way) > DEEPEST:
        rank = ".".join(map(str, row.way[DEEPEST - 1 :]))
    return folders[-1] if folders else "", f"{rank} {readable_name(row.title)}"


def _documents(
    row: TreeRow, folder: str, name: str, written: dict[UUID, str], files: Files, tenant: Tenant
) -> Iterator[tuple[str, dict[str, Any]]]:
    """The files of a unit, each with its path; one that several units have lies with the first of them."""
    alone = len(row.objects) == 1 and not row.has_units
    for number_, held in enumerate(row.objects, 1):
        if held["path"] is None:
            yield "", held
            continue
        identifier = UUID(held["id"])
        path = written.get(identifier)
        if path is None:
            own = (held["filename"] or "").replace("\\", "/").rpartition("/")[2]
            extension = safe_extension(own)
            stem = own[: -len(extension)] if extension else own
            within = f"document {number_} {readable_name(stem or str(held['usage'] or ''))}{extension}"
            path = f"{folder}{name}{extension}" if alone else f"{folder}{name}/{within}"
            located = Located(
                tenant.code, identifier, held["path"], held["sha512"], held["offset"] or 0, held["length"]
            )
            files.add(path, located, held["size"] or 0)
            if held["shared"]:
                written[identifier] = path
        yield path, held


def _told(row: TreeRow) -> str:
    """What the page says below a title."""
    said = []
    dates = [words.short_day(day) for day in (row.start_date, row.end_date) if day is not None]
    if dates:
        said.append(" – ".join(dict.fromkeys(dates)))
    said += [text for value in children(row.content, "Description") if (text := text_of(value))]
    if row.parents > 1:
        said.append(f"Cette unité est rattachée à {row.parents} unités ; elle n'est montrée qu'ici.")
    said.append(f"Identifiant : {row.id}")
    return "".join(f'<p class="dit">{escape(text)}</p>\n' for text in said)


def _link(held: tuple[str, dict[str, Any]]) -> str:
    path, record = held
    if not path:
        return f"<li>{escape(str(record['usage'] or 'Objet'))} : objet physique, sans fichier</li>\n"
    about = ", ".join(
        str(part) for part in (record["usage"], record["format"], words.amount(record["size"] or 0)) if part
    )
    return f'<li><a href="{escape(quote(path))}">{escape(path.rpartition("/")[2])}</a> ({escape(about)})</li>\n'


def _cells(row: TreeRow, path: str, held: dict[str, Any]) -> list[str]:
    level = text_of(first_child(row.content, "DescriptionLevel")) or ""
    days = [day.isoformat() if day is not None else "" for day in (row.start_date, row.end_date)]
    of_object = [held.get(name) for name in ("id", "usage", "version", "format", "size", "sha512")]
    return [path, row.title, level, *days, str(row.id), *("" if cell is None else str(cell) for cell in of_object)]
