"""`chartrier territory`: lists in, coverage out, checked against a département counted by hand."""

from __future__ import annotations

import csv
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from chartrier.settings import load_settings
from chartrier.wiring import wire
from tests.cli.commands import COMMUNE, Chartrier
from tests.ruled import declaring, ruled

BELFORT = "90"
"""Its 101 communes are few enough to be counted by hand: the file of INSEE was read for it, not our code."""


@pytest.fixture
def fresh(new_chartrier: Callable[..., Chartrier]) -> Chartrier:
    chartrier = new_chartrier()
    assert chartrier("init", "--tenant", f"{COMMUNE}=Centre de gestion").status == 0
    return chartrier


def listed(path: Path, text: str) -> Path:
    path.write_text(text, "utf-8")
    return path


def codes(chartrier: Chartrier, *arguments: object) -> list[str]:
    answer = chartrier(*arguments, "--json")
    return [each["code"] for each in answer.json["findings"]]


STATES = """commune;etat;source;date;flux;jusqu_au;nom
90010;convention;AD du Territoire de Belfort;2024-01-15;;;Belfort
90008;régulière;AD du Territoire de Belfort;15/01/2026;actes;;
90032;aucune;AD du Territoire de Belfort;2026-02-01;;;Danjoutin
90001;aucune;AD du Territoire de Belfort;2026-02-01;;;
90004;convention;AD du Territoire de Belfort;2020-01-01;;2023-12-31;
90005;sensibilisee;AD du Territoire de Belfort;2025-05-05;;;
"""


def people(insee: str) -> int:
    """The inhabitants of a commune, from the file itself."""
    from chartrier import geography

    with (Path(geography.__file__).parent / "communes.csv").open(encoding="utf-8", newline="") as file:
        return next(int(row["population"]) for row in csv.DictReader(file) if row["insee"] == insee)


def test_a_departement_counted_by_hand(fresh: Chartrier, tmp_path: Path) -> None:
    done = fresh.json("territory", "import", listed(tmp_path / "ad90.csv", STATES))
    assert (done["subject"], done["read"], done["new"], done["findings"]) == ("etats", 6, 6, [])
    assert fresh.json("territory", "import", tmp_path / "ad90.csv")["new"] == 0
    told = fresh.json("territory", "coverage", "--departement", BELFORT, "--as-of", "2026-03-31")
    # 101 communes: 6 said, of which one convention has ended
    assert told["as_of"] == "2026-03-31" and told["communes"] == 101
    assert told["covered"]["communes"] == 2 and told["depositing"]["communes"] == 1
    assert told["covered"]["inhabitants"] == people("90010") + people("90008")
    assert told["covered"]["communes_rate"] == 0.0198 == round(2 / 101, 4)
    assert told["unknown"]["communes"] == 96, "95 of whom nothing was said, one whose convention ended"
    assert told["states"]["sensibilisee"] == {"communes": 1, "inhabitants": people("90005")}
    by_people = sorted([("90032", people("90032")), ("90001", people("90001"))], key=lambda each: -each[1])
    assert [(each["code"], each["inhabitants"]) for each in told["white"]] == by_people
    large = next(each for each in told["by_size"] if each["from"] == 20_000)
    assert (large["below"], large["communes"], large["covered"]["communes_rate"]) == (100_000, 1, 1)
    assert sum(each["unknown"]["communes"] for each in told["by_size"]) == 96
    # the same, earlier; and of one flow
    same = fresh.json("territory", "coverage", "--departement", f"D{BELFORT}", "--as-of", "2026-03-31")
    assert same == told, "as pages and findings write it"
    early = fresh.json("territory", "coverage", "--departement", BELFORT, "--as-of", "2023-06-30")
    assert (early["covered"]["communes"], early["white"]) == (1, [])
    acts = fresh.json("territory", "coverage", "--departement", BELFORT, "--flow", "pes", "--as-of", "2026-03-31")
    assert (acts["covered"]["communes"], acts["depositing"]["communes"]) == (1, 0)
    later = fresh.json("territory", "coverage", "--departement", BELFORT, "--as-of", "2026-11-01")
    assert later["depositing"]["communes"] == 0, "regular no more: nothing for a half year"
    years = fresh("territory", "history", "--departement", BELFORT, "--since", "2023", "--json").objects
    assert [each["covered"]["communes"] for each in years][:3] == [1, 1, 1]
    region = fresh.json("territory", "coverage", "--region", "27", "--as-of", "2026-03-31")
    assert region["covered"]["communes"] == 2 and region["communes"] > 3_000
    epci = fresh.json("territory", "coverage", "--epci", "200069052", "--as-of", "2026-03-31")
    assert (epci["communes"], epci["covered"]["communes"]) == (52, 2)
    shown = fresh("territory", "coverage", "--departement", BELFORT, "--as-of", "2026-03-31").out
    assert "101 communes" in shown and "inconnu : 96 communes (95,0 %" in shown


