"""`chartrier search`"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated
from uuid import UUID

import typer
from typer._click.exceptions import NoSuchOption

from chartrier.access.describing import describe_notice
from chartrier.access.finding import enter_list, enter_search, shown
from chartrier.access.searching import (
    PUBLIC,
    Question,
    Scope,
    facets,
    require_askable,
    save_search,
    saved_search,
    write_csv,
)
from chartrier.access.searching import search as search_archive
from chartrier.administration.tenants import keys_of, tenant_of
from chartrier.catalog.archive.searching import Facets
from chartrier.catalog.searches.register import OPERATOR
from chartrier.catalog.transfers.notices import find_notices
from chartrier.cli import exit_codes
from chartrier.cli.acting import As, PassphraseFile, acting
from chartrier.cli.invocation import invoked
from chartrier.cli.options import Home, Json, Lang, TenantCode
from chartrier.cli.searched import row_as_json, tell
from chartrier.clock import day_of
from chartrier.copies.documents import new_file
from chartrier.records.roles import Permission
from chartrier.wiring import Wiring, wire

PARSING = {"ignore_unknown_options": True}
"""`-mot` is a word to leave out, not an option."""


def search(
    words: Annotated[
        list[str] | None,
        typer.Argument(metavar="MOT", help="Mots cherchés ; '\"une expression\"', -sans ; rien : les dernières."),
    ] = None,
    service: Annotated[
        list[str] | None, typer.Option(metavar="SERVICE", help="De ce service producteur ; plusieurs fois permis.")
    ] = None,
    series: Annotated[
        list[str] | None, typer.Option(metavar="RÈGLE", help="De cette série, ou de cette règle de DUA.")
    ] = None,
    first: Annotated[str | None, typer.Option("--from", metavar="AAAA-MM-JJ", help="À partir de ce jour.")] = None,
    last: Annotated[str | None, typer.Option("--to", metavar="AAAA-MM-JJ", help="Jusqu'à ce jour.")] = None,
    puid: Annotated[
        list[str] | None, typer.Option("--format", metavar="FORMAT", help="Avec un fichier de ce format : PDF, fmt/18…")
    ] = None,
    communicable: Annotated[bool, typer.Option("--communicable", help="Ce que chacun peut lire ce jour.")] = False,
    due: Annotated[bool, typer.Option("--due", help="Ce dont la DUA est échue.")] = False,
    frozen: Annotated[bool, typer.Option("--frozen", help="Ce qu'un gel retient.")] = False,
    below: Annotated[UUID | None, typer.Option(metavar="UNITÉ", help="Tout ce que cette unité contient.")] = None,
    best: Annotated[bool, typer.Option("--best", help="Les plus pertinentes d'abord.")] = False,
    spread: Annotated[
        bool, typer.Option("--facets", help="Dire aussi combien par service, année, format, règle.")
    ] = False,
    public: Annotated[bool, typer.Option("--public", help="Sous le régime du public : ce qu'il peut lire.")] = False,
    listed: Annotated[
        Path | None, typer.Option("--csv", metavar="FICHIER", help="Écrire toute la liste dans ce nouveau fichier.")
    ] = None,
    who: As = None,
    passphrase_file: PassphraseFile = None,
    saved: Annotated[
        str | None, typer.Option("--saved", metavar="NOM", help="Refaire la recherche gardée sous ce nom.")
    ] = None,
    save: Annotated[
        str | None, typer.Option("--save", metavar="NOM", help="Garder cette recherche sous ce nom.")
    ] = None,
    tenant: TenantCode = None,
    limit: Annotated[int, typer.Option(metavar="NOMBRE", min=1, max=1000, help="Nombre de réponses.")] = 20,
    before: Annotated[
        UUID | None, typer.Option(metavar="IDENTIFIANT", help="Page suivante : ce qui est plus ancien.")
    ] = None,
    home: Home = None,
    json: Json = False,
    lang: Lang = None,
) -> int:
    """Chercher des unités par leurs mots et ceux de leurs documents, les plus récentes d'abord."""
    for word in words or ():
        if word.startswith("--"):
            raise NoSuchOption(word)
    settings, output = invoked(home, json, lang)
    text = " ".join(words or ()).encode("utf-8", "replace").decode().strip()
    given = {
        "words": [text], "service": service or [], "series": series or [], "first": [first or ""],
        "last": [last or ""], "format": puid or [], "below": [str(below or "")],
    }  # fmt: skip
    flags = {"communicable": communicable, "due": due, "frozen": frozen, "best": best}
    given |= {name: ["1"] for name, asked in flags.items() if asked}
    with wire(settings) as archive:
        searcher = _searcher(archive, tenant, who, passphrase_file)
        if saved is not None:
            given = saved_search(searcher.only_tenant(), searcher.owner, saved)
            public = public or given.get("regime") == ["public"]
        question = Question.read(given)
        if save is not None:
            asked = question.written() | ({"regime": ["public"]} if public else {})
            save_search(searcher.only_tenant(), searcher.owner, save, asked)
        tenants, today, clock = searcher.tenants, day_of(archive.copies.clock()), archive.copies.clock
        scope = PUBLIC if public else searcher.scope
        require_askable(question, scope)
        if listed is not None:
            with new_file(listed) as file:
                enter_list(tenants, searcher.person, scope, clock)
                count = write_csv(file, tenants, question, scope, today)
            output.emit({"csv": str(listed), "count": count, "regime": str(scope.regime)})
            output.say("✓ {path} : {count}", path=listed, count=output.count(count, "unité"))
            return exit_codes.DONE
        answer = search_archive(tenants, question, scope, today, before=before, limit=limit)
        facets_shown = facets(tenants, question, scope, today) if spread else Facets()
        rows = shown(tenants, answer, question, scope, today)
        if question.words:
            enter_search(tenants, searcher.person, answer, rows, clock)
        notices = []
        if question.words and not public and before is None and question == Question(words=question.words):
            notices = find_notices(tenants, question.words, limit)
    output.emit(
        {
            "regime": str(answer.regime),
            "count": answer.count,
            "units": [row_as_json(row) for row in rows],
            "deposited": [describe_notice(each) for each in notices],
            "facets": {name: dict(values) for name, values in facets_shown.values.items()},
            "next": answer.next and str(answer.next),
        }
    )
    tell(output, answer, rows, notices, facets_shown)
    return exit_codes.DONE


@dataclass(frozen=True, slots=True)
class _Searcher:
    """Who searches, where, and by what right: without `--as`, the operator of the machine, everywhere."""

    tenants: list[int]
    person: UUID | None
    scope: Scope

    @property
    def owner(self) -> UUID:
        """Whose the searches are that are kept."""
        return self.person or OPERATOR

    def only_tenant(self) -> int:
        """A search is kept in one collectivité. Raises InvalidInput."""
        (only,) = self.tenants if len(self.tenants) == 1 else (tenant_of(None).key,)
        return only


def _searcher(archive: Wiring, tenant: str | None, who: str | None, passphrase_file: Path | None) -> _Searcher:
    if who is None:
        return _Searcher(keys_of(tenant), None, Scope())
    of = tenant_of(tenant)
    actor = acting(archive, of, who, passphrase_file, Permission.SEARCH_DESCRIPTIONS)
    return _Searcher([of.key], actor.person, Scope(texts=actor.may(Permission.READ_DOCUMENT)))
