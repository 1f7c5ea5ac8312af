"""Management rules of SEDA: dates in, dates out. What units declare, what they inherit, when it ends."""
