"""Who must publish what: thresholds that must both be passed, and what is not known never a no."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chartrier.opendata.by_series import Judged, Verdict, judged
from chartrier.opendata.duties import Duty, Owed, duties
from chartrier.records.collectivite import CollectiviteKind
from chartrier.rules.series.shipped import shipped_table

COMMUNE, EPCI = CollectiviteKind.COMMUNE, CollectiviteKind.EPCI


def duty(code: str) -> Duty:
    return next(each for each in duties() if each.code == code)


@pytest.mark.parametrize(
    ("code", "kind", "population", "staff", "owed"),
    [
        ("diffusion", COMMUNE, 3_500, 50, Owed.YES),
        ("diffusion", COMMUNE, 3_499, 900, Owed.NO),
        ("diffusion", COMMUNE, 90_000, 49, Owed.NO),
        ("diffusion", COMMUNE, 90_000, None, Owed.TO_CHECK),
        ("diffusion", COMMUNE, None, 900, Owed.TO_CHECK),
        ("diffusion", COMMUNE, 200, None, Owed.NO),
        ("diffusion", EPCI, 90_000, 900, Owed.TO_CHECK),
        ("diffusion", EPCI, 90_000, 12, Owed.NO),
        ("marches", COMMUNE, 200, None, Owed.YES),
        ("adresses", COMMUNE, 12, None, Owed.YES),
        ("adresses", EPCI, 12_000, 90, Owed.NO),
        ("adresses", None, None, None, Owed.TO_CHECK),
        ("subventions", COMMUNE, 3_499, None, Owed.NO),
    ],
)
def test_who_owes_what(
    code: str, kind: CollectiviteKind | None, population: int | None, staff: int | None, owed: Owed
) -> None:
    assert duty(code).owed_by(kind, population, staff) is owed


@given(st.sampled_from(duties()), st.sampled_from(CollectiviteKind), st.integers(0, 10**6), st.integers(0, 10**4))
def test_not_knowing_never_frees(each: Duty, kind: CollectiviteKind, population: int, staff: int) -> None:
    """What is owed when all is known is not denied when less is."""
    if each.owed_by(kind, population, staff) is Owed.YES:
        for known in (
            (None, None, None),
            (kind, None, None),
            (kind, population, None),
            (kind, None, staff),
            (None, population, staff),
        ):
            assert each.owed_by(*known) is not Owed.NO


def test_every_duty_names_its_text_and_both_languages() -> None:
    for each in duties():
        assert all([each.code, each.fr, each.en, each.reference, each.delay_fr, each.delay_en])
        assert each.confidence in ("A", "B", "G")
    assert len({each.code for each in duties()}) == len(duties())


def test_each_serie_must_may_or_must_not() -> None:
    table = shipped_table().series

    def told(population: int | None, staff: int | None = None) -> dict[str, Judged]:
        return {each.series.code: each for each in judged(table.values(), COMMUNE, population, staff)}

    small, large, unknown = told(640), told(9_000), told(None)
    assert [each["S001"].verdict for each in (small, large, unknown)] == [
        Verdict.MAY, Verdict.MUST, Verdict.TO_CHECK,
    ]  # fmt: skip
    assert (large["S002"].verdict, told(9_000, 60)["S002"].verdict) == (Verdict.TO_CHECK, Verdict.MUST)
    assert small["S004"].verdict is Verdict.MAY and small["S006"].verdict is Verdict.MUST_NOT
    assert "L312-1-2" in small["S006"].reference and "AR048" in small["S043"].why.fr
    assert [each.verdict for each in large.values()] == sorted(
        (each.verdict for each in large.values()), key=list(Verdict).index
    )
