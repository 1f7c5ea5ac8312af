"""The search by words, which goes back through time until the page is filled.

As it was (0002), but for what many units have and the newest do not: all that has it was fetched, or a large versement
walked through, to find the newest fifty. The index (`archive/0007`) knows when each unit came. So the newest minute
that has any unit is asked, then the one before; then days, weeks, years; at last all that is left. What is read of the
index is about as much as what is passed over, whatever else the instance holds.

- What the newest often have is looked for one by one: an index of words says all of a minute before its last.
- Documents are of the package of their unit (`records.identifiers`), so their texts are passed through likewise, and no
  farther than the page goes back.

`hits` counts from where one goes on, as far as asked.
"""

from django.db import migrations

from chartrier.catalog.database.isolation import DEFINER, definer_function

NEWEST_UNITS, NEWEST_WITH_TEXTS = 2_000, 500
"""Units of each tenant that are looked at one by one; a text is three look-ups away from its unit."""
DENSE = NEWEST_UNITS // 15
"""Of them, how many have the words where going on one by one is quicker than the index."""
DENSE_REACH = 30_000
"""Units that are gone on through then."""
FEW = 5_000
"""Units whose texts are looked up one by one."""
GATHERED_UNITS, GATHERED_TEXTS = 20_000, 10_000
"""Hits of the index that are taken at once: where there are more, units are gone through one by one."""
TIMES = "8, 8, 5, 5, 4, 4, 3, 3"
"""Digits that what is asked next has in common with the newest that is left (`archive/0007`)."""
NEAR = 10
"""In how many tenants at once one begins with the newest."""
UNDER_WAY = 50
"""Versements under way, the last ones, whose units are stepped over."""
FIRST = "00000000-0000-0000-0000-000000000000"

SPANS = "unnest(uppers, lowers) s (upper, lower)"
"""From one versement under way to the next, the newest first: between them is all that has come. What one has written
is not there before it ends, and a walk meets each of its rows to find that out. For texts the first of them has no end
above: the documents of a unit may come after it in their package.
"""
BY_INDEX = "PERFORM set_config('enable_bitmapscan', 'on', true), set_config('enable_indexscan', 'off', true);"
BY_KEY = "PERFORM set_config('enable_bitmapscan', 'off', true), set_config('enable_indexscan', 'on', true);"
TOLD = """EXISTS (
    SELECT FROM public.archive_unitgroup g
    JOIN public.archive_dataobject o ON o.tenant = g.tenant AND o.object_group = g.object_group
    JOIN public.texts_text t ON t.tenant = o.tenant AND t.object = o.id
    WHERE g.tenant = {0}.tenant AND g.unit = {0}.id AND t.search @@ asked OFFSET 0
)"""
NEXT_TIME = f"""
    newest := NULL;
    SELECT n.id INTO newest FROM unnest(mine) m (tenant) CROSS JOIN LATERAL (
        SELECT t.id FROM {SPANS} CROSS JOIN LATERAL (
            SELECT each.{{0}} FROM public.{{1}} each
            WHERE each.tenant = m.tenant AND each.{{0}} < least(above, nullif(s.upper, below)) AND each.{{0}} > s.lower
            ORDER BY each.{{0}} DESC LIMIT 1
        ) t (id) LIMIT 1
    ) n (id) ORDER BY n.id DESC LIMIT 1;
    EXIT WHEN newest IS NULL;
    rounds := rounds + 1;
    shared := ('{{{{{TIMES}}}}}'::int[])[rounds];
    since := CASE WHEN shared IS NULL THEN '{FIRST}'
        ELSE left(newest::text, shared) || substr('{FIRST}', shared + 1) END;
    span := '@' || coalesce(one::text, '') || coalesce('/' || left(newest::text, shared), '');
"""  # noqa: S608 - constants only
"""`span` is what the index calls the time `since` then, to the newest that is left before `above`; at last, when nothing
is `shared`, all that is left. Leaves the loop when nothing is.
"""
IN_TIME = """public.placed({0}.search, {0}.tenant, {0}.{1})
        @@ CASE WHEN span = '@' THEN asked ELSE asked && quote_literal(span)::tsquery END
    AND ({0}.{1} < above) IS NOT FALSE AND (one IS NOT NULL OR {0}.tenant = ANY (mine))"""
