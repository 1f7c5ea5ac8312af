"""The register as a whole: what it lacks, and what projects say of it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from chartrier.catalog.treatments.holdings import Some
from chartrier.privacy.contradictions import findings as say
from chartrier.privacy.contradictions.facts import Contradiction, Facts
from chartrier.rules.series.vocabulary import folded

DENIED = ("aucune donnee personnelle", "sans donnees personnelles", "neant", "sans objet")
"""How a project says that it has no personal data."""


def empty(facts: Facts) -> Iterator[Contradiction]:
    units = sum(held.units for code, held in facts.held.items() if facts.personal(code))
    if units and not facts.treatments:
        yield Contradiction(say.EMPTY, some=Some(units))


def no_archive(facts: Facts) -> Iterator[Contradiction]:
    if facts.held and facts.archive is None:
        yield Contradiction(say.NO_ARCHIVE)


def no_dpo(facts: Facts) -> Iterator[Contradiction]:
    if facts.treatments and not facts.holder.dpo:
        yield Contradiction(say.NO_DPO)


def dpo_without_access(facts: Facts) -> Iterator[Contradiction]:
    if facts.holder.dpo and not facts.dpo:
        yield Contradiction(say.DPO_WITHOUT_ACCESS, values={"dpo": facts.holder.dpo})


def project_unregistered(facts: Facts) -> Iterator[Contradiction]:
    for project in facts.projects:
        for code in project.series if project.running and not project.treatment else ():
            if facts.personal(code):
                yield Contradiction(say.PROJECT_UNREGISTERED, None, code, values={"project": project.name})


def project_unknown(facts: Facts) -> Iterator[Contradiction]:
    known = {folded(text) for each in facts.treatments for text in (each.treatment.reference, each.treatment.name)}
    for project in facts.projects:
        said = folded(project.treatment)
        denied = any(word in said for word in DENIED)
        if said and not denied and not any(_names(said, each) for each in known):
            values = {"project": project.name, "said": project.treatment}
            yield Contradiction(say.PROJECT_UNKNOWN, values=values)


def project_denies(facts: Facts) -> Iterator[Contradiction]:
    for project in facts.projects:
        if not any(word in folded(project.treatment) for word in DENIED):
            continue
        for code in project.series:
            if facts.personal(code):
                yield Contradiction(say.PROJECT_DENIES, None, code, values={"project": project.name})


def _names(said: str, known: str) -> bool:
    """Whether a text names something by its whole word or words."""
    return re.search(rf"(?<![\w-]){re.escape(known)}(?![\w-])", said) is not None


KINDS = (empty, no_archive, no_dpo, dpo_without_access, project_unregistered, project_unknown, project_denies)
