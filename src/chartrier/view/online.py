"""The one place where the view asks what of a série is online."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from chartrier.catalog.publications.register import What, publications
from chartrier.clock import day_of
from chartrier.opendata.datasets import DATASETS, DatasetKind, dataset_for
from chartrier.rules.communicabilite.words import Words
from chartrier.rules.series.serie import Series


@dataclass(frozen=True, slots=True)
class Online:
    """What it is, and since when. `seen`: whether the portal is open, so that everybody sees it; `dataset`: whether it
    is a dataset, and not records alone.
    """

    what: Words
    day: date
    seen: bool
    dataset: bool = False


def online_of(tenant: int, table: Mapping[str, Series]) -> dict[str, Online]:
    """By the code of a série: the dataset that is made of it, else its records."""
    known = [each for each in publications(tenant) if each.online]
    seen = any(each.what is What.PORTAL for each in known)
    sets = {each.name: each for each in known if each.what is What.DATASET}
    found = {
        each.name: Online(Words("fiches en ligne", "records online"), day_of(each.issued), seen)
        for each in known
        if each.what is What.SERIES
    }
    for code, series in table.items():
        kind = dataset_for(series.open_data)
        if kind is not None and (made := sets.get(kind.value)) is not None:
            title = DATASETS[DatasetKind(kind)].title
            what = Words(f"jeu en ligne : {title.fr}", f"dataset online: {title.en}")
            found[code] = Online(what, day_of(made.changed), seen, dataset=True)
    return found
