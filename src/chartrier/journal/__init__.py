"""The log as arithmetic: entries, tree, tiles, checkpoints, the contents of packages, proofs."""
