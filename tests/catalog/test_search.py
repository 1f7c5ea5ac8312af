"""Search: found in any form, by the index, and never across tenants."""

from __future__ import annotations

import json
from contextlib import suppress
from datetime import date
from uuid import UUID

import psycopg
import pytest
from django.db import connections

from chartrier.catalog.archive import questions, walking
from chartrier.catalog.archive.filters import APPRAISAL, Filters
from chartrier.catalog.archive.spans import LAST, NEWEST, newest, newest_but, stretches, whose
from chartrier.catalog.archive.walking import walk
from chartrier.catalog.database.isolation import DEFINER
from chartrier.catalog.transaction import as_array, transaction

from .conftest import ALPHA, BETA


def titles(found) -> list[str]:
    return [unit.title for unit in found.units]


def test_words_are_found_in_any_form(tenants, accept):
    accept(ALPHA, "Délibérations du Conseil", "Travaux à l’École", "Cœur de ville",
           content={"Description": ["Voirie communale"], "Tag": ["urbanisme"]})  # fmt: skip
    accept(ALPHA, "Arrêté du maire")
    for words in ("délibération", "DELIBERATIONS", "deliberation conseil"):
        assert titles(questions.find([ALPHA], words)) == ["Délibérations du Conseil"], words
    assert titles(questions.find([ALPHA], "ecoles")) == ["Travaux à l’École"]
    assert titles(questions.find([ALPHA], "coeur")) == titles(questions.find([ALPHA], "CŒUR")) == ["Cœur de ville"]
    assert len(questions.find([ALPHA], "voiries urbanisme").units) == 3
    assert titles(questions.find([ALPHA], "voirie -cœur -travaux")) == ["Délibérations du Conseil"]
    assert titles(questions.find([ALPHA], '"conseil délibérations"')) == []
    assert titles(questions.find([ALPHA], "arrêtés or cœur")) == ["Arrêté du maire", "Cœur de ville"]


def test_a_name_with_hyphens_is_found_however_it_is_written(tenants, accept):
    accept(ALPHA, "Voirie de Saint Rémy", "Accueil péri-scolaire", "Pont de Saint-Rémy", "Accueil péri et scolaire",
           "Délibération 2025-015", "Saint Denis")  # fmt: skip
    both = ["Pont de Saint-Rémy", "Voirie de Saint Rémy"]
    for words in ("Saint-Rémy", "saint remy", '"Saint-Rémy"', '"saint rémy"'):
        assert titles(questions.find([ALPHA], words)) == both, words
    assert titles(questions.find([ALPHA], '"pont de Saint-Rémy"')) == ["Pont de Saint-Rémy"]
    assert titles(questions.find([ALPHA], "péri-scolaire")) == ["Accueil péri et scolaire", "Accueil péri-scolaire"]
    assert titles(questions.find([ALPHA], '"péri-scolaire"')) == ["Accueil péri-scolaire"]
    assert titles(questions.find([ALPHA], "2025-015")) == ["Délibération 2025-015"]
    assert titles(questions.find([ALPHA], "saint -rémy")) == ["Saint Denis"]
    assert titles(questions.find([ALPHA], "saint -Saint-Rémy")) == ["Saint Denis"]


@pytest.mark.parametrize("words", ["", "  ", "le la les", "'", '"', "\\", "' & | ! :*", "%s", "\0", "x" * 10_000, "’"])
def test_whatever_is_typed_is_a_question(tenants, accept, words):
    accept(ALPHA, "Titre")
    assert questions.find([ALPHA], words).units == []


def test_the_newest_come_first_page_by_page(tenants, accept):
    for number in range(5):
        accept(ALPHA, f"Budget {number}")
    found = questions.find([ALPHA], "budget", limit=2)
    assert (titles(found), found.count) == (["Budget 4", "Budget 3"], 5)
    following = questions.find([ALPHA], "budget", limit=2, before=found.units[-1].id)
    assert titles(following) == ["Budget 2", "Budget 1"]
    assert [unit.title for unit in questions.newest([ALPHA], limit=1)] == ["Budget 4"]
    assert len(questions.versements([ALPHA], limit=3)) == 3


