"""The laws of communicabilité, whatever the dates: more grounds, later documents, less knowledge never open sooner."""

from __future__ import annotations

from dataclasses import FrozenInstanceError, replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chartrier.errors import InvalidInput
from chartrier.rules.calendar import LAST_START_YEAR
from chartrier.rules.communicabilite.dates import KnownDates, Person, last_day, read_dates, together, write_dates
from chartrier.rules.communicabilite.formulas import Dated, Missing, Never, Opening, Outcome, closedness
from chartrier.rules.communicabilite.grounds import GROUNDS, own_ground
from chartrier.rules.communicabilite.public import PublicAnswer, public_access
from chartrier.rules.communicabilite.regime import Regime
from chartrier.rules.communicabilite.words import Words

LAST = date(LAST_START_YEAR, 12, 31)
days = st.dates(max_value=LAST)
maybe = st.none() | days
persons = st.builds(Person, maybe, st.none()) | st.tuples(days, days).map(lambda both: Person(min(both), max(both)))
persons |= st.builds(Person, death=days)
known = st.builds(KnownDates, maybe, maybe, maybe, st.lists(persons, max_size=3).map(tuple), st.just(False))
codes = st.lists(st.sampled_from([*GROUNDS, "AR099"]), max_size=5)


def rank(answer: PublicAnswer) -> tuple[int, date]:
    return closedness(answer.reasons[0].opening)


@given(codes.filter(bool), st.sampled_from([*GROUNDS, "AR099"]), known)
def test_a_ground_more_never_opens_sooner(several, more, dates):
    assert rank(public_access([*several, more], dates)) >= rank(public_access(several, dates))


@given(codes, known, st.randoms(use_true_random=False))
def test_the_order_and_number_of_grounds_do_not_matter(several, dates, random):
    shuffled = [*several, *several]
    random.shuffle(shuffled)
    one, other = public_access(several, dates), public_access(shuffled, dates)
    assert (one.outcome, one.day) == (other.outcome, other.day)


@given(codes, known.filter(lambda dates: dates.latest_document), st.integers(0, 80_000))
def test_a_later_document_never_opens_sooner(several, dates, more):
    later = replace(dates, latest_document=min(dates.latest_document + timedelta(more), LAST))
    one, other = public_access(several, dates), public_access(several, later)
    assert one.outcome is other.outcome
    assert one.day is None or one.day <= other.day


@given(codes, known, persons)
def test_one_person_more_never_opens_sooner_where_there_is_one(several, dates, person):
    dates = replace(dates, persons=dates.persons or (Person(),))
    one, other = public_access(several, dates), public_access(several, replace(dates, persons=(*dates.persons, person)))
    assert not several or rank(other) >= rank(one)


@given(codes, days)
def test_without_any_date_no_ground_gives_a_day(several, today):
    answer = public_access(several, KnownDates())
    assert answer.day is None
    assert answer.is_open(today) == (set(several) == {"AR038"})


@given(codes, known, days)
def test_nothing_opens_while_a_decision_is_pending(several, dates, today):
    answer = public_access(several, replace(dates, decision_pending=True))
    assert answer.day is None and not answer.is_open(today)


@given(codes, known)
def test_what_has_no_day_is_closed_but_at_once_and_the_day_itself_is_open(several, dates):
    answer = public_access(several, dates)
    if answer.outcome is Outcome.ON_A_DAY:
        assert answer.is_open(answer.day) and not answer.is_open(answer.day - timedelta(1))
    else:
        assert answer.day is None
        assert answer.is_open(date.max) == (answer.outcome is Outcome.AT_ONCE)


@given(codes, known)
def test_every_answer_has_its_sentence_and_regime(several, dates):
    answer = public_access(several, dates)
    assert answer.regime is Regime.PUBLIC
    for language in ("fr", "en"):
        sentence = answer.sentence(language)
        assert sentence and "None" not in sentence and not sentence.endswith(".")


@given(days, days)
def test_privacy_does_not_look_at_deaths_and_the_shorter_delay_holds(latest, death):
    dates = KnownDates(latest, persons=(Person(death=death),))
    assert public_access(["AR048"], dates).day == public_access(["AR048"], KnownDates(latest)).day
    shortened = public_access(["AR057"], dates).day
    assert shortened <= public_access(["AR057"], KnownDates(latest)).day
    assert shortened <= public_access(["AR043"], dates).day


def test_the_table_of_grounds():
    assert list(GROUNDS) == [f"AR{number:03}" for number in range(38, 63)]
    for ground in GROUNDS.values():
        assert ground.clause.startswith("Code du patrimoine, L213-")
        assert ground.words.fr and ground.words.en and ground.provenance.source
    with pytest.raises(TypeError):
        GROUNDS["AR038"] = GROUNDS["AR062"]
    with pytest.raises(FrozenInstanceError):
        GROUNDS["AR038"].code = "AR062"