def test_a_list_is_entered_whole_or_not_at_all(fresh: Chartrier, tmp_path: Path) -> None:
    wrong = """commune;etat;source;date;jusqu_au
90010;convention;AD90;2024-01-15;
99999;convention;AD90;2024-01-15;
90008;peut-être;AD90;2024-01-15;
90032;aucune;;2024-01-15;
90032;aucune;AD90;;
90032;aucune;AD90;2999-01-01;
90032;aucune;AD90;le premier mai;
90032;convention;AD90;2024-01-15;2023-01-01
Saint-Denis;aucune;AD90;2024-01-15;
"""
    path = listed(tmp_path / "faux.csv", wrong)
    assert fresh("territory", "import", path).status == 1
    told = codes(fresh, "territory", "import", path)
    assert told == [
        "TER-003", "TER-007", "TER-010", "TER-010", "TER-009", "TER-008", "TER-014", "TER-004",
    ]  # fmt: skip
    assert fresh.json("territory", "coverage")["covered"]["communes"] == 0
    assert codes(fresh, "territory", "import", listed(tmp_path / "rien.csv", "a;b\n1;2\n")) == ["TER-002"]
    assert codes(fresh, "territory", "import", listed(tmp_path / "court.csv", "etat;x\n1;2\n")) == ["LST-002"] * 3
    fresh("territory", "import", listed(tmp_path / "binaire.csv", "etat;commune;source;date\n\x00;;;\n"))


def test_how_people_write_communes(fresh: Chartrier, tmp_path: Path) -> None:
    kind = """commune;etat;source;date;departement;nom
1004;convention;AD01;2024-01-15;;
belfort;convention;AD90;2024-01-15;;
Saint-Denis;convention;AD974;2024-01-15;974;
90008;convention;AD90;2024-01-15;;Delle
200069052;sensibilisee;AD90;2024-01-15;;
"""
    path = listed(tmp_path / "noms.csv", kind)
    assert codes(fresh, "territory", "import", path) == ["TER-005"]
    for insee in ("01004", "90010", "97411"):
        assert fresh.json("territory", "commune", insee)["covered"], insee
    told = fresh.json("territory", "coverage", "--departement", BELFORT)["states"]
    assert (told["convention"]["communes"], told["sensibilisee"]["communes"]) == (2, 50)


INITIATIVES = """\
nom;porteur;siren;offre;modele;etape;perimetre;membres;flux;debut;fin;volume_go;remarque;source;date
Mégalis;SM;;sae;syndicat;montée en charge;R53;200067981+:2020-01-01 22278;actes,pes;2017-07-01;;32,5;=1;x;2026-10-01
Archi22;Département;;sae, sensibilisation;departement;pilote;D22;22278:2022-01-01/2023-12-31;;;;;;AD22;2026-10-01
Tournée;CDG 22;;archiviste itinérant;centre-de-gestion;production;D22;22050;;;;;;CDG 22;2026-10-01
Un jour;CDG 22;;sae;centre-de-gestion;étude;D22;22001;;;;;;CDG 22;2026-10-01
"""


