"""Who has the same bytes is found by the index, whatever the number of objects, and under the policies."""

from __future__ import annotations

from uuid import uuid4

from chartrier.catalog.disposition.doubles import TWINS
from chartrier.catalog.transaction import as_array

from .conftest import ALPHA

OBJECTS = """
    INSERT INTO archive_dataobject
        (tenant, versement, id, xml_id, line, kind, object_group, declared, digests, metadata)
    SELECT tenant, id, gen_random_uuid(), '', n, 'binary', gen_random_uuid(), '{}',
        jsonb_build_object('sha512', encode(sha512((n %% 59000)::text::bytea), 'hex')), '{}'
    FROM archive_versement, generate_series(1, 60000) n WHERE tenant = %s
"""


def test_twins_are_found_by_the_index(tenants, wired):
    with wired.database.connect("postgres") as superuser:
        superuser.execute(
            "INSERT INTO archive_versement (tenant, id, state, received)"
            " SELECT %s, gen_random_uuid(), 'running', now()", [ALPHA],
        )  # fmt: skip
        superuser.execute(OBJECTS, [ALPHA])
        superuser.execute("ANALYZE archive_dataobject")
    given = {"tenant": ALPHA, "units": [uuid4()], "appraisal": 2, "destroy": 2}
    with wired.database.connect() as app:
        app.execute("SELECT set_config('app.tenants', %s, false)", [as_array([ALPHA])])
        plan = "\n".join(line for (line,) in app.execute(f"EXPLAIN {TWINS}", given).fetchall())
        assert "archive_object_sha512" in plan, plan
        assert "Seq Scan on archive_dataobject" not in plan, plan
