"""What a role finds it may look at; who operates does not control; bounds hold at every door."""

from __future__ import annotations

import html
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
from chartrier.administration.rights_in_words import PERMISSIONS_IN_WORDS
from chartrier.administration.tenants import tenant_of
from chartrier.catalog.connectors.register import connectors
from chartrier.catalog.deposits import register
from chartrier.catalog.people.directory import deciding_roles, grants_of
from chartrier.clock import day_of, now
from chartrier.errors import Conflict, NotAllowed
from chartrier.records.collectivite import Accord
from chartrier.records.roles import OF_THE_WHOLE, Permission, Role, permissions_of
from chartrier.web.frame.archive import served
from tests.cli.commands import COMMUNE, NEIGHBOUR
from tests.packages_of_ours import Document, Sip
from tests.web.test_accounts import with_totp
from tests.web.test_finding_and_reading import unit_called

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


@pytest.mark.parametrize("control", [Role.CONTROLE, Role.VISA])
def test_who_controls_a_collectivite_does_nothing_else_there(site: Any, control: Role) -> None:
    copies = served().copies
    who = str(site.person(str(control), name=f"Seul {control}").id)
    for role, tenant in (
        ("archiviste", COMMUNE), ("lecteur", COMMUNE), ("exploitant", COMMUNE), ("exploitant", NEIGHBOUR),
    ):  # fmt: skip
        with pytest.raises(Conflict, match="CAT-133"):
            add_role(who, role, tenant, copies)
    add_role(who, "visa" if control is Role.CONTROLE else "controle", COMMUNE, copies)
    add_role(who, "archiviste", NEIGHBOUR, copies)
    executes = str(site.person("exploitant", tenant=NEIGHBOUR, name=f"Exécute {control}").id)
    with pytest.raises(Conflict, match="CAT-133"):
        add_role(executes, str(control), COMMUNE, copies)


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


ADMINISTRATION = ("", "personnes/", "connecteurs/", "garde/", "garde/journal/", "garde/consultations/")
OF_THOSE_WHO_KEEP = ("demandes-personnes/", "violations/", "traitements/contradictions/", "remises/")


def test_a_bounded_role_does_not_administer(ruled: Any, site: Any, client_of: Any) -> None:
    """It would lift its own bounds: by inviting itself, or whoever works with it, without any."""
    person, whole = site.person(name="Archive une série"), site.person("archiviste", name="Archive tout")
    add_role(str(person.id), "archiviste", COMMUNE, served().copies, series=["S001"])
    client, other = client_of(person), client_of(whole)
    for page in (*(f"administration/{each}" for each in ADMINISTRATION), *OF_THOSE_WHO_KEEP):
        assert other.get(f"/{COMMUNE}/{page}", follow=True).status_code == 200, page
        assert client.get(f"/{COMMUNE}/{page}").status_code == 404, page
    given = {"name": person.name, "email": person.email, "role": "lecteur"}
    assert client.post(f"/{COMMUNE}/administration/personnes/", given).status_code == 404
    assert [each.role for each in grants_of(person.id)] == ["archiviste"]
    asked = {"name": "Complice", "operations": ["lecture"], "until": str(day_of(now()))}
    assert client.post(f"/{COMMUNE}/administration/connecteurs/", asked).status_code == 404
    assert not [each for each in connectors(int(COMMUNE)) if each.name == "Complice"]
    # what they do within their bounds stays theirs
    assert client.get(f"/{COMMUNE}/recherche/").status_code == 200


def test_ones_rights_say_that_a_bounded_role_decides_nothing(site: Any, client_of: Any) -> None:
    person = site.person(name="Lit ses droits")
    add_role(str(person.id), "archiviste", COMMUNE, served().copies, series=["S001"])
    for language, said, no, yes in (
        ("fr", "ce rôle est borné, et « geler » vaut pour toute la collectivité", "non", "oui"),
        ("en", "this role is bounded, and “hold” is of the whole collectivité", "no", "yes"),
    ):
        page = client_of(person, language).get(f"/{COMMUNE}/droits/").content.decode()
        rows = re.findall(r'<th scope="row">(.*?)</th>.*?<span class="badge[^>]*>.*?</svg></span> (\w+)', page)
        answers = {html.unescape(what): answer for what, answer in rows}
        assert said in page
        for permission in Permission:
            if permission is not Permission.OPERATE:
                answer = answers[PERMISSIONS_IN_WORDS[permission].within(language)]
                assert answer == no or permission not in OF_THE_WHOLE, permission
        assert answers[PERMISSIONS_IN_WORDS[Permission.SEARCH_DESCRIPTIONS].within(language)] == yes


