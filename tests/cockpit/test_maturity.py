"""The maturity of a collectivité: what the archive answers by itself, what people answer, the score and its actions."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from chartrier.administration.tenants import tenant_of
from chartrier.catalog.maturity import register as assessments
from chartrier.catalog.tenants import register as tenants
from chartrier.cockpit.maturity.answers import Answer, Given
from chartrier.cockpit.maturity.peers import peers_of
from chartrier.cockpit.maturity.questions import questionnaire
from chartrier.cockpit.maturity.score import score
from chartrier.cockpit.maturity.standing import answer, standing_of
from chartrier.geography import national_list
from chartrier.records.anonymity import FEWEST
from chartrier.records.collectivite import CollectiviteKind, Where
from chartrier.records.finding import Findings
from chartrier.settings import load_settings
from chartrier.wiring import wire
from tests.cli.commands import COMMUNE, Chartrier
from tests.cockpit.conftest import Commune

QUESTIONS = questionnaire().questions


def told(commune: Commune, *options: object) -> Any:
    return commune.chartrier.json("cockpit", "maturity", "--tenant", COMMUNE, *options)


def by_code(found: Any) -> dict[str, Any]:
    return {each["question"]: each for each in found["answers"]}


def written(path: Path, lines: dict[str, str]) -> Path:
    path.write_text("[reponses]\n" + "".join(f"{code} = {value}\n" for code, value in lines.items()), "utf-8")
    return path


def refused(commune: Commune, file: Path) -> list[str]:
    done = commune.chartrier("cockpit", "maturity", "--answers", file, "--tenant", COMMUNE, "--json")
    assert done.status == 1, done
    return [each["code"] for each in done.json["findings"]]


def test_from_what_is_known_to_a_whole_score(commune: Commune, tmp_path: Path) -> None:
    before = told(commune)
    answers = by_code(before)
    assert (answers["J1"]["answer"], answers["J1"]["from"]) == ("en-partie", "archive"), "an indicative table"
    assert answers["T1"]["answer"] == "oui" and "archivées ici" in answers["T1"]["known"]["fr"]
    assert answers["F2"]["answer"] == "non", "no versement of that flow came"
    assert answers["G3"]["answer"] is None and answers["J4"]["answer"] is None, "what it does not see is no « non »"
    assert before["unanswered"] == sum(each["answer"] is None for each in before["answers"]) > 5
    assert not before["complete"] and before["change"] is None and before["peers"]["from"] is None

    # what is wrong is told together, and nothing of the file is entered
    wrong = written(
        tmp_path / "faux.toml", {"G3": '"oui"', "Z9": '"oui"', "J3": '"peut-être"', "J5": "{ motif = 'x' }"}
    )
    assert refused(commune, wrong) == ["MAT-002", "MAT-003", "MAT-003"]
    assert refused(commune, written(tmp_path / "nu.toml", {"F2": '"oui"', "G3": '"sans-objet"'})) == ["MAT-004"] * 2
    (tmp_path / "brut.toml").write_text("[reponses\n", "utf-8")
    bad = commune.chartrier("cockpit", "maturity", "--answers", tmp_path / "brut.toml", "--tenant", COMMUNE, "--json")
    assert bad.json["error"]["code"] == "MAT-001"
    assert told(commune) == before

    missing = {each["question"]: '"non"' for each in before["answers"] if each["answer"] is None}
    corrected = {"F2": '{ reponse = "oui", motif = "versés au \\"SAE\\" du département" }'}
    whole = told(commune, "--answers", written(tmp_path / "tout.toml", missing | corrected))
    assert whole["complete"] and len(whole["actions"]) == 5
    assert by_code(whole)["F2"]["reason"] == 'versés au "SAE" du département' and by_code(whole)["F2"]["known"]
    # each theme is the part of its points; the whole is the mean of the themes
    for theme in whole["themes"]:
        assert theme["score"] == round(theme["points"] * 100 / theme["most"])
    assert whole["score"] == round(sum(each["points"] * 100 / each["most"] for each in whole["themes"]) / 5)
    # the best action gains what it says
    best = next(each for each in whole["actions"] if each["question"] in missing)
    gained = told(commune, "--answers", written(tmp_path / "mieux.toml", {best["question"]: '"oui"'}))
    assert abs(gained["score"] - whole["score"] - best["gain"]) <= 1
    assert best["question"] not in [each["question"] for each in gained["actions"]]
    assert by_code(gained)["F2"]["answer"] == "oui", "what was answered before stays"

    questions = commune.chartrier("cockpit", "maturity", "--questions", "--tenant", COMMUNE)
    assert tomllib.loads(questions.out)["reponses"]["F2"]["motif"] == 'versés au "SAE" du département'
    assert all(f"# {code}. " in questions.out for code in QUESTIONS)
    shown = commune.chartrier("cockpit", "maturity", "--tenant", COMMUNE, "--lang", "en").out
    assert "score: " in shown and "corrected: " in shown and "peers: the size" in shown

    with wire(load_settings(None, dict(commune.chartrier.environ))) as archive:
        tenant, now = tenant_of(COMMUNE), archive.copies.clock()
        later = replace(archive.copies, clock=lambda: datetime(now.year + 1, 6, 1, tzinfo=UTC))
        fresh = standing_of(tenant, later)
        assert [each.year for each in fresh.earlier] == [now.year] and fresh.given == {} and fresh.entered is None
        assert {each.question.code: each.before for each in fresh.answered}["F2"] is Answer.OUI
        given = {each.question.code: Given(Answer.OUI, "vu sur place") for each in fresh.answered}
        perfect = answer(tenant, given, later, None, Findings())
        assert perfect is not None and perfect.score.score == 100 and perfect.change == 100 - gained["score"]
        (this, last) = assessments.assessments(tenant.key)
        assert (this.year, this.score, last.year, last.score) == (now.year + 1, 100, now.year, gained["score"])


def test_sans_objet_leaves_the_score_and_not_knowing_is_no() -> None:
    asked, every = questionnaire(), dict.fromkeys(QUESTIONS, Answer.OUI)
    assert score(asked, every).score == 100 and score(asked, every).actions == ()
    assert score(asked, every | {"F6": Answer.SANS_OBJET}).score == 100
    assert score(asked, every | {"F6": Answer.NE_SAIT_PAS}) == score(asked, every | {"F6": Answer.NON})
    assert score(asked, {}).score is None and score(asked, {}).unanswered == len(QUESTIONS)
    nothing = score(asked, dict.fromkeys(QUESTIONS, Answer.NON))
    rates = [each.gain / each.question.effort for each in nothing.actions]
    assert rates == sorted(rates, reverse=True) and nothing.score == 0


def test_peers_are_told_from_eleven_on(new_chartrier: Callable[..., Chartrier]) -> None:
    chartrier = new_chartrier()
    assert chartrier("init", "--tenant", f"{COMMUNE}=Ma commune").status == 0
    small = [each for each in national_list.communes().values() if each.siren and 200 <= (each.population or 0) < 500]
    with wire(load_settings(None, dict(chartrier.environ))) as archive:
        model, now = tenant_of(COMMUNE), archive.copies.clock()
        for number, each in enumerate(small[:FEWEST]):
            where = Where(each.insee, each.departement, each.epci or "")
            tenant = replace(
                model, code=str(each.siren), siren=str(each.siren), name=each.name, kind=CollectiviteKind.COMMUNE,
                where=where, origin=f"chartrier.invalid/{each.siren}",
            )  # fmt: skip
            tenants.add_tenant(tenant, created=now)
            content = {"edition": "2026", "given": {}, "answers": {}, "themes": {}}
            before = peers_of(tenant, now.year)
            assert (before.size, before.count, before.quartiles) == ((200, 500), None, None), number
            assessments.enter(tenant.key, assessments.Entered(now.year, now, None, 10 * number, content))
        peers = peers_of(tenant, now.year)
        assert (peers.count, peers.quartiles, peers.median) == (11, (25, 50, 75), 50)
        assessments.enter(tenant.key, assessments.Entered(now.year, now, None, None, content))
        assert peers_of(tenant, now.year).quartiles is None, "ten whole ones are too few"
        assert peers_of(tenant, now.year + 2).quartiles is None and peers_of(model, now.year).size is None
