"""`chartrier territory observatory`: one instance publishes, another one counts it, once and proven."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from chartrier import clock
from chartrier.geography import national_list
from chartrier.journal.checkpoint import VerifierKey
from chartrier.settings import UNNAMED
from tests.cli.commands import COMMUNE, Chartrier
from tests.ruled import declaring, ruled

BELFORT = [each for each in national_list.communes().values() if each.departement == "90"][:13]
YEAR = clock.day_of(clock.now()).year


def obs(chartrier: Chartrier, *arguments: object) -> tuple[int, list[str], dict]:
    """Status, codes of findings (or of the error), and what was answered."""
    answer = chartrier("territory", "observatory", *arguments, "--json")
    told = answer.json
    found = [each["code"] for each in told.get("findings", [])]
    return answer.status, found or ([told["error"]["code"]] if "error" in told else []), told


@pytest.fixture
def publishing(new_chartrier: Callable[..., Chartrier], tmp_path: Path) -> Chartrier:
    """Thirteen communes of the Territoire de Belfort: eleven deposit acts, and one of these works too."""
    made = new_chartrier("publie")
    chartrier = Chartrier({**made.environ, "CHARTRIER_JOURNAL_ORIGIN": "archives.publie.fr"}, made.folder)
    assert chartrier("init", "--tenant", f"{COMMUNE}=Centre de gestion").status == 0
    listed = tmp_path / "communes.csv"
    listed.write_text("nom;departement\n" + "".join(f"{each.name};90\n" for each in BELFORT), "utf-8")
    assert chartrier("tenant", "open", "--list", listed).status == 0
    for number, commune in enumerate(BELFORT[:11]):
        package = ruled(f"M-{number}", "Délibérations", declaring("S001", "2026-01-01")).write(tmp_path / "m.zip")
        assert chartrier("ingest", package, "--tenant", commune.siren).status == 0
        package.unlink()
    return chartrier


def test_published_proven_and_counted_once(
    publishing: Chartrier, new_chartrier: Callable[..., Chartrier], tmp_path: Path
) -> None:
    off, file = tmp_path / "non.json", tmp_path / "publication.json"
    assert obs(publishing, "export", off)[:2] == (2, ["OBS-001"]) and not off.exists(), "nothing unless it is asked for"
    agreed = Chartrier({**publishing.environ, "CHARTRIER_OBSERVATORY": "agreed"}, publishing.folder)
    assert obs(agreed, "agree", "--tenant", BELFORT[0].siren)[2]["agreed"]
    assert obs(agreed, "export", off)[1] == ["OBS-002"], "one alone"
    assert obs(agreed, "choose", "every")[1] == ["OBS-017"], "its settings say it"
    every = publishing
    assert obs(every, "choose", "every")[2] == {"counted": "every"}
    unnamed = Chartrier({**every.environ, "CHARTRIER_JOURNAL_ORIGIN": UNNAMED}, every.folder)
    assert obs(unnamed, "export", off)[1] == obs(unnamed, "key")[1] == ["OBS-018"]
    _, _, told = obs(every, "export", file)
    (place,) = told["places"]
    assert (place["area"], place["communes"], place["layers"]) == ("D90", 11, {"versent": 11, "actes": 11})
    assert place["volume"]["versements"] == 11 and place["volume"]["bytes"] > 0
    assert told["instance"] == "archives.publie.fr" and told["year"] == YEAR
    assert (
        sum(each["communes"] for each in told["sizes"]) == 11 and min(each["communes"] for each in told["sizes"]) > 10
    )
    assert BELFORT[0].name not in file.read_text() and BELFORT[0].siren not in file.read_text()
    for commune in BELFORT[1:11]:
        assert obs(agreed, "agree", "--tenant", commune.siren)[0] == 0
    assert obs(agreed, "export", tmp_path / "agreed.json")[1] == ["OBS-010"], "two publications may be compared"
    assert obs(agreed, "agree", "--tenant", BELFORT[3].siren, "--withdraw")[2]["agreed"] is False
    assert obs(agreed, "export", off)[1] == ["OBS-002"] and obs(every, "export", off, "--year", "2999")[1] == [
        "OBS-013"
    ]
    assert obs(every, "show")[2]["at_least"]["communes"] == 11, "its own counts, the last of them"

    observer = new_chartrier("observe")
    assert observer("init").status == 0
    key = obs(publishing, "key")[2]["key"]
    assert obs(observer, "import", file)[:2] == (1, ["OBS-004"]), "nobody's word is taken for a key"
    assert obs(observer, "trust", "une clé")[1] == ["OBS-016"]
    read = VerifierKey.read(key.encode())
    assert obs(observer, "trust", VerifierKey(UNNAMED, read.public))[1] == ["OBS-018"], "two could not be told apart"
    for told in (read.fingerprint[:10], "0" * 64):
        assert obs(observer, "trust", key, "--fingerprint", told)[1] == ["OBS-020"]
    assert (
        obs(observer, "trust", key, "--fingerprint", read.fingerprint[:24].upper())[2]["name"] == "archives.publie.fr"
    )
    assert obs(observer, "trust", key.replace("archives.publie.fr", "x"))[1] == ["OBS-016"]
    assert obs(observer, "trust", VerifierKey("ailleurs.fr", read.public))[1] == ["OBS-009"]
    assert obs(observer, "import", file)[2]["new"] == 1
    assert obs(observer, "import", file)[2]["new"] == 0
    assert obs(observer, "import", tmp_path / "agreed.json")[2]["new"] == 1, "a later one of the same year"
    assert obs(observer, "import", file)[1] == ["OBS-006"]
    forged = json.loads(file.read_text())
    forged["publication"]["places"][0]["communes"] = forged["publication"]["sizes"][0]["communes"] = 12
    (tmp_path / "forged.json").write_text(json.dumps(forged, ensure_ascii=False, sort_keys=True, separators=(",", ":")))
    assert obs(observer, "import", tmp_path / "forged.json")[:2] == (1, ["OBS-005"])
    forged["publication"]["instance"] = UNNAMED
    (tmp_path / "forged.json").write_text(json.dumps(forged, ensure_ascii=False, sort_keys=True, separators=(",", ":")))
    assert obs(observer, "import", tmp_path / "forged.json")[1] == ["OBS-018"]
    (tmp_path / "none.json").write_text('{"a":1}')
    assert obs(observer, "import", tmp_path / "none.json")[1] == ["OBS-003"]
    (tmp_path / "empty.json").write_text(" ")
    assert obs(observer, "import", tmp_path / "empty.json")[1] == ["OBS-015"]

    listed = tmp_path / "liste.csv"
    listed.write_text(
        "porteur;annee;territoire;communes;versent;actes;versements;volume_go;source;date\n"
        f"Syndicat =1;{YEAR};D22;120;100;40;900;3,5;Rapport d'activité;{YEAR}-01-01\n"
        f"Syndicat =1;{YEAR};R53 sauf D22;60;;;;;Rapport d'activité;{YEAR}-01-01\n"
        f"Autre;{YEAR - 1};FR;70;;;;;Courriel;{YEAR}-01-01\n",
        "utf-8",
    )
    assert obs(observer, "import", listed)[2]["new"] == 2 and obs(observer, "import", listed)[2]["new"] == 0
    found = obs(observer, "show", "--csv", tmp_path / "picture.csv")[2]
    assert found["at_least"]["communes"] == 11 + 180 and found["at_least"]["layers"]["actes"] == 51
    assert found["areas"]["R53"]["communes"] == 180 and found["areas"]["D22"]["bytes"] == 3_500_000_000
    assert [(each["name"], each["proven"]) for each in found["instances"]] == [
        ("archives.publie.fr", True), ("Syndicat =1", False),
    ]  # fmt: skip
    assert found["absent"] == ["Autre"] and found["years"] == [YEAR, YEAR - 1]
    assert obs(observer, "show", "--year", YEAR - 1)[2]["elsewhere"] == 70
    copied = new_chartrier("copie")
    assert copied("init").status == 0
    assert obs(copied, "import", tmp_path / "picture.csv")[2]["new"] == 2, "what is written is read the same"
    assert obs(copied, "show")[2]["areas"] == found["areas"]
    shown = observer("territory", "observatory", "show").out
    assert "signée et prouvée" in shown and "déclarée par une liste" in shown and "au moins 191 communes" in shown
    obs(observer, "distrust", "archives.publie.fr")
    assert obs(observer, "show")[2]["at_least"]["communes"] == 180
    assert obs(observer, "distrust", "archives.publie.fr")[1] == ["OBS-008"]


REFUSED = {
    "A;2026;D22;10;;x;2026-01-01": "OBS-012",
    "A;2026;D22;12;3;x;2026-01-01": "OBS-012",
    "A;2026;D999;12;;x;2026-01-01": "OBS-011",
    "A;2026;D22 sauf D35;12;;x;2026-01-01": "OBS-011",
    "A;2999;D22;12;;x;2026-01-01": "OBS-013",
    "A;2026;D22;12;;x;2025-01-01": "OBS-013",
    "A;2026;D22;9999;;x;2026-01-01": "OBS-014",
    "A;2026;R53;12;;x;2026-01-01\nA;2026;D22;12;;x;2026-01-01": "OBS-014",
    "A;2026;D22;12;13;x;2026-01-01": "OBS-014",
    "A;2026;D22;12;;;2026-01-01": "TER-010",
    ";2026;D22;12;;x;2026-01-01": "TER-011",
    "": "OBS-015",
}


def test_a_list_is_entered_whole_or_not_at_all(chartrier: Chartrier, tmp_path: Path) -> None:
    listed = tmp_path / "liste.csv"
    for line, code in REFUSED.items():
        listed.write_text(f"porteur;annee;territoire;communes;versent;source;date\n{line}\n", "utf-8")
        assert obs(chartrier, "import", listed)[:2] == (1, [code]), line
    assert obs(chartrier, "show")[2]["instances"] == []
