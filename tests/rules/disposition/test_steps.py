"""Whatever several people try, in any order: nothing goes under hold, early, without visa, or by one person alone."""

from __future__ import annotations

import io
from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule

from chartrier.errors import ChartrierError, Conflict, InvalidInput, NotAllowed
from chartrier.records.finding import Findings
from chartrier.records.policy import VISA_TYPES, VisaTerms
from chartrier.rules.categories import Category
from chartrier.rules.declaration import Declaration, DeclaredCategory, DeclaredRule
from chartrier.rules.disposition import authorisation, steps
from chartrier.rules.disposition.authorisation import Authorisation, Used
from chartrier.rules.disposition.decision import Status, decide
from chartrier.rules.disposition.line import Line, LineRule
from chartrier.rules.disposition.steps import Answer, Disposition, Ground, Imputation, Order, Step, Taken, Visa
from chartrier.rules.disposition.visa import Form, LineVerdict, Verdict, all_accepted, read_verdicts
from chartrier.rules.disposition.whole import whole
from chartrier.rules.inheritance import RuledUnit, inherit

TODAY = date(2026, 11, 28)
PRINCIPALS = [1, 1, 2, 3, 4]
"""Five accounts; the first two are of one person."""
FORMS = VisaTerms(frozenset(Form), "courrier du 3 mars", waiting=2, types=frozenset(VISA_TYPES))
PARENTS = {0: [], 1: [0], 2: [0], 3: [1, 2], 4: [], 5: [4, 2]}


def a_line(number: int, units: Sequence[int]) -> Line:
    """A line of units of 10 bytes, each with the rule of its number."""
    rules = tuple(LineRule(f"R{unit}", f"Règle {unit}", "10 ans", None, None, "texte") for unit in units)
    identifier, size = UUID(int=number), 10 * len(units)
    return Line(number, identifier, "", False, None, None, len(units), "", 0, size, 0, "numérique", rules, "", ())


def categories(units: Collection[int]) -> tuple[authorisation.Category, ...]:
    return tuple(authorisation.Category(f"R{unit}", f"Règle {unit}", "10 ans", "texte") for unit in sorted(units))


