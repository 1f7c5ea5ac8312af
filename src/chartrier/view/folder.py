"""The conformity folder of a tenant: what the archive shows of itself, theme by theme, with the files it stands on.

It says what the program is designed for and what is true on a day. It is no certification.
"""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from collections.abc import Mapping, Sequence
from datetime import datetime

from chartrier.copies.copies import Copies
from chartrier.papers import words
from chartrier.papers.blocks import Cell, Column, Facts, Heading, List, Paper, Table, Text, Title
from chartrier.registers.register import collectivite
from chartrier.view.evidence import Evidence, evidence
from chartrier.view.folder_page import page_of
from chartrier.view.spreadsheet import Form, written
from chartrier.view.tenant_view import TenantView
from chartrier.view.themes import THEMES, Answer, Shown, Theme

DESIGNED = (
    "Chartrier est conçu pour répondre aux thèmes de la norme NF Z42-013 (ISO 14641), au code du patrimoine et "
    "au RGPD.",
    "Ce dossier n'est ni une certification, ni une attestation de conformité : la certification NF 461 s'attache à une "
    "solution nommée, après audit par un organisme. Il dit ce que l'archive montre d'elle-même ce jour-là, et "
    "ce qui manque.",
)

READ_ME = """Dossier de conformité de {name} (SIREN {siren}), au {day}.

Ce dossier dit ce que l'archive montre d'elle-même ce jour-là. Ce n'est pas une certification.

dossier.pdf       le dossier, thème par thème
dossier.html      le même, dont les liens ouvrent les preuves (décompressez d'abord)
dossier.json      le même, pour une machine
vue.csv, vue.ods  la vue de la collectivité : une ligne par série
preuves/          ce sur quoi le dossier s'appuie
SHA256SUMS        l'empreinte de chaque fichier : sha256sum -c SHA256SUMS

Pour vérifier le journal sans cette archive : la clé publique est dans preuves/journal.cle, la tête signée que
tient chaque copie dans preuves/checkpoints/ (format tlog-checkpoint). « chartrier verify » relit une copie entière.
"""

_DATE = (1980, 1, 1, 0, 0, 0)
"""Of each member: the same folder has the same bytes."""


def folder(view: TenantView, copies: Copies) -> bytes:
    """The folder as a zip. Raises Unavailable when the document cannot be laid out (PAP-001)."""
    made = copies.clock()
    found, answers = shown_of(view, copies)
    files = {
        "LISEZ-MOI.txt": READ_ME.format(
            name=view.tenant.name, siren=view.tenant.siren, day=words.day(view.on)
        ).encode(),
        "dossier.pdf": _paper(found, answers, made).pdf(),
        "dossier.json": _as_json(found, answers),
        "dossier.html": page_of(view.tenant.name, view.tenant.siren, words.day(view.on), DESIGNED, answers),
        "vue.csv": written(view, Form.CSV, "fr"),
        "vue.ods": written(view, Form.ODS, "fr"),
        **found.files,
    }
    sums = "".join(f"{hashlib.sha256(data).hexdigest()}  {name}\n" for name, data in sorted(files.items()))
    return _zipped({**files, "SHA256SUMS": sums.encode()})


def shown_of(view: TenantView, copies: Copies) -> tuple[Evidence, list[tuple[Theme, Answer]]]:
    """What is found, and what it answers to each theme."""
    found = evidence(view, copies)
    return found, [(theme, theme.answer(found)) for theme in THEMES]


def lacking(answers: Sequence[tuple[Theme, Answer]]) -> list[str]:
    """What is not wholly shown, in sentences."""
    return [f"{theme.title} : {answer.said}" for theme, answer in answers if answer.shown is not Shown.YES]


def _paper(found: Evidence, answers: Sequence[tuple[Theme, Answer]], made: datetime) -> Paper:
    view = found.view
    named = collectivite(view.tenant)
    held = view.checked.situation.whole
    columns = (Column("Thème", 34), Column("Conçu pour"), Column("Ce jour"), Column("Preuves", 44))
    rows = [
        (
            Cell(theme.title, (theme.texts,)),
            Cell(theme.wanted, (theme.designed,)),
            Cell(answer.shown.value, (answer.said,)),
            Cell(", ".join(answer.files) or "—"),
        )
        for theme, answer in answers
    ]
    return Paper(
        title=f"Dossier de conformité, {words.day(view.on)}",
        head=named.named,
        reference=f"Dossier de conformité, {words.day(view.on)}",
        blocks=[
            Title("Dossier de conformité", ("Conçu pour NF Z42-013, le code du patrimoine et le RGPD ; non certifié",)),
            Text(DESIGNED),
            Facts(
                (
                    ("Collectivité", named.named),
                    ("État au", words.day(view.on)),
                    ("Contenu", f"{words.count(held.units, 'unité')}, {words.amount(held.bytes)}"),
                    ("Journal", words.count(found.status.entries, "inscription")),
                    ("Copies", words.count(len(found.status.copies), "copie")),
                )
            ),
            Heading("Thème par thème"),
            Table(columns, rows),
            Heading("Ce qui reste à montrer"),
            List(tuple(lacking(answers))),
        ],
        made=made,
        foot=(f"Édité le {words.day(view.on)} ; ce dossier n'est pas une certification",),
        landscape=True,
        author=named.name,
    )


def _as_json(found: Evidence, answers: Sequence[tuple[Theme, Answer]]) -> bytes:
    value = {
        "siren": found.view.tenant.siren,
        "name": found.view.tenant.name,
        "day": found.view.on.isoformat(),
        "certified": False,
        "themes": [
            {
                "theme": theme.code,
                "title": theme.title,
                "texts": theme.texts,
                "wanted": theme.wanted,
                "designed_for": theme.designed,
                "shown": answer.shown.name.lower(),
                "today": answer.said,
                "evidence": list(answer.files),
            }
            for theme, answer in answers
        ],
    }
    return json.dumps(value, ensure_ascii=False, indent=1).encode() + b"\n"


def _zipped(files: Mapping[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in sorted(files.items()):
            member = zipfile.ZipInfo(name, _DATE)
            member.compress_type = zipfile.ZIP_DEFLATED
            member.external_attr = 0o644 << 16
            archive.writestr(member, data)
    return stream.getvalue()
