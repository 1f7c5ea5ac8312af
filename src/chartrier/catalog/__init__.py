"""The index in PostgreSQL: a folder for each noun that owns tables, and the launcher of the embedded server."""
