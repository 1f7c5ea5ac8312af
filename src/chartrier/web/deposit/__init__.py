"""Depositing without knowing SEDA: files, questions, what was understood; the archivist's look."""
