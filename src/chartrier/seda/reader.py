"""Reading a message, whole: one validated pass; a second one only for what is outside the standard."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from lxml import etree

from chartrier.records.finding import Findings, Place
from chartrier.seda import findings as kinds
from chartrier.seda.bordereau import Bordereau, DescriptionSink
from chartrier.seda.grammar.xsd import Extensions, schema
from chartrier.seda.header import TransferHead
from chartrier.seda.limits import DEFAULT, Limits, TooLarge
from chartrier.seda.opening import Opening, read_opening, report_not_well_formed
from chartrier.seda.parsers import syntax_error
from chartrier.seda.reading import Reading, SkippingSink
from chartrier.seda.variant import Variant, find_variant
from chartrier.seda.versions import Version
from chartrier.seda.violations import report_violations

_NAMES_SHOWN = 20

Prepare = Callable[[etree.XMLSchema], Reading]
"""Makes a pass, ready to run, that validates by this schema; a document may need two."""


def read_bordereau(
    path: Path,
    *,
    strict: bool,
    findings: Findings,
    sink: DescriptionSink | None = None,
    file: str = "manifest.xml",
    limits: Limits = DEFAULT,
) -> Bordereau | None:
    """Read an `ArchiveTransfer`; None, with an error finding, when it cannot be read at all.

    Memory stays flat: descriptions go to `sink` and are forgotten. With `strict`, only the official grammar is
    taken; otherwise Vitam's variant too, with a warning that names what it uses. A bordereau that the schema refuses
    is returned with `valid` False and as much as was read. Controls of descriptions run here; `control_bordereau`
    does the others. Raises OSError when the file itself cannot be read; nothing else, whatever the bytes.
    """
    with path.open("rb") as stream:
        opening = read_opening(stream, file, limits, findings)
    if opening is None:
        return None
    return read_transfer(path, opening, strict=strict, findings=findings, sink=sink, file=file, limits=limits)


def read_transfer(
    path: Path,
    opening: Opening,
    *,
    strict: bool,
    findings: Findings,
    sink: DescriptionSink | None,
    file: str,
    limits: Limits,
) -> Bordereau | None:
    """Read on, as `read_bordereau`, a document whose opening is known to be that of a transfer."""
    passes: list[SkippingSink] = []

    def prepare(allowed: etree.XMLSchema) -> Reading:
        if sink is not None:
            passes.append(SkippingSink(sink, passes[-1].given if passes else 0))
        bordereau = Bordereau(opening.version)
        head = TransferHead(bordereau.header, limits.header)
        return Reading(bordereau, head, allowed, passes[-1] if passes else None, file, limits)

    reading = read_validated(path, opening.version, prepare, strict=strict, findings=findings, file=file, limits=limits)
    if reading is None:
        return None
    findings.extend(reading.findings)
    return reading.bordereau


def read_validated(
    path: Path,
    version: Version,
    prepare: Prepare,
    *,
    strict: bool,
    findings: Findings,
    file: str,
    limits: Limits,
) -> Reading | None:
    """Run the passes that a document needs, the last of which is returned, and add what the schema has to say.

    None, with an error finding, for a document that is not well-formed or beyond the limits.
    """
    try:
        return _read(path, version, prepare, strict=strict, findings=findings, file=file, limits=limits)
    except (etree.XMLSyntaxError, LookupError) as raised:
        with path.open("rb") as stream:
            report_not_well_formed(syntax_error(stream) or raised, file, findings)
    except TooLarge as error:
        findings.add(kinds.TOO_LARGE, Place(file), what=str(error))
    return None


def _read(
    path: Path,
    version: Version,
    prepare: Prepare,
    *,
    strict: bool,
    findings: Findings,
    file: str,
    limits: Limits,
) -> Reading:
    def read(allowed: Extensions | None) -> Reading:
        reading = prepare(schema(version, extensions=allowed))
        with path.open("rb") as stream:
            reading.run(stream)
        return reading

    variant: Variant | None = None
    reading = read(None)
    if reading.violated and not strict:
        with path.open("rb") as stream:
            variant = find_variant(stream, version, limits)
        reading = read(variant.extensions())
    if reading.violated:
        with path.open("rb") as stream:
            named = variant.without_later_rows() if variant else None
            report_violations(stream, schema(version, extensions=named), version, file, limits, findings)
    elif variant is not None:
        _report_variant(variant, version, file, findings)
    return reading


def _report_variant(variant: Variant, version: Version, file: str, findings: Findings) -> None:
    names = variant.names()
    shown = ", ".join(name[:80] for name in names[:_NAMES_SHOWN])
    if len(names) > _NAMES_SHOWN:
        shown += f" (+{len(names) - _NAMES_SHOWN})"
    findings.add(kinds.EXTENSIONS, Place(file), version=str(version), names=shown or "—")
