"""A byte of a copy that is no longer what was archived: told in red on every page, until it is proven again."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from chartrier.catalog.archive.models import DataObject, Unit
from chartrier.catalog.archive.questions import parents_of
from chartrier.catalog.tenants.register import tenant as tenant_of
from chartrier.catalog.transaction import transaction
from chartrier.registers.operations import Sought, page_of
from chartrier.web.frame.archive import served
from chartrier.worker.working import do
from tests.cli.commands import COMMUNE
from tests.packages_of_ours import Document, Sip
from tests.web.operator import made_strong, operator_of

HERE = f"/{COMMUNE}/administration/garde"
TOLD = "Un défaut a été trouvé dans la copie a le"


@pytest.fixture
def damaged(site: Any, tmp_path: Path) -> Iterator[tuple[Unit, Path]]:
    """A record of which the copy a has one wrong byte; what it was is put back in the end."""
    title = "Plan du lavoir"
    sip = Sip(message=f"ABIME-{tmp_path.name}", documents=[Document("lavoir.txt", b"le lavoir du bas\n" * 9, title)])
    assert site.chartrier("ingest", sip.write(tmp_path / "a.zip"), "--tenant", COMMUNE).status == 0
    with transaction([int(COMMUNE)]):
        unit = Unit.objects.filter(tenant=int(COMMUNE), title=title).order_by("-id")[0]
    packages = site.settings.copies["a"] / COMMUNE / "packages"
    (victim,) = (
        each for each in packages.rglob("*") if each.is_file() and b"le lavoir du bas\n" * 9 in each.read_bytes()
        and str(unit.versement) in str(each)
    )  # fmt: skip
    whole, mode = victim.read_bytes(), victim.stat().st_mode
    at = whole.index(b"lavoir du bas")
    victim.chmod(0o600)
    victim.write_bytes(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :])
    victim.chmod(mode)
    yield unit, victim
    victim.chmod(0o600)
    victim.write_bytes(whole)
    victim.chmod(mode)
    assert site.chartrier("audit", "--tenant", COMMUNE).status == 0


def body(answer: Any) -> str:
    return str(answer.content.decode())


def test_an_audit_that_failed_is_red_everywhere_until_it_is_mended(
    site: Any, client_of: Any, damaged: tuple[Unit, Path]
) -> None:
    unit, _ = damaged
    keeper, secretary, operator = (
        client_of(site.person("archiviste")), client_of(site.person("deposant")), operator_of(site, client_of)
    )  # fmt: skip
    assert site.chartrier("audit", "--tenant", COMMUNE).status != 0
    for client in (keeper, secretary):
        home = body(client.get(f"/{COMMUNE}/"))
        assert TOLD in home and "copies sont à jour" not in home
    home = body(keeper.get(f"/{COMMUNE}/"))
    newest = home.partition('id="happened"')[2].partition("<tbody>")[2].partition("</tr>")[0]
    assert "Audit" in newest and "rejeté" in newest
    assert f'href="{HERE}/"' in home.partition(TOLD)[2][:300]
    assert "archiviste est prévenu" in body(secretary.get(f"/{COMMUNE}/"))
    copies = body(keeper.get(f"{HERE}/"))
    card = copies.partition("copie a")[2].partition("</section>")[0]
    assert "à réparer" in card and "à jour" not in card and f"{HERE}/reparation/" in copies.partition(TOLD)[2][:600]
    shown = body(keeper.get(f"/{COMMUNE}/archives/{unit.id}/"))
    assert "copie a : abîmé" in shown and "copie b : présent" in shown
    assert "DOC-020" in body(operator.get("/exploitation/sante/"))
    home = body(operator.get("/"))
    assert "DOC-020" in home and "Les copies répondent et sont à jour" not in home
    assert 'href="/exploitation/copies/"' in home.partition("DOC-020")[2]
    listed = body(operator.get("/exploitation/copies/"))
    assert "copie a : à réparer" in listed and "à réparer : 1 collectivité" in listed
    assert site.chartrier("status").status == 1
    refused = page_of(tenant_of(COMMUNE), Sought(kind="audit", state="refused"), limit=5).lines
    assert refused and body(keeper.get(f"/{COMMUNE}/operations/{refused[0].id}/")).count('data-state="refused"') == 1
    assert refused[0] not in page_of(tenant_of(COMMUNE), Sought(kind="audit", state="done"), limit=50).lines
    assert site.chartrier("audit", "--repair", "--tenant", COMMUNE).status == 0
    home = body(keeper.get(f"/{COMMUNE}/"))
    assert TOLD not in home and "Les 2 copies sont à jour." in home
    assert "copie a : présent" in body(keeper.get(f"/{COMMUNE}/archives/{unit.id}/"))
    assert "DOC-020" not in body(operator.get("/exploitation/sante/"))


def test_an_audit_of_another_copy_proves_nothing_of_this_one(
    site: Any, client_of: Any, damaged: tuple[Unit, Path]
) -> None:
    client = client_of(site.person("archiviste"))
    assert site.chartrier("audit", "--tenant", COMMUNE).status != 0
    assert site.chartrier("audit", "--tenant", COMMUNE, "--copy", "b").status == 0
    assert TOLD in body(client.get(f"/{COMMUNE}/"))


def test_what_was_proven_again_is_entered_once(site: Any, client_of: Any, damaged: tuple[Unit, Path]) -> None:
    unit, _ = damaged
    reader, address = client_of(site.person("lecteur")), f"/{COMMUNE}/archives/{unit.id}/verifier"

    def refused() -> int:
        return len(page_of(tenant_of(COMMUNE), Sought(kind="verification", state="refused"), limit=500).lines)

    reader.post(address)
    before = refused()
    assert "VER-034" in body(reader.post(address)) and refused() == before
    assert site.chartrier("audit", "--repair", "--tenant", COMMUNE).status == 0


@pytest.mark.parametrize("long", [False, True])
def test_what_verify_now_finds_is_known_to_all(
    site: Any, client_of: Any, damaged: tuple[Unit, Path], monkeypatch: pytest.MonkeyPatch, long: bool
) -> None:
    unit, _ = damaged
    reader, keeper = client_of(site.person("lecteur")), client_of(site.person("archiviste"))
    address = f"/{COMMUNE}/archives/{unit.id}"
    assert "copie a : présent" in body(keeper.get(f"{address}/"))
    if long:
        monkeypatch.setattr("chartrier.access.proving.PROVEN_AT_ONCE", 0)
    answer = reader.post(f"{address}/verifier")
    if long:
        place = answer["Location"]
        do(served(), int(COMMUNE), UUID(place.rpartition("/")[2]), last=True)
        answer = reader.get(place)
    assert "VER-034" in body(answer) and "archiviste est prévenu" in body(answer)
    assert "copie a : abîmé" in body(keeper.get(f"{address}/"))
    assert TOLD in body(keeper.get(f"/{COMMUNE}/")) and TOLD in body(reader.get(f"/{COMMUNE}/"))
    assert "DOC-020" in body(operator_of(site, client_of).get("/exploitation/sante/"))
    assert "est pas réparé" in body(keeper.get(f"/{COMMUNE}/vue/conformite/"))
    administrator = site.person("archiviste")
    again = made_strong(client_of(administrator), administrator).post(f"{address}/verifier")
    if not long:
        assert f'action="{HERE}/reparation/"' in body(again)
    assert site.chartrier("audit", "--repair", "--tenant", COMMUNE).status == 0
    assert "copie a : présent" in body(keeper.get(f"{address}/"))
    assert TOLD not in body(keeper.get(f"/{COMMUNE}/"))


def test_a_folder_is_verified_with_the_files_below_it(site: Any, client_of: Any, damaged: tuple[Unit, Path]) -> None:
    unit, _ = damaged
    keeper = client_of(site.person("archiviste"))
    (folder,) = parents_of([int(COMMUNE)], unit.id)
    address = f"/{COMMUNE}/archives/{folder}"
    keeper.post(f"/{COMMUNE}/archives/{unit.id}/verifier")
    shown = body(keeper.get(f"{address}/"))
    assert "copie a : un défaut a été trouvé dans ce dossier" in shown and "trouvé ailleurs" not in shown
    told = body(keeper.post(f"{address}/verifier"))
    assert "VER-034" in told and "est prouvé" not in told
    assert "copie a : abîmé" in body(keeper.get(f"{address}/"))
    assert site.chartrier("audit", "--repair", "--tenant", COMMUNE).status == 0
    told = body(keeper.post(f"{address}/verifier"))
    assert "Tout est prouvé : chaque octet" in told and "2 descriptions, 1 fichier octet par octet (153 octets)" in told


def test_damage_found_by_way_of_a_folder_is_not_elsewhere(
    site: Any, client_of: Any, damaged: tuple[Unit, Path]
) -> None:
    unit, _ = damaged
    keeper = client_of(site.person("archiviste"))
    (folder,) = parents_of([int(COMMUNE)], unit.id)
    assert "VER-034" in body(keeper.post(f"/{COMMUNE}/archives/{folder}/verifier"))
    shown = body(keeper.get(f"/{COMMUNE}/archives/{unit.id}/"))
    assert "un défaut a été trouvé dans son dossier" in shown and "trouvé ailleurs" not in shown
    assert site.chartrier("audit", "--repair", "--tenant", COMMUNE).status == 0


def test_a_copy_that_is_away_is_not_said_to_be_damaged(site: Any, client_of: Any, read: Any) -> None:
    with transaction([int(COMMUNE)]):
        unit = Unit.objects.filter(tenant=int(COMMUNE), title="Tableau")[0]
    client = client_of(site.person("archiviste"))
    copies = site.chartrier.folder / "copies"
    (copies / "b").rename(copies / "away")
    try:
        told = body(client.post(f"/{COMMUNE}/archives/{unit.id}/verifier"))
        assert "est pas prouvé" in told and "archiviste est prévenu" not in told
    finally:
        (copies / "away").rename(copies / "b")
    assert "Un défaut a été trouvé dans la copie b" not in body(client.get(f"/{COMMUNE}/"))


def test_a_sound_is_played_from_the_copy_that_has_it_intact(site: Any, client_of: Any, read: Any) -> None:
    with transaction([int(COMMUNE)]):
        found = DataObject.objects.filter(tenant=int(COMMUNE), filename="son.mp3").order_by("-id")[0]
        unit = Unit.objects.filter(tenant=int(COMMUNE), title="Son").order_by("-id")[0]
    client = client_of(site.person("archiviste"))
    address = f"/{COMMUNE}/archives/{unit.id}/fichiers/{found.id}"
    whole = b"".join(client.get(f"{address}/original").streaming_content)
    victim = next(
        each
        for each in (site.settings.copies["a"] / COMMUNE / "packages").rglob("*")
        if each.is_file() and whole in each.read_bytes()
    )
    kept, mode = victim.read_bytes(), victim.stat().st_mode
    victim.chmod(0o600)
    at = kept.index(whole) + 40
    play = where_played(client.get(f"{address}/").content.decode())
    assert b"".join(client.get(play).streaming_content) == whole
    victim.write_bytes(kept[:at] + bytes([kept[at] ^ 1]) + kept[at + 1 :])
    try:
        assert b"".join(client.get(play).streaming_content) == whole
        part = client.get(play, headers={"Range": "bytes=30-60"})
        assert part.status_code == 206 and b"".join(part.streaming_content) == whole[30:61]
    finally:
        victim.write_bytes(kept)
        victim.chmod(mode)


def where_played(page: str) -> str:
    """Where the player of a page reads."""
    return page.partition("<audio")[2].partition('src="')[2].partition('"')[0]
