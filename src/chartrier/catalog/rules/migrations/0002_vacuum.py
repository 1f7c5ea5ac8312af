"""Échéances are rewritten in bulk: what they were is cleaned away soon, or lists would walk over it."""

from django.db import migrations

TABLES = ("rules_ending", "rules_declared")
OFTEN = "autovacuum_vacuum_scale_factor = 0.02, autovacuum_analyze_scale_factor = 0.02"


class Migration(migrations.Migration):
    dependencies = [("rules", "0001_initial")]

    operations = [migrations.RunSQL(f"ALTER TABLE {table} SET ({OFTEN})", migrations.RunSQL.noop) for table in TABLES]
