"""The plain zip: folders named from titles whatever they say, a page that is safe to open, a table safe to open too."""

from __future__ import annotations

import csv
import io
import zipfile
from html.parser import HTMLParser
from pathlib import Path, PurePosixPath
from urllib.parse import unquote
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from chartrier.catalog.archive.leaving import Selection
from chartrier.copies.documents import new_file
from chartrier.copies.staging import open_staging
from chartrier.delivery.parcel import Parcel
from chartrier.delivery.plain_package import write_plain
from chartrier.packages.file_names import readable_name
from chartrier.records.identifiers import new_package_id
from tests.corpus.archive import PACKAGES
from tests.ingest.archive import Bench
from tests.packages_of_ours import Document, Sip
from tests.seda.official import needs_corpus

HOSTILE = [
    '<script>alert(1)</script>"><img src=x onerror=alert(1)>',
    "../../etc/passwd",
    '=HYPERLINK("http://x")',
    "@SUM(A1)",
    "x" * 300,
    "é" * 300,
    "CON",
    "a/b\\c:d*e?f|g",
    "point final.",
    "Même titre",
    "même titre",
    "Même titre",
    "\u202egnp.exe",
    "...",
    "&lt;b&gt; &amp; 'x'",
]


class Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.links: list[str] = []
        self.tags: set[str] = set()
        self.open: list[str] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        if tag not in ("meta", "link", "br"):
            self.open.append(tag)
        if tag == "a":
            self.links += [value or "" for name, value in attrs if name == "href"]

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data


def plain(bench: Bench, selection: Selection, target: Path) -> Parcel:
    copies, now = bench.archive.copies, bench.archive.copies.clock()
    with open_staging(copies.staging, new_package_id(now)) as place, new_file(target, private=True) as file:
        return write_plain(file, selection, bench.tenant, copies, place.folder, now)


def opened(target: Path) -> tuple[dict[str, bytes], Page, list[dict[str, str]]]:
    with zipfile.ZipFile(target) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
        assert len(files) == len(archive.namelist())
    page = Page()
    page.feed(files.pop("index.html").decode())
    assert page.open == []
    assert page.tags <= {
        "html",
        "head",
        "meta",
        "title",
        "style",
        "body",
        "main",
        "h1",
        "h2",
        "p",
        "a",
        "ul",
        "li",
        "span",
    }
    rows = list(csv.DictReader(io.StringIO(files.pop("index.csv").decode("utf-8-sig")), delimiter=";"))
    assert sorted(unquote(link) for link in page.links if link != "index.csv") == sorted(files)
    return files, page, rows


def test_hostile_titles_stay_titles(bench: Bench, tmp_path: Path) -> None:
    documents = [Document(f"{n}.TXT", f"{n}".encode(), title) for n, title in enumerate(HOSTILE)]
    outcome = bench.accept(Sip(title="<b>Dossier</b>", documents=documents).write(tmp_path / "1.zip"))
    root = UUID(bench.units(outcome)[0]["id"])
    parcel = plain(bench, Selection([root]), tmp_path / "plain.zip")
    files, page, rows = opened(tmp_path / "plain.zip")
    assert parcel.form == "simple"
    assert sorted(files.values()) == sorted(each.data for each in documents)
    for title in HOSTILE:
        assert " ".join(title.split()) in " ".join(page.text.split())
    for name in files:
        parts = PurePosixPath(name).parts
        assert not name.startswith("/") and ".." not in parts and "\\" not in name and len(parts) == 2
        assert all(len(part.encode()) < 150 for part in parts)
        assert name.endswith(".txt")
    assert len({name.casefold() for name in files}) == len(files)
    for row in rows:
        assert not any(cell.startswith(("=", "+", "-", "@", "\t")) for cell in row.values())
    assert {row["titre"] for row in rows} >= {'\'=HYPERLINK("http://x")', "'@SUM(A1)"}
    assert all(files[row["chemin"]] for row in rows if row["chemin"])


@needs_corpus
def test_shared_groups_several_parents_and_physical_objects(bench: Bench, tmp_path: Path) -> None:
    for name in ("OK_SIP_FULL_SEDA2.2.zip", "OK_images_2Binary-1Physical_withIdArk_2.2.zip"):
        outcome = bench.accept(PACKAGES / name)
        roots = [UUID(unit["id"]) for unit in bench.units(outcome) if not unit["parents"]]
        target = tmp_path / f"plain-{name}"
        plain(bench, Selection(roots), target)
        with zipfile.ZipFile(target) as archive:
            files = {each: archive.read(each) for each in archive.namelist()[2:]}
        held = bench.stored(outcome)
        groups = {group for unit in bench.units(outcome) for group in unit["groups"]}
        wanted = [
            held[each["xml_id"]]
            for each in bench.objects(outcome)
            if each["group"] in groups and each["kind"] == "binary"
        ]
        assert sorted(files.values()) == sorted(wanted)


def test_deep_folders_do_not_make_deep_paths(bench: Bench, tmp_path: Path) -> None:
    package = Sip(documents=[Document("fin.pdf", b"%PDF fin", "Au fond")])
    files = package.files()
    opening = "".join(
        f'<ArchiveUnit id="D-{n}"><Content><DescriptionLevel>File</DescriptionLevel><Title>Niveau {n}</Title></Content>'
        for n in range(40)
    )
    text = files["manifest.xml"].decode()
    unit = text[text.index('<ArchiveUnit id="U-0">') : text.index("</ArchiveUnit>") + len("</ArchiveUnit>")]
    files["manifest.xml"] = text.replace(unit, opening + unit + "</ArchiveUnit>" * 40).encode()
    with zipfile.ZipFile(tmp_path / "1.zip", "w") as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    outcome = bench.accept(tmp_path / "1.zip")
    plain(bench, Selection([UUID(bench.units(outcome)[0]["id"])]), tmp_path / "plain.zip")
    held, _, _ = opened(tmp_path / "plain.zip")
    (name,) = held
    assert len(PurePosixPath(name).parts) <= 7


@given(st.text(max_size=400))
def test_a_name_is_always_one_that_every_system_takes(title: str) -> None:
    name = readable_name(title)
    assert name and not set('<>:"/\\|?*\n\t\0') & set(name)
    assert len(name) <= 60 and len(name.encode()) <= 120
    assert not name.endswith((".", " ")) and name == name.strip()
