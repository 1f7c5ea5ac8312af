"""The annual report in pages: every number leads to a list, and the list's sum is the number."""

from __future__ import annotations

import csv
import io
from typing import Any

from lxml import html

from chartrier import clock
from chartrier.cockpit.report.numbers import NUMBERS
from chartrier.web.report import pages
from tests.cli.commands import COMMUNE, NEIGHBOUR
from tests.web.operator import operator_of
from tests.web.test_conventions import draft, step

YEAR = clock.day_of(clock.now()).year
REPORT = f"/{COMMUNE}/rapport/{YEAR}/"


def linked(client: Any, address: str) -> list[tuple[str, int]]:
    """The numbers of the page: where each leads, and its value."""
    page = html.fromstring(client.get(address).content)
    found = [(each.getparent().get("href"), int(each.get("value"))) for each in page.findall(".//data")]
    assert all(where for where, _ in found), "a number leads nowhere"
    return list(dict.fromkeys(found))  # what several conventions share stands once for each


def summed(client: Any, address: str) -> tuple[int, int]:
    """The sum of the rows of a list, over all its pages, and how many rows there are."""
    total = count = 0
    where: str | None = address
    while where is not None:
        page = html.fromstring(client.get(where).content)
        amounts = [int(each.get("value")) for each in page.findall(".//tbody//data")]
        total, count = total + sum(amounts), count + len(amounts)
        following = page.find(".//a[@rel='next']")
        where = address + following.get("href") if following is not None else None
    return total, count


def test_every_number_is_the_sum_of_its_list(read: Any, site: Any, client_of: Any, monkeypatch: Any) -> None:
    for verb in ("audit", "audit"):
        assert read.chartrier(verb, "--tenant", COMMUNE).status == 0
    operator = operator_of(site, client_of)
    address = draft(operator, covers="intermediaires", name="Du rapport", parties=f"{COMMUNE}\n{NEIGHBOUR}")
    step(operator, address, "sign", f"{YEAR}-01-01")
    elu = client_of(site.person("elu"))
    found = linked(elu, REPORT)
    shown = {where.rstrip("/").rpartition("/")[2] for where, _ in found}
    assert shown == set(NUMBERS) - {"habitants"}, "the commune is in no national list"
    rows = 0
    for where, value in found:
        lines = list(csv.reader(io.StringIO(read_all(elu.get(f"{where}liste.csv")).decode("utf-8-sig")), delimiter=";"))
        monkeypatch.setattr(pages, "ON_A_PAGE", max(len(lines) // 4, 2))  # several pages, few where much came before
        total, count = summed(elu, where)
        assert total == value, where
        assert len(lines) == count + 1 and sum(int(line[-1]) for line in lines[1:]) == value, where
        rows += count
    values = dict(found)
    assert values[f"{REPORT}entrees/"] >= 1 and values[f"{REPORT}audits/"] >= 2 and rows > 10
    assert values[f"{REPORT}conserve-fichiers/"] >= 8
    assert not any(where.startswith(f"/{NEIGHBOUR}") for where, _ in found), "a neighbour's number is told"


def read_all(answer: Any) -> bytes:
    return b"".join(answer.streaming_content)


def test_who_sees_what_of_it(read: Any, site: Any, client_of: Any) -> None:
    elu, archivist = client_of(site.person("elu")), client_of(site.person("archiviste"))
    assert elu.get(f"/{COMMUNE}/rapport/")["Location"] == REPORT
    listed = f"{REPORT}entrees/"
    assert f"/{COMMUNE}/operations/" not in elu.get(listed).content.decode().partition("<main")[2]
    told = archivist.get(listed).content.decode()
    assert f"/{COMMUNE}/operations/" in told.partition("<main")[2] and "Fonds du pont" not in told
    for form, begins in (("pdf", b"%PDF"), ("odt", b"PK"), ("csv", b"\xef\xbb\xbfChapitre")):
        assert elu.get(f"{REPORT}fichier/{form}/").content.startswith(begins)
    for absent in (
        f"{REPORT}fichier/docx/", f"{REPORT}inconnu/", f"{REPORT}inconnu/liste.csv", f"/{COMMUNE}/rapport/{YEAR + 1}/",
        f"/{COMMUNE}/rapport/0/", f"/{COMMUNE}/rapport/99999999999/entrees/", f"/{NEIGHBOUR}/rapport/{YEAR}/",
    ):  # fmt: skip
        assert elu.get(absent).status_code == 404, absent
    assert elu.get(f"{listed}?page=99999999999999999999").status_code == 200
    english = client_of(site.person("elu"), "en").get(REPORT).content.decode()
    assert "Each number leads to the list" in english
