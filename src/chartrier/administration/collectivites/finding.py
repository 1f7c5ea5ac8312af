"""Finding a collectivité in the national list, by its name or its SIREN."""

from __future__ import annotations

from dataclasses import dataclass, replace

from chartrier.administration.collectivites import findings as say
from chartrier.administration.names import clean_name
from chartrier.administration.tenants import has_siren_key
from chartrier.errors import InvalidInput, NotFound
from chartrier.geography import national_list
from chartrier.geography.territory import Commune, Epci
from chartrier.records.collectivite import NOWHERE, CollectiviteKind, Where
from chartrier.records.identifiers import TENANT_CODE

SHOWN = 80
MOST_CHOICES = 12


@dataclass(frozen=True, slots=True)
class Listed:
    """What is known of a collectivité before it is opened. `population` in inhabitants, None when it is not said."""

    siren: str
    name: str
    kind: CollectiviteKind
    where: Where
    population: int | None


def find(
    name: str, departement: str | None = None, siren: str | None = None, kind: CollectiviteKind | None = None
) -> Listed:
    """The one collectivité of this name (or SIREN, in its place), with all that the national list says.

    An EPCI is meant by its whole name only, and never by who says a département; `departement` is a code or a name.
    What the list does not have is taken as it is given, when `siren` and `kind` are. Raises NotFound when it is not
    there, InvalidInput when several are, or when the list does not say its SIREN and `siren` does not either.
    """
    name = clean_name(name)
    if siren is None and TENANT_CODE.fullmatch(name):
        name, siren = "", name
    code = departement_code(departement) if departement else None
    if siren is not None:
        return _with_siren(_valid(siren), name, kind, code or "")
    if kind in (None, CollectiviteKind.COMMUNE):
        found = _of_their_name(national_list.named(name, code), name)
        if kind is None and code is None:
            _require_no_area(found, name)
        if len(found) == 1:
            return _commune(found[0], None)
        if found:
            raise InvalidInput(say.SEVERAL, name=name[:SHOWN], choices=_choices(found))
    # who says where it is means a commune: nothing else is looked for there
    elsewhere = kind is not None or (code is None and not national_list.named(name))
    if elsewhere and kind in (None, CollectiviteKind.EPCI):
        groupings = national_list.epcis_called(name)
        if len(groupings) == 1:
            return _epci(groupings[0])
        if groupings:
            raise InvalidInput(say.SEVERAL, name=name[:SHOWN], choices=_groupings(groupings))
    if elsewhere and (areas := _areas(name, kind)):
        if len(areas) == 1:
            raise InvalidInput(say.NO_SIREN, name=areas[0].name)
        raise InvalidInput(say.SEVERAL_KINDS, name=name[:SHOWN], choices=", ".join(each.kind for each in areas))
    if elsewhere and kind in (None, CollectiviteKind.EPCI) and (close := national_list.epcis_named(name)):
        raise NotFound(say.WHOLE_NAME, name=name[:SHOWN], choices=_groupings(close))
    raise NotFound(say.NOT_IN_LIST, name=name[:SHOWN])


def departement_code(text: str) -> str:
    """The code of a département that a code or a name means. Raises NotFound."""
    known = national_list.departement_named(text)
    if known is None:
        raise NotFound(say.NO_DEPARTEMENT, departement=text[:SHOWN])
    return known.code


def kind_of(text: str) -> CollectiviteKind:
    """Raises InvalidInput."""
    if text not in set(CollectiviteKind):
        raise InvalidInput(say.BAD_KIND, given=text[:SHOWN], choices=", ".join(CollectiviteKind))
    return CollectiviteKind(text)


