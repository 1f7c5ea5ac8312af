"""What the doctor and the page of the instance look at: the machine, then the archive that it serves. What `/readyz`
tells is `web.frame.readiness`.
"""

from __future__ import annotations

import locale
import os
import shutil
import socket
import stat
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import urlsplit

from chartrier.administration.collectivites import following
from chartrier.catalog.database.migration import missing_migrations
from chartrier.catalog.journal.standing import lags
from chartrier.catalog.preservation.damage import damages, unread
from chartrier.catalog.tenants.register import tenant_keys
from chartrier.catalog.works import register as works
from chartrier.catalog.works.queue import look_at_queue, worker_lives
from chartrier.clock import in_france
from chartrier.copies.copies import Copies
from chartrier.errors import ChartrierError
from chartrier.formats.identification import FormatIdentifier
from chartrier.malware.conversation import Address
from chartrier.malware.probe import probe
from chartrier.records.days import written_moment
from chartrier.records.finding import Finding, FindingKind, Place, Severity
from chartrier.settings import Settings

LITTLE_ROOM = 1 << 30
"""Bytes under which a disk is said to be nearly full."""

WEB_PORT = 8000

AUDITED = timedelta(days=180)
"""How old the last full reading of the copies may be."""

OF_THE_NOTICE = ("web_publisher", "web_director", "web_hosting", "web_hosting_phone", "web_contact", "web_officer")
"""Settings that a legal notice wants (loi 2004-575, article 1-1)."""

OF_THE_STATEMENT = ("web_statement", "web_scheme", "web_plan")
"""Settings that an accessibility statement wants, whatever an audit found (loi 2005-102, article 47)."""

DEAD_AFTER = 4
"""Heartbeats missed by a worker that is taken for dead."""

TRIED, A_BLOCK = ".chartrier-written", 4096
"""The file by which it is tried whether a copy can be written to, and its length."""


def _kind(code: str, severity: Severity, fr: str, en: str, remedy_fr: str, remedy_en: str) -> FindingKind:
    return FindingKind(code, severity, fr, en, remedy_fr, remedy_en)


OPEN_FOLDER = _kind(
    "DOC-001",
    Severity.ERROR,
    "Le dossier {folder} est ouvert à d'autres comptes de la machine (droits {mode}).",
    "The folder {folder} is open to other accounts of the machine (mode {mode}).",
    "chmod 700 {folder}, ou placez-le dans un dossier fermé.",
    "chmod 700 {folder}, or put it in a closed folder.",
)
MISSING_FOLDER = _kind(
    "DOC-002",
    Severity.ERROR,
    "Le dossier {folder} n'existe pas ou ne peut pas être écrit.",
    "The folder {folder} does not exist or cannot be written.",
    "Montez ce disque, corrigez ses droits, ou lancez « chartrier init ».",
    "Mount that disk, mend its mode, or run “chartrier init”.",
)
NEARLY_FULL = _kind(
    "DOC-003",
    Severity.WARNING,
    "Il reste peu de place pour {folder} : {free} Mo.",
    "Little room is left for {folder}: {free} MB.",
    "Libérez de la place, ou déplacez ce dossier.",
    "Make room, or move that folder.",
)
ONE_DISK = _kind(
    "DOC-004",
    Severity.WARNING,
    "Toutes les copies sont sur le même disque : s'il meurt, tout est perdu.",
    "All copies are on one disk: if it dies, all is lost.",
    "Réglez CHARTRIER_COPIES sur deux disques ou deux machines.",
    "Set CHARTRIER_COPIES to two disks or two machines.",
)
NOT_UTF8 = _kind(
    "DOC-005",
    Severity.WARNING,
    "La langue du système n'est pas en UTF-8 ({encoding}) : les accents s'afficheront mal.",
    "The system's locale is not UTF-8 ({encoding}): accents will not show.",
    "Par exemple : export LANG=C.UTF-8",
    "For instance: export LANG=C.UTF-8",
)
NO_ANTIVIRUS = _kind(
    "DOC-006",
    Severity.WARNING,
    "Aucun antivirus n'est réglé : les fichiers versés ne sont pas analysés.",
    "No antivirus is set: what is transferred is not scanned.",
    "Installez clamav-daemon et réglez CHARTRIER_CLAMD_ADDRESS.",
    "Install clamav-daemon and set CHARTRIER_CLAMD_ADDRESS.",
)
BLIND_ANTIVIRUS = _kind(
    "DOC-007",
    Severity.WARNING,
    "L'antivirus ne dit pas tout : {what}.",
    "The antivirus does not tell all: {what}.",
    "Dans clamd.conf : AlertExceedsMax yes, AlertEncrypted yes, et des limites au moins égales à {limit} octets.",
    "In clamd.conf: AlertExceedsMax yes, AlertEncrypted yes, and limits of at least {limit} bytes.",
)
HALF_CONFINED = _kind(
    "DOC-008",
    Severity.WARNING,
    "L'identification des formats n'est pas entièrement isolée sur ce système (manque : {missing}).",
    "Format identification is not wholly confined on this system (missing: {missing}).",
    "Un noyau Linux 5.13 ou plus avec espaces de noms, Landlock et seccomp l'isole entièrement.",
    "A Linux kernel 5.13 or later with namespaces, Landlock and seccomp confines it wholly.",
)
PORT_TAKEN = _kind(
    "DOC-009",
    Severity.WARNING,
    "Le port {port} de cette machine, prévu pour les pages web, est pris par un autre programme.",
    "Port {port} of this machine, meant for the web pages, is taken by another program.",
    "Sans effet sur la ligne de commande ; libérez-le avant d'ouvrir les pages web.",
    "No effect on the command line; free it before you open the web pages.",
)


