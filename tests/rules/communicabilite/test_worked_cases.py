"""Cases worked by hand from L213-1 and L213-2, each with the sentence that must be said."""

from __future__ import annotations

import pytest

from chartrier.rules.communicabilite.dates import KnownDates, Person, last_day
from chartrier.rules.communicabilite.grounds import GROUNDS
from chartrier.rules.communicabilite.public import public_access


def file(
    latest: str = "", *persons: Person, closed: str = "", detention: str = "", pending: bool = False
) -> KnownDates:
    return KnownDates(
        last_day(latest) if latest else None,
        last_day(closed) if closed else None,
        last_day(detention) if detention else None,
        persons,
        pending,
    )


def someone(born: str = "", died: str = "") -> Person:
    return Person(last_day(born) if born else None, last_day(died) if died else None)


PRIVACY = "vie privée, 50 ans après le document le plus récent"
AFTER = "ans après le document le plus récent"
DEATH = "25 ans après le décès"
BIRTH = "120 ans après la naissance, le décès n'étant pas connu"
POLICE = "enquêtes de police judiciaire"
COURT = "affaires portées devant les juridictions"
CIVIL = "état civil (naissance, mariage)"
NOTARY = "minutes des officiers publics ou ministériels"
SECRETS = "secret des affaires, des délibérations de l'exécutif, de la recherche des infractions fiscales et douanières"
MINORS = "personnes mineures (statistiques, enquêtes, justice)"
NAMED = "sécurité de personnes nommées, secret de la défense nationale"
SEXUAL = "intimité de la vie sexuelle (enquêtes, justice)"
CENSUS = "questionnaires statistiques sur la vie privée"
SAFETY = "défense nationale, sûreté de l'État, sécurité publique"
ESTABLISH = "non communicable : date à établir"
LATEST = "date du document le plus récent"
LIFE = "date de décès ou de naissance de chaque personne"
CLOSING = "date de clôture du registre"

