"""The only place that chooses concrete classes and configures Django."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import django
from django.conf import settings as django_settings
from django.db import OperationalError, ProgrammingError, connections

from chartrier import clock
from chartrier.catalog.connection import Address, as_django, read_address, require_safe_role, socket_address
from chartrier.catalog.database.migration import has_tenants, migrate, missing_migrations, require_known_database
from chartrier.catalog.database.roles import make_embedded, printed_script
from chartrier.catalog.embedded.backup import back_up
from chartrier.catalog.embedded.cluster import Cluster, find_programs, is_private, socket_folder
from chartrier.catalog.embedded.passwords import secret
from chartrier.catalog.embedded.server import EmbeddedServer
from chartrier.catalog.findings import (
    FOLDER_NOT_MADE,
    NO_BINARIES,
    NO_OWNER,
    NOT_INITIALISED,
    NOT_MIGRATED,
    ROLES_MISSING,
    UNSAFE_FOLDER,
)
from chartrier.copies.copies import Attested, Copies
from chartrier.errors import InvalidInput, NotFound, Unavailable
from chartrier.formats.confinement.bounds import Bounds
from chartrier.geography import national_list
from chartrier.ingest.equipment import budget_of, identifier_of, limits_of, scanner_of
from chartrier.ingest.means import Means
from chartrier.keyring.keyring import Keyring
from chartrier.previews.previewer import Previewer
from chartrier.reception.means import DepositMeans, Yard
from chartrier.records.collectivite import Agreement
from chartrier.records.tenant import Tenant
from chartrier.settings import Settings
from chartrier.vault.folder import FolderStore
from chartrier.vault.store import Store

if TYPE_CHECKING:
    from chartrier.access.requisitions import Shelf
    from chartrier.privacy.redacting import Desk

OWNER, APPLICATION, DATABASE = "chartrier_owner", "chartrier_app", "chartrier"
"""Roles and database of an embedded server; one's own has those of the two addresses."""

APPS = (
    "people", "tenants", "conventions", "archive", "journal", "preservation", "acts", "destruction", "rules", "history",
    "redactions",
    "gels", "conservation", "series", "communicabilite", "disposition", "transfers", "consultations", "accounts",
    "works", "deposits", "texts", "searches", "privacy", "throttles", "connectors", "territory", "projects",
    "openings", "requisitions", "observatory", "persons", "treatments", "publications", "maturity", "hosting",
    "counts", "removals",
)  # fmt: skip


@dataclass(slots=True)
class Wiring:
    """An archive ready to work with. `close` lets go of the database; the end of the process does too."""

    settings: Settings
    server: EmbeddedServer | None

    @property
    def means(self) -> Means:
        """What versements work with."""
        settings = self.settings
        return Means(
            copies=self.copies,
            staging=settings.staging,
            budget=budget_of(settings),
            limits=limits_of(settings),
            identifier=partial(identifier_of, settings),
            scanner=scanner_of(settings),
        )

    @property
    def deposits(self) -> DepositMeans:
        """What deposits under preparation work with."""
        settings = self.settings
        return DepositMeans(
            yard=Yard(
                settings.reception,
                settings.upload_quota,
                timedelta(hours=settings.upload_hours),
                timedelta(days=settings.deposit_days),
            ),
            staging=settings.staging,
            budget=budget_of(settings),
            identifier=partial(identifier_of, settings),
            clock=clock.now,
            agreement_for=_agreement_for,
            previewer=partial(_previewer_of, settings),
        )

    @property
    def shelf(self) -> Shelf:
        """Where packages that were ordered wait."""
        from chartrier.access.requisitions import Shelf

        return Shelf(self.settings.deliveries, timedelta(days=self.settings.delivery_days))

    @property
    def desk(self) -> Desk:
        """Where redacted copies wait."""
        from chartrier.privacy.redacting import Desk

        return Desk(self.settings.deliveries, timedelta(days=self.settings.delivery_days))

    @property
    def copies(self) -> Copies:
        """The copies of the settings, together."""
        settings = self.settings
        return Copies(
            stores=[new_copy(settings, name, folder) for name, folder in settings.copies.items()],
            folders=list(settings.copies.values()),
            keyring=Keyring(settings.keys),
            clock=clock.now,
            minimum=settings.copies_minimum,
            staging=settings.staging,
            attest=_attest,
            forget=self._forget_outside,
        )

    def _forget_outside(self, tenant: Tenant) -> None:
        """Erase what was made of things that are destroyed since, wherever it waits."""
        from chartrier.access.requisitions import erase_what_waited
        from chartrier.privacy.redacting import expire_copies
        from chartrier.reception.expiring import clear_destroyed

        now = clock.now()
        erase_what_waited(tenant, self.shelf, now)
        expire_copies(tenant, self.desk, now)
        clear_destroyed(tenant, self.deposits)

    @property
    def backing_up(self) -> Callable[[Path], None] | None:
        """What backs the embedded database up to a new file; None for one's own PostgreSQL."""
        settings = self.settings
        if not settings.embedded:
            return None
        cluster = embedded_cluster(settings)
        socket = socket_folder(cluster)
        if socket is None:
            raise Unavailable(NOT_INITIALISED, home=str(settings.home))
        return partial(back_up, cluster, socket, database_password(settings, "postgres"), DATABASE)

    @property
    def application_role(self) -> str:
        """The role that works with the tables. Raises InvalidInput when their owner, who changes them, is not known."""
        if "owner" not in connections.settings:
            raise InvalidInput(NO_OWNER)
        return str(connections.settings["default"]["USER"])

    def close(self) -> None:
        connections.close_all()
        if self.server is not None:
            self.server.release()

    def __enter__(self) -> Wiring:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def _attest(attested: Attested, tenant: Tenant, copies: Copies) -> Mapping[str, bytes]:
    """The documents of an attestation; what makes them knows the models, which are there once Django is set up."""
    from chartrier.disposition.attesting import attestation_documents

    return attestation_documents(attested, tenant, copies)


