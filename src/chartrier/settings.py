"""Every setting of an archive in one frozen value: its meaning, its origin, checked at the start.

A setting comes, in this order, from the command line (`--home` only), from the environment (`CHARTRIER_` and
its name in capitals), from `settings.toml` in the archive's folder, or from its default.
"""
# ruff: noqa: RUF009 (`_is` is `dataclasses.field` with a meaning)

from __future__ import annotations

import difflib
import re
import tomllib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, fields
from ipaddress import ip_network
from pathlib import Path
from types import MappingProxyType
from typing import Any, Literal, NamedTuple
from urllib.parse import urlsplit

from chartrier.errors import InvalidInput
from chartrier.records.finding import NOWHERE, FindingKind, Place, Severity

PREFIX = "CHARTRIER_"
UNNAMED = "chartrier.localhost"
"""The name of an instance that was given none of its own."""
FILE = "settings.toml"
Origin = Literal["option", "environment", "file", "default"]
Reader = Callable[[Any, Path], Any]

BAD_VALUE = FindingKind(
    "SET-001",
    Severity.ERROR,
    fr="Le réglage {variable} ne peut pas être utilisé : {reason_fr}.",
    en="The setting {variable} cannot be used: {reason_en}.",
    remedy_fr="Corrigez {variable} ({where}). « chartrier settings » décrit chaque réglage.",
    remedy_en="Correct {variable} ({where}). “chartrier settings” describes each setting.",
)
UNKNOWN = FindingKind(
    "SET-002",
    Severity.ERROR,
    fr="Le réglage {variable} n'existe pas.",
    en="There is no setting {variable}.",
    remedy_fr="Retirez-le ({where}) ou corrigez son nom. Le plus proche : {nearest}.",
    remedy_en="Remove it ({where}) or correct its name. The nearest one: {nearest}.",
)
BAD_FILE = FindingKind(
    "SET-003",
    Severity.ERROR,
    fr="Le fichier de réglages {file} ne peut pas être lu : {reason_fr}.",
    en="The settings file {file} cannot be read: {reason_en}.",
    remedy_fr="Corrigez ce fichier (format TOML) ou retirez-le.",
    remedy_en="Correct this file (TOML) or remove it.",
)
CONTRADICTION = FindingKind(
    "SET-004",
    Severity.ERROR,
    fr="Le réglage {variable} contredit {other} : {reason_fr}.",
    en="The setting {variable} contradicts {other}: {reason_en}.",
    remedy_fr="Changez l'un des deux. « chartrier settings » décrit chaque réglage.",
    remedy_en="Change one of the two. “chartrier settings” describes each setting.",
)


class Unusable(ValueError):
    """Why a value cannot be used, in French and in English."""

    def __init__(self, fr: str, en: str) -> None:
        self.fr, self.en = fr, en
        super().__init__(en)


# How values are read: `raw` is text (environment, default) or a TOML value; relative folders start at `base`.


def _text(raw: Any) -> str:
    if not isinstance(raw, str) or not raw.strip() or "\0" in raw:
        raise Unusable("un texte est attendu", "text is expected")
    return raw.strip()


def _folder(raw: Any, base: Path) -> Path:
    return (base / Path(_text(raw)).expanduser()).resolve()


def _copies(raw: Any, base: Path) -> Mapping[str, Path]:
    pairs = raw if isinstance(raw, dict) else dict(_pair(part) for part in _text(raw).split(","))
    if not pairs:
        raise Unusable("il faut au moins une copie", "one copy at least is needed")
    copies = {name: _folder(place, base) for name, place in pairs.items()}
    for name, place in copies.items():
        if not re.fullmatch(r"[a-z][a-z0-9-]{0,30}", name):
            raise Unusable(
                f"le nom de copie {name[:40]!r} n'est pas fait de minuscules et de chiffres",
                f"the copy's name {name[:40]!r} is not lower-case letters and digits",
            )
        if any(place.is_relative_to(other) for key, other in copies.items() if key != name):
            raise Unusable(f"la copie {name} est à l'intérieur d'une autre", f"the copy {name} lies inside another one")
    return MappingProxyType(copies)


def _pair(text: str) -> tuple[str, str]:
    name, equals, place = text.partition("=")
    if not equals:
        raise Unusable(
            f"{text.strip()[:60]!r} n'est pas de la forme nom=dossier", f"{text.strip()[:60]!r} is not name=folder"
        )
    return name.strip(), place.strip()