def test_the_count_stops(tenants, accept, monkeypatch):
    accept(ALPHA, *(f"Budget {number}" for number in range(4)))
    monkeypatch.setattr(questions, "COUNT_TO", 3)
    assert questions.find([ALPHA], "budget").count == 3


def test_search_keeps_to_the_tenants(tenants, accept):
    accept(ALPHA, "Secret partagé")
    accept(BETA, "Secret gardé")
    found = questions.find([ALPHA], "secret")
    assert (titles(found), found.count) == (["Secret partagé"], 1)
    assert questions.find([ALPHA], "gardé") == questions.Found([], 0)
    assert questions.find([], "secret") == questions.Found([], 0)
    assert titles(questions.find([ALPHA, BETA], "secret")) == ["Secret gardé", "Secret partagé"]


def test_the_function_cannot_be_turned(tenants, accept, wired):
    """A search path, a function, an operator, a table of one's own: the function looks at none of them."""
    accept(BETA, "Secret gardé")
    with wired.database.connect() as app:
        app.execute("SELECT set_config('app.tenants', %s, false)", [as_array([ALPHA])])
        app.execute("CREATE TEMP TABLE archive_unit (tenant bigint, id uuid, search tsvector)")
        app.execute("CREATE FUNCTION pg_temp.websearch_to_tsquery(text, text) RETURNS tsquery LANGUAGE sql"
                    " AS $$ SELECT 'gard'::tsquery $$")  # fmt: skip
        app.execute("CREATE FUNCTION pg_temp.current_setting(text, boolean) RETURNS text LANGUAGE sql"
                    f" AS $$ SELECT '{{{BETA}}}'::text $$")  # fmt: skip
        app.execute("SET search_path = pg_temp, public, pg_catalog")
        for words in ("garde", "secret", "-rien", "secret or garde"):
            assert app.execute("SELECT * FROM public.search_units(%s, NULL, 10, 10, true)", [words]).fetchall() == []
        for numbers in ((-1, 10), (10, -1)):
            with suppress(psycopg.Error):
                asked = app.execute("SELECT * FROM public.search_units('garde', NULL, %s, %s, true)", numbers)
                assert asked.fetchall() == []
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            app.execute(
                "CREATE OR REPLACE FUNCTION public.search_units(text, uuid, int, int, boolean)"
                " RETURNS TABLE (tenant bigint, id uuid, hits bigint)"
                " LANGUAGE sql AS 'SELECT 1, NULL::uuid, 1'"
            )
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            app.execute(f"SET ROLE {DEFINER}")


def test_statistics_do_not_tell(tenants, accept, wired):
    accept(BETA, *(f"Secret {number}" for number in range(30)))
    with wired.database.connect("postgres") as superuser:
        superuser.execute("ANALYZE archive_unit")
    with wired.database.connect() as app:
        app.execute("SELECT set_config('app.tenants', %s, false)", [as_array([ALPHA])])
        assert app.execute("SELECT count(*) FROM pg_stats WHERE tablename = 'archive_unit'").fetchone() == (0,)


def pages_read(app: psycopg.Connection, word: str) -> int:
    """How many pages of the database a search looks at."""
    asked = f"EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) SELECT * FROM search_units('{word}', NULL, 20, 2000, true)"
    ((answer,),) = app.execute(asked).fetchall()
    plan = answer[0]["Plan"]
    return int(plan["Shared Hit Blocks"] + plan["Shared Read Blocks"])


