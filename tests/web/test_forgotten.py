"""What is destroyed is forgotten beside the copies too: in every table, in every file, by every page that told it."""

from __future__ import annotations

import io
from importlib import import_module
from pathlib import Path
from typing import Any

import psycopg
import pypdf

from chartrier.administration.tenants import tenant_of
from chartrier.catalog.archive import questions
from chartrier.catalog.deposits.register import note_announced
from chartrier.catalog.redactions.register import redactions_of
from chartrier.catalog.requisitions.register import requisitions_of
from chartrier.catalog.works.register import newest
from chartrier.records.roles import Role
from chartrier.web.frame.archive import served
from chartrier.worker.reading import read_texts
from chartrier.worker.redacting import make_or_deposit
from chartrier.worker.working import do
from tests.actors import person_with
from tests.cli.commands import COMMUNE
from tests.conftest import Server
from tests.copies.destroying import database_of, files_with, rows_with
from tests.previews.samples import pdf
from tests.web.test_finding_and_reading import body

KEY = int(COMMUNE)
HERE = f"/{COMMUNE}"
NAME = "Ombeline Xaintrailles"
WANTED = [NAME.encode(), b"xaintrailles", b"Xaintrailles"]
PROOF = ("--motive", "mauvais-document", "--proof", "original-chez-le-producteur")
INFORMED = ("--ad-informed", "2026-11-27", "--ad-reference", "2026/45")


def deposited(client: Any, person: Any) -> str:
    """What is deposited by the pages, with the name in its title, in the name of its file and in its words."""
    file = io.BytesIO(pdf(f"Au sujet de {NAME}", "Deuxième page"))
    file.name = "courrier-xaintrailles.pdf"
    place = client.post(f"{HERE}/deposer/", {"series": "S010", "files": [file]})["Location"]
    answered = {"title": f"Courrier de {NAME}", "year": "2026", "digitised": "no"}
    work = client.post(place, answered)["Location"]
    do(served(), KEY, newest(KEY, person.pk)[0].id, last=True)
    return str(work)


def test_what_is_destroyed_is_nowhere(ruled: Any, site: Any, client_of: Any, server: Server, tmp_path: Path) -> None:
    database, chartrier = database_of(served(), server), site.chartrier
    author, reader = site.person("deposant", name="Qui Dépose"), site.person("archiviste", name="Qui Lit Tout")
    place = deposited(client_of(author), author)
    shown = body(client_of(author).get(place))
    assert f"Courrier de {NAME}" in shown
    unit = next(each for each in questions.newest([KEY], limit=50) if NAME in each.title)
    units = [unit, *questions.children_of([KEY], unit.id)]
    (document, found) = next((each, one) for each in units for one in questions.objects_of([KEY], each.id))

    # somebody has it made ready to be handed out, and has a copy of it redacted
    client = client_of(reader)
    client.post(f"{HERE}/selection/ajouter", {"unit": [str(unit.id)], "next": f"{HERE}/recherche/"})
    assert client.post(f"{HERE}/selection/", {"regime": "rights", "form": "plain"}).status_code == 302
    do(served(), KEY, requisitions_of(KEY, reader.pk)[0].work, last=True)
    address = f"{HERE}/archives/{document.id}/fichiers/{found.id}/occulter"
    assert client.post(address, {"ground": "vie-privee", "words": "Deuxième"}).status_code == 302
    make_or_deposit(served(), KEY, redactions_of(KEY, reader.pk)[0].id, last=True)
    waits = {each.of(one) for each, one in (
        (served().shelf, requisitions_of(KEY, reader.pk)[0]), (served().desk, redactions_of(KEY, reader.pk)[0]),
    )}  # fmt: skip
    assert all(each.is_dir() for each in waits)
    # what its package says of itself, had it come as one
    draft = newest(KEY, author.pk)[0].subject
    note_announced(KEY, draft, {"says": {"titles": [f"Courrier de {NAME}"]}})
    read_texts(served(), tenant_of(COMMUNE), None, 60.0)
    before = {row.partition(":")[0] for row in rows_with(database, WANTED)}
    assert {"works_work", "deposits_draft", "redactions_redaction", "archive_unit", "texts_text"} <= before
    assert files_with(site.settings.home, WANTED)

    jeanne = person_with(chartrier, COMMUNE, "Jeanne Retire", Role.ARCHIVISTE)
    remi = person_with(chartrier, COMMUNE, "Remi Confirme", Role.RESPONSABLE)
    piece = tmp_path / "piece.pdf"
    piece.write_bytes(b"%PDF-1.4 piece")
    whole = questions.newest([KEY], limit=50)
    below = [each for each in whole if each.versement == unit.versement]
    named = [part for each in below for part in ("--unit", str(each.id))]
    asked = chartrier.json("withdraw", "ask", *named, "--piece", piece, *PROOF, *INFORMED, "--tenant", COMMUNE, *jeanne)
    confirmed = ("withdraw", "confirm", asked["request"], "--count", str(asked["units"]))
    assert chartrier.json(*confirmed, "--tenant", COMMUNE, *remi)["owing"] == []

    assert rows_with(database, WANTED) == []
    assert files_with(site.settings.home, WANTED) == []
    assert not any(each.exists() for each in waits)
    for address in (place, f"{HERE}/operations/", f"{HERE}/operations/liste.csv", f"{HERE}/"):
        answer = client_of(author).get(address)
        content = b"".join(answer) if answer.streaming else answer.content
        assert (answer.status_code, "Xaintrailles" in content.decode()) == (200, False), address
    receipt = client_of(author).get(f"{place}recepisse.pdf")
    text = "".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(receipt.content)).pages)
    assert "Xaintrailles" not in text
    told = " ".join(text.split())
    assert "1 fichier," in told and "sortis de l’archive (élimination, ou transfert) : 1 fichier" in told
    assert body(client.get(f"{HERE}/remises/")).count("Xaintrailles") == 0
    assert body(client.get(f"{HERE}/occultations/")).count("Xaintrailles") == 0
    assert chartrier("verify").status == 0

    # what an older version left is forgotten by the upgrade
    with database.connect("postgres") as connection:
        connection.execute("UPDATE works_work SET title = %s WHERE operation = %s", [NAME, unit.versement])
        connection.execute(
            "UPDATE redactions_redaction SET findings = to_jsonb(%s::text) WHERE unit = %s", [NAME, document.id]
        )
    assert len(rows_with(database, WANTED)) >= 2
    forget = import_module("chartrier.catalog.destruction.migrations.0002_forget_earlier").FORGET
    with psycopg.connect(chartrier.environ["CHARTRIER_DATABASE_OWNER_URL"]) as owner:
        owner.execute(forget)
    assert rows_with(database, WANTED) == []