class Sequences(RuleBasedStateMachine):
    """Units with an échéance each, and gels; people who try everything, in any order."""

    @initialize()
    def start(self) -> None:
        self.day = TODAY
        self.minutes = 0
        self.endings = dict.fromkeys(PARENTS, TODAY)
        self.held: set[int] = set()
        self.gone: set[int] = set()
        self.disposition: Disposition | None = None
        self.principals = [UUID(int=100 + each) for each in PRINCIPALS]
        self.members: dict[int, tuple[int, ...]] = {}
        self.granted: dict[UUID, Authorisation] = {}
        self.used: dict[UUID, Used] = {}

    def taken(self, account: int, granted: bool = True) -> Taken:
        self.minutes += 1
        at = datetime(self.day.year, self.day.month, self.day.day, tzinfo=UTC) + timedelta(seconds=self.minutes)
        return Taken(UUID(int=account + 1), self.principals[account], at, granted, "" if granted else "non")

    def going(self) -> set[int]:
        """The units that may go today, as the functions find it out."""
        units = []
        for unit, parents in PARENTS.items():
            if unit not in self.gone:
                rules = (DeclaredRule(f"R{unit}", end=self.endings[unit]),)
                declared = DeclaredCategory(rules, {"FinalAction": "Destroy"})
                there = [each for each in parents if each not in self.gone]
                units.append(RuledUnit(unit, there, "A", Declaration({Category.APPRAISAL: declared})))
        found = decide(inherit(units), self.day)
        return {unit for unit, decision in found if decision.status is Status.DESTROY} - self.under_gel()

    def under_gel(self) -> set[int]:
        return {unit for unit in PARENTS if self.above(unit) & self.held}

    def above(self, unit: int) -> set[int]:
        return {unit}.union(*(self.above(parent) for parent in PARENTS[unit]))

    def take(self, step: Callable[[Disposition], Disposition]) -> None:
        if self.disposition is not None:
            try:
                self.disposition = step(self.disposition)
            except ChartrierError:
                return

    accounts = st.integers(0, 4)
    verdicts = st.sampled_from([Verdict.ACCORDE, Verdict.ACCORDE, *Verdict])

    @precondition(lambda self: self.disposition is None or self.disposition.step in (Step.DONE, Step.CLOSED))
    @rule(account=accounts, asked=st.sets(st.sampled_from([*PARENTS]), min_size=2), ground=st.sampled_from(Ground))
    def propose(self, account: int, asked: set[int], ground: Ground) -> None:
        children = {
            unit: [each for each in PARENTS if unit in PARENTS[each] and each not in self.gone] for unit in PARENTS
        }
        lines = whole(sorted(asked - self.gone), children, self.going()).lines
        self.members = dict(enumerate(lines.values(), 1))
        shared = [
            {a, b} for a in self.members for b in self.members if a < b and {*self.members[a]} & {*self.members[b]}
        ]
        try:
            self.disposition = steps.begin(ground, self.members, shared, self.taken(account))
        except InvalidInput:
            self.disposition = None

    @rule(account=accounts, granted=st.sampled_from([True, True, True, False]))
    def agree(self, account: int, granted: bool) -> None:
        self.take(lambda each: steps.record_assentiment(each, self.taken(account, granted)))

    @rule(account=accounts)
    def confirm(self, account: int) -> None:
        self.take(lambda each: steps.record_confirmation(each, self.taken(account)))

    @rule(account=accounts, attests=st.sampled_from([True, True, False]))
    def sign(self, account: int, attests: bool) -> None:
        self.take(lambda each: steps.record_signature(each, self.taken(account), attests=attests))

    @rule(account=accounts, ago=st.integers(0, 2))
    def inform(self, account: int, ago: int) -> None:
        self.take(lambda each: steps.record_information(each, self.taken(account), self.day - timedelta(ago)))

    @rule(account=accounts, answer=st.sampled_from([Answer.ACCORD, Answer.RENONCE, Answer.REPRISE]))
    def answer(self, account: int, answer: Answer) -> None:
        taken = self.taken(account, answer.agrees)
        self.take(lambda each: steps.record_producer(each, taken, answer, self.day, Form.PAPIER))

    @rule(
        account=accounts,
        units=st.sets(st.sampled_from([*PARENTS]), min_size=1),
        days=st.tuples(st.integers(-2, 1), st.integers(0, 5)),
        most=st.none() | st.integers(1, 4),
        form=st.sampled_from(Form),
    )
    def grant(self, account: int, units: set[int], days: tuple[int, int], most: int | None, form: Form) -> None:
        first = self.day + timedelta(days[0])
        given = Authorisation(
            UUID(int=1000 + len(self.granted)), "", self.taken(account), form, self.day, first,
            first + timedelta(days[1]), categories(units), most,
        )  # fmt: skip
        try:
            self.granted[given.id] = authorisation.grant(given, FORMS)
        except ChartrierError:
            return

    @rule(account=accounts, which=st.integers(0, 5))
    def revoke(self, account: int, which: int) -> None:
        taken = replace(self.taken(account), motive="dérive")
        for identifier in [*self.granted][-1 - which :][:1]:
            if self.granted[identifier].revoked is None:
                self.granted[identifier] = authorisation.revoke(self.granted[identifier], taken)

    @rule(account=accounts, lines=st.sets(st.integers(1, 4)), which=st.integers(0, 3))
    def impute(self, account: int, lines: set[int], which: int) -> None:
        taken = self.taken(account)
        state = self.disposition and authorisation.in_force(self.disposition, self.granted, self.day)[0]
        for identifier in [*self.granted][-1 - which :][:1]:
            imputation = Imputation(taken, identifier, tuple(sorted(lines & {*self.members})))
            wanted = [a_line(line, self.members[line]) for line in imputation.lines]
            given, used = self.granted[identifier], self.used.get(identifier, Used())
            try:
                assert state is not None
                assert self.disposition is not None
                pending = self.by_authorisation(state, {*self.members}).get(identifier, [])
                used = used.plus(pending)
                steps.record_imputation(state, imputation, FORMS)
                authorisation.require_imputable(given, wanted, state, taken, used)
            except (AssertionError, ChartrierError):
                return
            # as it is read again later: what was taken, whatever became of authorisations meanwhile
            self.disposition = steps.record_imputation(self.disposition, imputation, FORMS)

    @rule(
        accounts=st.permutations(range(5)),
        asked=st.sets(st.sampled_from([*PARENTS]), min_size=2),
        units=st.sampled_from([{*PARENTS}, {*PARENTS}, {0, 1, 3}, {4, 5}]),
        most=st.none() | st.integers(1, 3),
        then=st.sampled_from(["nothing", "revoke", "lapse"]),
    )
    def go_by_an_authorisation(
        self, accounts: list[int], asked: set[int], units: set[int], most: int | None, then: str
    ) -> None:
        """All that may be is imputed; then the authorisation is revoked, or its period ends, and people execute."""
        self.propose_anew(accounts[0], asked, Ground.VISA)
        self.grant(accounts[1], units, (0, 3), most, Form.PAPIER)
        for account in accounts:
            self.agree(account, True)
            self.sign(account, True)
        for line in (1, 2, 3, 4):
            self.impute(accounts[2], {line}, 0)
        if then == "revoke":
            self.revoke(accounts[3], 0)
        self.wait(95 if then == "lapse" else 2)
        for account in accounts:
            self.try_to_execute(account, 0)

    @rule(
        accounts=st.permutations(range(5)),
        asked=st.sets(st.sampled_from([*PARENTS]), min_size=2),
        answer=st.sampled_from([Answer.ACCORD, Answer.RENONCE]),
        days=st.sampled_from([2, 60, 100]),
    )
    def go_by_the_producer(self, accounts: list[int], asked: set[int], answer: Answer, days: int) -> None:
        self.propose_anew(accounts[0], asked, Ground.VERSEES)
        self.inform(accounts[0], 0)
        self.answer(accounts[1], answer)
        for account in accounts:
            self.sign(account, True)
        self.give_visa(accounts[2], Form.PAPIER, [Verdict.ACCORDE] * 4)
        self.wait(days)
        for account in accounts:
            self.try_to_execute(account, 0)

    def propose_anew(self, account: int, asked: set[int], ground: Ground) -> None:
        if self.disposition is None or self.disposition.step in (Step.DONE, Step.CLOSED):
            self.propose(account, asked, ground)

    @rule(
        account=accounts,
        form=st.sampled_from(Form),
        verdicts=st.lists(st.sampled_from(Verdict), min_size=4, max_size=4),
    )
    def give_visa(self, account: int, form: Form, verdicts: list[Verdict]) -> None:
        said = tuple(
            LineVerdict(line, verdict, "motif" if verdict is Verdict.REFUSE else "")
            for line, verdict in zip(self.members, verdicts, strict=False)
        )
        self.take(lambda each: steps.record_visa(each, Visa(self.taken(account), form, self.day, said), FORMS))

    @rule(
        accounts=st.permutations(range(5)),
        verdicts=st.lists(verdicts, min_size=6, max_size=6),
        days=st.integers(0, 3),
        one=st.none() | st.tuples(accounts, accounts),
    )
    def go_as_far_as_the_visa(
        self, accounts: list[int], verdicts: list[Verdict], days: int, one: tuple[int, int] | None
    ) -> None:
        for account in accounts:
            self.agree(account, True)
            self.inform(account, 0)
            self.answer(account, Answer.ACCORD)
            self.confirm(account)
            self.sign(account, True)
            self.give_visa(account, Form.PAPIER, verdicts)
        if one is not None:
            self.join(*one)
        self.wait(days)

    @rule(unit=st.sampled_from([*PARENTS]))
    def hold(self, unit: int) -> None:
        self.held.add(unit)

    @rule()
    def lift(self) -> None:
        self.held.clear()

    @rule(unit=st.sampled_from([*PARENTS]), later=st.integers(0, 3))
    def change_ending(self, unit: int, later: int) -> None:
        self.endings[unit] = self.day + timedelta(later)

    @rule(first=accounts, second=accounts)
    def join(self, first: int, second: int) -> None:
        """Two accounts turn out to be one person."""
        one, other = self.principals[first], self.principals[second]
        self.know([one if each == other else each for each in self.principals])

    @rule()
    def part(self) -> None:
        """The accounts are those that they were in the beginning."""
        self.know([UUID(int=100 + each) for each in PRINCIPALS])

    def know(self, principals: list[UUID]) -> None:
        self.principals = principals
        self.take(lambda each: steps.as_known(each, lambda person, said: principals[person.int - 1]))
        self.granted = {
            each.id: replace(each, granted=replace(each.granted, principal=principals[each.granted.person.int - 1]))
            for each in self.granted.values()
        }

    @rule(days=st.integers(1, 3) | st.just(95))
    def wait(self, days: int) -> None:
        self.day += timedelta(days)

    @rule(accounts=st.permutations(range(5)), wrong=st.sampled_from([0, 0, 0, 1]))
    def execute(self, accounts: list[int], wrong: int) -> None:
        for account in accounts:
            self.try_to_execute(account, wrong)

    def try_to_execute(self, account: int, wrong: int) -> None:
        if self.disposition is None:
            return
        self.disposition, lapsed = authorisation.in_force(self.disposition, self.granted, self.day)
        before = self.disposition
        going = self.going()
        dropped = [line for line in before.executable if not {*self.members[line]} <= going]
        dropped += sorted(lapsed)
        lines = steps.executing(before, dropped)
        units = {unit for line in lines for unit in self.members[line]}
        taken = self.taken(account)
        order = Order(taken, lines, tuple(dropped))
        self.take(lambda each: steps.record_order(each, order, self.day, FORMS.waiting, len(units) + wrong, len(units)))
        if self.disposition is before:
            return
        assert units and not units & self.gone and not wrong
        assert not units & self.under_gel()
        assert all(self.endings[above] <= self.day for unit in units for above in self.above(unit) - self.gone)
        people = {taken.principal, before.proposed.principal}
        assert len(people) > 1, "by one person alone"
        if before.ground.needs_visa:
            assert before.assentiment is not None and before.signature is not None
            visaed = {*before.visa.accepted} if before.visa else set()
            permitted = visaed | self.executed_by_authorisations(before, {*lines} - visaed, taken)
            refused = {*self.members} - permitted
            assert not units & {unit for line in refused for unit in self.members[line]}, "outside the visa"
            assert taken.principal != before.signature.principal
            assert before.signature.principal != before.proposed.principal
            if before.visa is not None:
                assert taken.principal != before.visa.by.principal
                assert self.day >= before.visa.by.at.date() + timedelta(FORMS.waiting)
            if before.ground is Ground.VERSEES:
                assert before.informed is not None
                assert before.renounced or self.day >= before.informed.day + timedelta(89), "not taken back"
        else:
            assert before.confirmation is not None
            assert before.confirmation.principal != before.proposed.principal
        for given, those in self.by_authorisation(before, lines).items():
            self.used[given] = self.used.get(given, Used()).plus(those)
        self.gone |= units
        assert all(unit in self.gone for unit, parents in PARENTS.items() if {*parents} & units)
        self.take(steps.record_done)

    def by_authorisation(self, state: Disposition, lines: Collection[int]) -> dict[UUID, list[Line]]:
        found: dict[UUID, list[Line]] = {}
        for line in lines:
            if line in state.imputed:
                found.setdefault(state.imputed[line], []).append(a_line(line, self.members[line]))
        return found

    def executed_by_authorisations(self, state: Disposition, lines: set[int], taken: Taken) -> set[int]:
        """These lines went by authorisations: each was granted, covers them, runs, is not revoked nor used up."""
        assert lines <= {*state.imputed}
        assert not lines or state.ground is Ground.VISA
        for identifier, those in self.by_authorisation(state, lines).items():
            given = self.granted[identifier]
            assert given.revoked is None, "after its revocation"
            assert given.first <= self.day <= given.last, "outside its period"
            rules = {each.rule for each in given.categories}
            assert all({each.rule for each in line.rules} <= rules for line in those), "outside its categories"
            units = self.used.get(identifier, Used()).units + sum(line.units for line in those)
            assert given.most_units is None or units <= given.most_units, "beyond its limits"
            assert taken.principal != given.granted.principal, "by whoever granted or recorded it"
        return lines


