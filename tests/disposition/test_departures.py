"""What keeps a transfer from ending, what it leaves, and what `verify` refuses of one: two tenants of one archive."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from chartrier.access.communication import Request, hand_out
from chartrier.access.describing import describe
from chartrier.access.inherited import rules_shown
from chartrier.catalog.acts.register import acts_of
from chartrier.catalog.archive import questions
from chartrier.catalog.transfers.notices import find_notices
from chartrier.copies.acting import Act
from chartrier.copies.copies import Copies
from chartrier.copies.destruction.ordering import Ordered, order
from chartrier.curation.gels import lift_gel, set_gel
from chartrier.disposition.guards import listed, members_of, took
from chartrier.disposition.transfers import answering, purging, sending
from chartrier.disposition.transfers.answering import Answered
from chartrier.disposition.transfers.giving_up import give_up
from chartrier.disposition.transfers.purging import going
from chartrier.disposition.transfers.reading import transfer
from chartrier.disposition.transfers.restituting import purge_restituted
from chartrier.disposition.transfers.sending import Sent
from chartrier.errors import ChartrierError
from chartrier.ingest.recovery import finish_interrupted
from chartrier.records.actor import Actor
from chartrier.records.attached import AttachedFile
from chartrier.records.lists import write_units
from chartrier.records.roles import Role
from chartrier.rules.disposition.transfer import Kind, Step, whole_trees
from chartrier.verify.everything import verify_all
from chartrier.verify.reader import FolderCopy
from tests.actors import entered
from tests.curation.test_correcting import corrected, setting
from tests.curation.test_gels import TERMS
from tests.disposition.eliminating import Town, appraisal
from tests.disposition.graphs import nodes
from tests.ingest.archive import Bench, new_tenant

RECEIVER = "ARCHIVES-DEPARTEMENTALES"


@dataclass
class Crossing:
    """A town that transfers, and the archive that receives."""

    town: Town
    there: Bench
    folder: Path
    proof: Path | None = None
    unsigned: bool = True

    @property
    def copies(self) -> Copies:
        return self.town.place.archive.copies

    def send(self, *units: UUID, kind: Kind = Kind.TRANSFERT, name: str = "sip.zip", **how: Any) -> Sent:
        wanted = sending.Sending(units, kind, RECEIVER, "SERVICE", "ACCORD-1")
        copies, actor = how.get("copies", self.copies), self.town.people[how.get("by", "archiviste")]
        return sending.send(wanted, self.folder / name, None, self.town.bench.tenant, copies, actor)

    def received(self, name: str = "sip.zip") -> Path:
        """The package taken by the other archive: its reply; its list of what it verified is the proof."""
        outcome = self.there.accept(self.folder / name)
        held = self.there.objects(outcome)
        self.proof = self.folder / f"{name}.csv"
        lines = [f"{each['id']};{each['digests']['sha512']}" for each in held]
        self.proof.write_text("\n".join(["identifiant;sha512", *lines]))
        return self.there.contents(outcome)[0] / "reply.xml"

    def reply(self, act: UUID, file: Path, copies: Copies | None = None) -> Answered:
        people = self.town.people
        return answering.reply(act, file, self.town.bench.tenant, copies or self.copies, people["archiviste"])

    def purge(self, act: UUID, count: int, by: str = "responsable", copies: Copies | None = None) -> Ordered:
        tenant, actor = self.town.bench.tenant, self.town.people[by]
        return purging.purge(act, count, self.proof, None, tenant, copies or self.copies, actor, unsigned=self.unsigned)

    def titles(self) -> set[str]:
        return {unit.title for unit in questions.newest([self.town.bench.tenant.key], limit=99)}


@pytest.fixture
def crossing(town: Town, tmp_path: Path) -> Crossing:
    archive = town.place.archive
    return Crossing(town, Bench(archive, new_tenant(archive), archive.means), tmp_path)


def refused(code: str, do: Callable[[], object]) -> None:
    with pytest.raises(ChartrierError) as problem:
        do()
    assert problem.value.finding.code == code, problem.value.finding.message("en")


def test_a_depot_leaves_its_notice(crossing: Crossing) -> None:
    town, tenant = crossing.town, crossing.town.bench.tenant
    units = town.dossier(crossing.folder, "Plan de l'école")
    sent = crossing.send(units[0], kind=Kind.DEPOT)
    crossing.reply(sent.act, crossing.received())
    taken = transfer(tenant, sent.act).taken
    assert crossing.purge(sent.act, 3).counts.units == 3
    notice = describe([tenant.key], units[0], crossing.copies)
    assert (notice["kind"], notice["title"]) == ("notice", "Plan de l'école")
    assert (notice["deposited_at"], notice["identifier_there"]) == (RECEIVER, str(taken[units[0]]))
    assert len(describe([tenant.key], units[1], crossing.copies)["objects"]) == 1
    assert [each.unit for each in find_notices([tenant.key], "ECOLE plan", 9)] == sorted(units, reverse=True)
    assert [each.unit for each in find_notices([tenant.key], "école -pièce", 9)] == units[:1]
    assert find_notices([crossing.there.tenant.key], "école", 9) == []
    assert town.bench.is_proven()
    town.place.same_when_made_again(town.bench)


def test_only_what_was_taken_goes(crossing: Crossing) -> None:
    town, tenant = crossing.town, crossing.town.bench.tenant
    root, first, second = town.dossier(crossing.folder, "Un")
    sent = crossing.send(root)
    reply = crossing.received().read_text()
    refusing = crossing.folder / "partly.xml"
    there = next(unit for unit in questions.newest([crossing.there.tenant.key]) if unit.title == "Un, pièce 1")
    refusing.write_text(reply.replace(f"<SystemId>{there.id}</SystemId>", ""))
    done = crossing.reply(sent.act, refusing)
    assert (done.answer, done.taken, done.left) == ("partly", 2, (second,))
    known = transfer(tenant, sent.act)
    assert (known.state.step, going(known, tenant, crossing.copies.clock().date())) == (Step.PARTLY, {first})
    again = crossing.send(second, name="again.zip")
    assert not again.again
    refused("RUL-356", lambda: crossing.purge(sent.act, 2))
    crossing.purge(sent.act, 1)
    assert crossing.titles() == {"Un", "Un, pièce 1"}
    assert town.bench.is_proven()
    town.place.same_when_made_again(town.bench)


def test_an_object_that_was_not_taken_keeps_its_unit(crossing: Crossing) -> None:
    root, first, _ = crossing.town.dossier(crossing.folder, "Un")
    sent = crossing.send(root)
    text = crossing.received().read_text()
    name = next(each for each in text.split("<DataObjectSystemId>")[1:])[:36]
    partly = crossing.folder / "partly.xml"
    partly.write_text(text.replace(f"<DataObjectSystemId>{name}</DataObjectSystemId>", ""))
    assert crossing.reply(sent.act, partly).left == (first,)


def test_what_a_refusal_leaves(crossing: Crossing) -> None:
    town = crossing.town
    units = town.dossier(crossing.folder, "Refusé")
    sent = crossing.send(units[0])
    reply = crossing.folder / "ko.xml"
    reply.write_text(crossing.received().read_text().replace(">WARNING<", ">KO<").replace(">OK<", ">KO<"))
    assert crossing.reply(sent.act, reply).answer == "refused"
    refused("RUL-353", lambda: crossing.purge(sent.act, 3))
    assert not crossing.send(units[0], name="again.zip").again
    assert town.bench.is_proven()


def test_what_keeps_a_transfer_from_ending(crossing: Crossing) -> None:
    town, tenant = crossing.town, crossing.town.bench.tenant
    archiviste = town.people["archiviste"]
    root, first, _ = town.dossier(crossing.folder, "Un")
    gel = set_gel([first], TERMS, tenant, crossing.copies, archiviste)
    refused("DSP-022", lambda: crossing.send(root))
    lift_gel(gel, "fini", tenant, crossing.copies, archiviste)
    refused("DSP-004", crossing.send)
    refused("DSP-001", lambda: crossing.send(root, by="responsable"))
    assert list(crossing.folder.glob("*.zip")) == [crossing.folder / "Un.zip"]
    sent = crossing.send(root)
    refused("DSP-024", lambda: crossing.send(first, name="other.zip"))
    refused("DSP-005", lambda: town.propose(root))
    reply, wrong = crossing.received(), crossing.folder / "wrong.xml"
    for old, new, code in (
        (str(sent.act), "AUTRE", "DSP-029"),
        (RECEIVER, "UN-AUTRE", "DSP-030"),
        ('<ArchiveUnit id="U-0">', '<ArchiveUnit id="inconnu">', "DSP-035"),
    ):
        wrong.write_text(reply.read_text().replace(old, new))
        refused(code, lambda: crossing.reply(sent.act, wrong))
    wrong.write_text("rien")
    refused("SEDA-110", lambda: crossing.reply(sent.act, wrong))
    refused("RUL-353", lambda: crossing.purge(sent.act, 3))
    crossing.reply(sent.act, reply)
    refused("RUL-350", lambda: crossing.reply(sent.act, reply))
    town.people["double"] = entered(town.place.archive, tenant, Role.EXPLOITANT, same_as=archiviste)
    refused("RUL-301", lambda: crossing.purge(sent.act, 3, by="double"))
    proof, crossing.proof = crossing.proof, None
    refused("DSP-033", lambda: crossing.purge(sent.act, 3))
    crossing.proof = crossing.folder / "liste.csv"
    assert proof is not None
    crossing.proof.write_text("\n".join(proof.read_text().splitlines()[:-1]))
    refused("DSP-034", lambda: crossing.purge(sent.act, 3))
    crossing.proof.write_text("n'importe quoi")
    refused("DSP-032", lambda: crossing.purge(sent.act, 3))
    crossing.proof, crossing.unsigned = proof, False
    refused("DSP-050", lambda: crossing.purge(sent.act, 3))
    crossing.unsigned = True
    gel = set_gel([first], TERMS, tenant, crossing.copies, archiviste)
    refused("DSP-022", lambda: crossing.purge(sent.act, 3))
    lift_gel(gel, "fini", tenant, crossing.copies, archiviste)
    corrected(town.place, town.bench, archiviste, setting(first, "Title=Autrement"))
    refused("DSP-025", lambda: crossing.purge(sent.act, 3))
    assert len(crossing.titles()) == 3
    assert town.bench.is_proven()


def test_a_transfer_that_is_given_up(crossing: Crossing) -> None:
    town, tenant = crossing.town, crossing.town.bench.tenant
    root, *_ = town.dossier(crossing.folder, "Sans réponse")
    sent = crossing.send(root)
    archiviste = town.people["archiviste"]
    refused("RUL-309", lambda: give_up(sent.act, " ", tenant, crossing.copies, archiviste))
    reply = crossing.received()
    give_up(sent.act, "le destinataire n'existe plus", tenant, crossing.copies, archiviste)
    assert transfer(tenant, sent.act).state.step is Step.GIVEN_UP
    refused("RUL-357", lambda: crossing.reply(sent.act, reply))
    refused("RUL-357", lambda: crossing.purge(sent.act, 3))
    refused("RUL-357", lambda: give_up(sent.act, "encore", tenant, crossing.copies, archiviste))
    assert crossing.send(root, name="again.zip").act != sent.act
    assert town.bench.is_proven()
    town.place.same_when_made_again(town.bench)


def test_what_contradicts_itself_above_does_not_leave_alone(crossing: Crossing) -> None:
    town = crossing.town
    first, second, below = nodes(
        town.bench, crossing.folder, [[], [], [0, 1]], [appraisal("R30", final="Keep"), appraisal("R30"), ""]
    )
    refused("DLV-016", lambda: crossing.send(below))
    assert crossing.send(first, second).parcel.units == 3


def test_what_holds_for_a_whole_versement_leaves_with_a_part(crossing: Crossing) -> None:
    tenant, there = crossing.town.bench.tenant, crossing.there.tenant
    _, first, _ = crossing.town.dossier(crossing.folder, "Partie")
    crossing.send(first)
    crossing.received()
    (received,) = questions.newest([there.key])
    today = crossing.copies.clock().date()
    ours, theirs = (
        [
            (each.category, each.properties, [(rule.rule, rule.start) for rule in each.rules])
            for each in rules_shown(key, unit, today).categories
        ]
        for key, unit in ((tenant.key, first), (there.key, received.id))
    )
    assert ours == theirs
    assert ours


class Died(BaseException):
    """Ends an act as a death would, but that what it holds is let go of."""


def dying(copies: Copies, point: str) -> Copies:
    def breakpoint_(name: str) -> None:
        if name == point:
            raise Died

    return dataclasses.replace(copies, breakpoint=breakpoint_)


POINTS = ("computed", "committed", "inventory-a", "attesting")


def test_cut_off_on_the_way(crossing: Crossing) -> None:
    town, tenant = crossing.town, crossing.town.bench.tenant
    units = town.dossier(crossing.folder, "Coupé")
    with pytest.raises(Died):
        crossing.send(units[0], copies=dying(crossing.copies, "copied"))
    assert acts_of(tenant.key, ["transfert"]) == []
    with pytest.raises(Died):
        crossing.send(units[0], copies=dying(crossing.copies, "committed"))
    assert not (crossing.folder / "sip.zip").exists()
    sent = crossing.send(units[0])
    assert sent.again
    reply = crossing.received()
    with pytest.raises(Died):
        crossing.reply(sent.act, reply, dying(crossing.copies, "checkpoint-a"))
    finish_interrupted(tenant, town.bench.means)
    assert transfer(tenant, sent.act).state.step is Step.ACCEPTED
    for point in POINTS:
        with pytest.raises(Died):
            crossing.purge(sent.act, 3, copies=dying(crossing.copies, point))
        finish_interrupted(tenant, town.bench.means)
        ordered = POINTS.index(point) >= POINTS.index("committed")
        assert (crossing.titles() == set()) is ordered
        assert town.bench.is_proven()
        if ordered:
            units = town.dossier(crossing.folder, f"Coupé à {point}")
            sent = crossing.send(units[0], name=f"{point}.zip")
            crossing.reply(sent.act, crossing.received(f"{point}.zip"))
    crossing.purge(sent.act, 3)
    operations = [act.operation for act in acts_of(tenant.key, ["transfert", "attestation"])]
    assert operations.count("attestation") * 3 == operations.count("transfert")
    town.place.same_when_made_again(town.bench)


def test_a_restitution_then_goes(crossing: Crossing) -> None:
    town, tenant = crossing.town, crossing.town.bench.tenant
    receipt = AttachedFile("recu.pdf", b"%PDF-1.4 recu et signe")

    def hand(unit: UUID, name: str, **how: Any) -> UUID:
        request = Request([unit], **how)
        people = town.people
        return hand_out(request, crossing.folder / name, tenant, crossing.copies, people["chef"], "restitution").act

    def purge(act: UUID, count: int, by: str = "responsable", given: AttachedFile | None = receipt) -> Ordered:
        return purge_restituted(act, count, given, tenant, crossing.copies, town.people[by])

    units = town.dossier(crossing.folder, "Rendu")
    some = hand(units[0], "some.zip", usages=["Dissemination"])
    refused("DSP-036", lambda: purge(some, 3))
    act = hand(units[0], "r.zip")
    town.people["double"] = entered(town.place.archive, tenant, Role.EXPLOITANT, same_as=town.people["chef"])
    refused("RUL-301", lambda: purge(act, 3, "double"))
    refused("DSP-037", lambda: purge(act, 3, given=None))
    refused("RUL-356", lambda: purge(act, 2))
    proposed = town.propose(units[0])
    refused("DSP-023", lambda: purge(act, 3))
    assert proposed.number
    other = town.dossier(crossing.folder, "Rendu aussi")
    handed = hand(other[0], "o.zip")
    assert purge(handed, 3).counts.units == 3
    refused("DSP-036", lambda: purge(handed, 3))
    assert questions.unit([tenant.key], other[0]) is None
    assert town.bench.is_proven()
    town.place.same_when_made_again(town.bench)


def proofs_of(town: Town) -> list[str]:
    tenant, copies = town.bench.tenant, town.place.archive.settings.copies
    report = verify_all([FolderCopy(name, folder / tenant.code) for name, folder in copies.items()])
    return [each.code for each in report.findings]


Change = Callable[[dict[str, Any]], None]


def without_transfer(record: dict[str, Any]) -> None:
    record["subject"] = None


def by_the_sender(record: dict[str, Any]) -> None:
    record["by"] = "archiviste"


def of_another_step(record: dict[str, Any]) -> None:
    record["step"] = "reponse"


def of_another_count(record: dict[str, Any]) -> None:
    record["typed"] = 2


def of_more_than_it_names(record: dict[str, Any]) -> None:
    record["really"] = 3


def as_it_should_be(record: dict[str, Any]) -> None:
    """Nothing is changed."""


@pytest.mark.parametrize(
    ("change", "wrong"),
    [
        (as_it_should_be, False),
        (without_transfer, True),
        (by_the_sender, True),
        (of_another_step, True),
        (of_another_count, True),
        (of_more_than_it_names, True),
    ],
)
def test_an_order_is_what_the_receiver_took(crossing: Crossing, change: Change, wrong: bool) -> None:
    """What whoever holds the program, a key and a role may write, `verify` refuses for ever."""
    town = crossing.town
    units = town.dossier(crossing.folder, "Pris")
    sent = crossing.send(units[0])
    crossing.reply(sent.act, crossing.received())
    record: dict[str, Any] = {"subject": sent.act, "by": "responsable", "step": "effacement", "typed": 1, "really": 1}
    change(record)
    going = units[1:2] if record["really"] == 1 else units
    _order(town, units[1:2], going, record)
    assert ("VER-077" in proofs_of(town)) is wrong


def _order(town: Town, named: list[UUID], units: list[UUID], record: dict[str, Any]) -> None:
    actor: Actor = town.people[record["by"]]
    copies = town.place.archive.copies
    listing = write_units(named)
    members = {
        **members_of(took(actor, copies.clock())),
        **{name: record[name] for name in ("step", "typed")},
        "kind": "transfert",
        "receiver": RECEIVER,
        "units": listed(listing),
    }
    files = {"units.jsonl": listing, "notices.jsonl": b""}
    order(Act("transfert", members, record["subject"], files), units, town.bench.tenant, copies, actor)


def test_whole_trees() -> None:
    a, b, c, d = (UUID(int=each) for each in range(4))
    children = {a: [b, c], b: [d], c: [d]}
    assert whole_trees([a, b, c, d], children) == {a, b, c, d}
    assert whole_trees([a, b, d], children) == {b, d}
    assert whole_trees([a, b, c], children) == frozenset()