def _one_of(*choices: str) -> Reader:
    def read(raw: Any, base: Path) -> str:
        if raw not in choices:
            raise Unusable(
                f"{str(raw)[:40]!r} n'est pas un choix possible ({', '.join(choices)})",
                f"{str(raw)[:40]!r} is not one of {', '.join(choices)}",
            )
        return str(raw)

    return read


def _number(low: float, high: float) -> Reader:
    def read(raw: Any, base: Path) -> float:
        value = float(raw)
        if isinstance(raw, bool) or not low <= value <= high:
            raise Unusable(f"un nombre de {low} à {high} est attendu", f"a number from {low} to {high} is expected")
        return value

    return read


def _whole(low: int, high: int) -> Reader:
    def read(raw: Any, base: Path) -> int:
        if isinstance(raw, (bool, float)) or not low <= int(raw) <= high:
            raise Unusable(
                f"un nombre entier de {low} à {high} est attendu", f"a whole number from {low} to {high} is expected"
            )
        return int(raw)

    return read


def _size(raw: Any, base: Path) -> int:
    match = re.fullmatch(r"([1-9][0-9]{0,17}) ?(|KiB|MiB|GiB|TiB)", str(raw))
    if match is None or isinstance(raw, bool):
        raise Unusable("une taille comme 512MiB ou 2GiB est attendue", "a size such as 512MiB or 2GiB is expected")
    return int(match[1]) << {"": 0, "KiB": 10, "MiB": 20, "GiB": 30, "TiB": 40}[match[2]]


def _system_user(raw: Any, base: Path) -> str:
    if not re.fullmatch(r"[a-z_][a-z0-9_.-]{0,30}", _text(raw)) or raw == "root":
        raise Unusable("le nom d'un compte ordinaire est attendu", "the name of a plain account is expected")
    return _text(raw)


def _database(raw: Any, base: Path) -> str:
    unusable = Unusable(
        "postgresql://rôle:motdepasse@hôte:port/base est attendu",
        "postgresql://role:password@host:port/database is expected",
    )
    try:
        address = urlsplit(_text(raw))
    except ValueError:
        # its own message would show the password
        raise unusable from None
    if address.scheme not in ("postgresql", "postgres") or not address.username or len(address.path) < 2:
        raise unusable
    return _text(raw)


def _origin(raw: Any, base: Path) -> str:
    # A C2SP key name has neither spaces nor plus signs; we stay with what a host name and path can hold.
    if not re.fullmatch(r"[a-z0-9]([a-z0-9.-]{0,98}[a-z0-9])?", _text(raw)):
        raise Unusable("un nom comme archives.exemple.fr est attendu", "a name such as archives.exemple.fr is expected")
    return _text(raw)


def _socket_address(raw: Any, base: Path) -> str:
    host, _, port = _text(raw).rpartition(":")
    if not _text(raw).startswith("/") and not (host and port.isdecimal() and 0 < int(port) < 65_536):
        raise Unusable("hôte:port ou un chemin absolu est attendu", "host:port or an absolute path is expected")
    return _text(raw)


def _web_url(raw: Any, base: Path) -> str:
    unusable = Unusable("https://nom/ est attendu, sans chemin", "https://name/ is expected, without a path")
    try:
        address = urlsplit(_text(raw))
        _ = address.port
    except ValueError:
        raise unusable from None
    if address.scheme not in ("http", "https") or not address.hostname or address.path.strip("/") or address.query:
        raise unusable
    return _text(raw).rstrip("/")


def _names(raw: Any, base: Path) -> tuple[str, ...]:
    names = _several(raw)
    for name in names:
        if not re.fullmatch(r"[a-z0-9]([a-z0-9.-]{0,250}[a-z0-9])?|\[[0-9a-f:]+\]", name):
            raise Unusable("des noms séparés par des virgules sont attendus", "names separated by commas are expected")
    return names


def _networks(raw: Any, base: Path) -> tuple[str, ...]:
    try:
        return tuple(str(ip_network(each)) for each in _several(raw))
    except ValueError:
        raise Unusable(
            "des adresses ou des réseaux séparés par des virgules sont attendus",
            "addresses or networks separated by commas are expected",
        ) from None


