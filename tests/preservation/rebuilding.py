"""An archive with all that operations may write, and what to compare of it before and after its index is made again."""

from __future__ import annotations

from pathlib import Path
from uuid import UUID

from psycopg import sql

from chartrier.catalog.archive import questions
from chartrier.records.tenant import Tenant
from chartrier.wiring import Wiring
from tests.conftest import Database
from tests.corpus.archive import PACKAGES
from tests.ingest.archive import Bench
from tests.ingest.test_attachment import attaching, by_system_id
from tests.packages_of_ours import Document, Sip

NOT_OF_OPERATIONS = {
    "auth_group": "of Django: names only",
    "auth_group_permissions": "of Django: names only",
    "auth_permission": "of Django: names only",
    "django_content_type": "of Django: names only",
    "django_migrations": "which migrations were applied",
    "journal_publishedcopy": "where copies were last seen to stand: publishing finds it out again",
    "people_credential": "people and rights are in no copy, and stay",
    "people_membership": "people and rights are in no copy, and stay",
    "people_person": "people and rights are in no copy, and stay",
    "tenants_tenant": "names and settings are in no copy, and stay",
}
"""Tables that are not compared, with the reason; all others in the database are."""

SHAPES = (
    "OK_SIP_FULL_SEDA2.2.zip",
    "OK_SIP_FULL_SEDA2.3.zip",
    "OK_RULES_EXTRA_COMPLEX.zip",
    "OK_images_2Binary-1Physical_withIdArk_2.2.zip",
)
"""Of the corpus: physical objects, three versions of SEDA, rules in all their forms."""

WORDS = ("bonjour", "voirie", "budget", "annexe", "dossier")


def fill(bench: Bench, folder: Path) -> None:
    """Versements of several shapes, one attached to another, some rejected."""
    first = bench.accept(Sip(message="R-1", title="Registre des délibérations").write(folder / "1.zip"))
    parent = UUID(bench.units(first)[0]["id"])
    below = Sip(message="R-2", title="Voirie", documents=[Document("é è.txt", b"1\n", "Élargissement <de> la rue")])
    bench.accept(attaching(folder / "2.zip", below, by_system_id(str(parent))))
    many = [Document(f"piece-{n}.txt", f"{n}\n".encode() * (n + 1), f"Pièce {n} du budget") for n in range(250)]
    bench.accept(Sip(message="R-3", title="Annexes", documents=many).write(folder / "3.zip"))
    bench.reject(Sip(message="R-4", documents=[Document("a.txt", b"x", digest="00" * 64)]).write(folder / "4.zip"))
    bench.reject(no_package(folder))
    bench.accept(Sip(message="R-4").write(folder / "5.zip"))
    bench.reject(Sip(message="R-4").write(folder / "6.zip"))


def fill_from_corpus(bench: Bench) -> None:
    for name in SHAPES:
        bench.accept(PACKAGES / name)


def no_package(folder: Path) -> Path:
    path = folder / "nothing.zip"
    path.write_bytes(b"not a package")
    return path


def state(archive: Wiring, database: Database, tenants: list[Tenant]) -> dict[str, list[str]]:
    """Every row of every table that operations write, and what searches find."""
    with database.connect("postgres") as connection:
        names = connection.execute(
            "SELECT relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace"
            " WHERE n.nspname = 'public' AND relkind IN ('r', 'p') ORDER BY 1"
        ).fetchall()
        found = {}
        for (name,) in names:
            if name not in NOT_OF_OPERATIONS:
                select = sql.SQL("SELECT t::text FROM {} t ORDER BY 1").format(sql.Identifier(name))
                found[name] = [row for (row,) in connection.execute(select).fetchall()]
    for word in WORDS:
        answer = questions.find([each.key for each in tenants], word, limit=50)
        found[f"search {word}"] = [str(unit.id) for unit in answer.units]
    return found
