"""The PostgreSQL that the archive starts by itself: its cluster, its keeper, its backups."""