CASES = [
    # L213-1: the general rule
    ("AR038", file("2026-11-23"), "communicable immédiatement : régime de principe"),
    ("AR038", file(), "communicable immédiatement : régime de principe"),
    (
        "AR038",
        file("2026", pending=True),
        f"{ESTABLISH} (date de la décision que ces documents préparent) : régime de principe",
    ),
    # I, 1°: 25 years from the latest document
    ("AR039", file("2019-06-15"), f"communicable le 15 juin 2044 : {SECRETS}, 25 {AFTER}"),
    ("AR039", file("2000-02-29"), f"communicable le 28 février 2025 : {SECRETS}, 25 {AFTER}"),
    ("AR039", file("2001-12-31"), f"communicable le 31 décembre 2026 : {SECRETS}, 25 {AFTER}"),
    ("AR039", file(), f"{ESTABLISH} ({LATEST}) : {SECRETS}"),
    # a death changes nothing in a delay of 25 years from the document
    ("AR039", file("2019-06-15", someone("1950", "1990")), f"communicable le 15 juin 2044 : {SECRETS}, 25 {AFTER}"),
    (
        "AR040",
        file("1999-10"),
        "communicable le 31 octobre 2024 : avis du Conseil d'État et des juridictions administratives, documents des"
        f" juridictions financières, 25 {AFTER}",
    ),
    ("AR041", file("2010"), f"communicable le 31 décembre 2035 : secret statistique, 25 {AFTER}"),
    (
        "AR042",
        file("2015-03-01"),
        f"communicable le 1er mars 2040 : prestation de services pour des personnes déterminées, 25 {AFTER}",
    ),
    # I, 2°: medical secrecy
    (
        "AR043",
        file("1990", someone("1930-01-01", "2001-05-08")),
        f"communicable le 8 mai 2026 : secret médical, {DEATH}",
    ),
    ("AR043", file("1990", someone(died="2001-05-08")), f"communicable le 8 mai 2026 : secret médical, {DEATH}"),
    ("AR043", file("1990", someone(born="1930-01-01")), f"communicable le 1er janvier 2050 : secret médical, {BIRTH}"),
    ("AR061", file("1990", someone(born="1930-01-01")), f"communicable le 1er janvier 2050 : secret médical, {BIRTH}"),
    (
        "AR061",
        file("1990", someone("1930-01-01", "2001-05-08")),
        f"communicable le 8 mai 2026 : secret médical, {DEATH}",
    ),
    # who dies at 100: the text counts from the death, though 120 years after the birth would be sooner
    (
        "AR061",
        file("2000", someone("1900-01-01", "2000-01-01")),
        f"communicable le 1er janvier 2025 : secret médical, {DEATH}",
    ),
    # who died young: the death too, though the documents are recent
    (
        "AR043",
        file("2020", someone("1990", "1995-07-14")),
        f"communicable le 14 juillet 2020 : secret médical, {DEATH}",
    ),
    ("AR043", file("1990"), f"{ESTABLISH} ({LIFE}) : secret médical"),
    ("AR043", file("1990", someone()), f"{ESTABLISH} ({LIFE}) : secret médical"),
    # two persons: the last one holds
    (
        "AR043",
        file("1990", someone(died="1980-01-02"), someone(born="1950-03-04")),
        f"communicable le 4 mars 2070 : secret médical, {BIRTH}",
    ),
    ("AR043", file("1990", someone(died="1980-01-02"), someone()), f"{ESTABLISH} ({LIFE}) : secret médical"),
    # born on 29 February: 120 years later is a leap year too, unless the century is not
    ("AR061", file("1990", someone(born="1904-02-29")), f"communicable le 29 février 2024 : secret médical, {BIRTH}"),
    ("AR061", file("1990", someone(born="1980-02-29")), f"communicable le 28 février 2100 : secret médical, {BIRTH}"),
    # I, 3°: 50 years from the latest document, whatever the death
    ("AR048", file("2011-03-14"), f"communicable le 14 mars 2061 : {PRIVACY}"),
    ("AR048", file("2011-03"), f"communicable le 31 mars 2061 : {PRIVACY}"),
    ("AR048", file("2011"), f"communicable le 31 décembre 2061 : {PRIVACY}"),
    ("AR048", file("2012-02"), f"communicable le 28 février 2062 : {PRIVACY}"),
    ("AR048", file("1850-01-01"), f"communicable le 1er janvier 1900 : {PRIVACY}"),
    ("AR048", file("0001-01-01"), f"communicable le 1er janvier 51 : {PRIVACY}"),
    ("AR048", file("9000-12-31"), f"communicable le 31 décembre 9050 : {PRIVACY}"),
    ("AR048", file("2011-03-14", someone("1920", "1980")), f"communicable le 14 mars 2061 : {PRIVACY}"),
    ("AR048", file("", someone("1920", "1980")), f"{ESTABLISH} ({LATEST}) : vie privée"),
    ("AR049", file("1976-11-23"), f"communicable le 23 novembre 2026 : {SAFETY}, 50 {AFTER}"),
    (
        "AR050",
        file("1970-01-01", detention="2001-09-30"),
        "communicable le 30 septembre 2051 : bâtiments de détention, 50 ans après la fin de l'affectation à la"
        " détention",
    ),
    (
        "AR050",
        file("1970-01-01"),
        f"{ESTABLISH} (date de fin de l'affectation à la détention) : bâtiments de détention",
    ),
    (
        "AR051",
        file("2000-01-31"),
        "communicable le 31 janvier 2050 : prestation de services touchant à la sécurité publique ou à la vie privée,"
        f" 50 {AFTER}",
    ),
    # I, 4°: 75 years, or 25 after the death where that is sooner
    ("AR046", file("1990-06-01"), f"communicable le 1er juin 2065 : {POLICE}, 75 {AFTER}"),
    ("AR056", file("1990-06-01"), f"communicable le 1er juin 2065 : {POLICE}, 75 {AFTER}"),
    ("AR056", file("1990-06-01", someone(died="2000-02-03")), f"communicable le 3 février 2025 : {POLICE}, {DEATH}"),
    ("AR056", file("1950-06-01", someone(died="2010-02-03")), f"communicable le 1er juin 2025 : {POLICE}, 75 {AFTER}"),
    ("AR056", file("1990-06-01", someone(born="1950")), f"communicable le 1er juin 2065 : {POLICE}, 75 {AFTER}"),
    # the same day by both: the ordinary delay is told
    ("AR056", file("1950-06-01", someone(died="2000-06-01")), f"communicable le 1er juin 2025 : {POLICE}, 75 {AFTER}"),
    # one of two is not known to be dead: the death of the other shortens nothing
    (
        "AR056",
        file("1990-06-01", someone(died="1995-01-01"), someone(born="1970")),
        f"communicable le 1er juin 2065 : {POLICE}, 75 {AFTER}",
    ),
    (
        "AR056",
        file("1990-06-01", someone(died="1995-01-01"), someone(died="2002-03-04")),
        f"communicable le 4 mars 2027 : {POLICE}, {DEATH}",
    ),
    ("AR056", file("", someone(died="1995-01-01")), f"{ESTABLISH} ({LATEST}) : {POLICE}"),
    ("AR047", file("1980-08-31"), f"communicable le 31 août 2055 : {COURT}, 75 {AFTER}"),
    ("AR057", file("1980-08-31", someone(died="1981-08-31")), f"communicable le 31 août 2006 : {COURT}, {DEATH}"),
    ("AR045", file("1948-02-29"), f"communicable le 28 février 2023 : {NOTARY}, 75 {AFTER}"),
    ("AR055", file("1949-02-28"), f"communicable le 28 février 2024 : {NOTARY}, 75 {AFTER}"),
    ("AR052", file("1975"), f"communicable le 31 décembre 2050 : {CENSUS}, 75 {AFTER}"),
    (
        "AR053",
        file("1980-04-05"),
        "communicable le 5 avril 2055 : prestation de services liée à une enquête ou à une affaire de justice,"
        f" 75 {AFTER}",
    ),
    # état civil: from the closing of the register, not from the act
    (
        "AR054",
        file("1950-03-01", closed="1952-12-31"),
        f"communicable le 31 décembre 2027 : {CIVIL}, 75 ans après la clôture du registre",
    ),
    ("AR044", file(closed="1950"), f"communicable le 31 décembre 2025 : {CIVIL}, 75 ans après la clôture du registre"),
    ("AR054", file("1950-03-01"), f"{ESTABLISH} ({CLOSING}) : {CIVIL}"),
    (
        "AR054",
        file("", someone("1952-05-01", "1999-01-10"), closed="1952"),
        f"communicable le 10 janvier 2024 : {CIVIL}, {DEATH}",
    ),
    # a marriage: the second death
    (
        "AR044",
        file("", someone(died="1990-01-10"), someone(died="1999-01-10"), closed="1960"),
        f"communicable le 10 janvier 2024 : {CIVIL}, {DEATH}",
    ),
    # deaths and ten-year tables are under the general rule
    ("AR038", file(closed="2025"), "communicable immédiatement : régime de principe"),
    # I, 5°: 100 years, or 25 after the death where that is sooner
    ("AR058", file("1990-09-09"), f"communicable le 9 septembre 2090 : {MINORS}, 100 {AFTER}"),
    (
        "AR058",
        file("1990-09-09", someone("1980", "2000-09-08")),
        f"communicable le 8 septembre 2025 : {MINORS}, {DEATH}",
    ),
    (
        "AR058",
        file("1920-09-09", someone("1910", "2000-09-08")),
        f"communicable le 9 septembre 2020 : {MINORS}, 100 {AFTER}",
    ),
    ("AR059", file("1945-05-08"), f"communicable le 8 mai 2045 : {NAMED}, 100 {AFTER}"),
    ("AR059", file("1945-05-08", someone(died="1990-01-01")), f"communicable le 1er janvier 2015 : {NAMED}, {DEATH}"),
    ("AR060", file("2000-02-29"), f"communicable le 28 février 2100 : {SEXUAL}, 100 {AFTER}"),
    # II: never
    ("AR062", file("1900-01-01"), "jamais communicable : armes de destruction massive"),
    ("AR062", file(), "jamais communicable : armes de destruction massive"),
    ("AR062", file(pending=True), "jamais communicable : armes de destruction massive"),
    # several grounds: the longest holds
    ("AR038 AR048", file("2011-03-14"), f"communicable le 14 mars 2061 : {PRIVACY}"),
    ("AR039 AR048", file("2011-03-14"), f"communicable le 14 mars 2061 : {PRIVACY}"),
    # an agent's file: privacy until 2051, medical secrecy until 2080
    (
        "AR048 AR061",
        file("2001-06-30", someone(born="1960-06-30")),
        f"communicable le 30 juin 2080 : secret médical, {BIRTH}",
    ),
    # the same agent, dead in 2010: privacy holds, 25 years after the death being sooner
    (
        "AR048 AR061",
        file("2001-06-30", someone("1960-06-30", "2010-01-01")),
        f"communicable le 30 juin 2051 : {PRIVACY}",
    ),
    ("AR048 AR061", file("2001-06-30"), f"{ESTABLISH} ({LIFE}) : secret médical"),
    ("AR048 AR061", file(), f"{ESTABLISH} ({LATEST}, {LIFE}) : vie privée ; secret médical"),
    ("AR048 AR057", file("1990-01-01", someone(died="1991-01-01")), f"communicable le 1er janvier 2040 : {PRIVACY}"),
    ("AR057 AR058", file("1990-01-01"), f"communicable le 1er janvier 2090 : {MINORS}, 100 {AFTER}"),
    ("AR048 AR062", file("1900"), "jamais communicable : armes de destruction massive"),
    ("AR099 AR062", file("1900"), "jamais communicable : armes de destruction massive"),
    # of equals, the first given is told
    ("AR049 AR048", file("2011-03-14"), f"communicable le 14 mars 2061 : {SAFETY}, 50 {AFTER}"),
    # no rule, and rules that are not known
    ("", file("1850"), "à déterminer : aucune règle d'accès"),
    ("AR099", file("1850"), "à déterminer : règle d'accès inconnue (AR099)"),
    ("AR038 ACC-00001", file("1850"), "à déterminer : règle d'accès inconnue (ACC-00001)"),
    ("ar038", file("1850"), "à déterminer : règle d'accès inconnue (ar038)"),
]


