"""A gel holds what it names and all below, at once and for as long as it is in force, whatever changes meanwhile."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from psycopg import errors

from chartrier.catalog.gels.holding import count_held, gels_of, holding
from chartrier.curation.gels import Terms, lift_gel, set_gel
from chartrier.errors import ChartrierError, Conflict, InvalidInput, NotAllowed, NotFound
from chartrier.records.actor import Actor
from chartrier.records.roles import Role
from tests.actors import entered
from tests.curation.conftest import Place
from tests.ingest.archive import Bench, lines
from tests.ingest.test_attachment import attaching, by_system_id
from tests.packages_of_ours import Document, Sip

TERMS = Terms("Contentieux Martin", "requête nº 2600123", "tribunal administratif", date(2099, 11, 1))


def dossier(bench: Bench, folder: Path, message: str = "G-1") -> list[UUID]:
    """A unit and the two below it."""
    documents = [Document("a.txt", b"a\n", "A"), Document("b.txt", b"b\n", "B")]
    sip = Sip(message=message, documents=documents).write(folder / f"{message}.zip")
    return [UUID(unit["id"]) for unit in bench.units(bench.accept(sip))]


def held(bench: Bench, units: list[UUID]) -> list[UUID]:
    return sorted(holding(bench.tenant.key, units))


def test_it_holds_what_it_names_and_all_below(place: Place, bench: Bench, archiviste: Actor, tmp_path: Path) -> None:
    units = dossier(bench, tmp_path)
    other = dossier(bench, tmp_path, "G-2")
    gel = set_gel([units[0]], TERMS, bench.tenant, place.archive.copies, archiviste)
    assert held(bench, units + other) == units
    assert count_held(bench.tenant.key, gel) == 3
    (kept,) = gels_of([bench.tenant.key])
    assert (kept.id, kept.name, kept.reason, kept.authority, kept.review) == (
        gel, TERMS.name, TERMS.reason, TERMS.authority, TERMS.review,
    )  # fmt: skip
    child = set_gel([units[1], other[2]], TERMS, bench.tenant, place.archive.copies, archiviste)
    assert [each.id for each in holding(bench.tenant.key, units)[units[1]]] == [gel, child]
    lift_gel(gel, "jugement définitif", bench.tenant, place.archive.copies, archiviste)
    assert held(bench, units + other) == sorted([units[1], other[2]])
    assert [each.id for each in gels_of([bench.tenant.key])] == [child]
    assert bench.is_proven()
    place.same_when_made_again(bench)


def test_what_is_attached_later_is_held_too(place: Place, bench: Bench, archiviste: Actor, tmp_path: Path) -> None:
    units = dossier(bench, tmp_path)
    gel = set_gel([units[1]], TERMS, bench.tenant, place.archive.copies, archiviste)
    below = bench.accept(attaching(tmp_path / "b.zip", Sip(message="G-3"), by_system_id(str(units[1]))))
    attached = [UUID(unit["id"]) for unit in bench.units(below)]
    assert held(bench, attached) == attached
    assert count_held(bench.tenant.key, gel) == 1 + len(attached)
    place.same_when_made_again(bench)


def test_names_and_reasons_lie_in_a_file(place: Place, bench: Bench, archiviste: Actor, tmp_path: Path) -> None:
    units = dossier(bench, tmp_path)
    gel = set_gel([units[0]], TERMS, bench.tenant, place.archive.copies, archiviste)
    levee = lift_gel(gel, "jugement du 3 mai", bench.tenant, place.archive.copies, archiviste)
    for package in bench.packages():
        record = (package / "v1/content/operation.json").read_text()
        assert not any(word in record for word in ("Martin", "requête", "tribunal", "jugement"))
    (content,) = [path / "v1/content" for path in bench.packages() if path.name == str(gel)]
    assert "Contentieux Martin" in (content / "gel.json").read_text()
    assert lines(content / "units.jsonl") == [{"id": str(units[0])}]
    (content,) = [path / "v1/content" for path in bench.packages() if path.name == str(levee)]
    assert "3 mai" in (content / "levee.json").read_text()


def test_what_is_held_cannot_leave_the_database(place: Place, bench: Bench, archiviste: Actor, tmp_path: Path) -> None:
    """Not even the owner of the tables, who may delete, can: the rows refer to each other."""
    units = dossier(bench, tmp_path)
    set_gel([units[2]], TERMS, bench.tenant, place.archive.copies, archiviste)
    with place.home.database.connect("postgres") as connection, pytest.raises(errors.ForeignKeyViolation) as caught:
        connection.execute("DELETE FROM archive_unit WHERE id = %s", [units[2]])
    assert caught.value.diag.constraint_name in {"gels_heldunit_unit_refers", "archive_unitparent_unit_refers"}
    with place.home.database.connect("postgres") as connection:
        names = connection.execute(
            "SELECT confrelid::regclass::text FROM pg_constraint WHERE conname = 'gels_heldunit_unit_refers'"
        ).fetchall()
    assert names == [("archive_unit",)]


@pytest.mark.parametrize(
    ("terms", "units", "kind"),
    [
        (TERMS, [], InvalidInput),
        (TERMS, [uuid4()], NotFound),
        (Terms(" ", "r", "a", date(2099, 1, 1)), None, InvalidInput),
        (Terms("n", "", "a", date(2099, 1, 1)), None, InvalidInput),
    ],
)
def test_refused(
    place: Place, bench: Bench, archiviste: Actor, tmp_path: Path,
    terms: Terms, units: list[UUID] | None, kind: type[ChartrierError],
) -> None:  # fmt: skip
    known = dossier(bench, tmp_path)
    with pytest.raises(kind):
        set_gel(known[:1] if units is None else units, terms, bench.tenant, place.archive.copies, archiviste)
    assert gels_of([bench.tenant.key]) == []


def test_who_may_and_how_often(place: Place, bench: Bench, archiviste: Actor, tmp_path: Path) -> None:
    units, copies = dossier(bench, tmp_path), place.archive.copies
    with pytest.raises(NotAllowed):
        set_gel(units[:1], TERMS, bench.tenant, copies, entered(place.archive, bench.tenant, Role.LECTEUR))
    gel = set_gel(units[:1], TERMS, bench.tenant, copies, entered(place.archive, bench.tenant, Role.DPO))
    with pytest.raises(NotAllowed):
        lift_gel(gel, "fini", bench.tenant, copies, entered(place.archive, bench.tenant, Role.DPO))
    with pytest.raises(NotFound):
        lift_gel(uuid4(), "fini", bench.tenant, copies, archiviste)
    lift_gel(gel, "fini", bench.tenant, copies, archiviste)
    with pytest.raises(Conflict):
        lift_gel(gel, "fini", bench.tenant, copies, archiviste)


def test_two_gels_at_once_forget_nothing(place: Place, bench: Bench, archiviste: Actor, tmp_path: Path) -> None:
    """Each sees what the other has committed: the lock of the graph puts them in order."""
    from concurrent.futures import ThreadPoolExecutor

    units, copies = dossier(bench, tmp_path), place.archive.copies
    with ThreadPoolExecutor(4) as pool:
        gels = list(pool.map(lambda unit: set_gel([unit], TERMS, bench.tenant, copies, archiviste), [units[0]] * 4))
    assert {gel.id for gel in holding(bench.tenant.key, units)[units[2]]} == set(gels)
