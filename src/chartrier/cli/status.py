"""`chartrier status`"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from chartrier.administration.status import TenantStatus, free_bytes, statuses
from chartrier.cli import exit_codes
from chartrier.cli.answering import Answering, answering
from chartrier.cli.moments import readable
from chartrier.cli.output import Output
from chartrier.clock import write_instant
from chartrier.copies.status import CopyStatus
from chartrier.wiring import wire

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


@answering
def status(asked: Answering) -> int:
    """Dire où en est chaque copie : ce qu'elle a, ce qui lui manque et depuis quand, la place qui reste."""
    output = asked.output
    worst = exit_codes.DONE
    with wire(asked.settings) as archive:
        copies = archive.copies
        for store in copies.stores:
            _tell_room(output, store.name, str(asked.settings.copies[store.name]), free_bytes(store))
        for each in statuses(copies):
            _tell_tenant(output, each, copies.clock())
            if not each.sound:
                worst = exit_codes.REFUSED
    return worst


def _tell_room(output: Output, name: str, folder: str, free: int | None) -> None:
    output.emit({"copy": name, "folder": folder, "free_bytes": free})
    if free is None:
        output.say("✗ copie {name} : {folder} n'est pas là", name=name, folder=folder)
    else:
        output.say("✓ copie {name} : {folder}, {room} libres", name=name, folder=folder, room=output.amount(free))


def _tell_tenant(output: Output, status: TenantStatus, now: datetime) -> None:
    audit, paper = status.audit, status.paper
    output.emit(
        {
            "tenant": status.tenant.code,
            "name": status.tenant.name,
            "entries": status.entries,
            "in_step": status.in_step,
            "copies": [_as_json(output, copy, now) for copy in status.copies],
            "paper": {
                "units": paper.units,
                "objects": paper.objects,
                "linear_metres": f"{paper.metres.normalize():f}",
                "unmeasured": paper.unmeasured,
            },
            "owing": {copy: [str(order) for order in orders] for copy, orders in status.owing.items()},
            "damage": [
                {"copy": each.copy or None, "found": write_instant(each.found), "source": str(each.source)}
                for each in status.damage
            ],
            "last_audit": audit and audit.ended and {"ended": write_instant(audit.ended), "proven": audit.proven},
        }
    )
    output.say(
        "{code} {name} : {entries}",
        code=status.tenant.code,
        name=status.tenant.name,
        entries=output.count(status.entries, "opération"),
    )
    for copy in status.copies:
        _tell_copy(output, copy, now)
    for each in status.damage:
        when = readable(write_instant(each.found), output.language)
        if each.copy:
            output.say(
                "  ✗ copie {name} : un défaut y a été trouvé le {when} ; chartrier audit --repair",
                name=each.copy,
                when=when,
            )
        else:
            output.say("  ✗ copies : pas prouvées le {when} ; chartrier audit --repair", when=when)
    for name, orders in status.owing.items():
        output.say(
            "  ✗ copie {name} : {orders} à y exécuter", name=name, orders=output.count(len(orders), "élimination")
        )
    if paper.objects:
        output.say(
            "  sur papier : {units}, {metres} ; sans métrage : {unmeasured}",
            units=output.count(paper.units, "unité"),
            metres=output.metres(paper.metres),
            unmeasured=output.number(paper.unmeasured),
        )
    if audit is None or audit.ended is None:
        output.say("  jamais contrôlée : chartrier audit")
    else:
        sentence = (
            "  dernier contrôle le {when} : tout prouvé"
            if audit.proven
            else "  dernier contrôle le {when} : PAS tout prouvé"
        )
        output.say(sentence, when=readable(write_instant(audit.ended), output.language))


def _tell_copy(output: Output, copy: CopyStatus, now: datetime) -> None:
    if copy.finding is None:
        output.say("  ✓ copie {name} : à jour", name=copy.name)
        return
    if not copy.packages_waiting and copy.behind_since is None:
        output.say("  ✗ copie {name} : {size}, pas à jour", name=copy.name, size=output.count(copy.size, "opération"))
        output.finding(copy.finding)
        return
    output.say(
        "  ✗ copie {name} : {size}, il lui manque {packages}, en retard {since}",
        name=copy.name,
        size=output.count(copy.size, "opération"),
        packages=output.count(copy.packages_waiting, "paquet"),
        since=age(output, copy.behind_since, now),
    )
    output.finding(copy.finding)


def _as_json(output: Output, copy: CopyStatus, now: datetime) -> dict[str, Any]:
    since = copy.behind_since
    return {
        "copy": copy.name,
        "size": copy.size,
        "reachable": copy.reachable,
        "finding": copy.finding and copy.finding.as_json(output.language),
        "behind_since": since and write_instant(since),
        "behind_seconds": since and max(0, int((now - since).total_seconds())),
        "packages_waiting": copy.packages_waiting,
    }


def age(output: Output, since: datetime | None, now: datetime) -> str:
    """For how long, in words: the largest unit that fits."""
    if since is None:
        return output.text("sans que l'on sache depuis quand")
    passed = now - since
    if passed < MINUTE:
        return output.text("depuis moins d'une minute")
    if passed < HOUR:
        time = output.count(passed // MINUTE, "minute")
    elif passed < DAY:
        time = output.count(passed // HOUR, "heure")
    else:
        time = output.count(passed // DAY, "jour")
    return output.text("depuis {time}", time=time)