@pytest.mark.parametrize(("codes", "dates", "sentence"), CASES)
def test_by_hand(codes: str, dates: KnownDates, sentence: str) -> None:
    assert public_access(codes.split(), dates).sentence("fr") == sentence


def test_there_are_enough_and_every_ground_has_one() -> None:
    assert len(CASES) >= 60
    assert {code for codes, _, _ in CASES for code in codes.split()} >= set(GROUNDS)


@pytest.mark.parametrize(
    ("codes", "dates", "sentence"),
    [
        ("AR038", file("2026"), "open to the public at once: the general rule"),
        (
            "AR048",
            file("2011-03-14"),
            "open to the public on 14 March 2061: privacy, 50 years after the latest document",
        ),
        (
            "AR043",
            file("", someone(died="2001-05-08")),
            "open to the public on 8 May 2026: medical secrecy, 25 years after the death",
        ),
        (
            "AR061",
            file("", someone(born="1930")),
            "open to the public on 31 December 2050: medical secrecy, 120 years after the birth, the death not being"
            " known",
        ),
        (
            "AR048 AR054",
            file(),
            "not open to the public: date to be established (date of the latest document, date on which the register"
            " was closed): privacy; civil register (births, marriages)",
        ),
        ("AR062", file(), "never open to the public: weapons of mass destruction"),
        ("", file(), "to be determined: no access rule"),
        ("AR099", file(), "to be determined: unknown rule (AR099)"),
    ],
)
def test_in_english(codes: str, dates: KnownDates, sentence: str) -> None:
    assert public_access(codes.split(), dates).sentence("en") == sentence