"""By the index of words alone: that of keys says where all is that is older."""

BODY = f"""
DECLARE
    mine CONSTANT bigint[] := nullif(current_setting('app.tenants', true), '')::bigint[];
    one CONSTANT bigint := CASE WHEN cardinality(mine) = 1 THEN mine[1] END;
    near CONSTANT bigint[] := CASE WHEN cardinality(mine) <= {NEAR} THEN mine END;
    asked CONSTANT tsquery := websearch_to_tsquery('pg_catalog.french', $1);
    below CONSTANT uuid := coalesce($2, 'ffffffff-ffff-ffff-ffff-ffffffffffff');
    wanted CONSTANT bigint := $3;
    most CONSTANT bigint := $4;
    enough CONSTANT bigint := greatest(wanted, most);
    seen bigint; known boolean; counted boolean;
    owners bigint[]; described uuid[];
    holders bigint[] := '{{}}'; holding uuid[] := '{{}}';
    more_owners bigint[]; more uuid[];
    uppers uuid[]; lowers uuid[];
    keepers bigint[]; documents uuid[];
    above uuid; newest uuid; since uuid; last uuid; shared int; rounds int; span text;
    crowded boolean := false;
    total bigint := most;
BEGIN
    IF numnode(asked) = 0 THEN
        RETURN;
    END IF;
    SELECT array_agg(v.id ORDER BY v.id DESC), array_agg((left(v.id::text, 30) || 'ffffff')::uuid ORDER BY v.id DESC)
    INTO uppers, lowers FROM (
        SELECT v.id FROM public.archive_versement v
        WHERE v.tenant = ANY (mine) AND v.state = 'running' AND v.id < below ORDER BY v.id DESC LIMIT {UNDER_WAY}
    ) v;
    uppers := below || coalesce(uppers, '{{}}');
    lowers := coalesce(lowers, '{{}}') || '{FIRST}'::uuid;
    SELECT count(*), array_agg(n.tenant) FILTER (WHERE n.hit), coalesce(array_agg(n.id) FILTER (WHERE n.hit), '{{}}')
    INTO seen, owners, described FROM unnest(near) m (tenant) CROSS JOIN LATERAL (
        SELECT t.tenant, t.id, t.search @@ asked AS hit FROM {SPANS} CROSS JOIN LATERAL (
            SELECT u.tenant, u.id, u.search FROM public.archive_unit u
            WHERE u.tenant = m.tenant AND u.id < s.upper AND u.id > s.lower ORDER BY u.id DESC LIMIT {NEWEST_UNITS}
        ) t LIMIT {NEWEST_UNITS}
    ) n;
    known := near IS NOT NULL AND seen < {NEWEST_UNITS};
    IF NOT known AND one IS NOT NULL AND cardinality(described) BETWEEN {DENSE} AND enough - 1 THEN
        SELECT array_agg(n.tenant), coalesce(array_agg(n.id), '{{}}') INTO owners, described
        FROM unnest(near) m (tenant) CROSS JOIN LATERAL (
            SELECT f.tenant, f.id FROM (
                SELECT t.* FROM {SPANS} CROSS JOIN LATERAL (
                    SELECT u.tenant, u.id, u.search FROM public.archive_unit u WHERE u.tenant = m.tenant
                        AND u.id < s.upper AND u.id > s.lower ORDER BY u.id DESC LIMIT {DENSE_REACH}
                ) t LIMIT {DENSE_REACH}
            ) f WHERE f.search @@ asked LIMIT enough
        ) n;
    END IF;
    -- of several tenants, the newest of each go back to different days
    IF NOT known AND (one IS NULL OR cardinality(described) < enough) THEN
        owners := '{{}}';
        described := '{{}}';
        above := below;
        rounds := 0;
        LOOP
            {NEXT_TIME.format("id", "archive_unit")}
            {BY_INDEX}
            SELECT array_agg(h.tenant), coalesce(array_agg(h.id), '{{}}') INTO more_owners, more FROM (
                SELECT u.tenant, u.id FROM public.archive_unit u WHERE {IN_TIME.format("u", "id")}
                LIMIT {GATHERED_UNITS}
            ) h;
            {BY_KEY}
            IF cardinality(more) = {GATHERED_UNITS} THEN
                SELECT array_agg(h.tenant), coalesce(array_agg(h.id), '{{}}') INTO more_owners, more
                FROM unnest(mine) m (tenant) CROSS JOIN LATERAL (
                    SELECT t.tenant, t.id FROM {SPANS} CROSS JOIN LATERAL (
                        SELECT u.tenant, u.id FROM public.archive_unit u WHERE u.tenant = m.tenant AND u.search @@ asked
                            AND u.id < least(above, s.upper) AND u.id >= greatest(since, s.lower)
                        ORDER BY u.id DESC LIMIT enough
                    ) t LIMIT enough
                ) h;
            END IF;
            owners := owners || more_owners;
            described := described || more;
            above := since;
            EXIT WHEN shared IS NULL OR cardinality(described) >= enough;
        END LOOP;
    END IF;

    IF $5 THEN
        IF wanted > 0 AND cardinality(described) >= wanted THEN
            -- nothing older is on the page
            SELECT each.id INTO last FROM unnest(described) each (id) WHERE each.id < below
            ORDER BY each.id DESC OFFSET wanted - 1 LIMIT 1;
        END IF;
        counted := cardinality(described) >= most;
        SELECT count(*) INTO seen FROM (
            SELECT FROM {SPANS} CROSS JOIN LATERAL (
                SELECT FROM public.archive_unit u WHERE u.tenant = ANY (mine)
                    AND u.id < s.upper AND u.id >= greatest(last, s.lower) AND last IS NOT NULL LIMIT {FEW} + 1
            ) t LIMIT {FEW} + 1
        ) n;
        IF last IS NOT NULL AND seen <= {FEW} THEN
            SELECT array_agg(u.tenant), coalesce(array_agg(u.id), '{{}}') INTO holders, holding
            FROM {SPANS} CROSS JOIN LATERAL (
                SELECT each.tenant, each.id FROM public.archive_unit each WHERE each.tenant = ANY (mine)
                    AND each.id < s.upper AND each.id >= greatest(last, s.lower) OFFSET 0
            ) u WHERE {TOLD.format("u")};
            known := true;
        ELSE
            SELECT count(*), array_agg(n.tenant) FILTER (WHERE n.hit),
                coalesce(array_agg(n.id) FILTER (WHERE n.hit), '{{}}')
            INTO seen, holders, holding FROM unnest(near) m (tenant) CROSS JOIN LATERAL (
                SELECT f.tenant, f.id, {TOLD.format("f")} AS hit FROM (
                    SELECT t.* FROM {SPANS} CROSS JOIN LATERAL (
                        SELECT u.tenant, u.id FROM public.archive_unit u WHERE u.tenant = m.tenant
                            AND u.id < s.upper AND u.id > s.lower ORDER BY u.id DESC LIMIT {NEWEST_WITH_TEXTS}
                    ) t LIMIT {NEWEST_WITH_TEXTS}
                ) f
            ) n;
            known := one IS NOT NULL AND cardinality(holding) >= wanted;
            IF near IS NOT NULL AND seen < {NEWEST_WITH_TEXTS} THEN
                known := true;
                counted := true;
            END IF;
        END IF;
        IF NOT known OR NOT counted AND cardinality(holding) < most THEN
            holders := '{{}}';
            holding := '{{}}';
            above := (left(below::text, 30) || 'ffffff')::uuid;
            rounds := 0;
            LOOP
                {NEXT_TIME.format("object", "texts_text")}
                {BY_INDEX}
                SELECT array_agg(h.tenant), coalesce(array_agg(h.object), '{{}}') INTO keepers, documents FROM (
                    SELECT t.tenant, t.object FROM public.texts_text t WHERE {IN_TIME.format("t", "object")}
                    LIMIT {GATHERED_TEXTS}
                ) h;
                {BY_KEY}
                IF cardinality(documents) < {GATHERED_TEXTS} THEN
                    -- each once: it may have several
                    SELECT array_agg(d.tenant), coalesce(array_agg(d.unit), '{{}}') INTO more_owners, more FROM (
                        SELECT DISTINCT g.tenant, g.unit FROM unnest(keepers, documents) t (tenant, object)
                            JOIN public.archive_dataobject o ON o.tenant = t.tenant AND o.id = t.object
                            JOIN public.archive_unitgroup g ON g.tenant = o.tenant AND g.object_group = o.object_group
                        WHERE g.unit < below
                    ) d;
                ELSE
                    SELECT array_agg(h.tenant), coalesce(array_agg(h.id), '{{}}') INTO more_owners, more
                    FROM unnest(mine) m (tenant) CROSS JOIN LATERAL (
                        SELECT t.tenant, t.id FROM {SPANS} CROSS JOIN LATERAL (
                            SELECT u.tenant, u.id FROM public.archive_unit u WHERE u.tenant = m.tenant
                                AND u.id < least(above, s.upper) AND u.id >= greatest(since, s.lower)
                                AND {TOLD.format("u")} ORDER BY u.id DESC LIMIT wanted
                        ) t LIMIT wanted
                    ) h;
                    counted := true;
                    crowded := true;
                END IF;
                holders := holders || more_owners;
                holding := holding || more;
                above := since;
                EXIT WHEN shared IS NULL;
                EXIT WHEN (cardinality(holding) >= wanted OR since <= last)
                    AND (counted OR cardinality(holding) >= most);
            END LOOP;
        END IF;
    END IF;

    IF cardinality(described) < most AND cardinality(holding) < most AND NOT crowded THEN
        -- what is in both is counted once, where all of both is known
        SELECT least(count(*), most) INTO total FROM (
            SELECT each.id FROM unnest(described) each (id) UNION SELECT each.id FROM unnest(holding) each (id)
        ) every;
    END IF;
    RETURN QUERY SELECT each.tenant, each.id, total FROM (
        SELECT * FROM unnest(owners, described) UNION SELECT * FROM unnest(holders, holding)
    ) each (tenant, id) WHERE each.id < below ORDER BY each.id DESC LIMIT wanted;
END
"""  # noqa: S608 (constants only)


class Migration(migrations.Migration):
    dependencies = [("texts", "0004_search_through_time"), ("archive", "0008_versement_running")]

    operations = [
        migrations.RunSQL(
            f"SET ROLE {DEFINER}; DROP FUNCTION public.search_units(text, uuid, int, int, boolean); RESET ROLE",
            migrations.RunSQL.noop,
        ),
        # words (folded), only ids before this one (null: all), how many ids, how far to count, whether in texts too
        definer_function(
            "search_units(text, uuid, int, int, boolean)",
            "TABLE (tenant bigint, id uuid, hits bigint)",
            "plpgsql",
            BODY,
            "plan_cache_mode = force_custom_plan",
            "enable_indexscan = on",
            "enable_bitmapscan = off",
            "enable_sort = off",
            "enable_seqscan = off",
            "enable_hashjoin = off",
            "enable_mergejoin = off",
        ),
    ]