NO_WORKER = _kind(
    "DOC-010",
    Severity.WARNING,
    "Aucun processus de travail ne vit : {waiting} tâches attendent (dernier signe : {last_fr}).",
    "No worker lives: {waiting} jobs wait (last sign: {last_en}).",
    "Lancez « chartrier serve », ou « chartrier worker » à côté des pages.",
    "Run “chartrier serve”, or “chartrier worker” beside the pages.",
)
WORK_FAILED = _kind(
    "DOC-011",
    Severity.WARNING,
    "Des travaux se sont interrompus et attendent une décision : {count}.",
    "Work was interrupted and waits for a decision: {count}.",
    "Page des travaux : lisez pourquoi, puis recommencez ou abandonnez.",
    "Page of the jobs: read why, then start again or abandon.",
)
COPIES_MISSING = _kind(
    "DOC-012",
    Severity.ERROR,
    "Copies où l'on peut écrire : {there} ; il en faut {minimum} pour verser.",
    "Copies that can be written to: {there}; {minimum} are needed to deposit.",
    "Remontez les disques absents, faites de la place sur ceux qui sont pleins, puis « chartrier copy heal ».",
    "Mount the missing disks again, make room on those that are full, then “chartrier copy heal”.",
)
COPY_LAGS = _kind(
    "DOC-013",
    Severity.WARNING,
    "La copie {copy} est en retard pour {tenants} collectivités, de {entries} opérations en tout.",
    "The copy {copy} is behind for {tenants} collectivités, by {entries} operations in all.",
    "« chartrier copy heal » la remet à jour ; la prochaine opération aussi, peu à peu.",
    "“chartrier copy heal” brings it up to date; so does the next operation, little by little.",
)
NOT_UP_TO_DATE = _kind(
    "DOC-014",
    Severity.ERROR,
    "Les tables de la base ne sont pas celles de cette version : il manque {missing}.",
    "The tables of the database are not those of this version: {missing} is missing.",
    "« chartrier upgrade ».",
    "“chartrier upgrade”.",
)


NO_LEGAL_NOTICE = _kind(
    "DOC-015",
    Severity.WARNING,
    "Le site {site} est public et ses mentions légales ne disent pas tout : il manque {missing}.",
    "The site {site} is public and its legal notice does not say all: {missing} is missing.",
    "Donnez ces réglages : la loi veut l'éditeur, le directeur de la publication, l'hébergeur, et à qui écrire.",
    "Give these settings: the law wants the publisher, the director of publication, the host, and whom to write to.",
)
NO_ACCESSIBILITY_STATEMENT = _kind(
    "DOC-023",
    Severity.WARNING,
    "Le site {site} est public et sa déclaration d'accessibilité ne dit pas tout : il manque {missing}.",
    "The site {site} is public and its accessibility statement does not say all: {missing} is missing.",
    "Donnez ces réglages : la loi veut le jour de la déclaration, un schéma pluriannuel et le plan de l'année.",
    "Give these settings: the law wants the day of the statement, a multi-year scheme and the plan of the year.",
)