def _several(raw: Any) -> tuple[str, ...]:
    parts = raw if isinstance(raw, list) else _text(raw).split(",")
    return tuple(_text(part).strip() for part in parts if _text(part).strip())


def _mail_server(raw: Any, base: Path) -> str:
    unusable = Unusable(
        "smtp://hôte, smtp+starttls://compte:motdepasse@hôte:port ou smtps://… est attendu",
        "smtp://host, smtp+starttls://account:password@host:port or smtps://… is expected",
    )
    try:
        address = urlsplit(_text(raw))
        _ = address.port
    except ValueError:
        # its own message would show the password
        raise unusable from None
    if address.scheme not in ("smtp", "smtps", "smtp+starttls") or not address.hostname:
        raise unusable
    return _text(raw)


def _lines(raw: Any, base: Path) -> str:
    if len(_text(raw)) > 1_000:
        raise Unusable("mille caractères au plus sont attendus", "a thousand characters at most are expected")
    return _text(raw)


def _address(raw: Any, base: Path) -> str:
    if not re.fullmatch(r"[^\s@<>]+@[^\s@<>]+", _text(raw)):
        raise Unusable("une adresse électronique est attendue", "an e-mail address is expected")
    return _text(raw)


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a setting is: how its value is read, its default (read the same way), its sense and its unit."""

    read: Reader
    default: Any
    fr: str
    en: str
    unit: str = ""
    secret: bool = False


def _is(read: Reader, default: Any, fr: str, en: str, unit: str = "", *, secret: bool = False) -> Any:
    return field(repr=not secret, metadata={"meaning": Meaning(read, default, fr, en, unit, secret)})


@dataclass(frozen=True, slots=True)
class Settings:
    """One archive's settings. Folders are absolute. Made by `load_settings` only."""

    home: Path = _is(_folder, "chartrier-home", "Dossier de l'archive.", "The archive's folder.")
    language: Literal["fr", "en"] = _is(_one_of("fr", "en"), "fr", "Langue des messages.", "Language of messages.")
    log_level: Literal["debug", "info", "warning", "error"] = _is(
        _one_of("debug", "info", "warning", "error"),
        "warning",
        "À partir de quelle gravité le journal technique est écrit.",
        "From which severity on the technical log is written.",
    )
    database_url: str | None = _is(
        _database,
        None,
        "Votre PostgreSQL (16 ou plus), rôle de l'application ; sans lui, une base embarquée est lancée.",
        "Your own PostgreSQL (16 or later), application's role; without it an embedded one is started.",
        "postgresql://",
        secret=True,
    )
    database_owner_url: str | None = _is(
        _database,
        None,
        "Le même PostgreSQL, avec le rôle propriétaire : sert aux seules migrations.",
        "The same PostgreSQL, with the owner's role: used for migrations only.",
        "postgresql://",
        secret=True,
    )
    database_system_user: str = _is(
        _system_user,
        "nobody",
        "Compte du système qui porte la base embarquée quand root lance Chartrier.",
        "System account that carries the embedded database when root starts Chartrier.",
    )
    database_linger: float = _is(
        _number(0, 86_400),
        0,
        "Combien de temps la base embarquée attend une autre commande avant de s'arrêter.",
        "How long the embedded database waits for another command before it stops.",
        "s",
    )
    copies: Mapping[str, Path] = _is(
        _copies,
        "a=copies/a, b=copies/b",
        "Les copies, dans l'ordre : nom=dossier, séparés par des virgules.",
        "The copies, in order: name=folder, separated by commas.",
    )
    copies_minimum: int = _is(
        _whole(1, 100),
        None,
        "Sur combien de copies un versement doit être écrit pour compter ; sinon 2, ou toutes s'il y en a moins.",
        "On how many copies a transfer must be written to count; else 2, or all of them when there are fewer.",
        "copies",
    )
    sync_policy: Literal["batch", "each"] = _is(
        _one_of("batch", "each"),
        "batch",
        "Durabilité des fichiers : une synchronisation par lot (batch) ou par fichier (each).",
        "Durability of files: one synchronisation per batch, or for each file.",
    )
    audit_rate: int | None = _is(
        _size,
        None,
        "Vitesse de lecture maximale d'un audit, par seconde ; sans elle, celle des disques.",
        "Greatest speed at which an audit reads, per second; without it, that of the disks.",
        "bytes",
    )
    consultations_years: int = _is(
        _whole(1, 30),
        3,
        "Combien d'années le registre des consultations garde chaque lecture.",
        "How many years the register of readings keeps each reading.",
        "years",
    )
    places: Path | None = _is(
        _folder,
        None,
        "Dossier de lieux que la liste nationale n'a pas : communes nouvelles, territoire imaginaire où se former.",
        "Folder of places that the national list does not have: new communes, an invented territory to train in.",
    )
    staging: Path = _is(
        _folder,
        "staging",
        "Dossier de travail des réceptions ; il peut être vidé quand rien ne tourne.",
        "Working folder of receptions; may be emptied when nothing runs.",
    )
    reception: Path = _is(
        _folder,
        "reception",
        "Dossier des fichiers envoyés pour des dépôts en préparation : sur un disque assez grand pour eux.",
        "Folder of the files sent for deposits under preparation: on a disk large enough for them.",
    )
    deliveries: Path = _is(
        _folder,
        "deliveries",
        "Dossier des paquets commandés, qui attendent d'être remis ou téléchargés : rien d'autre ne les garde.",
        "Folder of packages that were ordered and wait to be handed out or downloaded: nothing else keeps them.",
    )
    delivery_days: int = _is(
        _whole(1, 90),
        7,
        "Combien de jours un paquet commandé est gardé.",
        "How many days a package that was ordered is kept.",
        "days",
    )
    keys: Path = _is(
        _folder,
        "keys",
        "Dossier des clés privées et mots de passe : à sauvegarder à part, à ne montrer à personne.",
        "Folder of private keys and passwords: to be backed up apart, shown to nobody.",
    )
    journal_origin: str = _is(
        _origin,
        UNNAMED,
        "Nom de l'instance en tête de l'origine des journaux, fixé à la création de chaque collectivité.",
        "The instance's name at the head of the logs' origins, fixed when a tenant is created.",
    )
    clamd_address: str | None = _is(
        _socket_address,
        None,
        "Antivirus ClamAV : hôte:port ou chemin absolu de sa socket ; sans lui, rien n'est analysé.",
        "ClamAV antivirus: host:port or absolute path of its socket; without it nothing is scanned.",
    )
    clamd_timeout: float = _is(
        _number(1, 86_400),
        120,
        "Attente d'une réponse de l'antivirus.",
        "How long to wait for an answer of the antivirus.",
        "s",
    )
    clamd_max_bytes: int = _is(
        _size,
        "25MiB",
        "Au-delà, un fichier est dit non analysé : à accorder avec les limites de clamd.",
        "Above it a file is said to be not scanned: to be matched with clamd's own limits.",
        "bytes",
    )
    package_max_bytes: int = _is(
        _size,
        "128GiB",
        "Taille décompressée maximale d'un paquet.",
        "Largest inflated size of a package.",
        "bytes",
    )
    package_max_entries: int = _is(
        _whole(1, 10_000_000),
        500_000,
        "Nombre maximal de fichiers d'un paquet.",
        "Largest number of files in a package.",
        "files",
    )
    package_max_depth: int = _is(
        _whole(1, 256),
        32,
        "Profondeur maximale des dossiers d'un paquet.",
        "Greatest depth of folders in a package.",
        "folders",
    )
    package_max_name_bytes: int = _is(
        _whole(1, 255),
        255,
        "Longueur maximale d'un nom de fichier ou de dossier d'un paquet.",
        "Greatest length of a file's or folder's name in a package.",
        "bytes",
    )
    package_max_path_bytes: int = _is(
        _whole(1, 4_096),
        1_024,
        "Longueur maximale d'un chemin dans un paquet.",
        "Greatest length of a path in a package.",
        "bytes",
    )
    bordereau_max_bytes: int = _is(
        _size,
        "4GiB",
        "Taille maximale d'un bordereau.",
        "Largest size of a bordereau.",
        "bytes",
    )
    parser_seconds: float = _is(
        _number(1, 86_400),
        600,
        "Temps accordé à la lecture d'un bordereau, et à chaque lot de l'identification des formats.",
        "Time allowed to read a bordereau, and to each batch of the identification of formats.",
        "s",
    )
    parser_memory: int = _is(
        _size,
        "1GiB",
        "Mémoire accordée à un processus d'analyse isolé.",
        "Memory allowed to a confined parser.",
        "bytes",
    )
    upload_quota: int = _is(
        _size,
        "50GiB",
        "Place que les fichiers des dépôts en préparation d'une collectivité peuvent prendre.",
        "Room that the files of a tenant's deposits under preparation may take.",
        "bytes",
    )
    upload_hours: int = _is(
        _whole(1, 8_760),
        72,
        "Après combien de temps un envoi de fichier abandonné est effacé.",
        "After how long an abandoned upload is erased.",
        "h",
    )
    deposit_days: int = _is(
        _whole(1, 3_660),
        30,
        "Après combien de temps sont effacés les fichiers d'un dépôt abandonné, rejeté, ou seulement contrôlé.",
        "After how long the files of a deposit are erased that was abandoned, rejected, or only checked.",
        "d",
    )
    worker_heartbeat: float = _is(
        _number(0.2, 300),
        5,
        "À quel intervalle un processus de travail dit qu'il vit ; muet quatre fois plus, il est tenu pour mort.",
        "How often a worker says that it lives; silent for four times as long, it is taken for dead.",
        "s",
    )
    web_url: str = _is(
        _web_url,
        "http://127.0.0.1:8000",
        "Adresse publique du site : celle des liens envoyés par courriel ; en https, les cookies n'en sortent pas.",
        "Public address of the site: that of links sent by e-mail; with https, cookies stay within it.",
        "https://",
    )
    web_hosts: Sequence[str] = _is(
        _names,
        "127.0.0.1, localhost, [::1]",
        "Noms sous lesquels le site répond, outre celui de son adresse publique.",
        "Names under which the site answers, besides that of its public address.",
    )
    web_proxies: Sequence[str] = _is(
        _networks,
        [],
        "Mandataires (adresses ou réseaux) dont les en-têtes X-Forwarded-* sont crus.",
        "Proxies (addresses or networks) whose X-Forwarded-* headers are believed.",
    )
    web_publisher: str | None = _is(
        _lines,
        None,
        "Éditeur du site, pour les mentions légales : nom, adresse, téléphone.",
        "Publisher of the site, for the legal notice: name, address, telephone.",
    )
    web_director: str | None = _is(
        _lines,
        None,
        "Directeur de la publication, pour les mentions légales : le représentant légal de l'éditeur.",
        "Director of publication, for the legal notice: who represents the publisher in law.",
    )
    web_hosting: str | None = _is(
        _lines,
        None,
        "Hébergeur du site, pour les mentions légales : nom, adresse.",
        "Host of the site, for the legal notice: name, address.",
    )
    web_hosting_phone: str | None = _is(
        _lines,
        None,
        "Téléphone de l'hébergeur, pour les mentions légales.",
        "Telephone of the host, for the legal notice.",
    )
    web_contact: str | None = _is(
        _address,
        None,
        "À qui écrire au sujet du site : accessibilité, données personnelles ; sinon, l'expéditeur des courriels.",
        "Whom to write to about the site: accessibility, personal data; else, the sender of the mail.",
    )
    web_officer: str | None = _is(
        _lines,
        None,
        "Délégué à la protection des données de qui exploite le site : nom, adresse.",
        "Data protection officer of whoever operates the site: name, address.",
    )
    web_conformity: Literal["non", "partielle", "totale"] = _is(
        _one_of("non", "partielle", "totale"),
        "non",
        "Conformité du site au RGAA, telle qu'un audit l'a constatée ; non, tant qu'il n'y en a pas eu.",
        "How far the site complies with the RGAA, as an audit found it; non, as long as there was none.",
    )
    web_audit: str | None = _is(
        _lines,
        None,
        "L'audit RGAA du site : qui, quand, quel taux, ce qui n'est pas conforme.",
        "The RGAA audit of the site: who, when, which rate, what does not comply.",
    )
    web_statement: str | None = _is(
        _lines,
        None,
        "Jour où la déclaration d'accessibilité a été établie, ou mise à jour, tel qu'elle le montre.",
        "Day on which the accessibility statement was drawn up, or brought up to date, as it shows it.",
    )
    web_shortcomings: str | None = _is(
        _lines,
        None,
        "Ce qu'un audit a trouvé non conforme au RGAA, point par point.",
        "What an audit found not to comply with the RGAA, item by item.",
    )
    web_burden: str | None = _is(
        _lines,
        None,
        "Dérogations pour charge disproportionnée : quoi, pourquoi, et comment l'obtenir autrement.",
        "Exemptions for disproportionate burden: what, why, and how to get it otherwise.",
    )
    web_scheme: str | None = _is(
        _lines,
        None,
        "Schéma pluriannuel de mise en accessibilité de qui exploite le site : son adresse, ou son texte.",
        "Multi-year accessibility scheme of whoever operates the site: its address, or its text.",
    )
    web_plan: str | None = _is(
        _lines,
        None,
        "Plan d'action de l'année pour l'accessibilité : son adresse, ou son texte.",
        "Action plan of the year for accessibility: its address, or its text.",
    )
    mail_url: str | None = _is(
        _mail_server,
        None,
        "Serveur de courriel : smtp+starttls://compte:motdepasse@hôte:port ; sans lui, rien n'est envoyé.",
        "Mail server: smtp+starttls://account:password@host:port; without it nothing is sent.",
        "smtp+starttls://",
        secret=True,
    )
    mail_from: str = _is(
        _address,
        "chartrier@localhost",
        "Expéditeur des courriels.",
        "Sender of the mail.",
    )
    observatory: Literal["chosen", "off", "agreed", "every"] = _is(
        _one_of("chosen", "off", "agreed", "every"),
        "chosen",
        "Qui est compté dans ce que l'instance publie pour un observatoire : ce que l'exploitant choisit dans sa page, "
        "personne tant qu'il n'a rien choisi (chosen) ; jamais personne (off), qui l'accepte, ou tous.",
        "Who is counted in what the instance publishes for an observatory: what the operator chooses in its page, "
        "nobody until then (chosen); never anybody (off), who agreed, or every one.",
    )
    observatory_page: Literal["closed", "open"] = _is(
        _one_of("closed", "open"),
        "closed",
        "Montrer à tous, sans connexion, la dernière publication pour un observatoire (open), ou non.",
        "Show everybody, without signing in, the latest publication for an observatory (open), or not.",
    )
    origins: Mapping[str, Origin] = field(default_factory=dict, compare=False)

    @property
    def embedded(self) -> bool:
        """Whether the database is the one we start ourselves."""
        return self.database_url is None


