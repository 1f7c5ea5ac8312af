"""The observatory: what instances publish of themselves, in sums that tell of nobody, and all of it together."""
