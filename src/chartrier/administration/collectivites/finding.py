"""Finding a collectivité in the national list, by its name or its SIREN."""

from __future__ import annotations

from dataclasses import dataclass

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

    What the list does not have is taken as it is given, when `siren` and `kind` are. Raises NotFound when it is not
    there, InvalidInput when several are, or when the list does not say its SIREN and `siren` does not either.
    """
    name = clean_name(name)
    if siren is None and TENANT_CODE.fullmatch(name):
        name, siren = "", name
    if siren is not None:
        return _with_siren(_valid(siren), name, kind, departement or "")
    if kind in (None, CollectiviteKind.COMMUNE):
        found = _of_their_name(national_list.named(name, departement), name)
        if len(found) == 1:
            return _commune(found[0], None)
        if found:
            raise InvalidInput(say.SEVERAL, name=name[:SHOWN], choices=_choices(found))
    if kind in (None, CollectiviteKind.EPCI):
        groupings = national_list.epcis_named(name)
        exact = [each for each in groupings if len(each.name.split()) == len(name.split())]
        if len(exact or groupings) == 1:
            return _epci((exact or groupings)[0])
        if groupings:
            choices = ", ".join(f"{each.name} ({each.siren})" for each in groupings[:MOST_CHOICES])
            raise InvalidInput(say.SEVERAL, name=name[:SHOWN], choices=choices)
    raise NotFound(say.NOT_IN_LIST, name=name[:SHOWN])


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
    if not name or kind is None:
        raise NotFound(say.NOT_IN_LIST, name=name[:SHOWN] or siren)
    if departement and departement not in national_list.departements():
        raise NotFound(say.NOT_IN_LIST, name=departement[:SHOWN])
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


def _choices(found: list[Commune]) -> str:
    names = [f"{each.name} ({each.departement})" for each in found[:MOST_CHOICES]]
    return ", ".join([*names, "…"] if len(found) > MOST_CHOICES else names)


def _valid(siren: str) -> str:
    siren = siren.replace(" ", "")
    if not TENANT_CODE.fullmatch(siren) or not has_siren_key(siren):
        raise InvalidInput(say.BAD_SIREN, siren=siren[:SHOWN])
    return siren
