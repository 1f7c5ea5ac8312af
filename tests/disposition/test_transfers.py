"""Two archives, through the command line: what one transfers the other takes, and only then it goes from the first."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from chartrier.records.roles import Role
from tests.actors import person_with
from tests.cli.commands import COMMUNE, NEIGHBOUR, Chartrier
from tests.cli.conftest import new_chartrier
from tests.copies.destroying import PLANTED, TITLE, files_with, needles
from tests.disposition.eliminating import RULES, appraisal
from tests.packages_of_ours import Document, Sip
from tests.ruled import rows_of as rows_of_commune

__all__ = ["new_chartrier"]

TABLES = (
    "acts_act", "archive_unit", "archive_unitparent", "archive_unitgroup", "archive_dataobject", "archive_versement",
    "destruction_change", "destruction_destroyed", "history_unitact", "rules_ending", "rules_declared", "rules_depart",
    "transfers_taken", "transfers_notice",
)  # fmt: skip
RECEIVER = "ARCHIVES-DEPARTEMENTALES"


DIFFUSED = Document("diffusion.txt", PLANTED + b"diffuse")


class FolderSip(Sip):
    """Its first document is below the second one too, and has a second usage."""

    def bordereau(self) -> bytes:
        data = super().bordereau().decode()
        dissemination = self._object(0, DIFFUSED).replace("BinaryMaster_1", "Dissemination_1")
        dissemination = dissemination.replace('id="O-0"', 'id="O-D"').replace(
            "<DataObjectGroupId>G-0</DataObjectGroupId>",
            "<DataObjectGroupReferenceId>G-0</DataObjectGroupReferenceId>",
        )
        data = data.replace("    <DescriptiveMetadata>", f"{dissemination}    <DescriptiveMetadata>")
        data = data.replace(
            "<DataObjectReference><DataObjectGroupReferenceId>G-1<",
            '<ArchiveUnit id="R-1"><ArchiveUnitRefId>U-0</ArchiveUnitRefId></ArchiveUnit>'
            "<DataObjectReference><DataObjectGroupReferenceId>G-1<",
        )
        return data.encode()

    def files(self) -> dict[str, bytes]:
        return {**super().files(), f"Content/{DIFFUSED.name}": DIFFUSED.data}


@dataclass
class Side:
    """One of the two archives, with its people."""

    chartrier: Chartrier
    who: dict[str, tuple[object, ...]]
    tenant: str

    def __call__(self, *arguments: object, by: str | None = None) -> Any:
        named = self.who[by] if by else ()
        return self.chartrier(*arguments, "--tenant", self.tenant, *named)

    def json(self, *arguments: object, by: str | None = None) -> Any:
        answer = self(*arguments, "--json", by=by)
        assert answer.status == 0, answer
        return answer.json

    def units(self) -> dict[str, dict[str, Any]]:
        """What is shown of each unit, by its title."""
        found = self.json("search")["units"]
        return {each["title"]: self.json("show", each["id"]) for each in found}

    def rebuilt(self) -> None:
        """The index made again from a copy has the same rows, and everything is proven."""
        before = rows_of(self)
        for copy in "ab":
            assert self("rebuild", "--from", copy).status == 0
            assert rows_of(self) == before
        answer = self("verify")
        assert answer.status == 0, answer


def rows_of(side: Side) -> dict[str, list[str]]:
    return rows_of_commune(side.chartrier, *TABLES, tenant=side.tenant)


@pytest.fixture
def sides(new_chartrier: Callable[..., Chartrier], tmp_path: Path) -> tuple[Side, Side]:
    made = []
    table = tmp_path / "rules.csv"
    table.write_text(RULES)
    for name, tenant in (("commune", COMMUNE), ("departement", NEIGHBOUR)):
        chartrier = new_chartrier(f"{name}/home")
        chartrier.folder.parent.mkdir()
        assert chartrier("init", "--tenant", f"{tenant}={name}").status == 0
        who = {
            "Jeanne": person_with(chartrier, tenant, "Jeanne", Role.ARCHIVISTE),
            "Remi": person_with(chartrier, tenant, "Remi", Role.RESPONSABLE),
        }
        side = Side(chartrier, who, tenant)
        assert side("rules", "import", table, by="Jeanne").status == 0
        made.append(side)
    return made[0], made[1]


def deposit(side: Side, folder: Path, message: str = "M-1") -> dict[str, str]:
    """A folder that declares rules, with documents of the planted name; its units by title."""
    waiting = "<AppraisalRule><Rule>R30</Rule><FinalAction>Keep</FinalAction></AppraisalRule>"
    names = (f"{TITLE} 1", f"{TITLE} 2", "Annexe")
    documents = [
        Document(f"quatremain-{n}.pdf", PLANTED + f"{message}{n}".encode(), title, management=waiting if n == 0 else "")
        for n, title in enumerate(names)
    ]
    sip = FolderSip(message=message, title=f"Dossier de {names[0]}", documents=documents, metadata=appraisal())
    path = sip.write(folder / f"{message}.zip")
    answer = side("ingest", path)
    assert answer.status == 0, answer.out
    path.unlink()
    return {title: unit["id"] for title, unit in side.units().items()}


def sent(side: Side, target: Path, *units: str, kind: str = "transfert") -> dict[str, Any]:
    named = [each for unit in units for each in ("--unit", unit)]
    proofs = target.with_suffix(".preuves")
    command = ("transfer", "send", *named, "--to-agency", RECEIVER, "--agreement", "ACCORD-1", "--kind", kind)
    return dict(side.json(*command, "--package", target, "--proofs", proofs, by="Jeanne"))


def taken(side: Side, package: Path, reply: Path) -> str:
    """The package ingested by the other side, and its reply written; the versement."""
    answer = side("ingest", package, "--json")
    assert answer.status == 0, answer.out
    versement = str(answer.json["operation"])
    side.json("reply", versement, "--output", reply)
    return versement


def proof_of(side: Side, target: Path, *units: str) -> Path:
    """The receiver's own bundle of proofs, of what it delivers."""
    side.json("deliver", *units, "--to", target, "--proofs", by="Jeanne")
    return target.with_name(f"{target.name}.preuves.zip")