def test_a_rare_word_is_found_by_the_index(tenants, wired):
    """Among 60,000 units with a word in common, some of a neighbour: neither looks at all that there is."""
    with wired.database.connect("postgres") as superuser:
        superuser.execute(
            "INSERT INTO archive_versement (tenant, id, state, received, operation, findings, inventory)"
            " SELECT %s, gen_random_uuid(), 'accepted', now(), '{}', '[]', ''", [ALPHA],
        )  # fmt: skip
        superuser.execute(
            "INSERT INTO archive_unit"
            " (tenant, versement, id, xml_id, line, content, title, title_key, search, top)"
            " SELECT tenant, id, ('01900000-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid, '', n, '{}', '', '',"
            " to_tsvector('french', 'commun mot' || n), false FROM archive_versement, generate_series(1, 60000) n"
        )
        superuser.execute("ANALYZE archive_unit")
    with wired.database.connect() as app:
        app.execute("SELECT set_config('app.tenants', %s, false)", [as_array([ALPHA])])
        for _ in range(8):  # beyond the fifth, where plans may become the same for all words
            # looking at all takes three look-ups for each unit
            assert pages_read(app, "mot777") < 60_000 / 10
        assert pages_read(app, "commun") < 60_000 / 10
    # Under the policies the index is of no use: this is why there is a function.
    with wired.database.connect() as app:
        app.execute("SELECT set_config('app.tenants', %s, false)", [as_array([ALPHA])])
        plan = app.execute(
            "EXPLAIN SELECT id FROM archive_unit"
            " WHERE public.placed(search, tenant, id) @@ websearch_to_tsquery('french', 'mot777')"
        ).fetchall()
        assert "archive_unit_placed" not in str(plan)
        assert len(app.execute("SELECT * FROM search_units('mot777', NULL, 20, 10000, true)").fetchall()) == 1


PACKAGES = {"old": "01900000-0000-7000-8000-000000", "middle": "01910000-0000-7000-8000-000000",
            "new": "01920000-0000-7000-8000-000000"}  # fmt: skip
EVERY = """
    SELECT u.id FROM archive_unit u WHERE u.tenant = %(tenant)s AND (u.search @@ to_tsquery('french', %(word)s)
        OR EXISTS (
            SELECT FROM archive_unitgroup g
                JOIN archive_dataobject o ON o.tenant = g.tenant AND o.object_group = g.object_group
                JOIN texts_text t ON t.tenant = o.tenant AND t.object = o.id
            WHERE g.tenant = u.tenant AND g.unit = u.id AND t.search @@ to_tsquery('french', %(word)s)))
        AND (%(before)s::uuid IS NULL OR u.id < %(before)s) ORDER BY u.id DESC LIMIT %(limit)s
"""


def member(package: str, number: str) -> str:
    return f"('{PACKAGES[package]}' || lpad(to_hex({number}), 6, '0'))::uuid"


