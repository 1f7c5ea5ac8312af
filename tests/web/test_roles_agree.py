"""What a role finds it may look at; who operates does not control; bounds hold at every door."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from chartrier.administration.accords import set_accord
from chartrier.administration.collectivites.services import add_service
from chartrier.administration.credentials import authenticate
from chartrier.administration.people import add_person, add_role, let_operate
from chartrier.administration.tenants import tenant_of
from chartrier.catalog.deposits import register
from chartrier.catalog.people.directory import deciding_roles
from chartrier.errors import Conflict, NotAllowed
from chartrier.records.collectivite import Accord
from chartrier.records.roles import Permission, Role, permissions_of
from chartrier.web.frame.archive import served
from tests.cli.commands import COMMUNE, NEIGHBOUR
from tests.packages_of_ours import Document, Sip
from tests.web.test_accounts import with_totp

WITH_SEARCH = [role for role in Role if Permission.SEARCH_DESCRIPTIONS in permissions_of([role])]


@pytest.mark.parametrize("role", WITH_SEARCH)
def test_what_is_found_can_be_looked_at(read: Any, site: Any, client_of: Any, role: Role) -> None:
    """Each role that searches opens the record; the document, with a motive, without one or not at all, as it says."""
    person = site.person(str(role), name=f"Cohérente {role}")
    if role in (Role.SIGNATAIRE, Role.VISA, Role.CONTROLE):
        with_totp(person)
    client, unit = client_of(person), site.chartrier.unit("Photographie")
    address = f"/{COMMUNE}/archives/{unit}/"
    assert unit in client.get(f"/{COMMUNE}/recherche/?words=Photographie").content.decode()
    assert client.get(address).status_code == 200
    file = f"{address}fichiers/{site.chartrier.binary(unit)['id']}/original"
    before, permitted = client.get(file), permissions_of([role])
    assert client.post(f"{address}motif", {"motive": "Contrôle de l'année"}).status_code == 302
    after = client.get(file)
    is_file = lambda answer: answer.status_code == 200 and answer.streaming  # noqa: E731
    if Permission.READ_DOCUMENT in permitted:
        assert is_file(before)
    elif Permission.READ_WITH_MOTIVE in permitted:
        assert not is_file(before) and before.status_code in (200, 400) and is_file(after)
    else:
        assert before.status_code == after.status_code == 404


@pytest.mark.parametrize("role", [Role.CONTROLE, Role.VISA])
def test_who_operates_does_not_control(site: Any, role: Role) -> None:
    operator = site.person(name=f"Exploite {role}")
    let_operate(str(operator.id), True)
    with pytest.raises(Conflict, match="CAT-130"):
        add_role(str(operator.id), str(role), COMMUNE, served().copies)
    control = site.person(str(role), name=f"Contrôle {role}")
    with pytest.raises(Conflict, match="CAT-131"):
        let_operate(str(control.id), True)


def test_a_bounded_role_decides_nothing_at_any_door(site: Any) -> None:
    """Acts are of a whole collectivité: what is bounded is no reason for one (decision 0109)."""
    add_service(int(COMMUNE), "VOIRIE", "Voirie")
    copies = served().copies
    person = add_person("Bornée", "bornee@exemple.fr", [], None, copies, passphrase="cinq mots sans aucun lien")
    add_role(str(person.id), "archiviste", COMMUNE, copies, services=["VOIRIE"])
    assert deciding_roles(int(COMMUNE), person.id) == set()
    for permission in (Permission.HOLD, Permission.CORRECT, Permission.PROPOSE):
        with pytest.raises(NotAllowed):
            authenticate(tenant_of(COMMUNE), "Bornée", "cinq mots sans aucun lien", permission, copies.clock)


def test_a_deposit_stays_within_the_bounds_of_its_role(ruled: Any, site: Any, client_of: Any) -> None:
    add_service(int(COMMUNE), "VOIRIE", "Voirie")
    person = site.person(name="Déposante de la voirie")
    add_role(str(person.id), "deposant", COMMUNE, served().copies, services=["VOIRIE"], series=["S010"])
    client = client_of(person)
    chosen = client.get(f"/{COMMUNE}/deposer/").content.decode()
    assert 'value="S010"' in chosen and chosen.count('name="series"') == 1
    assert client.post(f"/{COMMUNE}/deposer/", {"series": "S020"}).status_code == 403
    draft = client.post(f"/{COMMUNE}/deposer/", {"series": "S010"})["Location"]
    file = io.BytesIO(b"Un plan\n")
    file.name = "plan.txt"
    answers = {"title": "Plan", "year": "2026", "digitised": "no", "files": [file]}
    assert client.post(draft, answers)["Location"].endswith("/relire/")
    kept = register.draft(int(COMMUNE), UUID(draft.rstrip("/").rsplit("/", 1)[1]))
    assert kept.answers["service"] == "VOIRIE"
    assert "/operations/" in client.post(f"{draft}relire/")["Location"]


def test_a_package_stays_within_the_bounds_of_a_role(ruled: Any, site: Any, tmp_path: Path) -> None:
    person = add_person("Verse des bulletins", None, [], None, served().copies)
    add_role(str(person.id), "deposant", COMMUNE, served().copies, series=["S010"])

    def found(message: str, series: str, *by: str) -> list[str]:
        rule = f"<AppraisalRule><Rule>{series}</Rule><StartDate>2020-01-01</StartDate><FinalAction>Keep</FinalAction>"
        sip = Sip(message=message, metadata=f"{rule}</AppraisalRule>" if series else "").write(tmp_path / "a.zip")
        answer = site.chartrier("ingest", sip, *by, "--tenant", COMMUNE, "--json")
        return [each["code"] for each in answer.json["findings"] if each["code"].startswith(("ING-04", "ING-05"))]

    by = ("--by", str(person.id))
    assert found("BORNE-S1", "S020", *by) == ["ING-042"]
    assert found("BORNE-S2", "", *by) == ["ING-043"]
    assert "ING-042" not in found("BORNE-S3", "S010", *by)
    # nobody named is the operator, whom no role and no accord bounds
    set_accord(tenant_of(COMMUNE), Accord(series=frozenset({"S010"}), formats=frozenset({"fmt/18"})))
    try:
        assert found("BORNE-S4", "S010", *by) == ["ING-051"]
        assert found("BORNE-S5", "S020") == []
    finally:
        set_accord(tenant_of(COMMUNE), None)


def test_the_command_line_says_for_whom_somebody_deposits(site: Any, tmp_path: Path) -> None:
    add_service(int(COMMUNE), "VOIRIE", "Voirie")
    person = add_person("Verse au nom de la voirie", None, [], None, served().copies)
    add_role(str(person.id), "deposant", COMMUNE, served().copies, services=["VOIRIE"])
    sip = Sip(message="BORNE-1", agency="FINANCES", documents=[Document("a.txt", b"a")]).write(tmp_path / "a.zip")
    answer = site.chartrier("ingest", sip, "--by", str(person.id), "--tenant", COMMUNE)
    assert answer.status == 1 and "ING-040" in answer.out + answer.err
    nobody = add_person("Sans droit", None, [], None, served().copies)
    again = Sip(message="BORNE-2").write(tmp_path / "b.zip")
    refused = site.chartrier("ingest", again, "--by", str(nobody.id), "--tenant", COMMUNE)
    assert refused.status == 1 and "ING-041" in refused.out + refused.err


def test_a_unit_out_of_bounds_is_not_attached_to(read: Any, site: Any, tmp_path: Path) -> None:
    """Absent and forbidden answer alike, and the unit of a neighbour is as absent."""
    add_service(int(COMMUNE), "SERVICE-VERSANT", "Versant")
    add_service(int(COMMUNE), "SERVICE-PRODUCTEUR", "Producteur")
    person = add_person("Rattache", None, [], None, served().copies)
    bounds = ["SERVICE-VERSANT"]
    add_role(str(person.id), "deposant", COMMUNE, served().copies, services=[*bounds, "SERVICE-PRODUCTEUR"])
    project, theirs = site.chartrier.unit("Projet"), site.chartrier.unit("Voisin", NEIGHBOUR)
    said = []
    for number, unit in enumerate((project, theirs, "0194b0de-0000-7000-8000-000000000001")):
        update = f"<Management><UpdateOperation><SystemId>{unit}</SystemId></UpdateOperation></Management>"
        text = Sip(message=f"RATTACHE-{number}").bordereau().decode().replace("<Management/>", update, 1)
        package = _written(Sip(message=f"RATTACHE-{number}"), text, tmp_path / f"{number}.zip")
        answer = site.chartrier("ingest", package, "--by", str(person.id), "--tenant", COMMUNE)
        assert answer.status == 1, answer
        said.append(sorted(re.findall(r"[A-Z]{3}-[0-9]{3}", answer.out + answer.err)))
    assert said[0] == said[1] == said[2]
    assert "ING-021" in said[0]


def _written(sip: Sip, bordereau: str, path: Path) -> Path:
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("bordereau.xml", bordereau)
        for document in sip.documents:
            package.writestr(f"Content/{document.name}", document.data)
    return path
