"""The controls of a versement: one readable list. Each adds its findings and says whether the next can go on.

`chartrier check` runs them all without any archive; `chartrier ingest` runs the same.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from urllib.parse import unquote

from chartrier.errors import InvalidInput, Unavailable
from chartrier.formats.identification import FormatIdentifier
from chartrier.ingest import findings as say
from chartrier.ingest.accord import require_formats_agreed, require_series_agreed, require_size_agreed
from chartrier.ingest.examination import examine_objects
from chartrier.ingest.placement import Placement
from chartrier.ingest.references import references
from chartrier.ingest.speaking import require_voice
from chartrier.ingest.spool import LARGE, LONGEST_LINE, Spool
from chartrier.ingest.staged import new_private_file
from chartrier.ingest.steps import Steps
from chartrier.ingest.submission import BordereauFile, Submission
from chartrier.malware.control import control_daemon
from chartrier.malware.probe import probe
from chartrier.malware.scanner import Scanner
from chartrier.packages.bordereau import bordereau_name
from chartrier.packages.budget import Budget
from chartrier.packages.opening import open_package
from chartrier.records.collectivite import Accords
from chartrier.records.digest import Digest
from chartrier.records.finding import Place
from chartrier.records.identifiers import MEMBERS
from chartrier.records.voice import Voice
from chartrier.seda.bordereau import DeclaredObject, DeclaredUnit
from chartrier.seda.controls.transfer import control_bordereau
from chartrier.seda.limits import Limits
from chartrier.seda.reader import read_bordereau

CHUNK = 1 << 20
IDENTIFIER = 40
"""Bytes that an identifier takes in a list of a line."""


@dataclass(frozen=True, slots=True)
class Tools:
    """What the controls work with."""

    budget: Budget
    limits: Limits
    identifier: FormatIdentifier
    scanner: Scanner | None
    steps: Steps
    sink: Spool | None = None
    room: Callable[[int], None] | None = None
    """Refuses (Unavailable) when that many bytes cannot be taken in."""
    placement: Placement | None = None
    """Where the objects are written to stay (ingest); None keeps nothing of them (check)."""
    voice: Voice | None = None
    """For whom the account deposits; None: for anybody (the operator of the machine)."""
    accords: Accords | None = None
    """The accords that bound what is deposited; None: none does."""


Control = Callable[[Submission, Tools], bool]
"""Returns False when nothing more can be controlled."""


def container_is_safe(submission: Submission, tools: Tools) -> bool:
    """Container and names safe (zip, tar, folder), within the budget."""
    scratch = submission.folder / "scratch"
    scratch.mkdir(mode=0o700)
    try:
        submission.package = open_package(
            submission.path, budget=tools.budget, scratch=scratch, findings=submission.findings
        )
    except InvalidInput as refusal:
        submission.findings.append(refusal.finding)
        return False
    return True


def room_is_enough(submission: Submission, tools: Tools) -> bool:
    """Room for all that the package holds, before any of it is written."""
    assert submission.package is not None
    if tools.room is not None:
        tools.room(submission.package.inflated)
    return True


def bordereau_is_there(submission: Submission, tools: Tools) -> bool:
    """One bordereau, `*.xml` at the root; it becomes a file of ours, hashed while written."""
    assert submission.package is not None
    name = bordereau_name(submission.package, submission.findings)
    if name is None:
        return False
    path, digest, size = submission.folder / "bordereau.xml", hashlib.sha512(), 0
    try:
        with submission.package.open(name) as source, new_private_file(path) as target:
            while chunk := source.read(CHUNK):
                digest.update(chunk)
                size += target.write(chunk)
    except InvalidInput as refusal:
        submission.findings.append(refusal.finding)
        return False
    submission.bordereau_file = BordereauFile(name, path, Digest("sha512", digest.hexdigest()), size)
    # while the bordereau is read
    tools.identifier.start()
    return True


def bordereau_is_sound(submission: Submission, tools: Tools) -> bool:
    """Well-formed, schema, header, object graph, units, rules: all that the bordereau alone can tell."""
    assert submission.bordereau_file is not None
    submission.bordereau = read_bordereau(
        submission.bordereau_file.path,
        strict=submission.policy.refuses("extensions"),
        findings=submission.findings,
        sink=tools.sink,
        file=submission.bordereau_file.name,
        limits=tools.limits,
    )
    if submission.bordereau is None:
        return False
    if submission.bordereau.valid:
        control_bordereau(submission.bordereau, submission.findings, file=submission.bordereau_file.name)
    return True


def references_are_known(submission: Submission, tools: Tools) -> bool:
    """Accord, profiles and identifier types that the tenant declared, where there is a tenant."""
    assert submission.bordereau is not None and submission.bordereau_file is not None
    known = submission.policy.known
    if known is None:
        return True
    for kind, value, place in references(submission.bordereau, submission.bordereau_file.name, tools.sink):
        if value not in known.get(kind, ()):
            submission.findings.add(
                say.UNKNOWN_REFERENCES[kind],
                place,
                refused=submission.policy.refuses(f"unknown-{kind}"),
                value=value,
            )
    return True


def agencies_are_spoken_for(submission: Submission, tools: Tools) -> bool:
    """Whoever deposits may speak for each service that the bordereau says it comes from."""
    if tools.voice is not None:
        require_voice(tools.voice, submission, tools.sink)
    return True


def series_are_agreed(submission: Submission, tools: Tools) -> bool:
    """The accord of the service that transfers foresees the séries that units name."""
    if tools.accords is not None:
        require_series_agreed(tools.accords, submission, tools.sink)
    return True


def members_can_be_counted(submission: Submission, tools: Tools) -> bool:
    """Fewer units, groups and objects than an identifier can number."""
    assert submission.bordereau is not None
    bordereau = submission.bordereau
    count = len(bordereau.units) + len(bordereau.groups) + len(bordereau.objects)
    if count < MEMBERS:
        return True
    submission.findings.add(say.TOO_MANY_MEMBERS, count=count, limit=MEMBERS - 1)
    return False


def descriptions_have_a_measure(submission: Submission, tools: Tools) -> bool:
    """No description longer than what a verifier reads at once."""
    assert submission.bordereau is not None and submission.bordereau_file is not None
    bordereau, large = submission.bordereau, tools.sink.large if tools.sink else {}
    groups = {group.number: group.xml_id for group in bordereau.groups}
    for unit in bordereau.units:
        linked = len(unit.parents) + len(unit.groups) + len(unit.attachments)
        if large.get(unit.number, LARGE) + _room_of(unit.xml_id) + linked * IDENTIFIER > LONGEST_LINE:
            _too_long(submission, unit)
    for each in bordereau.objects:
        joined = _room_of(each.xml_id, each.uri, each.filename, each.format_id, groups.get(each.group))
        if large.get(each.number, LARGE) + joined > LONGEST_LINE:
            _too_long(submission, each)
    return True


def _room_of(*texts: str | None) -> int:
    """Bytes that these texts take in a line, at most."""
    return sum(4 * len(text) for text in texts if text)


def _too_long(submission: Submission, member: DeclaredUnit | DeclaredObject) -> None:
    assert submission.bordereau_file is not None
    place = Place(submission.bordereau_file.name, member.line)
    submission.findings.add(say.DESCRIPTION_TOO_LONG, place, xml_id=member.xml_id, limit=LONGEST_LINE)


def files_are_those_declared(submission: Submission, tools: Tools) -> bool:
    """Every declared file present, no undeclared file."""
    assert submission.package is not None and submission.bordereau is not None
    assert submission.bordereau_file is not None
    manifest = submission.bordereau_file.name
    entries = submission.package.entries
    for declared in submission.bordereau.objects:
        if declared.kind != "binary" or not declared.uri:
            continue
        name = next((form for form in (declared.uri, unquote(declared.uri)) if form in entries), None)
        if name is None or name == manifest:
            place = Place(file=manifest, line=declared.line, object=declared.xml_id)
            submission.findings.add(say.FILE_MISSING, place, uri=declared.uri)
        else:
            submission.entries[declared.number] = name
    used = set(submission.entries.values())
    for name in entries:
        if name != manifest and name not in used:
            submission.findings.add(say.FILE_UNDECLARED, Place(file=name), name=name)
    return True


def antivirus_tells_all(submission: Submission, tools: Tools) -> bool:
    """Whether “clean” means that the antivirus looked at everything; a daemon that is gone shows file by file."""
    if tools.scanner is not None and submission.entries:
        with suppress(Unavailable):
            control_daemon(probe(tools.scanner.address, timeout=tools.scanner.timeout), submission.findings)
    return True


def objects_are_intact(submission: Submission, tools: Tools) -> bool:
    """Digests, sizes, formats and malware: each object read once."""
    examine_objects(submission, tools.identifier, tools.scanner, tools.steps, tools.placement)
    return True


def size_is_agreed(submission: Submission, tools: Tools) -> bool:
    """The accord of the service that transfers leaves room for the files, before any of them is read."""
    if tools.accords is not None:
        require_size_agreed(tools.accords, submission)
    return True


def formats_are_agreed(submission: Submission, tools: Tools) -> bool:
    """The accord of the service that transfers foresees the formats of the files."""
    if tools.accords is not None:
        require_formats_agreed(tools.accords, submission)
    return True


def container_is_unchanged(submission: Submission, tools: Tools) -> bool:
    """The container is, at the end, what it was when it was opened; nothing came into a folder meanwhile."""
    assert submission.package is not None
    try:
        submission.package.check_unchanged()
    except InvalidInput as refusal:
        submission.findings.append(refusal.finding)
    return True


OF_THE_BORDEREAU: tuple[tuple[str, Control], ...] = (
    ("container", container_is_safe),
    ("room", room_is_enough),
    ("bordereau", bordereau_is_there),
    ("seda", bordereau_is_sound),
    ("references", references_are_known),
    ("agencies", agencies_are_spoken_for),
    ("accord", series_are_agreed),
    ("members", members_can_be_counted),
    ("descriptions", descriptions_have_a_measure),
)
OF_THE_FILES: tuple[tuple[str, Control], ...] = (
    ("files", files_are_those_declared),
    ("accord", size_is_agreed),
    ("antivirus", antivirus_tells_all),
    ("objects", objects_are_intact),
    ("accord", formats_are_agreed),
    ("unchanged", container_is_unchanged),
)


def run_controls(controls: Sequence[tuple[str, Control]], submission: Submission, tools: Tools) -> bool:
    """Run the controls in order until one cannot go on; whether all of them ran."""
    for name, control in controls:
        with tools.steps.step(name):
            if not control(submission, tools):
                return False
    return True