def _meanings() -> dict[str, Meaning]:
    return {item.name: item.metadata["meaning"] for item in fields(Settings) if "meaning" in item.metadata}


def load_settings(home: Path | None, environ: Mapping[str, str]) -> Settings:
    """The settings of the archive in `home` (None: from the environment or the default).

    Raises InvalidInput (SET-001 … SET-004), which names the variable.
    """
    meanings = _meanings()
    _refuse_unknown(environ, meanings)
    found: dict[str, Any] = {}
    origins: dict[str, Origin] = {}

    def settle(name: str, raw: Any, origin: Origin, base: Path, where: str) -> None:
        try:
            found[name] = meanings[name].read(raw, base)
        except (ValueError, OSError) as problem:
            raise _bad_value(name, problem, where) from problem
        origins[name] = origin

    here = Path.cwd()
    if home is not None:
        settle("home", str(home), "option", here, "--home")
    elif environ.get(PREFIX + "HOME"):
        settle("home", environ[PREFIX + "HOME"], "environment", here, PREFIX + "HOME")
    else:
        settle("home", meanings["home"].default, "default", here, "--home")
    base: Path = found["home"]
    written = _read_file(base / FILE, meanings)
    for name, meaning in meanings.items():
        variable = PREFIX + name.upper()
        if name == "home":
            continue
        if environ.get(variable):
            settle(name, environ[variable], "environment", here, variable)
        elif name in written:
            settle(name, written[name], "file", base, f"{base / FILE}, {name}")
        elif meaning.default is None:
            found[name], origins[name] = None, "default"
        else:
            settle(name, meaning.default, "default", base, variable)
    return _coherent(found, origins)