def test_initiatives_make_states_and_meet(fresh: Chartrier, tmp_path: Path) -> None:
    path = listed(tmp_path / "initiatives.csv", INITIATIVES)
    assert fresh.json("territory", "import", path)["new"] == 4
    assert fresh.json("territory", "import", path)["new"] == 0
    told = fresh("territory", "initiatives", "--json").objects
    assert told[0]["instance"]["tenants"] == 1
    by_name = {each["name"]: each for each in told if "name" in each}
    assert by_name["Mégalis"]["communes"] == 58 and by_name["Mégalis"]["volume"] == 32_500_000_000
    overlap = next(each for each in told if "overlap" in each)
    assert overlap["overlap"] == ["Archi22", "Mégalis"] and overlap["communes"] == 344
    saint_brieuc = fresh.json("territory", "commune", "22278")
    assert saint_brieuc["covered"] and saint_brieuc["flows"]["actes"] == "convention"
    assert saint_brieuc["flows"]["rh"] == "inconnu", "Archi22 has ended, Mégalis is of two flows"
    assert saint_brieuc["archives"] == "Archives départementales des Côtes-d'Armor"
    then = fresh.json("territory", "commune", "22278", "--as-of", "2023-01-01")
    assert then["flows"]["rh"] == "convention"
    assert fresh.json("territory", "commune", "22050")["state"] == "sensibilisee"
    assert fresh.json("territory", "commune", "22001")["state"] == "inconnu"
    # what is changed is another version, what is written is read the same
    changed = INITIATIVES.replace("montée en charge", "production")
    assert fresh.json("territory", "import", listed(tmp_path / "encore.csv", changed))["new"] == 1
    out = tmp_path / "export.csv"
    assert fresh.json("territory", "export", "initiatives", out)["lines"] == 4
    assert "'=1" in out.read_text("utf-8-sig")
    assert fresh.json("territory", "import", out)["new"] == 0
    refused = """nom;porteur;offre;modele;etape;source;date;membres;volume_go;siren
A;;sae;lune;production;x;2026-01-01;;;
A;;;region;production;x;2026-01-01;22278 rien;beaucoup;123456789
"""
    told = codes(fresh, "territory", "import", listed(tmp_path / "faux.csv", refused))
    assert told == ["TER-007", "TER-016"]
    refused = refused.replace("\nA;;;", "\nB;;;")
    told = codes(fresh, "territory", "import", listed(tmp_path / "faux.csv", refused))
    assert told == ["TER-007", "TER-007", "TER-017", "TER-012", "TER-013"]


def test_white_zones_have_leads_to_be_verified(fresh: Chartrier, tmp_path: Path) -> None:
    actors = "nom;type;siren;perimetre;source;date\nCDG 22;centre-de-gestion;;D22;annuaire;2026-01-01\n"
    assert fresh.json("territory", "import", listed(tmp_path / "acteurs.csv", actors))["subject"] == "acteurs"
    fresh.json("territory", "import", listed(tmp_path / "initiatives.csv", INITIATIVES))
    states = "commune;etat;source;date\n22001;aucune;AD22;2026-03-01\n29019;aucune;AD29;2026-03-01\n"
    fresh.json("territory", "import", listed(tmp_path / "etats.csv", states))
    told = {each["code"]: each for each in fresh("territory", "white", "--json").objects}
    assert set(told) == {"22001", "29019"}
    names = [each["name"] for each in told["22001"]["leads"]]
    assert any(name.startswith("Mégalis") for name in names) and "CDG 22" in names
    assert not any(name.startswith("Un jour") for name in names), "what is only studied takes nobody in"
    assert "Archives départementales du Finistère" in [each["name"] for each in told["29019"]["leads"]]
    assert told["22001"]["source"] == "AD22" and "à vérifier" in told["22001"]["note"]
    assert "à vérifier" in fresh("territory", "white").out
    english = fresh("territory", "white", "--lang", "en").out
    assert "to be verified" in english and "périmètre comprend" not in english