Sequences.TestCase.settings = settings(max_examples=200, stateful_step_count=40, deadline=None)
TestSequences = Sequences.TestCase


def someone(number: int, minute: int = 0, *, granted: bool = True, motive: str = "") -> Taken:
    at = datetime(2026, 11, 28, 9, minute, tzinfo=UTC)
    return Taken(UUID(int=number), UUID(int=number + 100), at, granted, motive)


def signed(lines: int = 3, shared: Any = ()) -> Disposition:
    """Proposed by 1, agreed by 2, signed by 3."""
    begun = steps.begin(Ground.VISA, range(1, lines + 1), shared, someone(1))
    return steps.record_signature(steps.record_assentiment(begun, someone(2, 1)), someone(3, 2), attests=True)


def visa(*verdicts: LineVerdict, by: int = 4, form: Form = Form.PAPIER) -> Visa:
    return Visa(someone(by, 3), form, TODAY, verdicts)


def test_the_whole_way() -> None:
    accepted = steps.record_visa(
        signed(),
        visa(
            LineVerdict(1, Verdict.ACCORDE),
            LineVerdict(2, Verdict.REFUSE, "intérêt historique", "Conserver"),
            LineVerdict(3, Verdict.AJOURNE),
        ),
        VisaTerms(),
    )
    assert accepted.executable == (1,) and accepted.pending == (1,)
    ordered = steps.record_order(accepted, Order(someone(5, 4), (1,), ()), TODAY, 0, 12, 12)
    assert ordered.step is Step.ORDERED
    assert steps.record_done(ordered).step is Step.DONE
    with pytest.raises(Conflict, match="RUL-300"):
        steps.record_order(ordered, Order(someone(5, 5), (1,), ()), TODAY, 0, 12, 12)


