"""Filters, facets, lists and the two regimes of a search, on documents that were really acquired and read."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from chartrier.access import searching as access_searching
from chartrier.access.extracting import extract_texts, make_thumbnails
from chartrier.access.finding import shown
from chartrier.access.judging import ELSEWHERE, By, judge
from chartrier.access.searching import PUBLIC, Question, Scope, csv_parts, facets, search, write_csv
from chartrier.catalog.archive import questions, searching, walking
from chartrier.catalog.searches.register import MOST, forget_search, keep_search, searches_of
from chartrier.curation.gels import Terms, set_gel
from chartrier.errors import InvalidInput
from chartrier.records.voice import Bound
from chartrier.rules.communicabilite.regime import Regime
from chartrier.wiring import wire
from tests.conftest import Server
from tests.copies.behind import new_home
from tests.curation.conftest import Place
from tests.disposition.eliminating import Town, appraisal
from tests.packages_of_ours import Document, Sip
from tests.previews.samples import pdf

OPEN = "<AccessRule><Rule>AR038</Rule><StartDate>2020-01-01</StartDate></AccessRule>"
CLOSED = "<AccessRule><Rule>AR048</Rule><StartDate>2020-01-01</StartDate></AccessRule>"
UNSPREAD = OPEN + "<DisseminationRule><Rule>DIS-1</Rule><StartDate>2020-01-01</StartDate></DisseminationRule>"
RULES = """RuleId,RuleType,RuleValue,RuleDescription,RuleDuration,RuleMeasurement
R10,AppraisalRule,Dix ans,,10,Year
R30,AppraisalRule,Trente ans,,30,Year
DIS-1,DisseminationRule,Non diffusable,,100,Year
"""
TODAY = date(2026, 11, 29)


def dated(first: str, last: str, service: str = "") -> str:
    agency = f"<OriginatingAgency><Identifier>{service}</Identifier></OriginatingAgency>" if service else ""
    return f"{agency}<StartDate>{first}</StartDate><EndDate>{last}</EndDate>"


@dataclass
class Full:
    """A tenant whose documents are read; `tenants` is its key alone."""

    town: Town
    tenants: list[int]

    def titles(self, scope: Scope = Scope(), **asked: object) -> list[str]:  # noqa: B008 - it is frozen
        return [unit.title for unit in search(self.tenants, Question(**asked), scope, TODAY).units]  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def full(server: Server, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Full]:
    folder = tmp_path_factory.mktemp("searching")
    home = new_home(folder / "home", server)
    with wire(home.settings) as archive:
        town = Town.new(Place(home, archive))
        town.rules(RULES)
        documents = [
            Document("a.pdf", pdf("Le pont de Gournay"), "Ouvrages", extra=dated("2001-01-01", "2003-12-31", "VOIRIE"),
                     management=appraisal("R10", "2004-01-01") + OPEN),
            Document("b.pdf", pdf("Gournay, état des agents"), "Personnel",
                     extra=dated("2010-01-01", "2010-12-31", "RH"), management=appraisal("R30", "2011-01-01") + CLOSED),
            Document("c.txt", b"gournay en texte\n", "Note", extra=dated("2020-05-01", "2020-05-01", "VOIRIE"),
                     management=UNSPREAD),
            Document("d.txt", b"rien\n", "=Gournay au titre", management=OPEN),
        ]  # fmt: skip
        town.bench.accept(Sip(message="F-1", title="Fonds", documents=documents).write(folder / "f.zip"))
        extract_texts(town.bench.tenant.key, archive.copies)
        yield Full(town, [town.bench.tenant.key])
    home.database.drop()


def test_each_filter(full: Full) -> None:
    everything = ["=Gournay au titre", "Note", "Personnel", "Ouvrages"]
    assert full.titles(words="gournay") == everything
    assert full.titles() == [*everything, "Fonds"]
    assert full.titles(words="gournay", service=("VOIRIE",)) == ["Note", "Ouvrages"]
    assert full.titles(words="gournay", service=("RH", "VOIRIE")) == ["Note", "Personnel", "Ouvrages"]
    assert full.titles(service=("SERVICE-PRODUCTEUR",)) == ["=Gournay au titre", "Fonds"]
    assert full.titles(words="gournay", series=("R30",)) == ["Personnel"]
    assert full.titles(words="gournay", first=date(2003, 6, 1), last=date(2010, 6, 1)) == ["Personnel", "Ouvrages"]
    assert full.titles(last=date(2000, 12, 31)) == []
    assert len(full.titles(format=("x-fmt/111",))) == 2
    assert full.titles(words="gournay", due=True) == ["Ouvrages"]
    fonds = questions.find(full.tenants, "fonds").units[0].id
    assert full.titles(below=fonds) == everything
    assert full.titles(words="gournay", communicable=True) == ["=Gournay au titre", "Note", "Ouvrages"]


def test_what_a_gel_holds(full: Full) -> None:
    town = full.town
    unit = questions.find(full.tenants, "personnel").units[0].id
    assert full.titles(frozen=True) == []
    terms = Terms("Contentieux", "tribunal", "TA de Versailles", date(2030, 1, 1))
    set_gel([unit], terms, town.bench.tenant, town.place.archive.copies, town.people["archiviste"])
    assert full.titles(frozen=True) == ["Personnel"]


def test_the_best_come_first(full: Full) -> None:
    assert full.titles(words="gournay", best=True)[0] == "=Gournay au titre"
    assert full.titles(words="gournay", best=True, communicable=True)[-1] != "Personnel"


def test_rights_bound_what_is_found(full: Full) -> None:
    voirie = Scope(bounds=(Bound(services=frozenset({"VOIRIE"})),))
    assert full.titles(voirie, words="gournay") == ["Note", "Ouvrages"]
    assert full.titles(voirie) == ["Note", "Ouvrages"]
    assert full.titles(voirie, service=("RH",)) == []
    narrow = Scope(bounds=(Bound(frozenset({"VOIRIE"}), frozenset({"R10"})), Bound(series=frozenset({"R30"}))))
    assert full.titles(narrow, words="gournay") == ["Personnel", "Ouvrages"]
    assert dict(facets(full.tenants, Question(), voirie, TODAY).values["services"]) == {"VOIRIE": 2}


def test_whoever_reads_descriptions_only_finds_by_them_only(full: Full) -> None:
    assert full.titles(Scope(texts=False), words="gournay") == ["=Gournay au titre"]


def test_the_public_finds_only_what_it_may_read(full: Full) -> None:
    answer = search(full.tenants, Question("gournay"), PUBLIC, TODAY)
    assert [unit.title for unit in answer.units] == ["=Gournay au titre", "Ouvrages"]
    assert (answer.regime, answer.count) == (Regime.PUBLIC, None)
    assert full.titles(PUBLIC, words="personnel") == []
    assert full.titles(PUBLIC, words="gournay", best=True) == ["=Gournay au titre", "Ouvrages"]
    assert facets(full.tenants, Question(), PUBLIC, TODAY).values == {}
    # what holds units back is told to those who work with them
    with pytest.raises(InvalidInput, match="ACC-051"):
        full.titles(PUBLIC, frozen=True)
    by_rights = search(full.tenants, Question("gournay"), Scope(), TODAY)
    assert (by_rights.regime, by_rights.count) == (Regime.ADMINISTRATIVE, 4)


def test_facets_count_what_was_found(full: Full) -> None:
    found = facets(full.tenants, Question("gournay"), Scope(), TODAY)
    assert dict(found.values["services"]) == {"VOIRIE": 2, "RH": 1, "SERVICE-PRODUCTEUR": 1}
    assert dict(found.values["years"]) == {"2001": 1, "2010": 1, "2020": 1}
    assert dict(found.values["series"]) == {"R10": 1, "R30": 1}
    assert sum(count for _, count in found.values["formats"]) == 4
    assert not found.capped
    assert {puid for puid, _ in found.values["formats"]} == set(found.formats)


@pytest.mark.parametrize(("walk", "counted"), [(2, 2), (3, 2), (100, 2), (2, 2_000)])
def test_pages_by_key_lose_nothing(full: Full, monkeypatch: pytest.MonkeyPatch, walk: int, counted: int) -> None:
    """However few are taken up at a time, and whatever the filter leaves of them."""

    def narrow() -> None:
        monkeypatch.setattr(searching, "BATCH", 2)
        monkeypatch.setattr(searching, "FIRST", 1)
        monkeypatch.setattr(searching, "BATCHES", 1)
        monkeypatch.setattr(walking, "WALK", walk)
        # from two on, words are those that many units have
        monkeypatch.setattr(searching, "COUNTED", counted)

    narrow()
    for question in (
        Question("gournay"), Question(), Question(service=("RH",)), Question("gournay", service=("VOIRIE",)),
        Question("gournay", first=date(2001, 1, 1), last=date(2015, 1, 1)), Question(communicable=True),
        Question(due=True), Question("gournay", due=True, service=("VOIRIE",)), Question(frozen=True),
    ):  # fmt: skip
        for scope in (Scope(), PUBLIC, Scope(bounds=(Bound(frozenset({"RH"})), Bound(frozenset({"VOIRIE"}))))):
            if question.frozen and scope == PUBLIC:
                continue
            titles, before = [], None
            while True:
                answer = search(full.tenants, question, scope, TODAY, before=before, limit=1)
                titles += [unit.title for unit in answer.units]
                if (before := answer.next) is None:
                    break
            monkeypatch.undo()
            assert titles == [unit.title for unit in search(full.tenants, question, scope, TODAY).units], question
            narrow()


def test_a_list_holds_no_formula(full: Full) -> None:
    out = io.BytesIO()
    assert write_csv(out, full.tenants, Question("gournay"), Scope(), TODAY) == 4
    lines = out.getvalue().decode("utf-8-sig").splitlines()
    assert lines[0] == "identifiant;intitulé;premier jour;dernier jour;service producteur;règles;versement"
    assert ";'=Gournay au titre;" in lines[1]
    assert ";2001-01-01;2003-12-31;VOIRIE;R10;" in lines[4]
    assert write_csv(io.BytesIO(), full.tenants, Question(), PUBLIC, TODAY) == len(full.titles(PUBLIC))
    assert write_csv(io.BytesIO(), full.tenants, Question(), Scope(), TODAY, most=2) == 2


def test_a_question_is_written_as_it_is_read(full: Full) -> None:
    question = Question("pont", ("VOIRIE", "RH"), (), date(2001, 1, 1), None, ("fmt/18",), due=True, best=True)
    assert Question.read(question.written()) == question
    assert Question.read({"words": ["  "], "unknown": ["x"]}) == Question()
    for wrong in ({"first": ["hier"]}, {"below": ["1"]}):
        with pytest.raises(InvalidInput):
            Question.read(wrong)
    full.titles(words="x\0'\";--", service=("'); DROP TABLE archive_unit; --",))
    assert full.titles(words="gournay")


def test_searches_are_each_persons_own(full: Full) -> None:
    tenant = full.tenants[0]
    first, second = (full.town.people[name].person for name in ("archiviste", "chef"))
    assert keep_search(tenant, first, "Ponts", Question("pont").written())
    assert keep_search(tenant, first, "Ponts", Question("pont", due=True).written())
    assert Question.read(searches_of(tenant, first)["Ponts"]) == Question("pont", due=True)
    assert searches_of(tenant, second) == {}
    assert not forget_search(tenant, second, "Ponts")
    for number in range(MOST - 1):
        assert keep_search(tenant, first, f"N {number}", {})
    assert not keep_search(tenant, first, "de trop", {})
    assert forget_search(tenant, first, "Ponts")


class Sharing(Sip):
    """Its document is that of another unit too, which is closed."""

    def bordereau(self) -> bytes:
        unit = self._unit(0, self.documents[0])
        closed = self._unit(9, Document("", b"", "Greffe fermé", management=CLOSED)).replace("G-9", "G-0")
        return super().bordereau().replace(unit.encode(), (unit + closed).encode())


def test_a_document_of_a_closed_unit_too_is_closed(full: Full, tmp_path: Path) -> None:
    """No hit by its words, no passage, no small picture, no package: what is of several units is open in each."""
    bench, archive = full.town.bench, full.town.place.archive
    documents = [Document("o.pdf", pdf("Quatremoulins au greffe"), "Greffe ouvert", management=OPEN)]
    bench.accept(Sharing(message="F-2", title="Greffes", documents=documents).write(tmp_path / "s.zip"))
    extract_texts(bench.tenant.key, archive.copies)
    make_thumbnails(bench.tenant.key, archive.copies)
    assert set(full.titles(words="quatremoulins")) == {"Greffe ouvert", "Greffe fermé"}
    assert full.titles(PUBLIC, words="quatremoulins") == []
    # its own description is open, and tells of it
    question = Question(words="greffe")
    answer = search(full.tenants, question, PUBLIC, TODAY)
    (row,) = shown(full.tenants, answer, question, PUBLIC, TODAY)
    assert (row.row.unit.title, row.passage, row.pictured) == ("Greffe ouvert", None, None)
    judged = judge(full.tenants[0], [row.row.unit.id], By(public=True), TODAY)
    assert [each.why for each in judged.refused] == [ELSEWHERE]
    by_rights = shown(full.tenants, search(full.tenants, question, Scope(), TODAY), question, Scope(), TODAY)
    assert all(each.pictured for each in by_rights if each.row.objects)


def test_a_long_list_is_sent_part_by_part(full: Full, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(access_searching, "PART", 2)
    parts = list(csv_parts(full.tenants, Question(words="gournay"), Scope(), TODAY))
    assert [lines for _, lines in parts] == [0, 2, 2]
    whole = io.BytesIO()
    assert write_csv(whole, full.tenants, Question(words="gournay"), Scope(), TODAY) == 4
    assert whole.getvalue() == b"".join(text for text, _ in parts)


@pytest.mark.parametrize("written", ["« toit de l'école »", "“toit de l'école”", "„toit de l'école“"])
def test_a_phrase_is_between_the_quotes_of_people(written: str) -> None:
    assert Question.read({"words": [written]}).words.replace(" ", "") == '"toitdel\'école"'


def test_what_no_database_takes_is_no_filter() -> None:
    for name in ("words", "service", "series", "format", "below", "first"):
        with pytest.raises(InvalidInput, match="ACC-030"):
            Question.read({name: ["a\0"]})
