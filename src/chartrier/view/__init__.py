"""The view: one row a série, in which archiving, retention, openness, personal data, open data and copies meet."""
