"""A unit's history is told from the acts, and read from a copy."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from uuid import uuid4

import pytest

from chartrier.access.communication import Request, hand_out
from chartrier.access.history import history
from chartrier.curation.gels import lift_gel, set_gel
from chartrier.disposition.endings.events import give_events, look_at_events
from chartrier.errors import NotFound
from chartrier.records.actor import Actor
from chartrier.records.finding import Findings
from chartrier.rules.events import EventLine
from tests.curation.conftest import Place
from tests.curation.test_correcting import corrected, setting
from tests.curation.test_gels import TERMS, dossier
from tests.ingest.archive import Bench


def test_all_that_happened(place: Place, bench: Bench, archiviste: Actor, tmp_path: Path) -> None:
    units, copies = dossier(bench, tmp_path), place.archive.copies
    corrected(place, bench, archiviste, setting(units[1], "Title=Un"), setting(units[2], "Title=Autre"))
    gel = set_gel([units[0]], TERMS, bench.tenant, copies, archiviste)
    lift_gel(gel, "fini", bench.tenant, copies, archiviste)
    corrected(place, bench, archiviste, setting(units[1], "Title=Deux"))
    told = history(units[1], bench.tenant, copies)
    assert [event.operation for event in told] == ["versement", "correction", "gel", "levee", "correction"]
    assert [[(each.element, each.before, each.after) for each in event.differences] for event in told] == [
        [],
        [("Title", ("A",), ("Un",))],
        [],
        [],
        [("Title", ("Un",), ("Deux",))],
    ]
    assert told[1].said == {"reason": "erreur de saisie"}
    assert told[2].said["authority"] == TERMS.authority
    assert told[3].subject == gel
    assert {event.by for event in told[1:]} == {str(archiviste.person)}
    corrected(
        place,
        bench,
        archiviste,
        setting(units[2], "AppraisalRule/FinalAction=Keep", rules=("add AppraisalRule APP-1",)),
    )
    line = EventLine(1, units[2], "APP-1", date(2020, 1, 1))
    events = look_at_events([line], None, bench.tenant, copies, Findings())
    give_events(events, bench.tenant, copies, archiviste)
    assert history(units[2], bench.tenant, copies)[-1].said == {"APP-1": "2020-01-01"}
    other = [event.operation for event in history(units[0], bench.tenant, copies)]
    assert other == ["versement", "gel", "levee"]
    with pytest.raises(NotFound):
        history(uuid4(), bench.tenant, copies)


def test_it_tells_what_was_communicated(place: Place, bench: Bench, archiviste: Actor, tmp_path: Path) -> None:
    units, copies = dossier(bench, tmp_path), place.archive.copies
    request = Request([units[1]], plain=True, motive="recherche")
    hand_out(request, tmp_path / "out.zip", bench.tenant, copies, archiviste)
    told = history(units[1], bench.tenant, copies)
    assert [(event.operation, event.said) for event in told[1:]] == [("communication", {"motive": "recherche"})]
    assert [event.operation for event in history(units[2], bench.tenant, copies)] == ["versement"]
    place.same_when_made_again(bench)
