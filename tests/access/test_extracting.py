"""Texts go with their documents: a word inside a PDF is in no row once an order has destroyed its unit."""

from __future__ import annotations

from pathlib import Path

import pytest

from chartrier.access import previewing
from chartrier.access.extracting import extract_texts, make_thumbnails
from chartrier.catalog.archive import questions
from chartrier.catalog.texts.register import ReadText, count_texts, enter_texts, text_of
from chartrier.catalog.texts.thumbnails import enter_thumbnails, thumbnail_of, with_thumbnail
from chartrier.catalog.transaction import as_array
from chartrier.errors import Unavailable
from chartrier.previews.limits import THUMBNAIL_SIZE
from chartrier.wiring import Wiring
from tests.conftest import Server
from tests.copies.destroying import database_of, eliminate, going_units, nothing_is_left, planted_sip, rows_with
from tests.ingest.archive import Bench
from tests.ingest.conftest import archive, bench
from tests.packages_of_ours import Document, Sip
from tests.previews.samples import pdf

__all__ = ["archive", "bench"]

WORD = "Escarbagnac"
"""Only inside the PDFs."""


def planted(bench: Bench, folder: Path, message: str) -> tuple[list, object]:
    sip = planted_sip(message, 2, 2)
    for each in sip.documents:
        if each.name.endswith(".pdf"):
            each.data = pdf(f"Pièce de {WORD} {each.name}")
    outcome = bench.accept(sip.write(folder / f"{message}.zip"))
    (folder / f"{message}.zip").unlink()
    return going_units(bench, outcome), outcome


def test_a_word_inside_a_pdf_goes_with_its_unit(bench: Bench, archive: Wiring, server: Server, tmp_path: Path) -> None:
    tenant, copies = bench.tenant.key, archive.copies
    units, outcome = planted(bench, tmp_path, "T-1")
    extract_texts(tenant, copies, outcome.operation.identifier)
    database = database_of(archive, server)
    assert {unit.id for unit in questions.find([tenant], WORD).units} == set(units)
    assert rows_with(database, [WORD.encode(), WORD.lower().encode()])
    objects = [each.id for unit in units for each in questions.objects_of([tenant], unit)]
    eliminate(bench, units)
    assert rows_with(database, [WORD.encode(), WORD.lower().encode()]) == []
    assert questions.find([tenant], WORD) == questions.Found([], 0)
    nothing_is_left(archive)
    # a job that had read it before comes late
    assert enter_texts(tenant, [ReadText(each, "done", text=WORD) for each in objects]) == 0
    assert rows_with(database, [WORD.encode()]) == []
    assert count_texts(tenant) == {"done": 2}


def test_the_text_of_a_document_that_another_unit_keeps_stays(bench: Bench, archive: Wiring, tmp_path: Path) -> None:
    same = pdf("Budget primitif")
    documents = [Document("a.pdf", same, "Premier"), Document("b.pdf", same, "Second")]
    outcome = bench.accept(Sip(message="T-2", documents=documents).write(tmp_path / "t.zip"))
    extract_texts(bench.tenant.key, archive.copies)
    first = next(
        unit for unit in questions.units_of([bench.tenant.key], outcome.operation.identifier) if "Prem" in unit.title
    )
    eliminate(bench, [first.id])
    assert [unit.title for unit in questions.find([bench.tenant.key], "budget primitif").units] == ["Second"]


def test_an_extraction_goes_on_where_it_stopped(bench: Bench, archive: Wiring, tmp_path: Path) -> None:
    tenant = bench.tenant.key
    documents = [Document(f"{n}.txt", f"texte {n}\n".encode(), f"N {n}") for n in range(120)]
    outcome = bench.accept(Sip(message="T-3", documents=documents).write(tmp_path / "t.zip"))

    class Cut(Exception):
        pass

    def cut(done: int) -> None:
        raise Cut

    with pytest.raises(Cut):
        extract_texts(tenant, archive.copies, outcome.operation.identifier, cut)
    assert count_texts(tenant) == {"done": 50}
    assert extract_texts(tenant, archive.copies).states.total() == 70
    assert extract_texts(tenant, archive.copies).states.total() == 0


