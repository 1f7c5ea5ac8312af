"""What people do on the site, as they do it: pages lead to pages, and nobody knows an address by heart."""

from __future__ import annotations

import base64
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from random import Random
from urllib.parse import urlencode

from bench.web.fonds import COMMON, FREQUENT, NAMES, RARE, SERVICES
from bench.web.visitor import Page, Visitor

UUID = r"[0-9a-f]{8}-[0-9a-f-]{27}"
FILES = ("liste CSV", "preuves d'un document", "récépissé PDF", "réponse SEDA", "vérifier maintenant")
"""What is made when it is asked for, and is no page."""
READING = "lecture des fichiers"
READINGS = 10
"""So often somebody asks how far the reading of a file is, before they answer without waiting for it."""
TUS = {"Tus-Resumable": "1.0.0"}
PART = 8 << 20
"""Bytes of a part of a file that is sent, as our script sends them."""


@dataclass(frozen=True, slots=True)
class Habits:
    """Where somebody walks. `deep`: identifiers from which the list of all goes on; `read`: units whose documents are
    in the copies.
    """

    tenant: str
    role: str
    deep: Sequence[str]
    read: Sequence[str]


class Walk:
    """One person. `pause` is called before each page: it waits as long as people look at the last one."""

    def __init__(self, visitor: Visitor, habits: Habits, random: Random, pause: Callable[[], None]) -> None:
        self._visitor = visitor
        self._habits = habits
        self._random = random
        self._pause = pause
        self._home = f"/{habits.tenant}/"

    def go_on(self) -> None:
        """One thing that somebody came to do, out of those their role lets them."""
        self._random.choices([each for each, _ in self._activities()], [weight for _, weight in self._activities()])[
            0
        ]()

    def every(self) -> None:
        """Each of them once: for a small run that leaves nothing out."""
        for activity, _ in self._activities():
            activity()

    def _activities(self) -> Iterator[tuple[Callable[[], None], int]]:
        role = self._habits.role
        yield self.look_around, 3
        yield self.search_frequent, 4
        yield self.search_rare, 4
        yield self.search_filtered, 3
        yield self.search_deep, 2
        yield self.search_due, 2
        yield self.browse, 4
        yield self.sign_in_page, 1
        if role != "lecteur":
            yield self.take_a_list, 1
        if self._habits.read:
            yield self.read_document, 4
        if role in ("archiviste", "deposant", "chef-de-service", "archiviste-itinerant"):
            yield self.follow_operations, 2
        if role in ("archiviste", "deposant"):
            yield self.deposit, 2

    def look_around(self) -> None:
        """From the start to each place of the navigation: also those that are there after this was written."""
        self._page("accueil des collectivités", "/")
        home = self._page("accueil", self._home)
        for place in self._some(home.links(rf"{self._home}[a-z/-]+/"), 3):
            self._page(f"rubrique {place.removeprefix(self._home)}", place)

    def search_frequent(self) -> None:
        found = self._search("recherche, mot fréquent", words=self._random.choice((FREQUENT, "commune", "budget")))
        for _ in range(self._random.randrange(2)):
            if (following := found.link(r"\?[^\"]*before=[^\"]*")) is not None:
                found = self._page("recherche, page suivante", following)
        if (narrowed := self._one(found.links(r"\?[^\"]*(?:service|series|format|first)=[^\"]*"))) is not None:
            self._page("recherche, facette", narrowed)
        self._open_one(found)

    def search_rare(self) -> None:
        word = self._random.choice((RARE, COMMON, self._random.choice(NAMES)))
        found = self._search("recherche, mot rare" if word == RARE else "recherche, mot courant", words=word)
        self._open_one(found)
        if self._random.random() < 0.3:
            self._search("recherche, pertinence", words=word, best="1")

    def search_filtered(self) -> None:
        year = self._random.randrange(1992, 2022)
        filters = {
            "words": self._random.choice(("", FREQUENT, self._random.choice(NAMES))),
            "service": self._random.choice(SERVICES), "first": f"{year}-01-01", "last": f"{year + 2}-12-31",
        }  # fmt: skip
        self._open_one(self._search("recherche, filtres", **filters))

    def search_deep(self) -> None:
        if (before := self._one(self._habits.deep)) is not None:
            self._search("recherche, page lointaine", before=before)
            self._search("recherche, page lointaine", words=FREQUENT, before=before)

    def search_due(self) -> None:
        self._open_one(self._search("échéances échues", due="1"))

    def browse(self) -> None:
        tree = self._page("arborescence", f"{self._home}arborescence/")
        if (branch := self._one(tree.links(rf"{self._home}arborescence/{UUID}"))) is not None:
            tree = self._page("branche", branch, {"HX-Request": "true"})
        self._open_one(tree)

    def read_document(self) -> None:
        """A document of a real versement: its record, what happened to it, the document, its proof."""
        record = self._page("fiche", f"{self._home}archives/{self._random.choice(self._habits.read)}/")
        if (told := record.link(rf"{self._home}archives/{UUID}/journal")) is not None:
            self._page("journal d'une unité", told, {"HX-Request": "true"})
        if (shown := record.link(rf"{self._home}archives/{UUID}/(?:[a-z]+/)?{UUID}/")) is not None:
            preview = self._page("document", shown)
            if (picture := preview.link(rf"{self._home}archives/{UUID}/[^\"]*page-[0-9]+")) is not None:
                self._page("page dessinée", picture)
        if (original := record.link(rf"{self._home}archives/{UUID}/[^\"]*/original")) is not None:
            self._page("original", original)
        if self._random.random() < 0.5:
            self._page(FILES[1], f"{record.address}preuves.zip")
            self._pause()
            self._visitor.post(FILES[4], f"{record.address}verifier", {}, record.token)

    def take_a_list(self) -> None:
        words = self._random.choice((RARE, COMMON))
        self._page(FILES[0], f"{self._home}recherche/liste.csv?{urlencode({'words': words})}")

    def follow_operations(self) -> None:
        listed = self._page("opérations", f"{self._home}operations/")
        if (one := self._one(listed.links(rf"{self._home}operations/{UUID}/"))) is not None:
            page = self._page("opération", one)
            for kind, name in ((FILES[2], "recepisse.pdf"), (FILES[3], "reponse.xml")):
                if (file := page.link(rf"[^\"]*{name}")) is not None and self._random.random() < 0.5:
                    self._page(kind, file)

    def deposit(self) -> None:
        """A small deposit, from the choice of a séries to the confirmation."""
        chosen = self._page("déposer : choisir", f"{self._home}deposer/")
        draft = self._send("déposer : commencer", f"{self._home}deposer/", {"series": "S010"}, chosen.token)
        prepared = self._page("déposer : préparer", draft)
        data = f"Bulletin {self._random.getrandbits(64)}\n".encode() * 200
        upload(self._visitor, draft, f"bulletin-{self._random.getrandbits(40)}.txt", data, prepared.token)
        confirm = self._send("déposer : continuer", draft, {}, prepared.token)
        questions = self._page_read(confirm)
        answers = {"title": f"Bulletin {self._random.randrange(10**6)}", "year": "2025", "digitised": "no"}
        self._follow(self._send("déposer : confirmer", confirm, answers, questions.token))

    def _page_read(self, confirm: str) -> Page:
        """The questions, once the file was read: as the page does, that asks every second how far its reading is."""
        page = self._page("déposer : répondre", confirm)
        for _ in range(READINGS):
            if (reading := page.link(r"[^\"]*/lecture/")) is None:
                return page
            self._pause()
            quiet = {"HX-Request": "true", "X-Quiet": "1"}
            if self._visitor.get(READING, reading, quiet).status == 204:
                page = self._page("déposer : répondre", confirm)
        return self._page("déposer : répondre", f"{confirm}?attendre=non")

    def sign_in_page(self) -> None:
        """What is open to anybody."""
        self._page("page publique", self._random.choice(("/accessibilite/", "/mentions-legales/", "/compte/")))

    def _follow(self, operation: str) -> None:
        """As the page does: every second, for a while."""
        self._page("opération", operation)
        for _ in range(4):
            self._pause()
            quiet = {"HX-Request": "true", "X-Quiet": "1"}
            if 'data-state="done"' in self._visitor.get("suivi d'une opération", operation, quiet).text:
                return

    def _search(self, kind: str, **question: str) -> Page:
        asked = urlencode({name: value for name, value in question.items() if value})
        return self._page(kind, f"{self._home}recherche/?{asked}")

    def _open_one(self, page: Page) -> None:
        if (record := self._one(page.links(rf"{self._home}archives/{UUID}/"))) is not None:
            shown = self._page("fiche", record)
            document = shown.link(rf"{self._home}archives/{UUID}/(?:[a-z]+/)?{UUID}/")
            # of most units the bytes are nowhere: only an archive that lost them would be asked for these
            held = record.rstrip("/").rpartition("/")[2] in self._habits.read
            if document is not None and held and self._random.random() < 0.4:
                self._page("document", document)

    def _send(self, kind: str, address: str, form: dict[str, str], token: str) -> str:
        self._pause()
        led = self._visitor.post(kind, address, form, token).location
        if led is None:
            raise ValueError(f"{kind}: the form came back")
        return led

    def _page(self, kind: str, address: str, headers: dict[str, str] | None = None) -> Page:
        self._pause()
        return self._visitor.get(kind, address, headers)

    def _one(self, among: Sequence[str]) -> str | None:
        return self._random.choice(among) if among else None

    def _some(self, among: Sequence[str], most: int) -> Sequence[str]:
        return self._random.sample(among, min(most, len(among)))


