"""Requests of persons by the command line: found everywhere, decided by the age of each record, answered by an act."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, timedelta
from importlib.resources import files
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from chartrier.administration.tenants import tenant_of
from chartrier.catalog.series.register import read_table
from chartrier.catalog.treatments.holdings import NONE, Some
from chartrier.clock import day_of, now
from chartrier.privacy.contradictions.gathering import facts_of
from chartrier.privacy.requests import erasing
from chartrier.privacy.requests.erasing import Term
from chartrier.records.roles import Role
from chartrier.rules.age import Age
from chartrier.rules.calendar import CountFrom, Duration, Unit
from chartrier.rules.persons.request import PersonRequest, Said, extend
from chartrier.rules.persons.rights import (
    GROUNDS,
    OUTCOMES,
    RIGHTS,
    Outcome,
    RefusalGround,
    Right,
    Situation,
    grounds_for,
)
from chartrier.settings import load_settings
from chartrier.wiring import wire
from tests.actors import person_with
from tests.cli.commands import COMMUNE, NEIGHBOUR, Chartrier
from tests.cli.conftest import make_chartrier
from tests.conftest import Database, Server
from tests.disposition.eliminating import RULES, appraisal
from tests.packages_of_ours import Document, Sip
from tests.previews.samples import pdf

NIR, NAME = "2 95 10 99 126 111 93", "Jeanne Duponchel"
SECRET = b"L'agente DUPONCHEL Jeanne est mut\xc3\xa9e."


@dataclass
class Town:
    chartrier: Chartrier
    dpo: tuple[object, ...]
    mayor: tuple[object, ...]
    archivist: tuple[object, ...]
    folder: Path
    database: Database

    def request(self, *arguments: object, tenant: str = COMMUNE, who: tuple[object, ...] | None = None) -> Any:
        return self.chartrier.json(
            "privacy", "request", *arguments, "--tenant", tenant, *(self.dpo if who is None else who)
        )

    def refused(self, *arguments: object, who: tuple[object, ...] | None = None) -> str:
        by = self.dpo if who is None else who
        answer = self.chartrier("privacy", "request", *arguments, "--tenant", COMMUNE, *by, "--json")
        assert answer.status in (2, 3, 4, 5, 6), answer
        return str(answer.json["error"]["code"])

    def opened(self, right: str, *options: object) -> str:
        """A request of Jeanne Duponchel, her identity established."""
        which = str(self.request("open", NAME, "--right", right, *options)["id"])
        self.request("identity", which, "--how", "reçue au guichet, carte vue")
        return which

    def found(self, which: str, *terms: object) -> dict[str, dict[str, Any]]:
        """What a search finds, by title."""
        answer = self.chartrier("privacy", "request", "find", which, *terms, "--tenant", COMMUNE, *self.dpo, "--json")
        assert answer.status == 0, answer
        return {each["title"]: each for each in answer.objects}


@pytest.fixture(scope="module")
def town(server: Server, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    folder = tmp_path_factory.mktemp("persons")
    database = server.new_database()
    chartrier = make_chartrier(folder / "home", database)
    assert chartrier("init", "--tenant", f"{COMMUNE}=Ma commune", "--tenant", f"{NEIGHBOUR}=Voisine").status == 0
    archivist = person_with(chartrier, COMMUNE, "Jean Archives", Role.ARCHIVISTE)
    dpo = person_with(chartrier, COMMUNE, "Dominique Données", Role.DPO)
    mayor = person_with(chartrier, COMMUNE, "Paul Maire", Role.SIGNATAIRE)
    table = folder / "rules.csv"
    table.write_text(RULES, "utf-8")
    assert chartrier("rules", "import", table, "--tenant", COMMUNE, *archivist).status == 0
    running, over = appraisal(start="2020-01-01"), appraisal(start="2010-01-01")
    for tenant, sip in (
        (
            COMMUNE,
            Sip(
                message="P-1",
                title="Dossiers",
                documents=[
                    Document("a.txt", b"rien", f"Dossier de {NAME}", management=running),
                    Document("b.txt", SECRET, "Mutation", management=over),
                    Document("c.pdf", pdf(f"NIR {NIR}"), "Paie", management=over),
                    Document(
                        "d.txt",
                        b"Jeanne Martin",
                        "Autre agente",
                        management=appraisal(start="2010-01-01", final="Keep"),
                    ),
                ],
            ),
        ),
        (COMMUNE, Sip(message="P-2", documents=[Document("m.txt", b"mention", "Mention rectificative")])),
        (NEIGHBOUR, Sip(message="P-3", documents=[Document("v.txt", SECRET, "Chez le voisin")])),
    ):
        assert chartrier("ingest", sip.write(folder / f"{sip.message}.zip"), "--tenant", tenant).status == 0
    assert chartrier("texts").status == 0
    yield Town(chartrier, dpo, mayor, archivist, folder, database)
    database.drop()


def package_of(town: Town, act: str) -> str:
    """All that the package of an act has, in every copy."""
    folder = town.chartrier.folder / "copies"
    files = [each for each in folder.rglob("*") if each.is_file() and act in str(each)]
    assert files
    return "".join(each.read_bytes().decode("latin-1") for each in files)


def test_a_request_is_found_decided_and_answered(town: Town) -> None:
    which = town.opened("effacement", "--said", "Effacez tout", "--contact", "3 rue Basse")
    assert town.refused("answer", which, who=town.mayor) == "DDP-027"
    found = town.found(which)
    assert set(found) == {f"Dossier de {NAME}", "Mutation"}, "by title and by text, nothing of a neighbour"
    found = town.found(which, "--term", NIR)
    assert set(found) == {f"Dossier de {NAME}", "Mutation", "Paie"} and found["Paie"]["terms"] == [NIR]
    running, mutation, pay = (found[title]["unit"] for title in (f"Dossier de {NAME}", "Mutation", "Paie"))
    assert found[f"Dossier de {NAME}"]["grounds"] == ["rgpd-17-3-b", "rgpd-17-3-e"] and not found["Paie"]["grounds"]
    assert town.refused("decide", which, "accorde", "--unit", pay) == "DDP-024", "nobody has ticked it"
    town.request("tick", which, "--unit", running, "--unit", mutation)
    town.request("tick", which, "--rest", "--other")
    refuse = ("decide", which, "refuse", "--unit", running)
    assert town.refused(*refuse, "--ground", "rgpd-17-3-d", "--why", "x") == "DDP-001"
    assert town.refused(*refuse, "--ground", "rgpd-17-3-b") == "DDP-003"
    assert town.refused("decide", which, "refuse", "--unit", mutation, "--ground", "rgpd-17-3-b") == "DDP-002"
    assert town.refused("decide", which, "accorde", "--unit", pay) == "DDP-024"
    town.request(*refuse, "--ground", "rgpd-17-3-b", "--why", "Le dossier sert encore à votre retraite.")
    assert town.request("show", which)["step"] == "decision"
    assert town.request("decide", which, "accorde")["step"] == "signature"
    town.request("advise", which, "Conforme.")
    draft = town.folder / "projet.pdf"
    town.request("letter", which, draft, "--draft")
    assert draft.read_bytes().startswith(b"%PDF")
    assert town.refused("answer", which) in ("ADM-040", "ADM-041"), "who advises does not sign"
    act = town.request("answer", which, who=town.mayor)["act"]
    shown = town.request("show", which)
    assert shown["step"] == "repondue" and shown["as_signed"] is True
    letter = town.folder / "reponse.pdf"
    town.request("letter", which, letter)
    assert letter.read_bytes().startswith(b"%PDF")
    written = package_of(town, act)
    assert "Duponchel" not in written and "DUPONCHEL" not in written and mutation in written and running not in written
    assert town.refused("tick", which, "--unit", pay) == "DDP-021"
    history = town.chartrier.json("history", mutation, "--tenant", COMMUNE)["events"]
    assert [each["said"]["outcome"] for each in history if each["id"] == act] == ["accorde"]
    assert town.chartrier("verify", "--tenant", COMMUNE).status == 0
    readings = town.chartrier("register", "consultations", "--tenant", COMMUNE, "--json")
    assert "DP-" in readings.out and "Duponchel" not in readings.out
    whole = town.opened("effacement")
    town.request("tick", whole, "--unit", town.found(whole, "--term", NIR)["Paie"]["unit"])
    town.request("tick", whole, "--rest", "--other")
    town.request("decide", whole, "accorde")
    town.request("decide", whole, "refuse", "--whole", "--ground", "rgpd-12-5", "--why", "excessive")
    town.request("answer", whole, who=town.mayor)
    with wire(load_settings(None, town.chartrier.environ)) as archive:
        of, copies = tenant_of(COMMUNE), archive.copies
        later = replace(copies, clock=lambda: now() + timedelta(days=40))
        assert facts_of(of, copies).granted == NONE, "there is a month to do it"
        assert facts_of(of, later).granted == Some(1, UUID(mutation)), "what was granted and not proposed is told then"


def test_what_is_definitive_is_kept_and_a_rectification_lies_beside(town: Town) -> None:
    unit, mention = town.chartrier.unit("Autre agente"), town.chartrier.unit("Mention rectificative")
    served = ("tenant", "set", COMMUNE, "--archives-service")
    assert town.chartrier(*served, "Archives départementales").status == 0
    kept = ("conserve", "--unit", unit, "--position", "avis favorable", "--day", "2026-01-05", "--french-soil")
    assert town.chartrier(*kept, "--tenant", COMMUNE, *town.archivist).status == 0

    def about(right: str) -> str:
        which = town.opened(right)
        town.found(which, "--term", "Jeanne Martin")
        town.request("tick", which, "--unit", unit)
        town.request("tick", which, "--rest", "--other")
        return which

    erasure = about("effacement")
    assert town.refused("decide", erasure, "accorde") == "DDP-006"
    why = ("--why", "Ces archives sont gardées pour l'histoire.")
    assert town.refused("decide", erasure, "refuse", "--ground", "rgpd-17-3-b", *why) == "DDP-001"
    town.request("decide", erasure, "refuse", "--ground", "rgpd-17-3-d", "--annexed", mention, *why)
    rectification = about("rectification")
    article = ("decide", rectification, "refuse", "--ground", "loi-78-17-78", *why)
    assert town.chartrier(*served, "").status == 0
    assert town.refused(*article) == "DDP-001", "no service public d'archives holds them"
    assert town.chartrier(*served, "Archives départementales").status == 0
    town.request(*article)
    assert town.refused("decide", rectification, "accorde", "--unit", unit) == "DDP-004"
    absent = "0190b6a0-0000-7000-8000-000000000000"
    assert town.refused("decide", rectification, "accorde", "--unit", unit, "--annexed", absent) == "DDP-026"
    town.request("decide", rectification, "accorde", "--unit", unit, "--annexed", mention)
    act = town.request("answer", rectification, who=town.mayor)["act"]
    for each in (unit, mention):
        told = town.chartrier.json("history", each, "--tenant", COMMUNE)["events"]
        (event,) = [one for one in told if one["id"] == act]
        assert event["said"]["annexed"] == mention and event["said"]["unit"] == unit


def test_a_whole_request_time_and_withdrawal(town: Town) -> None:
    which = str(town.request("open", "Quelqu'un", "--right", "acces")["id"])
    assert town.refused("decide", which, "refuse", "--whole", "--ground", "rgpd-17-3-d", "--why", "x") == "DDP-012"
    town.request("decide", which, "refuse", "--whole", "--ground", "rgpd-12-2", "--why", "Rien ne dit qui écrit.")
    act = town.request("answer", which, who=town.mayor)["act"]
    assert '"whole":"rgpd-12-2"' in package_of(town, act)
    today = day_of(now())
    late = (today - timedelta(days=45)).isoformat()
    old = str(town.request("open", "En Retard", "--right", "opposition", "--received", late)["id"])
    assert town.refused("extend", old, "--why", "complexe") == "DDP-010"
    told = (today - timedelta(days=20)).isoformat()
    longer = ("extend", old, "--why", "complexe", "--day", told)
    assert town.request("show", old)["left"] < 0 < town.request(*longer)["left"]
    assert town.request("withdraw", old, "--why", "satisfaite")["step"] == "retiree"
    assert town.refused("open", " ", "--right", "acces") == "DDP-008"
    assert town.refused("open", "A", "--right", "acces", "--received", "2999-01-01") == "DDP-009"
    wild = town.opened("acces")
    assert town.refused("find", wild, "--term", "!!!") == "DDP-023"
    listed = town.chartrier("privacy", "request", "list", "--tenant", COMMUNE, *town.dpo, "--json").objects
    still_open = [each["closed"] is None for each in listed]
    assert still_open == sorted(still_open, reverse=True)
    theirs = town.chartrier("privacy", "request", "show", which, "--tenant", NEIGHBOUR, "--json")
    assert (theirs.status, theirs.json["error"]["code"]) == (4, "DDP-020")
    assert town.chartrier("privacy", "request", "list", "--tenant", NEIGHBOUR, "--json").objects == []


def test_what_names_persons_is_erased_after_five_years(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    today = day_of(now())
    ago = date(today.year - 5, today.month, min(today.day, 28))
    withdrawn = str(town.request("open", NAME, "--right", "acces", "--said", f"Moi, {NAME}", "--term", NIR)["id"])
    town.request("extend", withdrawn, "--why", f"{NAME} a beaucoup de dossiers")
    due = town.request("withdraw", withdrawn, "--why", f"{NAME} a trouvé")["due"]
    answered, holding, whole = town.opened("acces"), town.opened("opposition"), town.opened("opposition")
    for which in (answered, holding, whole):
        pay = town.found(which, "--term", NIR)["Paie"]["unit"]
        town.request("tick", which, "--unit", pay)
        town.request("tick", which, "--rest", "--other")
        town.request("decide", which, "accorde")
        if which == whole:
            # it granted nothing, whatever had been said before
            town.request("decide", which, "refuse", "--whole", "--ground", "rgpd-12-5", "--why", "excessive")
        town.request("answer", which, who=town.mayor)
    mine = (withdrawn, answered, holding, whole)

    def close(day: date, *which: str) -> None:
        with town.database.connect("postgres") as connection:
            connection.execute("UPDATE persons_personrequest SET closed = %s WHERE id = ANY(%s)", [day, list(which)])

    def listed() -> dict[str, str]:
        asked = ("privacy", "request", "erasable", "--tenant", COMMUNE, *town.dpo, "--json")
        return {each["id"]: each["state"] for each in town.chartrier(*asked).objects}

    def proposed(*which: str, visa: str = "AD 12", day: date = today) -> str:
        return town.refused("propose", *which, "--visa", visa, "--day", day)

    def erasing_of(*which: str, who: tuple[object, ...] = town.mayor, visa: str = "AD 12") -> str:
        return town.refused("erase", *which, "--visa", visa, who=who)

    close(ago - timedelta(days=10), *mine)
    assert listed() == {} and proposed(withdrawn) == "DDP-033", "no table in force says how long"
    monkeypatch.setattr(erasing, "series_in_force", lambda cursor, tenant: read_table(communes_table()).values())
    close(ago + timedelta(days=4), *mine)
    assert listed() == {} and proposed(withdrawn) == "DDP-033"
    close(ago - timedelta(days=10), *mine)
    assert listed() == {withdrawn: "erasable", answered: "erasable", holding: "holding", whole: "erasable"}
    assert proposed(withdrawn, visa=" ") == "DDP-034"
    assert proposed(withdrawn, day=today + timedelta(days=2)) == "DDP-009"
    assert proposed(withdrawn, day=today - timedelta(days=30)) == "DDP-033", "the visa came before its time was over"
    assert proposed(holding, withdrawn) == "DDP-033"
    assert erasing_of(withdrawn) == "DDP-033", "nobody has proposed it"
    given = ("propose", withdrawn, answered, "--visa", "AD 12", "--day", today, "--tenant", COMMUNE, *town.dpo)
    assert town.chartrier("privacy", "request", *given).status == 0
    assert listed() == {withdrawn: "proposed", answered: "proposed", holding: "holding", whole: "erasable"}
    assert erasing_of(withdrawn, visa="AD 99") == "DDP-037", "it is another visa than the one that was read"
    assert town.request("show", withdrawn)["name"] == NAME, "nothing is erased yet"
    assert erasing_of(withdrawn, who=town.dpo) in ("ADM-040", "ADM-041"), "who proposes does not sign"
    both = person_with(town.chartrier, COMMUNE, "Double Rôle", Role.SIGNATAIRE, Role.DPO)
    assert town.chartrier("privacy", "request", *given[: -len(town.dpo)], *both).status == 0
    assert erasing_of(withdrawn, who=both) == "DDP-036"
    other = person_with(town.chartrier, COMMUNE, "Même Personne", Role.SIGNATAIRE)
    assert town.chartrier("person", "same", both[1], other[1]).status == 0
    assert erasing_of(withdrawn, who=other) == "DDP-036", "as it is known on the day"
    assert town.chartrier("privacy", "request", *given[: -len(town.dpo)]).status != 0, "an operator proposes nothing"
    take = ("privacy", "request", "take-back", withdrawn, "--tenant", COMMUNE, *town.dpo, "--json")
    assert town.chartrier(*take).status == 0
    assert listed()[withdrawn] == "erasable" and erasing_of(withdrawn) == "DDP-033"
    assert town.chartrier(*take).json["error"]["code"] == "DDP-038"
    assert town.chartrier("privacy", "request", *given).status == 0
    # the table comes to say that they are kept: what was proposed may be taken back
    kept = communes_table().replace("jour pour jour;Éliminer", "jour pour jour;Conserver")
    with monkeypatch.context() as patch:
        patch.setattr(erasing, "series_in_force", lambda cursor, tenant: read_table(kept).values())
        assert listed() == {withdrawn: "lapsed", answered: "lapsed"}
        assert erasing_of(withdrawn) == "DDP-033" and town.chartrier(*take).status == 0
    assert listed()[withdrawn] == "erasable"
    assert town.chartrier("privacy", "request", *given).status == 0
    # records that a request is about may be among what is not loaded yet
    with behind(town):
        assert erasing_of(withdrawn) == proposed(withdrawn) == "CAT-025"
    answer = town.chartrier(
        "privacy",
        "request",
        "erase",
        withdrawn,
        answered,
        "--visa",
        "AD 12",
        "--tenant",
        COMMUNE,
        *town.mayor,
        "--json",
    )
    assert {each["id"] for each in answer.objects} == {withdrawn, answered}
    with town.database.connect("postgres") as connection:
        left = connection.execute(
            "SELECT content::text, letter, sealed FROM persons_personrequest WHERE id = ANY(%s)",
            [[withdrawn, answered]],
        ).fetchall()
        found = connection.execute(
            "SELECT count(*) FROM persons_foundunit WHERE request = ANY(%s)", [[withdrawn, answered]]
        ).fetchone()
    assert found == (0,) and len(left) == 2
    for content, letter, sealed in left:
        assert "Duponchel" not in content and NIR not in content and "AD 12" in content
        assert letter is None and sealed is None
    assert town.request("show", withdrawn)["due"] == due, "it is no more late than it was"
    shown = town.request("show", answered)
    assert (shown["step"], shown["right"], shown["found"], shown["as_signed"]) == ("effacee", "acces", [], None)
    assert shown["act"] and shown["erasing"]["by"] != shown["erasing"]["done_by"] and shown["erasing"]["done"]
    assert town.refused("letter", answered, town.folder / "plus.pdf") == "DDP-035"
    assert town.refused("advise", answered, "x") == "DDP-021"
    assert erasing_of(withdrawn) == "DDP-033" and town.chartrier(*take).json["error"]["code"] == "DDP-038"
    assert listed() == {holding: "holding", whole: "erasable"}
    assert town.chartrier("verify", "--tenant", COMMUNE).status == 0, "the act stays"
    register = town.folder / "apres.csv"
    town.request("register", "-o", register)
    assert f"{shown['reference']};;" in register.read_text("utf-8-sig")


@contextmanager
def behind(town: Town) -> Iterator[None]:
    """The database lacks an entry of the signed log meanwhile."""
    asked = "UPDATE journal_journalhead SET catching_up_to = {} WHERE tenant = %s"
    with town.database.connect("postgres") as connection:
        connection.execute(asked.format("size + 1"), [int(COMMUNE)])
    try:
        yield
    finally:
        with town.database.connect("postgres") as connection:
            connection.execute(asked.format("NULL"), [int(COMMUNE)])


def communes_table() -> str:
    """The table that comes with Chartrier."""
    return files("chartrier.rules.series").joinpath("communes.csv").read_text("utf-8-sig")


@pytest.mark.parametrize(
    ("written", "term"),
    [
        ("jour pour jour;Éliminer", Term(Duration(5, Unit.YEAR), CountFrom.DATE)),
        ("31 décembre;Éliminer", Term(Duration(5, Unit.YEAR), CountFrom.YEAR_END)),
        ("jour pour jour;Conserver", None),
    ],
)
def test_the_table_in_force_says_how_long(
    town: Town, monkeypatch: pytest.MonkeyPatch, written: str, term: Term | None
) -> None:
    changed = "".join(
        each.replace("jour pour jour;Éliminer", written) if each.startswith("S096b;") else each
        for each in communes_table().splitlines(keepends=True)
    )
    monkeypatch.setattr(erasing, "series_in_force", lambda cursor, tenant: read_table(changed).values())
    with wire(load_settings(None, town.chartrier.environ)):
        assert erasing._term(tenant_of(COMMUNE)) == term
    if term is not None:
        first = date(2026, 1, 2) if term.count_from is CountFrom.YEAR_END else date(2025, 3, 2)
        assert term.is_over(date(2020, 3, 1), first) and not term.is_over(date(2020, 3, 1), first - timedelta(days=1))


def test_violations_and_what_is_owed(town: Town) -> None:
    def say(*arguments: object, status: int = 0) -> Any:
        answer = town.chartrier("privacy", "violation", *arguments, "--tenant", COMMUNE, *town.dpo, "--json")
        assert answer.status == status, answer
        return answer.json

    old = (now() - timedelta(days=5)).strftime("%Y-%m-%dT%H:%M")
    made = say("add", "Un courriel envoyé à tous", "--known", old, "--breach", "confidentialite", "--persons", "120")
    assert made["owed"] == ["evaluer"] and made["late"] is True
    which = made["id"]
    say("add", "=1+1", "--risk", "aucun", "--cnil-why", "chiffré")
    for register, of in (("violation", "violations"), ("request", "requests")):
        target = town.folder / f"{register}.csv"
        written = town.chartrier.json("privacy", register, "register", "-o", target, "--tenant", COMMUNE, *town.dpo)
        lines = list(csv.DictReader(io.StringIO(target.read_text("utf-8-sig")), delimiter=";"))
        assert len(lines) == written[of] > 0
    violations = (town.folder / "violation.csv").read_text("utf-8-sig")
    assert ";'=1+1;" in violations and "évaluer le risque" in violations and "Duponchel" not in violations
    assert "Duponchel" in (town.folder / "request.csv").read_text("utf-8-sig")
    assert say("set", which, "--risk", "eleve")["owed"] == ["notifier", "informer"]
    recent = (now() - timedelta(hours=3)).strftime("%Y-%m-%dT%H:%M")
    assert say("set", which, "--cnil", recent, status=2)["error"]["code"] == "VIO-003", "72 hours are over"
    done = say("set", which, "--cnil", recent, "--cnil-why", "découverte le week-end", "--told-why", "mail rappelé")
    assert done["owed"] == [] and done["versions"] == 3
    before = say("show", which)["before"]
    assert [each["content"]["risk"] for each in before] == ["a-evaluer", "eleve"]
    assert say("add", "Clé perdue", "--risk", "aucun", status=2)["error"]["code"] == "VIO-003"
    assert say("add", " ", status=2)["error"]["code"] == "VIO-001"
    assert say("add", "x", "--known", "2999-01-01", status=2)["error"]["code"] == "VIO-002"
    answer = town.chartrier("privacy", "violation", "show", which, "--tenant", NEIGHBOUR, "--json")
    assert (answer.status, answer.json["error"]["code"]) == (4, "VIO-020")


def test_aipd_is_hinted_at(town: Town) -> None:
    series = ("--tenant", COMMUNE, *town.archivist)
    assert town.chartrier("privacy", "aipd", "list", "--tenant", COMMUNE, "--json").objects == []
    assert town.chartrier("series", "adopt", "--confirm", *series).status == 0
    own = appraisal("S043", "1990-01-01", "Keep")
    sip = Sip(message="P-9", documents=[Document("rh.txt", f"NIR {NIR}".encode(), "Agent", management=own)])
    assert town.chartrier("ingest", sip.write(town.folder / "rh.zip"), "--tenant", COMMUNE).status == 0
    assert town.chartrier("texts").status == 0 and town.chartrier("privacy", "scan").status == 0
    (hinted,) = town.chartrier("privacy", "aipd", "list", "--tenant", COMMUNE, "--json").objects
    assert hinted["criteria"] == ["donnees-sensibles", "personnes-vulnerables"] and hinted["to_look_at"] is True
    assert (hinted["series"], hinted["seen"]["nir"], hinted["units"]) == ("S043", 1, 1)
    refused = town.chartrier("privacy", "aipd", "set", "S043", "--state", "faite", "--tenant", COMMUNE, "--json")
    assert refused.json["error"]["code"] == "DDP-011"
    said = ("privacy", "aipd", "set", "S043", "--state", "faite", "--why", "AIPD RH, 2026", "--tenant", COMMUNE)
    assert town.chartrier.json(*said)["to_look_at"] is False
    unknown = town.chartrier("privacy", "aipd", "set", "S999", "--why", "x", "--tenant", COMMUNE, "--json")
    assert unknown.json["error"]["code"] == "DDP-030"


def test_a_rebuild_finds_the_acts_again_and_keeps_the_requests(town: Town) -> None:
    def state() -> Any:
        listed = town.chartrier("privacy", "request", "list", "--tenant", COMMUNE, "--json").objects
        shown = [town.request("show", each["id"]) for each in listed]
        return json.dumps(shown, sort_keys=True), town.chartrier("history", unit, "--tenant", COMMUNE).out

    unit = town.chartrier.unit("Autre agente")
    before = state()
    assert town.chartrier("rebuild", "--from", "a", "--tenant", COMMUNE).status == 0
    assert state() == before


@pytest.mark.parametrize(
    ("right", "definitive", "running", "held", "served", "grounds"),
    [
        ("effacement", False, True, False, True, "rgpd-17-3-b rgpd-17-3-e"),
        ("effacement", False, False, False, True, ""),
        ("effacement", False, False, True, True, "rgpd-17-3-e"),
        ("effacement", True, False, False, False, "rgpd-17-3-d"),
        ("acces", False, False, False, True, "rgpd-15-4"),
        ("acces", True, False, False, True, "loi-78-17-78 rgpd-15-4"),
        ("acces", True, False, False, False, "rgpd-15-4"),
        ("opposition", True, False, False, True, "loi-78-17-78 rgpd-6-1-c rgpd-21-1"),
        ("rectification", False, True, True, True, "rgpd-16"),
    ],
)
def test_grounds_by_age(right: str, definitive: bool, running: bool, held: bool, served: bool, grounds: str) -> None:
    age = Age.DEFINITIVE if definitive else Age.INTERMEDIAIRE
    situation = Situation(age, None, running=running, held=held, served=served)
    assert " ".join(grounds_for(Right(right), situation)) == grounds


def test_delays_and_words() -> None:
    asked = PersonRequest("A", Right.ACCESS, date(2026, 1, 31))
    assert (asked.due, extend(asked, Said(date(2026, 2, 28), "complexe")).due) == (date(2026, 2, 28), date(2026, 4, 30))
    assert PersonRequest.read(json.loads(json.dumps(asked.as_json()))) == asked
    assert set(RIGHTS) == set(Right) and set(GROUNDS) == set(RefusalGround) and set(OUTCOMES) == set(Outcome)