def test_a_small_picture_goes_with_its_document(bench: Bench, archive: Wiring, server: Server, tmp_path: Path) -> None:
    tenant = bench.tenant.key
    units, _ = planted(bench, tmp_path, "T-7")
    assert make_thumbnails(tenant, archive.copies) == 2
    assert make_thumbnails(tenant, archive.copies) == 0
    held = with_thumbnail([tenant], units)
    assert set(held) == set(units)
    made = thumbnail_of(tenant, held[units[0]])
    assert made is not None and made.data is not None and len(made.data) < THUMBNAIL_SIZE
    other = Bench.new(archive).tenant.key
    assert thumbnail_of(other, made.object) is None
    assert with_thumbnail([other], units) == {}
    with database_of(archive, server).connect() as app:
        app.execute("SELECT set_config('app.tenants', %s, false)", [as_array([other])])
        assert app.execute("SELECT count(*) FROM texts_thumbnail").fetchone() == (0,)
    eliminate(bench, units)
    assert thumbnail_of(tenant, made.object) is None
    enter_thumbnails(tenant, [made])
    assert thumbnail_of(tenant, made.object) is None


def test_texts_of_another_tenant_do_not_exist(bench: Bench, archive: Wiring, server: Server, tmp_path: Path) -> None:
    units, _ = planted(bench, tmp_path, "T-4")
    extract_texts(bench.tenant.key, archive.copies)
    (found, *_), other = questions.objects_of([bench.tenant.key], units[0]), Bench.new(archive).tenant.key
    assert text_of([bench.tenant.key], found.id)
    assert text_of([other], found.id) is None
    assert enter_texts(other, [ReadText(found.id, "done", text="à moi")]) == 0
    with database_of(archive, server).connect() as app:
        app.execute("SELECT set_config('app.tenants', %s, false)", [as_array([other])])
        assert app.execute("SELECT count(*) FROM texts_text").fetchone() == (0,)
        assert app.execute("DELETE FROM texts_text").rowcount == 0
        assert app.execute("SELECT * FROM search_units(%s, NULL, 9, 9, true)", [WORD.lower()]).fetchall() == []


def test_without_the_right_to_documents_their_texts_are_not_searched(
    bench: Bench, archive: Wiring, tmp_path: Path
) -> None:
    planted(bench, tmp_path, "T-5")
    extract_texts(bench.tenant.key, archive.copies)
    assert questions.find([bench.tenant.key], WORD).count == 2
    assert questions.find([bench.tenant.key], WORD, texts=False) == questions.Found([], 0)


def test_copies_that_are_away_are_told(bench: Bench, archive: Wiring, tmp_path: Path) -> None:
    planted(bench, tmp_path, "T-6")
    folders = list(archive.settings.copies.values())
    for folder in folders:
        folder.rename(f"{folder}-away")
    try:
        with pytest.raises(Unavailable):
            extract_texts(bench.tenant.key, archive.copies)
    finally:
        for folder in folders:
            Path(f"{folder}-away").rename(folder)
    assert extract_texts(bench.tenant.key, archive.copies).states.total() == 4


def test_previews_wait_for_their_turn(
    bench: Bench, archive: Wiring, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    units, _ = planted(bench, tmp_path, "T-7")
    (found, *_) = questions.objects_of([bench.tenant.key], units[0])
    assert previewing.draw(found, archive.copies).state == "done"
    monkeypatch.setattr(previewing, "PATIENCE", 0.01)
    taken = [previewing._TURNS.acquire() for _ in range(previewing.AT_ONCE)]
    try:
        with pytest.raises(Unavailable):
            previewing.draw(found, archive.copies)
    finally:
        for _ in taken:
            previewing._TURNS.release()
    assert previewing.preview(found, archive.copies).pages == 1