def test_what_is_found_in_texts_is_what_is_there_however_much_is_newer(tenants, wired):
    """11,000 documents have a word. Of what came since, descriptions have it or texts or none; the newest are not
    read.
    """
    told = {
        "old": (11_000, "'texte decrit tardif'"),
        "middle": (2_600, "CASE WHEN n %% 130 = 0 THEN 'texte decrit tardif' ELSE 'texte' END"),
        "new": (2_600, "CASE WHEN n > 2400 THEN NULL WHEN n %% 50 = 0 THEN 'texte decrit' ELSE 'texte' END"),
    }
    with wired.database.connect("postgres") as superuser:
        for package, (count, text) in told.items():
            of = {"tenant": ALPHA, "count": count, "package": f"{PACKAGES[package]}000000"}
            described = "CASE WHEN n %% 7 = 0 THEN 'decrit' ELSE '' END" if package == "new" else "''"
            superuser.execute(
                "INSERT INTO archive_versement (tenant, id, state, received, operation, findings, inventory)"
                " VALUES (%(tenant)s, %(package)s, 'accepted', now(), '{}', '[]', '')",
                of,
            )
            superuser.execute(
                "INSERT INTO archive_unit"
                " (tenant, versement, id, xml_id, line, content, title, title_key, search, top)"
                f" SELECT %(tenant)s, %(package)s::uuid, {member(package, 'n + 100000')}, '', n, '{{}}', '', '',"
                f" to_tsvector('french', {described}), false FROM generate_series(1, %(count)s) n",
                of,
            )
            superuser.execute(
                "INSERT INTO archive_dataobject"
                " (tenant, versement, id, xml_id, line, kind, object_group, group_xml_id, declared, digests, metadata)"
                f" SELECT %(tenant)s, %(package)s::uuid, {member(package, 'n')}, '', n, 'binary',"
                f" {member(package, 'n + 200000')}, '', '{{}}', '{{}}', '{{}}' FROM generate_series(1, %(count)s) n",
                of,
            )
            superuser.execute(
                "INSERT INTO archive_unitgroup (tenant, unit, object_group)"
                f" SELECT %(tenant)s, {member(package, 'n + 100000')}, {member(package, 'n + 200000')}"
                " FROM generate_series(1, %(count)s) n",
                of,
            )
            # every third unit has a second document, which says the same
            superuser.execute(
                "INSERT INTO archive_dataobject"
                " (tenant, versement, id, xml_id, line, kind, object_group, group_xml_id, declared, digests, metadata)"
                f" SELECT tenant, versement, {member(package, 'line + 300000')}, xml_id, line, kind, object_group, '',"
                " '{}', '{}', '{}' FROM archive_dataobject WHERE versement = %(package)s::uuid AND line %% 3 = 0",
                of,
            )
            superuser.execute(
                "INSERT INTO texts_text (tenant, object, state, cut, search)"
                f" SELECT %(tenant)s, {member(package, 'n + 300000')}, 'done', false, to_tsvector('french', told)"
                f" FROM generate_series(3, %(count)s, 3) n, LATERAL (SELECT {text}) t (told) WHERE told IS NOT NULL",
                of,
            )
            superuser.execute(
                "INSERT INTO texts_text (tenant, object, state, cut, search)"
                f" SELECT %(tenant)s, {member(package, 'n')}, 'done', false, to_tsvector('french', told)"
                f" FROM generate_series(1, %(count)s) n, LATERAL (SELECT {text}) t (told) WHERE told IS NOT NULL",
                of,
            )
        superuser.execute("ANALYZE")
        wanted = {
            (word, before, limit): superuser.execute(
                EVERY, {"tenant": ALPHA, "word": word, "before": before, "limit": limit}
            ).fetchall()
            for word in ("decrit", "texte", "tardif")
            for before in (None, f"{PACKAGES['middle']}0189dc", f"{PACKAGES['old']}01a000")
            for limit in (1, 20, 100, 3_000)
        }
    assert all(wanted.values())
    with wired.database.connect() as app:
        app.execute("SELECT set_config('app.tenants', %s, false)", [as_array([ALPHA])])
        for (word, before, limit), every in wanted.items():
            for most in (0, 2_000):
                asked = "SELECT id FROM search_units(%s, %s, %s, %s, true)"
                found = app.execute(asked, [word, before, limit, most]).fetchall()
                assert found == every, (word, before, limit, most)


TIMES = ("01933c0a", "01933c09", "01933c07", "01933bff", "01933b00", "01933510", "01932222", "01930001",
         *(f"019{digits:02x}777" for digits in range(0x2F, 0x10, -1)), "0180abcd", "0170abcd", "0170abcc")  # fmt: skip
"""How the identifiers of packages begin: some minutes, hours, days, weeks and years apart."""
HAS = """(u.search @@ websearch_to_tsquery('french', %(words)s) OR %(texts)s AND EXISTS (
    SELECT FROM archive_unitgroup g
        JOIN archive_dataobject o ON o.tenant = g.tenant AND o.object_group = g.object_group
        JOIN texts_text t ON t.tenant = o.tenant AND t.object = o.id
    WHERE g.tenant = u.tenant AND g.unit = u.id AND t.search @@ websearch_to_tsquery('french', %(words)s)))"""
