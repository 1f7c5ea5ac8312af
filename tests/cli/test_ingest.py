"""`chartrier ingest` and `chartrier reply`."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from uuid import uuid4

import pytest
from lxml import etree

from tests.cli.commands import COMMUNE, Chartrier
from tests.cli.conftest import ROAD, SCHOOL, Filled
from tests.packages_of_ours import Sip

SEDA = "{fr:gouv:culture:archivesdefrance:seda:v2.1}"
FIELDS = {
    "status", "verdict", "tenant", "operation", "message_identifier", "transferring_agency", "seda_version",
    "units", "objects", "bytes", "findings", "copies", "copies_behind", "inventory", "journal", "steps",
}  # fmt: skip


def test_an_accepted_versement(filled: Filled) -> None:
    answer = filled.ingested["school"]
    assert answer.status == 0
    told = answer.json
    assert set(told) == FIELDS
    assert told["status"] == "accepted"
    assert told["tenant"] == COMMUNE
    assert told["message_identifier"] == "M-ECOLE"
    assert told["transferring_agency"] == "SERVICE-VERSANT"
    assert (told["units"], told["objects"], told["bytes"]) == (4, 3, sum(len(d.data) for d in SCHOOL.documents))
    assert set(told["copies"]) == {"a", "b"}
    assert all((Path(folder) / "inventory.json").is_file() for folder in told["copies"].values())
    assert told["inventory"].startswith("sha512:")
    assert (told["journal"]["index"], told["journal"]["size"]) == (0, 1)
    assert {step["name"] for step in told["steps"]} >= {"objects", "copies", "transaction", "publication"}


def test_a_rejected_versement(filled: Filled) -> None:
    answer = filled.ingested["broken"]
    assert answer.status == 1
    assert answer.json["status"] == "rejected"
    assert answer.json["verdict"] == "reject"
    assert "ING-003" in {each["code"] for each in answer.json["findings"]}


def test_several_packages(new_chartrier: Callable[..., Chartrier], tmp_path: Path) -> None:
    chartrier = new_chartrier()
    assert chartrier("init", "--tenant", f"{COMMUNE}=Ma commune").status == 0
    good, again = Sip(message="M-1").write(tmp_path / "a.zip"), Sip(message="M-1").write(tmp_path / "b.zip")
    refused = chartrier("ingest", good, tmp_path / "none.zip", "--json")
    assert (refused.status, refused.json["error"]["code"]) == (2, "CLI-004")
    answer = chartrier("ingest", good, again, ROAD.write(tmp_path / "c.zip"), "--json")
    assert answer.status == 1
    assert [each["status"] for each in answer.objects] == ["accepted", "rejected", "accepted"]
    assert [each["journal"]["index"] for each in answer.objects] == [0, 1, 2]
    assert "CAT-020" in {each["code"] for each in answer.objects[1]["findings"]}

    # M-1 names an accepted and a rejected operation: the accepted one answers, and it is said
    reply = chartrier.json("reply", "M-1")
    assert reply["operation"] == answer.objects[0]["operation"]
    assert [each["code"] for each in reply["findings"]] == ["ACC-007"]

    spoken = chartrier("ingest", good)
    assert spoken.status == 1
    assert "✗ " in spoken.out.splitlines()[0]
    assert "versement rejeté" in spoken.out
    english = chartrier("ingest", Sip(message="M-2").write(tmp_path / "d.zip"), "--lang", "en")
    assert english.status == 0
    assert "transfer accepted" in english.out
    assert "2 units, 1 object, 8 bytes" in english.out


@pytest.mark.parametrize(("name", "code"), [("school", "WARNING"), ("broken", "KO")])
def test_reply_by_operation_and_by_message(filled: Filled, name: str, code: str, tmp_path: Path) -> None:
    told = filled.ingested[name].json
    by_operation = filled.chartrier("reply", told["operation"])
    by_message = filled.chartrier("reply", told["message_identifier"], "--tenant", COMMUNE)
    assert by_operation.status == by_message.status == 0
    assert by_operation.raw == by_message.raw
    root = etree.fromstring(by_operation.raw)
    assert root.tag == f"{SEDA}ArchiveTransferReply"
    assert root.findtext(f"{SEDA}ReplyCode") == code
    assert root.findtext(f"{SEDA}MessageRequestIdentifier") == told["message_identifier"]
    assert root.findtext(f"{SEDA}MessageIdentifier") == told["operation"]

    target = tmp_path / "reply.xml"
    as_json = filled.chartrier.json("reply", told["operation"], "-o", target)
    assert target.read_bytes() == by_operation.raw
    assert as_json["state"] == told["status"]
    assert as_json["reply"] is None
    assert filled.chartrier.json("reply", told["operation"])["reply"] == by_operation.out
    again = filled.chartrier("reply", told["operation"], "-o", target)
    assert (again.status, "ACC-006" in again.err) == (6, True)
    nowhere = filled.chartrier("reply", told["operation"], "-o", tmp_path / "none" / "x")
    assert (nowhere.status, "ACC-008" in nowhere.err) == (2, True)


def test_no_such_reply(chartrier: Chartrier) -> None:
    for name in (str(uuid4()), "M-RIEN", "\x1b[31m", "nul\0", "\udcff"):
        answer = chartrier("reply", name)
        assert answer.status == 4
        assert "ACC-001" in answer.err
        assert answer.raw == b""


def test_which_tenant(chartrier: Chartrier, filled: Filled) -> None:
    answer = chartrier("ingest", filled.packages["school"], "--json")
    assert (answer.status, answer.json["error"]["code"]) == (2, "ADM-003")
    answer = chartrier("ingest", filled.packages["school"], "--tenant", "123456789", "--json")
    assert answer.status == 4


def test_a_reply_that_was_touched_is_never_handed_out(filled: Filled) -> None:
    told = filled.ingested["road"].json
    whole = filled.chartrier("reply", told["operation"]).raw
    files = [Path(folder) / "v1/content/reply.xml" for folder in told["copies"].values()]
    try:
        for file, status in zip(files, (0, 7), strict=True):
            file.chmod(0o600)
            file.write_bytes(whole.replace(b"<ReplyCode>", b"<ReplyCode> "))
            answer = filled.chartrier("reply", told["operation"])
            assert (answer.status, answer.raw) == (status, whole if status == 0 else b"")
    finally:
        for file in files:
            file.write_bytes(whole)
            file.chmod(0o400)