def test_figures_of_the_whole_are_for_whoever_has_the_whole(ruled: Any, site: Any, client_of: Any) -> None:
    """Registers, counts and notes of a collectivité are not of one série: within bounds they are not there."""
    year = day_of(now()).year
    pages = ("rapport/", f"rapport/{year}/", "cockpit/", "maturite/", "administration/garde/volumes/", "hebergement/")
    whole = client_of(site.person("lecteur", name="Lit tout"))
    for role in ("lecteur", "deposant", "chef-de-service", "elu"):
        person = site.person(name=f"Une série {role}")
        add_role(str(person.id), role, COMMUNE, served().copies, series=["S001"])
        client = client_of(person)
        for page in pages:
            assert whole.get(f"/{COMMUNE}/{page}", follow=True).status_code == 200, page
            assert client.get(f"/{COMMUNE}/{page}").status_code == 404, page
        home = client.get("/", follow=True)
        assert home.status_code == 200
        assert "Entré depuis l&#x27;origine" not in home.content.decode()
        assert not [page for page in pages if f'href="/{COMMUNE}/{page}"' in home.content.decode()]
        assert ("Ce qui vous attend" in home.content.decode()) is (role != "elu")
    assert "Entré depuis l&#x27;origine" in whole.get(f"/{COMMUNE}/").content.decode()


def test_a_deposit_stays_within_the_bounds_of_its_role(ruled: Any, site: Any, client_of: Any) -> None:
    add_service(int(COMMUNE), "VOIRIE", "Voirie")
    person = site.person(name="Déposante de la voirie")
    add_role(str(person.id), "deposant", COMMUNE, served().copies, services=["VOIRIE"], series=["S010"])
    client = client_of(person)
    home = client.get(f"/{COMMUNE}/").content.decode()
    assert re.findall(r'name="series" value="([^"]+)"', home) == ["S010"], "the home page offers what they may deposit"
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
    project, theirs = str(unit_called("Projet <b>gras</b>").id), site.chartrier.unit("Voisin", NEIGHBOUR)
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


def test_a_part_is_not_told_as_the_whole(ruled: Any, site: Any, client_of: Any) -> None:
    """Whoever is bounded would conclude that the collectivité keeps nothing else."""
    person, whole = site.person(name="Lit une part"), site.person("archiviste", name="Lit le tout")
    for role in ("lecteur", "chef-de-service", "archiviste"):
        add_role(str(person.id), role, COMMUNE, served().copies, series=["S001"])
    pages = ("arborescence/", "recherche/", "recherche/?words=budget", "echeances/", "vue/", "a-examiner/")
    for language, said in (("fr", "que ce que vos droits atteignent"), ("en", "Only what your rights reach")):
        bounded, other = client_of(person, language), client_of(whole, language)
        for page in pages:
            shown = bounded.get(f"/{COMMUNE}/{page}")
            assert shown.status_code == 200, page
            _, found, after = shown.content.decode().partition(said)
            assert found and f'href="/{COMMUNE}/droits/"' in after[:300], page
            assert said not in other.get(f"/{COMMUNE}/{page}").content.decode(), page
    tree = client_of(person).get(f"/{COMMUNE}/arborescence/").content.decode()
    assert "Tout ce que la collectivité garde" not in tree
    assert "Tout ce que la collectivité garde" in client_of(whole).get(f"/{COMMUNE}/arborescence/").content.decode()
    # everybody's access has no bounds of theirs
    assert "que ce que vos droits" not in client_of(person).get(f"/{COMMUNE}/recherche/?regime=public").content.decode()
    operations = client_of(person).get(f"/{COMMUNE}/operations/").content.decode()
    assert "Rien n&#x27;a encore été déposé" not in operations and "Vous n&#x27;avez encore rien demandé" in operations
