"""How the people of the demonstration sign in: a password each, drawn anew, and a second factor where it takes one."""

from __future__ import annotations

import os
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from people import EVERYBODY, Someone

from chartrier.administration.invitations import accept, invite
from chartrier.administration.people import find_person
from chartrier.administration.rights import rights_of
from chartrier.web.accounts.strength import must_be_strong
from chartrier.web.frame.archive import serve
from chartrier.wiring import Wiring

LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
"""Those that nobody takes for another."""


@dataclass(frozen=True, slots=True)
class Entrance:
    """What somebody types to sign in; a second factor has a `secret`, and `codes` that serve once each."""

    who: Someone
    password: str
    secret: str = ""
    codes: tuple[str, ...] = ()


def open_accounts(people: Sequence[Someone], archive: Wiring) -> list[Entrance]:
    """Let each in, as an invitation that was accepted; those who need a second factor have it already."""
    serve(archive)  # secrets of second factors are closed under a key of this archive
    return [_open(each, archive) for each in people]


def _open(who: Someone, archive: Wiring) -> Entrance:
    clock = archive.copies.clock
    password = "-".join("".join(secrets.choice(LETTERS) for _ in range(4)) for _ in range(3))
    person = accept(invite(find_person(who.name), clock).token, password, clock)
    rights = rights_of(person.id)
    if not rights.operator and not any(must_be_strong(rights.roles(tenant)) for tenant in rights.tenants):
        return Entrance(who, password)
    secret = generate_totp_secret()
    TOTP.activate(person, secret)
    return Entrance(who, password, secret, tuple(RecoveryCodes.activate(person).generate_codes()))


def keep(entrances: Sequence[Entrance], file: Path, language: str, commune: str) -> None:
    """Write them where nobody else reads, so that the site may be served again."""
    with open(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as out:
        out.write("\n".join(told(entrances, language, commune)) + "\n")


def told(entrances: Sequence[Entrance], language: str, commune: str) -> list[str]:
    """Who may sign in, by what, and what each finds where, for a terminal of 120 columns."""
    english = language == "en"
    lines = []
    for each in entrances:
        who = each.who
        lines.append(f"  {who.email:<27}{each.password:<17}{who.name}, {who.function[english]}")
        for address, *said in who.looks:
            lines.append(f"  {'':<4}{at(address, commune):<42}{said[english]}")
        if each.codes:
            label = "second factor, one code each time:" if english else "second facteur, un code à chaque fois :"
            lines.append(f"  {'':<4}{label:<42}{' '.join(each.codes[:5])}")
            lines.append(f"  {'':<46}{' '.join(each.codes[5:])}")
        lines.append("")
    address, *said = EVERYBODY
    lines.append(f"  {'everybody' if english else 'chacun'}")
    lines.append(f"  {'':<4}{at(address, commune):<42}{said[english]}")
    strong = [each for each in entrances if each.secret]
    if strong:
        text = "or, for an application of codes: " if english else "ou, dans une application de codes : "
        lines.append("")
        lines.append("  " + text)
        lines.extend(f"    {each.who.email:<25}{each.secret}" for each in strong)
    return lines


def at(address: str, commune: str) -> str:
    """An address of `people`, for the commune of this code."""
    return address.replace("~", commune)