COPY_DAMAGED = _kind(
    "DOC-020",
    Severity.ERROR,
    "La copie {copy} n'est pas prouvée pour {tenants} {tenants:collectivité|collectivités} : un défaut y a été trouvé.",
    "The copy {copy} is not proven for {tenants} {tenants:collectivité|collectivités}: damage was found in it.",
    "Page des copies : « Auditer et réparer » (chartrier audit --repair), puis faites contrôler le disque.",
    "Page of the copies: “Audit and repair” (chartrier audit --repair), then have the disk checked.",
)
COPIES_DAMAGED = _kind(
    "DOC-021",
    Severity.ERROR,
    "Le dernier audit de {tenants} {tenants:collectivité|collectivités} n'a pas tout prouvé.",
    "The last audit of {tenants} {tenants:collectivité|collectivités} did not prove all.",
    "Page des copies : lisez ses constats, puis « Auditer et réparer » (chartrier audit --repair).",
    "Page of the copies: read its findings, then “Audit and repair” (chartrier audit --repair).",
)
COPIES_UNREAD = _kind(
    "DOC-022",
    Severity.WARNING,
    "Collectivités dont les copies n'ont pas été relues en entier depuis six mois, ou jamais : {tenants}.",
    "Collectivités whose copies have not been read in full for six months, or never: {tenants}.",
    "Page des copies : « Auditer » (chartrier audit), ou un audit chaque semaine par le système.",
    "Page of the copies: “Audit” (chartrier audit), or an audit every week by the system.",
)


def examine(settings: Settings, clamd: Address | None) -> Iterator[tuple[str, list[Finding]]]:
    """Each thing looked at, by its name in French, with what there is to say of it (nothing when it is well)."""
    looks: tuple[tuple[str, Callable[[], Iterator[Finding]]], ...] = (
        ("dossiers et droits", lambda: _folders(settings)),
        ("place sur les disques", lambda: _disks(settings)),
        ("langue du système", _locale),
        ("antivirus", lambda: _antivirus(settings, clamd)),
        ("identification des formats", _confinement),
        ("port des pages web", _port),
        ("mentions légales", lambda: _notice(settings)),
    )
    for name, look in looks:
        try:
            yield name, list(look())
        except ChartrierError as error:
            yield name, [error.finding]


def examine_archive(copies: Copies, heartbeat: float) -> Iterator[tuple[str, list[Finding]]]:
    """The same of the archive that is served; `heartbeat`: how often workers say that they live, in seconds."""
    looks: tuple[tuple[str, Callable[[], Iterator[Finding]]], ...] = (
        ("tables de la base", _tables),
        ("copies et publication", lambda: _copies(copies)),
        ("relecture des copies", lambda: _unread(copies)),
        ("processus de travail", lambda: _workers(timedelta(seconds=DEAD_AFTER * heartbeat))),
        ("travaux interrompus", _failed),
        ("communes fusionnées", following.told),
    )
    for name, look in looks:
        try:
            yield name, list(look())
        except ChartrierError as error:
            yield name, [error.finding]


def reached(copies: Copies) -> int:
    """How many copies answer and can be written to."""
    count = 0
    for store, folder in zip(copies.stores, copies.folders, strict=True):
        try:
            list(store.tenants())
        except (ChartrierError, OSError):
            continue
        count += written(folder)
    return count


def written(folder: Path) -> bool:
    """Whether something can be written there and reaches the disk; nothing of it stays."""
    place = folder / TRIED
    try:
        descriptor = os.open(place, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW, 0o600)
        try:
            whole = os.write(descriptor, bytes(A_BLOCK)) == A_BLOCK
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
            # another process may try at the same time
            place.unlink(missing_ok=True)
    except OSError:
        return False
    return whole


def _tables() -> Iterator[Finding]:
    if missing := missing_migrations():
        yield Finding(NOT_UP_TO_DATE, values={"missing": ", ".join(missing)})


def _unread(copies: Copies) -> Iterator[Finding]:
    if late := unread(tenant_keys(), copies.clock() - AUDITED):
        yield Finding(COPIES_UNREAD, values={"tenants": late})


def _copies(copies: Copies) -> Iterator[Finding]:
    if (there := reached(copies)) < copies.minimum:
        yield Finding(COPIES_MISSING, values={"there": there, "minimum": copies.minimum})
    tenants = tenant_keys()
    found = damages(tenants, [store.name for store in copies.stores])
    wrong = Counter(each.copy for those in found.values() for each in those)
    for copy, count in sorted(wrong.items()):
        kind = COPY_DAMAGED if copy else COPIES_DAMAGED
        yield Finding(kind, values={"copy": copy, "tenants": count})
    for copy, lag in lags(tenants).items():
        if lag.tenants:
            yield Finding(COPY_LAGS, values={"copy": copy, "tenants": lag.tenants, "entries": lag.entries})


