"""The view of a tenant: a row for each série that it has in its tableau de gestion, or in its archive.

Each column is a function of what is known of the série; nothing here asks the database.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from chartrier.catalog.hosting.facts import SeriesFacts
from chartrier.catalog.hosting.ruled import NO_SERIES
from chartrier.hosting.breaches import Breach
from chartrier.hosting.placing import Placed
from chartrier.hosting.words import place_in_words
from chartrier.opendata.datasets import dataset_for
from chartrier.opendata.duties import Owed, duty_for
from chartrier.papers import words as written
from chartrier.records.tenant import Tenant
from chartrier.rules.communicabilite.words import Words, day_in_words
from chartrier.rules.series.dua import Kind
from chartrier.rules.series.serie import Series
from chartrier.rules.series.vocabulary import SortFinal, YesNo
from chartrier.view.cells import Action, Cell, Column, Level, Row, Where
from chartrier.view.online import Online

NOTHING = Words("rien d'archivé", "nothing archived")
WITHOUT = Words("Sans série", "Without a série")
WAITING = "waiting"
"""What of the échéances waits for its event."""


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a tenant for its rows. `treatments` None: no registre des traitements is kept."""

    tenant: Tenant
    on: date
    table: Mapping[str, Series]
    labels: Mapping[str, str]
    """Of rules that are no série of the table."""
    facts: Mapping[str, SeriesFacts]
    places: Sequence[Placed]
    breaches: Sequence[Breach]
    treatments: Mapping[str, str] | None
    online: Mapping[str, Online] = field(default_factory=dict)
    """What of a série is online, by its code."""


def rows_of(known: Known) -> list[Row]:
    """What is red first."""
    codes = dict.fromkeys([*known.table, *known.facts])
    return sorted((_row(known, code) for code in codes), key=lambda row: row.rank)


def _row(known: Known, code: str) -> Row:
    series, facts = known.table.get(code), known.facts.get(code)
    if code == NO_SERIES:
        title = WITHOUT
    else:
        text = series.title if series is not None else known.labels.get(code) or code
        title = Words(text, text)
    cells = {
        Column.ARCHIVED: archived(facts),
        Column.DUA: dua(code, series, facts),
        Column.COMMUNICABLE: communicable(facts),
        Column.PERSONAL: personal(known, code, series, facts),
        Column.OPEN: open_data(known, code, series, facts),
        Column.COPIES: copies(known, code, facts),
    }
    return Row(code, title, cells, held=facts is not None)


def archived(facts: SeriesFacts | None) -> Cell:
    """How much, and when last."""
    if facts is None:
        action = Action(
            Words(
                "Dire si la collectivité en produit ; si oui, les verser.",
                "Say whether the collectivité produces any; if so, deposit them.",
            )
        )
        return Cell(Level.UNKNOWN, NOTHING, action, {"units": 0, "bytes": 0, "last": None})
    extent, last = facts.extent, day_in_words(facts.last)
    count = written.count(extent.units, "unité")
    state = Words(
        f"{count}, {written.amount(extent.bytes)}, dernier versement le {last.fr}",
        f"{_units(extent.units)}, last deposit on {last.en}",
    )
    return Cell(Level.GOOD, state, None, {"units": extent.units, "bytes": extent.bytes, "last": facts.last.isoformat()})


def dua(code: str, series: Series | None, facts: SeriesFacts | None) -> Cell:
    """Its rule, what is due, what cannot be counted."""
    rule = _rule(series).fr if series is not None else None
    told = {
        "rule": rule if series is not None else code or None,
        "due": facts.due if facts else 0,
        "waiting": facts.waiting if facts else 0,
        "definitive": facts.definitive if facts else 0,
        "next": facts.next.isoformat() if facts and facts.next else None,
    }
    if facts is not None and code == NO_SERIES:
        return Cell(
            Level.ALERT,
            Words("aucune règle de DUA", "no rule of DUA"),
            Action(Words("Donner une série à ces unités.", "Give these units a série."), "chartrier correct"),
            told,
        )
    if facts is not None and facts.due:
        return Cell(Level.ALERT, _due(facts.due), _to_do(series), told)
    if series is not None and series.undecided:
        return Cell(
            Level.WATCH,
            Words("DUA ou sort final à décider", "DUA or sort final to be decided"),
            Action(Words("Décider de la série.", "Decide on the série."), "chartrier series decide"),
            told,
        )
    if facts is None:
        return Cell(Level.NONE, _rule(series) if series is not None else Words(code, code), None, told)
    if facts.waiting and not (series is not None and series.dua.kind is Kind.NONE):
        number = facts.waiting
        return Cell(
            Level.WATCH,
            Words(
                f"{written.count(number, 'unité')} dont la fin ne peut pas être comptée",
                f"{_units(number)} whose end cannot be counted",
            ),
            Action(
                Words("Dire quand l'événement a eu lieu.", "Say when the event happened."),
                "chartrier event",
                Where.ENDINGS,
                WAITING,
            ),
            told,
        )
    if facts.next is not None:
        day = day_in_words(facts.next)
        state = Words(f"prochaine échéance le {day.fr}", f"next end on {day.en}")
    elif facts.definitive:
        state = Words("archives définitives", "archives définitives")
    else:
        state = Words("rien n'échoit", "nothing ends")
    return Cell(Level.GOOD, state, None, told)