def _refuse_unknown(environ: Mapping[str, str], meanings: Mapping[str, Meaning]) -> None:
    known = {PREFIX + name.upper() for name in meanings}
    for variable in environ:
        if variable.startswith(PREFIX) and variable not in known:
            raise _unknown(variable, known, "environment")


def _read_file(path: Path, meanings: Mapping[str, Meaning]) -> dict[str, Any]:
    try:
        written = tomllib.loads(path.read_text("utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, ValueError) as problem:
        raise InvalidInput(BAD_FILE, NOWHERE, file=str(path), **_reasons(problem)) from problem
    known = set(meanings) - {"home"}
    for name in written:
        if name not in known:
            raise _unknown(name, known, str(path))
    return written


def _unknown(variable: str, known: set[str], where: str) -> InvalidInput:
    nearest = difflib.get_close_matches(variable, known, 1, 0)
    return InvalidInput(UNKNOWN, variable=variable[:100], where=where, nearest=nearest[0])


def _bad_value(name: str, problem: Exception, where: str) -> InvalidInput:
    return InvalidInput(BAD_VALUE, Place(file=where), variable=PREFIX + name.upper(), where=where, **_reasons(problem))


def _reasons(problem: Exception) -> dict[str, str]:
    """Why, in both languages; what the system or Python says is the same in both, on one line."""
    told = " ".join(str(problem).split())[:300]
    if isinstance(problem, Unusable):
        return {"reason_fr": problem.fr, "reason_en": problem.en}
    return {"reason_fr": told, "reason_en": told}


def _coherent(found: dict[str, Any], origins: dict[str, Origin]) -> Settings:
    """What one setting alone cannot tell."""
    copies: Mapping[str, Path] = found["copies"]

    def contradiction(name: str, other: str, fr: str, en: str) -> InvalidInput:
        variables = {"variable": PREFIX + name.upper(), "other": PREFIX + other.upper()}
        return InvalidInput(CONTRADICTION, NOWHERE, **variables, reason_fr=fr, reason_en=en)

    if (found["database_owner_url"] is not None) and found["database_url"] is None:
        raise contradiction("database_owner_url", "database_url", "le second manque", "the second is missing")
    if found["database_url"] is not None and found["database_url"] == found["database_owner_url"]:
        raise contradiction(
            "database_owner_url", "database_url", "les deux rôles doivent différer", "the two roles must differ"
        )
    if found["web_conformity"] != "non" and found["web_audit"] is None:
        raise contradiction("web_conformity", "web_audit", "il faut un audit", "an audit is needed")
    if found["copies_minimum"] is None:
        found["copies_minimum"] = min(2, len(copies))
    if found["copies_minimum"] > len(copies):
        count = len(copies)
        raise contradiction("copies_minimum", "copies", f"il n'y a que {count} copie(s)", f"there are only {count}")
    apart = [
        ("staging", found["staging"]),
        ("reception", found["reception"]),
        ("deliveries", found["deliveries"]),
        ("keys", found["keys"]),
    ]
    for name, folder in apart:
        for copy, place in copies.items():
            if folder.is_relative_to(place) or place.is_relative_to(folder):
                raise contradiction(
                    name,
                    "copies",
                    f"{folder} et la copie {copy} sont l'un dans l'autre",
                    f"{folder} and copy {copy} lie in one another",
                )
    return Settings(**found, origins=origins)


def with_copies(settings: Settings, copies: Mapping[str, Path]) -> Settings:
    """The same settings with other copies, held to the same rules. Raises InvalidInput."""
    found = {name: getattr(settings, name) for name in _meanings()}
    try:
        found["copies"] = _copies({name: str(folder) for name, folder in copies.items()}, settings.home)
    except (ValueError, OSError) as problem:
        raise _bad_value("copies", problem, FILE) from problem
    if settings.origins.get("copies_minimum", "default") == "default":
        found["copies_minimum"] = None
    return _coherent(found, dict(settings.origins))


class Row(NamedTuple):
    """One line of `chartrier settings`; `shown` hides passwords."""

    name: str
    variable: str
    shown: str
    unit: str
    origin: Origin
    fr: str
    en: str


def describe(settings: Settings) -> list[Row]:
    """Every setting with its value as it may be shown, its origin and its meaning."""
    return [
        Row(
            name, PREFIX + name.upper(), _shown(getattr(settings, name), meaning),
            meaning.unit, settings.origins.get(name, "default"), meaning.fr, meaning.en,
        )
        for name, meaning in _meanings().items()
    ]  # fmt: skip


def _shown(value: Any, meaning: Meaning) -> str:
    if value is None:
        return ""
    if meaning.secret:
        address = urlsplit(str(value))
        return f"{address.scheme}://{address.username or ''}@{address.hostname or ''}{address.path}"
    if isinstance(value, Mapping):
        return ", ".join(f"{name}={folder}" for name, folder in value.items())
    if isinstance(value, tuple):
        return ", ".join(value)
    return str(value)