def _workers(silent: timedelta) -> Iterator[Finding]:
    if not worker_lives(silent):
        seen = look_at_queue()
        last = in_france(max(seen.heartbeats)) if seen.heartbeats else None
        french, english = (written_moment(last, "fr"), written_moment(last, "en")) if last else ("—", "—")
        yield Finding(NO_WORKER, values={"waiting": seen.waiting, "last_fr": french, "last_en": english})


def _failed() -> Iterator[Finding]:
    if count := works.counts(tenant_keys()).get("failed", 0):
        yield Finding(WORK_FAILED, values={"count": count})


def _folders(settings: Settings) -> Iterator[Finding]:
    private = {settings.home, settings.keys, settings.staging, *settings.copies.values()}
    if settings.embedded:
        private.add(settings.home / "database")
    for folder in sorted(private):
        if not folder.is_dir() or not os.access(folder, os.W_OK | os.X_OK):
            yield Finding(MISSING_FOLDER, Place(str(folder)), {"folder": str(folder)})
        elif not _closed(folder):
            mode = f"{stat.S_IMODE(folder.stat().st_mode):o}"
            yield Finding(OPEN_FOLDER, Place(str(folder)), {"folder": str(folder), "mode": mode})


def _closed(folder: Path) -> bool:
    """Whether a folder on the way keeps the machine's other accounts out."""
    return any(stat.S_IMODE(each.stat().st_mode) & 0o077 == 0 for each in (folder, *folder.parents))


def _disks(settings: Settings) -> Iterator[Finding]:
    places = [place for place in (settings.staging, *settings.copies.values()) if place.is_dir()]
    for place in places:
        free = shutil.disk_usage(place).free
        if free < LITTLE_ROOM:
            yield Finding(NEARLY_FULL, Place(str(place)), {"folder": str(place), "free": free // 1_000_000})
    devices = {place.stat().st_dev for place in settings.copies.values() if place.is_dir()}
    if len(settings.copies) < 2 or len(devices) < 2:
        yield Finding(ONE_DISK)


def _locale() -> Iterator[Finding]:
    for encoding in {locale.getpreferredencoding(do_setlocale=False), sys.getfilesystemencoding()}:
        if encoding.upper().replace("-", "") != "UTF8":
            yield Finding(NOT_UTF8, values={"encoding": encoding})


def _antivirus(settings: Settings, clamd: Address | None) -> Iterator[Finding]:
    if clamd is None:
        yield Finding(NO_ANTIVIRUS)
        return
    daemon = probe(clamd, timeout=settings.clamd_timeout, max_bytes=settings.clamd_max_bytes)
    gaps = {
        "EICAR": not daemon.detects,
        "AlertExceedsMax": not daemon.alerts_limits,
        "AlertEncrypted": not daemon.alerts_encrypted,
        "MaxFileSize, StreamMaxLength": daemon.scans_whole is False,
    }
    missing = [name for name, gap in gaps.items() if gap]
    if missing:
        what = ", ".join(missing)
        yield Finding(BLIND_ANTIVIRUS, values={"what": what, "limit": settings.clamd_max_bytes})


def _confinement() -> Iterator[Finding]:
    with TemporaryDirectory(prefix="chartrier-doctor-") as folder, FormatIdentifier(Path(folder)) as identifier:
        held = identifier.confinement
    parts = {"namespaces": held.namespaces, "Landlock": held.files, "seccomp": held.calls}
    if not held.complete:
        yield Finding(HALF_CONFINED, values={"missing": ", ".join(n for n, there in parts.items() if not there)})


def _notice(settings: Settings) -> Iterator[Finding]:
    """Of a site that answers elsewhere than on this machine."""
    if (urlsplit(settings.web_url).hostname or "") in ("127.0.0.1", "localhost", "::1"):
        return
    for kind, names in ((NO_LEGAL_NOTICE, OF_THE_NOTICE), (NO_ACCESSIBILITY_STATEMENT, OF_THE_STATEMENT)):
        missing = [name for name in names if getattr(settings, name) is None]
        if missing:
            yield Finding(kind, values={"site": settings.web_url, "missing": ", ".join(missing)})


def _port() -> Iterator[Finding]:
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe_socket:
        probe_socket.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe_socket.bind(("127.0.0.1", WEB_PORT))
        except OSError:
            yield Finding(PORT_TAKEN, values={"port": WEB_PORT})