def communicable(facts: SeriesFacts | None) -> Cell:
    """By the access rules of the index, and what was opened beside them: whether the public may read, of how many."""
    if facts is None or not facts.documents:
        return Cell(Level.NONE, NOTHING if facts is None else Words("aucun document", "no document"))
    told = {
        "documents": facts.documents,
        "open": facts.open,
        "unruled": facts.unruled,
        "opens": facts.opens.isoformat() if facts.opens else None,
        "early": facts.early,
        "granted": facts.granted,
    }
    beside = _beside(facts)
    if facts.unruled:
        state = Words(
            f"{written.count(facts.unruled, 'unité')} sans règle d'accès{beside.fr}",
            f"{_units(facts.unruled)} without access rule{beside.en}",
        )
        action = Action(
            Words("Donner une règle d'accès ; d'ici là, fermées.", "Give an access rule; closed until then."),
            "chartrier correct",
        )
        return Cell(Level.WATCH, state, action, told)
    if facts.open == facts.documents:
        return Cell(Level.GOOD, Words("délais écoulés", "delays are over"), None, told)
    if facts.opens is None:
        last = Words("", "")
    else:
        day = day_in_words(facts.opens)
        last = Words(f", prochaine le {day.fr}", f", next on {day.en}")
    if facts.open + facts.early == facts.documents:
        state = Words(f"à tous{beside.fr}", f"to everybody{beside.en}")
    elif number := facts.open + facts.early:
        state = Words(
            f"{number} sur {facts.documents}{last.fr}{beside.fr}", f"{number} of {facts.documents}{last.en}{beside.en}"
        )
    else:
        state = Words(f"pas encore{last.fr}{beside.fr}", f"not yet{last.en}{beside.en}")
    return Cell(Level.GOOD, state, None, told)


def _beside(facts: SeriesFacts) -> Words:
    """What was opened beside the rules."""
    french, english = "", ""
    if facts.early:
        french += f" ; {facts.early} par ouverture anticipée"
        english += f"; {facts.early} by an early opening"
    if facts.granted:
        french += f" ; {facts.granted} à un lecteur, par dérogation"
        english += f"; {facts.granted} to a reader, by a dérogation"
    return Words(french, english)


def personal(known: Known, code: str, series: Series | None, facts: SeriesFacts | None) -> Cell:
    """What was seen in documents, beside what the tableau expects and what the register has."""
    if facts is None or not facts.seen.files:
        return Cell(Level.NONE, NOTHING if facts is None else Words("aucun fichier", "no file"))
    seen, expected = facts.seen, series.personal_data if series is not None else None
    treatment = known.treatments.get(code) if known.treatments is not None else None
    told = {
        "files": seen.files,
        "scanned": seen.scanned,
        "personal": seen.personal,
        "special": seen.special,
        "expected": expected,
        "treatment": treatment,
    }
    if not seen.scanned:
        return Cell(
            Level.UNKNOWN,
            Words("jamais cherchées", "never looked for"),
            Action(
                Words("Lire les documents, puis les examiner.", "Read the documents, then look through them."),
                "chartrier texts, chartrier privacy scan",
            ),
            told,
        )
    unread = seen.files - seen.scanned
    also = (
        Words(f" ; {written.count(unread, 'fichier non lu', 'fichiers non lus')}", f"; {_files(unread)} not read")
        if unread
        else Words("", "")
    )
    if seen.personal:
        where = Words(
            f"relevées dans {written.count(seen.personal, 'fichier')}{also.fr}",
            f"seen in {_files(seen.personal)}{also.en}",
        )
        if expected is False:
            said = Words(
                "Le tableau n'en attend pas : faire vérifier par le DPO, puis corriger la série ou les accès.",
                "The table expects none: have the DPO check, then mend the série or the access.",
            )
            action = Action(said, "chartrier privacy contradictions", Where.CONTRADICTIONS)
            return Cell(Level.ALERT, where, action, told)
        if treatment is not None:
            entered = Words(f"{where.fr} ; au registre : {treatment}", f"{where.en}; in the register: {treatment}")
            return Cell(Level.GOOD, entered, None, told)
        said = Words(
            "Aucun traitement du registre n'a cette série : l'y inscrire (RGPD, art. 30).",
            "No treatment of the register has this série: enter it there (RGPD, art. 30).",
        )
        action = Action(said, "chartrier privacy treatment", Where.TREATMENTS)
        return Cell(Level.WATCH, where, action, told)
    return Cell(Level.GOOD, Words(f"aucune relevée{also.fr}", f"none seen{also.en}"), None, told)


