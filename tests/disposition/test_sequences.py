"""Whatever people with several roles try on a real archive, in any order, what is destroyed was permitted."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any, ClassVar
from uuid import UUID

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from chartrier import clock
from chartrier.access.communication import Request, hand_out
from chartrier.catalog.archive import questions
from chartrier.curation.gels import Terms, lift_gel, set_gel
from chartrier.disposition import authorising
from chartrier.disposition.analysing import Wanted
from chartrier.disposition.answering import agree, sign
from chartrier.disposition.authorising import Granting
from chartrier.disposition.executing import executable, execute
from chartrier.disposition.giving_visa import GivenVisa, give_visa
from chartrier.disposition.proposing import propose
from chartrier.disposition.reading import authorisations, propositions
from chartrier.disposition.transfers import answering
from chartrier.disposition.transfers.giving_up import give_up
from chartrier.disposition.transfers.purging import going, purge
from chartrier.disposition.transfers.reading import transfer as transfer_of
from chartrier.disposition.transfers.restituting import purge_restituted
from chartrier.disposition.transfers.sending import Sending, send
from chartrier.errors import ChartrierError
from chartrier.records.attached import AttachedFile
from chartrier.records.policy import VisaTerms
from chartrier.records.roles import Role
from chartrier.rules.disposition.steps import Ground
from chartrier.rules.disposition.transfer import Kind, Step
from chartrier.rules.disposition.visa import Form, LineVerdict, Verdict
from tests.actors import entered
from tests.curation.conftest import Place
from tests.disposition.eliminating import SCAN, Town, appraisal
from tests.disposition.test_authorisations import letter
from tests.ingest.archive import Bench

NAMES = ["archiviste", "chef", "maire", "directrice", "exploitant", "responsable", "same", "everything"]
"""`same` is another account of the archiviste, who may execute; `everything` has every role."""
TERMS = Terms("Procès", "contentieux", "tribunal", date(2099, 1, 1))
SENDERS = st.sampled_from(["archiviste", "archiviste", "everything", "everything", *NAMES])
HANDERS = st.sampled_from(["chef", "archiviste", "everything", *NAMES])
ANSWERS = ["accepted", "accepted", "partly", "refused", "none"]
COUNT = itertools.count(1)


class Sequences(RuleBasedStateMachine):
    """Three dossiers: two whose DUA is over, one whose DUA runs; people who try everything."""

    town: ClassVar[Town]
    elsewhere: ClassVar[Bench]
    folder: ClassVar[Path]
    ended: ClassVar[set[str]] = set()
    """The ways by which something went so far: what never goes proves nothing."""

    @initialize()
    def start(self) -> None:
        run = next(COUNT)
        running = appraisal(start=clock.day_of(clock.now()).isoformat())
        self.over = [self.town.dossier(self.folder, f"Échu {run}.{n}", documents=1) for n in range(2)]
        self.running = self.town.dossier(self.folder, f"Court {run}", running, documents=1)
        self.every = [*itertools.chain(*self.over), *self.running]
        self.held: dict[UUID, list[UUID]] = {}
        self.gone: set[UUID] = set()
        self.mine: list[str] = []
        self.granted: list[UUID] = []
        self.revoked: set[UUID] = set()

    def attempt(self, step: Callable[[], Any]) -> Any:
        try:
            return step()
        except ChartrierError:
            return None

    @property
    def place(self) -> tuple[Any, Any]:
        return self.town.bench.tenant, self.town.place.archive.copies

    names = st.sampled_from(NAMES)

    @rule(name=names, ground=st.sampled_from([Ground.VISA, Ground.VISA, Ground.BROUILLON, Ground.DOUBLE]))
    def propose(self, name: str, ground: Ground) -> None:
        wanted = Wanted(self.every, clock.day_of(clock.now()), ground, "essai")
        made = self.attempt(lambda: propose(wanted, *self.place, self.town.people[name]))
        if made:
            self.mine.append(made.number)

    @rule(first=st.permutations(NAMES), verdicts=st.lists(st.sampled_from(Verdict), min_size=3, max_size=3))
    def take_every_step(self, first: list[str], verdicts: list[Verdict]) -> None:
        for number in self.mine[-1:]:
            for name in first:
                actor = self.town.people[name]
                self.attempt(lambda: agree(number, *self.place, actor))  # noqa: B023 - called at once
                self.attempt(lambda: sign(number, *self.place, actor, attests=True))  # noqa: B023
            given = tuple(
                LineVerdict(line, verdict, "motif" if verdict is Verdict.REFUSE else "")
                for line, verdict in enumerate([Verdict.ACCORDE, *verdicts], 1)
            )
            for name, form in itertools.product(first, Form):
                for count in (1, 2):
                    self.give(number, name, given[:count], form)

    def give(self, number: str, name: str, verdicts: tuple[LineVerdict, ...], form: Form) -> None:
        document = None if form is Form.APPLICATION else SCAN
        visa = GivenVisa(form, clock.day_of(clock.now()), verdicts, document, "carton 3")
        self.attempt(lambda: give_visa(number, visa, *self.place, self.town.people[name]))

    @rule(name=names, form=st.sampled_from(Form), days=st.sampled_from([(0, 30), (0, 30), (1, 30), (-9, -1)]))
    def grant(self, name: str, form: Form, days: tuple[int, int]) -> None:
        today = clock.day_of(clock.now())
        what = Granting(letter(form), *(today + timedelta(each) for each in days), ["R10"])
        given = self.attempt(lambda: authorising.grant(what, *self.place, self.town.people[name]))
        if given:
            self.granted.append(given.id)

    @rule(name=names, which=st.integers(0, 2))
    def revoke(self, name: str, which: int) -> None:
        for given in self.granted[-1 - which :][:1]:
            how = letter(Form.PAPIER)
            actor = self.town.people[name]
            done = self.attempt(lambda: authorising.revoke(given, "essai", how, *self.place, actor))  # noqa: B023
            if done:
                self.revoked.add(given)

    @rule(first=st.permutations(NAMES), which=st.integers(0, 1))
    def impute_after_every_step(self, first: list[str], which: int) -> None:
        for number, given in itertools.product(self.mine[-1:], self.granted[-1 - which :][:1]):
            for name in first:
                actor = self.town.people[name]
                self.attempt(lambda: agree(number, *self.place, actor))  # noqa: B023 - called at once
                self.attempt(lambda: sign(number, *self.place, actor, attests=True))  # noqa: B023
            for name in first:
                actor = self.town.people[name]
                self.attempt(lambda: authorising.impute(number, given, *self.place, actor))  # noqa: B023

    @rule(then=st.sampled_from(["nothing", "revoke", "hold"]), order=st.permutations(NAMES))
    def go_by_an_authorisation(self, then: str, order: list[str]) -> None:
        """All the steps by those whose they are; then something may still happen before people execute."""
        self.propose("archiviste", Ground.VISA)
        self.grant("archiviste", Form.PAPIER, (0, 30))
        self.impute_after_every_step(["chef", "maire", "archiviste"], 0)
        if then == "revoke":
            self.revoke("archiviste", 0)
        elif then == "hold":
            self.hold(0)
        self.execute(order)

    @rule(which=st.integers(0, 5))
    def hold(self, which: int) -> None:
        unit = self.every[which]
        if unit not in self.gone:
            gel = self.attempt(lambda: set_gel([unit], TERMS, *self.place, self.town.people["archiviste"]))
            if gel:
                self.held[gel] = [unit]

    @rule()
    def lift(self) -> None:
        for gel in [*self.held]:
            self.attempt(lambda: lift_gel(gel, "fini", *self.place, self.town.people["archiviste"]))  # noqa: B023
            del self.held[gel]

    @rule(order=st.permutations(NAMES))
    def execute(self, order: list[str]) -> None:
        for number, name in itertools.product(self.mine[-1:], order):
            found = next(each for each in propositions(self.town.bench.tenant) if each.number == number)
            would = self.attempt(lambda: executable(number, *self.place))  # noqa: B023
            count = len(would.units) if would else 0
            done = self.attempt(lambda: execute(number, count, *self.place, self.town.people[name]))  # noqa: B023
            if done is None:
                continue
            units = {*done.executable.units}
            actor, state = self.town.people[name], found.state
            held = self.under_gel()
            assert units
            assert not units & held, "under gel"
            assert units <= {*itertools.chain(*self.over)}, "before échéance"
            assert actor.principal != state.proposed.principal, "by one person alone"
            if state.ground.needs_visa:
                assert state.assentiment and state.signature
                visaed = {*state.visa.accepted} if state.visa else set()
                standing = {*done.executable.lines} - visaed
                assert standing <= {*state.imputed}, "outside the visa"
                by = {state.imputed[line] for line in standing}
                assert not by & self.revoked, "after its revocation"
                known = authorisations(self.town.bench.tenant)
                assert all(known[each].runs(clock.day_of(clock.now())) for each in by), "outside its period"
                assert actor.principal != state.signature.principal
                assert not state.visa or actor.principal != state.visa.by.principal
                assert actor.principal not in {known[each].granted.principal for each in by}
            else:
                assert state.confirmation
                assert state.confirmation.principal != state.proposed.principal
            self.gone |= units

    @rule(name=SENDERS, which=st.integers(0, 2), answer=st.sampled_from(ANSWERS), first=st.permutations(NAMES))
    def transfer(self, name: str, which: int, answer: str, first: list[str]) -> None:
        """Sent by one, answered, then everybody tries to destroy what left, before the answer too."""
        dossier, number = (*self.over, self.running)[which], next(COUNT)
        tenant, copies = self.place
        package = self.folder / f"leaving-{number}.zip"
        wanted = Sending(dossier[:1], Kind.TRANSFERT, "AILLEURS", "SERVICE", "ACCORD-1")
        sent = self.attempt(lambda: send(wanted, package, None, tenant, copies, self.town.people[name]))
        if sent is None:
            return
        assert not self.gone & {*dossier}
        proof, reply = self.taken(package, number)
        for each in first:
            assert self.purge_transfer(sent.act, each, proof) is None, "before acceptance"
        if answer == "none":
            self.attempt(lambda: give_up(sent.act, "sans réponse", tenant, copies, self.town.people[name]))
            for each in first:
                assert self.purge_transfer(sent.act, each, proof) is None, "given up"
            return
        text = reply.read_text()
        if answer == "refused":
            text = text.replace(">WARNING<", ">KO<").replace(">OK<", ">KO<")
        elif answer == "partly":
            last = text.rindex("<SystemId>")
            text = text[:last] + text[text.index("</SystemId>", last) + len("</SystemId>") :]
        reply.write_text(text)
        replied = self.attempt(lambda: answering.reply(sent.act, reply, tenant, copies, self.town.people[name]))
        assert replied is not None
        taken = {*transfer_of(tenant, sent.act).taken}
        assert {"refused": not taken, "partly": len(taken) < len(dossier)}.get(answer, taken == {*dossier})
        for each in first:
            assert self.purge_transfer(sent.act, each, None) is None, "without a proof"
            before = {unit for unit in dossier if self.there(unit)}
            done = self.purge_transfer(sent.act, each, proof)
            units = before - {unit for unit in dossier if self.there(unit)}
            assert (done is None) is (not units)
            if done is not None:
                self.ended.add(f"transfer {answer}")
                assert units <= taken, "not taken"
                assert not units & self.under_gel(), "under gel"
                assert self.town.people[each].principal != self.town.people[name].principal, "by one person alone"
                self.gone |= units
        if transfer_of(tenant, sent.act).state.step in (Step.ACCEPTED, Step.PARTLY):
            self.attempt(lambda: give_up(sent.act, "autrement", tenant, copies, self.town.people[name]))

    def taken(self, package: Path, number: int) -> tuple[Path, Path]:
        """What the other archive proves to hold of a package, and its reply."""
        outcome = self.elsewhere.accept(package)
        proof, reply = self.folder / f"proof-{number}.csv", self.folder / f"reply-{number}.xml"
        lines = [f"{each['id']};{each['digests']['sha512']}" for each in self.elsewhere.objects(outcome)]
        proof.write_text("\n".join(["identifiant;sha512", *lines]))
        reply.write_bytes((self.elsewhere.contents(outcome)[0] / "reply.xml").read_bytes())
        return proof, reply

    def purge_transfer(self, act: UUID, name: str, proof: Path | None) -> Any:
        tenant, copies = self.place
        count = len(going(transfer_of(tenant, act), tenant, clock.day_of(clock.now()))) or 1
        return self.attempt(
            lambda: purge(act, count, proof, None, tenant, copies, self.town.people[name], unsigned=True)
        )

    @rule(
        name=HANDERS, which=st.integers(0, 2), first=st.permutations(NAMES), signed=st.sampled_from([True, True, False])
    )
    def restitute(self, name: str, which: int, first: list[str], signed: bool) -> None:
        dossier, number = (*self.over, self.running)[which], next(COUNT)
        tenant, copies = self.place
        request, target = Request(dossier[:1]), self.folder / f"back-{number}.zip"
        done = self.attempt(lambda: hand_out(request, target, tenant, copies, self.town.people[name], "restitution"))
        if done is None:
            return
        for each in first:
            before = {unit for unit in dossier if self.there(unit)}
            receipt = AttachedFile("recu.pdf", SCAN) if signed else None
            purged = self.attempt(
                lambda: purge_restituted(done.act, len(before), receipt, tenant, copies, self.town.people[each])  # noqa: B023
            )
            units = before - {unit for unit in dossier if self.there(unit)}
            assert (purged is None) is (not units)
            if purged is not None:
                self.ended.add("restitution")
                assert signed, "without a receipt"
                assert not units & self.under_gel(), "under gel"
                assert self.town.people[each].principal != self.town.people[name].principal, "by one person alone"
                self.gone |= units

    def under_gel(self) -> set[UUID]:
        return {unit for roots in self.held.values() for root in roots for unit in self.below(root)}

    def there(self, unit: UUID) -> bool:
        return questions.unit([self.town.bench.tenant.key], unit) is not None

    def below(self, root: UUID) -> list[UUID]:
        dossier = next(each for each in (*self.over, self.running) if root in each)
        return dossier if root == dossier[0] else [root]

    @invariant()
    def nothing_else_is_gone(self) -> None:
        for unit in getattr(self, "every", []):
            assert self.there(unit) is (unit not in self.gone)


@pytest.fixture(scope="module")
def people(place: Place, tmp_path_factory: pytest.TempPathFactory) -> Town:
    town = Town.new(place)
    archive, tenant = place.archive, town.bench.tenant
    town.people["same"] = entered(archive, tenant, Role.EXPLOITANT, same_as=town.people["archiviste"])
    town.people["everything"] = entered(archive, tenant, *Role)
    town.visa_terms(VisaTerms(frozenset(Form), "convention du 3 mars", types=frozenset({"autorisation"})))
    Sequences.elsewhere = Bench.new(archive)
    Sequences.town, Sequences.folder = town, tmp_path_factory.mktemp("sips")
    return town


def trial(examples: int, steps: int) -> None:
    how = settings(
        max_examples=examples,
        stateful_step_count=steps,
        deadline=None,
        database=None,
        derandomize=True,
        suppress_health_check=[*HealthCheck],
        phases=[Phase.generate],
    )
    run_state_machine_as_test(Sequences, settings=how)  # type: ignore[no-untyped-call]


def test_each_way_of_leaving_is_reached(people: Town) -> None:
    """What never goes proves nothing: the steps of the trials do destroy."""
    Sequences.ended.clear()
    for answer in ("accepted", "partly"):
        machine = Sequences()
        machine.start()
        machine.running = people.dossier(machine.folder, f"Parti {answer}", documents=2)
        machine.transfer("archiviste", 2, answer, NAMES)
        machine.nothing_else_is_gone()
    machine.restitute("archiviste", 1, NAMES, signed=True)
    machine.nothing_else_is_gone()
    assert Sequences.ended == {"transfer accepted", "transfer partly", "restitution"}


def test_a_few_sequences(people: Town) -> None:
    trial(4, 8)
    assert people.bench.is_proven()


@pytest.mark.faults
@pytest.mark.timeout(3_600)
def test_many_sequences(people: Town) -> None:
    trial(25, 15)
    assert people.bench.is_proven()
