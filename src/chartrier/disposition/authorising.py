"""Standing authorisations: granted and revoked by the Archives départementales, and lines imputed on them."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import UUID

from asn1crypto import x509

from chartrier.catalog.disposition.proposed import lock_dispositions, steps_now
from chartrier.catalog.rules.effective import effective_referential
from chartrier.catalog.rules.trying import tried
from chartrier.catalog.series.register import in_force as tableau_in_force
from chartrier.catalog.series.rules import series_in_force
from chartrier.clock import day_of
from chartrier.copies.acting import Act, act
from chartrier.copies.copies import Copies
from chartrier.copies.texts import clean_text
from chartrier.disposition import findings as say
from chartrier.disposition.analysing import Wanted, analyse, written_duration
from chartrier.disposition.answering import nobody_was_quicker
from chartrier.disposition.guards import LONGEST_TEXT, PDF, members_of, require_may, took
from chartrier.disposition.proving import file_of
from chartrier.disposition.reading import Proposition, authorisations, proposition, propositions
from chartrier.errors import Conflict, InvalidInput, NotAllowed, NotFound
from chartrier.records.actor import Actor
from chartrier.records.canonical import canonical
from chartrier.records.identifiers import new_package_id
from chartrier.records.roles import Permission
from chartrier.records.tenant import Tenant
from chartrier.rules.categories import Category as RuleCategory
from chartrier.rules.disposition import authorisation as rules
from chartrier.rules.disposition import findings as refused
from chartrier.rules.disposition import steps
from chartrier.rules.disposition.authorisation import LETTER, Authorisation, Category, Used
from chartrier.rules.disposition.line import Line, read_lines
from chartrier.rules.disposition.steps import Disposition, Imputation
from chartrier.rules.disposition.visa import Form
from chartrier.rules.series.serie import Series
from chartrier.rules.series.vocabulary import SortFinal, folded

TERMS, ORIGINAL, SIGNERS = "autorisation.json", "original.txt", "pades.json"
"""In the package of an `autorisation`: reference and conditions; where the letter is kept, or who signed it."""
LINES = "lines.jsonl"
"""In the package of a `proposition`."""


@dataclass(frozen=True, slots=True)
class Letter:
    """What the Archives départementales wrote: its form, day and reference; outside the application, the document.

    `original` says where one on paper is kept; `roots` are the certificates by which a signed PDF is checked.
    """

    form: Form
    day: date
    reference: str
    document: bytes | None = None
    original: str = ""
    roots: Sequence[x509.Certificate] = ()


@dataclass(frozen=True, slots=True)
class Granting:
    """What is to be granted: séries or rules by their codes, typologies by their titles, a period that ends, limits."""

    letter: Letter
    first: date
    last: date
    rules: Sequence[str] = ()
    typologies: Sequence[str] = ()
    conditions: str = ""
    most_units: int | None = None
    most_bytes: int | None = None


@dataclass(frozen=True, slots=True)
class Known:
    """A standing authorisation with what its letter says, and how much of it is used."""

    authorisation: Authorisation
    reference: str
    conditions: str
    used: Used


def grant(what: Granting, tenant: Tenant, copies: Copies, actor: Actor) -> Authorisation:
    """Grant a standing authorisation, or record the one that came on paper or as a signed PDF.

    Each category is frozen as it stands now. Raises NotAllowed where the tenant has no such type of visa; InvalidInput
    without reference, document, category or period, for a rule that is not there, or a série that is not to be
    eliminated; Unavailable.
    """
    _require_may_answer(actor, what.letter.form)
    now = copies.clock()
    taken = took(actor, now)
    given = Authorisation(
        id=new_package_id(now),
        digest="",
        granted=taken,
        form=what.letter.form,
        day=what.letter.day,
        first=what.first,
        last=what.last,
        categories=_categories(what, tenant),
        most_units=what.most_units,
        most_bytes=what.most_bytes,
    )
    rules.grant(given, tenant.policy.visa)
    members = {
        **members_of(taken),
        "step": str(rules.Act.GRANT),
        "form": str(given.form),
        "day": given.day.isoformat(),
        "first": given.first.isoformat(),
        "last": given.last.isoformat(),
        "categories": [each.as_json() for each in given.categories],
        "limits": {"units": given.most_units, "bytes": given.most_bytes},
        "terms": tenant.policy.visa.as_json(),
    }
    files = _documents(what.letter, copies, conditions=what.conditions)
    act(Act("autorisation", members, files=files), tenant, copies, actor, given.id)
    return authorisations(tenant)[given.id]


def revoke(identifier: UUID, motive: str, letter: Letter, tenant: Tenant, copies: Copies, actor: Actor) -> UUID:
    """Revoke an authorisation: from here on nothing is executed by it, whatever was imputed on it; the act.

    Raises NotFound, NotAllowed, Conflict when it is revoked already, InvalidInput without motive, Unavailable.
    """
    _require_may_answer(actor, letter.form)
    found = _named(identifier, tenant)
    taken = took(actor, copies.clock(), motive=motive)
    rules.revoke(found, taken)
    members = {
        **members_of(taken),
        "step": str(rules.Act.REVOCATION),
        "form": str(letter.form),
        "day": letter.day.isoformat(),
    }

    def facts(cursor: Any) -> None:
        lock_dispositions(cursor, tenant.key)
        if len(steps_now(cursor, tenant.key, identifier)) != 1:
            raise Conflict(refused.REVOKED_ALREADY)

    files = _documents(letter, copies)
    return act(Act("autorisation", members, subject=identifier, files=files, facts=facts), tenant, copies, actor)


def impute(
    name: str,
    identifier: UUID,
    tenant: Tenant,
    copies: Copies,
    actor: Actor,
    lines: Collection[int] | None = None,
) -> tuple[int, ...]:
    """Impute lines of a proposition that is signed on an authorisation; None: all that it covers. Their numbers.

    The others need a visa. Raises NotFound, NotAllowed for a line that it does not cover, Conflict when it is not the
    moment, or the authorisation is revoked, does not run or is used up; InvalidInput when it covers none, Unavailable.
    """
    require_may(actor, Permission.PROPOSE, Permission.VISA)
    found = proposition(tenant, name)
    authorisation = _named(identifier, tenant)
    taken = took(actor, copies.clock())
    listed = {line.number: line for line in read_lines(file_of(found.id, LINES, tenant, copies))}
    state, _ = rules.in_force(found.state, authorisations(tenant), day_of(taken.at))
    wanted = sorted(lines) if lines is not None else _imputable(authorisation, listed, state)
    imputation = Imputation(taken, identifier, tuple(wanted))
    steps.record_imputation(state, imputation, tenant.policy.visa)
    used = used_of(identifier, tenant, copies)
    _require_to_eliminate([listed[line] for line in wanted], tenant)
    rules.require_imputable(authorisation, [listed[line] for line in wanted], state, taken, used)
    earlier = _imputations(identifier, tenant)

    def facts(cursor: Any) -> None:
        nobody_was_quicker(found, tenant)(cursor)
        require_same_day(day_of(taken.at), copies)
        require_unrevoked(cursor, tenant, replace(found.state, imputations=(imputation,)))
        if _imputations_now(cursor, identifier, tenant) != earlier + 1:
            raise Conflict(
                say.CHANGED,
                what_fr="d'autres lignes viennent d'être imputées sur cette autorisation",
                what_en="other lines have just been imputed on that authorisation",
            )

    members = {
        **members_of(taken),
        "authorisation": {"id": str(identifier), "digest": authorisation.digest},
        "imputed": wanted,
        "lines": found.record["lines"],
        "terms": tenant.policy.visa.as_json(),
    }
    act(Act("imputation", members, subject=found.id, facts=facts), tenant, copies, actor)
    return tuple(wanted)


def require_unrevoked(cursor: Any, tenant: Tenant, state: Disposition) -> None:
    """Refuse (Conflict) when an authorisation that the state relies on was revoked since; in a transaction that holds
    `lock_dispositions`, so that none is revoked until it ends."""
    for each in {each.authorisation for each in state.imputations}:
        if steps_now(cursor, tenant.key, each):
            raise Conflict(
                say.CHANGED,
                what_fr="une autorisation permanente vient d'être révoquée",
                what_en="a standing authorisation has just been revoked",
            )


def require_same_day(day: date, copies: Copies) -> None:
    """Refuse (Conflict) when midnight passed since: the act would be of another day than was looked at."""
    if day_of(copies.clock()) != day:
        raise Conflict(say.CHANGED, what_fr="le jour a changé", what_en="it is another day")


def waiting_on(identifier: UUID, tenant: Tenant) -> dict[str, list[int]]:
    """The lines of each proposition, by its number, that are imputed on an authorisation and not executed yet."""
    found = {}
    for each in propositions(tenant):
        lines = sorted(line for line, by in each.state.imputed.items() if by == identifier)
        if lines and each.state.order is None:
            found[each.number] = lines
    return found


def known(tenant: Tenant, copies: Copies) -> list[Known]:
    """All standing authorisations, the oldest first. Raises IntegrityFailure, Unavailable."""
    return [_known(each, tenant, copies) for each in authorisations(tenant).values()]


def known_as(identifier: UUID, tenant: Tenant, copies: Copies) -> Known:
    """One of them. Raises NotFound, IntegrityFailure, Unavailable."""
    return _known(_named(identifier, tenant), tenant, copies)


def reference_of(identifier: UUID, tenant: Tenant, copies: Copies) -> str:
    """The reference of the letter. Raises IntegrityFailure, Unavailable."""
    return str(_terms(identifier, tenant, copies)["reference"])


def used_of(identifier: UUID, tenant: Tenant, copies: Copies) -> Used:
    """What was executed by an authorisation, and what is imputed on it and may yet be."""
    used = Used()
    for each in propositions(tenant):
        imputed = {line for line, by in each.state.imputed.items() if by == identifier} & {*_counting(each)}
        if imputed:
            lines = read_lines(file_of(each.id, LINES, tenant, copies))
            used = used.plus(line for line in lines if line.number in imputed)
    return used


def narrowed(wanted: Wanted, identifier: UUID, tenant: Tenant) -> Wanted:
    """What is wanted, less the units that would be lines outside the categories of an authorisation.

    Raises NotFound, InvalidInput (RUL-348) when nothing of it is covered, and what `analyse` raises.
    """
    authorisation = _named(identifier, tenant)
    lines = analyse(wanted, tenant).lines
    units = [line.unit for line in lines if authorisation.covers(line)]
    if not units:
        raise InvalidInput(refused.NOT_COVERED, line=lines[0].number if lines else 0)
    return replace(wanted, units=units)


def _require_to_eliminate(lines: Iterable[Line], tenant: Tenant) -> None:
    with tried(tenant.key) as cursor:
        series = {each.code: each for each in series_in_force(cursor, tenant.key)}
    for line in lines:
        if not to_eliminate(line, series):
            raise NotAllowed(refused.NOT_COVERED, line=line.number)


def to_eliminate(line: Line, series: Mapping[str, Series]) -> bool:
    """Whether every série of a line still says Éliminer: what is to be kept or sorted goes by no authorisation."""
    return all(each.rule not in series or _goes(series[each.rule]) for each in line.rules)


def _counting(found: Proposition) -> Sequence[int]:
    """The lines of a proposition that count for the limits."""
    return found.state.order.lines if found.state.order else found.state.pending


def _imputable(authorisation: Authorisation, lines: Mapping[int, Line], state: Disposition) -> list[int]:
    wanted = [number for number, line in lines.items() if authorisation.covers(line) and number not in state.imputed]
    if not wanted and lines:
        raise InvalidInput(refused.NOT_COVERED, line=min(lines))
    return sorted(wanted)


def _imputations(identifier: UUID, tenant: Tenant) -> int:
    with tried(tenant.key) as cursor:
        return _imputations_now(cursor, identifier, tenant)


def _imputations_now(cursor: Any, identifier: UUID, tenant: Tenant) -> int:
    """How many acts impute lines on it."""
    cursor.execute(
        "SELECT count(*) FROM acts_act WHERE tenant = %s AND operation = 'imputation'"
        " AND record -> 'authorisation' ->> 'id' = %s",
        [tenant.key, str(identifier)],
    )
    (count,) = cursor.fetchone()
    return int(count)


def _named(identifier: UUID, tenant: Tenant) -> Authorisation:
    found = authorisations(tenant).get(identifier)
    if found is None:
        raise NotFound(refused.NO_AUTHORISATION, name=str(identifier))
    return found


def _known(each: Authorisation, tenant: Tenant, copies: Copies) -> Known:
    told = _terms(each.id, tenant, copies)
    return Known(each, told["reference"], told["conditions"], used_of(each.id, tenant, copies))


def _terms(identifier: UUID, tenant: Tenant, copies: Copies) -> dict[str, Any]:
    return dict(json.loads(file_of(identifier, TERMS, tenant, copies)))


def _require_may_answer(actor: Actor, form: Form) -> None:
    require_may(actor, *((Permission.VISA,) if form is Form.APPLICATION else (Permission.PROPOSE, Permission.VISA)))


def _documents(letter: Letter, copies: Copies, conditions: str = "") -> dict[str, bytes]:
    reference = clean_text(letter.reference)
    if not reference:
        raise InvalidInput(say.NO_REFERENCE)
    files = {
        TERMS: canonical({"reference": reference[:LONGEST_TEXT], "conditions": clean_text(conditions)[:LONGEST_TEXT]})
    }
    if letter.document is not None:
        if not letter.document.startswith(PDF):
            raise InvalidInput(say.NOT_A_PDF)
        files[LETTER] = letter.document
    if letter.form is Form.PAPIER:
        original = clean_text(letter.original)
        if letter.document is None or not original:
            raise InvalidInput(say.NO_SCAN)
        files[ORIGINAL] = original.encode()
    if letter.form is Form.PADES:
        if letter.document is None:
            raise InvalidInput(say.NO_SCAN)
        if not letter.roots:
            raise InvalidInput(say.NO_ROOTS)
        # pyHanko is large, and few processes ever look at a signed PDF
        from chartrier.disposition.pades import check_letter

        signed = check_letter(letter.document, letter.roots, copies.clock())
        files[SIGNERS] = canonical(signed.as_json())
    return files


def _categories(what: Granting, tenant: Tenant) -> tuple[Category, ...]:
    """What is named, as the referential in force has it. Raises InvalidInput."""
    with tried(tenant.key) as cursor:
        referential = effective_referential(cursor, tenant.key)
        series = {each.code: each for each in series_in_force(cursor, tenant.key)}
    codes = list(what.rules)
    for title in what.typologies:
        named = [each.code for each in series.values() if folded(each.title) == folded(title)]
        if len(named) != 1:
            raise InvalidInput(say.NO_SUCH_CATEGORY, name=title[:60])
        codes += named
    tableau = tableau_in_force(tenant.key)
    found = []
    for code in dict.fromkeys(codes):
        rule = referential.get(code)
        if rule is None or rule.category is not RuleCategory.APPRAISAL or rule.duration is None:
            raise InvalidInput(say.NO_SUCH_CATEGORY, name=code[:60])
        if code in series and not _goes(series[code]):
            raise InvalidInput(say.NOT_TO_ELIMINATE, name=code[:60], sort=series[code].sort_final)
        version = str(tableau) if code in series and tableau else None
        found.append(Category(code, rule.label, written_duration(rule.duration), rule.description, version))
    return tuple(found)


def _goes(serie: Series) -> bool:
    """Trier and Conserver are in no standing authorisation, nor what sources differ on."""
    return serie.sort_final is SortFinal.ELIMINER and not serie.undecided