def test_doubts_are_kept_with_the_answer():
    answer = public_access(["AR042", "AR053", "AR048"], KnownDates(date(2000, 1, 1)))
    assert [doubt.fr for doubt in answer.doubts if "n'a plus" in doubt.fr] != []
    assert len(answer.doubts) == len(set(answer.doubts)) == 2
    assert public_access(["AR048"], KnownDates(date(2000, 1, 1))).doubts == ()


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2011", date(2011, 12, 31)),
        ("2012-02", date(2012, 2, 29)),
        ("1900-02", date(1900, 2, 28)),
        (" 2011-03-14 ", date(2011, 3, 14)),
        ("0001", date(1, 12, 31)),
        ("9000", date(9000, 12, 31)),
    ],
)
def test_a_date_known_in_part_stands_for_its_last_day(text, day):
    assert last_day(text) == day


@pytest.mark.parametrize(
    "text",
    ["", "0000", "9001", "9999-12-31", "10000", "2011-13", "2011-02-29", "2011-3", "٢٠١١", "14/03/2011", "x" * 500],
)
def test_other_dates_are_refused(text):
    with pytest.raises(InvalidInput) as raised:
        last_day(text)
    assert raised.value.finding.code == "RUL-200"
    assert len(raised.value.finding.message("fr")) < 120


def test_dates_that_cannot_be():
    for build in (
        lambda: KnownDates(date(9001, 1, 1)),
        lambda: KnownDates(register_closed=date.max),
        lambda: KnownDates(detention_ended=date.max),
        lambda: Person(birth=date.max),
        lambda: Person(death=date.max),
    ):
        with pytest.raises(InvalidInput, match="RUL-200"):
            build()
    with pytest.raises(InvalidInput, match="RUL-201"):
        Person(date(1950, 1, 2), date(1950, 1, 1))
    assert Person(date(1950, 1, 2), date(1950, 1, 2))


def test_all_that_is_missing_is_told():
    own = {"MINE": own_ground("MINE", "Règle", Dated(None, Words("5 ans", "5 years")))}
    answer = public_access(["AR048", "AR050", "AR054", "AR061", "AR049", "MINE"], KnownDates(), own)
    missing = {reason.opening.missing for reason in answer.reasons}
    assert missing == set(Missing) - {Missing.DECISION}
    assert answer.sentence("fr").count("document le plus récent") == 1


YEARS = Words("5 ans après la date de départ déclarée", "5 years after the start that is declared")


def test_a_rule_of_the_tenants_own_opens_when_it_ends():
    own = {
        "MINE": own_ground("MINE", "Usage interne", Dated(date(2031, 2, 3), YEARS)),
        "OURS": own_ground("OURS", "Réservé", Never()),
        "AR038": own_ground("AR038", "Pas du tout", Never()),
    }
    answer = public_access(["MINE"], KnownDates(), own)
    assert answer.day == date(2031, 2, 3)
    said = "communicable le 3 février 2031 : Usage interne (règle MINE de la collectivité), 5 ans après la date de"
    assert answer.sentence("fr") == f"{said} départ déclarée"
    assert public_access(["MINE", "OURS"], KnownDates(), own).outcome is Outcome.NEVER
    # what the law says is not for a referential to change
    assert public_access(["AR038"], KnownDates(), own).outcome is Outcome.AT_ONCE
    assert public_access(["OTHER"], KnownDates(), own).outcome is Outcome.NO_RULE


ends = st.none() | days


@given(codes, known, st.lists(ends, max_size=3))
def test_rules_of_the_tenants_own_never_open_sooner(several, dates, more):
    own = {f"OWN{n}": own_ground(f"OWN{n}", "x", Dated(end, YEARS)) for n, end in enumerate(more)}
    with_own = public_access([*several, *own], dates, own)
    if several:
        assert rank(with_own) >= rank(public_access(several, dates))
    for end in more:
        formula = Opening(Outcome.ON_A_DAY, end, YEARS) if end else Opening(Outcome.DATE_MISSING)
        assert rank(with_own) >= closedness(formula)


@given(known, st.lists(known, max_size=3))
def test_known_dates_are_read_as_written_and_only_add_up(dates, others):
    assert read_dates(write_dates(dates)) == replace(dates, persons=tuple(dates.persons))
    both = together([dates, *others])
    assert together([both, dates]) == together([both])
    assert both.latest_document == max(filter(None, [d.latest_document for d in [dates, *others]]), default=None)
    assert set(both.persons) == {person for each in [dates, *others] for person in each.persons}
