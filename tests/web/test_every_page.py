"""Every page the addresses lead to: axe finds nothing in either theme, no console complains, nothing overflows, in
either language.

The addresses are read from the site itself. One that leads to a page which cannot be opened here fails: give it its
object in `OBJECTS`, or say in `ELSEWHERE` why it is no page of its own and where it is tried.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from html import unescape
from typing import Any
from uuid import UUID, uuid4

import pytest
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.conf import settings
from django.test import Client
from django.urls import URLPattern, resolve, reverse
from django.urls.converters import IntConverter

from chartrier import clock, wiring
from chartrier.access.proving import ask_proof
from chartrier.administration.invitations import invite
from chartrier.administration.people import let_operate
from chartrier.administration.tenants import tenant_of
from chartrier.catalog.deposits import register as drafts
from chartrier.catalog.people.directory import CONTROLLING
from chartrier.catalog.publications.register import What
from chartrier.catalog.removals import register as removals
from chartrier.reception import deposits
from chartrier.records.roles import Role
from chartrier.web import site as site_settings
from chartrier.web.frame.archive import serve
from chartrier.web.frame.archive import served as served_archive
from chartrier.web.frame.language import COOKIE as LANGUAGE
from chartrier.web.subjects import SUBJECTS, module
from chartrier.worker.redacting import make_or_deposit
from tests.cli.commands import COMMUNE
from tests.web.axe import violations
from tests.web.conftest import PASSWORD, Site, let_in, resident, serving
from tests.web.operator import freshened, made_strong
from tests.web.published import CODE, Published

REFUSAL = re.compile(r"status of 40[134]\b")
"""What a browser says of a page that tells of a problem."""

DEPARTEMENT, PREFECTURE = "D90", "90010"

OF_NOBODY = (
    "/",
    "/connexion/",
    "/connexion/mot-de-passe/",
    "/connexion/mot-de-passe/envoye/",
    "/composants/",
    "/accessibilite/",
    "/mentions-legales/",
    "/donnees-personnelles/",
    "/absente/",
)

ELSEWHERE = {
    "account_logout": "leads home at once: the button of every page",
    "account_reset_password_from_key": "leads to itself, without the key (test_accounts)",
    "delivery_package": "a package, once it is handed out (test_delivering)",
    "delivery_proofs": "its proofs, once it is handed out (test_delivering)",
    "deposit_review_glance": "a file that waits, once a worker read it (test_depositing)",
    "deposit_review_page": "a page of it, drawn (test_depositing)",
    "draft_file": "where a file is sent to (test_depositing)",
    "mfa_download_recovery_codes": "a text, once (test_accounts)",
    "mfa_login_webauthn": "what the browser asks a key (test_passkey)",
    "mfa_reauthenticate_webauthn": "asked of whoever has a key (test_passkey)",
    "logo": "a picture (test_settings)",
    "mfa_edit_webauthn": "of a key that a browser made (test_passkey)",
    "mfa_remove_webauthn": "of a key that a browser made (test_passkey)",
    "played": "a sound (test_finding_and_reading)",
    "person_request_draft": "a letter, once all is decided (test_persons)",
    "person_request_letter": "a letter, once it is signed (test_persons)",
    "proposition": "a bordereau, of a commune that has rules of its own (test_disposition)",
    "proposition_paper": "a document of a bordereau (test_disposition)",
    "thumbnail": "a small picture, where one was drawn (test_finding_and_reading)",
    "mfa_authenticate": "in the midst of signing in (test_on_the_way_in)",
    "openid_connect_login": "leads to the issuer (test_accounts)",
    "territory_published": "a file, once it was signed (test_territory)",
    "territory_publication": "a file, where an operator opened it (test_territory)",
    "openid_connect_callback": "comes from the issuer (test_accounts)",
    "report_now": "leads to the report of this year (test_report)",
    "socialaccount_login_cancelled": "comes from the issuer (test_accounts)",
}


@dataclass
class Things:
    """Real objects for the addresses that name one, by the name of the parameter, and those who open the pages."""

    people: dict[str, Any] = field(default_factory=dict)
    clients: dict[str, Client] = field(default_factory=dict)
    unit: UUID | None = None
    document: UUID | None = None
    draft: UUID | None = None
    waiting: UUID | None = None
    file: UUID | None = None
    work: UUID | None = None
    versement: UUID | None = None
    verification: UUID | None = None
    convention: UUID | None = None
    opening: UUID | None = None
    project: UUID | None = None
    treatment: UUID | None = None
    requisition: UUID | None = None
    redaction: UUID | None = None
    initiative: UUID | None = None
    public: str = ""
    removal: UUID | None = None
    person: UUID | None = None
    asked: UUID | None = None
    violation: UUID | None = None
    series: str = "S010"
    token: str = ""
    code: str = COMMUNE
    number: int = 1


OBJECTS: dict[str, Callable[[Things], dict[str, Any]]] = {
    "cockpit_note": lambda things: {"form": "pdf"},
    "convention_kit_file": lambda things: {"name": "1-convention.odt"},
    "convention_steps_kit_file": lambda things: {"name": "1-convention.odt"},
    "deposit_review": lambda things: {"identifier": things.waiting},
    "deposit_review_file": lambda things: {"identifier": things.waiting},
    "draft": lambda things: {"identifier": things.draft},
    "draft_abandon": lambda things: {"identifier": things.draft},
    "draft_confirm": lambda things: {"identifier": things.draft},
    "draft_reading": lambda things: {"identifier": things.draft},
    "draft_receipt": lambda things: {"identifier": things.waiting},
    "hosting_offer": lambda things: {"offer": "toutes-les-pages"},
    "operation": lambda things: {"identifier": things.work},
    "operation_proof": lambda things: {"identifier": things.versement},
    "operation_receipt": lambda things: {"identifier": things.work},
    "operation_reply": lambda things: {"identifier": things.versement},
    "report": lambda things: {"year": clock.now().year},
    "report_number": lambda things: {"year": clock.now().year, "number": "entrees"},
    "report_number_csv": lambda things: {"year": clock.now().year, "number": "entrees"},
    "report_taken": lambda things: {"year": clock.now().year, "form": "odt"},
    "record_verification": lambda things: {"work": things.verification},
    "treatments_register": lambda things: {"form": "csv"},
    "opendata_dataset": lambda things: {"dataset": "budget"},
    "portal": lambda things: {"code": CODE},
    "portal_catalogue": lambda things: {"code": CODE, "form": "ttl"},
    "portal_catalogue_scdl": lambda things: {"code": CODE},
    "portal_dataset": lambda things: {"code": CODE, "dataset": "subventions"},
    "portal_dataset_file": lambda things: {"code": CODE, "dataset": "subventions", "file": "subventions.csv"},
    "portal_document": lambda things: {"code": CODE, "unit": things.public},
    "portal_proof": lambda things: {"code": CODE, "unit": things.public},
    "portal_record": lambda things: {"code": CODE, "unit": things.public},
    "portal_dataset_removal": lambda things: {"code": CODE, "dataset": "subventions"},
    "portal_record_removal": lambda things: {"code": CODE, "unit": things.public},
    "portal_removal": lambda things: {"code": CODE},
    "portal_search": lambda things: {"code": CODE},
    "portals_catalogue": lambda things: {"form": "ttl"},
    "territory_area": lambda things: {"code": DEPARTEMENT},
    "territory_commune": lambda things: {"code": PREFECTURE},
    "territory_export": lambda things: {"which": "couverture"},
    "territory_history": lambda things: {"code": DEPARTEMENT},
    "territory_matrix": lambda things: {"code": DEPARTEMENT},
    "territory_white": lambda things: {"code": DEPARTEMENT},
    "view_area": lambda things: {"code": DEPARTEMENT},
    "view_area_table": lambda things: {"code": DEPARTEMENT, "form": "csv"},
    "view_proof": lambda things: {"name": "preuves/journal.json"},
    "view_table": lambda things: {"form": "ods"},
}
"""What addresses name, by route, where the name of their parameter alone does not tell."""

QUERIES = {
    "draft_confirm": ("", "?attendre=non"),
    "search": ("", "?words=enjambera", "?words=rien+ne+repond", "?words=enjambera&regime=public"),
    "record": ("", "?regime=public"),
    "collectivite_open": ("", "?q=Saint-Denis"),
    "opendata_dataset": ("", f"?siret={COMMUNE}00014"),
    "portal_search": ("", "?q=deliberation"),
    "portals_search": ("", "?q=deliberation"),
}
"""What is asked besides, where a page is another page then."""

COLOURS = {"runOnly": ["color-contrast", "link-in-text-block"]}
"""All that another theme may change of what axe looks at."""


LARGEST = 250 << 20
"""Bytes of memory that a process which served every page may hold."""

PHONE = {"width": 390, "height": 844}

NAMES = {
    "runOnly": [
        "aria-command-name", "aria-dialog-name", "aria-input-field-name", "aria-progressbar-name",
        "aria-toggle-field-name", "button-name", "document-title", "empty-heading", "frame-title", "html-has-lang",
        "html-lang-valid", "image-alt", "input-button-name", "label", "landmark-unique",
        "link-name", "select-name", "summary-name", "svg-img-alt", "valid-lang",
    ]
}  # fmt: skip
"""All that another language may change of it."""


def look(page: Any, options: dict[str, Any] | None = None) -> list[str]:
    """What axe says of a page as it is shown."""
    return violations(page, options)


def overflow(page: Any) -> list[str]:
    width, shown = page.evaluate("[document.documentElement.scrollWidth, window.innerWidth]")
    return [f"wider than the window: {width} > {shown}"] if width > shown else []


def examine(page: Any, address: str) -> list[str]:
    """What is wrong with a page."""
    said: list[str] = []

    def listen(line: Any) -> None:
        if line.type in ("error", "warning"):
            said.append(line.text)

    page.on("console", listen)
    page.goto(address)
    wrong = look(page) + overflow(page)
    page.remove_listener("console", listen)
    return wrong + [line for line in said if not REFUSAL.search(line)]


def examine_in_both(page: Any, address: str) -> list[str]:
    """The same in the other theme too, and on a phone."""
    page.emulate_media(color_scheme="light", reduced_motion="reduce")
    wrong = examine(page, address)
    page.emulate_media(color_scheme="dark", reduced_motion="reduce")
    wrong += [f"dark: {each}" for each in look(page, COLOURS)]
    wide = page.viewport_size
    page.set_viewport_size(PHONE)
    wrong += [f"phone: {each}" for each in overflow(page)]
    page.set_viewport_size(wide)
    return wrong


def examine_in_english(page: Any, address: str) -> list[str]:
    """What its other words change: names, and how wide they are, on a phone too."""
    page.context.add_cookies([{"name": LANGUAGE, "value": "en", "url": page.url}])
    page.goto(address)
    lang = page.evaluate("document.documentElement.lang")
    wrong = [f"English: {each}" for each in look(page, NAMES) + overflow(page)]
    wide = page.viewport_size
    page.set_viewport_size(PHONE)
    wrong += [f"English, phone: {each}" for each in overflow(page)]
    page.set_viewport_size(wide)
    page.context.clear_cookies(name=LANGUAGE)
    return wrong if lang == "en" else [*wrong, f"English was asked for, it is said to be in {lang!r}"]


@pytest.mark.parametrize("language", ["fr-FR", "en-GB"])
def test_pages_of_nobody(browse: Any, language: str) -> None:
    page, seen = browse(language=language), examine if language == "en-GB" else examine_in_both
    assert {address: wrong for address in OF_NOBODY if (wrong := seen(page, address))} == {}


@pytest.fixture(scope="module")
def things(served: Site, ruled: Site, read: Site, published: Published) -> Things:
    """One of each."""
    made = Things(public=published.online)
    with wiring.wire(served.settings) as archive:
        site_settings.turn_to(served.settings)
        serve(archive)
        everything = served.person(*sorted(set(Role) - CONTROLLING), name="Toutes Fonctions")
        let_operate(str(everything.id), True)
        made.people = {"everything": everything, "archiviste": served.person("archiviste"), "nobody": None}
        made.clients = {name: Client(SERVER_NAME="127.0.0.1") for name in made.people}
        freshen(made)
        made.person = made.people["archiviste"].id
        made.unit = UUID(served.chartrier.unit("passerelle"))
        found = served.chartrier.binary(str(made.unit))
        made.document, made.versement = UUID(found["id"]), UUID(found["versement"])
        made.token = invite(served.person("lecteur", name="Invitée"), clock.now).token
        client = made.clients["everything"]
        made.draft = begun(client)
        made.waiting = begun(client)
        made.file = drafts.uploads_of(int(COMMUNE), made.waiting)[0].id
        with drafts.changing(int(COMMUNE), made.waiting, clock.now(), deposits.OPEN) as draft:
            draft.state = deposits.REVIEW
        left = client.post(reverse("draft_confirm", kwargs={"code": COMMUNE, "identifier": begun(client)}))
        made.work = identifier_in(left["Location"])
        made.verification = ask_proof(tenant_of(COMMUNE), made.unit, everything.id, clock.now())
        made.convention = identifier_in(convened(client))
        made.opening = identifier_in(listed(client))
        made.project = identifier_in(declared(client))
        made.asked, made.violation = (identifier_in(each) for each in of_persons(client))
        made.treatment = identifier_in(registered(client))
        made.requisition = identifier_in(ordered(client, made.unit))
        made.redaction = hidden(client, made)
        made.initiative = identifier_in(offered(client))
        given = {"code": "toutes-les-pages", "fournisseur": "Syndicat", "statut": "mutualise"}
        client.post("/exploitation/hebergement/nouvelle/", given)
        RecoveryCodes.activate(everything)
        made.removal = asked_away(published.online)
    return made


def freshen(things: Things) -> None:
    """Everybody has just proven who they are."""
    for name, client in things.clients.items():
        if (person := things.people[name]) is not None:
            let_in(client, person)
            if name == "everything":
                made_strong(client, person)
            else:
                freshened(client, person, "password")


def begun(client: Client) -> UUID:
    """A deposit with a file and its answers."""
    place = client.post(f"/{COMMUNE}/deposer/", {"series": "S010"})["Location"]
    file = io.BytesIO(b"Le bulletin de l'hiver\n")
    file.name = "bulletin.txt"
    answers = {"title": "Bulletin de l'hiver", "year": "2025", "digitised": "no", "files": [file]}
    assert client.post(place, answers).status_code == 302
    return identifier_in(place)


def convened(client: Client) -> str:
    from tests.web.test_conventions import draft

    return draft(client, name="Convention de toutes les pages")


def listed(client: Client) -> str:
    """A list of collectivités, which waits to be opened."""
    from tests.web.test_collectivites import given, names_of

    return given(client, names_of("Bussières", "Nulle-Part-Ici"))


def declared(client: Client) -> str:
    from tests.web.test_cockpit import entered

    return entered(client, name="Projet de toutes les pages")


def of_persons(client: Client) -> tuple[str, str]:
    """A request of a person of whom something is found, and a violation."""
    from tests.web.test_persons import entered, violated

    return entered(client, name="Passerelle"), violated(client)


def registered(client: Client) -> str:
    """A treatment of the register."""
    from tests.web.test_treatments import entered

    return entered(client, reference="TOUTES-LES-PAGES")


def ordered(client: Client, unit: UUID) -> str:
    """A package that was asked for."""
    client.post(f"/{COMMUNE}/selection/ajouter", {"unit": str(unit)})
    asked = client.post(f"/{COMMUNE}/selection/", {"regime": "rights", "form": "plain"})
    client.post(f"/{COMMUNE}/selection/ajouter", {"unit": str(unit)})
    return str(asked["Location"])


def hidden(client: Client, things: Things) -> UUID:
    """A redacted copy that is ready to be looked at."""
    address = f"/{COMMUNE}/archives/{things.unit}/fichiers/{things.document}/occulter"
    asked = client.post(address, {"ground": "vie-privee", "words": "passerelle\nabsente"})
    make_or_deposit(served_archive(), int(COMMUNE), identifier_in(asked["Location"]), last=True)
    return identifier_in(asked["Location"])


def asked_away(unit: str) -> UUID:
    """A request to take something offline, of each of the two communes."""
    now, identifier = clock.now(), uuid4()
    for code in (COMMUNE, CODE):
        removals.enter(int(code), identifier, what=What.RECORD, name=unit, reason="Mon nom y est", contact="",
                       asked=now, due=now, most=9)  # fmt: skip
    return identifier


def offered(client: Client) -> str:
    """An initiative."""
    given = {
        "nom": "Initiative de toutes les pages", "porteur": "CDG 90", "offre": ["sae"], "modele": "centre-de-gestion",
        "etape": "etude", "perimetre": DEPARTEMENT, "membres": PREFECTURE, "source": "Délibération",
        "date": "2026-05-05", "number": "0",
    }  # fmt: skip
    return str(client.post("/territoire/initiatives/nouvelle/", given)["Location"])


def identifier_in(address: str) -> UUID:
    return UUID(address.rstrip("/").split("/")[-1])


def routes_of(subject: str) -> list[URLPattern]:
    given = module(subject, "routes")
    return [each for each in given.urlpatterns if isinstance(each, URLPattern)] if given else []


def address_of(route: URLPattern, things: Things) -> str:
    """Its address, of a thing that is there; of what it names and we have not, any."""
    values: dict[str, Any] = {}
    for name, converter in route.pattern.converters.items():
        stand_in = 1 if isinstance(converter, IntConverter) else uuid4()
        values[name] = getattr(things, name, None) or stand_in
    if route.name == "account_reset_password_from_key":
        values = {"uidb36": "1", "key": "a-b"}
    values |= OBJECTS.get(route.name, lambda _: {})(things)
    return reverse(route.name, kwargs=values)


def opened(address: str, things: Things) -> tuple[str | None, list[int]]:
    """Who is shown a page of HTML there, else what everybody is answered; None too when it gives no whole page."""
    answers = []
    for name, client in things.clients.items():
        answer = client.get(address)
        answers.append(answer.status_code)
        # a problem that has an address is a page too
        if answer.status_code in (200, 401):
            whole = not answer.streaming and b"<html" in answer.content[:500]
            return (name if whole else None), answers
    return None, answers


@pytest.mark.parametrize("subject", [each for each in SUBJECTS if routes_of(each)])
def test_every_page(site: Any, things: Things, browse: Any, subject: str) -> None:
    freshen(things)
    page, wrong = browse(), {}
    for route in routes_of(subject):
        for query in QUERIES.get(route.name, ("",)):
            address = address_of(route, things) + query
            who, answers = opened(address, things)
            if who is not None:
                show_as(page, things.clients[who], site.url)
                if faults := examine_in_both(page, address) + examine_in_english(page, address):
                    wrong[address] = faults
            elif not {200, 405} & set(answers) and route.name not in ELSEWHERE:
                wrong[address] = [f"{route.name}: nobody is shown it ({answers}); see OBJECTS and ELSEWHERE"]
    assert not wrong, "\n".join(f"{address}: {each}" for address, faults in wrong.items() for each in faults)


def test_the_process_that_served_them_is_small(site: Any, things: Things) -> None:
    """After all of them, and whatever else was asked of it before."""
    sizes = [resident(each) for each in serving(site.url)]
    print(f"\nweb processes of {[size >> 20 for size in sizes]} MiB")
    assert sizes and max(sizes) < LARGEST


def test_what_is_said_of_other_routes_is_true() -> None:
    names = {route.name for subject in SUBJECTS for route in routes_of(subject)}
    assert {*OBJECTS, *ELSEWHERE, *QUERIES} <= names


def show_as(page: Any, client: Client, url: str) -> None:
    """From now on the page is shown to whom this client is of."""
    page.context.clear_cookies()
    if (cookie := client.cookies.get(settings.SESSION_COOKIE_NAME)) is not None:
        page.context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": url}])


@pytest.mark.parametrize("role", ["deposant", "chef-de-service", "responsable", "dpo", "elu", "lecteur", "controle"])
def test_the_home_page_of_each(site: Any, ruled: Any, browse: Any, role: str) -> None:
    page = browse(site.person(role))
    assert page.goto("/").status == 200, "whoever signs in is led to a page that is open to them"
    assert examine_in_both(page, "/") == []


def test_on_the_way_in(site: Any, browse: Any) -> None:
    """The second factor is asked for, and who one is asked for again, on pages that are as sound."""
    person = site.person("signataire", name="En chemin")
    TOTP.activate(person, generate_totp_secret())
    page = browse()
    page.goto("/connexion/")
    page.fill("[name=login]", person.email)
    page.fill("[name=password]", "faux, à l'évidence")
    page.keyboard.press("Enter")
    page.locator(".notice-error").wait_for()
    assert look(page) == []
    page.fill("[name=password]", PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url("**/second-facteur/**")
    assert look(page) + overflow(page) == []
    page.emulate_media(color_scheme="dark")
    assert look(page, COLOURS) == []


TITLE = re.compile(r"<title>(.*?)</title>", re.DOTALL)

ONE_PAGE = ({"/connexion/mot-de-passe/", "/connexion/mot-de-passe/envoye/"},)
"""Addresses that show one page: without a mail server, whom to ask for a link."""


@pytest.mark.parametrize("language", ["fr", "en"])
def test_no_two_pages_have_one_title(site: Any, things: Things, language: str) -> None:
    """Whoever has many of them open, or hears their titles, tells them apart (RGAA 8.6)."""
    freshen(things)
    seen: dict[str, set[str]] = {}
    for subject in SUBJECTS:
        for route in routes_of(subject):
            address = address_of(route, things)
            who, _ = opened(address, things)
            if who is not None:
                answer = things.clients[who].get(address, HTTP_ACCEPT_LANGUAGE=language)
                title = " ".join(unescape(TITLE.findall(answer.content.decode())[0]).split())
                seen.setdefault(title, set()).add(address)
    assert {title: each for title, each in seen.items() if len(each) > 1 and each not in ONE_PAGE} == {}
    ours = [title for title, (address, *_) in seen.items() if address.startswith(f"/{COMMUNE}/")]
    assert [title for title in ours if not title.endswith(" — Ma commune — Chartrier")] == []


def test_no_address_is_a_dead_end(site: Any, things: Any) -> None:
    """Whatever only takes forms leads, by its address, to a page that takes no form only."""
    client = things.clients["everything"]
    for subject in SUBJECTS:
        for route in routes_of(subject):
            address = address_of(route, things)
            if client.get(address).status_code == 405:
                led = client.get(address, follow=True, headers={"Accept": "text/html,application/xhtml+xml"})
                assert led.redirect_chain and led.status_code in (200, 404) and led.content, address
                assert resolve(led.redirect_chain[-1][0].partition("?")[0]), address
