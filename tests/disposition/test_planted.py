"""A name in a title goes through every act that there is, and is found nowhere once its unit is withdrawn."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from tests.copies.destroying import PLANTED, TITLE, PlantedSip, files_with, needles
from tests.disposition.test_transfers import Side, deposit, new_chartrier, rows_of, sent, sides, taken
from tests.packages_of_ours import Document

__all__ = ["new_chartrier", "sides"]

YESTERDAY = (datetime.now(UTC) - timedelta(days=1)).date()


def every_act_but_those_that_destroy(here: Side, there: Side, unit: str, other: str, folder: Path) -> None:
    """The name is in what an act says of its units, and in the motive of a correction; not in the reasons that stay
    (docs/decisions/0088). Nor is there a bordereau d'élimination, which is kept for ever with its titles.
    """

    def done(*command: object) -> Any:
        return here.json(*command, by="Jeanne")

    letter = folder / "lettre.pdf"
    letter.write_bytes(b"%PDF-1.4 lettre")
    done("correct", unit, "--set", f"Title={TITLE} corrigée", "--reason", "faute de frappe")
    table = folder / "corrections.csv"
    table.write_text(f"identifiant;élément;valeur\n{other};Description;Au sujet de {TITLE}\n")
    done("correct", "--list", table, "--count", "1", "--reason", f"Il s'agissait de {TITLE}")
    table.unlink()
    done("event", "--unit", unit, "--rule", "R30", "--day", "1980-02-03")
    done("dates", unit, "--person", "1930-05-02/2001-03-14", "--motive", "registre")
    gel = done(
        "hold", "set", "--unit", unit, "--name", "Procès", "--reason", "contentieux", "--authority", "tribunal",
        "--review", (datetime.now(UTC) + timedelta(days=90)).date(),
    )["gel"]  # fmt: skip
    here("show", unit)
    done("hold", "lift", gel, "--reason", "jugé")
    asked = done(
        "derogation", "request", "--reader", "Jean Historien", "--motive", "Thèse", "--undertaking", "--unit", unit,
        "--day", YESTERDAY, "--file", letter,
    )["id"]  # fmt: skip
    done("derogation", "accord", asked, "--all", "--letter", "M/1")
    done("derogation", "opinion", asked, "--favourable", "--motive", "recherche")
    done("derogation", "decision", asked, "--none", "--letter", "S/1", "--motive", "trop tôt")
    done("deliver", unit, "--to", folder / "dip.zip", "--motive", "demande", "--requester", "un service")
    done("restitution", "give", unit, "--to", folder / "back.zip", "--plain")
    transfer = sent(here, folder / "sip.zip", unit)
    reply = folder / "reply.xml"
    taken(there, folder / "sip.zip", reply)
    text = reply.read_text().replace("<Date>", f"<Comment>Au sujet de {TITLE}</Comment><Date>", 1)
    reply.write_text(text.replace("<ReplyCode>OK", "<ReplyCode>KO"))
    done("transfer", "reply", transfer["transfer"], reply)
    for left in ("dip.zip", "back.zip", "sip.zip", "sip.preuves", "reply.xml"):
        (folder / left).unlink()


def refused(here: Side, folder: Path) -> None:
    """The same message, first sent with a file that is another one: what is said of it has the name."""
    wrong = Document(f"{TITLE}.pdf", PLANTED, f"{TITLE} 1", digest="00" * 64)
    path = PlantedSip(message="M-1", title=f"Dossier de {TITLE}", documents=[wrong]).write(folder / f"{TITLE}.zip")
    answer = here("ingest", path, "--json")
    assert (answer.status, TITLE in json.dumps(answer.json, ensure_ascii=False)) == (1, True)
    path.unlink()
    assert files_with(here.chartrier.folder, needles()) != []


def test_every_act_lets_go_of_what_it_said_of_its_units(sides: tuple[Side, Side], tmp_path: Path) -> None:
    here, there = sides
    refused(here, tmp_path)
    units = deposit(here, tmp_path)
    root, first, second = units[f"Dossier de {TITLE} 1"], units[f"{TITLE} 1"], units[f"{TITLE} 2"]
    every_act_but_those_that_destroy(here, there, first, second, tmp_path)
    home = here.chartrier.folder
    assert files_with(home, needles()) != []
    piece = tmp_path / "piece.pdf"
    piece.write_bytes(b"%PDF-1.4 piece")
    request = here.json(
        "withdraw", "ask", "--unit", root, "--motive", "mauvais-document", "--piece", piece,
        "--proof", "original-chez-le-producteur", "--ad-informed", YESTERDAY, "--ad-reference", "2026/45", by="Jeanne",
    )["request"]  # fmt: skip
    assert here("withdraw", "confirm", request, "--count", "4", by="Remi").status == 0
    assert [str(path.relative_to(home)) for path in files_with(home, needles())] == []
    text = json.dumps(rows_of(here), ensure_ascii=False).lower()
    assert not [name for name in ("quatremain", "zephyrin", "zéphyrin") if name in text]
    readings = here("register", "consultations", "--json").out
    assert first in readings and "quatremain" not in readings.lower()
    here.rebuilt()
    assert files_with(home, needles()) == []


def test_who_writes_what_stays_is_told(sides: tuple[Side, Side], tmp_path: Path) -> None:
    here, _ = sides
    unit = deposit(here, tmp_path)[f"{TITLE} 2"]
    review = ("--authority", "tribunal", "--review", (datetime.now(UTC) + timedelta(days=90)).date())
    held = ("hold", "set", "--unit", unit, "--reason", "contentieux", *review)
    (told,) = here.json(*held, "--name", "Procès quatremain", by="Jeanne")["findings"]
    assert (told["code"], "« Quatremain »" in told["message"]) == ("CPY-031", True)
    assert here.json(*held, "--name", "Procès de 2026", by="Jeanne")["findings"] == []
    spoken = here("deliver", unit, "--to", tmp_path / "d.zip", "--motive", "Pour Mme Quatremain", by="Jeanne")
    assert "CPY-031" in spoken.out