def _with_siren(siren: str, name: str, kind: CollectiviteKind | None, departement: str) -> Listed:
    known = national_list.with_siren(siren)
    if isinstance(known, Commune):
        return _commune(known, None)
    if isinstance(known, Epci):
        return _epci(known)
    overseas = [each for each in national_list.named(name) if each.siren is None]
    if len(overseas) == 1 and kind in (None, CollectiviteKind.COMMUNE):
        return _commune(overseas[0], siren)
    areas = _areas(name, kind) if name else []
    if len(areas) == 1 and departement in ("", areas[0].where.departement):
        return replace(areas[0], siren=siren, name=name)
    if not name or kind is None:
        raise NotFound(say.NOT_IN_LIST, name=name[:SHOWN] or siren)
    return Listed(siren, name, kind, Where(departement=departement), None)


def _of_their_name(found: list[Commune], name: str) -> list[Commune]:
    """Those that are called so today, before those that took in one that was."""
    folded = national_list.key_of(name)
    return [each for each in found if national_list.key_of(each.name) == folded] or found


def _commune(commune: Commune, siren: str | None) -> Listed:
    code = commune.siren or siren
    if code is None:
        raise InvalidInput(say.NO_SIREN, name=commune.name)
    where = Where(commune.insee, commune.departement, commune.epci or "")
    return Listed(code, commune.name, CollectiviteKind.COMMUNE, where, commune.population)


def _epci(epci: Epci) -> Listed:
    return Listed(epci.siren, epci.name, CollectiviteKind.EPCI, NOWHERE, epci.population)


def _require_no_area(found: list[Commune], name: str) -> None:
    """Refuse a name that communes have, and a département or a région too; Paris is both in one."""
    areas = _areas(name, None) if found else []
    one = len(found) == len(areas) == 1
    if areas and not (one and national_list.departements()[found[0].departement].seat == found[0].insee):
        choices = [f"commune ({each.departement})" for each in found[:MOST_CHOICES]]
        raise InvalidInput(
            say.SEVERAL_KINDS, name=name[:SHOWN], choices=", ".join([*choices, *(a.kind for a in areas)])
        )


def areas_beginning(typed: str) -> list[Listed]:
    """The départements and régions whose name begins so, of which the list says all but the SIREN."""
    key = national_list.key_of(typed)
    places = [each.name for each in national_list.departements().values()]
    places += [each.name for each in national_list.regions().values()]
    names = dict.fromkeys(each for each in places if key and national_list.key_of(each).startswith(key))
    return [area for name in names for area in _areas(name, None)]


def _areas(name: str, kind: CollectiviteKind | None) -> list[Listed]:
    """The département and the région of this name, of which the list says all but the SIREN."""
    found = []
    departement = national_list.departement_named(name) if not name.isdecimal() else None
    if kind in (None, CollectiviteKind.DEPARTEMENT) and departement is not None and departement.zone != "com":
        where, people = Where(departement=departement.code), national_list.populations().get(departement.code)
        found.append(Listed("", departement.name, CollectiviteKind.DEPARTEMENT, where, people))
    for region in national_list.regions_named(name) if kind in (None, CollectiviteKind.REGION) else ():
        within = {each.code for each in national_list.departements().values() if each.region == region.code}
        people = sum(count for code, count in national_list.populations().items() if code in within)
        found.append(Listed("", region.name, CollectiviteKind.REGION, NOWHERE, people))
    return found


def _groupings(found: list[Epci]) -> str:
    names = [f"{each.name} ({each.siren})" for each in found[:MOST_CHOICES]]
    return ", ".join([*names, "…"] if len(found) > MOST_CHOICES else names)


def _choices(found: list[Commune]) -> str:
    names = [f"{each.name} ({each.departement})" for each in found[:MOST_CHOICES]]
    return ", ".join([*names, "…"] if len(found) > MOST_CHOICES else names)


def _valid(siren: str) -> str:
    siren = siren.replace(" ", "")
    if not TENANT_CODE.fullmatch(siren) or not has_siren_key(siren):
        raise InvalidInput(say.BAD_SIREN, siren=siren[:SHOWN])
    return siren