ASKED = (
    "SELECT u.id FROM archive_unit u WHERE u.tenant = ANY (%(tenants)s)"
    f" AND (%(before)s::uuid IS NULL OR u.id < %(before)s) AND {HAS} ORDER BY u.id DESC"
)


def plant(superuser, tenant: int, package: str, count: int, words: str, text: str) -> None:
    """Units with these words, one by one (SQL over their number `n`), each with a document with this text."""
    of = {"tenant": tenant, "package": f"{package}000000", "count": count}
    member = f"('{package}' || lpad(to_hex({{}}), 6, '0'))::uuid"
    superuser.execute(
        "INSERT INTO archive_versement (tenant, id, state, received, operation, findings, inventory)"
        " VALUES (%(tenant)s, %(package)s, 'accepted', now(), '{}', '[]', '')",
        of,
    )
    for statement in (
        "INSERT INTO archive_unit (tenant, versement, id, xml_id, line, content, title, title_key, search, top)"
        f" SELECT %(tenant)s, %(package)s::uuid, {member.format('n')}, '', n, '{{}}', '', '',"
        f" to_tsvector('french', {words}), false",
        "INSERT INTO archive_unitgroup (tenant, unit, object_group)"
        f" SELECT %(tenant)s, {member.format('n')}, {member.format('n + 100000')}",
        "INSERT INTO archive_dataobject"
        " (tenant, versement, id, xml_id, line, kind, object_group, group_xml_id, declared, digests, metadata)"
        f" SELECT %(tenant)s, %(package)s::uuid, {member.format('n + 200000')}, '', n, 'binary',"
        f" {member.format('n + 100000')}, '', '{{}}', '{{}}', '{{}}'",
        "INSERT INTO texts_text (tenant, object, state, cut, search)"
        f" SELECT %(tenant)s, {member.format('n + 200000')}, 'done', false, to_tsvector('french', {text})",
    ):
        superuser.execute(f"{statement} FROM generate_series(1, %(count)s) n", of)


def test_what_is_found_is_what_is_there_however_long_ago_it_came(tenants, wired):
    """Nothing of what came last has any of the words: it is found in the time when it came, and counted."""
    with wired.database.connect("postgres") as superuser:
        for tenant in (ALPHA, BETA):
            for place, begins in enumerate(TIMES):
                package = f"{begins}-{tenant % 10_000:04d}-7000-8000-000000"
                words = (
                    f"'{'proche' if place % 2 else ''} mot' || n || CASE WHEN n %% 3 = 0 THEN ' lointain' ELSE '' END"
                )
                plant(superuser, tenant, package, 9, words, f"'{'secret' if place % 3 else 'texte'} dit' || n")
            plant(superuser, tenant, f"0193ffff-{tenant % 10_000:04d}-7000-8000-000000", 2_100, "'neuf'", "'neuf'")
        plant(superuser, BETA, "0170aaaa-ffff-7000-8000-000000", 1_200, "'ancien'", "'ancien'")
        superuser.execute("ANALYZE")
        questions_asked = [
            {"tenants": among, "words": words, "before": before, "texts": texts}
            for among in ([ALPHA], [ALPHA, BETA], [ALPHA, BETA, *range(1, 12)])
            for words in ("proche", "secret", "dit4 or mot5", "-neuf", "ancien")
            for before in (None, "01925777-4567-7000-8000-000000000005", "0180abce-0000-7000-8000-000000000000")
            for texts in (True, False)
        ]
        every = [[row[0] for row in superuser.execute(ASKED, each).fetchall()] for each in questions_asked]
    assert sum(map(bool, every)) > len(every) / 2
    with wired.database.connect() as app:
        for asked, there in zip(questions_asked, every, strict=True):
            app.execute("SELECT set_config('app.tenants', %s, false)", [as_array(asked["tenants"])])
            for limit, most in ((5, 0), (40, 1_000), (3_000, 10)):
                found = app.execute(
                    "SELECT id, hits FROM search_units(%s, %s, %s, %s, %s)",
                    [asked["words"], asked["before"], limit, most, asked["texts"]],
                ).fetchall()
                assert [row[0] for row in found] == there[:limit], (asked, limit, most)
                assert {row[1] for row in found} <= {min(len(there), most)}, (asked, limit, most)