def upload(visitor: Visitor, draft: str, name: str, data: bytes, token: str) -> None:
    """A file sent in parts, by tus as our script does."""
    written = base64.b64encode(name.encode()).decode()
    headers = {**TUS, "X-CSRFToken": token, "Upload-Length": str(len(data)), "Upload-Metadata": f"filename {written}"}
    place = visitor.ask("POST", "envoi : annoncer un fichier", f"{draft}fichiers/", b"", headers).location
    if place is None:
        raise ValueError("the upload was refused")
    for offset in range(0, len(data), PART):
        headers = {
            **TUS, "X-CSRFToken": token, "Upload-Offset": str(offset), "Content-Type": "application/offset+octet-stream"
        }  # fmt: skip
        kind = "envoi : petit fichier" if len(data) < PART else "envoi : partie de 8 Mio"
        visitor.ask("PATCH", kind, place, data[offset : offset + PART], headers)


def deposit_package(visitor: Visitor, tenant: str, data: bytes) -> str:
    """A whole package of SEDA, deposited on the site; the address of its operation."""
    address = f"/{tenant}/deposer/"
    token = visitor.get("déposer : choisir", address).token
    draft = visitor.post("déposer : commencer", address, {"package": "yes"}, token).location or ""
    upload(visitor, draft, "versement.zip", data, token)
    confirm = visitor.post("déposer : répondre", draft, {}, token).location or ""
    return visitor.post("déposer : confirmer", confirm, {}, token).location or ""
