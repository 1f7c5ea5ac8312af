"""What orders of before left in tables that no copy holds (`forgetting`): forgotten once, when an archive is upgraded."""

from django.db import migrations

TABLES = ("destruction_change", "destruction_destroyed", "works_work", "deposits_draft", "redactions_redaction")

EMPTY = """
    CREATE TEMPORARY TABLE forgotten ON COMMIT DROP AS
        WITH wrote AS (
            SELECT w.tenant, w.id, w.subject FROM works_work w
            JOIN destruction_change c ON c.tenant = w.tenant AND c.package = w.operation
        )
        SELECT tenant, id FROM wrote UNION
        SELECT others.tenant, others.id FROM works_work others
        JOIN wrote ON wrote.tenant = others.tenant AND wrote.subject = others.subject;
    UPDATE works_work w SET title = '', reason = '', findings = '[]'
        FROM forgotten f WHERE w.tenant = f.tenant AND w.id = f.id;
    UPDATE deposits_draft d SET answers = '{}', comments = '[]', corrections = '[]'
        FROM forgotten f WHERE d.tenant = f.tenant AND d.work = f.id AND d.state = 'left';
    UPDATE redactions_redaction r SET findings = '[]', made = jsonb_set(made, '{title}', '""')
        WHERE made IS NOT NULL AND (
            EXISTS (SELECT FROM destruction_change c WHERE c.tenant = r.tenant AND c.package = r.operation)
            OR EXISTS (SELECT FROM destruction_destroyed d WHERE d.tenant = r.tenant AND d.id IN (r.unit, r.object)));
"""
FORGET = "\n".join(
    [
        *(f"ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY;" for table in TABLES),
        EMPTY,
        *(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY;" for table in TABLES),
    ]
)
"""By the owner of the tables, for whom their policies do not count meanwhile; whatever cuts it off, it never happened."""


class Migration(migrations.Migration):
    dependencies = [
        ("destruction", "0001_initial"),
        ("works", "0003_kinds"),
        ("deposits", "0002_sight"),
        ("redactions", "0001_initial"),
    ]

    operations = [migrations.RunSQL(FORGET, migrations.RunSQL.noop)]