def _agreement_for(tenant: int, service: str | None) -> Agreement:
    from chartrier.administration.accords import agreement_for

    return agreement_for(tenant, service)


def _previewer_of(settings: Settings, folder: Path) -> Previewer:
    """Who reads the words of what is deposited: nobody waits long for one document."""
    return Previewer(folder, bounds=Bounds(memory=settings.parser_memory), seconds=10, patience=5)


def new_copy(settings: Settings, name: str, folder: Path) -> Store:
    """A copy in a folder of this machine."""
    return FolderStore(name, folder, sync_each=settings.sync_policy == "each")


def wire(settings: Settings) -> Wiring:
    """Connect an archive that `initialise` made.

    Raises NotFound when there is none, Unavailable when its database does not answer, InvalidInput when it
    is not up to date, of a newer version, or not safe.
    """
    with _released_on_failure(wire_as_it_is(settings)) as wired:
        if missing := missing_migrations():
            raise InvalidInput(NOT_MIGRATED, missing=", ".join(missing))
        _forget(settings)
    return wired


def _forget(settings: Settings) -> None:
    """Each start lets go of the readings that are older than they are kept."""
    from chartrier.catalog.consultations.register import forget_consultations
    from chartrier.catalog.tenants.register import tenant_keys

    forget_consultations(tenant_keys(), settings.consultations_years, clock.now())


def wire_as_it_is(settings: Settings) -> Wiring:
    """The same, for a database of an older version too: `administration.upgrade` brings it up to date."""
    _require_private(settings)
    server, application, owner = _reach(settings, create=False)
    with _released_on_failure(Wiring(settings, server)) as wired:
        _turn_django_to(settings, application, owner)
        with _roles_told(settings):
            require_safe_role()
            require_known_database()
    return wired


def initialise(settings: Settings) -> Wiring:
    """Make the archive's folders and tables, and connect it. May be repeated.

    Raises InvalidInput when it holds tenants and its tables are of an older version: that takes `upgrade`.
    """
    ours = (
        settings.home,
        settings.home / "database",
        settings.keys,
        settings.staging,
        settings.reception,
        settings.deliveries,
    )
    for folder in (*ours, *settings.copies.values()):
        try:
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        except OSError as problem:
            raise Unavailable(FOLDER_NOT_MADE, folder=str(folder)) from problem
    _require_private(settings)
    server, application, owner = _reach(settings, create=True)
    with _released_on_failure(Wiring(settings, server)) as wired:
        if owner is None:
            raise InvalidInput(NO_OWNER)
        _turn_django_to(settings, application, owner)
        with _roles_told(settings):
            require_known_database()
            missing = missing_migrations()
            if missing and has_tenants():
                raise InvalidInput(NOT_MIGRATED, missing=", ".join(missing))
            migrate(application["user"])
            require_safe_role()
    return wired


