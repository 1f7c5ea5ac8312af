"""`chartrier privacy register | treatment | contradictions`: a register from models and from files, durations that come
from the tableau, and a territory of two: one whose register contradicts its archive, one that is in order.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from odfdo import Document as Odf

from chartrier.clock import day_of, now
from chartrier.records.roles import Role
from chartrier.rules.series.shipped import shipped_table
from tests.actors import person_with
from tests.cli.commands import COMMUNE, NEIGHBOUR, Chartrier
from tests.cli.conftest import make_chartrier
from tests.cli.test_convention import SAYS
from tests.conftest import Server
from tests.packages_of_ours import Document, Sip

MUDDLED = Path(__file__).with_name("muddled.toml")
NIR, IBAN = "NIR 2 95 10 99 126 111 93", "IBAN FR76 3000 6000 0112 3456 7890 189"
RULES = """RuleId,RuleType,RuleValue,RuleDescription,RuleDuration,RuleMeasurement
DIFF,DisseminationRule,Diffusion,,1,Year
DUC2,StorageRule,Usage courant,,2,Year
"""
OPEN = "<AccessRule><Rule>AR038</Rule><StartDate>2020-01-01</StartDate></AccessRule>"
ONLINE = "<DisseminationRule><Rule>DIFF</Rule><StartDate>2000-01-01</StartDate></DisseminationRule>"


def ruled(code: str, start: str = "", final: str = "Destroy", more: str = "", before: str = "") -> str:
    day = start and f"<StartDate>{start}</StartDate>"
    return f"{before}<AppraisalRule><Rule>{code}</Rule>{day}<FinalAction>{final}</FinalAction></AppraisalRule>{more}"


def dated(day: str) -> str:
    return f"<StartDate>{day}</StartDate><EndDate>{day}</EndDate>"


def of(code: str, text: str = "rien", extra: str = "", **rule: str) -> Document:
    return Document(f"{code}.txt", text.encode(), f"Dossier {code}", extra=extra, management=ruled(code, **rule))


MUDDLE = Sip(
    message="M-DESORDRE",
    documents=[
        of("S027", f"{NIR} et {IBAN}", start="2005-01-01"),
        of("S048", start="2025-01-01", final="Keep"),
        of("S043", NIR, start="1980-01-01", final="Keep", more=OPEN),
        of("S093a", start="2024-01-01", final="Keep", more=ONLINE),
        of("S072", extra=dated("2020-01-01")),
        of("S051a", final="Destroy"),
        of("S054", extra=dated("1990-01-01")),
        of("S009", "M. Jean Petit demande", final="Keep", more=OPEN),
        of("S066", start="2025-01-01"),
        of("S015", IBAN, start="2025-01-01"),
        Document("sans.txt", NIR.encode(), "Sans règle"),
    ],
)
TIDY = Sip(
    message="M-ORDRE",
    documents=[
        of("S027", IBAN, start="2024-01-01", before="<StorageRule><Rule>DUC2</Rule><StartDate>2024-01-01</StartDate>"
           "<FinalAction>Transfer</FinalAction></StorageRule>"),
        of("S043", NIR, start="1990-01-01", final="Keep"),
        of("S001", start="2025-01-01", final="Keep", more=OPEN),
    ],
)  # fmt: skip

EXPECTED = {
    f"CTD-{number:03d}"
    for number in (
        *range(1, 4), *range(5, 18), *range(19, 27), 28, *range(31, 35), *range(37, 47), *range(48, 53), *range(54, 58),
        60, *range(62, 72), *range(73, 78), 82,
    )
}  # fmt: skip


@pytest.fixture(scope="module")
def territory(server: Server, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Chartrier]:
    folder = tmp_path_factory.mktemp("treatments")
    database = server.new_database()
    chartrier = make_chartrier(folder / "home", database)
    assert chartrier("init", "--tenant", f"{COMMUNE}=Ma commune", "--tenant", f"{NEIGHBOUR}=Voisine").status == 0
    table = folder / "rules.csv"
    table.write_text(RULES, "utf-8")
    for tenant, sip in ((COMMUNE, MUDDLE), (NEIGHBOUR, TIDY)):
        archivist = person_with(chartrier, tenant, f"Archiviste {tenant}", Role.ARCHIVISTE)
        assert chartrier("series", "adopt", "--confirm", "--tenant", tenant, *archivist).status == 0
        assert chartrier("rules", "import", table, "--tenant", tenant, *archivist).status == 0
        answer = chartrier("ingest", sip.write(folder / f"{sip.message}.zip"), "--tenant", tenant)
        assert answer.status == 0, answer
        if tenant == COMMUNE:
            _muddle(chartrier, archivist)
    assert chartrier("texts").status == 0
    assert chartrier("privacy", "scan").status == 0
    yield chartrier
    database.drop()


def _muddle(chartrier: Chartrier, archivist: tuple[object, ...]) -> None:
    """A gel that it is time to review, an early opening, a service whose accord goes too far."""
    today = day_of(now())
    terms = ("--name", "Requête", "--reason", "requête", "--authority", "le maire", "--review", today)
    opening = ("--letter", "ARR/3", "--agreed", "2026-01-02", "--day", "2026-02-03")
    of_commune = ("--tenant", COMMUNE)
    for command in (
        ("hold", "set", "--unit", chartrier.unit("S054"), *terms, *of_commune, *archivist),
        ("derogation", "open", *opening, "--unit", chartrier.unit("S093a"), *of_commune, *archivist),
        ("tenant", "service", "add", "FIN", "Finances", *of_commune),
        ("tenant", "accord", "--service", "FIN", "--series", "S027", *of_commune),
        *_told_otherwise(chartrier, of_commune, archivist),
    ):
        answer = chartrier(*command)
        assert answer.status == 0, answer
    _objected(chartrier, of_commune)


def _told_otherwise(
    chartrier: Chartrier, here: tuple[object, ...], archivist: tuple[object, ...]
) -> Iterator[tuple[object, ...]]:
    """Séries put online, originals that lie beside their redacted copies, a request and violations left alone."""
    by = person_with(chartrier, COMMUNE, "Référente", Role.REFERENT_OPEN_DATA)
    yield ("opendata", "open", "--siret", f"{COMMUNE}00014", *here, *by)
    for code in ("S043", "S066"):
        yield ("opendata", "series", code, "--ground", "loi", "--motive", "essai", *here, *by)
    for code, *what in (("S043", "--kind", "nir"), ("S009", "--word", "Jean Petit")):
        hiding = ("--ground", "vie-privee", "--deposit", "--looked", "-o", chartrier.folder / code, *archivist)
        yield ("redact", chartrier.unit(code), *what, *hiding, *here)
    yield ("privacy", "request", "open", "Jean Petit", "--right", "acces", "--received", "2026-01-05", *here)
    known = ("--known", "2026-01-05", *here)
    yield ("privacy", "violation", "add", "Clé perdue", "--risk", "risque", *known)
    yield ("privacy", "violation", "add", "Courriel égaré", *known)
    yield ("privacy", "violation", "add", "Serveur ouvert", "--risk", "eleve", "--cnil", "2026-01-06", *known)


def _objected(chartrier: Chartrier, here: tuple[object, ...]) -> None:
    """An objection that is granted for a record which the portal shows."""
    by = person_with(chartrier, COMMUNE, "Déléguée", Role.DPO)
    mayor = person_with(chartrier, COMMUNE, "Maire", Role.SIGNATAIRE)
    which = chartrier.json("privacy", "request", "open", "Dossier S043", "--right", "opposition", *here, *by)["id"]
    for step, *said in (
        ("identity", "--how", "vue"), ("find",), ("tick", "--rest"), ("decide", "accorde"), ("answer",),
    ):  # fmt: skip
        signing = mayor if step == "answer" else by
        answer = chartrier("privacy", "request", step, which, *said, *here, *signing)
        assert answer.status == 0, answer


def declared(chartrier: Chartrier, *arguments: object, tenant: str = COMMUNE) -> dict[str, object]:
    return dict(chartrier.json("privacy", "treatment", *arguments, "--tenant", tenant))


def found(chartrier: Chartrier, tenant: str) -> dict[str, list[dict[str, object]]]:
    by_code: dict[str, list[dict[str, object]]] = {}
    for each in chartrier("privacy", "contradictions", "--tenant", tenant, "--json").objects:
        by_code.setdefault(each["code"], []).append(each)
    return by_code


def test_a_register_that_contradicts_its_archive(territory: Chartrier) -> None:
    before = found(territory, COMMUNE)
    assert {"CTD-058", "CTD-059", "CTD-043"} <= set(before), "an empty register is told, with what it leaves out"
    entered = declared(territory, "import", MUDDLED)
    assert (entered["new"], entered["changed"]) == (9, 0)
    for name, series, treatment in (("Guichet", "S094", ""), ("Paie", "S045", "fiche 12"), ("Plan", "S052", "néant")):
        more = ("--treatment", treatment) if treatment else ("--running",)
        assert territory("project", "add", name, "--series", series, *more, "--tenant", COMMUNE).status == 0
    told = found(territory, COMMUNE)
    assert set(told) == EXPECTED
    assert len(EXPECTED) >= 30
    (forgotten,) = told["CTD-011"]
    assert (forgotten["reference"], forgotten["series"], forgotten["count"]) == ("COMPTA", "S027", 1)
    assert forgotten["unit"] == territory.unit("S027")
    assert "R212-14" in str(forgotten["ground"])
    assert {each["series"]: each["count"] for each in told["CTD-069"] + told["CTD-070"]} == {"S043": 1, "S009": 1}
    assert [each["unit"] for each in told["CTD-073"]] == [each["unit"] for each in told["CTD-069"]]
    (late,) = told["CTD-071"]
    assert "Petit" not in str(late) and late["about"] and late["command"] == "chartrier privacy request"
    host = ("--statute", "hebergeur", "--country", "BE", "--copy", "a", "--contract-until", "2025-01-01")
    assert territory("hosting", "offer", "add", "ailleurs", "--provider", "Ailleurs SA", *host).status == 0
    assert set(found(territory, COMMUNE)) == EXPECTED | {"CTD-078", "CTD-079", "CTD-080", "CTD-081"}
    assert territory("hosting", "offer", "remove", "ailleurs").status == 0
    shown = territory("privacy", "contradictions", "--tenant", COMMUNE, "--lang", "en")
    assert "chartrier privacy violation" in shown.out
    assert "been due for more than a year" in shown.out and "95 10" not in shown.out


def test_a_register_in_order_has_none(territory: Chartrier, tmp_path: Path) -> None:
    """Begun with the models, completed in a spreadsheet, with the convention by which the neighbour is hosted."""
    parties = ("--party", f"{COMMUNE} | sous-traitant", "--party", f"{NEIGHBOUR} | responsable du traitement")
    made = territory.json("convention", "add", "Hébergement", *parties, "--first", "2020-01-01", *SAYS)
    assert [each["part"] for each in made["parties"]] == ["sous-traitant", "responsable du traitement"]
    territory.json("convention", "sign", "Hébergement", "--day", "2020-01-01")
    person_with(territory, NEIGHBOUR, "Anne Le Gall", Role.DPO)
    started = declared(territory, "start", tenant=NEIGHBOUR)
    assert started["new"] == 30 and declared(territory, "start", tenant=NEIGHBOUR)["new"] == 0
    declared(territory, "holder", "--dpo", "Anne Le Gall", tenant=NEIGHBOUR)
    assert {"CTD-003", "CTD-026", "CTD-028"} <= set(found(territory, NEIGHBOUR)), "what models cannot know is told"

    written, completed = tmp_path / "registre.csv", tmp_path / "complet.csv"
    assert territory("privacy", "register", "-o", written, "--tenant", NEIGHBOUR).status == 0
    with written.open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.DictReader(stream, delimiter=";"))
    undecided = {code for code, series in shipped_table().series.items() if series.dua_undecided}
    for row in rows:
        row["rôle"], row["analyse d'impact"] = "responsable", "dossier du 3 mars 2026"
        row["séries"] = "\n".join(code for code in row["séries"].splitlines() if code not in undecided) or "S008"
        if row["système d'archivage"]:
            row["séries"], row["convention"] = "", made["id"]
            row["sous-traitants"] = f"Ma commune | FR | {made['name']}, annexe | a b"
    with completed.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, rows[0], delimiter=";")
        writer.writeheader()
        writer.writerows(rows)
    entered = declared(territory, "import", completed, tenant=NEIGHBOUR)
    assert entered["new"] == 0 and entered["changed"] == 30
    assert declared(territory, "import", completed, tenant=NEIGHBOUR)["changed"] == 0, "what is said already is no news"
    assert found(territory, NEIGHBOUR) == {}
    assert "CTD-035" in found(territory, COMMUNE), "the host is told that it is a processor"
    assert declared(territory, "start", "HEBERGEMENT")["new"] == 1
    told = territory.json("privacy", "treatment", "show", "HEBERGEMENT-1", "--tenant", COMMUNE)
    assert (told["part"], told["controllers"]) == ("sous-traitant", ["Voisine"])
    assert declared(territory, "start", "HEBERGEMENT")["new"] == 0
    assert "CTD-035" not in found(territory, COMMUNE)

    # durations come from the tableau and from the rules of what is archived
    register = {each["reference"]: each for each in territory(
        "privacy", "register", "--tenant", NEIGHBOUR, "--json").objects}  # fmt: skip
    accounts = {each["series"]: each for each in register["COMPTABILITE"]["kept"]}
    assert accounts["S027"]["active"] == "2 ans"
    assert accounts["S027"]["intermediate"] == "10 ans à compter de : clôture de l'exercice"
    assert accounts["S027"]["final"] == "éliminé, sous visa"
    assert accounts["S026"]["active"] == "à préciser"
    assert (register["SAE"]["part"], register["SAE"]["number"]) == ("responsable", 2)


def test_what_is_handed_out(territory: Chartrier, tmp_path: Path) -> None:
    evil = tmp_path / "mal.toml"
    evil.write_text('[[traitement]]\n"référence" = "=1+1"\nnom = "#set text(red) <b>x</b>"\n"finalités" = ["+cmd"]\n')
    declared(territory, "import", evil)
    files = {}
    for form in ("csv", "ods", "pdf"):
        target = tmp_path / f"registre.{form}"
        assert territory("privacy", "register", "-o", target, "--tenant", COMMUNE).status == 0
        files[form] = target.read_bytes()
    text = files["csv"].decode("utf-8-sig")
    row = next(each for each in csv.DictReader(io.StringIO(text), delimiter=";") if "1+1" in each["référence"])
    assert (row["référence"], row["finalités"]) == ("'=1+1", "'+cmd")
    sheets = Odf(io.BytesIO(files["ods"])).body.tables
    assert [sheet.name for sheet in sheets[:3]] == ["Organisme", "Traitements", "Fiche 1"]
    cells = {sheets[1].get_value((0, line)) for line in range(sheets[1].height)}
    assert {"=1+1", "COMPTA"} <= cells
    assert files["pdf"].startswith(b"%PDF")
    assert territory("privacy", "register", "-o", tmp_path / "r.docx", "--tenant", COMMUNE).status == 2
    assert territory("privacy", "register", "-o", tmp_path / "registre.csv", "--tenant", COMMUNE).status != 0
    shown = territory("privacy", "treatment", "show", "=1+1", "--tenant", COMMUNE)
    assert "version 1" in shown.out and "à préciser" in shown.out
    assert declared(territory, "withdraw", "=1+1")["withdrawn"]
    assert territory("privacy", "treatment", "show", "=1+1", "--tenant", COMMUNE).status == 4
    assert territory("privacy", "treatment", "show", "COMPTA", "--tenant", NEIGHBOUR).status == 4


def test_what_cannot_be_read_enters_nothing(territory: Chartrier, tmp_path: Path) -> None:
    before = territory("privacy", "register", "--tenant", COMMUNE, "--json").out
    wrong = tmp_path / "faux.csv"
    wrong.write_text(
        "référence;nom;rôle;durée annoncée;commencé le;terminé le;sous-traitants;convention\n"
        "T1;Bon;responsable;;;;;\n"
        "T2;Faux;chef;jamais;hier;;X | France;abc\n"
        "T1;Double;;;2025-01-01;2024-01-01;;\n"
        ";Sans référence;;;;;;\n",
        "utf-8",
    )
    answer = territory("privacy", "treatment", "import", wrong, "--tenant", COMMUNE, "--json")
    assert answer.status == 1
    told = {(each["code"], each["place"]["line"]) for each in answer.json["findings"]}
    assert told == {
        ("TRT-001", 3), ("TRT-002", 3), ("TRT-003", 3), ("TRT-004", 3), ("TRT-005", 3), ("TRT-009", 4), ("TRT-006", 5),
    }  # fmt: skip
    for name, content, code in (
        ("a.toml", "[[traitement]]\nfoo = 1\n", "TRT-011"), ("b.toml", "= x", "TRT-010"),
        ("c.csv", "x\n1\n", "LST-002"),
    ):  # fmt: skip
        (tmp_path / name).write_text(content)
        answer = territory("privacy", "treatment", "import", tmp_path / name, "--tenant", COMMUNE, "--json")
        assert answer.status == 1 and code in {each["code"] for each in answer.json["findings"]}
    other = tmp_path / "convention.toml"
    other.write_text(
        '[[traitement]]\n"référence" = "T9"\nnom = "x"\nconvention = "0194b0de-0000-7000-8000-000000000001"\n'
    )
    refused = territory("privacy", "treatment", "import", other, "--tenant", COMMUNE, "--json")
    assert refused.json["error"]["code"] == "TRT-025"
    assert territory("privacy", "treatment", "start", "RIEN", "--tenant", COMMUNE).status == 4
    assert territory("privacy", "register", "--tenant", COMMUNE, "--json").out == before
