"""Every address of the site, asked for by whoever has any role for another collectivité: what is a neighbour's answers
as what is not there, to the byte, and no word, identifier or number of the neighbour is in any answer.

Addresses are those of the URL configuration. One whose parameters are not known here fails: say in `PARAMETERS` what
they name, and let `neighbour.seed` make one.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

import pytest
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.core.cache import cache as kept
from django.test import Client, override_settings
from django.urls import URLPattern
from pypdf import PdfReader

from chartrier import clock, wiring
from chartrier.administration.people import let_operate
from chartrier.catalog.people import directory
from chartrier.catalog.works import register as works
from chartrier.errors import NotFound
from chartrier.records.roles import Permission, Role, permissions_of
from chartrier.settings import load_settings
from chartrier.web import site as site_settings
from chartrier.web.accounts.strength import STRONG_ROLES
from chartrier.web.frame.archive import serve
from chartrier.worker.working import do
from tests.actors import hold
from tests.cli.commands import COMMUNE, NEIGHBOUR
from tests.cli.conftest import make_chartrier
from tests.conftest import Server
from tests.web import neighbour
from tests.web.conftest import Site, let_in
from tests.web.operator import freshened
from tests.web.test_guards import patterns
from tests.web.watched import EVERY, watching, without_way_back

NOBODY, OPERATOR, EVERYTHING = "personne", "exploitante", "toutes fonctions"
WHO = [*(str(role) for role in Role), EVERYTHING, OPERATOR, NOBODY]

OFTEN = (EVERYTHING, "deposant", "controle", OPERATOR, NOBODY)
WALKED = [who if who in OFTEN else pytest.param(who, marks=pytest.mark.faults) for who in WHO]
"""The long walks; those of each other role alone are in `make test-faults`.

A page is opened by a permission (`frame.page`), never by a role: whoever has every role opens all that any of them
does, and sees the most of each page. Fewer permissions only make more answers those to what is not there; what differs
by role besides is asked of one that controls, which reads by a motive, and of one that is narrow.
"""

NO_TENANT = "999999999"
NO_ID = "0194b0de-0000-7000-8000-000000000001"

PARAMETERS = {
    ("a-examiner", "file"): "file of waiting",
    ("a-examiner", "identifier"): "waiting",
    ("a-examiner", "number"): "1",
    ("a-examiner", "place"): "0",
    ("administration", "person"): "person",
    ("aipd", "series"): "S010",
    ("arborescence", "unit"): "unit",
    ("archives", "document"): "document",
    ("archives", "number"): "1",
    ("archives", "unit"): "unit of document",
    ("archives", "work"): "verification",
    ("cockpit", "form"): "odt",
    ("conventions", "convention"): "convention",
    ("conventions", "name"): "1-convention.odt",
    ("demandes-personnes", "asked"): "person request",
    ("deposer", "file"): "file",
    ("deposer", "identifier"): "draft",
    ("occultations", "number"): "1",
    ("occultations", "redaction"): "redaction",
    ("operations", "identifier"): "work or versement",
    ("donnees-ouvertes", "dataset"): "budget",
    ("donnees-ouvertes", "removal"): "removal",
    ("projets", "project"): "project",
    ("propositions", "identifier"): "proposition",
    ("propositions", "name"): "bordereau.csv",
    ("rapport", "form"): "odt",
    ("rapport", "number"): "entrees",
    ("rapport", "year"): "2026",
    ("remises", "requisition"): "requisition",
    ("violations", "violation"): "violation",
    ("traitements", "form"): "csv",
    ("traitements", "treatment"): "treatment",
    ("vue", "form"): "csv",
    ("vue", "name"): "preuves/journal.json",
    # of the instance
    ("exploitation", "convention"): "convention",
    ("exploitation", "name"): "1-convention.odt",
    ("exploitation", "offer"): "chez-nous",
    ("exploitation", "opening"): "opening",
    ("exploitation", "work"): "work",
    # of no collectivité
    ("compte", "pk"): "1",
    ("connexion", "key"): "set-password",
    ("connexion", "provider_id"): "inconnu",
    ("connexion", "uidb36"): "1",
    ("invitation", "token"): "inconnue",
    ("public", "dataset"): "subventions",
    ("public", "file"): "subventions.csv",
    ("public", "form"): "ttl",
    ("public", "number"): "1",
    ("public", "removal"): "removal",
    ("public", "unit"): "unit",
    ("territoire", "code"): "42223",
    ("territoire", "form"): "csv",
    ("territoire", "initiative"): "initiative",
    ("territoire", "publication"): "aucune",
    ("territoire", "which"): "couverture",
}
"""What a parameter names, by the first fixed part of its address: kinds of `neighbour.Theirs.ids`, or the value."""

ASKED = {
    "mark": ("words", "q", "name"),
    "service": ("service", "series", "identifier", "agency"),
    "unit": ("below", "before", "unit"),
    "person": ("person", "by"),
    "versement": ("after", "test"),
    "connector": ("connector", "by"),
    "tenant": ("tenant", "q", "siren"),
}
"""Names under which forms and addresses of the site carry what could be a neighbour's, by kind."""