@pytest.mark.parametrize("by", [1, 3, 4])
def test_whoever_took_part_does_not_execute(by: int) -> None:
    accepted = steps.record_visa(signed(), visa(*all_accepted([1, 2, 3])), VisaTerms())
    with pytest.raises(NotAllowed, match="RUL-301"):
        steps.record_order(accepted, Order(someone(by, 4), (1, 2, 3), ()), TODAY, 0, 1, 1)


@pytest.mark.parametrize(
    ("verdicts", "code"),
    [
        ([], "RUL-320"),
        (all_accepted([1, 2]), "RUL-320"),
        ([*all_accepted([1, 2, 3]), LineVerdict(4, Verdict.ACCORDE)], "RUL-321"),
        (all_accepted([1, 2, 3, 3]), "RUL-322"),
        ([*all_accepted([1, 2]), LineVerdict(3, Verdict.REFUSE)], "RUL-324"),
        ([*all_accepted([1, 2]), LineVerdict(3, Verdict.AJOURNE, "x", "Conserver")], "RUL-325"),
        ([*all_accepted([1, 2]), LineVerdict(3, Verdict.AJOURNE)], "RUL-326"),
    ],
)
def test_what_is_no_visa(verdicts: list[LineVerdict], code: str) -> None:
    with pytest.raises(InvalidInput, match=code):
        steps.record_visa(signed(shared=[{2, 3}]), visa(*verdicts), VisaTerms())


