"""`chartrier doctor`"""

from __future__ import annotations

from collections.abc import Iterator

from chartrier.administration.health import examine, examine_archive
from chartrier.catalog.findings import ROLES_MISSING
from chartrier.cli import exit_codes
from chartrier.cli.invocation import invoked
from chartrier.cli.options import Home, Json, Lang
from chartrier.errors import ChartrierError
from chartrier.ingest.equipment import clamd_address
from chartrier.records.finding import Finding, Severity
from chartrier.settings import Settings
from chartrier.wiring import script_for_administrator, wire


def doctor(home: Home = None, json: Json = False, lang: Lang = None) -> int:
    """Dire ce qui manque ou n'est pas sûr : disques, droits, langue, antivirus, isolement, base, port, travaux."""
    settings, output = invoked(home, json, lang)
    status = exit_codes.DONE
    for name, findings in _all(settings):
        errors = any(finding.severity is Severity.ERROR for finding in findings)
        status = exit_codes.REFUSED if errors else status
        mark = "✗" if errors else "!" if findings else "✓"
        output.say("{mark} {name}", mark=mark, name=output.text(name))
        output.findings(findings)
        script = script_for_administrator(settings) if ROLES_MISSING.code in {each.code for each in findings} else ""
        for line in script.splitlines():
            output.line(f"      {line}")
        output.emit(
            {
                "look": output.text(name),
                "state": "fault" if errors else "warning" if findings else "good",
                "findings": [finding.as_json(output.language) for finding in findings],
                "script": script,
            }
        )
    return status


def _all(settings: Settings) -> Iterator[tuple[str, list[Finding]]]:
    yield from examine(settings, clamd_address(settings))
    try:
        with wire(settings) as archive:
            yield "base de données", []
            yield from examine_archive(archive.copies, settings.worker_heartbeat)
    except ChartrierError as error:
        yield "base de données", [error.finding]