@contextmanager
def _roles_told(settings: Settings) -> Iterator[None]:
    """One's own PostgreSQL whose roles or rights are not those of the script is told as such, not as a bug."""
    try:
        yield
    except (ProgrammingError, OperationalError) as problem:
        if settings.embedded:
            raise
        raise InvalidInput(ROLES_MISSING, reason=" ".join(str(problem).split())[:200]) from problem


def script_for_administrator(settings: Settings) -> str:
    """What an administrator of one's own PostgreSQL runs once; empty for the embedded one."""
    if settings.database_url is None:
        return ""
    application = read_address(settings.database_url)
    owner = read_address(settings.database_owner_url)["user"] if settings.database_owner_url else OWNER
    return "\n".join(printed_script(owner, application["user"], application["dbname"]))


@contextmanager
def _released_on_failure(wired: Wiring) -> Iterator[Wiring]:
    """Whoever gets no archive keeps no server running."""
    try:
        yield wired
    except BaseException:
        wired.close()
        raise


def _require_private(settings: Settings) -> None:
    """Refuse folders that another account could read or prepare."""
    closed = [settings.keys, settings.staging]
    if settings.embedded:
        closed.append(settings.home / "database")
    for folder in closed:
        if not folder.exists():
            raise NotFound(NOT_INITIALISED, home=str(settings.home))
        if not is_private(folder):
            raise Unavailable(UNSAFE_FOLDER, folder=str(folder))


def _reach(settings: Settings, *, create: bool) -> tuple[EmbeddedServer | None, Address, Address | None]:
    """The embedded server, held, if it is that one; the addresses of the application and of the owner."""
    if settings.database_url is not None:
        owner_url = settings.database_owner_url
        return None, read_address(settings.database_url), read_address(owner_url) if owner_url else None
    server = EmbeddedServer(embedded_cluster(settings))
    folder = server.hold(create=create)
    passwords = {role: database_password(settings, role) for role in (OWNER, APPLICATION)}
    if create:
        superuser = {
            "host": str(folder),
            "user": "postgres",
            "password": database_password(settings, "postgres"),
        }
        make_embedded(superuser, OWNER, APPLICATION, passwords, DATABASE)
    application, owner = (socket_address(folder, role, passwords[role], DATABASE) for role in (APPLICATION, OWNER))
    return server, application, owner


def embedded_cluster(settings: Settings) -> Cluster:
    programs = find_programs()
    if programs is None:
        raise Unavailable(NO_BINARIES)
    database_password(settings, "postgres")
    return Cluster(
        folder=settings.home / "database",
        programs=programs,
        superuser_password=_password_file(settings, "postgres"),
        system_user=settings.database_system_user,
        linger=settings.database_linger,
    )


def _password_file(settings: Settings, role: str) -> Path:
    return settings.keys / f"database-{role}"


def database_password(settings: Settings, role: str) -> str:
    return secret(settings.keys, _password_file(settings, role).name)


def set_up_django(site: Mapping[str, Any] | None = None) -> None:
    """Make Django's models importable, with no database yet: `wire` says which. Harmless when repeated.

    `site` is what the web pages add: their applications after ours, and any other setting. They are slow to load, so
    only commands that serve pages, or that make and change tables, do.
    """
    if django_settings.configured:
        return
    added = dict(site or {})
    django_settings.configure(
        DATABASES={},
        DATABASE_ROUTERS=["chartrier.catalog.database.routing.OwnerMigrates"],
        INSTALLED_APPS=[
            "django.contrib.contenttypes",
            "django.contrib.auth",
            "django.contrib.postgres",
            *(f"chartrier.catalog.{app}" for app in APPS),
            *added.pop("INSTALLED_APPS", ()),
        ],
        AUTH_USER_MODEL="people.Person",
        DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
        TIME_ZONE="UTC",
        USE_TZ=True,
        LOGGING_CONFIG=None,
        **added,
    )
    django.setup()


def _turn_django_to(settings: Settings, application: Address, owner: Address | None) -> None:
    """Point this thread's connections at the archive: one process may work on one archive after another."""
    set_up_django()
    national_list.add(settings.places)
    django_settings.LANGUAGE_CODE = settings.language
    django_settings.SECRET_KEY = secret(settings.keys, "django")
    databases = {"default": as_django(application)}
    if owner is not None:
        databases["owner"] = as_django(owner)
    connections.close_all()
    for alias in list(connections.settings):
        with suppress(AttributeError):
            del connections[alias]
    connections.settings = connections.configure_settings(databases)