def test_the_newest_of_several_tenants_come_first(tenants, wired):
    """One has much that is new, the other little that goes far back: what is between is not lost."""
    with wired.database.connect("postgres") as superuser:
        for tenant, package, count, place in ((ALPHA, "new", 9_000, "n * 2"), (BETA, "old", 3_000, "n * 6 + 1")):
            of = {"tenant": tenant, "count": count, "package": f"{PACKAGES[package]}000000"}
            superuser.execute(
                "INSERT INTO archive_versement (tenant, id, state, received, operation, findings, inventory)"
                " VALUES (%(tenant)s, %(package)s, 'accepted', now(), '{}', '[]', '')",
                of,
            )
            superuser.execute(
                "INSERT INTO archive_unit"
                " (tenant, versement, id, xml_id, line, content, title, title_key, search, top)"
                f" SELECT %(tenant)s, %(package)s::uuid, {member('new', place)}, '', n, '{{}}', '',"
                " '', to_tsvector('french', CASE WHEN n %% 5 = 0 THEN 'mot' ELSE '' END), false"
                " FROM generate_series(1, %(count)s) n",
                of,
            )
        superuser.execute("ANALYZE")
        every = [
            row[0]
            for row in superuser.execute(
                "SELECT id FROM archive_unit WHERE search @@ to_tsquery('french', 'mot') ORDER BY id DESC, tenant"
            ).fetchall()
        ]
    assert len(every) == 2_400
    with wired.database.connect() as app:
        app.execute("SELECT set_config('app.tenants', %s, false)", [as_array([ALPHA, BETA])])
        for limit in (100, 700):
            for texts in (False, True):
                found, before = [], None
                while True:
                    page = app.execute(
                        "SELECT id FROM search_units('mot', %s, %s, 0, %s)", [before, limit, texts]
                    ).fetchall()
                    found += [row[0] for row in page]
                    if len(page) < limit:
                        break
                    before = found[-1]
                assert found == every, (limit, texts)


def test_a_unit_with_two_documents_takes_one_place(tenants, wired):
    """Of 22,000 units, 160 have a word in their documents, the newest 60 of them twice."""
    of = {"tenant": ALPHA, "package": f"{PACKAGES['new']}000000"}
    unit, group = member("new", "n"), member("new", "n + 100000")
    with wired.database.connect("postgres") as superuser:
        superuser.execute(
            "INSERT INTO archive_versement (tenant, id, state, received, operation, findings, inventory)"
            " VALUES (%(tenant)s, %(package)s, 'accepted', now(), '{}', '[]', '')",
            of,
        )
        superuser.execute(
            "INSERT INTO archive_unit (tenant, versement, id, xml_id, line, content, title, title_key, search, top)"
            f" SELECT %(tenant)s, %(package)s::uuid, {unit}, '', n, '{{}}', '', '', '', false"
            " FROM generate_series(1, 22000) n",
            of,
        )
        for first, last, more in ((1, 100, 200_000), (21_001, 21_060, 200_000), (21_001, 21_060, 300_000)):
            given = {**of, "first": first, "last": last}
            document = member("new", f"n + {more}")
            superuser.execute(
                "INSERT INTO archive_unitgroup (tenant, unit, object_group)"
                f" SELECT %(tenant)s, {unit}, {group} FROM generate_series(%(first)s::int, %(last)s::int) n"
                " ON CONFLICT DO NOTHING",
                given,
            )
            superuser.execute(
                "INSERT INTO archive_dataobject"
                " (tenant, versement, id, xml_id, line, kind, object_group, group_xml_id, declared, digests, metadata)"
                f" SELECT %(tenant)s, %(package)s::uuid, {document}, '', n, 'binary', {group}, '',"
                " '{}', '{}', '{}' FROM generate_series(%(first)s::int, %(last)s::int) n",
                given,
            )
            superuser.execute(
                "INSERT INTO texts_text (tenant, object, state, cut, search)"
                f" SELECT %(tenant)s, {document}, 'done', false, to_tsvector('french', 'mot')"
                " FROM generate_series(%(first)s::int, %(last)s::int) n",
                given,
            )
        superuser.execute("ANALYZE")
    with wired.database.connect() as app:
        app.execute("SELECT set_config('app.tenants', %s, false)", [as_array([ALPHA])])
        for most, count in ((0, 0), (2_000, 160)):
            found = app.execute("SELECT * FROM search_units('mot', NULL, 100, %s, true)", [most]).fetchall()
            assert (len(found), found[0][2]) == (100, count)


