"""The national list as it is kept: counted, and asked as people ask.

Counts are those of the Code officiel géographique 2026 (INSEE) and of the list of EPCI 2026 (DGCL).
"""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chartrier.geography import national_list
from chartrier.geography.folding import fold
from chartrier.geography.national_list import (
    beginning,
    communes,
    departements,
    epcis,
    epcis_named,
    former,
    members_of,
    named,
    regions,
    successor,
    with_siren,
)
from chartrier.geography.territory import Commune, Epci


def luhn(siren: str) -> bool:
    doubled = [int(digit) * (1 + place % 2) for place, digit in enumerate(siren)]
    return sum(value - 9 if value > 9 else value for value in doubled) % 10 == 0


def test_how_many_there_are() -> None:
    overseas = Counter(departements()[each.departement].zone for each in communes().values())
    assert overseas == {"metro": 34_746, "drom": 129, "com": 94}
    kinds = Counter(each.kind for each in former().values())
    assert kinds["deleguee"] == 2_105
    assert kinds["associee"] == 471
    assert kinds["arrondissement"] == 45
    assert Counter(each.kind for each in epcis().values()) == {
        "CC": 989, "CA": 230, "METRO": 21, "CU": 14, "MET69": 1, "EPT": 11,
    }  # fmt: skip
    assert Counter(each.zone for each in departements().values()) == {"metro": 96, "drom": 5, "com": 8}
    assert Counter(each.zone for each in regions().values()) == {"metro": 13, "drom": 5, "com": 8}


def test_what_is_held_together() -> None:
    for each in communes().values():
        assert departements()[each.departement].region in regions()
        assert each.epci is None or each.insee in epcis()[each.epci].members
        assert each.siren is None or luhn(each.siren)
        assert (each.siren is None) is (departements()[each.departement].zone == "com")
    for gone in former().values():
        assert gone.commune in communes()
    for place in (*departements().values(), *regions().values()):
        assert place.seat in communes() or successor(place.seat) is not None


def test_communes_of_no_epci_are_four_islands() -> None:
    alone = [each.name for each in communes().values() if each.epci is None and each.siren is not None]
    assert sorted(alone) == ["L'Île-d'Yeu", "Ouessant", "Île-de-Bréhat", "Île-de-Sein"]


def test_every_commune_is_found_by_its_own_name() -> None:
    for each in communes().values():
        assert each in named(each.name), each
        assert named(each.name, each.departement)[0].departement == each.departement


def test_an_article_is_the_beginning_of_a_name() -> None:
    assert "76351" in [each.insee for each in beginning("Le ")][:3] and "Lessard-et-le-Chêne" in names_of("les", "14")
    assert "Les Monts d'Aunay" in names_of("Les ", "14") and "Les Monts d'Aunay" in names_of("les mon", "14")


def names_of(typed: str, departement: str) -> list[str]:
    return [each.name for each in beginning(typed, departement)]


@given(st.data())
@settings(max_examples=100, deadline=None)
def test_however_it_is_typed(data: st.DataObject) -> None:
    commune = data.draw(st.sampled_from(list(communes().values())))
    typed = data.draw(
        st.sampled_from(
            [
                commune.name.upper(),
                commune.name.replace("-", " "),
                fold(commune.name),
                commune.name.replace("Saint-", "St ").replace("Sainte-", "ste-"),
                commune.name.replace("'", "’"),
            ]
        )
    )
    assert commune in named(typed)
    part = fold(commune.name)[: data.draw(st.integers(4, 60))]
    assert commune in beginning(part, commune.departement, most=2_000)


@pytest.mark.parametrize(
    ("typed", "insee"),
    [
        ("st etienne", "42218"),
        ("L’Abergement Clémenciat", "01001"),
        ("abergement-clemenciat", "01001"),
        ("le mans", "72181"),
        ("ÿ", "80829"),
        ("Zzz", None),
        ("OEUILLY", "02565"),
        ("Œuilly", "02565"),
        ("paris", "75056"),
        ("Bastia", "2B033"),
        ("Ajaccio", "2A004"),
        ("Saint-Denis", "93066"),
        ("Mamoudzou", "97611"),
        ("Arbignieu", "01015"),
    ],
)
def test_a_name_is_found(typed: str, insee: str | None) -> None:
    found = [each.insee for each in named(typed)]
    assert (insee in found) if insee else (found == [])


def test_homonyms_are_told_by_their_departement() -> None:
    everywhere = named("Sainte-Colombe")
    assert len({each.departement for each in everywhere if each.name == "Sainte-Colombe"}) >= 8
    assert [each.population for each in everywhere[:2]] == sorted(
        (each.population for each in everywhere[:2]), reverse=True
    )
    for each in everywhere:
        assert each in named("ste colombe", each.departement)
    assert named("Saint-Denis", "974")[0].insee == "97411"
    assert named("Saint-Denis", "00") == []


def test_what_is_typed_so_far() -> None:
    assert [each.insee for each in beginning("saint-et")[:1]] == ["42218"]
    assert [each.insee for each in beginning("Lyon")[:1]] == ["69123"]
    assert beginning("") == beginning("--") == []
    assert len(beginning("sa", most=7)) == 7


def test_by_siren() -> None:
    lyon, metropole = with_siren("216901231"), with_siren("200046977")
    assert isinstance(lyon, Commune) and lyon.insee == "69123"
    assert isinstance(metropole, Epci) and lyon.epci == metropole.siren
    assert with_siren("000000000") is None


def test_the_members_of_an_epci() -> None:
    faucigny = epcis_named("faucigny glieres")[0]
    assert faucigny.siren == "200000172"
    members = members_of(faucigny.siren)
    assert "Bonneville" in [each.name for each in members]
    assert all(each.epci == faucigny.siren for each in members)
    assert sum(len(each.members) for each in epcis().values() if each.kind != "EPT") == 34_871
    assert members_of("000000000") == epcis_named("") == []


@pytest.mark.parametrize(
    ("code", "today"),
    [
        ("01340", "01015"),
        ("01015", "01015"),
        ("38477", "38224"),
        ("75101", "75056"),
        ("69389", "69123"),
        ("13216", "13055"),
    ],
)
def test_a_code_that_was_is_followed(code: str, today: str) -> None:
    assert successor(code) == communes()[today]


def test_a_code_that_never_was() -> None:
    assert successor("00000") is None


def test_it_says_where_it_comes_from() -> None:
    assert national_list.edition().version == "6.0.0"
    assert "Licence Ouverte" in national_list.ATTRIBUTION
