"""The control of formats: declared against found."""

from __future__ import annotations

import string

import pytest

from chartrier.formats import findings as kinds
from chartrier.formats.control import control_format
from chartrier.formats.identification import Format
from chartrier.records.finding import FindingKind, Findings, Place, Severity

PDF = Format("fmt/18", "Acrobat PDF 1.4", "1.4", "application/pdf", "byte match", "")
PLACE = Place(object="ID12")


def codes(*arguments: object, **settings: object) -> list[tuple[str, Severity]]:
    findings = Findings()
    declared, identified = arguments
    control_format(declared, identified, PLACE, findings, **settings)  # type: ignore[arg-type]
    assert all(finding.place == PLACE for finding in findings)
    for finding in findings:
        for language in ("fr", "en"):
            assert finding.message(language)  # type: ignore[arg-type]
            assert finding.remedy(language)  # type: ignore[arg-type]
    return [(finding.code, finding.severity) for finding in findings]


def test_what_agrees_is_no_finding() -> None:
    assert codes("fmt/18", PDF) == []
    assert codes(" fmt/18\n", PDF) == []
    assert codes(None, PDF) == []
    assert codes("", PDF) == []


def test_unknown() -> None:
    assert codes("fmt/18", None) == [("FMT-001", Severity.WARNING)]
    assert codes(None, None, refuse_unknown=True) == [("FMT-001", Severity.ERROR)]


def test_mismatch() -> None:
    assert codes("fmt/19", PDF) == [("FMT-002", Severity.WARNING)]
    assert codes("fmt/19", PDF, refuse_mismatch=True) == [("FMT-002", Severity.ERROR)]
    assert codes("{0.__class__}" * 1000, PDF) == [("FMT-002", Severity.WARNING)]


def test_extension() -> None:
    odd = Format("fmt/18", "PDF", "1.4", "application/pdf", "byte match", "extension mismatch")
    assert codes("fmt/18", odd, refuse_mismatch=True, refuse_unknown=True) == [("FMT-004", Severity.WARNING)]
    alone = Format("fmt/18", "PDF", "1.4", "", "extension match pdf", "match on extension only")
    assert codes("fmt/18", alone) == []


def test_not_examined() -> None:
    assert codes("fmt/18", None, failure=kinds.EXAMINATION_STOPPED) == [("FMT-006", Severity.WARNING)]
    assert codes(None, None, failure=kinds.NOT_EXAMINED, refuse_unknown=True) == [("FMT-003", Severity.ERROR)]


@pytest.mark.parametrize("kind", [kind for kind in vars(kinds).values() if isinstance(kind, FindingKind)])
def test_texts_ask_for_the_same_values(kind: FindingKind) -> None:
    french, english = ({name for _, name, _, _ in string.Formatter().parse(text)} for text in (kind.fr, kind.en))
    assert french == english


def test_codes_are_unique() -> None:
    every = [kind.code for kind in vars(kinds).values() if isinstance(kind, FindingKind)]
    assert len(every) == len(set(every))
