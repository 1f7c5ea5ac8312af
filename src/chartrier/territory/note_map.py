"""The territory as the note to élus shows it: départements by the share of their communes that have a convention."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from chartrier.geography import contours, national_list
from chartrier.geography.territory import Epci
from chartrier.papers import words
from chartrier.papers.note_map import NoteMap, Shaded
from chartrier.records.tenant import Tenant
from chartrier.territory.area import Area, AreaKind, area_of
from chartrier.territory.coverage import Tally, coverage, known_on, share, tallies

ROOM = 12
"""Between a département and the circle around it."""

LEGEND = (
    ("unknown", "rien n'est connu"), ("none", "aucune"), ("1", "moins de 25 %"), ("2", "25 à 50 %"),
    ("3", "50 à 75 %"), ("4", "75 % et plus"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Drawn:
    """Départements shaded, and the tally `around` a collectivité; None: nothing says where it is, so of France."""

    around: Area | None
    tally: Tally
    shapes: Sequence[Shaded]

    @property
    def ringed(self) -> bool:
        """Whether the place of the collectivité is on the drawing."""
        return any(each.ring is not None for each in self.shapes)


def drawn(tenant: Tenant, on: date) -> Drawn | None:
    """What the map shows on a day; None while nothing is known of any commune."""
    known = known_on(on)
    if not known.standings:
        return None
    areas = [area_of(f"D{code}") for code in contours.contours()]
    around = _around(tenant)
    ringed = {each.departement for each in around.communes} if around is not None else set()
    shapes = [
        Shaded(contours.contours()[area.code], _shade(tally), _ring(area.code) if area.code in ringed else None)
        for area, tally in tallies(known, areas)
    ]
    found = coverage(known, around) if around is not None else coverage(known)
    return Drawn(around, found.tally, shapes)


def note_map(tenant: Tenant, on: date) -> NoteMap | None:
    """The map on a day, the place of this collectivité ringed; None while nothing is known of any commune."""
    shown = drawn(tenant, on)
    if shown is None:
        return None
    of, name = shown.tally, shown.around.name if shown.around is not None else "France"
    covered = words.count(of.covered.communes, "commune a", "communes ont")
    said = (
        f"{name} : {covered} une convention d'archivage en vigueur, sur {words.number(of.all.communes)} ; "
        f"de {words.number(of.unknown.communes)}, aucune source ne dit rien."
    )
    mine = " ; le nôtre est cerclé" if shown.ringed else ""
    return NoteMap(
        title="Où en sont les communes",
        said=said,
        caption=(
            f"Part des communes qui ont une convention, par département{mine}. Source : déclarations, initiatives et "
            f"conventions connues de cette instance. {contours.ATTRIBUTION}."
        ),
        width=contours.WIDTH,
        height=contours.HEIGHT,
        shapes=shown.shapes,
        legend=LEGEND,
    )


def _around(tenant: Tenant) -> Area | None:
    """The intercommunalité of a commune, or itself; else the département; None where nothing says where it is."""
    own, where = national_list.with_siren(tenant.siren), tenant.where
    if isinstance(own, Epci):
        return Area(AreaKind.EPCI, own.siren, own.name)
    if (epci := national_list.epcis().get(where.epci)) is not None:
        return Area(AreaKind.EPCI, epci.siren, epci.name)
    found = national_list.departements().get(where.departement)
    return Area(AreaKind.DEPARTEMENT, found.code, found.name) if found is not None else None


def _ring(code: str) -> tuple[int, int, int]:
    """A circle around a département."""
    left, top, right, bottom = contours.box_of(code)
    return (left + right) // 2, (top + bottom) // 2, max(right - left, bottom - top) // 2 + ROOM


def _shade(tally: Tally) -> str:
    if not tally.all.communes or tally.unknown.communes == tally.all.communes:
        return "unknown"
    rate = share(tally.covered.communes, tally.all.communes) or 0
    return "none" if rate == 0 else str(1 + min(int(rate * 4), 3))
