"""Curation: what archivistes decide about what is archived without destroying anything (gels, corrections, keeping)."""
