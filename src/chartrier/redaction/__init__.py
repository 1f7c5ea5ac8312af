"""A copy of a document from which passages are gone: what was below them is not covered, it is no longer there."""
