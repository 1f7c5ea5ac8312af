"""Whatever people with several roles try on a real archive, in any order, what is destroyed was permitted."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any, ClassVar
from uuid import UUID

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from chartrier import clock
from chartrier.catalog.archive import questions
from chartrier.curation.gels import Terms, lift_gel, set_gel
from chartrier.disposition.analysing import Wanted
from chartrier.disposition.answering import agree, sign
from chartrier.disposition.executing import executable, execute
from chartrier.disposition.giving_visa import GivenVisa, give_visa
from chartrier.disposition.proposing import propose
from chartrier.disposition.reading import propositions
from chartrier.errors import ChartrierError
from chartrier.records.policy import VisaTerms
from chartrier.records.roles import Role
from chartrier.rules.disposition.steps import Ground
from chartrier.rules.disposition.visa import Form, LineVerdict, Verdict
from tests.actors import entered
from tests.curation.conftest import Place
from tests.disposition.eliminating import SCAN, Town, appraisal

NAMES = ["archiviste", "chef", "maire", "directrice", "exploitant", "responsable", "same", "everything"]
"""`same` is another account of the archiviste, who may execute; `everything` has every role."""
TERMS = Terms("Procès", "contentieux", "tribunal", date(2099, 1, 1))
COUNT = itertools.count(1)


class Sequences(RuleBasedStateMachine):
    """Three dossiers: two whose DUA is over, one whose DUA runs; people who try everything."""

    town: ClassVar[Town]
    folder: ClassVar[Path]

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
            held = {unit for roots in self.held.values() for root in roots for unit in self.below(root)}
            assert units
            assert not units & held, "under gel"
            assert units <= {*itertools.chain(*self.over)}, "before échéance"
            assert actor.principal != state.proposed.principal, "by one person alone"
            if state.ground.needs_visa:
                assert state.assentiment and state.signature and state.visa
                assert {*done.executable.lines} <= {*state.visa.accepted}, "outside the visa"
                assert actor.principal not in (state.signature.principal, state.visa.by.principal)
            else:
                assert state.confirmation
                assert state.confirmation.principal != state.proposed.principal
            self.gone |= units

    def below(self, root: UUID) -> list[UUID]:
        dossier = next(each for each in (*self.over, self.running) if root in each)
        return dossier if root == dossier[0] else [root]

    @invariant()
    def nothing_else_is_gone(self) -> None:
        for unit in getattr(self, "every", []):
            there = questions.unit([self.town.bench.tenant.key], unit) is not None
            assert there is (unit not in self.gone)


@pytest.fixture(scope="module")
def people(place: Place, tmp_path_factory: pytest.TempPathFactory) -> Town:
    town = Town.new(place)
    archive, tenant = place.archive, town.bench.tenant
    town.people["same"] = entered(archive, tenant, Role.EXPLOITANT, same_as=town.people["archiviste"])
    town.people["everything"] = entered(archive, tenant, *Role)
    town.visa_terms(VisaTerms(frozenset(Form), "convention du 3 mars"))
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


def test_a_few_sequences(people: Town) -> None:
    trial(2, 8)
    assert people.bench.is_proven()


@pytest.mark.faults
@pytest.mark.timeout(3_600)
def test_many_sequences(people: Town) -> None:
    trial(25, 15)
    assert people.bench.is_proven()
