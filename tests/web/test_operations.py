"""Operations of all doors in the pages: listed, filtered, exported, told, proven, started again, abandoned."""

from __future__ import annotations

import io
import json
import re
import zipfile
from base64 import b64decode
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import connections

from chartrier import clock
from chartrier.catalog.archive import acquisition
from chartrier.catalog.deposits import register as drafts
from chartrier.catalog.journal import operations as journal
from chartrier.catalog.tenants.register import tenant as tenant_of
from chartrier.catalog.transaction import transaction
from chartrier.catalog.works import register as works
from chartrier.catalog.works.models import Work
from chartrier.clock import read_instant
from chartrier.journal.checkpoint import VerifierKey, read_checkpoint
from chartrier.journal.tree import included, leaf_hash
from chartrier.reception import deposits
from chartrier.records.identifiers import new_package_id
from chartrier.records.roles import Role
from chartrier.registers.operation import UNITS
from chartrier.registers.operations import Sought, page_of
from chartrier.web.operations.steps import told
from tests.actors import person_with
from tests.cli.commands import COMMUNE, NEIGHBOUR
from tests.packages_of_ours import Document, Sip
from tests.web.test_every_page import examine

LIST = f"/{COMMUNE}/operations/"


@pytest.fixture(scope="module")
def brought(served: Any, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """What commands did: a versement, a rejet, a gel and an audit; the identifier of each."""
    folder: Path = tmp_path_factory.mktemp("operations")
    wrong = Document("a.txt", b"a", digest="00" * 64)
    good = Sip(message="OPS-1", title="Fonds <i>suivi</i>").write(folder / "bon.zip")
    versement = served.chartrier.json("ingest", good, "--tenant", COMMUNE)
    refused = served.chartrier(
        "ingest", Sip(message="OPS-2", documents=[wrong]).write(folder / "faux.zip"), "--tenant", COMMUNE, "--json"
    )
    archiviste = person_with(served.chartrier, COMMUNE, "Odile Gel", Role.ARCHIVISTE)
    audit = served.chartrier.json("audit", "--tenant", COMMUNE)
    return {
        "versement": str(versement["operation"]),
        "rejet": str(json.loads(refused.out.splitlines()[-1])["operation"]),
        "audit": str(audit["campaign"]),
        "archiviste": str(archiviste[1]),
    }


def failed(site: Any, person: Any) -> tuple[Any, UUID]:
    """A deposit whose travail failed."""
    draft = drafts.begin(int(COMMUNE), person.id, deposits.FILES, {"series": "S010", "title": "Perdu"}, clock.now())
    now = clock.now()
    with drafts.changing(int(COMMUNE), draft.id, now, deposits.OPEN) as found:
        found.state = deposits.LEFT
        found.work = works.ask(
            int(COMMUNE), Work.Kind.DEPOSIT, title="Perdu", subject=draft.id, person=person.id, now=now
        )
    with transaction([int(COMMUNE)]):
        Work.objects.filter(tenant=int(COMMUNE), id=found.work).update(state="failed", ended=now)
    return draft, found.work


def test_what_commands_did_is_listed_and_has_a_page(site: Any, client_of: Any, brought: Any) -> None:
    client = client_of(site.person("archiviste"))
    listed = client.get(LIST).content.decode()
    for identifier in (brought["versement"], brought["rejet"], brought["audit"]):
        assert f"{LIST}{identifier}/" in listed
    told = client.get(f"{LIST}{brought['versement']}/").content.decode()
    assert "OPS-1" in told and "Fonds &lt;i&gt;suivi" in told and "Preuve" in told
    assert b"ArchiveTransferReply" in client.get(f"{LIST}{brought['versement']}/reponse.xml").content
    rejected = client.get(f"{LIST}{brought['rejet']}/").content.decode()
    assert 'data-state="refused"' in rejected and "finding-error" in rejected
    assert "Audit des copies" in client.get(f"{LIST}{brought['audit']}/").content.decode()


def test_filters_leave_what_they_say(site: Any, client_of: Any, brought: Any) -> None:
    client = client_of(site.person("archiviste"))

    def ids(**query: str) -> set[str]:
        # what is under way stands before, whatever the filters say
        listed = client.get(LIST, query).content.decode().partition('class="filters"')[2]
        return set(re.findall(rf"{LIST}([0-9a-f-]{{36}})/", listed))

    assert brought["audit"] in ids(kind="audit") and brought["versement"] not in ids(kind="audit")
    assert brought["rejet"] in ids(state="refused") and brought["audit"] not in ids(state="refused")
    today = clock.day_of(clock.now()).isoformat()
    assert brought["audit"] in ids(first=today, last=today)
    assert ids(first="2001-01-01", last="2001-12-31") == set() and ids(first="2999-01-01") == set()
    assert brought["audit"] in ids(by="system") and ids(by=str(uuid4())) == set()
    assert brought["audit"] in ids(kind="<script>", by="'", first="x", after="';--")


def test_pages_follow_one_another_without_gap(site: Any, client_of: Any, brought: Any) -> None:
    client, seen, address = client_of(site.person("archiviste")), [], LIST
    for _ in range(400):
        page = client.get(address).content.decode()
        table = page.partition("<tbody>")[2]
        seen += re.findall(rf'<th scope="row"><a href="{LIST}([0-9a-f-]{{36}})/', table)
        found = re.search(r'rel="next" href="(\?[^"]+)"', page)
        if not found:
            break
        address = LIST + found[1].replace("&amp;", "&")
    last = journal.last_of(int(COMMUNE))
    assert last is not None and len(seen) == len(set(seen)) >= last[0] + 1


def test_the_list_for_a_spreadsheet(site: Any, client_of: Any, brought: Any) -> None:
    answer = client_of(site.person("archiviste")).get(f"{LIST}liste.csv", {"kind": "versement"})
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    assert text.startswith("instant;opération;") and brought["versement"] in text and brought["audit"] not in text


def test_others_see_their_own_only(site: Any, client_of: Any, brought: Any) -> None:
    depositor = client_of(site.person("deposant", name="Une seule"))
    assert brought["versement"] not in depositor.get(LIST).content.decode()
    stranger = client_of(site.person("archiviste", tenant=NEIGHBOUR))
    for name in ("", "preuve.zip", "reponse.xml"):
        there, none = (
            depositor.get(f"{LIST}{each}/{name}")
            for each in (brought["versement"], "00000000-0000-7000-8000-000000000000")
        )
        assert (there.status_code, none.status_code) == (404, 404)
        assert stranger.get(f"{LIST}{brought['versement']}/{name}").status_code == 404
    control = client_of(site.person("dpo"))
    assert control.get(LIST).status_code in (200, 302)


def test_the_proof_of_an_entry_is_checked_without_us(site: Any, client_of: Any, brought: Any) -> None:
    client = client_of(site.person("archiviste"))
    with zipfile.ZipFile(io.BytesIO(client.get(f"{LIST}{brought['rejet']}/preuve.zip").content)) as bundle:
        entry, proof, key = (bundle.read(name) for name in ("entry.json", "entry.tlog-proof", "key"))
    head, _, note = proof.partition(b"\n\n")
    version, index, *path = head.decode().splitlines()
    signed = read_checkpoint(note)
    assert version == "c2sp.org/tlog-proof@v1" and VerifierKey.read(key).signed(signed)
    number, checkpoint = int(index.removeprefix("index ")), signed.checkpoint
    hashes = [b64decode(each) for each in path]
    assert included(leaf_hash(entry), number, checkpoint.size, hashes, checkpoint.root)
    assert json.loads(entry)["package"] == brought["rejet"]


def test_what_failed_is_started_again_or_abandoned(site: Any, client_of: Any) -> None:
    author = site.person("deposant", name="Autrice Perdue")
    draft, work = failed(site, author)
    client, address = client_of(author), f"{LIST}{work}/"
    assert client_of(site.person("deposant", name="Une autre")).post(address).status_code == 404
    home = client.get(f"/{COMMUNE}/").content.decode()
    assert "1 travail s&#x27;est interrompu" in home and f"{LIST}?state=failed" in home
    assert str(work) in client.get(LIST, {"state": "failed"}).content.decode()
    assert "Recommencer" in client.get(address).content.decode()
    assert client.post(f"{address}abandonner/", {"reason": " "}).status_code == 404
    assert client.post(f"{address}abandonner/", {"reason": "Mauvais <b>dossier</b>"}).status_code == 302
    told = client.get(address).content.decode()
    assert 'data-state="abandoned"' in told and "Mauvais &lt;b&gt;dossier" in told
    back = drafts.draft(int(COMMUNE), draft.id)
    assert back.state == "returned" and back.comments[-1]["text"] == "Mauvais <b>dossier</b>"
    assert client.post(address).status_code == 409
    _, again = failed(site, author)
    assert client.post(f"{LIST}{again}/").status_code == 302
    assert works.work(int(COMMUNE), again).state == "waiting"
    waiting = client.get(f"{LIST}{again}/").content.decode()
    assert "Abandonner ce travail" in waiting.partition('id="work"')[2].partition("</main>")[0]
    assert client.post(f"{LIST}{again}/abandonner/", {"reason": "Par erreur"}).status_code == 302
    assert works.work(int(COMMUNE), again).state == "abandoned"


def test_what_a_command_does_now_is_told(site: Any, client_of: Any) -> None:
    client, package = client_of(site.person("archiviste")), new_package_id(clock.now())
    with acquisition.lease(int(COMMUNE), package, clock.now()):
        told = client.get(f"{LIST}en-cours/").content.decode()
        assert "par une commande" in told and "every 2s" in told
    assert "par une commande" not in client.get(f"{LIST}en-cours/").content.decode()


def test_a_million_entries_are_listed_by_the_indexes(site: Any) -> None:
    """Each page reads what it shows, whatever its filters: EXPLAIN says how many rows were touched."""
    key = int(NEIGHBOUR)
    with connections["default"].cursor() as cursor, transaction([key]):
        for sought in (journal.Sought(), journal.Sought(["rejet"], "nobody"), journal.Sought(None, "system")):
            given = {
                "tenant": key, "by": sought.by, "first": 0, "before": journal.FAR, "limit": 26,
                "operations": list(sought.operations or ()),
            }  # fmt: skip
            every = "unnest(%(operations)s::text[]) AS wanted," if sought.operations else ""
            which = "operation = wanted" if sought.operations else "true"
            cursor.execute("SET LOCAL enable_seqscan = off")
            cursor.execute("EXPLAIN " + journal.LISTED.format(operations=every, operation=which), given)
            plan = "\n".join(row[0] for row in cursor.fetchall())
            assert "Seq Scan" not in plan and "Index Scan Backward" in plan, plan
        instant = clock.write_instant(datetime(2020, 1, 1, tzinfo=UTC))
        cursor.execute("EXPLAIN " + journal.AT, [key, instant])
        plan = "\n".join(row[0] for row in cursor.fetchall())
        assert "journal_entry_time" in plan and "Filter" not in plan, plan


def test_these_pages_have_no_fault(site: Any, browse: Any, brought: Any) -> None:
    person = site.person("archiviste")
    _, work = failed(site, person)
    addresses = (LIST, f"{LIST}?kind=audit", f"{LIST}?state=failed", *(
        f"{LIST}{each}/" for each in (brought["versement"], brought["rejet"], brought["audit"], work)
    ))  # fmt: skip
    page = browse(person, theme="dark", language="en-GB", phone=True)
    assert {address: wrong for address in addresses if (wrong := examine(page, address))} == {}


def test_units_that_are_not_named_are_counted_and_speeds_have_a_unit(site: Any, client_of: Any, tmp_path: Path) -> None:
    documents = [Document(f"{number}.txt", b"x\n", f"Pièce {number}") for number in range(UNITS + 3)]
    sip = Sip(message="BEAUCOUP", documents=documents)
    assert site.chartrier("ingest", sip.write(tmp_path / "a.zip"), "--tenant", COMMUNE).status == 0
    client = client_of(site.person("archiviste"))
    (last, *_) = page_of(tenant_of(COMMUNE), Sought(kind="versement"), limit=1).lines
    page = client.get(f"/{COMMUNE}/operations/{last.id}/").content.decode()
    assert last.counts is not None and f"et {last.counts.units - UNITS} autres unités" in page
    began = "2026-01-01T00:00:00.000000Z"
    step = {"name": "objects", "done": 66, "total": 67, "seconds": None, "began": began}
    said = told(step, read_instant(began) + timedelta(seconds=1))
    assert (said["counts"], said["speed"], said["remaining"]) == ("files", 66, None)