def test_forms_of_visa() -> None:
    every = all_accepted([1, 2, 3])
    with pytest.raises(NotAllowed, match="RUL-303"):
        steps.record_visa(signed(), visa(*every, form=Form.PADES), VisaTerms())
    application = VisaTerms(frozenset({Form.APPLICATION}))
    with pytest.raises(NotAllowed, match="RUL-304"):
        steps.record_visa(signed(), visa(*every, form=Form.APPLICATION), application)
    for by in (1, 3):
        with pytest.raises(NotAllowed, match="RUL-301"):
            steps.record_visa(signed(), visa(*every, by=by, form=Form.APPLICATION), FORMS)
    assert steps.record_visa(signed(), visa(*every, form=Form.APPLICATION), FORMS).step is Step.VISED


def test_a_line_that_shares_units_with_a_dropped_one_is_not_executed() -> None:
    accepted = steps.record_visa(signed(3, [{1, 2}]), visa(*all_accepted([1, 2, 3])), VisaTerms())
    assert steps.executing(accepted, [2]) == (3,)
    with pytest.raises(NotAllowed, match="RUL-311"):
        steps.record_order(accepted, Order(someone(5, 4), (1, 3), (2,)), TODAY, 0, 1, 1)
    with pytest.raises(Conflict, match="RUL-307"):
        steps.record_order(accepted, Order(someone(5, 4), (), (1, 2, 3)), TODAY, 0, 0, 0)
    with pytest.raises(Conflict, match="RUL-305"):
        steps.record_order(accepted, Order(someone(5, 4), (3,), (2,)), TODAY, 1, 1, 1)
    with pytest.raises(InvalidInput, match="RUL-306"):
        steps.record_order(accepted, Order(someone(5, 4), (3,), (2,)), TODAY, 0, 2, 1)


