"""The fiche of a treatment, heading by heading, in the order of the CNIL's model: what pages and files show."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from chartrier.privacy.treatments.listing import Listed
from chartrier.records.days import written_day
from chartrier.rules.communicabilite.words import Words
from chartrier.rules.treatments.columns import WITHIN
from chartrier.rules.treatments.durations import written
from chartrier.rules.treatments.treatment import Treatment
from chartrier.rules.treatments.vocabulary import BASES, DATA, PARTS, SPECIAL_GROUNDS, DataKind, Part

TO_SAY = Words("à préciser", "to be said")
TO_ESTABLISH = Words("à établir", "to be established")
NONE = Words("aucun déclaré", "none declared")


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading and what it says, a value each; `missing`: nothing is said, though art. 30 asks for it."""

    title: Words
    values: tuple[Words, ...]
    missing: bool = False


def fiche(listed: Listed) -> tuple[Heading, ...]:
    """All headings of a treatment; durations are told apart (`Listed.kept`)."""
    return tuple(each for each in _headings(listed) if each.values)


def _headings(listed: Listed) -> Iterator[Heading]:
    said = listed.treatment
    # of a processor less is asked (art. 30(2))
    ask = _said if said.processes else _asked
    yield from _parties(listed)
    yield _asked(Words("Finalités", "Purposes"), _own(said.purposes))
    basis = [BASES[said.basis]] if said.basis is not None else []
    yield ask(Words("Base légale", "Legal basis"), [*basis, *_own([said.basis_text])] if basis else [])
    yield ask(Words("Personnes concernées", "Categories of persons"), _own(said.persons))
    plain = [DATA[each] for each in said.data if each not in said.grave]
    yield ask(Words("Catégories de données", "Categories of data"), [*plain, *_own([said.data_text])])
    yield from _grave(said)
    yield ask(Words("Destinataires", "Recipients"), _own(said.recipients))
    yield Heading(
        Words("Sous-traitants", "Processors"),
        _own(WITHIN.join(filter(None, (each.name, each.country, each.contract))) for each in said.processors)
        or (NONE,),
    )
    yield Heading(
        Words("Transferts hors Union européenne", "Transfers outside the European Union"),
        _own(WITHIN.join(filter(None, (each.recipient, each.country, each.guarantee))) for each in said.transfers)
        or (NONE,),
    )
    yield _asked(Words("Mesures de sécurité", "Security measures"), _own(said.measures))
    yield from _rest(said)


def _parties(listed: Listed) -> Iterator[Heading]:
    said = listed.treatment
    part = TO_ESTABLISH if said.part is None else PARTS[said.part]
    yield Heading(Words("La collectivité est", "The collectivité is"), (part,), missing=said.part is None)
    yield Heading(Words("D'après la convention", "By the convention"), _own([listed.convention]))
    if said.part is Part.PROCESSOR:
        yield _asked(Words("Pour le compte de", "On behalf of"), _own(listed.controllers))
        yield Heading(Words("Contrat de sous-traitance", "Contract of processing"), _own([said.instructions]))
    yield Heading(Words("Responsables conjoints", "Joint controllers"), _own([*said.joint, said.joint_accord]))
    yield Heading(Words("Services", "Services"), _own(said.services))


def _grave(said: Treatment) -> Iterator[Heading]:
    if said.special:
        ground = [SPECIAL_GROUNDS[said.special_ground]] if said.special_ground is not None else [TO_ESTABLISH]
        yield Heading(
            Words("Données sensibles (article 9)", "Special categories (article 9)"),
            (*(DATA[each] for each in said.data if each in said.special), *ground, *_own([said.special_text])),
            missing=said.special_ground is None,
        )
    for kind, text in ((DataKind.OFFENCES, said.offences_text), (DataKind.NIR, said.nir_text)):
        if kind in said.data:
            yield Heading(DATA[kind], _own([text]) or (TO_ESTABLISH,), missing=not text)


def _rest(said: Treatment) -> Iterator[Heading]:
    yield Heading(Words("Analyse d'impact", "Impact assessment"), _own([said.aipd]))
    yield Heading(Words("Information des personnes", "How persons are told"), _own([said.information]))
    yield Heading(Words("Diffusion en ligne", "Published online"), _own([said.online]))
    told = [written(said.told)] if said.told is not None else []
    yield Heading(Words("Durée annoncée aux personnes", "Duration that persons were told"), tuple(told))
    days = [
        Words(f"{fr} le {written_day(day, 'fr')}", f"{en} on {written_day(day, 'en')}")
        for fr, en, day in (("commencé", "begun", said.begun), ("terminé", "ended", said.ended))
        if day is not None
    ]
    yield Heading(Words("Dates", "Dates"), tuple(days))


def _own(texts: Iterable[str]) -> tuple[Words, ...]:
    """What the collectivité wrote, as it is in both languages."""
    return tuple(Words(text, text) for text in texts if text)


def _said(title: Words, values: Iterable[Words]) -> Heading:
    return Heading(title, tuple(values))


def _asked(title: Words, values: Iterable[Words]) -> Heading:
    """A heading that art. 30 asks for."""
    found = tuple(values)
    return Heading(title, found or (TO_SAY,), missing=not found)
