"""Whether what the register says is lawful: legal basis, special categories, offences, NIR, impact assessment."""

from __future__ import annotations

from collections.abc import Iterator

from chartrier.privacy.contradictions import findings as say
from chartrier.privacy.contradictions.facts import Contradiction, Facts
from chartrier.rules.series.dua import Dua, Kind
from chartrier.rules.treatments.vocabulary import Basis, DataKind

GIVEN_BY_LAW = frozenset({Basis.LEGAL_OBLIGATION, Basis.PUBLIC_TASK})


def no_basis(facts: Facts) -> Iterator[Contradiction]:
    for each in facts.treatments:
        # a processor answers for none (art. 30(2))
        if each.treatment.basis is None and not each.treatment.processes:
            yield Contradiction(say.NO_BASIS, each)


def no_text(facts: Facts) -> Iterator[Contradiction]:
    for each in facts.treatments:
        if each.treatment.basis in GIVEN_BY_LAW and not each.treatment.basis_text:
            yield Contradiction(say.NO_TEXT, each)


def legitimate(facts: Facts) -> Iterator[Contradiction]:
    for each in facts.treatments:
        if each.treatment.basis is Basis.LEGITIMATE_INTERESTS:
            yield Contradiction(say.LEGITIMATE, each)


def consent_and_dua(facts: Facts) -> Iterator[Contradiction]:
    for each, series in facts.by_series():
        lasts = series.dua.kind is Kind.LASTS and not series.dua_undecided and series.dua.duration is not None
        if each.treatment.basis is Basis.CONSENT and lasts:
            dua = str(Dua(Kind.LASTS, series.dua.duration))
            yield Contradiction(say.CONSENT_AND_DUA, each, series.code, values={"dua": dua})


def special_ungrounded(facts: Facts) -> Iterator[Contradiction]:
    for each in facts.treatments:
        if each.treatment.special and each.treatment.special_ground is None and not each.treatment.processes:
            yield Contradiction(say.SPECIAL_UNGROUNDED, each)


def offences_ungrounded(facts: Facts) -> Iterator[Contradiction]:
    for each in facts.treatments:
        if DataKind.OFFENCES in each.treatment.data and not each.treatment.offences_text:
            yield Contradiction(say.OFFENCES_UNGROUNDED, each)


def nir_ungrounded(facts: Facts) -> Iterator[Contradiction]:
    for each in facts.treatments:
        if DataKind.NIR in each.treatment.data and not each.treatment.nir_text:
            yield Contradiction(say.NIR_UNGROUNDED, each)


def no_aipd(facts: Facts) -> Iterator[Contradiction]:
    for each in facts.treatments:
        weighty = each.treatment.special or {DataKind.OFFENCES, DataKind.IMAGES} & set(each.treatment.data)
        if weighty and not each.treatment.aipd and not each.treatment.processes:
            yield Contradiction(say.NO_AIPD, each)


def table_says_none(facts: Facts) -> Iterator[Contradiction]:
    for each, series in facts.by_series():
        if each.treatment.grave and not series.personal_data:
            yield Contradiction(say.TABLE_SAYS_NONE, each, series.code)


KINDS = (
    no_basis, no_text, legitimate, consent_and_dua, special_ungrounded, offences_ungrounded, nir_ungrounded, no_aipd,
    table_says_none,
)  # fmt: skip