def described(unit: dict[str, Any]) -> Any:
    """What a unit says and has, but for what each archive gave it."""
    content = {name: value for name, value in unit["content"].items() if name not in MADE_ANEW}
    objects = [(each["usage"], each["version"], each["filename"], each["digests"]) for each in unit["objects"]]
    parents, children = ([each["title"] for each in unit[name]] for name in ("parents", "children"))
    return content, sorted(parents), sorted(children), sorted(objects, key=str)


MADE_ANEW = ("SystemId", "OriginatingSystemId", "CustodialHistory", "<")


def ruled(side: Side, title: str) -> Any:
    """What holds for a unit, with the échéances that follow."""
    inherited = side.json("rules", "show", "--unit", title, "--titles")
    endings = side.json("rules", "show", "--unit", title, "--endings")
    return [_without_identifiers(each) for each in (inherited, endings)]


def _without_identifiers(value: Any) -> Any:
    if isinstance(value, dict):
        left_out = ("unit", "OriginatingAgency", "versement", "unit_id", "declared_by")
        return {name: _without_identifiers(each) for name, each in value.items() if name not in left_out}
    if isinstance(value, list):
        return sorted((_without_identifiers(each) for each in value), key=lambda each: json.dumps(each, sort_keys=True))
    return value


def test_from_one_archive_to_the_other(sides: tuple[Side, Side], tmp_path: Path) -> None:
    here, there = sides
    units = deposit(here, tmp_path)
    root, first, second = units[f"Dossier de {TITLE} 1"], units[f"{TITLE} 1"], units[f"{TITLE} 2"]
    corrected = ("correct", units["Annexe"], "--set", f"Title=Annexe de {TITLE}", "--reason", TITLE)
    assert here(*corrected, by="Jeanne").status == 0
    assert here("event", "--unit", first, "--rule", "R30", "--day", "2015-02-03", by="Jeanne").status == 0
    before = here.units()
    rules = {title: ruled(here, title) for title in (f"{TITLE} 1", f"Annexe de {TITLE}")}
    assert "2045-02-03" in json.dumps(rules[f"{TITLE} 1"])

    package, reply = tmp_path / "sip.zip", tmp_path / "reply.xml"
    done = sent(here, package, root)
    assert (done["units"], done["objects"], done["again"]) == (4, 4, False)
    again = sent(here, tmp_path / "again.zip", root)
    assert (again["message"], again["again"]) == (done["message"], True)
    assert (tmp_path / "again.zip").read_bytes() == package.read_bytes()
    assert "DSP-024" in here("transfer", "send", "--unit", second, "--to-agency", RECEIVER, "--agreement", "ACCORD-1",
                             "--package", tmp_path / "other.zip", by="Jeanne").err  # fmt: skip
    assert "DSP-005" in here("propose", "--unit", root, by="Jeanne").err

    taken(there, package, reply)
    now = there.units()
    assert now.keys() == before.keys()
    for title, unit in before.items():
        assert described(now[title]) == described(unit)
    assert {title: ruled(there, title) for title in rules} == rules
    key = tmp_path / "key"
    key.write_bytes((here.chartrier.folder / f"copies/a/{COMMUNE}/journal/key").read_bytes())
    proofs = ("--bundle", tmp_path / "sip.preuves", "--package", package, "--key", key)
    assert there.chartrier("verify", *proofs).status == 0
    with zipfile.ZipFile(package) as sip:
        assert here.json("show", root)["versement"] in sip.read("manifest.xml").decode()

    comment = f"<Comment>Au sujet de {TITLE}</Comment>"
    reply.write_text(reply.read_text().replace("<Date>", f"{comment}<Date>", 1))
    transfer = done["transfer"]
    purge = ("transfer", "purge", transfer, "--count")
    assert "RUL-353" in here(*purge, "4", by="Remi").err
    replied = here.json("transfer", "reply", transfer, reply, by="Jeanne")
    assert (replied["answer"], replied["taken"], replied["left"]) == ("accepted", 4, [])
    assert here("transfer", "reply", transfer, reply, by="Jeanne").status == 6
    shown = here.json("transfer", "show", transfer)
    assert (shown["step"], shown["going"]) == ("accepted", 4)
    assert shown["taken"] == {before[title]["id"]: now[title]["id"] for title in before}
    assert "DSP-033" in here(*purge, "4", by="Remi").err
    partial = proof_of(there, tmp_path / "one.zip", now[f"{TITLE} 1"]["id"])
    assert "DSP-034" in here(*purge, "4", "--receiver-proof", partial, by="Remi").err
    proof = proof_of(there, tmp_path / "all.zip", now[f"Dossier de {TITLE} 1"]["id"])
    assert "RUL-301" in here(*purge, "4", "--receiver-proof", proof, by="Jeanne").err
    assert "RUL-356" in here(*purge, "3", "--receiver-proof", proof, by="Remi").err
    receiver_key = there.chartrier.folder / f"copies/a/{NEIGHBOUR}/journal/key"
    assert "DSP-031" in here(*purge, "4", "--receiver-proof", proof, "--receiver-key", key, by="Remi").err
    paper = tmp_path / "bordereau.pdf"
    assert here("transfer", "show", transfer, "--pdf", paper).status == 0
    text = " ".join(page.extract_text() for page in PdfReader(paper).pages)
    assert all(each in text for each in (RECEIVER, done["message"], TITLE))
    purged = here.json(*purge, "4", "--receiver-proof", proof, "--receiver-key", receiver_key, by="Remi")
    assert (purged["units"], purged["objects"], purged["owing"]) == (4, 4, [])
    assert here(*purge, "4", "--receiver-proof", proof, by="Remi").status == 6
    assert here.json("show", root)["kind"] == "destroyed"
    assert "DSP-039" in here("transfer", "show", transfer, "--pdf", tmp_path / "late.pdf").err

    home = here.chartrier.folder
    assert files_with(home, needles()) == []
    text = json.dumps(rows_of(here), ensure_ascii=False).lower()
    assert "quatremain" not in text and "zephyrin" not in text and "zéphyrin" not in text
    here.rebuilt()
    there.rebuilt()
    assert files_with(home, needles()) == []
    (listed,) = here("transfer", "list", "--json").objects
    assert [each["operation"] for each in listed["acts"]] == ["transfert", "transfert", "transfert", "attestation"]
    register = here("register", "transferts", "--json").out
    assert RECEIVER in register and done["message"] in register
    assert "effacé ici" in here("transfer", "show", transfer).out