def told_of(superuser, tenant: int, package: str) -> None:
    """Every second unit is of a service, every third due, every fifth dated, every hundredth at the top."""
    of = {"tenant": tenant, "package": f"{package}000000", "appraisal": APPRAISAL}
    for statement in (
        'UPDATE archive_versement SET operation = \'{"transfer": {"originating_agency": "RH"}}\''
        " WHERE id = %(package)s",
        'UPDATE archive_unit SET content = \'{"OriginatingAgency": [{"Identifier": ["VOIRIE"]}]}\''
        " WHERE versement = %(package)s AND line %% 2 = 0",
        "UPDATE archive_unit SET start_date = '2020-01-01' WHERE versement = %(package)s AND line %% 5 = 0",
        "UPDATE archive_unit SET top = true WHERE versement = %(package)s AND line %% 100 = 0",
        "INSERT INTO rules_ending (tenant, unit, category, ending, final, rules)"
        " SELECT tenant, id, %(appraisal)s, '2025-01-01', 2, ARRAY['S010'] FROM archive_unit"
        " WHERE tenant = %(tenant)s AND versement = %(package)s AND line %% 3 = 0",
    ):
        superuser.execute(statement, of)


def walked(cursor, mine: list[int], words: str, filters: Filters, before: UUID) -> list[UUID]:
    """Walked through to the end."""
    found: list[UUID] = []
    following: UUID | None = before
    while following is not None:
        some, following = walk(cursor, mine, words, filters, following, texts=True)
        found += some
    return found


def pages_of_newest(mine: list[int], size: int) -> int:
    """How many pages of the database the newest so many units are found in."""
    with connections["default"].cursor() as cursor, transaction(mine):
        cursor.execute("SET LOCAL enable_seqscan = off; SET LOCAL enable_bitmapscan = off")
        between = stretches(cursor, mine, None)
        given = {"uppers": [each for each, _ in between], "lowers": [each for _, each in between], "size": size}
        asked = NEWEST.format(conditions=whose("unit", mine))
        cursor.execute(f"EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) {asked}", given)
        told = cursor.fetchone()[0]
    plan = (json.loads(told) if isinstance(told, str) else told)[0]["Plan"]
    return int(plan["Shared Hit Blocks"] + plan["Shared Read Blocks"])