def open_data(known: Known, code: str, series: Series | None, facts: SeriesFacts | None) -> Cell:
    """What is online of it; else whether publishing is owed, by the duties of the collectivité."""
    online = known.online.get(code)
    if series is None or not (series.open_data or online):
        return Cell(Level.NONE, Words("sans objet", "does not apply"), None, {"dataset": None, "owed": None})
    duty = duty_for(series.open_data)
    owed = duty.owed_by(known.tenant.kind, known.tenant.custody.population, None)
    told = {
        "dataset": series.open_data or None,
        "owed": owed.value,
        "duty": duty.code,
        "reference": duty.reference,
        "online": online.day.isoformat() if online is not None else None,
    }
    if facts is None:
        return Cell(Level.NONE, NOTHING, None, told)
    # records alone do not make the dataset that is owed, and a série of which nothing is open shows nothing
    if online is not None and (
        online.dataset or (dataset_for(series.open_data) is None and facts.open + facts.early > 0)
    ):
        day = day_in_words(online.day)
        what = Words(f"{online.what.fr}, depuis le {day.fr}", f"{online.what.en}, since {day.en}")
        if online.seen:
            return Cell(Level.GOOD, what, None, told)
        shut = Action(
            Words("Ouvrir le portail : personne ne le voit.", "Open the portal: nobody sees it."),
            "chartrier opendata open",
            Where.OPEN_DATA,
        )
        return Cell(Level.WATCH, what, shut, told)
    if owed is Owed.NO:
        return Cell(Level.GOOD, Words("possible, non dû", "possible, not owed"), None, told)
    if not facts.open + facts.early:
        closed = Words("à publier une fois communicable", "to be published once open")
        return Cell(Level.GOOD, closed, None, told)
    named = f" ({series.open_data})" if series.open_data != YesNo.YES else ""
    said = Words(
        f"Publier ce qui est communicable, sans donnée personnelle{named}.",
        f"Publish what is open, without personal data{named}.",
    )
    kind = dataset_for(series.open_data)
    command = f"chartrier opendata publish {kind.value}" if kind is not None else f"chartrier opendata series {code}"
    action = Action(said, command, Where.OPEN_DATA, kind.value if kind is not None else f"?serie={code}")
    due = (
        Words("publication due", "publishing is owed")
        if owed is Owed.YES
        else Words("publication à vérifier", "publishing to be checked")
    )
    if online is not None:
        due = Words(f"{online.what.fr} ; {due.fr}", f"{online.what.en}; {due.en}")
    return Cell(Level.WATCH, due, action, told)


def copies(known: Known, code: str, facts: SeriesFacts | None) -> Cell:
    """How many copies are whole, and the worst breach of the hosting policy that is about this série. What is about all
    of them is told once, beside the rows.
    """
    if facts is None:
        return Cell(Level.NONE, NOTHING)
    whole = [each for each in known.places if each.whole]
    told = {
        "whole": len(whole),
        "copies": [{"copy": each.name, "whole": each.whole, "place": place_of(each)} for each in known.places],
        "breaches": [each.finding.code for each in known.breaches if each.concerns(code)],
    }
    count = f"{len(whole)}/{len(known.places)}"
    state = Words(f"{count} {'complète' if len(whole) < 2 else 'complètes'}", f"{count} whole")
    concerned = [each for each in known.breaches if each.concerns(code)]
    if not concerned:
        return Cell(Level.GOOD, state, None, told)
    worst = concerned[0]
    action = Action(
        Words("Y remédier chez l'hébergeur.", "Have the host mend it."), "chartrier hosting check", Where.HOSTING
    )
    own = next((each for each in concerned if each.series), None)
    if own is not None:
        state = Words(f"{state.fr} — {own.finding.message('fr')}", f"{state.en} — {own.finding.message('en')}")
    return Cell(Level.ALERT if worst.grave else Level.WATCH, state, action, told)


def _due(number: int) -> Words:
    return Words(f"{written.count(number, 'unité')} à échéance", f"{_units(number)} due")


def _rule(series: Series) -> Words:
    lasts, then = series.dua.words, series.sort_final.words
    return Words(f"{lasts.fr}, {then.fr}", f"{lasts.en}, {then.en}")


def _to_do(series: Series | None) -> Action:
    if series is not None and not series.sort_undecided and series.sort_final is SortFinal.ELIMINER:
        said = Words("Proposer l'élimination au visa.", "Propose the élimination for visa.")
        return Action(said, "chartrier propose", Where.ENDINGS)
    if series is not None and not series.sort_undecided and series.sort_final is SortFinal.CONSERVER:
        said = Words("En faire des archives définitives.", "Make them archives définitives.")
        return Action(said, "chartrier conserve", Where.ENDINGS)
    return Action(Words("Trier, puis proposer ou conserver.", "Sort, then propose or keep."), where=Where.ENDINGS)


def place_of(each: Placed) -> str | None:
    """Where a copy is, in words; None when nobody has said."""
    return place_in_words(each.offer) or None if each.offer is not None else None


def _units(number: int) -> str:
    return f"{number:,} unit" if number == 1 else f"{number:,} units"


def _files(number: int) -> str:
    return f"{number:,} file" if number == 1 else f"{number:,} files"
