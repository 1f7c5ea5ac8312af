"""What `chartrier territory rampup` tells people."""

from __future__ import annotations

from chartrier.cli.moments import readable
from chartrier.cli.output import Output
from chartrier.territory.rampup.capacity import Capacity
from chartrier.territory.rampup.members import Member, counted
from chartrier.territory.rampup.missing import Rhythm
from chartrier.territory.rampup.rampup import RampUp
from chartrier.territory.words import FLOWS, STATES


def tell_rampup(output: Output, found: RampUp) -> None:
    """The members by step, the wait, what is missing, the capacity."""
    for state, number in counted(found.members).items():
        output.line(f"{STATES[state].within(output.language)} :", output.number(number))
        for each in found.members:
            if each.state is state:
                _tell_member(output, each, found)
    told = found.wait
    if told.median is not None:
        output.say(
            "premier versement : {median} de médiane pour {count}",
            median=output.count(round(told.median), "jour"),
            count=output.count(told.deposited, "collectivité"),
        )
    if told.median_waiting is not None:
        output.say(
            "premier versement attendu depuis {median} de médiane par {count}",
            median=output.count(round(told.median_waiting), "jour"),
            count=output.count(told.waiting, "collectivité"),
        )
    late = found.missing
    output.say("versements attendus et manquants : {count}", count=output.number(len(late)))
    for rhythm in late:
        _tell_missing(output, rhythm, found)
    _tell_capacity(output, found.capacity)


def _tell_member(output: Output, each: Member, found: RampUp) -> None:
    days, waiting = each.days_to_first, each.waiting(found.on)
    told = ""
    if days is not None:
        told = output.text("premier versement en {days}", days=output.count(days, "jour"))
    elif waiting is not None:
        told = output.text("rien depuis {days}", days=output.count(waiting, "jour"))
    by = each.convention_name or each.initiative_name or each.source
    output.line("   ", each.name, by and f"({by})", told and f"· {told}")


def _tell_missing(output: Output, each: Rhythm, found: RampUp) -> None:
    output.say(
        "    {name}, {flow} : {late} de retard ; dernier le {last}, attendu le {due}",
        name=each.tenant.name,
        flow=FLOWS[each.flow].within(output.language),
        late=output.count(each.late(found.on), "jour"),
        last=readable(each.last.isoformat(), output.language),
        due=readable(each.due.isoformat(), output.language),
    )


def _tell_capacity(output: Output, found: Capacity) -> None:
    intake = found.intake
    if intake.units_a_day is not None and intake.bytes_a_day is not None:
        output.say(
            "reçu par jour, sur {days} : {units}, {size}",
            days=output.count(intake.days, "jour"),
            units=output.count(round(intake.units_a_day), "unité"),
            size=output.amount(round(intake.bytes_a_day)),
        )
    if found.units_an_hour is not None:
        output.say(
            "accepté par heure de travail, sur {works} : {units}",
            works=output.count(found.work.works, "dépôt"),
            units=output.count(round(found.units_an_hour), "unité"),
        )
    added = found.added_a_year
    output.say(
        "membres à venir : {members}, {inhabitants} ; ce qu'ils ajouteraient par an : {size}",
        members=output.number(found.coming.members),
        inhabitants=output.count(found.coming.inhabitants, "habitant"),
        size=output.text("inconnu, aucune commune d'ici n'a un an de versements")
        if added is None
        else output.amount(added),
    )
    for copy, free in found.room.items():
        if free is None:
            output.say("  copie {copy} : absente", copy=copy)
        else:
            left = found.years_left(copy, with_coming=False)
            output.say(
                "  copie {copy} : {free} libres, {left}",
                copy=copy,
                free=output.amount(free),
                left=output.text("durée inconnue")
                if left is None
                else output.text("pleine dans {years} au rythme d'aujourd'hui", years=years(output, left)),
            )


def years(output: Output, number: float) -> str:
    """More than a century is said so."""
    if number > 100:
        return output.text("plus de cent ans")
    return output.count(round(number), "an") if number >= 1 else output.text("moins d'un an")