def test_what_tenants_deposit_appears_by_itself(
    fresh: Chartrier, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert fresh.json("tenant", "open", "Belfort")["insee"] == "90010"
    belfort = "219000106"
    assert fresh.json("territory", "commune", "90010")["state"] == "inconnu"
    for number, code in enumerate(("S001", "S001", "S043")):
        package = ruled(f"M-{number}", f"Dossier {number}", declaring(code, "2026-01-01")).write(
            tmp_path / f"{number}.zip"
        )
        assert fresh("ingest", package, "--tenant", belfort).status == 0
    told = fresh.json("territory", "commune", "90010")
    assert (told["flows"]["actes"], told["flows"]["rh"], told["flows"]["pes"]) == (
        "reguliere", "premier-versement", "inconnu",
    )  # fmt: skip
    assert (told["state"], told["covered"]) == ("reguliere", False), "no convention is known"
    coverage = fresh.json("territory", "coverage", "--departement", BELFORT)
    assert coverage["depositing"]["communes"] == coverage["depositing_uncovered"]["communes"] == 1
    before = fresh.json("territory", "commune", "90010", "--as-of", "2020-01-01")
    assert before["state"] == "inconnu"
    (here, *_) = fresh("territory", "initiatives", "--json").objects
    assert here["instance"]["depositing"] == 1 and here["instance"]["versements"] == 3
    assert here["instance"]["bytes"] > 0
    with wire(load_settings(None, dict(fresh.environ))):
        from chartrier.territory import own

        day = date(2999, 1, 1)
        assert own.own(day, own.OPERATOR).versements == 3
        neighbour, depositor = own.Viewer(frozenset({int(COMMUNE)})), own.Viewer(frozenset({int(belfort)}))
        assert (own.own(day, neighbour).bytes, list(own.own(day, neighbour).seen)) == (None, [])
        theirs = own.own(day, depositor)
        assert theirs.bytes is None and [(each.code, count) for each, count, _ in theirs.seen] == [(belfort, 3)]
        both = own.Viewer(neighbour.tenants | depositor.tenants)
        assert own.own(day, both).bytes == here["instance"]["bytes"]
        monkeypatch.setattr(own, "FEWEST", 1)
        assert own.own(day, neighbour).bytes == here["instance"]["bytes"], "a sum of enough hides each"


def test_open_data_has_every_commune(fresh: Chartrier, tmp_path: Path) -> None:
    fresh.json("territory", "import", listed(tmp_path / "ad90.csv", STATES))
    out = tmp_path / "couverture.csv"
    assert fresh.json("territory", "export", "couverture", out, "--as-of", "2026-03-31")["lines"] == 34_969
    with out.open(encoding="utf-8-sig", newline="") as file:
        rows = {row["insee"]: row for row in csv.DictReader(file, delimiter=";")}
    assert (rows["90010"]["etat"], rows["90010"]["convention"], rows["90010"]["actes"]) == (
        "convention", "oui", "convention",
    )  # fmt: skip
    assert rows["98735"]["apart"] == "oui" and rows["01001"]["etat"] == "inconnu"
    again = tmp_path / "etats.csv"
    assert fresh.json("territory", "export", "etats", again)["lines"] == 6
    assert fresh.json("territory", "import", again)["new"] == 0
    answer = fresh("territory", "export", "tout", tmp_path / "tout.csv", "--json")
    assert answer.json["error"]["code"] == "TER-018" and not (tmp_path / "tout.csv").exists()


@pytest.mark.parametrize("asked", [("--departement", "999"), ("--region", "x"), ("--epci", "22278")])
def test_no_such_area(fresh: Chartrier, asked: tuple[str, str]) -> None:
    answer: Any = fresh("territory", "coverage", *asked, "--json")
    assert answer.status == 4 and answer.json["error"]["code"] == "TER-001"