def test_refusals_close() -> None:
    begun = steps.begin(Ground.VISA, [1], (), someone(1))
    with pytest.raises(InvalidInput, match="RUL-309"):
        steps.record_assentiment(begun, someone(2, 1, granted=False))
    closed = steps.record_assentiment(begun, someone(2, 1, granted=False, motive="encore utile"))
    assert closed.step is Step.CLOSED and closed.pending == ()
    with pytest.raises(InvalidInput, match="RUL-302"):
        steps.record_signature(steps.record_assentiment(begun, someone(2, 1)), someone(3, 2), attests=False)


def table(text: str) -> tuple[list[LineVerdict], list[str]]:
    findings = Findings()
    return read_verdicts(io.BytesIO(text.encode()), findings), [each.code for each in findings]


def test_a_table_of_decisions() -> None:
    text = "\ufeffligne;Décision;motif;sort final;DUA\n1;Accordé;;;\n\n2;REFUSE;'=trop tôt;conserver;\n3;ajourné;;;\n"
    verdicts, found = table(text)
    assert found == []
    assert [(each.line, str(each.verdict), each.motive, each.sort_final) for each in verdicts] == [
        (1, "accordé", "", None),
        (2, "refusé", "=trop tôt", "Conserver"),
        (3, "ajourné", "", None),
    ]
    assert table("ligne;decision\nun;accordé\n1;oui\n1;accordé;x\n")[1] == ["RUL-329", "RUL-323", "RUL-330"]
    assert table("n'importe quoi\n")[1] == ["RUL-327"]
    assert table("ligne;décision;DUA\n1;refusé;bientôt\n2;refusé;20 ans\n")[0][0].dua == "20 ans"


def test_what_one_person_decided_alone_is_closed() -> None:
    """Which is known only afterwards; for what is ordered already, nothing changes."""

    def by(account: int) -> Taken:
        return Taken(UUID(int=account), UUID(int=100 + account), datetime(2026, 11, 28, tzinfo=UTC))

    def joined(*accounts: int) -> Callable[[UUID, UUID], UUID]:
        return lambda person, said: UUID(int=99) if person.int in accounts else said

    state = steps.record_assentiment(steps.begin(Ground.VISA, [1], [], by(1)), by(2))
    state = steps.record_signature(state, by(3), attests=True)
    state = steps.record_visa(state, Visa(by(4), Form.PAPIER, TODAY, tuple(all_accepted([1]))), FORMS)
    alone = steps.as_known(state, joined(1, 3))
    assert (state.step, alone.step) == (Step.VISED, Step.CLOSED)
    assert (alone.executable, alone.pending) == ((), ())
    with pytest.raises(Conflict):
        steps.record_order(alone, Order(by(5), (1,), ()), TODAY + timedelta(9), 0, 3, 3)
    known, executor = steps.as_known(state, joined(3, 5)), Taken(UUID(int=5), UUID(int=99), by(5).at)
    with pytest.raises(NotAllowed):
        steps.record_order(known, Order(executor, (1,), ()), TODAY + timedelta(9), 0, 3, 3)
    ordered = steps.record_order(state, Order(by(5), (1,), ()), TODAY + timedelta(9), 0, 3, 3)
    assert steps.as_known(ordered, joined(1, 3)).step is Step.ORDERED