@dataclass
class Walk:
    site: Site
    theirs: neighbour.Theirs
    people: dict[str, Any]
    before: dict[str, dict[str, str]]
    after: dict[str, dict[str, str]]


@pytest.fixture(scope="module")
def one_day() -> Iterator[None]:
    """Pages tell the day: what is told before and after must be of the same. A walk that begins late in the evening of
    France is taken for one of two hours before.
    """
    with pytest.MonkeyPatch.context() as patched:
        now = clock.now()
        if clock.day_of(now) != clock.day_of(now + timedelta(hours=2)):
            # whoever holds the function holds this one
            patched.setattr(clock.now, "__code__", _two_hours_ago.__code__)
        yield


def _two_hours_ago() -> datetime:
    return datetime.now(UTC) - timedelta(hours=2)


@pytest.fixture(scope="module")
def walk(
    one_day: None, server: Server, tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest
) -> Iterator[Walk]:
    """An archive of two collectivités, what the pages of one said before the other had anything, and then it has."""
    of_few = not any("faults" in each.keywords and each.path == request.path for each in request.session.items)
    folder = tmp_path_factory.mktemp("isolation")
    database = server.new_database()
    chartrier = make_chartrier(folder / "home", database)
    assert chartrier("init", "--tenant", f"{COMMUNE}=Ma commune", "--tenant", NEIGHBOUR).status == 0
    site = Site(chartrier, load_settings(None, dict(chartrier.environ)), "")
    with override_settings(PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"]):
        # nobody signs in by a password here
        people: dict[str, Any] = {NOBODY: None, OPERATOR: site.person(name="Olivia")}
        people |= {str(role): site.person(str(role)) for role in Role}
        people[EVERYTHING] = site.person(*sorted(set(Role) - directory.CONTROLLING), name="Toutes Fonctions")
    with _connected(site):
        for role in directory.CONTROLLING:
            hold(int(COMMUNE), people[EVERYTHING].id, role)
        let_operate(str(people[OPERATOR].id), True)
        for who in (*map(str, STRONG_ROLES), EVERYTHING, OPERATOR):
            TOTP.activate(people[who], generate_totp_secret())
        theirs = neighbour.shared(people[OPERATOR].id)
        # what enters that it was asked for is asked for outside of the two: the page of the readings shows it
        watched = {who: person for who, person in people.items() if who in OFTEN or not of_few}
        lists = {who: _own_pages(person, ENTERED) for who, person in watched.items()}
        before = {who: _own_pages(person) | lists[who] for who, person in watched.items()}
    neighbour.seed(site, folder, theirs)
    with _connected(site):
        after = {who: _own_pages(person) for who, person in watched.items()}
        after = {who: after[who] | _own_pages(person, ENTERED) for who, person in watched.items()}
    yield Walk(site, theirs, people, before, after)
    database.drop()


@pytest.fixture
def walking(walk: Walk, monkeypatch: pytest.MonkeyPatch) -> Iterator[Walk]:
    # nobody walks that fast: what bounds people is tried elsewhere
    monkeypatch.setattr("chartrier.web.frame.sparing.take", lambda limit, who: None)
    with _connected(walk.site):
        yield walk


class _connected:  # noqa: N801 - a verb of the tests
    def __init__(self, site: Site) -> None:
        self.site = site

    def __enter__(self) -> None:
        self.archive = wiring.wire(self.site.settings)
        site_settings.turn_to(self.site.settings)
        serve(self.archive)
        kept.clear()

    def __exit__(self, *_: object) -> None:
        self.archive.close()


@dataclass(frozen=True)
class Address:
    """An address of the site, with what its parameters name."""

    name: str
    route: str
    which: int = 0
    """Of the kinds that a parameter may name."""

    @property
    def parameters(self) -> list[str]:
        """All but the collectivité."""
        return [name for kind, name in PARAMETER.findall(self.route) if kind != "tenant:"]

    @property
    def under(self) -> bool:
        """Whether it is under a collectivité."""
        return self.route.startswith("<tenant:code>/")

    @property
    def own(self) -> bool:
        """Whether it is under a collectivité and asks for nothing else, or is the home page."""
        return self.name == "home" or (self.under and not self.parameters)

    @property
    def subject(self) -> str:
        fixed = [part for part in self.route.strip("^/").split("/") if part and "<" not in part]
        return fixed[0] if fixed else ""

    def kind(self, parameter: str) -> str:
        kinds = PARAMETERS[self.subject, parameter].split(" or ")
        return kinds[min(self.which, len(kinds) - 1)]

    def filled(self, code: str, ids: dict[str, str] | None) -> str:
        """With the identifiers of somebody, or (None) with some that nothing has."""

        def value(found: re.Match[str]) -> str:
            if found[1] == "tenant:":
                return code
            kind = self.kind(found[2])
            if ids is not None:
                return ids.get(kind, kind)
            return NO_ID if found[1] == "uuid:" else kind

        return "/" + PARAMETER.sub(value, self.route)


PARAMETER = re.compile(r"<(\w+:)?(\w+)>")


def addresses() -> list[Address]:
    """Those of the site; one whose parameter may name several kinds is there for each."""
    found = [Address(each.name or "", _route(each)) for each in patterns()]
    several = {key for key, kinds in PARAMETERS.items() if " or " in kinds}
    more = [each for each in found if {(each.subject, name) for name in each.parameters} & several]
    return found + [replace(each, which=1) for each in more]


def _route(pattern: URLPattern) -> str:
    """As `path` writes it, for a regular expression too."""
    plain = re.sub(r"\(\?P<(\w+)>[^)]*\)", r"<\1>", str(pattern.pattern))
    return plain.lstrip("^").rstrip("$")


def test_whoever_walks_often_has_every_permission() -> None:
    """Else a page would be open to none of them, and compare two refusals."""
    assert permissions_of(Role) | {Permission.OPERATE} == set(Permission)
    assert EVERYTHING in OFTEN and OPERATOR in OFTEN


def test_what_every_parameter_names_is_known() -> None:
    unknown = [
        f"{each.name}: /{each.route} ({parameter})"
        for each in addresses()
        for parameter in each.parameters
        if (each.subject, parameter) not in PARAMETERS
    ]
    assert unknown == [], "say in PARAMETERS what they name, and let neighbour.seed make one"


def test_what_parameters_name_is_there(walk: Walk) -> None:
    """A walk over identifiers that nothing has would prove nothing."""
    named = {each.kind(name) for each in addresses() for kind, name in PARAMETER.findall(each.route) if kind == "uuid:"}
    assert named <= set(walk.theirs.ids)


def test_whoever_has_a_role_there_finds_it(walking: Walk) -> None:
    """The same addresses lead somewhere for who may: what is compared below is not two broken links."""
    signs = walking.site.person("signataire", tenant=NEIGHBOUR, name="Signe chez eux")
    leads = walking.site.person("referent-open-data", tenant=NEIGHBOUR, name="Publie chez eux")
    for strong in (signs, leads):
        if not strong.authenticator_set.exists():
            TOTP.activate(strong, generate_totp_secret())
    those = [Visitor(walking, person) for person in (walking.theirs.owner, signs, leads)]
    missing = set()
    for each in addresses():
        if each.under:
            address = each.filled(NEIGHBOUR, walking.theirs.ids)
            statuses = [one.ask("GET", address).status for one in those]
            assert max(statuses) < 500, address
            if set(statuses) == {404}:
                missing.add((each.name, each.which))
    assert missing <= NOT_THERE


NOT_THERE = {
    ("operation_reply", 0), ("operation_proof", 0), ("operation_receipt", 1), ("played", 0),
}  # fmt: skip
"""Of a travail that waits: its reply, its proof. Of a versement by a command: a receipt. Of what is no film: a film.
"""


def test_the_operator_finds_what_is_of_the_instance(walking: Walk) -> None:
    operator = Visitor(walking, walking.people[OPERATOR])
    for each in addresses():
        if each.subject == "exploitation":
            said = operator.ask("GET", each.filled(NEIGHBOUR, walking.theirs.ids))
            assert said.status in (200, 405), each.name
            # who operates gives roles to people, whom the page names
            if "convention" not in each.name and each.name != "people_operated":
                assert neighbour.MARK not in said.body, f"{each.name} tells what is a collectivité's own"


@pytest.mark.parametrize("who", WALKED)
def test_addresses_of_a_neighbour_answer_as_absent_ones(walking: Walk, who: str) -> None:
    visitor = Visitor(walking, walking.people[who])
    for each in addresses():
        if each.under or (each.subject == "exploitation" and who != OPERATOR):
            theirs, none = each.filled(NEIGHBOUR, walking.theirs.ids), each.filled(NO_TENANT, None)
            for method in ("GET", "POST"):
                visitor.compare(method, theirs, none, {})


@pytest.mark.parametrize("who", WALKED)
def test_their_identifiers_under_ones_own_address_answer_as_absent_ones(walking: Walk, who: str) -> None:
    visitor = Visitor(walking, walking.people[who])
    tus = {"Tus-Resumable": "1.0.0", "Upload-Offset": "0", "Upload-Length": "3", "Upload-Metadata": "filename YQ=="}
    for each in addresses():
        if not each.parameters or not (each.under or (each.subject == "exploitation" and who != OPERATOR)):
            continue
        theirs, none = each.filled(COMMUNE, walking.theirs.ids), each.filled(COMMUNE, None)
        if theirs == none:
            continue  # its parameter names nothing that somebody has
        sent = ("HEAD", "PATCH", "DELETE", "OPTIONS") if "file" in each.name else ()
        for method in ("GET", "POST", *sent):
            visitor.compare(method, theirs, none, tus)
        visitor.compare("GET", f"{theirs}?regime=public", f"{none}?regime=public", {})
        visitor.compare("GET", theirs, none, {"HX-Request": "true"})


@pytest.mark.parametrize("who", WALKED)
def test_what_is_asked_about_a_neighbour_finds_nothing(walking: Walk, who: str) -> None:
    """Their words, names and identifiers, typed into whatever one's own pages let one type.

    A name that a page never looks up, while nothing is typed, cannot change its answer, and is not typed. An answer
    that is the one to nothing typed is not asked for again with what nothing has; a page that is not shown reads
    nothing, and is asked for with all at once.
    """
    visitor, ids = Visitor(walking, walking.people[who]), walking.theirs.ids
    typed = {
        "mark": (neighbour.MARK, "Introuvable"),
        "service": (ids["service"], "SERVICE-Introuvable"),
        "tenant": (NEIGHBOUR, NO_TENANT),
        **{kind: (ids[kind], NO_ID) for kind in ("unit", "person", "versement", "connector")},
    }
    one_by_one = [({name: value}, {name: nothing}) for kind, (value, nothing) in typed.items() for name in ASKED[kind]]
    by_kind = [
        (dict.fromkeys(ASKED[kind], value), dict.fromkeys(ASKED[kind], nothing))
        for kind, (value, nothing) in typed.items()
    ]
    at_once = tuple(
        {name: [each[at][name] for each in by_kind if name in each[at]] for names in ASKED.values() for name in names}
        for at in (0, 1)
    )
    with watching() as looked_up:
        for each in addresses():
            if not each.own:
                continue
            address = each.filled(COMMUNE, None)
            looked_up.clear()
            plain, names = visitor.ask("GET", address), {*looked_up}
            looked_up.clear()
            sent, fields = visitor.ask("POST", address), {*looked_up}
            for given, absent in one_by_one if plain.status == 200 else [at_once]:
                if EVERY in names or given.keys() & names or plain.status != 200:
                    theirs, none = f"{address}?{urlencode(given, True)}", f"{address}?{urlencode(absent, True)}"
                    visitor.compare("GET", theirs, none, {}, plain=plain)
            for given, absent in [at_once] if sent.status in (404, 405) else by_kind:
                if EVERY in fields or given.keys() & fields or sent.status in (404, 405):
                    visitor.compare("POST", address, address, {}, given, absent, plain=sent)


@pytest.mark.parametrize("who", WALKED)
def test_what_a_neighbour_does_changes_nothing_that_others_see(walk: Walk, who: str) -> None:
    """Not even a number: the pages are those that they were before the neighbour had anything."""
    for route, before in walk.before[who].items():
        after = walk.after[who][route]
        if who == OPERATOR and route in FOR_THE_OPERATOR:
            assert neighbour.MARK not in after, route
        else:
            assert after.splitlines() == before.splitlines(), route


FOR_THE_OPERATOR = ("", "territoire/initiatives/", "territoire/montee-en-charge/", "territoire/vue/")
"""Pages that tell the operator how many travaux and how much of all collectivités there is: for everybody else they are
compared as the others are."""


def test_the_work_of_a_neighbour_is_not_done_under_another_name(walking: Walk) -> None:
    """A job says its tenant; a worker looks for its work there and nowhere else."""
    work = UUID(walking.theirs.ids["work"])
    with wiring.wire(walking.site.settings) as archive, pytest.raises(NotFound):
        do(archive, int(COMMUNE), work, last=True)
    found = works.work(int(NEIGHBOUR), work)
    assert (found.state, found.attempts, found.findings) == ("waiting", 0, [])


@dataclass(frozen=True)
class Said:
    """An answer, without what differs from one to the next: tokens of forms."""

    status: int
    headers: dict[str, str]
    body: str


class Visitor:
    """Somebody who asks, and compares."""

    def __init__(self, walk: Walk, person: Any) -> None:
        self.walk = walk
        self.client = _client(person)
        self.own = set() if person is None else {str(person.id)}
        if person is not None and person is walk.people[OPERATOR]:
            # lists of openings are of the instance, which is theirs to operate
            self.own.add(walk.theirs.ids["opening"])

    def ask(self, method: str, address: str, headers: Any = (), data: Any = None) -> Said:
        ask = getattr(self.client, method.lower())
        more = {} if method in ("GET", "HEAD", "OPTIONS") else {"data": data or {}}
        if method in ("PATCH", "PUT", "DELETE"):
            more = {"data": b"abc", "content_type": "application/offset+octet-stream"}
        response = ask(address, headers=dict(headers), **more)
        body = b"".join(response.streaming_content) if response.streaming else response.content
        body = without_way_back(body, address)
        if method == "POST" and response.status_code == 302 and self.own:
            body += self.client.get("/mentions-legales/").content  # what is to be told once is told
        return Said(response.status_code, _named(response), _plain(_read(body)))

    def compare(
        self, method: str, theirs: str, none: str, headers: Any, given: Any = None, absent: Any = None,
        *, plain: Said | None = None,
    ) -> None:  # fmt: skip
        """Whether both answer alike, and nothing of theirs is in it; as `plain` does is well too."""
        first, what = self.ask(method, theirs, headers, given), f"{method} {theirs} {given or ''}"
        assert first.status < 500, what
        a = self._without(first, theirs, given)
        for text in self.walk.theirs.texts - self.own:
            assert text not in a.body and text not in str(a.headers), f"{what}: {text}"
        if first != plain:
            second = self._without(self.ask(method, none, headers, absent), none, absent)
            assert a == second, what

    def _without(self, said: Said, address: str, given: Any) -> Said:
        """Without what was asked, which an answer may repeat, and without the identifier of what it has just made."""
        typed = {text for each in (given or {}).values() for text in ([each] if isinstance(each, str) else each)}
        texts = {*re.split(r"[/?=&]", address), *typed} - {""} - self.own
        texts = {text for text in texts if text in self.walk.theirs.texts | {NEIGHBOUR, NO_TENANT, NO_ID}
                 or "ntrouvable" in text}  # fmt: skip
        body, headers = said.body, said.headers
        if place := headers.get("Location"):
            known = self.walk.theirs.texts | {NO_ID}
            headers = {**headers, "Location": UUID_WRITTEN.sub(lambda it: it[0] if it[0] in known else "NEW", place)}
        for text in sorted(texts, key=len, reverse=True):
            for form in {text, text.upper()}:
                body = body.replace(form, "X")
                headers = {name: value.replace(form, "X") for name, value in headers.items()}
        return replace(said, body=body, headers=headers)


def _client(person: Any) -> Client:
    client = Client(SERVER_NAME="127.0.0.1", headers={"Accept-Language": "fr"}, raise_request_exception=False)
    if person is not None:
        let_in(client, person)
        if person.authenticator_set.exists():
            freshened(client, person, "mfa")
    return client


ENTERED = ("search_list",)
"""Pages that enter in the register of readings that somebody asked for them."""


def _own_pages(person: Any, names: Collection[str] = ()) -> dict[str, str]:
    """What the addresses without identifiers answer (those of these names, or all that enter nothing), but those of the
    operator, who sees how many there are.
    """
    client = _client(person)
    shown = {}
    for each in addresses():
        wanted = each.name in names if names else each.name not in ENTERED
        if wanted and not each.parameters and each.subject not in ("exploitation", "readyz", "connexion", "compte"):
            response = client.get(each.filled(COMMUNE, None))
            body = b"".join(response.streaming_content) if response.streaming else response.content
            shown[each.route] = f"{response.status_code} {_plain(_read(body))}"
    return shown


def _named(response: Any) -> dict[str, str]:
    changing = ("Upload-Expires", "Expires", "Content-Length")
    return {name: value for name, value in response.headers.items() if name not in changing}


UUID_WRITTEN = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


def _read(body: bytes) -> str:
    """What an answer says; of a zip and of a PDF, whose bytes tell the second when they were made, what their texts
    say.
    """
    if body.startswith(b"%PDF"):
        return MOMENT.sub("MOMENT", _text_of(body))
    if not body.startswith(b"PK"):
        return body.decode(errors="backslashreplace")
    with zipfile.ZipFile(io.BytesIO(body)) as archive:
        texts = {name: _member(archive.read(name)) for name in archive.namelist() if name.endswith(TOLD)}
        names = archive.namelist()
    return MOMENT.sub("MOMENT", f"{names} {texts}")


TOLD = (".txt", ".json", ".csv", ".xml", ".ttl", ".md", ".pdf")
"""The members of a zip that say something."""


def _member(data: bytes) -> str:
    return _text_of(data) if data.startswith(b"%PDF") else data.decode(errors="backslashreplace")


@cache
def _text_of(pdf: bytes) -> str:
    """The words of a PDF: they are compressed in it."""
    return "\f".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages)


MOMENT = re.compile(r"\d{4}-\d\d-\d\dT[\d:.]+(Z|\+\d\d:\d\d)?|\b\d\d? ?[h:] ?\d\d( ?(min|:) ?\d\d)?\b")


def _plain(body: str) -> str:
    return re.sub(r"\b[A-Za-z0-9]{64}\b", "TOKEN", body)