@pytest.mark.parametrize("others", [0, 11])
@pytest.mark.parametrize("count", [700, 2_600])
def test_what_is_under_way_is_stepped_over(tenants, wired, monkeypatch, count, others):
    """Another writes 20,000 units, newer than some and older than others: nobody reads them before they are there, and
    whatever is asked answers as it did when nothing was under way.
    """
    monkeypatch.setattr(walking, "WALK", count // 3 + 1)
    of = {"tenant": ALPHA, "package": f"{PACKAGES['middle']}000000"}
    with wired.database.connect("postgres") as superuser:
        for tenant, package in ((ALPHA, "old"), (BETA, "new"), (ALPHA, "new"), (BETA, "middle")):
            begins = PACKAGES[package] if tenant == ALPHA else PACKAGES[package].replace("-8000-", "-8001-")
            plant(superuser, tenant, begins, count, "'mot' || n || ' commun'", "'texte' || n")
            told_of(superuser, tenant, begins)
        superuser.execute("ANALYZE")
    within = UUID(f"{PACKAGES['new']}{count // 2:06x}")
    befores = (LAST, within, UUID(of["package"]), UUID(f"{PACKAGES['middle']}000100"), UUID(f"{PACKAGES['old']}000100"))
    filters = {
        Filters(services=("RH",)): "unit.line %% 2 = 1", Filters(services=("VOIRIE",)): "unit.line %% 2 = 0",
        Filters(due_on=date(2030, 1, 1)): "unit.line %% 3 = 0", Filters(first=date(2020, 1, 1)): "unit.line %% 5 = 0",
        Filters(series=("S010",), first=date(2020, 1, 1)): "unit.line %% 15 = 0",
    }  # fmt: skip
    plain = "SELECT unit.id FROM archive_unit unit WHERE unit.tenant = ANY(%s) AND unit.id < %s AND {} ORDER BY id DESC"

    def told(app) -> list[object]:
        answers: list[object] = []
        for mine in ([ALPHA], [ALPHA, BETA]):
            app.execute("SELECT set_config('app.tenants', %s, false)", [as_array(mine)])
            for words in ("commun", "mot7", "rien", "texte7", "texte7 or commun"):
                for before in befores:
                    asked = [words, before, 50, 2_000]
                    answers.append(app.execute("SELECT * FROM search_units(%s, %s, %s, %s, true)", asked).fetchall())
            with connections["default"].cursor() as cursor, transaction(mine):
                for before in befores:
                    for top in (False, True):
                        cursor.execute(plain.format("unit.top" if top else "true"), [mine, before])
                        every = [row[0] for row in cursor.fetchall()]
                        assert newest(cursor, mine, before, 20_000, top=top) == every
                        answers.append(every)
                    between = stretches(cursor, mine, before)
                    answers += [newest_but(cursor, mine, between, most) for most in (0, count - 1, 2 * count)]
                    for each, condition in filters.items():
                        cursor.execute(plain.format(condition), [mine, before])
                        every = [row[0] for row in cursor.fetchall()]
                        assert every, (before, each)
                        assert walked(cursor, mine, "", each, before) == every, each
                        answers.append(walked(cursor, mine, "texte7 or mot9", each, before))
        return answers

    with wired.database.connect("postgres") as writing, wired.database.connect() as app:
        before = told(app)
        app.execute("SELECT set_config('app.tenants', %s, false)", [as_array([ALPHA])])
        pages = {word: pages_read(app, word) for word in ("commun", "mot7", "rien")}
        newest_pages = pages_of_newest([ALPHA], count + 500)
        for package in (
            of["package"],
            *(f"0191{number:04x}-0000-7000-8000-000000000000" for number in range(1, others + 1)),
        ):
            writing.execute(
                "INSERT INTO archive_versement (tenant, id, state, received) VALUES (%s, %s, 'running', now())",
                [ALPHA, package],
            )
        writing.autocommit = False
        writing.execute(
            "INSERT INTO archive_unit (tenant, versement, id, xml_id, line, content, title, title_key, search, top)"
            f" SELECT %(tenant)s, %(package)s::uuid, {member('middle', 'n')}, '', n, '{{}}', repeat('x', 1500),"
            " '', to_tsvector('french', 'commun'), true FROM generate_series(1, 20000) n",
            of,
        )
        # five of them to a page: whoever meets them all reads 4,000 more. What a VACUUM told of older ones, they undo.
        for word, few in pages.items():
            assert pages_read(app, word) < few + 2_000 + 20 * others, word
        assert pages_of_newest([ALPHA], count + 500) < newest_pages + 2_000
        assert told(app) == before
        writing.rollback()
